"""The virtual router redundancy protocol: the tables, the rows of a new switch, and the hooks.

``machine`` is the protocol, ``run`` has the routers of a master.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes.netTools.rows import WatchedHost
from xos_cli.processes.vrrp.rows import VrrpAddress, VrrpGlobal, VrrpRouter, VrrpState, VrrpTrack
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.command.call import Call
    from xos_cli.switch.fabric.programming import VirtualAddress
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node

TABLES = (VrrpGlobal, VrrpRouter, VrrpAddress, VrrpTrack, VrrpState)
#: What it receives from the network.
RECEIVES = ("Vrrp", "Malformed vrrp")


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the row of a new switch, which has no VRRP routers.  evidence: capture 11.2"""
    return [VrrpGlobal()]


def vlan_flags(store: Store) -> dict[str, str]:
    """Return ``v`` for the VLANs with a VRRP router that is enabled."""
    return {row.vlanName.lower(): "v" for row in store.rows(VrrpRouter) if row.enabled}


def watched_hosts(store: Store) -> list[WatchedHost]:
    """Return the hosts that routers which are on track by pings."""
    if not store.rows(VrrpTrack):
        return []
    from xos_cli.processes.vrrp.track import router_of

    on = {(row.vlanName, row.vrid) for row in store.rows(VrrpRouter) if row.enabled}
    return [
        WatchedHost(router_of(store, row.vlanName), row.what, row.frequency, row.miss)
        for row in store.rows(VrrpTrack)
        if row.kind == "ping" and row[:2] in on
    ]


def virtual_addresses(store: Store) -> "Iterator[VirtualAddress]":
    """Yield what each router answers for: a master with its virtual MAC address, any other not at all."""
    from xos_cli.processes.vrrp.facts import shared
    from xos_cli.processes.vrrp.wire import mac_of
    from xos_cli.switch.fabric.programming import VirtualAddress

    for row, is_master, addresses in shared(store):
        yield VirtualAddress(row.vlanName, mac_of(row.vrid) if is_master else 0, addresses)


# -- what the routers follow -----------------------------------------------------------------------------------------


def running(node: "Node") -> None:
    """Start all VRRP routers again on a new master: their state is not checkpointed.  evidence: guide 11.3 p.76"""
    vlans_changed(node)


def vlans_changed(node: "Node") -> None:
    """Process a change of links, VLANs or settings."""
    if node.is_master and ("vrrp" in node.memory or node.store.rows(VrrpRouter)):
        node.call("vrrp", "align_routers")


def routes_changed(node: "Node", router: str) -> None:
    """Check whether the tracked routes exist."""
    vlans_changed(node)


def hosts_changed(node: "Node") -> None:
    """Check which tracked hosts answer."""
    vlans_changed(node)


def follow(call: "Call") -> None:
    """Update the VRRP routers once a command is done."""
    call.node.later(0.0, "vrrp", "vlans_changed")


def forgotten(call: "Call", kind: str, name: str) -> None:
    """Process the deletion of a VLAN that had a VRRP router, or that one tracks."""
    if kind == "vlan":
        for row in call.rows(VrrpTrack):
            if row.kind == "vlan" and row.what.lower() == name.lower():
                call.drop(row)
        follow(call)


def address_given(call: "Call", vlan_name: str, address: str) -> None:
    """Update the VRRP routers after a change of a VLAN's addresses."""
    follow(call)


def address_taken(call: "Call", vlan_name: str, address: str) -> None:
    """Update the VRRP routers after a change of a VLAN's addresses."""
    follow(call)


def subnets_changed(call: "Call", vlan_name: str) -> None:
    """Delete the addresses of VRRP routers whose subnet the VLAN has lost.  evidence: inferred"""
    from ipaddress import IPv4Address

    from xos_cli.processes.vrrp.facts import in_subnet

    for row in call.rows(VrrpAddress):
        if row.vlanName == vlan_name and not in_subnet(call.store, vlan_name, IPv4Address(row.ipAddress)):
            call.drop(row)
    follow(call)
