"""`show iparp`: the ARP table, and what was counted of ARP."""

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Screen
from xos_cli.language import PortList
from xos_cli.processes.fdb.arp import HOST
from xos_cli.processes.fdb.facts import arp_config, of_mac
from xos_cli.processes.fdb.index import EntriesByPorts, ports_of
from xos_cli.processes.fdb.rows import (
    UNLIMITED,
    ArpCounts,
    ArpLearned,
    ArpPending,
    ArpProxy,
    FdbLearned,
    FdbLimit,
    FdbOp,
    PermanentArpEntry,
    PermanentFdbEntry,
)
from xos_cli.processes.vlan.facts import member_ports, the_router, the_vlan
from xos_cli.processes.vlan.ip.facts import IpInterface, interfaces
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.fabric.fdb import FabricEntry
    from xos_cli.switch.hardware.chassis import Port


ARP_HEAD = "VR            Destination      Mac                Age  Static  VLAN          VID   Port\n"
COUNTERS = """\

Dynamic Entries  :{dynamic:>12}             Static Entries            :{static:>11}
Pending Entries  :{waiting:>12}
In Request       :{counts.in_requests:>12}             In Response               :{counts.in_replies:>11}
Out Request      :{counts.out_requests:>12}             Out Response              :{counts.out_replies:>11}
Failed Requests  :{counts.failed:>12}
Proxy Answered   :{counts.proxied:>12}
Rx Error         :{counts.rx_errors:>12}             Dup IP Addr               :{counts.duplicate:>16}
Rejected Count   :{rejections:<25}Rejected IP               :{rejected}
Rejected Port    :                         Rejected I/F              :

Max ARP entries  :{entries:>12}             Max ARP pending entries   :{pending:>11}
ARP address check:{checking:>11}              ARP refresh               :{refresh:>11}
Timeout          :{timeout:>12} minutes
"""
STATE = ("Disabled", "Enabled")


def show_iparp(
    call: Call,
    ip_addr: IPv4Address | None = None,
    mac: str = "",
    vlan_name: str = "",
    vr_name: str = "",
    **_: bool,
) -> Screen:
    """Show the ARP table of a virtual router, and its counters.

    evidence: capture 12.5, later 12-16 (the rows), inferred (without the lines that came after 11.3)
    """
    router = the_router(call.store, vr_name, call.session.context)
    wanted = the_vlan(call.store, vlan_name) if vlan_name else ""
    entries = [row for row in call.rows(PermanentArpEntry) if row.vr_name == router or not vr_name]
    learned = [row for row in call.rows(ArpLearned) if row.vr_name == router or not vr_name]
    every: list[PermanentArpEntry | ArpLearned] = [*entries, *learned]
    shown = [row for row in every if ip_addr is None or str(ip_addr) == row.ip_addr]
    shown = [row for row in shown if mac in ("", row.mac)]
    end = _counters(call, router, len(entries), len(learned))
    return Screen(chain([ARP_HEAD], _arp_rows(call, shown, wanted), [end]))


def _arp_rows(call: Call, shown: Iterable[PermanentArpEntry | ArpLearned], wanted: str) -> Iterator[str]:
    """Yield the line of each entry whose host is in the VLAN *wanted* ("": in any)."""
    networks = _Networks(interfaces(call.store))
    for row in shown:
        own = networks.of(row)
        if wanted in ("", own.vlan.name if own else ""):
            yield _arp_row(call, row, own)


class _Networks:
    """The networks of IP interfaces, by virtual router and address."""

    def __init__(self, items: Iterable[IpInterface]) -> None:
        self._by_mask: dict[int, dict[tuple[str, int], IpInterface]] = {}
        for item in items:
            for own in (item.address, *item.secondary):
                mask, start = int(own.network.netmask), int(own.network.network_address)
                self._by_mask.setdefault(mask, {}).setdefault((item.vlan.vrName, start), item)

    def of(self, row: PermanentArpEntry | ArpLearned) -> IpInterface | None:
        """Return the interface in whose network the host of an entry is."""
        address = int(IPv4Address(row.ip_addr))
        found = (items.get((row.vr_name, address & mask)) for mask, items in self._by_mask.items())
        return next(filter(None, found), None)


def _arp_row(call: Call, row: PermanentArpEntry | ArpLearned, own: IpInterface | None) -> str:
    """Return the line of an ARP entry; the port is the one that the forwarding database has for the MAC address."""
    vlan, tag, port = "", "", ""
    if own:
        vlan, tag = own.vlan.name, str(own.vlan.tag)
        port = _port(call, row.mac, vlan)
    age = int(call.node.clock.now - row.since) // 60 if isinstance(row, ArpLearned) else 0
    static = "NO" if isinstance(row, ArpLearned) else "YES"
    start = f"{row.vr_name[:13]:<14}{row.ip_addr:<17}{row.mac}{age:>5}{static:>8}"
    return f"{start}  {vlan[:13]:<14}{tag:<6}{port}".rstrip() + "\n"


