"""The ARP table in a network: what is learned, rejected, pending, cleared, and how the screen counts it."""

import re
from typing import Any

import pytest

from xos_cli import Network
from xos_cli.packets.addresses import BROADCAST, ip_number
from xos_cli.packets.frames import REPLY, REQUEST, Arp, Frame

LINES = [
    "configure Default delete ports all",
    *("create vlan red", "configure red add ports 1,3", "configure red ipaddress 10.0.0.254/24"),
    *("create vlan blue", "configure blue add ports 2", "configure blue ipaddress 10.0.1.254/24"),
    "enable ipforwarding",
]
HOSTS = {
    "pc1": {"address": "10.0.0.1/24", "gateway": "10.0.0.254"},
    "pc2": {"address": "10.0.1.2/24", "gateway": "10.0.1.254"},
}


class Arps:
    """A switch between two hosts, and what its ARP table says."""

    def __init__(self, *lines: str) -> None:
        core = {"chassis": "summit-x450-24t", "lines": [*LINES, *lines]}
        self.network = Network.build({"core": core}, HOSTS, [("pc1", "core 1"), ("pc2", "core 2")])
        self.console = self.network.switches["core"].console()
        self.host: Any = self.network._inside.hosts["pc1"]
        self.heard: list[Arp] = []
        self.frames: list[Frame] = []
        self.network._inside.wire("core 1").taps.append(self._hear)

    def _hear(self, at: object, copy: Any) -> None:
        self.frames.append(copy.frame)
        if type(copy.frame.payload) is Arp and copy.frame.src != self.host.mac:
            self.heard.append(copy.frame.payload)

    def say(self, operation: int, sender: str, target: str, mac: int | None = None) -> list[Arp]:
        """Send an ARP message of pc1; return what the switch sends into its VLAN within half a second."""
        self.heard.clear()
        own = self.host.mac if mac is None else mac
        message = Arp(operation, own, ip_number(sender), 0, ip_number(target))
        self.host.transmit(Frame(own, BROADCAST, 0, message))
        self.network.advance(0.5)
        return list(self.heard)

    def table(self, what: str = "") -> list[tuple[str, ...]]:
        """Return address, age, static, VLAN, tag and port of each line of `show iparp`."""
        lines = self.console.run(f"show iparp{' ' * bool(what)}{what}").splitlines()
        rows = [line.split() for line in lines if re.match(r"\S+ +\d+\.\d+\.\d+\.\d+ +[0-9a-f]{2}:", line)]
        return [(row[1], *row[3:]) for row in rows]


def test_who_asks_for_the_switch_is_learned_and_answered() -> None:
    """The answer has the switch's own address and MAC address; the asker is in the table, with VLAN, tag and port."""
    arps = Arps()
    fabric = arps.network._inside.machines["core"].backplane.fabric
    assert fabric is not None
    [answer] = arps.say(REQUEST, "10.0.0.1", "10.0.0.254")
    expected = Arp(REPLY, fabric.mac, ip_number("10.0.0.254"), arps.host.mac, ip_number("10.0.0.1"))
    assert answer == expected
    assert (arps.frames[-1].src, arps.frames[-1].dst) == (fabric.mac, arps.host.mac)
    assert [row[0] for row in arps.table()] == ["10.0.0.1"]
    [(_, age, static, vlan, _, port)] = arps.table()
    assert (age, static, vlan, port) == ("0", "NO", "red", "1")


@pytest.mark.parametrize(
    ("operation", "sender", "target"),
    [(REQUEST, "10.0.0.7", "10.0.0.9"), (REPLY, "10.0.0.7", "10.0.0.9"), (REQUEST, "10.0.0.7", "10.0.1.254")],
)
def test_who_asks_for_others_is_not_learned(operation: int, sender: str, target: str) -> None:
    """Neither a question for another host, nor an answer to one, nor a question for an address of another VLAN."""
    arps = Arps()
    assert arps.say(operation, sender, target) == []
    assert [row[0] for row in arps.table() if row[0] == sender and "10.0.1" not in target] == []


def test_a_known_neighbour_may_move_to_another_mac_address() -> None:
    """An answer that nobody asked for changes the entry of a neighbour that is known."""
    arps = Arps()
    arps.say(REQUEST, "10.0.0.1", "10.0.0.254")
    arps.say(REPLY, "10.0.0.1", "10.0.0.1", mac=0x02000000ABCD)
    assert "02:00:00:00:ab:cd" in arps.console.run("show iparp")


