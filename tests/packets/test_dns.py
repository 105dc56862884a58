"""DNS messages to octets and back, and what tshark reads in them."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tshark import capture, needed, tshark

from xos_cli.errors import PacketError
from xos_cli.packets import dns
from xos_cli.packets.dns import Dns
from xos_cli.packets.ethernet import encode
from xos_cli.packets.frames import Frame, Ipv4, Udp

LABEL = st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)
WORD = st.integers(0, 0xFFFF)
ADDRESSES = st.lists(st.integers(0, 0xFFFFFFFF), max_size=4).map(tuple)
NAME = st.lists(LABEL, min_size=1, max_size=4).map(".".join)
MESSAGE = st.builds(Dns, WORD, NAME, WORD, ADDRESSES, WORD, st.just(60))


@settings(max_examples=60, deadline=None)
@given(MESSAGE)
def test_round_trip(message: Dns) -> None:
    """A message is the same after it was encoded and decoded."""
    found = dns.decode(dns.encode(message))
    assert found._replace(ttl=60) == message


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=100))
def test_noise(octets: bytes) -> None:
    """Octets without any sense are a message or a PacketError, also where pointers run in a circle."""
    with suppress(PacketError):
        dns.decode(octets)
    circle = dns.HEADER.pack(1, 0, 1, 0, 0, 0) + b"\xc0\x0c" + bytes(4)
    with pytest.raises(PacketError):
        dns.decode(circle)


def test_names() -> None:
    """A label has at most 63 octets, and a name has no empty one."""
    assert dns.is_name("noc.example.com.")
    for name in ("", "a..b", "x" * 64, "two words", "ü.example"):
        assert not dns.is_name(name)


@needed
def test_tshark_reads_them(tmp_path: Path) -> None:
    """A question and its answer: name, number and address; nothing is malformed."""
    question = Dns(7, "noc.example.com")
    answer = question._replace(flags=dns.RESPONSE | dns.RECURSION, addresses=(0x0A000001,))
    sent = [
        Ipv4(0x0A0000FE, 0x0A000001, Udp(50053, 53, dns.encode(question))),
        Ipv4(0x0A000001, 0x0A0000FE, Udp(53, 50053, dns.encode(answer))),
    ]
    file = str(capture(tmp_path / "dns.pcap", [encode(Frame(2, 4, 0, packet)) for packet in sent]))
    words = ("-e", "dns.qry.name", "-e", "dns.id", "-e", "dns.a", "-e", "_ws.malformed")
    rows = [line.split("\t") for line in tshark("-r", file, "-T", "fields", *words).splitlines()]
    assert [row[0] for row in rows] == ["noc.example.com"] * 2
    assert {int(row[1], 16) for row in rows} == {7}
    assert [row[2] for row in rows] == ["", "10.0.0.1"]
    assert not any(row[3] for row in rows)
