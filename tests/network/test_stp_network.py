"""The spanning tree of real switches that are cabled: recorded results, failovers, encapsulations, hosts."""

import json
from pathlib import Path
from typing import Any

import pytest

from xos_cli.network.network import Network
from xos_cli.processes.stp.rows import StpPortState, StpTopology
from xos_cli.program.network import build, built_plan
from xos_cli.program.typist import type_lines
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node

CASES = sorted((Path(__file__).parent / "cases").glob("stp-*.json"))
X450, BD8806, BD10808 = "summit-x450-24t", "bd8806", "bd10808"
#: In which a network whose hellos stay away has settled, too.
SETTLED = 75.0
BY_HAND = ("configure stpd s0 mode {mode}", "configure stpd s0 priority {priority}")


def network_of(switches: dict[str, list[str]], cables: list[Any], chassis: str = X450, **more: Any) -> Network:
    """Return a network of switches, each with the lines that it begins with."""
    tables = {name: {"chassis": chassis, "lines": lines} for name, lines in switches.items()}
    return build(built_plan(tables, more.get("hosts", {}), cables, more.get("segments", ())))


def master(machine: Machine) -> Node:
    """Return the node that manages a switch."""
    return next(node for node in machine.nodes.values() if node.is_master)


def say(network: Network, name: str, *lines: str) -> None:
    """Type lines at a switch; none is refused."""
    refused = list(type_lines(network.machines[name], list(enumerate(lines, 1))))
    assert refused == []


def states(network: Network, name: str, domain: str = "s0") -> dict[str, tuple[str, str]]:
    """Return role and state of the ports of a domain that have a link, by the port's name."""
    machine = network.machines[name]
    rows = [row for row in master(machine).store.rows(StpPortState) if row.stpd_name == domain]
    return {machine.chassis.port_name((row.slot, row.port)): (row.role, row.state) for row in rows}


def root_of(network: Network, name: str, domain: str = "s0") -> tuple[int, int]:
    """Return the root of a domain and how far it is."""
    row = master(network.machines[name]).store.one(StpTopology, domain)
    return row.root, row.cost


# -- recorded results --------------------------------------------------------------------------------------------------


def from_case(case: dict[str, Any]) -> Network:
    """Return the switches and cables of a case; every link is point-to-point in 802.1w, as it was there."""
    lines = {name: [line.format(mode=case["mode"], **b) for line in BY_HAND] for name, b in case["bridges"].items()}
    cables, segments = [], []
    for name, link in case["links"].items():
        ends = [f"{end['bridge']} {end['port']}" for end in link.values()]
        cables += [ends] if len(ends) == 2 else []
        segments += [{"name": name, "ends": ends}] if len(ends) > 2 else []
        for end in link.values():
            start = "configure stpd s0 ports"
            lines[end["bridge"]] += [
                f"{start} cost {end['cost']} {end['port']}",
                f"{start} priority {end['priority'] // 8} {end['port']}",
                f"{start} link-type point-to-point {end['port']}",
            ]
    switches = {
        name: {"chassis": X450, "mac": bridge["mac"], "lines": [*lines[name], "enable stpd s0"]}
        for name, bridge in case["bridges"].items()
    }
    return build(built_plan(switches, {}, cables, segments))


def seen(network: Network, name: str, case: dict[str, Any]) -> dict[str, Any]:
    """Return what a switch came to, in the words of a case."""
    root, cost = root_of(network, name)
    found = states(network, name)
    ports = {}
    for link in case["links"].values():
        for end in link.values():
            if end["bridge"] == name:
                role, state = found.get(str(end["port"]), ("disabled", "DISABLED"))
                words = {"FORWARDING": "forwarding", "DISABLED": "disabled"}
                ports[str(end["port"])] = {"role": role, "state": words.get(state, "discarding")}
    mac = f"{root & 0xFFFFFFFFFFFF:012x}"
    return {
        "root": [root >> 48, ":".join(mac[at : at + 2] for at in range(0, 12, 2))],
        "root_cost": cost,
        "ports": ports,
    }


