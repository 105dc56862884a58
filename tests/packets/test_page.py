"""DNS and HTTP as the login page speaks them: to octets and back, what is cut off, and what tshark reads in DNS."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tshark import capture, needed, tshark

from xos_cli.errors import PacketError
from xos_cli.packets import dns, http
from xos_cli.packets.dns import Dns
from xos_cli.packets.ethernet import encode
from xos_cli.packets.frames import Frame, Ipv4, Udp
from xos_cli.packets.http import HttpRequest, HttpResponse, split_url

LABELS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz-0123456789", min_size=1, max_size=20), min_size=1, max_size=4)
NUMBERS = st.integers(0, 65535)
QUESTIONS = st.builds(Dns, NUMBERS, LABELS.map(".".join), st.just(False), st.just(0), st.just(0))
ANSWERS = st.builds(Dns, NUMBERS, LABELS.map(".".join), st.just(True), st.integers(1, 2**32 - 1), NUMBERS)


@given(QUESTIONS | ANSWERS)
def test_dns_round_trip(message: Dns) -> None:
    """A question and an answer are the same after they were encoded and decoded; a refusal has no address."""
    assert dns.decode(dns.encode(message)) == message
    refused = message._replace(response=True, address=0, ttl=0)
    assert dns.decode(dns.encode(refused)) == refused


@given(st.binary(max_size=80))
def test_dns_noise(octets: bytes) -> None:
    """Octets without any sense are a message, or a PacketError."""
    with suppress(PacketError):
        dns.decode(octets)


@given(st.lists(st.tuples(st.text(min_size=1, max_size=5), st.text(max_size=20)), max_size=3).map(tuple))
def test_a_form(form: tuple[tuple[str, str], ...]) -> None:
    """Its fields come out as they went in, whatever their letters; half a request is none yet."""
    request = HttpRequest("POST", "network-access.com", "/login", form)
    octets = http.encode_request(request)
    assert http.decode_request(octets) == request
    assert http.decode_request(octets[:-1]) is None


def test_a_response() -> None:
    """Code, page and location come out as they went in; what is no HTTP is refused."""
    response = HttpResponse(302, "<p>go</p>", "http://network-access.com/login")
    octets = http.encode_response(response)
    assert http.decode_response(octets) == response
    assert http.decode_response(octets[:-1]) is None
    for noise in (b"HELO\r\n\r\n", b"GET / HTTP/1.0\r\nContent-Length: x\r\n\r\n"):
        with pytest.raises(PacketError):
            http.decode_request(noise)
    with pytest.raises(PacketError):
        http.decode_response(b"GET / HTTP/1.0\r\n\r\n")


def test_parts_of_a_url() -> None:
    """With or without http:// and a path."""
    assert split_url("http://a.b/c/d") == ("a.b", "/c/d")
    assert split_url("1.2.3.4") == ("1.2.3.4", "/")


@needed
def test_tshark_reads_dns(tmp_path: Path) -> None:
    """tshark finds name and address as they went in."""
    sent = [Dns(7, "network-access.com"), Dns(7, "network-access.com", True, 0x0A000001, 60)]
    packets = [Ipv4(1, 2, Udp(dns.PORT, dns.PORT, dns.encode(message))) for message in sent]
    file = capture(tmp_path / "dns.pcap", [encode(Frame(2, 4, 0, packet)) for packet in packets])
    printed = tshark("-r", str(file), "-T", "fields", "-e", "dns.qry.name", "-e", "dns.a", "-e", "_ws.malformed")
    assert printed == "network-access.com\t\t\nnetwork-access.com\t10.0.0.1\t\n"
