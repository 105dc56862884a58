"""The Extreme Discovery Protocol: timers, and the ports it is on.

evidence: capture 11.2 (rows and lines), recalled (the screen), inferred (how the ports of a chassis are written)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.edp.rows import EdpGlobal, EdpNeighbor, EdpPort
from xos_cli.switch import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis, Port
    from xos_cli.switch.node import Node


TABLES = (EdpGlobal, EdpPort, EdpNeighbor)
#: What it receives from the network; an EDP message that cannot be read could be one of ELRP, too.
RECEIVES = ("Edp", "Malformed edp")


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch: the timers, and EDP on for every port.  evidence: capture 11.2"""
    return [EdpGlobal(), *[EdpPort(chassis.port_name(port)) for port in chassis.ports]]


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Yield the lines of EDP in `show configuration`.  evidence: capture 11.2"""
    common, rows = store.one(EdpGlobal), store.keyed(EdpPort)
    yield f"configure edp advertisement-interval {common.timer} holddown-interval {common.timeout}"
    for port in chassis.ports:
        name = chassis.port_name(port)
        row = rows.get((name,))
        yield f"{'disable' if row and not row.enable else 'enable'} edp ports {name}"


def configure_edp_advertisement_interval_holddown_interval(call: Call, timer: int, timeout: int) -> None:
    """Set the seconds between two advertisements, and for how many a neighbour is remembered."""
    call.put(EdpGlobal(timeout, timer))
    _changed(call)


def unconfigure_edp(call: Call) -> None:
    """Reset the timers to those of a new switch."""
    call.put(EdpGlobal())
    _changed(call)


def _switch(call: Call, ports: PortList | None, enable: int) -> None:
    for port in sets.each(sets.given(call.chassis, ports)):
        call.put(EdpPort(call.chassis.port_name(port), enable))
    _changed(call)


def _changed(call: Call) -> None:
    """Have what works follow a command, once it is done."""
    if call.node.fabric is not None:
        call.node.later(0.0, "edp", "follow")


def slot_cleared(call: Call, slot: int) -> None:
    """Enable EDP on the ports of a slot again."""
    for row in call.rows(EdpPort):
        if sets.in_slot(row.port, slot):
            call.put(EdpPort(row.port))


def enable_edp_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Send and receive EDP at ports."""
    _switch(call, port_list, 1)


def disable_edp_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Neither send nor receive EDP at ports; who was known there is forgotten."""
    _switch(call, port_list, 0)


# What works in a network is imported on a switch that is part of one.


def running(node: "Node") -> None:
    """Learn the neighbours anew."""
    _follow(node)


def link_changed(node: "Node", port: "Port", up: bool) -> None:
    """Begin to tell, or forget who was at the other end."""
    _follow(node)


def _follow(node: "Node") -> None:
    if node.fabric is not None:
        node.call("edp", "follow")
