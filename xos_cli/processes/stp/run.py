"""Keep the trees of a node, and give them changes and received frames."""

from typing import TYPE_CHECKING

from xos_cli.packets.frames import Bpdu, Frame
from xos_cli.processes.stp.machine import Trees

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node


def trees_of(node: "Node") -> Trees:
    """Return the trees of a master, made from its rows if there are none yet."""
    found = node.memory.get("stp")
    if found is None:
        found = node.memory["stp"] = Trees(node)
        found.resume()
    assert isinstance(found, Trees)
    return found


def align_trees(node: "Node") -> None:
    """Bring the trees in line with the configuration and the links."""
    trees_of(node).align()


def received(node: "Node", port: "Port", vid: int, frame: Frame) -> bool:
    """Process a BPDU received at a port; return False if no domain has that port.

    evidence: later 22.1 (the text of the event)
    """
    payload = frame.payload
    if not isinstance(payload, Bpdu):
        name = node.chassis.port_name(port)
        node.event("Error", "STP.InBPDU.Drop", f"Port={name}: malformed BPDU")
        return True
    if "stp" not in node.memory:
        return False
    fabric = node.fabric
    assert fabric is not None
    return trees_of(node).received(fabric.ports[port].master.id, payload, frame.vlan)
