"""Clear the neighbors that LLDP has heard."""

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.lldp.facts import discoverer
from xos_cli.processes.lldp.rows import LldpNeighbor
from xos_cli.switch.hardware import portset as sets


def clear_lldp_neighbors(call: Call, port_list: PortList | None = None, all: bool = False, port: bool = False) -> None:
    """Forget the neighbours that were heard at ports."""
    asked = sets.given(call.chassis, port_list)
    found = discoverer(call.node)
    for row in call.rows(LldpNeighbor):
        if sets.bit((row.slot, row.port)) & asked:
            call.drop(row)
            if found:
                found.discovery.forget(row.key)
