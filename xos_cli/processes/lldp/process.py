"""The Link Layer Discovery Protocol: timers, and which ports send and receive.

evidence: capture 11.2 (the row; the lines, with ``snmp-notification-delay``), guide 11.3 p.149-150 (off on every port),
recalled (the commands for ports, the screen), inferred (the row of a port)
"""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.processes.lldp.rows import LldpGlobal, LldpNeighbor, LldpPort, LldpVendorTlv
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis, Port
    from xos_cli.switch.node import Node


TABLES = (LldpGlobal, LldpPort, LldpVendorTlv, LldpNeighbor)
RECEIVES = ("Lldp", "Malformed lldp")


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the row of a new switch: the timers.  evidence: capture 11.2"""
    return [LldpGlobal()]


# -- ports -----------------------------------------------------------------------------------------------------------


def slot_cleared(call: Call, slot: int) -> None:
    """Turn LLDP off on the ports of a slot."""
    rows: list[LldpPort | LldpVendorTlv] = [*call.rows(LldpPort), *call.rows(LldpVendorTlv)]
    for row in rows:
        if sets.in_slot(row.port, slot):
            call.drop(row)


# What works in a network is imported on a switch that is part of one.


def running(node: "Node") -> None:
    """Begin to learn the neighbours on a new master."""
    _follow(node)


def link_changed(node: "Node", port: "Port", up: bool) -> None:
    """Begin to advertise on a port whose link came up; forget the neighbour of one whose link fell."""
    _follow(node)


def _follow(node: "Node") -> None:
    if node.fabric is not None and node.store.rows(LldpPort):
        node.call("lldp", "follow_ports")
