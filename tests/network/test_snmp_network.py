"""SNMP in a network: a host asks a switch, and is told of links and failovers."""

from typing import Any

import pytest

pytest.importorskip("pysnmp", reason="pysnmp is not installed (pip install 'xos-cli[snmp]')")

from server_logins import try_in
from snmp_manager import NAME, Manager
from snmp_stations import LINES, Station, station

from xos_cli import CommandRefused, Network
from xos_cli.lab.network import NetworkLab


def test_a_host_reads_the_switch() -> None:
    """The name, and the octets that the host's own frames add to its port's counter; a wrong community: nothing."""
    noc = station()
    snmp = Manager(noc.send)
    assert snmp.get(NAME) == b"BD-10808"
    octets = (1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 6, 1001)
    before, after = snmp.get(octets), snmp.get(octets)
    assert isinstance(before, int)
    assert isinstance(after, int)
    assert after > before > 0
    wrong = Manager(noc.send, "wrong")
    assert noc.send(wrong.message("get", (NAME, None))) == b""
    assert noc.told() == ["1.3.6.1.6.3.1.1.5.5"]


def test_an_access_profile_says_who_may_ask() -> None:
    """A host whose address the policy permits is answered; with another policy it is not, and that is counted."""
    noc = station()
    core = noc.network.switches["core"]
    for name, network in (("here", "10.0.0.0/24"), ("there", "10.9.0.0/24")):
        text = f"entry one {{ if {{ source-address {network}; }} then {{ permit; }} }}"
        for node in core._machine.nodes.values():
            node.flash.write(f"{name}.pol", text.encode(), 0.0)
    console = core.console()
    console.run("configure snmp access-profile here")
    assert Manager(noc.send).get(NAME) == b"BD-10808"
    console.run("configure snmp access-profile there")
    assert noc.send(Manager(noc.send).message("get", (NAME, None))) == b""
    assert "Drops      1\n" in console.run("show management")
    assert "Access Profile : there" in console.run("show management")
    with pytest.raises(CommandRefused, match="Policy missing does not exist"):
        console.run("configure snmp access-profile missing")
    console.run("configure snmp access-profile none")
    assert Manager(noc.send).get(NAME) == b"BD-10808"


def test_events_of_snmp() -> None:
    """`:events snmp` lists the notifications that were sent and the communities that were wrong."""
    noc = station()
    lab = NetworkLab(noc.network._inside)
    noc.send(Manager(noc.send, "wrong").message("get", (NAME, None)))
    lines = [line.split("SNMP.Master.")[1] for line in lab.execute(":events snmp").splitlines()]
    assert "trapSent: Notification sent to 10.0.0.1" in lines
    assert any(line.startswith("AuthFail: ") for line in lines)


def test_a_receiver_is_told_of_links() -> None:
    """A cable that is cut and joined: linkDown and linkUp; nothing while traps are disabled, at the port or at all."""
    noc = station()
    cable = noc.network.cable("core 1:2")
    cable.cut()
    noc.network.advance(5.0)
    cable.join()
    noc.network.advance(10.0)
    assert noc.told() == ["1.3.6.1.6.3.1.1.5.3", "1.3.6.1.6.3.1.1.5.4"]
    console = noc.network.switches["core"].console()
    console.run("disable snmp traps port-up-down ports 1:2")
    assert "disable snmp traps port-up-down ports 1:2" in noc.network.switches["core"].configuration()
    cable.cut()
    noc.network.advance(5.0)
    assert noc.told() == []
    console.run("enable snmp traps port-up-down ports all")
    cable.join()
    noc.network.advance(10.0)
    assert noc.told() == ["1.3.6.1.6.3.1.1.5.4"]
    console.run("disable snmp traps")
    cable.cut()
    noc.network.advance(5.0)
    assert noc.told() == []


def test_a_receiver_is_told_of_a_failover_and_of_a_failed_supply() -> None:
    """The new master sends the vendor's notification as soon as it has a way; a power supply fails and is repaired."""
    noc = station()
    core = noc.network.switches["core"]
    core.fail("psu", 1)
    core.repair("psu", 1)
    noc.network.advance(1.0)
    assert noc.told() == ["1.3.6.1.4.1.1916.0.10", "1.3.6.1.4.1.1916.0.11"]
    core.remove("MSM-A")
    noc.network.advance(60.0)
    assert "1.3.6.1.4.1.1916.4.1.0.5" in noc.told()
    assert Manager(noc.send).get((1, 3, 6, 1, 4, 1, 1916, 1, 1, 2, 1, 0)) == 2


