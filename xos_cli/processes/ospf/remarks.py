"""Explain why there is no adjacency with a neighbour, for `:why` after a screen of OSPF."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ip_text
from xos_cli.processes.ospf.facts import routers
from xos_cli.processes.ospf.machine import running_router
from xos_cli.processes.ospf.protocol.adjacency import word
from xos_cli.processes.ospf.protocol.neighbor import Interface, Neighbor, State

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

SHOWN = ("neighbor", "interfaces", "lsdb")


def remarks(node: "Node", words: Sequence[str]) -> Iterator[str]:
    """Yield why neighbours are not FULL, and whose packets are refused, after a screen that shows neighbours."""
    if words[0] != "show" or not set(words) & set(SHOWN):
        return
    for name in routers(node.store):
        running = running_router(node, name)
        for interface in running.interfaces.values() if running else ():
            yield from _of_interface(interface)


def _of_interface(interface: Interface) -> Iterator[str]:
    for source, why in interface.complaints.items():
        yield f"There is no adjacency with {ip_text(source)} on VLAN {interface.name}: {why}."
    for neighbor in interface.neighbors.values():
        if neighbor.state is not State.FULL and neighbor.address not in interface.complaints:
            who = f"{ip_text(neighbor.id)} on VLAN {interface.name}"
            yield f"The neighbor {who} is {word(neighbor.state)}: {_reason(interface, neighbor)}."
    if interface.up and not interface.neighbors and not interface.complaints and interface.settings.passive:
        yield f"VLAN {interface.name} is passive: OSPF neither sends nor receives there."


def _reason(interface: Interface, neighbor: Neighbor) -> str:
    if neighbor.state is State.INIT:
        return "its hellos do not name this router, so it does not hear this router or refuses its hellos"
    if neighbor.state is not State.TWO_WAY:
        return "the databases are being exchanged"
    if interface.state == "WAITING":
        return "this router still waits for a designated router to be there"
    if not interface.dr:
        return "no router on the VLAN has a priority above 0, so none is designated and no adjacency is formed"
    return "neither router is designated or backup, so they need no adjacency"