def test_checking_rejects_senders_of_other_subnets() -> None:
    """One outside the VLAN's subnets is not learned; the screen counts rejections and names the last of them."""
    arps = Arps("enable iparp checking")
    arps.say(REQUEST, "172.16.0.9", "10.0.0.254")
    arps.say(REQUEST, "172.16.0.8", "10.0.0.254")
    assert arps.table() == []
    shown = arps.console.run("show iparp")
    assert re.search(r"Rejected Count *: +2\b", shown), shown
    assert re.search(r"Rejected IP *: +172\.16\.0\.8\b", shown), shown
    arps.console.run("disable iparp checking")
    arps.say(REQUEST, "172.16.0.9", "10.0.0.254")
    assert [row[0] for row in arps.table()] == ["172.16.0.9"]


def test_a_neighbour_that_does_not_answer_is_given_up_after_three_questions() -> None:
    """While it is asked for it is pending; three requests a second apart, then it is counted as failed."""
    arps = Arps()
    arps.heard.clear()
    arps.network.hosts["pc2"].ping("10.0.0.77", count=1)
    arps.network.advance(5.0)
    asked = [message for message in arps.heard if message.operation == REQUEST]
    assert [message.target_ip for message in asked] == [ip_number("10.0.0.77")] * 3
    assert {message.sender_ip for message in asked} == {ip_number("10.0.0.254")}
    assert arps.table("10.0.0.77") == []
    assert re.search(r"Pending Entries *: +0\b", arps.console.run("show iparp"))


def test_clearing_takes_what_is_named() -> None:
    """Of a VLAN, of an address, of a virtual router, or all; the other entries stay."""
    arps = Arps()

    def fill() -> set[str]:
        for name in ("pc1", "pc2"):
            arps.network.hosts[name].ping("10.0.0.254", count=1)
        return {row[0] for row in arps.table()}

    both = {"10.0.0.1", "10.0.1.2"}
    for words, left in (
        ("vlan red", {"10.0.1.2"}),
        ("vlan blue", {"10.0.0.1"}),
        ("10.0.0.1", {"10.0.1.2"}),
        ("vr VR-Mgmt", both),
        ("vr VR-Default", set()),
        ("", set()),
    ):
        assert fill() == both
        arps.console.run(f"clear iparp {words}".strip())
        assert {row[0] for row in arps.table()} == left, words


def test_an_entry_stands_in_the_vlan_of_its_subnet() -> None:
    """A static entry is shown with the VLAN whose subnet it is in, and the port of its FDB entry; one of none, bare."""
    arps = Arps(
        *("configure iparp add 10.0.1.9 00:00:00:00:00:09", "configure iparp add 172.16.0.1 00:00:00:00:00:0a"),
        "create fdbentry 00:00:00:00:00:09 vlan blue ports 2",
    )
    rows = {row[0]: row[1:] for row in arps.table()}
    tag = rows["10.0.1.9"][3]
    assert rows == {"10.0.1.9": ("0", "YES", "blue", tag, "2"), "172.16.0.1": ("0", "YES")}
    assert int(tag) > 1


def test_no_more_entries_than_the_limit_are_learned() -> None:
    """With the one place taken no second neighbour is learned, static entries included; the screen has the limits."""
    arps = Arps("configure iparp max_entries 2", "configure iparp add 10.0.0.9 00:00:00:00:00:09")
    arps.say(REQUEST, "10.0.0.1", "10.0.0.254")
    arps.say(REQUEST, "10.0.0.5", "10.0.0.254", mac=0x020000000005)
    assert [row[0] for row in arps.table()] == ["10.0.0.9", "10.0.0.1"]
    assert re.search(r"Max ARP entries +: +2 +Max ARP pending entries +: +256\n", arps.console.run("show iparp"))


def test_another_station_with_the_switchs_address_is_logged() -> None:
    """The screen names the address, the log also who has it; the ARP table stays; the switch itself is none."""
    arps = Arps()
    arps.say(REQUEST, "10.0.0.254", "10.0.0.254", mac=0x02000000BEEF)
    assert arps.table() == []
    assert re.search(r"Dup IP Addr *: +10\.0\.0\.254\n", arps.console.run("show iparp"))
    entries = arps.network._inside.machines["core"].nodes["Switch"].log.entries
    found = [(entry.severity, entry.name, entry.text) for entry in entries if "Duplicate" in entry.text]
    words = "Duplicate IP address 10.0.0.254 from 02:00:00:00:be:ef"
    assert found == [("Warning", "FDB.dupIpAddr", words)]
    fabric = arps.network._inside.machines["core"].backplane.fabric
    assert fabric is not None
    arps.say(REQUEST, "10.0.0.254", "10.0.0.254", mac=fabric.mac)
    assert len([entry for entry in entries if "Duplicate" in entry.text]) == 1


