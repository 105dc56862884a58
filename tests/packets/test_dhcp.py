"""DHCP messages to octets and back, and what tshark reads in them."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tshark import capture, needed, tshark

from xos_cli.errors import PacketError
from xos_cli.packets import dhcp
from xos_cli.packets.dhcp import Dhcp
from xos_cli.packets.ethernet import encode
from xos_cli.packets.frames import Frame, Ipv4, Udp

WORD, SHORT = st.integers(0, 2**32 - 1), st.integers(0, 2**16 - 1)
CODE = st.integers(1, 254).filter(lambda code: code != dhcp.TYPE)
OPTIONS = st.lists(st.tuples(CODE, st.binary(max_size=40)), max_size=8).map(tuple)
MESSAGE = st.builds(
    Dhcp, st.sampled_from((1, 2)), WORD, st.integers(0, 2**48 - 1), st.integers(0, 8), WORD, WORD, WORD, WORD,
    st.integers(0, 255), SHORT, SHORT, OPTIONS,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(MESSAGE)
def test_round_trip(message: Dhcp) -> None:
    """A message is the same after it was encoded and decoded, and has at least 300 octets."""
    octets = dhcp.encode(message)
    assert dhcp.decode(octets) == message
    assert len(octets) >= 300


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_noise(octets: bytes) -> None:
    """Octets without any sense are a message, or a PacketError."""
    with suppress(PacketError):
        dhcp.decode(octets)


def test_what_is_cut_off_is_refused() -> None:
    """A message without all its fields, and an option that is longer than the rest."""
    octets = dhcp.encode(Dhcp(1, 7, 9, dhcp.DISCOVER))
    for cut in (octets[:239], octets[:240] + bytes((50, 4, 1)), octets[:240] + bytes((50,))):
        with pytest.raises(PacketError):
            dhcp.decode(cut)


@needed
def test_tshark_reads_the_fields(tmp_path: Path) -> None:
    """Addresses, type, mask, router and lease come out as they went in."""
    options = (dhcp.option(dhcp.MASK, 0xFFFFFF00), dhcp.option(dhcp.ROUTER, 0x0A000001), dhcp.option(dhcp.LEASE, 7200))
    message = Dhcp(2, 0x1234, 0x020000000001, dhcp.ACK, yours=0x0A000009, relay=0x0A0000FE, options=options)
    datagram = Udp(dhcp.SERVER_PORT, dhcp.CLIENT_PORT, dhcp.encode(message))
    frame = Frame(0x000496000001, 0xFFFFFFFFFFFF, 0, Ipv4(0x0A000001, 0xFFFFFFFF, datagram))
    fields = ("ip.your", "ip.relay", "hw.mac_addr", "option.dhcp", "option.subnet_mask", "option.router")
    wanted = [word for field in (*fields, "option.ip_address_lease_time") for word in ("-e", f"dhcp.{field}")]
    printed = tshark("-r", str(capture(tmp_path / "dhcp.pcap", [encode(frame)])), "-T", "fields", *wanted)
    found = ["10.0.0.9", "10.0.0.254", "02:00:00:00:00:01", "5", "255.255.255.0", "10.0.0.1", "7200"]
    assert printed.split() == found
