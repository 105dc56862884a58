"""OSPF in Python: neighbours, and the link-state database of VR-Default."""

from xos_cli.api.protocols import Neighbor
from xos_cli.api.tables import master_of
from xos_cli.packets.addresses import ip_text
from xos_cli.processes.ospf.machine import running_router
from xos_cli.processes.ospf.protocol.adjacency import word
from xos_cli.processes.ospf.protocol.database import AS
from xos_cli.processes.ospf.show_lsdb import LSTYPES
from xos_cli.processes.ospf.show_neighbor import role_of
from xos_cli.processes.vlan.rows import VR_DEFAULT
from xos_cli.record import NamedTuple
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node


class Lsa(NamedTuple):
    """A link-state advertisement: *type* in the words of `show ospf lsdb`; *area* "" for the whole AS."""

    area: str
    type: str
    id: str
    advertising_router: str


def neighbors(node: Node) -> list[Neighbor]:
    """Return the neighbours of OSPF, their states and roles."""
    running = running_router(node, VR_DEFAULT)
    return [
        Neighbor(ip_text(n.id), ip_text(n.address), name, word(n.state).lower(), role_of(interface, n).lower())
        for name, interface in (running.interfaces.items() if running else ())
        for n in sorted(interface.neighbors.values(), key=lambda neighbor: neighbor.id)
    ]


def lsdb(machine: Machine) -> list[Lsa]:
    """Return the LSAs of all areas, and those of the whole AS; not those of links."""
    running = running_router(master_of(machine), VR_DEFAULT)
    return [
        Lsa("" if scope == AS else ip_text(scope), LSTYPES[key.kind][0], ip_text(key.id), ip_text(key.router))
        for scope, database in (running.databases() if running else ())
        if not isinstance(scope, tuple)
        for key in sorted(database)
    ]
