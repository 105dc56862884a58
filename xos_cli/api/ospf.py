"""The link-state database of OSPF in VR-Default, in Python."""

from xos_cli.api.tables import master_of
from xos_cli.packets.addresses import ip_text
from xos_cli.processes.ospf.machine import running_router
from xos_cli.processes.ospf.protocol.database import AS
from xos_cli.processes.ospf.show_lsdb import LSTYPES
from xos_cli.processes.vlan.rows import VR_DEFAULT
from xos_cli.record import NamedTuple
from xos_cli.switch.machine import Machine


class Lsa(NamedTuple):
    """A link-state advertisement: *type* in the words of `show ospf lsdb`; *area* "" for the whole AS."""

    area: str
    type: str
    id: str
    advertising_router: str


def lsdb(machine: Machine) -> list[Lsa]:
    """Return the LSAs of all areas, and those of the whole AS; not those of links."""
    running = running_router(master_of(machine), VR_DEFAULT)
    return [
        Lsa("" if scope == AS else ip_text(scope), LSTYPES[key.kind][0], ip_text(key.id), ip_text(key.router))
        for scope, database in (running.databases() if running else ())
        if not isinstance(scope, tuple)
        for key in sorted(database)
    ]
