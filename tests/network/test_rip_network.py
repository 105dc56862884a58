"""RIP between switches that are cabled: recorded results, random graphs, versions, policies, failovers."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from xos_cli import Network
from xos_cli.packets import ethernet, pcap
from xos_cli.packets.addresses import ip_number
from xos_cli.packets.frames import ROUTER_ALERT, Ipv4
from xos_cli.processes.rip.machine import text
from xos_cli.processes.rip.records import RipRoute
from xos_cli.processes.rip.run import routes_of
from xos_cli.processes.rip.updates import dotted
from xos_cli.switch.node import Node

CASES = sorted((Path(__file__).parent / "cases").glob("rip-*.json"))
X450 = "summit-x450-24t"
RIP = ("configure rip add vlan all", "enable rip")


def master(network: Network, name: str) -> Node:
    """Return the node that manages a switch."""
    node = network.switches[name]._machine.master
    assert node is not None
    return node


class Plan:
    """Switches with VLANs on cables, built from what a case says of routers and segments."""

    def __init__(self, case: dict[str, Any], chassis: str = X450) -> None:
        self.case, self.chassis = case, chassis
        self.ends: dict[tuple[str, str], str] = {}  # segment and router -> where it is cabled
        self.names: dict[str, str] = {}  # address -> router
        self.lines: dict[str, list[str]] = {}
        for name, router in case["routers"].items():
            self.lines[name] = ["configure vlan Default delete ports all"]
            for number, loopback in enumerate(router["loopbacks"]):
                self._vlan(name, f"lo{number}", loopback, "enable loopback-mode vlan")
        for name, segment in case["segments"].items():
            for member, place in segment["members"].items():
                port: int | str = 1 + sum(router == member for _, router in self.ends)
                port = port if self.chassis == X450 else f"1:{port}"
                self.ends[name, member] = f"{member} {port}"
                length = segment["prefix"].partition("/")[2]
                self._vlan(member, name, f"{place['address']}/{length}", f"configure vlan {name} add ports {port}#")
        for name, router in case["routers"].items():
            self.lines[name] += ["enable ipforwarding", *(RIP if "rip" in router else ())]

    def _vlan(self, router: str, vlan: str, address: str, last: str) -> None:
        self.names[address.partition("/")[0]] = router
        last = last[:-1] if last.endswith("#") else f"{last} {vlan}"
        self.lines[router] += [f"create vlan {vlan}", f"configure vlan {vlan} ipaddress {address}", last]

    def build(self) -> Network:
        """Return the network, booted."""
        cables, segments = [], []
        for name, segment in self.case["segments"].items():
            ends = [end for (found, _), end in self.ends.items() if found == name]
            if segment.get("lan") or len(ends) != 2:
                segments.append({"name": f"hub-{name}", "ends": ends})
            else:
                cables.append(ends)
        switches = {name: {"chassis": self.chassis, "lines": lines} for name, lines in self.lines.items()}
        return Network.build(switches, cables=cables, segments=segments)

    def act(self, network: Network, action: dict[str, list[str]] | None) -> None:
        """Cut or mend what a phase of a case does."""
        for verb, names in (action or {}).items():
            for name in names:
                segment, _, router = name.partition("@")
                ends = [end for (found, who), end in self.ends.items() if found == segment and router in ("", who)]
                cable = network.cable(ends[0])
                (cable.cut if verb == "down" else cable.join)()

    def table(self, network: Network, name: str) -> dict[str, dict[str, Any]]:
        """Return RIP's table in the words of a case."""
        found = {}
        for route in routes_of(master(network, name)).values():
            said = "learned" if route.peer else "interface"
            hop = self.names[dotted(route.next_hop)] if route.peer else "0.0.0.0"
            peer = self.names[dotted(route.peer)] if route.peer else "self"
            found[text(route)] = {"kind": said, "next_hop": hop, "metric": route.metric, "from": peer}
        return found

    def forwarding(self, network: Network, name: str) -> dict[str, set[str]]:
        """Return the routes that RIP gave, with the routers they lead to."""
        return {
            route.prefix: {self.names[hop] for hop in route.next_hops}
            for route in network.switches[name].routes()
            if route.best and route.origin == "RIP"
        }

    def trace(self, network: Network, name: str, target: str) -> list[str]:
        """Return the routers on the way to an address, and whether it is reached."""
        printed = network.switches[name].console().run(f"traceroute {target}")
        hops = re.findall(r"^ *\d+ +(\d+\.\d+\.\d+\.\d+) ", printed, re.MULTILINE)
        last = ["reached"] if hops and self.names[hops[-1]] == self.names[target] else []
        return [self.names[hop] for hop in hops][: -1 if last else None] + last


