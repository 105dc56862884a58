"""`show iparp`: the ARP table, and what was counted of ARP."""

from ipaddress import IPv4Address

from xos_cli.command.call import Call
from xos_cli.processes.fdb.arp import HOST
from xos_cli.processes.fdb.lines import arp_config
from xos_cli.processes.fdb.rows import ArpCounts, ArpEntry, ArpLearned, ArpPending, ArpProxy, FdbEntry, FdbLearned
from xos_cli.processes.vlan.facts import the_router, the_vlan
from xos_cli.processes.vlan.ip.facts import Interface, interfaces
from xos_cli.switch import portset as sets

HEAD = "VR            Destination      Mac                Age  Static  VLAN          VID   Port\n"
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
) -> str:
    """evidence: capture 12.5, later 12-16 (the rows), inferred (without the lines that came after 11.3)"""
    router = the_router(call.store, vr_name, call.session.context)
    wanted = the_vlan(call.store, vlan_name) if vlan_name else ""
    entries = [row for row in call.rows(ArpEntry) if row.vr_name == router or not vr_name]
    learned = [row for row in call.rows(ArpLearned) if row.vr_name == router or not vr_name]
    rows = ""
    every: list[ArpEntry | ArpLearned] = [*entries, *learned]
    for row in every:
        own = _interface(call, row)
        if (
            (ip_addr is None or str(ip_addr) == row.ip_addr)
            and mac in ("", row.mac)
            and wanted in ("", own.vlan.name if own else "")
        ):
            rows += _row(call, row, own)
    return HEAD + rows + _counters(call, router, len(entries), len(learned))


def _interface(call: Call, row: ArpEntry | ArpLearned) -> Interface | None:
    """The VLAN that the host of an entry is in."""
    address = IPv4Address(row.ip_addr)
    for item in interfaces(call.store):
        if item.vlan.vrName == row.vr_name and any(address in own.network for own in (item.address, *item.secondary)):
            return item
    return None


def _row(call: Call, row: ArpEntry | ArpLearned, own: Interface | None) -> str:
    """The port is the one that the forwarding database has for the MAC address."""
    vlan, tag, port = "", "", ""
    if own:
        vlan, tag = own.vlan.name, str(own.vlan.tag)
        port = _port(call, row.mac, vlan)
    age = int(call.node.clock.now - row.since) // 60 if isinstance(row, ArpLearned) else 0
    static = "NO" if isinstance(row, ArpLearned) else "YES"
    start = f"{row.vr_name[:13]:<14}{row.ip_addr:<17}{row.mac}{age:>5}{static:>8}"
    return f"{start}  {vlan[:13]:<14}{tag:<6}{port}".rstrip() + "\n"


def _port(call: Call, mac: str, vlan: str) -> str:
    """The port behind which a MAC address is, as it was configured or learned."""
    entry = call.get(FdbEntry, mac, vlan)
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
    """evidence: inferred (all of the layout)"""
    router = the_router(call.store, vr_name, call.session.context) if vr_name else ""
    rows = [row for row in call.rows(ArpProxy) if router in ("", row.vr_name)]
    if ip_addr is not None:
        rows = [row for row in rows if (row.ip_addr, row.mask) == (str(ip_addr), str(mask))]
    head = "VR            IP Address       Mask             MAC                Always\n"
    return head + "".join(_proxy(call, row) for row in rows)


def _proxy(call: Call, row: ArpProxy) -> str:
    mac = row.mac or call.chassis.mac.lower()
    return f"{row.vr_name[:13]:<14}{row.ip_addr:<17}{row.mask:<17}{mac:<19}{'YES' if row.always else 'NO'}\n"
