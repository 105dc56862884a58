"""Virtual ports, each a port in a VLAN: how many addresses may be learned there, or none any more.

evidence: command reference 11.3 p.739 (the command), guide 11.3 p.316 (the range; unlocking forgets the limit)
"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.fdb.entries import of_vlan
from xos_cli.processes.fdb.rows import UNLIMITED, FdbLimit
from xos_cli.processes.vlan.facts import member_ports, the_vlan
from xos_cli.switch import portset as sets
from xos_cli.switch.chassis import Port
from xos_cli.switch.tables import Store


def configure_ports_vlan(
    call: Call,
    port_list: PortList,
    vlan_name: str,
    limit_learning: bool = False,
    number: int = UNLIMITED,
    lock_learning: bool = False,
    **_: bool,
) -> None:
    """A limit, a lock, or neither any more: one or the other holds."""
    vlan = the_vlan(call.store, vlan_name)
    ports = of_vlan(call, port_list, vlan)
    forget(call, vlan, ports)
    if limit_learning or lock_learning:
        new = FdbLimit(vlan, number, int(lock_learning))
        before = call.get(FdbLimit, vlan, new.limit, new.locked)
        ports |= sets.read(before.ports) if before else 0
        call.put(new._replace(ports=sets.text(ports, call.chassis.modular)))


def forget(call: Call, vlan_name: str, ports: int) -> None:
    """These ports have neither limit nor lock in a VLAN."""
    for row in call.rows(FdbLimit):
        mine = sets.read(row.ports)
        if row.vlan_name != vlan_name or not mine & ports:
            continue
        if mine & ~ports:
            call.put(row._replace(ports=sets.text(mine & ~ports, call.chassis.modular)))
        else:
            call.drop(row)


def limits_of_port(store: Store, port: Port) -> dict[str, int]:
    """Return how many addresses a port may learn in each VLAN where it has a limit, by VLAN name."""
    bit = sets.bit(port)
    rows = (row for row in store.rows(FdbLimit) if row.limit != UNLIMITED and sets.read(row.ports) & bit)
    return {row.vlan_name: row.limit for row in rows}


def limit_lines(store: Store) -> Iterator[str]:
    """evidence: inferred (their place)"""
    for row in store.rows(FdbLimit):
        what = "lock-learning" if row.locked else f"limit-learning {row.limit}"
        yield f"configure ports {sets.printed(row.ports)} vlan {row.vlan_name} {what}"


def show_vlan_security(call: Call, vlan_name: str) -> str:
    """Nothing sends, so nothing was learned.  evidence: recalled (all of the layout)"""
    vlan = the_vlan(call.store, vlan_name)
    rows = [row for row in call.rows(FdbLimit) if row.vlan_name == vlan]
    lines = ["Port     Limit       State      Learned  Blackholed  Locked"]
    for port in sets.each(member_ports(call.store, vlan)):
        row = next((row for row in rows if sets.read(row.ports) & sets.bit(port)), FdbLimit(vlan))
        limit = "Unlimited" if row.limit == UNLIMITED else str(row.limit)
        state = "Locked" if row.locked else "Unlocked"
        lines.append(f"{call.chassis.port_name(port):<9}{limit:<12}{state:<11}{0:<9}{0:<12}{0}")
    return "\n".join(lines) + "\n"
