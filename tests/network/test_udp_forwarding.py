"""UDP forwarding profiles: what broadcast UDP packets become, and profiles that are refused."""

from typing import Any

import pytest
from dhcp_clients import POOL, RELAYED, address

from xos_cli import CommandRefused, Network
from xos_cli.network.services import LogHost
from xos_cli.packets.frames import Ipv4, Udp

PROFILE = """
entry one { if match all { destination-port 67; } then { destination-ipaddress 10.9.0.1; } }
entry two { if match all { destination-port 137; source-ipaddress 10.1.0.0/24; } then { vlan "noc"; } }
entry three { if match all { destination-port 514; } then { destination-ipaddress 10.9.0.9; } }
entry four { if match all { destination-port 514; } then {
    destination-ipaddress 10.9.0.7; destination-ipaddress 10.9.0.1; } }
"""
EVERYONE = 0xFFFFFFFF
HOSTS: dict[str, Any] = {
    "pc": {"address": "dhcp"},
    "noc": {"address": "10.9.0.1/24", "gateway": "10.9.0.254", "dhcp": POOL, "syslog": {}},
}


def forwarding(*lines: str, profile: str = PROFILE) -> Network:
    """A client in one VLAN and a server in another, with a profile."""
    core = {"lines": [*RELAYED[:8], *lines], "policies": {"prof": profile}}
    return Network.build({"core": core}, HOSTS, [("pc", "core 1:1"), ("noc", "core 1:2")])


def test_dhcp_goes_by_a_profile() -> None:
    """Without `bootprelay` the profile relays it, and the server's replies come back."""
    found = forwarding("configure vlan red udp-profile prof")
    found.settle()
    assert address(found, "pc") == "10.1.0.50"


def test_other_packets_get_another_destination() -> None:
    """The last address of an entry counts, the time to live is one less; a VLAN gets a broadcast."""
    found = forwarding("configure vlan red udp-profile prof")
    found.settle()
    pc, noc = found._inside.hosts["pc"], found._inside.hosts["noc"]
    got: list[Ipv4] = []
    noc.services[137] = lambda host, packet, datagram: got.append(packet)
    noc.services[514] = lambda host, packet, datagram: got.append(packet)
    for port in (137, 514, 138):
        pc.send(Ipv4(pc.address, EVERYONE, Udp(4000, port, b"who"), ttl=9))
    found.advance(1.0)
    assert [(packet.dst, packet.ttl) for packet in got] == [(EVERYONE, 8), (noc.address, 8)]
    found.switches["core"].console().run("unconfigure vlan red udp-profile")
    pc.send(Ipv4(pc.address, EVERYONE, Udp(4000, 137, b"who"), ttl=9))
    found.advance(1.0)
    assert len(got) == 2


def test_a_source_outside_the_network_does_not_match() -> None:
    """Both conditions of an entry must hold."""
    found = forwarding("configure vlan red udp-profile prof", profile=PROFILE.replace("10.1.0.0/24", "10.2.0.0/24"))
    found.settle()
    pc, got = found._inside.hosts["pc"], LogHost()
    found._inside.hosts["noc"].services[137] = got.take
    pc.send(Ipv4(pc.address, EVERYONE, Udp(4000, 137, b"who")))
    found.advance(1.0)
    assert got.lines == []


def test_the_line_is_printed_back_and_the_policy_is_in_use() -> None:
    """`show policy` names netTools; `none` takes the profile away."""
    console = forwarding("configure vlan red udp-profile prof").switches["core"].console()
    assert "configure vlan red udp-profile prof" in console.run("show configuration netTools")
    assert "netTools" in console.run("show policy")
    console.run("configure vlan red udp-profile none")
    assert "udp-profile" not in console.run("show configuration netTools")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("entry a { if { destination-port; } then { } }", "Line 1"),
        ("entry a { if { destination-port 67; } then {\n destination-ipaddress nowhere; } }", "Line 2"),
        ("entry a { if { destination-port 67; } then {\n vlan blue; } }", "Line 2 : VLAN blue does not exist"),
        ("\n".join(f"entry e{n} {{ if {{ destination-port 67; }} then {{ vlan noc; }} }}" for n in range(9)), "Line 9"),
    ],
)
def test_a_wrong_profile_is_refused(text: str, said: str) -> None:
    """With line and reason, and nothing is changed."""
    console = forwarding(profile=text).switches["core"].console()
    with pytest.raises(CommandRefused, match=said):
        console.run("configure vlan red udp-profile prof")
    assert "udp-profile" not in console.run("show configuration netTools")


def test_a_vlan_without_an_address_is_refused() -> None:
    """A profile needs an IP address, and a policy that exists."""
    console = forwarding("create vlan bare").switches["core"].console()
    with pytest.raises(CommandRefused, match="has no IP address"):
        console.run("configure vlan bare udp-profile prof")
    with pytest.raises(CommandRefused, match="Policy none-such does not exist"):
        console.run("configure vlan red udp-profile none-such")