def act(network: Network, case: dict[str, Any], action: dict[str, list[str]] | None) -> None:
    """Cut or mend what a phase of a case does."""
    for verb, names in (action or {}).items():
        for name in names:
            link, _, bridge = name.partition("@")
            ends = [f"{end['bridge']} {end['port']}" for end in case["links"][link].values()]
            wire: Any = network.wire(next((end for end in ends if end.split()[0] == bridge), ends[0]))
            if not hasattr(wire, "cable"):
                wire.cut = verb == "down"
                wire.look()
            elif verb == "down":
                wire.cable.cut()
            else:
                wire.cable.join()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_recorded(path: Path) -> None:
    """Switches come to the root, cost, roles and states of Open vSwitch, before and after each fault."""
    case = json.loads(path.read_text())
    network = from_case(case)
    for phase in case["phases"]:
        act(network, case, phase["action"])
        network.advance(SETTLED)
        network.settle()
        assert {name: seen(network, name, case) for name in phase["seen"]} == phase["seen"], phase["name"]


# -- time --------------------------------------------------------------------------------------------------------------

RAPID = ("configure stpd s0 mode dot1w", "configure stpd s0 ports link-type point-to-point all")


def triangle(*lines: str, chassis: str = X450) -> Network:
    """Return three switches, each cabled to both others; ``x`` is the root."""
    one, two = ("1:1", "1:2") if chassis == BD10808 else ("3:1", "3:2") if chassis == BD8806 else ("1", "2")
    cables = [(f"x {one}", f"y {one}"), (f"y {two}", f"z {two}"), (f"z {one}", f"x {two}")]
    return network_of({name: [*lines, "enable stpd s0"] for name in "xyz"}, cables, chassis)


@pytest.mark.parametrize(
    ("lines", "least", "most"),
    [
        ((), 28.0, 32.0),
        (("configure stpd s0 mode dot1w",), 28.0, 32.0),
        (("configure stpd s0 mode dot1w", "configure stpd s0 ports link-type point-to-point 1-24"), 0.0, 1.0),
        (("configure stpd s0 mode dot1w", "configure stpd s0 ports link-type auto 1-24"), 0.0, 1.0),
    ],
    ids=["dot1d", "dot1w", "dot1w point-to-point", "dot1w auto"],
)
def test_other_port_takes_over(lines: tuple[str, ...], least: float, most: float) -> None:
    """The other port of the switch that loses its link forwards after 30 s, with rapid links within a second."""
    network = triangle(*lines)
    assert states(network, "z")["2"] == ("alternate", "BLOCKING")
    network.cable_at("z 1").cut()
    start = network.now
    network.settle()
    assert states(network, "z")["2"] == ("root", "FORWARDING")
    since = next(row for row in master(network.machines["z"]).store.rows(StpPortState) if row.port == 2).kept.since
    assert least <= since - start <= most


def test_quiet_waits_for_hellos_that_stay_away() -> None:
    """A message whose hellos have stopped is going to expire: the network is not quiet before all followed that."""
    network = network_of(
        {name: ["enable stpd s0"] for name in "wxyz"},
        [("w 1", "x 2"), ("x 1", "y 2"), ("y 1", "z 2"), ("z 1", "w 2")],
    )
    start = network.now
    network.cable_at("w 1").cut()
    network.advance(4.0)
    network.settle()
    assert 40.0 < network.now - start <= 52.0
    assert [state for name in "wxyz" for _, state in states(network, name).values() if state == "BLOCKING"] == []


# -- failover ----------------------------------------------------------------------------------------------------------


def told(network: Network) -> list[str]:
    """Return what the switches' logs have of the spanning tree."""
    return [
        entry.text
        for machine in network.machines.values()
        for node in machine.nodes.values()
        for entry in node.log.entries
        if entry.name.startswith("STP.")
    ]


def topology_changes(network: Network) -> int:
    """Return how many topology changes all switches have counted."""
    return sum(master(machine).store.one(StpTopology, "s0").kept.changes for machine in network.machines.values())


@pytest.mark.parametrize("lines", [(), ("configure stpd s0 mode dot1w",)], ids=["dot1d", "dot1w"])
def test_failover_is_hitless(lines: tuple[str, ...]) -> None:
    """The master of each switch dies in turn: no port takes another state, and nobody counts a topology change."""
    network = triangle(*lines, chassis=BD10808)
    before = {name: states(network, name) for name in "xyz"}
    changes = topology_changes(network)
    for name in "xyz":
        master(network.machines[name]).power_off()
        network.advance(60.0)
        assert {name: states(network, name) for name in "xyz"} == before
        assert topology_changes(network) == changes


