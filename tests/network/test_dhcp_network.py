"""Hosts that get their address by DHCP: from the switch, from a server of their own subnet, and through a relay."""

from typing import Any

import pytest
from dhcp_clients import POOL, RELAYED, address

from xos_cli import CommandRefused, Network
from xos_cli.lab.network import NetworkLab

SERVED = [
    "configure vlan Default ipaddress 10.0.0.254/24",
    "configure vlan Default dhcp-address-range 10.0.0.10 - 10.0.0.11",
    "configure vlan Default dhcp-options default-gateway 10.0.0.254",
    "enable dhcp ports 1:1-1:3 vlan Default",
]


def served(*hosts: str) -> Network:
    """A switch that gives addresses at three ports, and hosts that ask."""
    cables = [(name, f"core 1:{place}") for place, name in enumerate(hosts, 1)]
    return Network.build({"core": {"lines": SERVED}}, {name: {"address": "dhcp"} for name in hosts}, cables)


def test_the_switch_gives_addresses() -> None:
    """The lowest ones, with mask and gateway; who comes when all are given gets none; the screen shows the leases."""
    found = served("pc1", "pc2", "pc3")
    found.settle()
    given = [address(found, name) for name in ("pc1", "pc2", "pc3")]
    assert sorted(given) == ["", "10.0.0.10", "10.0.0.11"]
    first = next(name for name in ("pc1", "pc2", "pc3") if address(found, name))
    assert found.hosts[first].ping("10.0.0.254").lost == 0
    assert found._inside.hosts[first].gateway == 0x0A0000FE
    shown = found.switches["core"].console().run("show dhcp-server vlan Default")
    assert shown.count("Assigned") == 2
    assert "   10.0.0.10        " in shown


def test_a_port_where_it_is_not_enabled() -> None:
    """Its host gets no address, and one after the port was enabled."""
    found = Network.build({"core": {"lines": SERVED}}, {"pc": {"address": "dhcp"}}, [("pc", "core 1:4")])
    found.advance(70.0)
    assert address(found, "pc") == ""
    found.switches["core"].console().run("enable dhcp ports 1:4 vlan Default")
    found.advance(70.0)
    assert address(found, "pc") == "10.0.0.10"


def test_a_lease_is_renewed_and_outlives_a_failover() -> None:
    """The new master knows no lease, and gives the client that renews the address that it has."""
    found = served("pc1")
    console = found.switches["core"].console()
    console.run("configure vlan Default dhcp-lease-timer 2000")
    found.cable("pc1").cut()
    found.advance(5.0)
    found.cable("pc1").join()
    found.settle()
    console.run("run msm-failover", "y")
    found.settle()
    assert "Assigned" not in found.switches["core"].console("MSM-B").run("show dhcp-server vlan Default")
    found.advance(1500.0)
    assert address(found, "pc1") == "10.0.0.10"
    assert "Assigned" in found.switches["core"].console("MSM-B").run("show dhcp-server vlan Default")


def test_an_address_expires_when_nobody_renews_it() -> None:
    """The host gives it up at the end of the lease, and asks anew."""
    found = served("pc1")
    found.switches["core"].console().run("disable dhcp ports 1:1 vlan Default")
    found.advance(7300.0)
    assert address(found, "pc1") == ""


def test_who_is_never_answered_asks_on() -> None:
    """A host, and a VLAN of a switch, that ask for two days without a server still ask."""
    lines = ["configure vlan Default delete ports all", "create vlan red", "configure vlan red add ports 1:2"]
    hosts: dict[str, Any] = {"pc": {"address": "dhcp"}, "noc": {"address": "10.9.0.1/24"}}
    cables = [("pc", "core 1:1"), ("noc", "core 1:2")]
    found = Network.build({"core": {"lines": [*lines, "enable dhcp vlan red"]}}, hosts, cables)
    found.advance(2 * 86400.0)
    before = found._inside.hosts["pc"].sent, found._inside.hosts["noc"].received
    found.advance(100.0)
    assert found._inside.hosts["pc"].sent > before[0]
    assert found._inside.hosts["noc"].received > before[1]


