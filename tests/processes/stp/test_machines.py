"""The spanning-tree machines against recorded results of other software, and against plain calculation."""

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from toy_bridges import ToyNetwork

from xos_cli.packets.addresses import mac_number
from xos_cli.packets.frames import RST, Bpdu
from xos_cli.processes.stp.classic import Classic
from xos_cli.processes.stp.tree import FORWARDING

CASES = sorted((Path(__file__).parents[2] / "network" / "cases").glob("stp-*.json"))
#: Seconds after which the slowest change has settled.
SETTLED = 70.0


def build(case: dict[str, Any]) -> ToyNetwork:
    """Return the network of a case."""
    network = ToyNetwork(case["mode"])
    for name, bridge in case["bridges"].items():
        network.add_bridge(name, mac_number(bridge["mac"]), bridge["priority"])
    for name, link in case["links"].items():
        network.add_link(name, [(e["bridge"], e["port"], e["cost"], e["priority"]) for e in link.values()])
    return network


def act(network: ToyNetwork, action: dict[str, list[str]] | None) -> None:
    """Do what a phase of a case does."""
    for verb, names in (action or {}).items():
        for name in names:
            link, _, bridge = name.partition("@")
            end = next((e for e in network.links[link].ends if e[0] == bridge), None)
            {"down": network.down, "up": network.up}[verb](link, end)


def seen(network: ToyNetwork, name: str) -> dict[str, Any]:
    """Return what a bridge came to, in the words of a case."""
    tree = network.trees[name]
    ports = {}
    for end in network.wired:
        if end[0] == name:
            port = network.port(end)
            state = "disabled" if port is None else "forwarding" if port.state == FORWARDING else "discarding"
            ports[str(end[1])] = {"role": port.role if port else "disabled", "state": state}
    root = [tree.root.root >> 48, ":".join(f"{tree.root.root >> shift & 255:02x}" for shift in range(40, -8, -8))]
    return {"root": root, "root_cost": tree.root.cost, "ports": ports}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_recorded(path: Path) -> None:
    """Root, cost, role and state of every port are those that Open vSwitch came to, before and after each fault."""
    case = json.loads(path.read_text())
    network = build(case)
    for phase in case["phases"]:
        act(network, phase["action"])
        network.run(SETTLED)
        found = {name: seen(network, name) for name in phase["seen"]}
        assert found == phase["seen"], phase["name"]
        assert not network.has_loop()


@pytest.mark.parametrize("mode", ["dot1d", "dot1w"])
def test_a_root_that_says_a_hello_time_of_nothing(mode: str) -> None:
    """A bridge that takes the root's times goes on, and says hello at least a second later."""
    network = ToyNetwork(mode)
    network.add_bridge("one", 1, 32768)
    tree = network.trees["one"]
    tree.times = tree.times._replace(hello=0.0)
    assert tree.next_hello(5.0) > 5.0
    assert tree.hello_due(1000.0)
    assert tree.hello_at > 1000.0


# -- times -------------------------------------------------------------------------------------------------------------

MODES = pytest.mark.parametrize(("mode", "fast"), [("dot1d", False), ("dot1w", True), ("dot1w", False)])


def ring(mode: str, fast: bool, size: int = 4, **settings: Any) -> ToyNetwork:
    """Return a ring of bridges that has settled; b0 is the root, link l0 is between b0 and b1."""
    network = ToyNetwork(mode, fast)
    for number in range(size):
        network.add_bridge(f"b{number}", number + 1, **settings)
    for number in range(size):
        ends = [(f"b{number}", 1, 4, 128), (f"b{(number + 1) % size}", 2, 4, 128)]
        network.add_link(f"l{number}", ends)
    network.run(SETTLED)
    network.changed.clear()
    return network


def mesh(mode: str, fast: bool, size: int) -> ToyNetwork:
    """Return bridges that are all linked to each other, and have settled; b0 is the root."""
    network = ToyNetwork(mode, fast)
    for number in range(size):
        network.add_bridge(f"b{number}", number + 1)
    for one, other in combinations(range(size), 2):
        ends = [(f"b{one}", other + 1, 4, 128), (f"b{other}", one + 1, 4, 128)]
        network.add_link(f"l{one}-{other}", ends)
    network.run(SETTLED)
    network.changed.clear()
    return network


