"""A tree whose bridge gets another priority, or whose ports get other costs, while it works."""

import pytest
from conftest import Typist
from toy_bridges import ToyNetwork

from xos_cli.processes.stp.tree import Tree, TreeSettings

MODES = ["dot1d", "dot1w"]


def triangle(mode: str) -> ToyNetwork:
    """Return three bridges, each linked to the others, that have settled; b1 is the root."""
    network = ToyNetwork(mode)
    for number in (1, 2, 3):
        network.add_bridge(f"b{number}", number)
    for one, other in ((1, 2), (2, 3), (1, 3)):
        network.add_link(f"l{one}{other}", [(f"b{one}", other, 19, 128), (f"b{other}", one, 19, 128)])
    network.run(70.0)
    return network


def settings(tree: Tree, priority: int, mac: int) -> TreeSettings:
    """Return a bridge's settings with another priority."""
    return tree.settings._replace(bridge=priority << 48 | mac)


@pytest.mark.parametrize("mode", MODES)
def test_a_better_priority_makes_a_root(mode: str) -> None:
    """Every bridge agrees on it, there is no loop, and back again the old root is the root."""
    network = triangle(mode)
    for priority, root in ((4096, 3), (61440, 1)):
        tree = network.trees["b3"]
        tree.reconfigure(settings(tree, priority, 3), network.now)
        network._after("b3")
        network.run(70.0)
        assert {tree.root.root & 0xFFFF for tree in network.trees.values()} == {root}
        assert [name for name, tree in network.trees.items() if tree.is_root] == [f"b{root}"]
        assert not network.has_loop()


@pytest.mark.parametrize("mode", MODES)
def test_a_worse_priority_moves_the_root_and_the_blocked_port(mode: str) -> None:
    """The root that is no better than the others gives way; its own messages carry its new identity."""
    network = triangle(mode)
    tree = network.trees["b1"]
    tree.reconfigure(settings(tree, 61440, 1), network.now)
    network._after("b1")
    network.run(70.0)
    assert {tree.root.root & 0xFFFF for tree in network.trees.values()} == {2}
    assert tree.root.bridge & 0xFFFF == 2
    assert not network.has_loop()
    assert network.components(True) == network.components(False)


def test_costs_and_priorities_of_ports_count_at_once(console: Typist) -> None:
    """The screens have the new values of a domain that works, and the port identifier its new priority."""
    console.run("create vlan v1", "configure v1 tag 20", "configure v1 add ports 1:1-2 tagged", "create stpd s1")
    console.run("configure stpd s1 tag 20", "configure stpd s1 add vlan v1 ports 1:1-2", "enable stpd s1")
    console.run("configure stpd s1 ports cost 77 1:1", "configure stpd s1 ports priority 2 1:1")
    rows = [
        line.split() for line in console.run("show stpd s1 ports").splitlines() if line.startswith(("1:1 ", "1:2 "))
    ]
    assert [(row[3], row[5], row[6]) for row in rows] == [("77", "2", "1001"), ("4", "16", "8002")]
