"""Tables and hooks of the Extreme Discovery Protocol.

evidence: capture 11.2 (rows)
"""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.processes.edp.rows import EdpGlobal, EdpNeighbor, EdpPort
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis, Port
    from xos_cli.switch.node import Node


TABLES = (EdpGlobal, EdpPort, EdpNeighbor)
#: What it receives from the network; an EDP message that cannot be read could be one of ELRP, too.
RECEIVES = ("Edp", "Malformed edp")


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch: the timers, and EDP on for every port.  evidence: capture 11.2"""
    return [EdpGlobal(), *[EdpPort(chassis.port_name(port)) for port in chassis.ports]]


def slot_cleared(call: Call, slot: int) -> None:
    """Enable EDP on the ports of a slot again."""
    for row in call.rows(EdpPort):
        if sets.in_slot(row.port, slot):
            call.put(EdpPort(row.port))


def port_flags(call: Call) -> dict[str, int]:
    """Return the ports where EDP is enabled."""
    off = {row.port for row in call.rows(EdpPort) if not row.enable}
    ports = [port for port in call.chassis.ports if call.chassis.port_name(port) not in off]
    return {"e": sets.of(ports)}


# What works in a network is imported on a switch that is part of one.


def running(node: "Node") -> None:
    """Begin to learn the neighbours on a new master."""
    _follow(node)


def link_changed(node: "Node", port: "Port", up: bool) -> None:
    """Begin to advertise on a port whose link came up; forget the neighbour of one whose link fell."""
    _follow(node)


def _follow(node: "Node") -> None:
    if node.fabric is not None:
        node.call("edp", "follow")
