"""Configure the ARP table: its settings, permanent entries, and the addresses that the switch answers for."""

from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.fdb.facts import arp_config
from xos_cli.processes.fdb.rows import ArpLearned, ArpProxy, PermanentArpEntry
from xos_cli.processes.vlan.facts import the_router, the_vlan
from xos_cli.processes.vlan.ip.facts import interfaces

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

HOST = IPv4Address("255.255.255.255")


# -- settings --------------------------------------------------------------------------------------------------------


def _set(call: Call, vr_name: str, **fields: Any) -> None:
    call.put(arp_config(call.store, the_router(call.store, vr_name, call.session.context))._replace(**fields))


def _enough(call: Call, table: type[PermanentArpEntry] | type[ArpProxy], vr_name: str, limit: int, what: str) -> None:
    """Refuse a limit below the number of entries that exist.  evidence: inferred (that, and the words)"""
    router = the_router(call.store, vr_name, call.session.context)
    there = call.store.count(table, "vr_name", router)
    if there > limit:
        raise Refusal(f"Error: There are {there} {what} entries.")


def configure_iparp_max_entries(call: Call, entries: int, vr: bool = False, vr_name: str = "") -> None:
    """Set how many ARP entries there may be, those that stay included."""
    _enough(call, PermanentArpEntry, vr_name, entries, "ARP")
    _set(call, vr_name, max_entries=entries)


def configure_iparp_max_pending_entries(call: Call, entries: int, vr: bool = False, vr_name: str = "") -> None:
    """Set how many ARP entries may be without an answer."""
    _set(call, vr_name, max_pending_entries=entries)


def configure_iparp_max_proxy_entries(call: Call, entries: int, vr: bool = False, vr_name: str = "") -> None:
    """Set how many addresses the switch may answer for."""
    _enough(call, ArpProxy, vr_name, entries, "proxy ARP")
    _set(call, vr_name, max_proxy_entries=entries)


def configure_iparp_timeout(call: Call, minutes: int, vr: bool = False, vr_name: str = "") -> None:
    """Set after how many minutes ARP entries time out, 0 for never."""
    _set(call, vr_name, timeout=minutes)


def enable_iparp_checking(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """Accept ARP answers from the VLAN's own subnets only."""
    _set(call, vr_name, checking=1)


def disable_iparp_checking(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """Accept ARP answers from any subnet."""
    _set(call, vr_name, checking=0)


def enable_iparp_refresh(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """Ask for ARP entries again before they time out."""
    _set(call, vr_name, refresh=1)


def disable_iparp_refresh(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """Let ARP entries time out without asking again."""
    _set(call, vr_name, refresh=0)


# -- entries that stay -----------------------------------------------------------------------------------------------


def valid_configure_iparp_add(
    chassis: "Chassis", ip_addr: IPv4Address | None = None, proxy: bool = False, **_: object
) -> None:
    """Refuse what is not the address of a host.  evidence: inferred (that, and the words)"""
    if ip_addr and not proxy and (ip_addr.is_multicast or ip_addr.is_unspecified or ip_addr == HOST):
        raise Refusal(f"Error: {ip_addr} is not the address of a host.")


def configure_iparp_add(call: Call, ip_addr: IPv4Address, mac: str, vr: bool = False, vr_name: str = "") -> None:
    """Add a static ARP entry: a host that need not be asked.  evidence: inferred (what is refused, and the words)"""
    router = the_router(call.store, vr_name, call.session.context)
    valid_configure_iparp_add(call.chassis, ip_addr)
    here = [item for item in interfaces(call.store) if item.vlan.vrName == router]
    if any(ip_addr == own.ip for item in here for own in (item.address, *item.secondary)):
        raise Refusal(f"Error: {ip_addr} is an address of this switch.")
    row = PermanentArpEntry(router, str(ip_addr), mac)
    others = call.store.count(PermanentArpEntry, "vr_name", router) - (
        call.get(PermanentArpEntry, *row[:2]) is not None
    )
    if others >= arp_config(call.store, router).max_entries:
        raise Refusal("Error: The maximum number of ARP entries has been reached.")
    call.put(row)


def configure_iparp_delete(call: Call, ip_addr: IPv4Address, vr: bool = False, vr_name: str = "") -> None:
    """Delete a static ARP entry.  evidence: inferred (the words)"""
    row = call.get(PermanentArpEntry, the_router(call.store, vr_name, call.session.context), str(ip_addr))
    if row is None:
        raise Refusal(f"Error: There is no permanent ARP entry for {ip_addr}.")
    call.drop(row)


def configure_iparp_add_proxy(
    call: Call,
    ip_addr: IPv4Address | None = None,
    mask: IPv4Address = HOST,
    ipnetmask: IPv4Interface | None = None,
    vr: bool = False,
    vr_name: str = "",
    mac: str = "",
    always: bool = False,
) -> None:
    """Answer ARP requests for a host, or with a mask for a subnet.  evidence: inferred (the words)"""
    router = the_router(call.store, vr_name, call.session.context)
    network = _proxied(ip_addr, mask, ipnetmask)
    row = ArpProxy(router, str(network.network_address), str(network.netmask), mac, int(always))
    others = call.store.count(ArpProxy, "vr_name", router) - (call.get(ArpProxy, *row[:3]) is not None)
    if others >= arp_config(call.store, router).max_proxy_entries:
        raise Refusal("Error: The maximum number of proxy ARP entries has been reached.")
    call.put(row)


def _proxied(ip_addr: IPv4Address | None, mask: IPv4Address, ipnetmask: IPv4Interface | None) -> IPv4Network:
    """Return the addresses that a proxy ARP entry is for, as a command gives them."""
    return ipnetmask.network if ipnetmask else IPv4Network(f"{ip_addr}/{mask}", strict=False)


def configure_iparp_delete_proxy(
    call: Call,
    ip_addr: IPv4Address | None = None,
    mask: IPv4Address = HOST,
    ipnetmask: IPv4Interface | None = None,
    vr: bool = False,
    vr_name: str = "",
    all: bool = False,
) -> None:
    """Delete one proxy ARP entry, or all of a virtual router.  evidence: inferred (the words)"""
    if all:
        for row in call.rows(ArpProxy):
            call.drop(row)
        return
    network = _proxied(ip_addr, mask, ipnetmask)
    key = str(network.network_address), str(network.netmask)
    found = call.get(ArpProxy, the_router(call.store, vr_name, call.session.context), *key)
    if found is None:
        raise Refusal(f"Error: There is no proxy ARP entry for {ip_addr or ipnetmask}.")
    call.drop(found)


def clear_iparp(
    call: Call, vlan_name: str = "", vr_name: str = "", ip_addr: IPv4Address | None = None, **_: object
) -> None:
    """Delete learned ARP entries: all, those of a VLAN or virtual router, or one; configured ones stay."""
    vlan = the_vlan(call.store, vlan_name) if vlan_name else ""
    router = the_router(call.store, vr_name, call.session.context) if vr_name else ""
    for row in call.rows(ArpLearned):
        named = ip_addr is None or str(ip_addr) == row.ip_addr
        if named and vlan in ("", row.vlan_name) and router in ("", row.vr_name):
            call.drop(row)
