"""VRRP between switches that are cabled: who is master, how long hosts are cut off, what tracking and faults do."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from xos_cli import Network
from xos_cli.packets.addresses import VRRP_GROUP, VRRP_GROUP_MAC, VRRP_MAC, ip_number
from xos_cli.packets.frames import Frame, Ipv4, Malformed, Raw, Vrrp
from xos_cli.packets.ipv4 import encode as encode_packet
from xos_cli.packets.vrrp import encode as encode_vrrp

CASE = json.loads((Path(__file__).parent / "cases/vrrp-priority.json").read_text())
X450, BD10808 = "summit-x450-24t", "bd10808"
VRID = "configure vrrp vlan lan vrid 1"


def router(number: int, priority: int = 100, chassis: str = X450, *more: str, port: str = "1") -> dict[str, Any]:
    """Return a switch with address 10.0.1.*number* in VLAN lan, whose gateway 10.0.1.254 it shares by VRRP."""
    lines = [
        "configure vlan Default delete ports all",
        "create vlan lan",
        "configure vlan lan tag 10",
        f"configure vlan lan add ports {port} untagged",
        f"configure vlan lan ipaddress 10.0.1.{number}/24",
        "create vrrp vlan lan vrid 1",
        f"{VRID} add 10.0.1.254",
        f"{VRID} priority {priority}",
        *more,
        "enable vrrp",
    ]
    return {"chassis": chassis, "lines": lines}


def lan(*switches: dict[str, Any], port: str = "1", more: Any = None) -> Network:
    """Return switches r1, r2, ... with one port each on a hub, where host pc is, too."""
    names = [f"r{number}" for number in range(1, len(switches) + 1)]
    ends = [*[f"{name} {switch.pop('port', port)}" for name, switch in zip(names, switches, strict=True)], "pc"]
    hosts = {"pc": {"address": "10.0.1.100/24", "gateway": "10.0.1.254"}, **((more or {}).get("hosts", {}))}
    cables = (more or {}).get("cables", [])
    return Network.build(
        switches=dict(zip(names, switches, strict=True)),
        hosts=hosts,
        cables=cables,
        segments=[{"name": "hub", "ends": ends}],
    )


def masters(network: Network) -> list[str]:
    """Return the switches that say they are master."""
    return [name for name, switch in network.switches.items() if any(r.state == "master" for r in switch.vrrp())]


# -- recorded results --------------------------------------------------------------------------------------------------


def test_recorded() -> None:
    """The masters are those of keepalived, before and after each fault; the changes come in the same order."""
    priorities = {name: of["vrrp"]["priority"] for name, of in CASE["routers"].items()}
    network = lan(router(1, priorities["r1"]), router(2, priorities["r2"]))
    for phase in CASE["phases"]:
        for verb, ends in (phase["action"] or {}).items():
            for end in ends:
                wire = network.cable(f"{end.split('@')[1]} 1")
                wire.cut() if verb == "down" else wire.join()
        last = max(change["after"] for change in phase["changes"])
        network.advance(last + 3.0)  # a link takes a moment to come up
        assert masters(network) == phase["masters"], phase["name"]


def test_times_of_an_election() -> None:
    """A backup takes over three intervals and its skew after the last advertisement; at once after priority 0."""
    network = lan(router(1, 200), router(2, 100))
    network.advance(5.0)
    network.switches["r1"].fail("port", "1")
    assert masters_within(network, ["r2"], 4.0) == pytest.approx(3.0 + 156 / 256, abs=1.0)
    network.switches["r1"].repair("port", "1")
    network.advance(10.0)
    assert masters(network) == ["r1"]
    network.switches["r1"].console().run("disable vrrp")
    assert masters_within(network, ["r2"], 4.0) == pytest.approx(156 / 256, abs=0.05)


def masters_within(network: Network, wanted: list[str], seconds: float) -> float:
    """Return after how many seconds these are the masters."""
    for step in range(int(seconds / 0.02)):
        if masters(network) == wanted:
            return step * 0.02
        network.advance(0.02)
    raise AssertionError(f"{masters(network)} after {seconds} s")


# -- preemption, owner, ties -------------------------------------------------------------------------------------------


def test_no_preemption() -> None:
    """A better router that comes back stays backup with dont-preempt, and takes over as soon as it may preempt."""
    network = lan(router(1, 200, X450, f"{VRID} dont-preempt"), router(2, 100))
    network.advance(5.0)
    network.cable("r1 1").cut()
    network.advance(5.0)
    network.cable("r1 1").join()
    network.advance(20.0)
    assert masters(network) == ["r2"]
    network.switches["r1"].console().run(f"{VRID} preempt")
    network.advance(5.0)
    assert masters(network) == ["r1"]


def test_one_without_the_address_takes_nothing_from_one_that_has_it() -> None:
    """A better router from which the address was deleted is not followed: the host still has its gateway."""
    network = lan(router(1, 200), router(2, 100))
    network.advance(6.0)
    network.switches["r1"].console().run(f"{VRID} delete 10.0.1.254")
    network.advance(6.0)
    assert "r2" in masters(network)


def test_owner_always_preempts() -> None:
    """Who has the address itself has priority 255, is master at once and needs no preemption."""
    network = lan(router(254, 100, X450, f"{VRID} dont-preempt"), router(2, 254))
    network.cable("r1 1").cut()
    network.advance(5.0)
    assert masters(network) == ["r2"]
    network.cable("r1 1").join()
    assert masters_within(network, ["r1"], 4.0) == pytest.approx(3.0, abs=0.05)  # what the link takes to come up
    found = network.switches["r1"].vrrp()[0]
    assert (found.priority, found.master) == (255, "10.0.1.254")
    assert network.hosts["pc"].ping("10.0.1.254", count=3).received == 3


def test_tie() -> None:
    """Two masters of equal priority: the higher address stays; a backup of equal priority does not preempt."""
    network = lan(router(1), router(2))
    network.advance(6.0)
    assert masters(network) == ["r2"]
    network.cable("r2 1").cut()
    network.advance(6.0)
    network.cable("r2 1").join()
    network.advance(12.0)
    assert masters(network) == ["r1"]


# -- hosts -------------------------------------------------------------------------------------------------------------


def gateway(number: int, priority: int, chassis: str = X450, *more: str) -> dict[str, Any]:
    """Return a router that has a second VLAN, up, with a server behind it."""
    inside, outside = ("1", "2") if chassis == X450 else ("1:1", "1:2")
    up = (
        "create vlan up",
        f"configure vlan up add ports {outside} untagged",
        f"configure vlan up ipaddress 10.0.2.{number}/24",
        "enable ipforwarding",
    )
    return {**router(number, priority, chassis, *up, *more, port=inside), "port": inside}


def two_gateways(chassis: str = X450, *more: str) -> Network:
    """Return gateways r1 (200) and r2 (100) between a hub with pc and a hub with server, which routes back by both."""
    one, other = gateway(1, 200, chassis, *more), gateway(2, 100)
    outside = "2" if chassis == X450 else "1:2"
    ends = [f"r1 {one.pop('port')}", f"r2 {other.pop('port')}", "pc"]
    back = "configure vrrp vlan up vrid 2"
    for switch, priority in ((one, 200), (other, 100)):
        switch["lines"] += ["create vrrp vlan up vrid 2", f"{back} add 10.0.2.254", f"{back} priority {priority}"]
        switch["lines"] += ["enable vrrp"]
    return Network.build(
        switches={"r1": one, "r2": other},
        hosts={
            "pc": {"address": "10.0.1.100/24", "gateway": "10.0.1.254"},
            "server": {"address": "10.0.2.100/24", "gateway": "10.0.2.254"},
        },
        segments=[{"name": "in", "ends": ends}, {"name": "out", "ends": [f"r1 {outside}", "r2 2", "server"]}],
    )


def test_virtual_mac() -> None:
    """ARP answers for the gateway with the virtual MAC address, which the master alone routes; no host notices more.

    The gateway itself does not answer a ping, as its owner is neither (RFC 3768, 6.4.3).
    """
    network = two_gateways()
    network.advance(6.0)
    pc = network.hosts["pc"]
    assert pc.ping("10.0.2.100", count=5).lost == 0
    inside = network._inside.hosts["pc"]
    assert inside.neighbors[ip_number("10.0.1.254")][0] == VRRP_MAC | 1
    assert pc.traceroute("10.0.2.100")[0] == "10.0.1.1"
    assert pc.ping("10.0.1.254", count=2).received == 0
    network.switches["r1"].power_off()
    network.advance(8.0)
    assert inside.neighbors[ip_number("10.0.1.254")][0] == VRRP_MAC | 1
    assert pc.traceroute("10.0.2.100")[0] == "10.0.1.2"
    assert pc.ping("10.0.2.100", count=5).lost == 0


def test_master_dies() -> None:
    """The master loses its power under 100 probes a second: the loss is the master-down interval, less what was left.

    The backup waits 3 s and 156/256 s from the last advertisement, which was at most a second before.
    """
    network = two_gateways()
    network.advance(6.0)
    traffic = network.traffic("pc", "server", every=0.01)
    network.advance(2.5)
    network.switches["r1"].power_off()
    network.advance(10.0)
    traffic.stop()
    print(f"VRRP master dies: {traffic.lost} lost, longest gap {traffic.longest_gap:.2f} s")
    assert 2.6 <= traffic.longest_gap <= 3.62
    assert traffic.lost == pytest.approx(traffic.longest_gap * 100, abs=2)


def test_several_on_a_vlan() -> None:
    """Two virtual routers share a VLAN, each with another master, and each host uses its own."""
    second = "configure vrrp vlan lan vrid 2"
    more = ("create vrrp vlan lan vrid 2", f"{second} add 10.0.1.253")
    network = lan(
        router(1, 200, X450, *more, f"{second} priority 100"), router(2, 100, X450, *more, f"{second} priority 200")
    )
    network.advance(6.0)
    for name, states in (("r1", ["master", "backup"]), ("r2", ["backup", "master"])):
        assert [row.state for row in network.switches[name].vrrp()] == states
    assert [row.master for row in network.switches["r1"].vrrp()] == ["10.0.1.1", "10.0.1.2"]


# -- tracking ----------------------------------------------------------------------------------------------------------


def test_tracked_vlan() -> None:
    """A master whose tracked VLAN loses its only port gives up, stays backup, and takes over when the port is back."""
    network = two_gateways(X450, f"{VRID} add track-vlan up", "create log filter x")
    network.advance(6.0)
    pc = network.hosts["pc"]
    assert pc.traceroute("10.0.2.100")[0] == "10.0.1.1"
    network.cable("r1 2").cut()
    network.advance(1.0)
    assert [row.state for row in network.switches["r1"].vrrp() if row.vlan == "lan"] == ["backup"]
    network.advance(5.0)
    assert pc.traceroute("10.0.2.100")[0] == "10.0.1.2"
    assert "Tracked VLANs     : up (failed)\n" in network.switches["r1"].console().run("show vrrp vlan lan")
    network.advance(60.0)
    assert [row.state for row in network.switches["r1"].vrrp() if row.vlan == "lan"] == ["backup"]
    network.cable("r1 2").join()
    network.advance(8.0)
    assert [row.state for row in network.switches["r1"].vrrp() if row.vlan == "lan"] == ["master"]
    texts = [event.text for event in network.events if event.name.startswith("VRRP") and "VLAN lan" in event.text]
    assert "VLAN lan VRID 1: tracked vlan up failed" in texts
    assert "VLAN lan VRID 1: MASTER to BACKUP" in texts


def test_tracked_route() -> None:
    """A master whose tracked route is gone is in INIT until the route is there again."""
    network = two_gateways(X450, "configure iproute add 10.9.0.0/16 10.0.2.9", f"{VRID} add track-iproute 10.9.0.0/16")
    network.advance(6.0)
    states = [[row.state for row in network.switches["r1"].vrrp() if row.vlan == "lan"]]
    for line in ("configure iproute delete 10.9.0.0/16 10.0.2.9", "configure iproute add 10.9.0.0/16 10.0.2.9"):
        network.switches["r1"].console().run(line)
        network.advance(6.0)
        states.append([row.state for row in network.switches["r1"].vrrp() if row.vlan == "lan"])
    assert states == [["master"], ["initialize"], ["master"]]


def test_tracked_host() -> None:
    """A master gives up after the pings that may be missed, and takes over again once the host answers."""
    network = two_gateways(X450, f"{VRID} add track-ping 10.0.2.100 frequency 2 miss 3")
    network.advance(20.0)
    assert [row.state for row in network.switches["r1"].vrrp() if row.vlan == "lan"] == ["master"]
    network.cable("server").cut()
    network.advance(4.0)
    assert [row.state for row in network.switches["r1"].vrrp() if row.vlan == "lan"] == ["master"]
    network.advance(5.0)
    assert [row.state for row in network.switches["r1"].vrrp() if row.vlan == "lan"] == ["initialize"]
    network.cable("server").join()
    network.advance(8.0)
    assert [row.state for row in network.switches["r1"].vrrp() if row.vlan == "lan"] == ["master"]


# -- what can be wrong with an advertisement ---------------------------------------------------------------------------


def message(**fields: Any) -> Vrrp:
    """Return an advertisement that a router of the LAN would take, but for these fields."""
    return Vrrp(1, 254, 1, (ip_number("10.0.1.254"),))._replace(**fields)


def put(network: Network, packet: Ipv4 | Malformed) -> None:
    """Have a stranger on the hub send a packet to the group of VRRP."""
    network._inside.hosts["pc"].transmit(Frame(VRRP_MAC | 1, VRRP_GROUP_MAC, 0, packet))
    network.advance(0.01)


@pytest.mark.parametrize(
    ("fields", "ttl", "counter"),
    [
        ({}, 254, "IP TTL Errors"),
        ({"interval": 2}, 255, "Advertisement Interval Errors"),
        ({"vrid": 9}, 255, "VRID Errors"),
        ({"addresses": (1, 2)}, 255, "Address List Errors"),
        ({"addresses": ()}, 255, "Address List Errors"),
        ({"authentication": 1}, 255, "Authentication Type Mismatch"),
        ({"authentication": 2}, 255, "Invalid Authentication Type"),
        ({}, 255, "Advertisements Received"),
        ({"priority": 0}, 255, "Priority Zero Packets Received"),
    ],
)
def test_counted(fields: dict[str, Any], ttl: int, counter: str) -> None:
    """An advertisement with an error is counted under it and changes nothing; one without is taken."""
    network = lan(router(1))
    network.advance(5.0)
    put(network, Ipv4(ip_number("10.0.1.9"), VRRP_GROUP, message(**fields), ttl))
    assert count(network, counter) == 1
    assert masters(network) == ([] if counter == "Advertisements Received" else ["r1"])


def count(network: Network, counter: str) -> int:
    """Return a counter of the router of switch r1."""
    text = network.switches["r1"].console().run("show vrrp vlan lan stats")
    found = text[text.index(counter) :].split(":")[1].split()[0]
    return int(found)


@pytest.mark.parametrize(
    ("at", "value", "counter"),
    [
        (0, 0x31, "Version Errors"),
        (0, 0x22, "Invalid Type Packets Received"),
        (6, 0, "Checksum Errors"),
        (3, 7, "Packet Length Errors"),
    ],
)
def test_damaged(at: int, value: int, counter: str) -> None:
    """An advertisement that cannot be read is counted, and changes nothing."""
    network = lan(router(1))
    network.advance(5.0)
    octets = bytearray(encode_vrrp(message()))
    octets[at] = value
    packet = encode_packet(Ipv4(ip_number("10.0.1.9"), VRRP_GROUP, Raw(112, bytes(octets)), 255))
    put(network, Malformed("vrrp", 0x0800, packet))
    assert count(network, counter) == 1
    assert masters(network) == ["r1"]


def test_passwords() -> None:
    """Routers with one password elect a master; with different ones each is master, and counts the failures."""
    network = lan(*[router(n, 100 + n, X450, f"{VRID} authentication simple-password same") for n in (1, 2)])
    network.advance(8.0)
    assert masters(network) == ["r2"]
    network.switches["r2"].console().run(f"{VRID} authentication simple-password other")
    network.advance(8.0)
    assert masters(network) == ["r1", "r2"]
    assert count(network, "Authentication Failures") > 3


# -- random networks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(8))
def test_random(number: int) -> None:
    """Whatever fails: the router with the highest priority of those that reach the hub is master, and it alone."""
    draw = random.Random(number)
    size = draw.randint(2, 4)
    priorities = draw.sample(range(1, 255), size)
    network = lan(*[router(n + 1, priority) for n, priority in enumerate(priorities)])
    names = list(network.switches)
    there = set(names)
    for _ in range(4):
        network.advance(9.0)
        best = max(there, key=lambda name: priorities[names.index(name)], default=None)
        assert masters(network) == ([best] if best else []), (priorities, there)
        name = draw.choice(names)
        if name in there:
            network.cable(f"{name} 1").cut()
        else:
            network.cable(f"{name} 1").join()
        there ^= {name}


@pytest.mark.parametrize("number", range(6))
def test_random_parts(number: int) -> None:
    """Two hubs with a cable between them that breaks and mends: each part has its best router for master, and it alone.

    Of equal priorities any one may be master, for who is master stays.
    """
    draw = random.Random(100 + number)
    sides = {f"r{n}": draw.choice("ab") for n in range(1, 5)}
    priorities = {name: draw.randint(1, 6) * 40 for name in sides}
    switches = {name: router(int(name[1]), priorities[name]) for name in sides}
    bridges = {name: {"chassis": X450, "lines": []} for name in ("s1", "s2")}
    hubs: list[Any] = [{"name": f"hub-{side}", "ends": [f"s{place} 1"]} for place, side in enumerate("ab", 1)]
    for name, side in sides.items():
        hubs["ab".index(side)]["ends"].append(f"{name} 1")
    network = Network.build(switches=switches | bridges, hosts={}, cables=[("s1 2", "s2 2")], segments=hubs)
    whole, off = True, set[str]()
    for _ in range(5):
        network.advance(12.0)
        parts = [[name for name in sides if whole or sides[name] == side] for side in ("a" if whole else "ab")]
        for part in [[name for name in part if name not in off] for part in parts]:
            best = max([priorities[name] for name in part], default=0)
            found = [name for name in masters(network) if name in part]
            assert len(found) == min(1, len(part))
            assert all(priorities[name] == best for name in found)
        if draw.random() < 0.5:
            getattr(network.cable("s1 2"), "cut" if whole else "join")()
            whole = not whole
        else:
            name = draw.choice(list(sides))
            getattr(network.cable(f"{name} 1"), "join" if name in off else "cut")()
            off ^= {name}


def test_a_snapshot_goes_on_alike() -> None:
    """What happens after a snapshot happens in the same way after it was restored: states and moments."""
    network = two_gateways()
    network.advance(6.3)
    snapshot = network.snapshot()
    seen = []
    for _ in range(2):
        begun = len(network.events)
        network.switches["r1"].power_off()
        network.advance(6.0)
        seen.append([(event.at, event.text) for event in network.events[begun:] if event.name == "VRRP.StateChange"])
        network.restore(snapshot)
    assert seen[0] == seen[1]
    assert len(seen[0]) == 2
