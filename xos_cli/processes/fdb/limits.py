"""Limit or lock the learning of addresses on a port in a VLAN.

evidence: reference 11.3 p.739 (the command), guide 11.3 p.316 (the range; unlocking forgets the limit), reference 11.5
p.956 (locked entries are saved, their number, and that they go when the lock ends)
"""

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.fdb.entries import of_vlan
from xos_cli.processes.fdb.rows import UNLIMITED, FdbLearned, FdbLimit, FdbLocked
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.switch.hardware import portset as sets

#: Locked entries that a switch can have.
MOST = 1024


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
    if lock_learning:
        _lock(call, vlan, of_vlan(call, port_list, vlan))


def _lock(call: Call, vlan: str, ports: int) -> None:
    """Make the addresses that were learned behind ports of a VLAN locked ones, as many as there can be."""
    for row in call.rows(FdbLearned):
        if row.vlan_name == vlan and sets.bit((row.slot, row.port)) & ports and call.store.count(FdbLocked) < MOST:
            call.put(FdbLocked(*row))


def forget(call: Call, vlan_name: str, ports: int) -> None:
    """End limits and locks of ports in a VLAN; locked addresses go."""
    for row in call.rows(FdbLimit):
        mine = sets.read(row.ports)
        if row.vlan_name != vlan_name or not mine & ports:
            continue
        if mine & ~ports:
            call.put(row._replace(ports=sets.text(mine & ~ports, call.chassis.modular)))
        else:
            call.drop(row)
    for locked in call.rows(FdbLocked):
        if locked.vlan_name == vlan_name and sets.bit((locked.slot, locked.port)) & ports:
            call.drop(locked)
