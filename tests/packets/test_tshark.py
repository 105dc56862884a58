"""What tshark, a decoder that others wrote, says of frames of every kind."""

from pathlib import Path

import pytest
from drawn_frames import frames
from hypothesis import HealthCheck, Phase, given, seed, settings
from tshark import CHECKSUMS, capture, failures, layers, needed

from xos_cli.packets.ethernet import encode
from xos_cli.packets.frames import Frame

#: What tshark calls each kind: the protocol that must stand in its list of layers.
LAYERS = {
    "arp": "arp",
    "udp": "udp",
    "rip": "rip",
    "icmp echo": "icmp",
    "icmp error": "icmp",
    **{f"ospf {kind}": "ospf" for kind in ("hello", "dbd", "lsr", "lsu", "lsack")},
    "ip": "ip",
    "vrrp": "vrrp",
    "ip fragment": "ip",
    "config": "stp",
    "rst": "stp",
    "tcn": "stp",
    "edp": "edp",
    "elrp": "edp",
    "eaps": "edp",
    "esrp": "edp",
    "lldp": "lldp",
}
AT_LEAST = 100


def drawn(kind: str, wanted: int) -> list[Frame]:
    """Return different frames of one kind, the same in every run."""
    found: dict[Frame, None] = {}

    @seed(13)
    @settings(
        max_examples=2 * wanted,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(frames(kind))
    def draw(frame: Frame) -> None:
        found[frame._replace(outer=())] = None

    draw()
    return list(found)[:wanted]


@needed
@pytest.mark.parametrize("kind", sorted(LAYERS))
def test_tshark(kind: str, tmp_path: Path) -> None:
    """A hundred frames of each kind: tshark finds the protocol, no malformed frame and no bad checksum."""
    sent = drawn(kind, AT_LEAST)
    seen = layers(capture(tmp_path / "frames.pcap", map(encode, sent)))
    assert len(seen) == len(sent) >= AT_LEAST
    assert all(LAYERS[kind] in frame["frame.protocols"][0].split(":") for frame in seen)
    assert not failures(seen)


@needed
def test_tshark_sees(tmp_path: Path) -> None:
    """A checksum of each protocol that is wrong, and a message that is cut off, are seen by this test's own eyes."""
    damaged = []
    for kind, at in (("udp", 24), ("udp", 40), ("icmp echo", 36), ("edp", 26), ("vrrp", 36)):
        octets = bytearray(encode(plain(kind)))
        octets[at] ^= 0xFF
        damaged.append(bytes(octets))
    found = failures(layers(capture(tmp_path / "frames.pcap", [*damaged, encode(plain("rst"))[:30]])))
    assert found.keys() == {
        "_ws.malformed",
        *(f"{name}.checksum.status" for name in CHECKSUMS),
    }


def plain(kind: str) -> Frame:
    """Return the first frame of a kind, without tags."""
    return drawn(kind, 5)[0]._replace(vlan=0, priority=0, outer=())
