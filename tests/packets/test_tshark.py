"""What tshark, a decoder that others wrote, says of frames of every kind."""

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from drawn_frames import frames
from hypothesis import HealthCheck, Phase, given, seed, settings

from xos_cli.packets.ethernet import encode
from xos_cli.packets.frames import Frame
from xos_cli.packets.pcap import RECORD, PcapWriter

TSHARK = shutil.which("tshark")
MISSING = "tshark is not installed (Debian: apt-get install tshark)"
#: Set by .ci/run: a tshark that is missing is a failure there.
REQUIRED = os.environ.get("XOS_CLI_TSHARK") == "required"
#: What tshark calls each kind: the protocol that must stand in its list of layers.
LAYERS = {
    "arp": "arp",
    "udp": "udp",
    "icmp echo": "icmp",
    "icmp error": "icmp",
    "ip": "ip",
    "ip fragment": "ip",
    "config": "stp",
    "rst": "stp",
    "tcn": "stp",
    "edp": "edp",
    "elrp": "edp",
    "lldp": "lldp",
}
#: What it must look at beside its defaults.
CHECKED = ("ip.check_checksum:TRUE", "udp.check_checksum:TRUE", "ip.defragment:FALSE")
FIELDS = ("frame.protocols", "_ws.malformed", *(f"{name}.checksum.status" for name in ("ip", "udp", "icmp", "edp")))
#: No others: a random port may be another protocol's, whose decoder finds no sense in random octets.
PROTOCOLS = {"eth", "ethertype", "vlan", "ieee8021ad", "llc", "arp", "ip", "udp", "icmp", "stp", "edp", "lldp", "frame"}
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


def tshark(*arguments: str, **environment: str) -> str:
    """Return what tshark prints."""
    assert TSHARK
    command = [TSHARK, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **environment}).stdout


def layers(file: Path) -> list[dict[str, Any]]:
    """Return tshark's words about each frame: its protocols, what is malformed, the state of its checksums."""
    others = {line.split("\t")[2] for line in tshark("-G", "protocols").splitlines()} - PROTOCOLS
    (file.parent / "disabled_protos").write_text("".join(f"{name}\n" for name in sorted(others)))
    wanted = [word for field in FIELDS for word in ("-e", field)]
    options = [word for option in CHECKED for word in ("-o", option)]
    printed = tshark("-r", str(file), "-T", "json", *options, *wanted, WIRESHARK_CONFIG_DIR=str(file.parent))
    return [packet["_source"]["layers"] for packet in json.loads(printed)]


def failures(seen: list[dict[str, Any]]) -> Counter[str]:
    """Count the fields that say that something is wrong: a malformed part, or a checksum of status 0 (bad)."""
    return Counter(
        key
        for frame in seen
        for key, values in frame.items()
        if key == "_ws.malformed" or (key.endswith(".status") and "0" in values)
    )


needed = pytest.mark.skipif(TSHARK is None and not REQUIRED, reason=MISSING)


def capture(file: Path, octets: Iterable[bytes]) -> Path:
    """Write a capture of frames as octets."""
    with file.open("wb") as out:
        PcapWriter(out)
        for number, frame in enumerate(octets):
            out.write(RECORD.pack(number, 0, len(frame), len(frame)) + frame)
    return file


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
    for kind, at in (("udp", 24), ("udp", 40), ("icmp echo", 36), ("edp", 26)):
        octets = bytearray(encode(plain(kind)))
        octets[at] ^= 0xFF
        damaged.append(bytes(octets))
    found = failures(layers(capture(tmp_path / "frames.pcap", [*damaged, encode(plain("rst"))[:30]])))
    assert found.keys() == {"_ws.malformed", *(f"{name}.checksum.status" for name in ("ip", "udp", "icmp", "edp"))}


def plain(kind: str) -> Frame:
    """Return the first frame of a kind, without tags."""
    return drawn(kind, 5)[0]._replace(vlan=0, priority=0, outer=())
