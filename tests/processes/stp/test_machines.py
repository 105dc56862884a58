"""The spanning-tree machines against recorded results of other software, and against plain calculation."""

import json
from pathlib import Path
from typing import Any

import pytest
from toy_bridges import ToyNetwork

from xos_cli.packets.addresses import mac_number
from xos_cli.processes._stp_tree import FORWARDING

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