def test_a_receiver_is_told_of_heat() -> None:
    """An MSM that is too hot is told once with its temperature, is shown, and its alarm goes when it is cool again."""
    noc = station()
    core = noc.network.switches["core"]
    alarm, degrees = ((1, 3, 6, 1, 4, 1, 1916, 1, 1, 1, number, 0) for number in (7, 8))
    snmp = Manager(noc.send)
    normal = snmp.get(degrees)
    assert isinstance(normal, int)
    assert snmp.get(alarm) == 2
    core.fail("heat", "msm-a")
    noc.network.advance(1.0)
    assert noc.told() == ["1.3.6.1.4.1.1916.0.6"]
    assert (snmp.get(alarm), snmp.get(degrees)) == (1, normal + 40)
    assert "Over Temp" in core.console().run("show temperature")
    core.repair("heat", "msm-a")
    noc.network.advance(1.0)
    assert noc.told() == []
    assert (snmp.get(alarm), snmp.get(degrees)) == (2, normal)
    assert "Over Temp" not in core.console().run("show temperature")


def test_a_receiver_is_told_of_a_start_and_of_a_clear_flow_rule() -> None:
    """After a reboot the switch sends warmStart once it has a way, after a power cycle coldStart; a rule its text."""
    noc = station()
    core = noc.network.switches["core"]
    node = core._machine.master
    assert node is not None
    node.call("snmpMaster", "send_trap", 123, "too much")
    noc.network.advance(1.0)
    assert b"too much" in noc.traps[0]
    assert noc.told() == ["1.3.6.1.4.1.1916.1.30.0.0.1"]
    core.console().run("save", "y")
    core.console().run("reboot", "y")
    noc.network.advance(300.0)
    assert "1.3.6.1.6.3.1.1.5.2" in noc.told()
    core.power_off()
    core.power_on()
    noc.network.advance(300.0)
    assert "1.3.6.1.6.3.1.1.5.1" in noc.told()


def test_a_receiver_is_told_of_the_spanning_tree() -> None:
    """A switch that becomes the root says so; a cable that falls and comes back is a topology change."""
    edge = ["configure stpd s0 priority 4096", "enable stpd s0"]
    switches = {"core": {"lines": [*LINES, "enable stpd s0"]}, "edge": {"lines": edge}}
    cables = [("noc", "core 1:1"), ("edge 1:1", "core 1:2")]
    network = Network.build(switches, {"noc": {"address": "10.0.0.1/24"}}, cables)
    network.advance(60.0)
    core = network.switches["core"].console()
    core.run("configure snmp add trapreceiver 10.0.0.1 community lab")
    noc = Station(network)
    core.run("configure stpd s0 priority 0")
    network.advance(60.0)
    assert noc.told().count("1.3.6.1.2.1.17.0.1") == 1
    network.cable("core 1:2").cut()
    network.advance(5.0)
    network.cable("core 1:2").join()
    network.advance(60.0)
    assert "1.3.6.1.2.1.17.0.2" in noc.told()


def test_a_receiver_is_told_of_vrrp_and_ospf() -> None:
    """The new master of a VRRP router with its address; a neighbour of OSPF that is lost, once such traps are set."""
    routing = ["configure ospf add vlan Default area 0.0.0.0", "configure ospf routerid {id}", "enable ospf"]
    lines = {
        name: [line.format(id=f"{place}.{place}.{place}.{place}") for line in routing]
        for place, name in ((1, "core"), (2, "edge"))
    }
    switches = {
        "core": {"lines": [*LINES, "enable ipforwarding vlan Default", *lines["core"]]},
        "edge": {"lines": ["configure vlan Default ipaddress 10.0.0.253/24", "enable ipforwarding", *lines["edge"]]},
    }
    network = Network.build(
        switches, {"noc": {"address": "10.0.0.1/24"}}, [("noc", "core 1:1"), ("edge 1:1", "core 1:2")]
    )
    core = network.switches["core"].console()
    core.run("configure snmp add trapreceiver 10.0.0.1 community lab")
    noc = Station(network)
    for line in ("create vrrp vlan Default vrid 7", "configure vrrp vlan Default vrid 7 add 10.0.0.252"):
        core.run(line)
    core.run("enable vrrp")
    network.advance(60.0)
    assert "1.3.6.1.2.1.68.0.1" in noc.told()
    snmp = Manager(noc.send, "private")
    assert snmp.set(((1, 3, 6, 1, 2, 1, 14, 16, 1, 1, 0), b"\0\0\0")) == 10
    assert snmp.get((1, 3, 6, 1, 2, 1, 14, 16, 1, 1, 0)) == bytes(4)
    network.cable("core 1:2").cut()
    network.advance(60.0)
    assert "1.3.6.1.2.1.14.16.2.2" not in noc.told()
    assert snmp.set(((1, 3, 6, 1, 2, 1, 14, 16, 1, 1, 0), bytes((0, 0, 0, 4)))) == 0
    network.cable("core 1:2").join()
    network.advance(120.0)
    assert "1.3.6.1.2.1.14.16.2.2" in noc.told()


