"""Addresses as integers and as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xos_cli.packets.addresses import BROADCAST, ip_number, ip_text, is_group, mac_number, mac_text, multicast_mac


@given(st.integers(0, BROADCAST))
def test_mac_round_trip(mac: int) -> None:
    """A MAC address that is printed and read is the same, in either case and with hyphens."""
    assert mac_number(mac_text(mac)) == mac
    assert mac_number(mac_text(mac).upper().replace(":", "-")) == mac


@given(st.integers(0, 0xFFFFFFFF))
def test_ip_round_trip(address: int) -> None:
    """An IPv4 address that is printed and read is the same."""
    assert ip_number(ip_text(address)) == address


@pytest.mark.parametrize("text", ["", "10.0.0", "10.0.0.256", "10.0.0.0.1", "a.b.c.d"])
def test_no_address(text: str) -> None:
    """Text that is no IPv4 address is a ValueError."""
    with pytest.raises(ValueError, match=r"is no IPv4 address|invalid literal"):
        ip_number(text)


def test_groups() -> None:
    """The group bit, and the group address of an IPv4 multicast address, are those of 802.3 and RFC 1112."""
    assert mac_text(multicast_mac(ip_number("224.0.0.5"))) == "01:00:5e:00:00:05"
    assert is_group(BROADCAST)
    assert is_group(mac_number("01:80:C2:00:00:00"))
    assert not is_group(mac_number("00:04:96:10:00:00"))
