"""Random networks of spanning-tree machines with random faults, against plain calculation."""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toy_bridges import ToyNetwork, calculated

#: 25 networks in CI; 500 by hand (XOS_CLI_TREES=500).
EXAMPLES = int(os.environ.get("XOS_CLI_TREES", "25"))
#: The age of the oldest message, and the time in which everything has settled.
MAX_AGE, SETTLED = 20.0, 100.0
COSTS = st.sampled_from((2, 4, 19, 100))


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """Draw up to 12 bridges, links between them (some with three ends), and faults with the time between them."""
    size = draw(st.integers(2, 12))
    priorities = draw(st.lists(st.sampled_from((4096, 32768, 32769)), min_size=size, max_size=size))
    links = []
    for _ in range(draw(st.integers(1, min(2 * size, 18)))):
        bridges = draw(st.lists(st.integers(0, size - 1), min_size=2, max_size=2 if draw(st.booleans()) else 3))
        links.append([(bridge, draw(COSTS), draw(st.sampled_from((0, 128)))) for bridge in bridges])
    fault = st.tuples(st.sampled_from(("down", "up", "remove")), st.integers(0, 99), st.sampled_from((0.1, 3.0, 40.0)))
    return {"priorities": priorities, "links": links, "faults": draw(st.lists(fault, max_size=4))}


def build(mode: str, point_to_point: bool, plan: dict[str, Any]) -> ToyNetwork:
    """Return the network of a plan."""
    network = ToyNetwork(mode, point_to_point)
    for number, priority in enumerate(plan["priorities"]):
        network.add_bridge(f"b{number}", 0x000496000000 + number, priority)
    used = [0] * len(plan["priorities"])
    for number, ends in enumerate(plan["links"]):
        named = []
        for bridge, cost, priority in ends:
            used[bridge] += 1
            named.append((f"b{bridge}", used[bridge], cost, priority))
        network.add_link(f"l{number}", named)
    return network


def strike(network: ToyNetwork, verb: str, number: int) -> None:
    """Let a fault happen."""
    if verb == "remove":
        network.remove(f"b{number % len(network.trees)}")
    else:
        {"down": network.down, "up": network.up}[verb](f"l{number % len(network.links)}")


def check(network: ToyNetwork) -> None:
    """Compare with the calculation: the forwarding links are a spanning tree of every component."""
    assert not network.has_loop()
    assert network.components(True) == network.components(False)
    for name, (root, cost, roles) in calculated(network).items():
        tree = network.trees[name]
        assert (tree.root.root, tree.root.cost) == (root, cost), name
        assert {key[1]: port.role for key, port in tree.ports.items()} == roles, name


class Watch:
    """Look for a loop at every change of a port; in 802.1w only when max age has passed since the last fault."""

    def __init__(self, network: ToyNetwork, patience: float) -> None:
        self.network, self.patience, self.fault_at = network, patience, 0.0
        network.watch = self.look

    def look(self) -> None:
        """Fail if there is a loop."""
        if self.network.now >= self.fault_at + self.patience:
            assert not self.network.has_loop(), self.network.now


@pytest.mark.parametrize(
    ("mode", "point_to_point", "patience"), [("dot1d", False, 0.0), ("dot1w", True, MAX_AGE), ("dot1w", False, MAX_AGE)]
)
def test_random(mode: str, point_to_point: bool, patience: float) -> None:
    """After random faults the tree is the calculated one; 802.1D has no loop at any moment, 802.1w none for long."""

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(plans())
    def right(plan: dict[str, Any]) -> None:
        network = build(mode, point_to_point, plan)
        watch = Watch(network, patience)
        network.run(SETTLED)
        check(network)
        for verb, number, pause in plan["faults"]:
            watch.fault_at = network.now
            strike(network, verb, number)
            network.run(pause)
        network.run(SETTLED)
        check(network)

    right()