def test_a_server_behind_a_relay() -> None:
    """The relay's VLAN chooses the range; the counters of `show bootprelay` count each message."""
    hosts: dict[str, Any] = {
        "pc": {"address": "dhcp"},
        "noc": {"address": "10.9.0.1/24", "gateway": "10.9.0.254", "dhcp": POOL},
    }
    found = Network.build({"core": {"lines": RELAYED}}, hosts, [("pc", "core 1:1"), ("noc", "core 1:2")])
    found.settle()
    assert address(found, "pc") == "10.1.0.50"
    assert found.hosts["pc"].ping("10.9.0.1").lost == 0
    shown = found.switches["core"].console().run("show bootprelay")
    counted = [int(line.split("=")[1].split()[0]) for line in shown.splitlines() if "=" in line][:4]
    assert counted[0] == counted[1] >= 2
    assert counted[2] >= 1
    found.switches["core"].console().run("disable bootprelay vr VR-Default")
    found.advance(700.0)
    assert address(found, "pc") == "10.1.0.50"  # it is renewed by unicast, which is routed


def test_lines_are_printed_back_and_bad_ones_refused() -> None:
    """Ranges that end before they begin, and ports of another VLAN."""
    console = served("pc1").switches["core"].console()
    lines = console.run("show configuration netLogin")
    for line in SERVED[1:]:
        assert line.replace("1:1-1:3", "1:1-3") in lines
    with pytest.raises(CommandRefused, match="is no range"):
        console.run("configure vlan Default dhcp-address-range 10.0.0.9 - 10.0.0.3")
    console.run("create vlan red")
    with pytest.raises(CommandRefused, match="Port 1:1 is not a member of VLAN red"):
        console.run("enable dhcp ports 1:1 vlan red")


def client(protocol: str = "dhcp") -> Network:
    """A switch that asks a server for the address of a VLAN."""
    noc = {
        "address": "10.3.0.1/24",
        "gateway": "10.3.0.1",
        "dhcp": {"ranges": {"10.3.0.0/24": "10.3.0.50"}, "lease": 600},
    }
    return Network.build({"core": {"lines": [f"enable {protocol} vlan Default"]}}, {"noc": noc}, [("noc", "core 1:1")])


def test_a_vlan_gets_its_address() -> None:
    """It selects, requests and is bound; the address works, is renewed, and goes when the client is turned off."""
    found = client()
    found.advance(10.0)
    console = found.switches["core"].console()
    assert "Default         DHCP     10.3.0.1        Bound" in console.run("show dhcp-client state")
    assert found.hosts["noc"].ping("10.3.0.50").lost == 0
    found.advance(2000.0)
    assert found.hosts["noc"].ping("10.3.0.50").lost == 0
    console.run("disable dhcp vlan Default")
    found.advance(1.0)
    assert "10.3.0.50" not in console.run("show vlan Default")


def test_a_vlan_whose_server_is_gone_loses_its_address() -> None:
    """At the end of the lease; it selects again."""
    found = client()
    found.advance(10.0)
    found.cable("noc").cut()
    found.advance(700.0)
    console = found.switches["core"].console()
    assert "10.3.0.50" not in console.run("show vlan Default")
    assert "Default         DHCP     0.0.0.0         Selecting" in console.run("show dhcp-client state")


def test_after_a_failover_the_new_master_asks() -> None:
    """It is bound to the same address again."""
    found = client()
    found.advance(10.0)
    found.switches["core"].console().run("run msm-failover", "y")
    found.advance(30.0)
    console = found.switches["core"].console("MSM-B")
    assert "10.3.0.1        Bound" in console.run("show dhcp-client state")
    assert found.hosts["noc"].ping("10.3.0.50").lost == 0


def test_a_vlan_that_asks_by_bootp() -> None:
    """One message and one answer, and the address stays."""
    found = client("bootp")
    found.advance(10.0)
    assert "BOOTP    10.3.0.1        Bound" in found.switches["core"].console().run("show dhcp-client state")
    found.advance(8000.0)
    assert found.hosts["noc"].ping("10.3.0.50").lost == 0


def test_events_of_the_client() -> None:
    """`:events dhcp` tells when a VLAN gets its address and when the lease ends without a server."""
    found = client()
    lab = NetworkLab(found._inside)
    console = found.switches["core"].console()
    console.run("disable dhcp vlan Default")
    console.run("enable dhcp vlan Default")
    found.advance(20.0)
    found.cable("noc").cut()
    found.advance(700.0)
    lines = [line.split("netTools.DHCP.")[1] for line in lab.execute(":events dhcp").splitlines()]
    assert lines[-2:] == [
        "bound: VLAN Default has the address 10.3.0.50/24 from 10.3.0.1",
        "expired: VLAN Default: the lease of 10.3.0.50 has ended",
    ]
