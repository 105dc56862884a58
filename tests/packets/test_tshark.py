"""What tshark, a decoder that others wrote, says of frames of every kind."""

from itertools import zip_longest
from pathlib import Path

import pytest
from drawn_frames import frames
from hypothesis import HealthCheck, Phase, given, seed, settings
from tshark import CHECKSUMS, capture, failures, layers, needed, tshark

from xos_cli.packets.addresses import EAPS_GROUP, LACP_GROUP
from xos_cli.packets.ethernet import encode
from xos_cli.packets.frames import EAPS_LINK_DOWN, Eaps, Frame, Lacpdu, LacpInfo

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
    "lacp": "lacp",
    "lldp": "lldp",
    "eapol": "eapol",
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


@needed
def test_tshark_reads_eaps_and_lacp(tmp_path: Path) -> None:
    """tshark finds in the fields of both what was put into them."""
    eaps = Frame(2, EAPS_GROUP, 100, Eaps(EAPS_LINK_DOWN, 100, 0x000496100000, 1, 3, 4, 77))
    parties = LacpInfo(5, 0x000496100000, 1001, 7, 1002, 0x3D), LacpInfo(6, 0x000496200000, 2001, 8, 2002, 0x45)
    octets = [encode(eaps), encode(Frame(2, LACP_GROUP, 0, Lacpdu(*parties)))]
    wanted = {
        "edp.eaps.type": "8",
        "edp.eaps.vlanid": "100",
        "edp.eaps.sysmac": "00:04:96:10:00:00",
        "edp.eaps.hello": "1",
        "edp.eaps.fail": "3",
        "edp.eaps.state": "4",
        "edp.eaps.helloseq": "77",
        "lacp.actor.sys_priority": "5",
        "lacp.actor.sysid": "00:04:96:10:00:00",
        "lacp.actor.key": "1001",
        "lacp.actor.port_priority": "7",
        "lacp.actor.port": "1002",
        "lacp.actor.state": "0x3d",
        "lacp.partner.sys_priority": "6",
        "lacp.partner.sysid": "00:04:96:20:00:00",
        "lacp.partner.key": "2001",
        "lacp.partner.port": "2002",
        "lacp.partner.state": "0x45",
    }
    file = str(capture(tmp_path / "frames.pcap", octets))
    printed = tshark("-r", file, "-T", "fields", *[word for name in wanted for word in ("-e", name)])
    rows = [line.split("\t") for line in printed.splitlines()]
    found = [max(values) for values in zip_longest(*rows, fillvalue="")]
    assert dict(zip_longest(wanted, found)) == wanted


def plain(kind: str) -> Frame:
    """Return the first frame of a kind, without tags."""
    return drawn(kind, 5)[0]._replace(vlan=0, priority=0, outer=())
