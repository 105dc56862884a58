"""RIP messages to octets and back, and what tshark reads in them."""

from contextlib import suppress
from pathlib import Path

import pytest
from drawn_frames import RIP
from hypothesis import given, settings
from hypothesis import strategies as st
from tshark import capture, needed, tshark

from xos_cli.errors import PacketError
from xos_cli.packets import rip
from xos_cli.packets.ethernet import encode
from xos_cli.packets.frames import RIP_RESPONSE, Frame, Ipv4, Rip, RipEntry, Udp


@settings(max_examples=60, deadline=None)
@given(RIP)
def test_round_trip(message: Rip) -> None:
    """A message is the same after it was encoded and decoded, and has the length that it says."""
    octets = rip.encode(message)
    assert rip.decode(octets) == message
    assert len(octets) == message.length


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=600))
def test_noise(octets: bytes) -> None:
    """Octets without any sense are a message, or a PacketError."""
    with suppress(PacketError):
        assert rip.encode(rip.decode(octets))[4:] == octets[4:]


@pytest.mark.parametrize("size", [0, 3, 23, 4 + 26 * 20])
def test_wrong_lengths(size: int) -> None:
    """A message that is cut off, with a part of a route, or with 26 routes is refused."""
    with pytest.raises(PacketError):
        rip.decode(bytes(size))


@needed
def test_tshark_reads_the_fields(tmp_path: Path) -> None:
    """Network, mask, next hop, metric and tag come out as they went in."""
    entries = (RipEntry(0x0A010200, 0xFFFFFF00, 7, 0x0A000009, 42), RipEntry(0, 0, 16))
    datagram = Udp(rip.PORT, rip.PORT, rip.encode(Rip(RIP_RESPONSE, 2, entries)))
    frame = Frame(0x000496000001, 0x01005E000009, 0, Ipv4(0x0A000001, 0xE0000009, datagram, 1))
    fields = ("rip.command", "rip.version", "rip.ip", "rip.netmask", "rip.next_hop", "rip.metric", "rip.route_tag")
    wanted = [word for field in fields for word in ("-e", field)]
    printed = tshark("-r", str(capture(tmp_path / "rip.pcap", [encode(frame)])), "-T", "fields", *wanted)
    assert printed.split() == [
        *("2", "2", "10.1.2.0,0.0.0.0", "255.255.255.0,0.0.0.0", "10.0.0.9,0.0.0.0", "7,16", "42,0"),
    ]
