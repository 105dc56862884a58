"""Keep the ring nodes of an MSM, and give them changes and received frames."""

from typing import TYPE_CHECKING

from xos_cli.packets.frames import EAPS_HEALTH, EAPS_LINK_DOWN, EAPS_RING_UP, EAPS_SEGMENT, Eaps, Frame
from xos_cli.processes.eaps.machine import COMPLETE, NUMBERS
from xos_cli.processes.eaps.rings import LastHello, Rings
from xos_cli.processes.eaps.rows import EapsShared
from xos_cli.processes.eaps.shared_ports import SharedPorts

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node


def rings_of(node: "Node") -> Rings:
    """Return the ring nodes of a master, made from its rows if there are none yet."""
    found = node.memory.get("eaps")
    if found is None:
        found = node.memory["eaps"] = Rings(node)
        found.resume()
    assert isinstance(found, Rings)
    return found


def shared_of_node(node: "Node") -> SharedPorts:
    """Return the shared ports of a master, made from its rows if there are none yet."""
    found = node.memory.get("eaps shared")
    if found is None:
        found = node.memory["eaps shared"] = SharedPorts(node)
        found.resume()
    assert isinstance(found, SharedPorts)
    return found


def align_rings(node: "Node") -> None:
    """Bring ring nodes and shared ports in line with the configuration and the links."""
    rings_of(node).align()
    shared_of_node(node).align()


def received(node: "Node", port: "Port", vid: int, frame: Frame) -> bool:
    """Process a message received at a port; return False if no domain uses it there, or if it must be forwarded."""
    payload, fabric = frame.payload, node.fabric
    if not isinstance(payload, Eaps) or fabric is None or "eaps" not in node.memory:
        return False
    rings, end = rings_of(node), fabric.ports[port].master.id
    name = rings.domain_at(end, vid)
    if not name:
        return False
    if payload.kind == EAPS_SEGMENT:
        return _segment(node, end, name, payload)
    taken = rings.received(name, end, payload)
    _tell_shared(node, name, payload)
    return taken


def _segment(node: "Node", port: "Port", name: str, message: Eaps) -> bool:
    """Give a segment message to a shared port of its domain, else let the I/O modules forward it."""
    rings = rings_of(node)
    if shared_of_node(node).received(port, rings.places[name].domain, message):
        return True
    return rings.pass_on(name, port, message)


def _tell_shared(node: "Node", name: str, message: Eaps) -> None:
    """Report a failed link of a ring, or a ring that its master has closed, to the shared ports of the domain."""
    if not node.store.rows(EapsShared):
        return
    shared, place = shared_of_node(node), rings_of(node).places[name]
    closed = message.kind == EAPS_HEALTH and message.state == NUMBERS[COMPLETE]
    if message.kind == EAPS_LINK_DOWN:
        shared.link_fell(place.domain, message.mac)
    elif message.kind == EAPS_RING_UP or closed:
        shared.closed(name)


def last_hello(node: "Node", domain: str) -> LastHello | None:
    """Return the last hello that a transit node heard, None if there was none since this MSM began."""
    found = node.memory.get("eaps")
    return found.hellos.get(domain) if isinstance(found, Rings) else None
