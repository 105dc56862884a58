"""`show iparp`: the ARP table, and what was counted of ARP (nobody asks, and nobody is asked)."""

from ipaddress import IPv4Address

from xos_cli.command.call import Call
from xos_cli.processes.fdb.arp import HOST
from xos_cli.processes.fdb.lines import arp_config
from xos_cli.processes.fdb.rows import ArpEntry, ArpProxy, FdbEntry
from xos_cli.processes.vlan.facts import the_router, the_vlan
from xos_cli.processes.vlan.ip.facts import Interface, interfaces
from xos_cli.switch import portset as sets

HEAD = "VR            Destination      Mac                Age  Static  VLAN          VID   Port\n"
COUNTERS = """\

Dynamic Entries  :           0             Static Entries            :{static:>11}
Pending Entries  :           0
In Request       :           0             In Response               :          0
Out Request      :           0             Out Response              :          0
Failed Requests  :           0
Proxy Answered   :           0
Rx Error         :           0             Dup IP Addr               :         0.0.0.0
Rejected Count   :                         Rejected IP               :
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
    rows = ""
    for row in entries:
        own = _interface(call, row)
        if (
            (ip_addr is None or str(ip_addr) == row.ip_addr)
            and mac in ("", row.mac)
            and wanted in ("", own.vlan.name if own else "")
        ):
            rows += _row(call, row, own)
    return HEAD + rows + _counters(call, router, len(entries))


def _interface(call: Call, row: ArpEntry) -> Interface | None:
    """The VLAN that the host of an entry is in."""
    address = IPv4Address(row.ip_addr)
    for item in interfaces(call.store):
        if item.vlan.vrName == row.vr_name and any(address in own.network for own in (item.address, *item.secondary)):
            return item
    return None


def _row(call: Call, row: ArpEntry, own: Interface | None) -> str:
    """The port is the one that the forwarding database has for the MAC address."""
    vlan, tag, port = "", "", ""
    if own:
        vlan, tag = own.vlan.name, str(own.vlan.tag)
        entry = call.get(FdbEntry, row.mac, vlan)
        port = sets.printed(entry.ports) if entry else ""
    start = f"{row.vr_name[:13]:<14}{row.ip_addr:<17}{row.mac}{0:>5}{'YES':>8}"
    return f"{start}  {vlan[:13]:<14}{tag:<6}{port}".rstrip() + "\n"


def _counters(call: Call, router: str, static: int) -> str:
    config = arp_config(call.store, router)
    return COUNTERS.format(
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
