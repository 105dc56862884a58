"""Limit or lock the learning of addresses on a port in a VLAN.

evidence: reference 11.3 p.739 (the command), guide 11.3 p.316 (the range; unlocking forgets the limit)
"""

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.fdb.entries import of_vlan
from xos_cli.processes.fdb.rows import UNLIMITED, FdbLimit
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.switch.hardware import portset as sets


def configure_ports_vlan(
    call: Call,
    port_list: PortList,
    vlan_name: str,
    limit_learning: bool = False,
    number: int = UNLIMITED,
    lock_learning: bool = False,
    **_: bool,
) -> None:
    """Limit or lock learning on ports of a VLAN, or end both: one or the other holds."""
    vlan = the_vlan(call.store, vlan_name)
    ports = of_vlan(call, port_list, vlan)
    forget(call, vlan, ports)
    if limit_learning or lock_learning:
        new = FdbLimit(vlan, number, int(lock_learning))
        before = call.get(FdbLimit, vlan, new.limit, new.locked)
        ports |= sets.read(before.ports) if before else 0
        call.put(new._replace(ports=sets.text(ports, call.chassis.modular)))


def forget(call: Call, vlan_name: str, ports: int) -> None:
    """End limits and locks of ports in a VLAN."""
    for row in call.rows(FdbLimit):
        mine = sets.read(row.ports)
        if row.vlan_name != vlan_name or not mine & ports:
            continue
        if mine & ~ports:
            call.put(row._replace(ports=sets.text(mine & ~ports, call.chassis.modular)))
        else:
            call.drop(row)
