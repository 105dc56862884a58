"""RIP between switches that are cabled: recorded results, random graphs, versions, policies, failovers."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from xos_cli import Network
from xos_cli.processes.rip.machine import dotted, text
from xos_cli.processes.rip.run import routes_of
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

    def __init__(self, case: dict[str, Any]) -> None:
        self.case = case
        self.ends: dict[tuple[str, str], str] = {}  # segment and router -> where it is cabled
        self.names: dict[str, str] = {}  # address -> router
        self.lines: dict[str, list[str]] = {}
        for name, router in case["routers"].items():
            self.lines[name] = ["configure vlan Default delete ports all"]
            for number, loopback in enumerate(router["loopbacks"]):
                self._vlan(name, f"lo{number}", loopback, "enable loopback-mode vlan")
        for name, segment in case["segments"].items():
            for member, place in segment["members"].items():
                port = 1 + sum(router == member for _, router in self.ends)
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
        switches = {name: {"chassis": X450, "lines": lines} for name, lines in self.lines.items()}
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