@pytest.mark.parametrize("moment", [7.0, 22.0])
def test_failover_while_ports_wait(moment: float) -> None:
    """A port that listens or learns when its master dies forwards at the moment at which it would have."""
    network = triangle(chassis=BD10808)
    network.cable_at("z 1:1").cut()
    start = network.now
    network.advance(moment)
    master(network.machines["z"]).power_off()
    network.advance(45.0)
    row = next(row for row in master(network.machines["z"]).store.rows(StpPortState) if row.port == 2)
    assert row.state == "FORWARDING"
    assert row.kept.since - start == pytest.approx(30.0, abs=0.001)


def test_hellos_put_no_rows() -> None:
    """A minute of hellos sends nothing to the backup of any switch."""
    network = triangle(chassis=BD10808)
    network.advance(60.0)
    counters = [master(machine).checkpoint.counters["stp"] for machine in network.machines.values()]
    before = [counter.transmitted for counter in counters]
    network.advance(60.0)
    assert [counter.transmitted for counter in counters] == before


# -- domains -----------------------------------------------------------------------------------------------------------

#: Two VLANs on the same two ports, each with a domain of its own.
TWO_DOMAINS = (
    "configure vlan default delete ports 1-2",
    "create vlan red",
    "configure vlan red tag 10",
    "configure vlan red add ports 1-2 tagged",
    "create vlan blue",
    "configure vlan blue tag 20",
    "configure vlan blue add ports 1-2 tagged",
    "create stpd sred",
    "configure stpd sred tag 10",
    "configure stpd sred add vlan red ports all {mode}",
    "create stpd sblue",
    "configure stpd sblue tag 20",
    "configure stpd sblue add vlan blue ports all {mode}",
)


@pytest.mark.parametrize("mode", ["emistp", "pvst-plus"])
def test_domains_are_apart(mode: str) -> None:
    """Two domains on the same ports have roots of their own, and block different ports; both encapsulations do."""
    network = network_of(
        {
            name: [
                *[line.format(mode=mode) for line in TWO_DOMAINS],
                *(["configure stpd sblue priority 4096"] if name == "z" else []),
                "enable stpd sred",
                "enable stpd sblue",
            ]
            for name in "xyz"
        },
        [("x 1", "y 1"), ("y 2", "z 2"), ("z 1", "x 2")],
    )
    macs = {name: int(network.machines[name].chassis.mac.replace(":", ""), 16) for name in "xyz"}
    assert {root_of(network, name, "sred")[0] & (1 << 48) - 1 for name in "xyz"} == {macs["x"]}
    assert {root_of(network, name, "sblue")[0] & (1 << 48) - 1 for name in "xyz"} == {macs["z"]}
    blocked = {
        (name, port, domain)
        for name in "xyz"
        for domain in ("sred", "sblue")
        for port, (_, state) in states(network, name, domain).items()
        if state == "BLOCKING"
    }
    assert blocked == {("z", "2", "sred"), ("y", "1", "sblue")}
    fabric = network.machines["z"].backplane.fabric
    assert fabric is not None
    port = fabric.ports[1, 2]
    assert (fabric.vlans[10].state(port), fabric.vlans[20].state(port)) == (0, 2)


def test_protected_vlan() -> None:
    """A protected VLAN follows the carrier's ports, and only those; its others forward in no domain."""
    network = network_of(
        {
            name: [
                "configure vlan default delete ports 1-4",
                "create vlan v1",
                "configure vlan v1 tag 10",
                "configure vlan v1 add ports 1-2 tagged",
                "create vlan v2",
                "configure vlan v2 tag 20",
                "configure vlan v2 add ports 1-4 tagged",
                "create stpd s1",
                "configure stpd s1 tag 10",
                "configure stpd s1 add vlan v1 ports all",
                "enable stpd s1 auto-bind vlan v2",
                "enable stpd s1",
            ]
            for name in "xy"
        },
        [("x 1", "y 1"), ("x 2", "y 2")],
    )
    assert set(states(network, "y", "s1")) == {"1", "2"}
    fabric = network.machines["y"].backplane.fabric
    assert fabric is not None
    ports = {number: fabric.ports[1, number] for number in (1, 2, 4)}
    assert {number: fabric.vlans[20].state(port) for number, port in ports.items()} == {1: 2, 2: 0, 4: 2}
    assert fabric.vlans[10].state(ports[2]) == 0
    say(network, "y", "configure stpd s1 delete vlan v1 ports 2")
    network.advance(0.0)
    assert set(states(network, "y", "s1")) == {"1"}
    assert fabric.vlans[20].state(ports[2]) == 2
