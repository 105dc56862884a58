"""Program interfaces, routes and ARP entries into the I/O modules."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ip_number, mac_number
from xos_cli.processes.fdb.rows import ArpLearned, PermanentArpEntry
from xos_cli.processes.rtmgr.facts import IpRoute, best_routes, best_to, news, routers_with_routes
from xos_cli.processes.vlan.ip.facts import IpInterface, interfaces
from xos_cli.processes.vlan.rows import VirtualRouter, Vlan
from xos_cli.switch.fabric import routing
from xos_cli.switch.fabric.routing import FabricNeighbor, Hop, Table
from xos_cli.switch.tables import Change

if TYPE_CHECKING:
    from xos_cli.switch.fabric.fabric import Fabric
    from xos_cli.switch.node import Node


def program_interfaces(node: "Node", fabric: "Fabric") -> None:
    """Program the interfaces that are up, and the routes that changed with them."""
    fabric.router.program([_interface(item) for item in interfaces(node.store) if item.up])
    program_changed(node, fabric)


def program_routes(node: "Node", fabric: "Fabric") -> None:
    """Program of each virtual router the best routes."""
    news(node.store, "hal")
    fabric.router.tables = {}
    for router in routers_with_routes(node.store):
        found = best_routes(node.store, router)
        if found:
            table = fabric.router.tables[router] = Table()
            table.load((*prefix, _hops(routes)) for prefix, routes in found.items())


def program_changed(node: "Node", fabric: "Fabric") -> None:
    """Program the routes to the networks whose best routes are others now, and the ARP entries behind them."""
    changed = news(node.store, "hal")
    if changed is None:
        program_routes(node, fabric)
    for router, prefixes in (changed or {}).items():
        table = fabric.router.tables.setdefault(router, Table())
        for prefix in prefixes:
            table.set(*prefix, _hops(best_to(node.store, router, prefix)))
    if changed != {} and node.store.rows(PermanentArpEntry):  # such an entry is in the VLAN of the route to it
        program_neighbors(node, fabric)


def _interface(item: IpInterface) -> routing.FabricInterface:
    own = [(int(address.ip), address.network.prefixlen) for address in (item.address, *item.secondary)]
    return routing.FabricInterface(item.vlan.tag, item.vlan.vrName, item.forwarding, tuple(own), item.vlan.ipMtu)


def _hops(routes: Iterable[IpRoute]) -> tuple[Hop, ...]:
    """Return where packets go by these routes, which are equally good."""
    return tuple([Hop(route.vid, _gateway(route)) for route in routes])


def _gateway(route: IpRoute) -> int:
    """Return the next router, 0 if the destination itself is on the VLAN, or packets are dropped."""
    on_link = route.origin == "Direct" or not route.vid or not route.gateway
    return 0 if on_link else ip_number(route.gateway)


# -- ARP -------------------------------------------------------------------------------------------------------------


def program_neighbors(node: "Node", fabric: "Fabric") -> None:
    """Program all entries of the ARP table; one that was configured goes before one that was learned."""
    found = {}
    for row in node.store.rows(ArpLearned):
        vlan = node.store.get(Vlan, row.vlan_name)
        if vlan:
            found[row.vr_name, ip_number(row.ip_addr)] = FabricNeighbor(mac_number(row.mac), vlan.tag)
    for entry in node.store.rows(PermanentArpEntry):
        address = ip_number(entry.ip_addr)
        hops = fabric.router.tables[entry.vr_name].find(address) if entry.vr_name in fabric.router.tables else ()
        if hops:
            found[entry.vr_name, address] = FabricNeighbor(mac_number(entry.mac), hops[0].vid)
    fabric.router.neighbors = found


def neighbor_of(node: "Node", fabric: "Fabric", change: Change) -> None:
    """Program one entry that was learned, or is gone."""
    router, address = change.key
    row = change.row
    name = next((r.name for r in node.store.rows(VirtualRouter) if r.name.lower() == router), "")
    key = name, ip_number(address)
    if node.store.get(PermanentArpEntry, name, address) is not None:
        return
    vlan = node.store.get(Vlan, row.vlan_name) if isinstance(row, ArpLearned) else None
    if vlan is not None and isinstance(row, ArpLearned):
        fabric.router.neighbors[key] = FabricNeighbor(mac_number(row.mac), vlan.tag)
    else:
        fabric.router.neighbors.pop(key, None)