def test_a_receiver_is_told_of_modules_msms_and_wrong_passwords() -> None:
    """An I/O module that is switched off and on, a backup that is removed and put back, and a login that failed."""
    noc = station()
    core = noc.network.switches["core"]
    slots = len(core._machine.chassis.slots)
    core.remove("MSM-B")
    noc.network.advance(30.0)
    assert noc.states() == [(slots + 2, 1)]
    core.insert("MSM-B")
    noc.network.advance(200.0)
    assert noc.states()[-1] == (slots + 2, 5)
    core.console().run("disable slot 2")
    core.console().run("enable slot 2")
    noc.network.advance(60.0)
    assert noc.states() == [(2, 6), (2, 12), (2, 5)]
    try_in(noc.network, "admin", "wrong")
    noc.network.advance(1.0)
    assert noc.told() == ["1.3.6.1.4.1.1916.0.9"]


def test_a_target_whose_user_may_not_be_told_is_not() -> None:
    """A receiver whose group has no notify view gets nothing."""
    noc = station()
    console = noc.network.switches["core"].console()
    console.run("configure snmp delete trapreceiver all")
    for line in (
        "group silent user mute sec-model snmpv2c",
        "access silent sec-model snmpv2c sec-level noauth read-view defaultUserView",
        "community mute name lab user mute",
        "target-params mute user mute mp-model snmpv2c sec-model snmpv2c sec-level noauth",
        "target-addr mute param mute ipaddress 10.0.0.1 tag-list defaultNotify",
    ):
        console.run(f"configure snmpv3 add {line}")
    noc.network.cable("core 1:2").cut()
    noc.network.advance(5.0)
    assert noc.told() == []
    console.run("configure snmpv3 add access silent sec-model snmpv2c sec-level noauth notify-view defaultNotifyView")
    noc.network.cable("core 1:2").join()
    noc.network.advance(10.0)
    assert noc.told() == ["1.3.6.1.6.3.1.1.5.4"]


def test_filters_hold_notifications_back() -> None:
    """A profile that has links without linkUp lets linkDown through, and neither linkUp nor a wrong community."""
    noc = station()
    console = noc.network.switches["core"].console()
    for line in (
        "filter-profile few param v1v2cNotifyParam1",
        "filter few subtree 1.3.6.1.6.3.1.1.5.3 type included",
        "filter few subtree 1.3.6.1.6.3.1.1.5.4 type excluded",
    ):
        console.run(f"configure snmpv3 add {line}")
    noc.network.cable("core 1:2").cut()
    noc.network.advance(5.0)
    noc.network.cable("core 1:2").join()
    noc.network.advance(10.0)
    assert noc.send(Manager(noc.send, "wrong").message("get", (NAME, None))) == b""
    assert noc.told() == ["1.3.6.1.6.3.1.1.5.3"]
    console.run("configure snmpv3 add filter few subtree 1.3.6.1.2.1.2.2.1.8 type excluded")
    noc.network.cable("core 1:2").cut()
    noc.network.advance(5.0)
    assert noc.told() == []


def test_neighbors_of_lldp_are_told() -> None:
    """A port with `enable snmp traps lldp` tells of a new neighbor, and of one that is gone, but not twice at once."""
    cables = [("noc", "core 1:1"), ("edge 5", "core 1:2")]
    switches: dict[str, dict[str, Any]] = {"core": {"lines": LINES}, "edge": {"chassis": "summit-x450-24t"}}
    network = Network.build(switches, {"noc": {"address": "10.0.0.1/24"}}, cables)
    console = network.switches["core"].console()
    console.run("configure snmp add trapreceiver 10.0.0.1 community lab")
    console.run("enable lldp ports 1:2")
    noc, edge = Station(network), network.switches["edge"].console()
    change = "1.0.8802.1.1.2.0.0.1"
    edge.run("enable lldp ports 5")
    network.advance(31.0)
    assert change not in noc.told()
    edge.run("disable lldp ports 5")
    network.advance(31.0)
    console.run("enable snmp traps lldp ports 1:2")
    edge.run("enable lldp ports 5")
    network.advance(31.0)
    assert noc.told().count(change) == 1
    network.advance(60.0)
    assert change not in noc.told()
    edge.run("disable lldp ports 5")
    network.advance(6.0)
    assert noc.told().count(change) == 1


def test_an_address_at_the_management_port_is_none_of_the_bridge() -> None:
    """The switch learns the host there, and the walk through its forwarding database leaves it out."""
    lines = [*LINES, "configure vlan Mgmt ipaddress 10.8.0.1/24"]
    hosts = {"noc": {"address": "10.0.0.1/24"}, "boss": {"address": "10.8.0.9/24"}}
    network = Network.build({"core": {"lines": lines}}, hosts, [("noc", "core 1:1"), ("boss", "core mgmt-a")])
    assert network.hosts["boss"].ping("10.8.0.1").lost == 0
    noc = Station(network)
    found = [oid[-6:] for oid, _ in Manager(noc.send).walk((1, 3, 6, 1, 2, 1, 17, 4, 3, 1, 2))]
    assert found == [(2, 0, 0, 0, 0, 1)]
