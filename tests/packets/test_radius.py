"""RADIUS messages to octets and back, their secrets, and what tshark reads in them."""

from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tshark import capture, needed, tshark

from xos_cli.errors import PacketError
from xos_cli.packets import radius
from xos_cli.packets.ethernet import encode
from xos_cli.packets.frames import Frame, Ipv4, Udp
from xos_cli.packets.radius import Radius
from xos_cli.packets.radius_netlogin import tunnel

OCTET = st.integers(0, 255)
ATTRIBUTE = st.tuples(OCTET, st.binary(max_size=radius.MOST))
MESSAGE = st.builds(
    Radius, OCTET, OCTET, st.binary(min_size=16, max_size=16), st.lists(ATTRIBUTE, max_size=12).map(tuple)
)


@settings(max_examples=60, deadline=None)
@given(MESSAGE)
def test_round_trip(message: Radius) -> None:
    """A message is the same after it was encoded and decoded."""
    assert radius.decode(radius.encode(message)) == message


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=600))
def test_noise(octets: bytes) -> None:
    """Octets without any sense are a message, or a PacketError."""
    with suppress(PacketError):
        assert octets.startswith(radius.encode(radius.decode(octets)))


def test_the_examples_of_the_rfc() -> None:
    """RFC 2865, 7.1: the hidden password of nemo and the authenticator of the answer come out to the octet."""
    asked = bytes.fromhex("0f403f9473978057bd83d5cb98f4227a")
    hidden = bytes.fromhex("0dbe708d93d413ce3196e43f782a0aee")
    assert radius.hide(b"arctangent", b"xyzzy5461", asked) == hidden
    assert radius.reveal(hidden, b"xyzzy5461", asked) == b"arctangent"
    given_ = (radius.number(6, 1), radius.number(15, 0), radius.number(14, 0xC0A80103))
    reply = radius.signed(Radius(2, 0, asked, given_), b"xyzzy5461")
    assert reply.authenticator.hex() == "86fe220e7624ba2a1005f6bf9b55e0b2"
    assert radius.is_genuine(reply, asked, b"xyzzy5461")
    assert not radius.is_genuine(reply, asked, b"xyzzy5462")


@given(st.binary(max_size=128).filter(lambda octets: not octets.endswith(b"\0")), st.binary(max_size=20))
def test_a_password_comes_out_as_it_went_in(password: bytes, secret: bytes) -> None:
    """Of any length up to 128 octets, in whole blocks of 16."""
    hidden = radius.hide(password, secret, bytes(range(16)))
    assert len(hidden) % 16 == 0
    assert len(hidden) >= 16
    assert radius.reveal(hidden, secret, bytes(range(16))) == password


@needed
def test_tshark_reads_the_fields(tmp_path: Path) -> None:
    """Code, identifier, name, address, service type and the VLAN come out as they went in."""
    attributes = (
        radius.text(radius.USER_NAME, "alice"),
        radius.number(radius.NAS_IP_ADDRESS, 0x0A0000FE),
        radius.number(radius.SERVICE_TYPE, radius.ADMINISTRATIVE),
        *tunnel("red"),
    )
    message = radius.encode(Radius(radius.ACCESS_ACCEPT, 7, bytes(range(16)), attributes))
    frame = Frame(0x000496000001, 0x000496000002, 0, Ipv4(0x0A000001, 0x0A0000FE, Udp(radius.PORT, 49812, message)))
    fields = ("code", "id", "User_Name", "NAS_IP_Address", "Service_Type", "Tunnel_Type", "Tunnel_Private_Group_Id")
    wanted = [word for field in fields for word in ("-e", f"radius.{field}")]
    printed = tshark("-r", str(capture(tmp_path / "radius.pcap", [encode(frame)])), "-T", "fields", *wanted)
    assert printed.split() == ["2", "7", "alice", "10.0.0.254", "6", "13", "red"]