def without_dead_interfaces(table: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return a table without direct networks whose port is down: FRR lists them with metric 16, the switch need not."""
    return {key: row for key, row in table.items() if row["kind"] != "interface" or row["metric"] < 16}


#: Seconds from the action of a phase until it was looked at, where a phase's name says so.
LOOKED = re.compile(r"after (\d+) s")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_recorded(path: Path) -> None:
    """Switches come to the tables, routes and traces of FRR 8.4.4, before and after each fault."""
    case = json.loads(path.read_text())
    plan = Plan(case)
    network = plan.build()
    network.advance(40.0)
    passed = 0.0
    for phase in case["phases"]:
        plan.act(network, phase["action"])
        passed = 0.0 if phase["action"] else passed
        moment = LOOKED.search(phase["name"])
        network.advance(wait := float(moment[1]) - passed if moment else 40.0)
        passed += wait
        for name, seen in phase["seen"].items():
            if "rip" in seen:
                found, wanted = plan.table(network, name), without_dead_interfaces(seen["rip"])
                assert without_dead_interfaces(found) == wanted, (phase["name"], name)
            ways = {
                prefix: {hop["via"] for hop in row["next_hops"]}
                for prefix, row in seen["fib"].items()
                if row["protocol"] == "rip"
            }
            assert plan.forwarding(network, name) == ways, (phase["name"], name)
        for pair, hops in (phase.get("traces") or {}).items():
            source, _, target = pair.split()
            assert plan.trace(network, source, target) == hops, pair


# -- two and three switches --------------------------------------------------------------------------------------------


def line_of(*names: str, chassis: str = X450, **lines: list[str]) -> Network:
    """Return switches in a line: each has a network of its own, ``192.0.2.N/32``, and RIP everywhere."""
    case: dict[str, Any] = {"routers": {}, "segments": {}}
    for number, name in enumerate(names, 1):
        case["routers"][name] = {"loopbacks": [f"192.0.2.{number}/32"], "rip": {}}
    for number, (one, other) in enumerate(pairwise(names), 1):
        members = {one: {"address": f"10.0.{number}.1"}, other: {"address": f"10.0.{number}.2"}}
        case["segments"][f"n{number}"] = {"prefix": f"10.0.{number}.0/24", "members": members}
    plan = Plan(case, chassis)
    for name, more in lines.items():
        plan.lines[name] += more
    return plan.build()


def learned(network: Network, name: str) -> dict[str, int]:
    """Return the routes of RIP that packets take, with their metrics."""
    return {r.prefix: r.metric for r in network.switches[name].routes() if r.best and r.origin == "RIP"}


def test_what_is_counted() -> None:
    """Every update counts at both ends; cleared, everything begins at 0."""
    network = line_of("x", "y")
    network.advance(600.0)
    sent, received = (counts(network, name, "n1") for name in "xy")
    assert 20 <= sent[0] <= 32  # one each 30 s, and those of the start
    assert sent[0] == received[1]
    assert sent[1] == received[0]
    network.switches["x"].console().run("clear rip counters")
    assert counts(network, "x", "n1") == (0, 0, 0)
    network.advance(60.0)
    assert counts(network, "x", "n1")[:2] == (2, 2)


def counts(network: Network, name: str, vlan: str) -> tuple[int, int, int]:
    """Return the messages sent and received and the triggered updates of a VLAN in `show rip interface`."""
    shown = network.switches[name].console().run("show rip interface")
    words = next(line.split() for line in shown.splitlines() if line.startswith(vlan))
    return int(words[4]), int(words[5]), int(words[6])


def test_a_steady_hour_is_the_stepped_one() -> None:
    """An hour that is skipped over leaves the counters and tables of one that is stepped through."""
    skipped, stepped = (line_of("x", "y", "z") for _ in range(2))
    skipped.advance(4000.0)
    for _ in range(400):
        stepped.advance(10.0)
    for name in "xyz":
        for line in ("show rip interface", "show rip routes"):
            shown = [one.switches[name].console().run(line) for one in (skipped, stepped)]
            assert shown[0] == shown[1], (name, line)


def test_neighbors_and_events() -> None:
    """The neighbour is known until it has been silent for the timeout; events tell of it, and of the routes."""
    network = line_of("x", "y")
    network.advance(40.0)
    (neighbor,) = network.switches["x"].neighbors("rip")
    assert (neighbor.address, neighbor.port_or_vlan) == ("10.0.1.2", "n1")
    network.switches["y"].console().run("disable rip")
    network.advance(185.0)
    assert network.switches["x"].neighbors("rip") == []
    assert learned(network, "x") == {}
    network.switches["y"].console().run("enable rip")
    network.advance(40.0)
    told = [(event.name, event.text) for event in network.events if event.name.startswith("RIP.")]
    assert [name for name, _ in told[:4]] == ["RIP.RouteRemove", "RIP.NbrRemove", "RIP.NbrAdd", "RIP.RouteAdd"]
    assert told[0][1] == "192.0.2.2/32 is unreachable: it timed out"


def test_memory() -> None:
    """`show rip memory` has a line for each origin of routes, with their number and octets; none while it is off."""
    network = line_of("west", "east")
    network.advance(40.0)
    console = network.switches["west"].console()
    rows = [line.split() for line in console.run("show rip memory").splitlines()[1:]]
    counts = {origin: (int(count), int(octets)) for origin, count, octets in rows}
    found = [route.origin for route in rip_table(network, "west").values()]
    assert {origin: count for origin, (count, _) in counts.items()} == {one: found.count(one) for one in found}
    assert all(octets > 96 * count for count, octets in counts.values())
    console.run("disable rip")
    assert console.run("show rip memory") == "Origin          Count   Octets\n"


def test_what_is_exported() -> None:
    """Static routes at a cost and with a tag, direct ones of VLANs without RIP, a default route; withdrawn again."""
    network = line_of("x", "y", "z")
    x = network.switches["x"].console()
    x.run("create vlan alone")
    x.run("configure vlan alone ipaddress 10.7.0.1/16")
    x.run("enable loopback-mode vlan alone")
    x.run("enable ipforwarding")
    x.run("configure iproute add 172.16.0.0/12 10.7.0.9")
    x.run("enable rip export direct cost 2")
    x.run("enable rip export static cost 5 tag 77")
    x.run("enable rip originate-default always cost 3 tag 7")
    network.advance(40.0)
    assert {"10.7.0.0/16": 4, "172.16.0.0/12": 7, "0.0.0.0/0": 5}.items() <= learned(network, "z").items()
    assert rip_table(network, "z")["172.16.0.0/12"].tag == 77
    x.run("disable rip export static")
    x.run("configure iproute delete 172.16.0.0/12 10.7.0.9")
    x.run("disable rip originate-default")
    x.run("disable loopback-mode vlan alone")
    network.advance(10.0)
    assert not {"10.7.0.0/16", "172.16.0.0/12", "0.0.0.0/0"} & learned(network, "z").keys()


def rip_table(network: Network, name: str) -> dict[str, RipRoute]:
    """Return the routes that RIP has, by network."""
    return {text(route): route for route in routes_of(master(network, name)).values()}


def test_an_own_default_route_is_originated_only_if_there_is_one() -> None:
    """Without ``always`` the default route is told of while one stands in the table that RIP did not bring."""
    network = line_of("x", "y")
    x = network.switches["x"].console()
    x.run("enable rip originate-default cost 3")
    network.advance(40.0)
    assert "0.0.0.0/0" not in learned(network, "y")
    x.run("configure iproute add default 10.0.1.77")
    network.advance(40.0)
    assert learned(network, "y")["0.0.0.0/0"] == 4


@pytest.mark.parametrize("mode", ["v1only", "v1comp", "v2only"])
def test_versions_on_the_wire(mode: str) -> None:
    """Each transmit mode reaches a neighbour that takes its version; version 1 knows only the network of the class."""
    line = f"configure rip vlan n1 txmode {mode}"
    network = line_of("x", "y", x=[line], y=[line])
    network.advance(40.0)
    assert learned(network, "y") == {"192.0.2.0/24" if mode == "v1only" else "192.0.2.1/32": 2}
    version = 2 if mode == "v1only" else 1
    network.switches["y"].console().run(f"configure rip vlan n1 rxmode v{version}only")
    network.advance(185.0)
    assert (learned(network, "y") == {}) == (mode == "v1only" or version == 1)


def test_a_failover_without_loss() -> None:
    """The routes that the old master learned are kept for a second, in which the new one asks and learns them anew."""
    network = line_of("x", "y", "z", chassis="bd10808")
    network.advance(40.0)
    before = learned(network, "y")
    assert before == {"192.0.2.1/32": 2, "192.0.2.3/32": 2}
    y = network.switches["y"]
    assert y.master is not None
    old = y.master.name
    y.console().run("run msm-failover", "y")
    for _ in range(40):
        network.advance(0.1)
        assert learned(network, "y") == before if y.master else True
    assert y.master is not None
    assert y.master.name != old
    assert learned(network, "x") == {"192.0.2.2/32": 2, "192.0.2.3/32": 3, "10.0.2.0/24": 2}


def test_a_failover_to_silent_neighbors() -> None:
    """Neighbours that do not answer are not learned again: their routes go a second after the failover."""
    network = line_of("x", "y", chassis="bd10808")
    network.advance(40.0)
    network.switches["x"].console().run("disable rip")
    y = network.switches["y"]
    y.console().run("run msm-failover", "y")
    network.advance(10.0)
    assert learned(network, "y") == {}


def test_a_snapshot_has_rip_in_it() -> None:
    """A restored network goes on as the one it was taken from."""
    network = line_of("x", "y")
    network.advance(100.0)
    taken = network.snapshot()
    network.cable("x 1").cut()
    network.advance(1.0)
    assert learned(network, "x") == {}
    network.restore(taken)
    assert learned(network, "x") == {"192.0.2.2/32": 2}
    network.advance(100.0)
    assert learned(network, "x") == {"192.0.2.2/32": 2}


def test_a_vlan_that_does_not_route_is_not_told_of() -> None:
    """Without `enable ipforwarding` RIP neither sends nor learns on a VLAN, nor tells of it."""
    network = line_of("x", "y")
    network.advance(40.0)
    network.switches["y"].console().run("disable ipforwarding vlan lo0")
    network.advance(10.0)
    assert learned(network, "x") == {}
    network.switches["y"].console().run("enable ipforwarding vlan lo0")
    network.advance(10.0)
    assert learned(network, "x") == {"192.0.2.2/32": 2}
    network.switches["x"].console().run("disable ipforwarding vlan n1")
    network.advance(10.0)
    assert learned(network, "x") == {}


# -- policies ----------------------------------------------------------------------------------------------------------


def write(network: Network, name: str, policy: str, *entries: tuple[str, str]) -> None:
    """Write a policy of entries, each a condition and what follows from it, into the flash of a switch."""
    parts = (f"entry e{at} {{ if {{ {test} }} then {{ {deed} }} }}\n" for at, (test, deed) in enumerate(entries))
    for node in network.switches[name]._machine.nodes.values():
        node.flash.write(f"{policy}.pol", "".join(parts).encode(), 0.0)


ALL = ("nlri any/0;", "permit;")


def test_what_comes_in_is_judged_by_vlan() -> None:
    """The policy for what comes in denies one route, sets the cost of another; `refresh policy` judges anew at once."""
    network = line_of("x", "y", "z")
    network.advance(40.0)
    assert learned(network, "x") == {"192.0.2.2/32": 2, "192.0.2.3/32": 3, "10.0.2.0/24": 2}
    write(network, "x", "mine", ("nlri 192.0.2.2/32;", "deny;"), ("nlri 192.0.2.3/32;", "permit; cost 9;"), ALL)
    x = network.switches["x"].console()
    x.run("configure rip vlan n1 route-policy in mine")
    network.advance(1.0)
    assert learned(network, "x") == {"192.0.2.3/32": 9, "10.0.2.0/24": 2}
    write(network, "x", "mine", ("nlri 192.0.2.3/32;", "deny;"), ALL)
    network.advance(40.0)
    assert learned(network, "x") == {"192.0.2.3/32": 9, "10.0.2.0/24": 2}
    x.run("refresh policy mine")
    network.advance(1.0)
    assert learned(network, "x") == {"192.0.2.2/32": 2, "10.0.2.0/24": 2}


def test_what_goes_out_is_judged_by_vlan() -> None:
    """Neighbours hear at once that a denied route is gone, and what others cost and are tagged with."""
    network = line_of("x", "y", "z")
    network.advance(40.0)
    write(network, "y", "mine", ("nlri 192.0.2.3/32;", "deny;"), ("nlri 192.0.2.2/32;", "permit; cost 7; tag 5;"), ALL)
    network.switches["y"].console().run("configure rip vlan n1 route-policy out mine")
    network.advance(1.0)
    assert learned(network, "x") == {"192.0.2.2/32": 8, "10.0.2.0/24": 2}
    assert rip_table(network, "x")["192.0.2.2/32"].tag == 5
    assert learned(network, "z") == {"192.0.2.1/32": 3, "192.0.2.2/32": 2, "10.0.1.0/24": 2}


def test_the_import_policy_keeps_routes_out_of_the_table() -> None:
    """RIP has a route that the import policy denies, and tells others of it, but packets do not take it."""
    network = line_of("x", "y", "z")
    network.advance(40.0)
    write(network, "y", "mine", ("nlri 192.0.2.3/32;", "deny;"), ALL)
    network.switches["y"].console().run("configure rip import-policy mine")
    network.advance(1.0)
    assert learned(network, "y") == {"192.0.2.1/32": 2}
    assert rip_table(network, "y")["192.0.2.3/32"].metric == 2
    assert learned(network, "x")["192.0.2.3/32"] == 3


def test_only_trusted_gateways_are_believed() -> None:
    """A neighbour that the policy denies is not heard, and counts as bad."""
    network = line_of("x", "y")
    network.advance(40.0)
    write(network, "x", "mine", ("nlri 10.0.1.2/32;", "deny;"), ALL)
    network.switches["x"].console().run("configure rip vlan n1 trusted-gateway mine")
    network.advance(185.0)
    assert learned(network, "x") == {}
    assert "Bad Packets         : 0 " not in network.switches["x"].console().run("show rip interface vlan n1")
    write(network, "x", "mine", ALL)
    network.switches["x"].console().run("refresh policy mine")
    network.advance(1.0)
    assert learned(network, "x") == {"192.0.2.2/32": 2}


def test_an_export_policy_chooses_and_changes() -> None:
    """Static routes are exported as the policy says: one not at all, one at its cost and with its tag."""
    network = line_of("x", "y")
    write(network, "x", "mine", ("nlri 172.16.0.0/12;", "permit; cost 4; tag 9;"))
    x = network.switches["x"].console()
    x.run("configure iproute add 172.16.0.0/12 10.0.1.77")
    x.run("configure iproute add 172.32.0.0/16 10.0.1.77")
    x.run("enable rip export static policy mine")
    network.advance(40.0)
    found = rip_table(network, "y")
    assert (found["172.16.0.0/12"].metric, found["172.16.0.0/12"].tag) == (5, 9)
    assert found["172.16.0.0/12"].next_hop == ip_number("10.0.1.77")  # the gateway is on the VLAN itself
    assert "172.32.0.0/16" not in found


def test_a_process_that_is_terminated_does_nothing() -> None:
    """Its routes are withdrawn, it sends nothing more, and its neighbours give up; started again, all is learned."""
    network = line_of("x", "y")
    network.advance(40.0)
    y = network.switches["y"].console()
    y.run("terminate process rip forceful")
    network.advance(1.0)
    assert learned(network, "y") == {}
    network.advance(185.0)
    assert learned(network, "x") == {}
    y.run("start process rip")
    network.advance(40.0)
    assert learned(network, "x") == {"192.0.2.2/32": 2}
    assert learned(network, "y") == {"192.0.2.1/32": 2}


def ring(count: int) -> Network:
    """Return switches in a ring, each with a loopback; port 1 leads to the next one, port 2 to the one before."""
    switches: dict[str, Any] = {}
    for number in range(count):
        typed = ["configure vlan Default delete ports all"]
        for port, segment in ((1, number), (2, (number - 1) % count)):
            typed += [f"create vlan n{segment}", f"configure vlan n{segment} add ports {port}"]
            typed.append(f"configure vlan n{segment} ipaddress 10.0.{segment}.{port}/24")
        typed += ["create vlan lo0", f"configure vlan lo0 ipaddress 192.0.2.{number + 1}/32"]
        typed += ["enable loopback-mode vlan lo0", "enable ipforwarding", *RIP]
        switches[f"s{number}"] = {"chassis": X450, "lines": typed}
    return Network.build(switches, cables=[(f"s{n} 1", f"s{(n + 1) % count} 2") for n in range(count)])


def test_a_ring_at_rest_is_found_to_repeat_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Events of several switches at one moment come in another order each period; that is no difference."""
    network, found = ring(6), []
    network.advance(300.0)
    compare = type(network._inside)._repeats

    def repeats(self: Any, island: Any, period: float) -> Any:
        found.append(compare(self, island, period))
        return found[-1]

    monkeypatch.setattr(type(network._inside), "_repeats", repeats)
    network.advance(6000.0)
    assert len(found) > 2
    assert None not in found
    assert len(learned(network, "s0")) == 5 + 4


def why(network: Network, name: str) -> str:
    """Return what `:why` adds after `show rip routes` at a switch."""
    node = master(network, name)
    return " ".join(node.software.ask("rip", "remarks", node, ["show", "rip", "routes"]))


def test_why_nothing_is_learned() -> None:
    """`:why` names what is in the way: RIP is off, a VLAN does not route or has no link, versions do not fit."""
    network = line_of("x", "y", y=["configure rip vlan n1 txmode v1only"])
    network.advance(40.0)
    assert "refused" not in why(network, "x")
    x = network.switches["x"].console()
    x.run("configure rip vlan n1 rxmode v2only")
    network.advance(40.0)
    refused = "The messages of 10.0.1.2 on VLAN n1 are refused: it sends version 1, and the receive mode is v2only."
    assert refused in why(network, "x")
    x.run("disable ipforwarding vlan n1")
    network.advance(1.0)
    idle = why(network, "x")
    assert "RIP does not run on VLAN n1: it does not forward IP packets (enable ipforwarding)." in idle
    assert "refused" not in idle
    network.cable("x 1").cut()
    network.advance(1.0)
    assert "RIP does not run on VLAN n1: none of its ports has a link." in why(network, "x")
    x.run("disable rip")
    assert "RIP is disabled: it neither sends nor receives." in why(network, "x")


@pytest.mark.parametrize("on", [True, False])
def test_the_router_alert_is_sent_if_it_is_wanted(on: bool, tmp_path: Path) -> None:
    """Updates to all neighbours carry the option, which is on by default, in the capture of a cable."""
    network = line_of("x", "y", x=[] if on else ["disable rip use-ip-router-alert"])
    capture = network.capture("x 1", str(tmp_path / "rip.pcap"))
    network.advance(40.0)
    capture.stop()
    packets = [ethernet.read(item.octets).payload for item in pcap.read((tmp_path / "rip.pcap").read_bytes())]
    sent = [p for p in packets if isinstance(p, Ipv4) and p.src == ip_number("10.0.1.1") and p.ttl == 1]
    assert sent
    assert {packet.options for packet in sent} == {ROUTER_ALERT if on else b""}
    assert learned(network, "y") == {"192.0.2.1/32": 2}


def test_a_failover_costs_the_fabrics_gap_alone() -> None:
    """A hundred probes a second through the failover: only those of the half second of the I/O modules are lost."""

    def typed(*vlans: tuple[str, str, str]) -> list[str]:
        lines = ["configure vlan Default delete ports all"]
        for name, port, address in vlans:
            lines += [f"create vlan {name}", f"configure vlan {name} ipaddress {address}"]
            lines.append(f"configure vlan {name} add ports {port}")
        return [*lines, "enable ipforwarding", *RIP]

    switches: dict[str, Any] = {
        "x": {"chassis": "bd10808", "lines": typed(("h1", "1:1", "10.0.1.1/24"), ("xy", "1:2", "10.0.3.1/24"))},
        "y": {"chassis": X450, "lines": typed(("h2", "1", "10.0.2.1/24"), ("xy", "2", "10.0.3.2/24"))},
    }
    hosts = {f"pc{n}": {"address": f"10.0.{n}.10/24", "gateway": f"10.0.{n}.1"} for n in (1, 2)}
    network = Network.build(switches, hosts, [("pc1", "x 1:1"), ("x 1:2", "y 2"), ("pc2", "y 1")])
    network.advance(60.0)
    traffic = network.traffic("pc1", "pc2", every=0.01)
    network.advance(2.0)
    network.switches["x"].console().run("run msm-failover", "y")
    network.advance(5.0)
    traffic.stop()
    assert len(traffic.gaps) == 1
    assert 0.1 < traffic.longest_gap < 0.5
