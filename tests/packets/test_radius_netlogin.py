"""The RADIUS attributes of network login, EAP in RADIUS messages, and what tshark reads in them."""

from pathlib import Path

import pytest
from tshark import capture, needed, tshark

from xos_cli.packets import eap, radius
from xos_cli.packets import radius_netlogin as netlogin
from xos_cli.packets.ethernet import encode
from xos_cli.packets.frames import Eap, Frame, Ipv4, Udp
from xos_cli.packets.radius import Radius
from xos_cli.packets.radius_eap import eap_attributes, eap_of, is_vouched, vouched
from xos_cli.packets.radius_netlogin import VlanGrant, own, tunnel, vlan_grant

NAME, TAG = own(netlogin.VLAN_NAME, b"red"), own(netlogin.VLAN_ID, (77).to_bytes(4, "big"))


def extended(text: str) -> tuple[int, bytes]:
    """The extended VLAN attribute."""
    return own(netlogin.EXTENDED_VLAN, text.encode())


@pytest.mark.parametrize(
    ("attributes", "grant"),
    [
        ([], VlanGrant()),
        ([NAME], VlanGrant("red", "untagged")),
        ([TAG], VlanGrant("77", "untagged")),
        (tunnel("5"), VlanGrant("5", "untagged")),
        (tunnel("5")[:2], VlanGrant()),
        (tunnel("5")[1:], VlanGrant()),
        ([*tunnel("5"), TAG], VlanGrant("77", "untagged")),
        ([*tunnel("5"), TAG, NAME], VlanGrant("red", "untagged")),
        ([NAME, extended("Tblue")], VlanGrant("blue", "tagged")),
        ([extended("U12")], VlanGrant("12", "untagged")),
        ([extended("*blue")], VlanGrant("blue", "")),
        ([extended("blue"), NAME], VlanGrant("red", "untagged")),
    ],
)
def test_vlan_of_a_reply(attributes: list[tuple[int, bytes]], grant: VlanGrant) -> None:
    """The extended attribute comes first, then name, tag and tunnel.  evidence: guide 11.3 p.353"""
    assert vlan_grant(attributes) == grant


def test_several_attributes_in_one() -> None:
    """Extreme's own attributes may share one Vendor-Specific (RFC 2865 5.26); those of others are not looked at."""
    both = (NAME[0], NAME[1] + own(netlogin.URL, b"http://a.b")[1][4:])
    assert vlan_grant([both]).vlan == "red"
    assert netlogin.page_of([both]) == ("http://a.b", "")
    assert vlan_grant([(NAME[0], b"\0\0\0\1" + NAME[1][4:])]) == VlanGrant()


def test_a_user_of_network_login_only() -> None:
    """1 keeps the user out of the switch itself; 0 does not."""
    assert netlogin.is_netlogin_only([own(netlogin.NETLOGIN_ONLY, (1).to_bytes(4, "big"))])
    assert not netlogin.is_netlogin_only([own(netlogin.NETLOGIN_ONLY, bytes(4)), NAME])


@pytest.mark.parametrize("size", [4, 253, 254, 1000])
def test_eap_in_pieces(size: int) -> None:
    """A packet of any length comes out as it went in."""
    octets = bytes(number & 0xFF for number in range(size))
    assert eap_of(eap_attributes(octets)) == octets


def test_message_authenticator() -> None:
    """It is right for the secret alone, must be there with EAP, and may be missing without."""
    asked = bytes(range(16))
    bare = Radius(radius.ACCESS_REQUEST, 1, asked, tuple(eap_attributes(b"\x02\x01\x00\x04")))
    message = vouched(bare, b"s3")
    assert is_vouched(message, asked, b"s3")
    assert not is_vouched(message, asked, b"s4")
    assert not is_vouched(bare, asked, b"s3")
    assert is_vouched(bare._replace(attributes=()), asked, b"s3")
    reply = radius.signed(vouched(message._replace(code=radius.ACCESS_ACCEPT), b"s3"), b"s3")
    assert is_vouched(reply, asked, b"s3")
    assert radius.is_genuine(reply, asked, b"s3")


@needed
def test_tshark_reads_eap_in_radius(tmp_path: Path) -> None:
    """tshark finds the EAP packet, and with the secret it finds the Message-Authenticator right."""
    packet = eap.encode_eap(Eap(eap.RESPONSE, 9, eap.IDENTITY, b"alice"))
    request = vouched(Radius(radius.ACCESS_REQUEST, 7, bytes(range(16)), tuple(eap_attributes(packet))), b"s3")
    datagram = Udp(49812, radius.PORT, radius.encode(request))
    file = capture(tmp_path / "radius.pcap", [encode(Frame(2, 4, 0, Ipv4(0x0A0000FE, 0x0A000001, datagram)))])
    fields = [word for name in ("radius.code", "eap.code", "eap.id", "eap.identity") for word in ("-e", name)]
    assert tshark("-r", str(file), "-T", "fields", *fields).split() == ["1", "2", "9", "alice"]