def test_a_permanent_entry_is_not_learned_over() -> None:
    """Whatever a host says of its address, the entry that was configured stays the only one."""
    arps = Arps("configure iparp add 10.0.0.1 00:00:00:00:00:09")
    arps.say(REQUEST, "10.0.0.1", "10.0.0.254")
    assert [(row[0], row[2]) for row in arps.table()] == [("10.0.0.1", "YES")]
    assert "00:00:00:00:00:09" in arps.console.run("show iparp 10.0.0.1")


def test_a_permanent_entry_holds_whenever_the_link_comes_up() -> None:
    """Packets go to its MAC address although it was configured before the VLAN worked, and after the link fell."""
    arps = Arps("configure iparp add 10.0.0.9 00:00:00:00:00:09")
    arps.network.hosts["pc2"].ping("10.0.1.254", count=1)
    for _ in range(2):
        arps.frames.clear()
        arps.network.hosts["pc2"].ping("10.0.0.9", count=1)
        assert [frame.dst for frame in arps.frames if type(frame.payload) is not Arp] == [9]
        assert [message for message in arps.heard if message.target_ip == ip_number("10.0.0.9")] == []
        arps.network.cable("pc1").cut()
        arps.network.advance(5.0)
        arps.network.cable("pc1").join()
        arps.network.advance(5.0)


def test_a_virtual_address_is_answered_from_the_virtual_mac_address() -> None:
    """The VRRP master's answer names the MAC address of the virtual router, and the frame comes from it."""
    arps = Arps(
        *("create vrrp vlan red vrid 7", "configure vrrp vlan red vrid 7 add 10.0.0.253", "enable vrrp"),
    )
    arps.network.advance(20.0)
    [answer] = arps.say(REQUEST, "10.0.0.1", "10.0.0.253")
    assert answer == Arp(REPLY, 0x00005E000107, ip_number("10.0.0.253"), arps.host.mac, ip_number("10.0.0.1"))
    [source] = [frame.src for frame in arps.frames if frame.payload == answer]
    assert source == 0x00005E000107


# -- protection of the switch's own addresses ------------------------------------------------------------------------

PROTECT = "enable iparp gratuitous protect vlan red"
OWN, THIEF = "10.0.0.254", 0x02000000BEEF


def contradicted(arps: Arps, operation: int) -> list[int]:
    """Let a station claim the switch's address; return who then claims it by a gratuitous request of their own."""
    heard = [one for one in arps.say(operation, OWN, OWN, THIEF) if one.sender_mac != THIEF]
    return [one.sender_mac for one in heard if one.operation == REQUEST and one.sender_ip == one.target_ip]


def test_a_protected_address_is_claimed_back() -> None:
    """Who claims it by a gratuitous message is contradicted at once, by any kind of message, once a second at most.

    evidence: later 32.2 (a command of 11.2)
    """
    arps = Arps(PROTECT)
    fabric = arps.network._inside.machines["core"].backplane.fabric
    assert fabric is not None
    assert contradicted(arps, REQUEST) == [fabric.mac]
    assert contradicted(arps, REQUEST) == []
    arps.network.advance(1.0)
    assert contradicted(arps, REPLY) == [fabric.mac]


@pytest.mark.parametrize(
    "lines", [(), (PROTECT, "disable iparp gratuitous protect vlan red"), (PROTECT.replace("red", "blue"),)]
)
def test_an_address_that_is_not_protected_is_only_logged(lines: tuple[str, ...]) -> None:
    """Nothing is claimed back in a VLAN without protection."""
    arps = Arps(*lines)
    assert contradicted(arps, REQUEST) == []
    assert "Duplicate IP address 10.0.0.254" in arps.console.run("show log")


def test_protection_is_printed_back_and_two_switches_do_not_quarrel() -> None:
    """Two that protect one address contradict each other once a second at most, and time goes on."""
    arps = Arps(PROTECT)
    assert PROTECT in arps.console.run("show configuration vlan").splitlines()
    lines = ["configure Default ipaddress 10.0.0.254/24", PROTECT.replace("red", "Default")]
    switches = {"core": {"chassis": "summit-x450-24t", "lines": [*LINES, PROTECT]}}
    switches["edge"] = {"chassis": "summit-x450-24t", "lines": lines}
    network = Network.build(switches, {}, [("core 1", "edge 1")])
    seen: list[Any] = []
    network._inside.wire("core 1").taps.append(lambda at, copy: seen.append(copy.frame))
    network.advance(10.0)
    assert len([one for one in seen if type(one.payload) is Arp]) <= 2 * 11