def _port(call: Call, mac: str, vlan: str) -> str:
    """Return the port behind which a MAC address is, as it was configured or learned."""
    entry = call.get(PermanentFdbEntry, mac, vlan)
    if entry:
        return sets.printed(entry.ports)
    learned = call.get(FdbLearned, mac, vlan)
    return call.chassis.port_name((learned.slot, learned.port)) if learned else ""


def _counters(call: Call, router: str, static: int, dynamic: int) -> str:
    config, counts = arp_config(call.store, router), next(iter(call.rows(ArpCounts)), ArpCounts())
    return COUNTERS.format(
        counts=counts,
        dynamic=dynamic,
        waiting=len(call.rows(ArpPending)),
        rejections=f"{counts.rejections:>12}" if counts.rejections else "",
        rejected=f"{counts.rejected:>16}" if counts.rejected else "",
        static=static,
        entries=config.max_entries,
        pending=config.max_pending_entries,
        checking=STATE[config.checking],
        refresh=STATE[config.refresh],
        timeout=config.timeout,
    )


def show_iparp_proxy(
    call: Call, ip_addr: IPv4Address | None = None, mask: IPv4Address = HOST, vr: bool = False, vr_name: str = ""
) -> str:
    """Show the proxy ARP entries, or that of one address.  evidence: inferred (all of the layout)"""
    router = the_router(call.store, vr_name, call.session.context) if vr_name else ""
    rows = [row for row in call.rows(ArpProxy) if router in ("", row.vr_name)]
    if ip_addr is not None:
        rows = [row for row in rows if (row.ip_addr, row.mask) == (str(ip_addr), str(mask))]
    head = "VR            IP Address       Mask             MAC                Always\n"
    return head + "".join(_proxy(call, row) for row in rows)


def _proxy(call: Call, row: ArpProxy) -> str:
    mac = row.mac or call.chassis.mac.lower()
    return f"{row.vr_name[:13]:<14}{row.ip_addr:<17}{row.mask:<17}{mac:<19}{'YES' if row.always else 'NO'}\n"


HEAD = "Mac                     Vlan       Age  Use    Flags Port List\n" + "-" * 72 + "\n"


LEGEND = (
    "\nFlags : d - Dynamic, s - Static, p - Permanent, m - MAC, i - IP, l - lockdown MAC,\n"
    "        M - Mirror, B - Egress Blackhole, b - Ingress Blackhole\n\n"
)


#: The bits of a key of the forwarding database that are the MAC address.
MAC_BITS = (1 << 48) - 1
#: Entries of one piece of the screen.
AT_ONCE = 100

Entry = TypeVar("Entry", PermanentFdbEntry, FdbLearned)


def show_fdb(
    call: Call,
    blackhole: bool = False,
    permanent: bool = False,
    mac_addr: str = "",
    ports: bool = False,
    port_list: PortList | None = None,
    vlan: bool = False,
    vlan_name: str = "",
    broadcast_mac: bool = False,
) -> Screen:
    """Show the forwarding database, or the entries of an address, of ports or of a VLAN.

    evidence: later 22.x (columns), recalled (``Use``, the flags of an entry, legend and totals of 11.x)
    """
    wanted = the_vlan(call.store, vlan_name) if vlan_name else ""
    behind = sets.given(call.chassis, port_list) if ports else 0 if blackhole else None
    mac_addr = "ff:ff:ff:ff:ff:ff" if broadcast_mac else mac_addr
    fixed = _rows(call, PermanentFdbEntry, wanted, mac_addr, behind)
    learned = [] if blackhole or permanent else _rows(call, FdbLearned, wanted, mac_addr, behind)
    kept_out = [] if permanent or ports else list(_kept_out(call, wanted, mac_addr))
    shown = chain(map(_fixed, fixed), (_learned(call, row) for row in learned), kept_out)
    return Screen(_pieces(call, shown, LEGEND + _totals(call)))


def _totals(call: Call) -> str:
    """Return the last lines: how many entries of which kind there are, and when they age."""
    fixed, learned = call.store.count(PermanentFdbEntry), call.store.count(FdbLearned)
    locked = 0
    if any(row.locked for row in call.rows(FdbLimit)):
        locked = sum(bool(entry and entry.locked) for entry in (_found(call, row) for row in call.rows(FdbLearned)))
    dropped = sum(_refused(call).values())
    counts = f"Static: {fixed}  Perm: {fixed}  Dyn: {learned}  Dropped: {dropped}  Locked: {locked}"
    return f"Total: {fixed + learned} {counts}\nFDB Aging time: {call.one(FdbOp).age}\n"


