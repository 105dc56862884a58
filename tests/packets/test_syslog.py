"""Log messages to octets and back, and what tshark reads in them."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tshark import capture, needed, tshark

from xos_cli.errors import PacketError
from xos_cli.packets import syslog
from xos_cli.packets.ethernet import encode
from xos_cli.packets.frames import Frame, Ipv4, Udp
from xos_cli.packets.syslog import Syslog

MESSAGE = st.builds(Syslog, st.integers(0, 23), st.integers(0, 7), st.text(max_size=60))


@settings(max_examples=60, deadline=None)
@given(MESSAGE, st.binary(max_size=40))
def test_round_trip(message: Syslog, noise: bytes) -> None:
    """A message is the same after it was encoded and decoded; noise is a message or a PacketError."""
    assert syslog.decode(syslog.encode(message)) == message
    with suppress(PacketError):
        syslog.decode(noise)


@pytest.mark.parametrize("octets", [b"", b"text", b"<>text", b"<192>text", b"<x>text", b"<0000>text"])
def test_without_a_priority(octets: bytes) -> None:
    """It is refused."""
    with pytest.raises(PacketError):
        syslog.decode(octets)


@needed
def test_tshark_reads_them(tmp_path: Path) -> None:
    """Facility, severity and text are those that were put in."""
    data = syslog.encode(Syslog(19, 3, "HAL.Card.Error: Slot-1 failed"))
    frame = Frame(2, 4, 0, Ipv4(0x0A0000FE, 0x0A000001, Udp(514, 514, data)))
    file = str(capture(tmp_path / "log.pcap", [encode(frame)]))
    words = ("-e", "syslog.facility", "-e", "syslog.level", "-e", "syslog.msg", "-e", "_ws.malformed")
    found = tshark("-r", file, "-T", "fields", *words).rstrip("\n").split("\t")
    assert [int(found[0], 0), int(found[1], 0), found[2], found[3:]] == [19, 3, "HAL.Card.Error: Slot-1 failed", [""]]
