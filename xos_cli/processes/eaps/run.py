"""Where the ring nodes of an MSM are, and what comes to them: changes and frames."""

from typing import TYPE_CHECKING

from xos_cli.packets.frames import Eaps, Frame
from xos_cli.processes.eaps.rings import LastHello, Rings

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


def align_rings(node: "Node") -> None:
    """Bring the ring nodes in line with the configuration and the links."""
    rings_of(node).align()


def received(node: "Node", port: "Port", vid: int, frame: Frame) -> bool:
    """Take a message that came in at a port; False if no domain waits for it there, or it is to go on."""
    payload, fabric = frame.payload, node.fabric
    if not isinstance(payload, Eaps) or fabric is None or "eaps" not in node.memory:
        return False
    return rings_of(node).received(fabric.ports[port].master.id, vid, payload)


def last_hello(node: "Node", domain: str) -> LastHello | None:
    """Return the last hello that a transit node heard, None if there was none since this MSM began."""
    found = node.memory.get("eaps")
    return found.hellos.get(domain) if isinstance(found, Rings) else None
