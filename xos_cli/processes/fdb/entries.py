"""Entries of the forwarding database: those that were configured, and those that were learned."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.fdb.rows import FdbEntry, FdbLearned, FdbOp
from xos_cli.processes.vlan.facts import member_ports, the_vlan
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.record import NamedTuple
from xos_cli.switch import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.fabric.fdb import Entry

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
    found = call.rows(FdbEntry) if all else call.store.where(FdbEntry, "mac", mac_address)
    rows = [row for row in found if wanted in ("", row.vlan_name)]
    if not rows and not all:
        raise Refusal(f"Error: There is no permanent FDB entry for {mac_address}.")
    for row in rows:
        call.drop(row)


def clear_fdb(
    call: Call,
    vlan_name: str = "",
    port_list: PortList | None = None,
    mac_addr: str = "",
    blackhole: bool = False,
    **_: object,
) -> None:
    """Forget what was learned: all, of a VLAN, behind ports, or one address; what was configured stays."""
    wanted = the_vlan(call.store, vlan_name) if vlan_name else ""
    ports = sets.given(call.chassis, port_list)
    if call.node.fabric is not None and not blackhole:
        call.node.call("fdb", "forget_learned", wanted, None if port_list is None else ports, mac_addr)


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
    wanted = the_vlan(call.store, vlan_name) if vlan_name else ""
    named = sets.given(call.chassis, port_list) if ports else 0
    every = list(_entries(call))
    shown = [
        entry
        for entry in every
        if wanted in ("", entry.vlan_name)
        and mac_addr in ("", entry.mac)
        and not (blackhole and (entry.ports or entry.learned))
        and not (permanent and entry.learned)
        and (not ports or entry.ports & named)
    ]
    fixed, learned = sum(not entry.learned for entry in every), sum(entry.learned for entry in every)
    locked = sum("l" in entry.flags for entry in every)
    totals = f"Total: {len(every)} Static: {fixed}  Perm: {fixed}  Dyn: {learned}  Dropped: 0  Locked: {locked}\n"
    age = f"FDB Aging time: {call.one(FdbOp).age}\n"
    return HEAD + "".join(_row(call, entry) for entry in shown) + LEGEND + totals + age


class Shown(NamedTuple):
    """An entry as it is shown: its ports as a set, seconds since it was last heard, how often it was used."""

    mac: str
    vlan_name: str
    ports: int
    flags: str
    learned: bool = False
    age: int = 0
    used: int = 0


def _entries(call: Call) -> Iterator[Shown]:
    """The entries that were configured, then those that were learned."""
    for row in call.rows(FdbEntry):
        yield Shown(row.mac, row.vlan_name, sets.read(row.ports), "spm" if row.ports else "spmBb")
    for learned in call.rows(FdbLearned):
        entry = _found(call, learned)
        age = int(call.node.clock.now - entry.seen) if entry else 0
        flags = "dlm" if entry and entry.locked else "dm"
        bit = sets.bit((learned.slot, learned.port))
        yield Shown(learned.mac, learned.vlan_name, bit, flags, True, age, entry.used if entry else 0)


def _found(call: Call, row: FdbLearned) -> "Entry | None":
    """What the I/O modules know of an address that was learned."""
    vlan = call.get(Vlan, row.vlan_name)
    if call.node.fabric is None or vlan is None:
        return None
    return call.node.fabric.fdb.entries.get(vlan.tag << 48 | int(row.mac.replace(":", ""), 16))


def _row(call: Call, entry: Shown) -> str:
    vlan = call.get(Vlan, entry.vlan_name)
    name = f"{entry.vlan_name[:10]}({vlan.tag if vlan else 0:04d})"
    ports = sets.printed(sets.text(entry.ports, call.chassis.modular))
    line = f"{entry.mac}{name:>17} {entry.age:04d} {min(entry.used, 9999):04d}   {entry.flags:<5} {ports}"
    return line.rstrip() + "\n"
