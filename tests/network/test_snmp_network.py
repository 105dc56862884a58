"""SNMP in a network: a host asks a switch, and is told of links and failovers."""

import pytest

pytest.importorskip("pysnmp", reason="pysnmp is not installed (pip install 'xos-cli[snmp]')")

from pyasn1.codec.ber import decoder
from pysnmp.proto.api import v2c
from snmp_manager import NAME, Manager

from xos_cli import CommandRefused, Network
from xos_cli.network.host import Host
from xos_cli.packets.addresses import ip_number
from xos_cli.packets.frames import Ipv4, Udp

SWITCH = ip_number("10.0.0.254")
LINES = ["configure vlan Default ipaddress 10.0.0.254/24"]
TRAP, MANAGER, AGENT = 162, 40000, 161


class Station:
    """A host with a manager of SNMP and a receiver of traps."""

    def __init__(self, network: Network) -> None:
        self.network, self.answers, self.traps = network, list[bytes](), list[bytes]()
        self.host: Host = network._inside.hosts["noc"]
        self.host.services[MANAGER] = lambda host, packet, datagram: self.answers.append(datagram.data)
        self.host.services[TRAP] = lambda host, packet, datagram: self.traps.append(datagram.data)

    def send(self, data: bytes) -> bytes:
        """Send a message to the switch, and return the answer, no octets if none comes."""
        self.host.send(Ipv4(self.host.address, SWITCH, Udp(MANAGER, AGENT, data)))
        self.network.advance(1.0)
        return self.answers.pop() if self.answers else b""

    def told(self) -> list[str]:
        """Return what the traps since the last call say, by the numbers of the notifications."""
        found = []
        for data in self.traps:
            message, _ = decoder.decode(data, asn1Spec=v2c.Message())
            assert v2c.apiMessage.get_community(message) == b"lab"
            bindings = v2c.apiTrapPDU.get_varbinds(v2c.apiMessage.get_pdu(message))
            found.append(str(bindings[1][1]))
        self.traps.clear()
        return found


def station() -> Station:
    """Return a host at a switch that has it as a trap receiver."""
    cables = [("noc", "core 1:1"), ("pc", "core 1:2")]
    hosts = {"noc": {"address": "10.0.0.1/24"}, "pc": {"address": "10.0.0.2/24"}}
    network = Network.build({"core": {"lines": LINES}}, hosts, cables)
    network.switches["core"].console().run("configure snmp add trapreceiver 10.0.0.1 community lab")
    return Station(network)


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


def test_a_receiver_is_told_of_links() -> None:
    """A cable that is cut and joined: linkDown and linkUp; nothing while traps are disabled."""
    noc = station()
    cable = noc.network.cable("core 1:2")
    cable.cut()
    noc.network.advance(5.0)
    cable.join()
    noc.network.advance(10.0)
    assert noc.told() == ["1.3.6.1.6.3.1.1.5.3", "1.3.6.1.6.3.1.1.5.4"]
    noc.network.switches["core"].console().run("disable snmp traps")
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


def test_a_receiver_is_told_of_a_start_and_of_a_clear_flow_rule() -> None:
    """After a reboot the switch sends coldStart once it has a way; the text of a rule's trap is in its notification."""
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
    assert "1.3.6.1.6.3.1.1.5.1" in noc.told()


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
