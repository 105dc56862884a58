"""Entries of the forwarding database: those that were configured, for nothing sends, and so nothing is learned."""

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.fdb.rows import FdbEntry, FdbOp
from xos_cli.processes.vlan.facts import member_ports, the_vlan
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.switch import portset as sets

#: The shortest aging time but none, in seconds.  evidence: guide 11.1 p.177
SHORTEST = 15

# -- entries ---------------------------------------------------------------------------------------------------------


def configure_fdb_agingtime(call: Call, seconds: int) -> None:
    """evidence: guide 11.1 p.177 (the range), inferred (the words)"""
    if 0 < seconds < SHORTEST:
        raise Refusal(f"Error: The aging time must be 0 or from {SHORTEST} to 1000000 seconds.")
    call.put(call.one(FdbOp)._replace(age=seconds))


def create_fdbentry_vlan(
    call: Call,
    mac_addr: str,
    vlan_name: str,
    ports: bool = False,
    port_list: PortList | None = None,
    blackhole: bool = False,
) -> None:
    """Ports of the VLAN, or none."""
    vlan = the_vlan(call.store, vlan_name)
    found = 0 if blackhole else of_vlan(call, port_list, vlan)
    call.put(FdbEntry(mac_addr, vlan, sets.text(found, call.chassis.modular)))


def of_vlan(call: Call, port_list: PortList | None, vlan: str) -> int:
    """The ports of a list, all of which must be in a VLAN.  evidence: inferred (the words)"""
    found = sets.given(call.chassis, port_list)
    strange = found & ~member_ports(call.store, vlan)
    if strange:
        port = call.chassis.port_name(sets.first(strange))
        raise Refusal(f"Error: Port {port} is not a member of VLAN {vlan}.")
    return found


def delete_fdbentry(
    call: Call, all: bool = False, mac_address: str = "", vlan: bool = False, vlan_name: str = ""
) -> None:
    """All that were configured, or those of one address.  evidence: inferred (the words)"""
    wanted = the_vlan(call.store, vlan_name) if vlan_name else ""
    rows = [row for row in call.rows(FdbEntry) if all or (row.mac == mac_address and wanted in ("", row.vlan_name))]
    if not rows and not all:
        raise Refusal(f"Error: There is no permanent FDB entry for {mac_address}.")
    for row in rows:
        call.drop(row)


def clear_fdb(call: Call, vlan_name: str = "", port_list: PortList | None = None, **_: object) -> None:
    """What was learned is forgotten, and nothing was; what was configured stays."""
    if vlan_name:
        the_vlan(call.store, vlan_name)
    sets.given(call.chassis, port_list)


# -- show fdb --------------------------------------------------------------------------------------------------------

HEAD = "Mac                     Vlan       Age  Use    Flags Port List\n" + "-" * 72 + "\n"
LEGEND = (
    "\nFlags : d - Dynamic, s - Static, p - Permanent, m - MAC, i - IP, l - lockdown MAC,\n"
    "        M - Mirror, B - Egress Blackhole, b - Ingress Blackhole\n\n"
)


def show_fdb(
    call: Call,
    blackhole: bool = False,
    permanent: bool = False,
    mac_addr: str = "",
    ports: bool = False,
    port_list: PortList | None = None,
    vlan: bool = False,
    vlan_name: str = "",
) -> str:
    """evidence: later 22.x (columns), recalled (``Use``, the flags of an entry, legend and totals of 11.x)"""
    rows = call.rows(FdbEntry)
    wanted = the_vlan(call.store, vlan_name) if vlan_name else ""
    named = sets.given(call.chassis, port_list) if ports else 0
    shown = [
        row
        for row in rows
        if wanted in ("", row.vlan_name)
        and mac_addr in ("", row.mac)
        and not (blackhole and row.ports)
        and (not ports or sets.read(row.ports) & named)
    ]
    count = len(rows)
    totals = f"Total: {count} Static: {count}  Perm: {count}  Dyn: 0  Dropped: 0  Locked: 0\n"
    age = f"FDB Aging time: {call.one(FdbOp).age}\n"
    return HEAD + "".join(_row(call, row) for row in shown) + LEGEND + totals + age


def _row(call: Call, row: FdbEntry) -> str:
    vlan = call.get(Vlan, row.vlan_name)
    name = f"{row.vlan_name[:10]}({vlan.tag if vlan else 0:04d})"
    flags = "spm" if row.ports else "spmBb"
    return f"{row.mac}{name:>17} 0000 0000   {flags:<5} {sets.printed(row.ports)}".rstrip() + "\n"