def last_change(network: ToyNetwork, since: float) -> float:
    """Return the seconds after which the last port took its last state."""
    return max((moment - since for moment, *_ in network.changed), default=0.0)


@MODES
def test_start(mode: str, fast: bool) -> None:
    """A new tree works after twice the forward delay, on point-to-point links of 802.1w within a second."""
    network = mesh(mode, fast, 5)
    assert all(network.forwards(end) for end in network.wired if end[0] == "b0")
    again = ToyNetwork(mode, fast)
    again.add_bridge("b0", 1)
    again.add_bridge("b1", 2)
    again.add_link("l", [("b0", 1, 4, 128), ("b1", 1, 4, 128)])
    again.run(SETTLED)
    took = last_change(again, 0.0)
    assert took < 1.0 if fast else took == pytest.approx(30.0, abs=2.0)


@MODES
def test_other_port_takes_over(mode: str, fast: bool) -> None:
    """Where another port of the bridge takes over: 30 s in 802.1D and with default links, a second point to point."""
    network = mesh(mode, fast, 3)
    start = network.now
    network.down("l0-2")
    network.run(SETTLED)
    took = last_change(network, start)
    assert took < 1.0 if fast else took == pytest.approx(30.0, abs=2.0)
    assert not network.has_loop()


@MODES
def test_far_cut(mode: str, fast: bool) -> None:
    """A cut that 802.1D sees only because messages stay away takes max age longer, but not more than 50 s in all."""
    network = ring(mode, fast)
    start = network.now
    network.down("l0")
    network.run(SETTLED)
    took = last_change(network, start)
    limits = {("dot1d", False): (40.0, 50.0), ("dot1w", True): (0.0, 1.0), ("dot1w", False): (28.0, 50.0)}
    least, most = limits[mode, fast]
    assert least <= took <= most


@pytest.mark.parametrize(
    ("mode", "fast", "limit"), [("dot1d", False, 50.0), ("dot1w", True, 20.0), ("dot1w", False, 50.0)]
)
@pytest.mark.parametrize("size", [4, 7])
def test_root_lost(mode: str, fast: bool, limit: float, size: int) -> None:
    """A mesh that loses its root has another within 20 s on point-to-point links, else within 50 s."""
    network = mesh(mode, fast, size)
    start = network.now
    network.remove("b0")
    network.run(SETTLED)
    assert last_change(network, start) <= limit
    assert {tree.root.root & 0xFF for name, tree in network.trees.items() if name != "b0"} == {2}
    assert not network.has_loop()


def test_rapid_root() -> None:
    """With rapid root failover the new root port of 802.1D forwards at once, but only if the old one's link went."""
    network = ring("dot1d", False, 3, rapid_root=True)
    start = network.now
    network.down("l2")
    assert (start, "b2", 2, FORWARDING) in network.changed
    network.run(SETTLED)
    silent = ring("dot1d", False, 3, rapid_root=True)
    start = silent.now
    silent.links["l2"].deaf.add(("b0", 2))
    silent.run(SETTLED)
    assert [moment > start + 45.0 for moment, *where in silent.changed if where == ["b2", 2, FORWARDING]] == [True]


def test_agreement_blocks_first() -> None:
    """A bridge agrees to a proposal only after its own designated ports stopped: no moment has a loop."""
    network = ring("dot1w", True)
    network.down("l0")
    network.run(SETTLED)
    network.changed.clear()
    loops: list[float] = []
    network.watch = lambda: loops.append(network.now) if network.has_loop() else None
    network.up("l0")
    network.run(1.0)
    order = [(name, port, state) for _, name, port, state in network.changed]
    assert order.index(("b1", 1, "LISTENING")) < order.index(("b0", 1, FORWARDING))
    assert loops == []


@pytest.mark.parametrize("mode", ["dot1d", "dot1w"])
def test_better_way_that_comes_later(mode: str) -> None:
    """A cheaper way over more bridges is heard later: the port to the dear one's bridge becomes designated."""
    network = ToyNetwork(mode)
    for number, name in enumerate(("root", "dear", "far", "one", "two")):
        network.add_bridge(name, number + 1)
    network.add_link("dear", [("root", 1, 100, 128), ("dear", 1, 100, 128)])
    network.add_link("first", [("root", 2, 2, 128), ("one", 1, 2, 128)])
    network.add_link("second", [("one", 2, 2, 128), ("two", 1, 2, 128)])
    network.add_link("third", [("two", 2, 2, 128), ("far", 1, 2, 128)])
    network.add_link("last", [("far", 2, 2, 128), ("dear", 2, 2, 128)])
    network.run(SETTLED)
    roles = {name: {key[1]: port.role for key, port in tree.ports.items()} for name, tree in network.trees.items()}
    assert roles["far"] == {1: "root", 2: "designated"}
    assert roles["dear"] == {1: "alternate", 2: "root"}
    assert network.trees["dear"].root.cost == 8