def _pieces(call: Call, shown: "Iterator[EntryView]", end: str) -> Iterator[str]:
    yield HEAD
    while part := "".join([_row(call, entry) for entry in islice(shown, AT_ONCE)]):
        yield part
    yield end


class EntryView(NamedTuple):
    """An entry as it is shown: its ports as a set, seconds since it was last heard, how often it was used."""

    mac: str
    vlan_name: str
    ports: int
    flags: str
    age: int = 0
    used: int = 0


def _rows(call: Call, table: type[Entry], vlan: str, mac: str, ports: int | None) -> Iterable[Entry]:
    """Return the entries of a VLAN, of a MAC address, to ports (a set, 0: to none), or all.

    The time is that of the entries that are found, not of all there are.
    """
    if mac:
        return of_mac(call.store, table, mac)
    if ports is not None:
        return call.store.view(EntriesByPorts).rows(call.store, table, ports)
    return call.store.where(table, "vlan_name", vlan) if vlan else call.rows(table)


def _fixed(row: PermanentFdbEntry) -> EntryView:
    return EntryView(row.mac, row.vlan_name, sets.read(row.ports), "spm" if row.ports else "spmBb")


def _learned(call: Call, row: FdbLearned) -> EntryView:
    entry = _found(call, row)
    age = int(call.node.clock.now - entry.seen) if entry else 0
    flags = "dlm" if entry and entry.locked else "dm"
    return EntryView(row.mac, row.vlan_name, ports_of(row), flags, age, entry.used if entry else 0)


def _kept_out(call: Call, wanted: str, mac: str) -> "Iterator[EntryView]":
    """Yield the addresses that limits of learning keep out: black holes until they are silent for the aging time.

    evidence: guide 11.3 p.316 (black holes that are removed), inferred (their flags)
    """
    from xos_cli.packets.addresses import mac_text  # a switch alone needs none of it

    fabric = call.node.fabric
    for vlan in fabric.vlans.values() if fabric else ():
        since = call.node.clock.now - fabric.fdb.age if fabric and fabric.fdb.age else 0.0
        for key, seen in [item for keys in vlan.refused.values() for item in keys.items()]:
            text = mac_text(key & MAC_BITS)
            if seen >= since and wanted in ("", vlan.name) and mac.lower() in ("", text):
                yield EntryView(text, vlan.name, 0, "dmBb", int(call.node.clock.now - seen))


def _found(call: Call, row: FdbLearned) -> "FabricEntry | None":
    """Return what the I/O modules know of an address that was learned."""
    vlan = call.get(Vlan, row.vlan_name)
    if call.node.fabric is None or vlan is None:
        return None
    return call.node.fabric.fdb.entries.get(vlan.tag << 48 | int(row.mac.replace(":", ""), 16))


def _refused(call: Call) -> "dict[tuple[str, Port], int]":
    """Return how many addresses limits have kept out, by VLAN and port.  evidence: inferred (what *Dropped* counts)"""
    vlans = call.node.fabric.vlans.values() if call.node.fabric else ()
    return {(vlan.name, port.id): len(keys) for vlan in vlans for port, keys in vlan.refused.items()}


def _row(call: Call, entry: EntryView) -> str:
    vlan = call.get(Vlan, entry.vlan_name)
    name = f"{entry.vlan_name[:10]}({vlan.tag if vlan else 0:04d})"
    ports = sets.printed(sets.text(entry.ports, call.chassis.modular))
    line = f"{entry.mac}{name:>17} {entry.age:04d} {min(entry.used, 9999):04d}   {entry.flags:<5} {ports}"
    return line.rstrip() + "\n"


def show_vlan_security(call: Call, vlan_name: str) -> str:
    """Show the limits and locks of the ports of a VLAN.  evidence: recalled (all of the layout)"""
    vlan = the_vlan(call.store, vlan_name)
    rows = [row for row in call.rows(FdbLimit) if row.vlan_name == vlan]
    refused = _refused(call)
    lines = ["Port     Limit       State      Learned  Blackholed  Locked"]
    for port in sets.each(member_ports(call.store, vlan)):
        row = next((row for row in rows if sets.read(row.ports) & sets.bit(port)), FdbLimit(vlan))
        limit = "Unlimited" if row.limit == UNLIMITED else str(row.limit)
        state = "Locked" if row.locked else "Unlocked"
        learned = sum(one.vlan_name == vlan and (one.slot, one.port) == port for one in call.rows(FdbLearned))
        locked = learned if row.locked else 0
        counts = f"{learned - locked:<9}{refused.get((vlan, port), 0):<12}{locked}"
        lines.append(f"{call.chassis.port_name(port):<9}{limit:<12}{state:<11}{counts}")
    return "\n".join(lines) + "\n"
