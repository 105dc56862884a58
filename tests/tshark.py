"""tshark, a decoder that others wrote, and what it says of the frames of a capture."""

import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from xos_cli.packets.pcap import RECORD, PcapWriter

TSHARK = shutil.which("tshark")
MISSING = "tshark is not installed (Debian: apt-get install tshark)"
#: Set by .ci/run: a tshark that is missing is a failure there.
REQUIRED = os.environ.get("XOS_CLI_TSHARK") == "required"
#: What it must look at beside its defaults.
CHECKED = ("ip.check_checksum:TRUE", "udp.check_checksum:TRUE", "ip.defragment:FALSE")
#: The protocols with a checksum.
CHECKSUMS = ("ip", "udp", "icmp", "edp", "vrrp")
FIELDS = ("frame.protocols", "_ws.malformed", *(f"{name}.checksum.status" for name in CHECKSUMS))
#: No others: a random port may be another protocol's, whose decoder finds no sense in random octets.
PROTOCOLS = {"eth", "ethertype", "vlan", "ieee8021ad", "llc", "arp", "ip", "udp", "icmp", "stp", "edp", "lldp", "frame"}
PROTOCOLS |= {"slow", "lacp", "vrrp", "rip", "ospf", "eapol", "eap"}


def tshark(*arguments: str, **environment: str) -> str:
    """Return what tshark prints."""
    assert TSHARK
    command = [TSHARK, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **environment}).stdout


def capture(file: Path, octets: Iterable[bytes]) -> Path:
    """Write a capture of frames as octets."""
    with file.open("wb") as out:
        PcapWriter(out)
        for number, frame in enumerate(octets):
            out.write(RECORD.pack(number, 0, len(frame), len(frame)) + frame)
    return file


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
