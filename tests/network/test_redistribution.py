"""Export between RIP and OSPF: cost, type, tag, policy and withdrawal, on a switch that runs both."""

from typing import Any

import pytest

from xos_cli import Network
from xos_cli.processes.rtmgr.facts import routes
from xos_cli.switch.node import Node

X450 = "summit-x450-24t"
Vlan = tuple[str, int, str]


def lines(*vlans: Vlan) -> list[str]:
    """Return the lines of VLANs, each with a port (0: loopback) and an address."""
    typed = ["configure vlan Default delete ports all"]
    for name, port, address in vlans:
        typed += [f"create vlan {name}", f"configure vlan {name} ipaddress {address}"]
        typed.append(f"configure vlan {name} add ports {port}" if port else f"enable loopback-mode vlan {name}")
    return [*typed, "enable ipforwarding"]


@pytest.fixture
def border() -> Network:
    """Three switches: ``x`` runs OSPF, ``z`` runs RIP, ``y`` between them runs both and exports nothing yet."""
    ospf = ["configure ospf vlan xy priority 1", "enable ospf"]
    typed = {
        "x": [*lines(("lx", 0, "192.0.2.1/32"), ("xy", 1, "10.0.1.1/24")), "configure ospf add vlan all area 0.0.0.0"],
        "y": [*lines(("xy", 1, "10.0.1.2/24"), ("yz", 2, "10.0.2.2/24")), "configure ospf add vlan xy area 0.0.0.0"],
        "z": [*lines(("yz", 1, "10.0.2.3/24"), ("lz", 0, "192.0.2.3/32")), "configure rip add vlan all", "enable rip"],
    }
    typed["x"] += ospf
    typed["y"] += [*ospf, "configure rip add vlan yz", "enable rip"]
    switches: dict[str, Any] = {name: {"chassis": X450, "lines": own} for name, own in typed.items()}
    network = Network.build(switches, cables=[("x 1", "y 1"), ("y 2", "z 1")])
    network.advance(90.0)
    return network


def master(network: Network, name: str) -> Node:
    """Return the node that manages a switch."""
    node = network.switches[name]._machine.master
    assert node is not None
    return node


def found(network: Network, name: str, prefix: str) -> tuple[str, int, int] | None:
    """Return origin, metric and tag of the route that packets to a network take, None if there is none."""
    for item in routes(master(network, name).store, "VR-Default"):
        if item.unicast and str(item.route.network) == prefix:
            return item.route.origin, item.route.metric, item.route.tag
    return None


def typed(network: Network, *typed_lines: str) -> None:
    """Type lines at the switch in the middle, and let the protocols follow."""
    for line in typed_lines:
        network.switches["y"].console().run(line)
    network.advance(40.0)


def test_nothing_passes_without_export(border: Network) -> None:
    """Both protocols run on the middle switch, but neither tells of the other's routes."""
    assert found(border, "y", "192.0.2.1/32") is not None
    assert found(border, "y", "192.0.2.3/32") == ("RIP", 2, 0)
    assert found(border, "x", "192.0.2.3/32") is None
    assert found(border, "z", "192.0.2.1/32") is None


def test_rip_into_ospf(border: Network) -> None:
    """At a cost, as type 2 and as type 1, with a tag; withdrawn with the route, and with the export."""
    typed(border, "enable ospf export rip cost 20 type ase-type-2 tag 77")
    assert found(border, "x", "192.0.2.3/32") == ("OSPFExt2", 20, 77)
    typed(border, "enable ospf export rip cost 20 type ase-type-1 tag 78")
    origin, metric, tag = found(border, "x", "192.0.2.3/32") or ("", 0, 0)
    assert (origin, metric > 20, tag) == ("OSPFExt1", True, 78)
    border.switches["z"].console().run("disable loopback-mode vlan lz")
    border.advance(40.0)
    assert found(border, "x", "192.0.2.3/32") is None
    border.switches["z"].console().run("enable loopback-mode vlan lz")
    border.advance(40.0)
    assert found(border, "x", "192.0.2.3/32") is not None
    typed(border, "disable ospf export rip")
    assert found(border, "x", "192.0.2.3/32") is None


def test_ospf_into_rip(border: Network) -> None:
    """At a cost and with a tag; at the cost 0 at that of the route; withdrawn with the neighbour."""
    typed(border, "enable rip export ospf-intra cost 3 tag 9")
    assert found(border, "z", "192.0.2.1/32") == ("RIP", 4, 9)
    own = found(border, "y", "192.0.2.1/32")
    assert own is not None
    typed(border, "enable rip export ospf-intra cost 0")
    assert found(border, "z", "192.0.2.1/32") == ("RIP", own[1] + 1, 0)
    border.cable("x 1").cut()
    border.advance(10.0)
    assert found(border, "z", "192.0.2.1/32") is None


def test_a_policy_chooses_what_is_exported(border: Network) -> None:
    """Of direct and RIP routes one passes into OSPF, with what the policy sets of it."""
    text = b"entry one { if { nlri 192.0.2.3/32; } then { permit; cost 55; cost-type ase-type-2; tag 5; } }"
    for node in border.switches["y"]._machine.nodes.values():
        node.flash.write("chosen.pol", text, 0.0)
    typed(border, "enable ospf export rip chosen", "enable ospf export direct chosen")
    assert found(border, "x", "192.0.2.3/32") == ("OSPFExt2", 55, 5)
    assert found(border, "x", "10.0.2.0/24") is None


def test_packets_go_through(border: Network) -> None:
    """A host route of one protocol reaches one of the other, and back."""
    typed(border, "enable ospf export rip cost 20 type ase-type-2", "enable rip export ospf cost 3")
    said = border.switches["x"].console().run("ping 192.0.2.3 from 192.0.2.1")
    assert "4 packets transmitted, 4 packets received, 0% loss" in said