# -- topology changes --------------------------------------------------------------------------------------------------


def test_notification() -> None:
    """A change far from the root reaches it by notifications; its flag reaches all and ends after 35 s."""
    network = ring("dot1d", False)
    network.down("l2")
    network.run(5.0)
    assert not any(tree.changing for tree in network.trees.values())
    network.up("l2")
    network.down("l1")
    network.run(34.0)
    assert all(tree.changing for tree in network.trees.values())
    network.run(SETTLED)
    assert not any(tree.changing or tree.detected for tree in network.trees.values())


def test_flush() -> None:
    """802.1w forgets addresses at once when a port begins to forward, and no more when nothing changes."""
    network = ring("dot1w", True)
    network.flushes = 0
    network.run(SETTLED)
    assert network.flushes == 0
    network.down("l0")
    network.run(1.0)
    assert network.flushes > 0


# -- ports -------------------------------------------------------------------------------------------------------------


def test_edge() -> None:
    """An edge port of 802.1w forwards at once and is no topology change; any other waits for the forward delay."""
    network = ring("dot1w", True)
    network.run(SETTLED)
    before = network.trees["b2"].changes
    network.add_host("b2", 8, edge=True)
    network.add_host("b2", 9, edge=False)
    assert network.forwards(("b2", 8))
    network.run(29.0)
    assert network.trees["b2"].changes == before
    assert not network.forwards(("b2", 9))
    network.run(2.0)
    assert network.forwards(("b2", 9))
    assert network.trees["b2"].changes == before + 1


def test_inconsistent_edge() -> None:
    """An edge port that gets a message blocks, and is an edge port again when none came for the message age."""
    network = ring("dot1w", True)
    network.add_host("b2", 9, edge=True)
    for _ in range(3):
        network.trees["b2"].received((1, 9), Bpdu(0, 0, 1, 0, 1, 1, 0, 5120, 512, 3840), network.now)
        network.run(5.0)
        assert not network.forwards(("b2", 9))
    network.run(14.0)
    assert not network.forwards(("b2", 9))
    network.run(2.0)
    assert network.forwards(("b2", 9))
    assert network.trees["b2"].root.root & 0xFF == 1


def test_migration() -> None:
    """A neighbour that speaks 802.1D is answered in 802.1D after three seconds, and one of 802.1w in 802.1w again."""
    network = ToyNetwork("dot1w")
    network.add_bridge("new", 1)
    network.kind = Classic
    network.add_bridge("old", 2)
    network.add_link("l", [("new", 1, 4, 128), ("old", 1, 4, 128)])
    network.run(SETTLED)
    port = network.port(("new", 1))
    assert port is not None
    assert not port.rapid
    assert network.trees["old"].root.root & 0xFF == 1
    assert network.forwards(("new", 1))
    assert network.forwards(("old", 1))
    network.trees["new"].received((1, 1), Bpdu(RST, 0, 2, 0, 2, 1, 0, 5120, 512, 3840), network.now)
    assert port.rapid


# -- failover ----------------------------------------------------------------------------------------------------------


@MODES
@pytest.mark.parametrize("moment", [0.5, 7.3, 14.99, 21.0, 44.0, 60.0])
def test_failover(mode: str, fast: bool, moment: float) -> None:
    """An MSM that takes over a bridge at any moment changes no state of any port.

    Only an age that began less than a hello and a second before may begin anew.
    """
    seen = []
    for takes_over in (False, True):
        network = ring(mode, fast)
        network.down("l0")
        network.run(moment)
        for name in network.trees if takes_over else ():
            network.fail_over(name)
        network.run(SETTLED)
        seen.append(network.changed)
    assert [change[1:] for change in seen[0]] == [change[1:] for change in seen[1]]
    assert [change[0] for change in seen[0]] == pytest.approx([change[0] for change in seen[1]], abs=3.1)
