"""Program interfaces, routes and ARP entries into the I/O modules."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ip_number, mac_number
from xos_cli.processes.fdb.rows import ArpLearned, PermanentArpEntry
from xos_cli.processes.rtmgr.facts import routes
from xos_cli.processes.vlan.ip.facts import IpInterface, interfaces
from xos_cli.processes.vlan.rows import VirtualRouter, Vlan
from xos_cli.switch.fabric import routing
from xos_cli.switch.fabric.routing import FabricNeighbor, Hop, Table
from xos_cli.switch.tables import Change

if TYPE_CHECKING:
    from xos_cli.switch.fabric.fabric import Fabric
    from xos_cli.switch.node import Node


def program_routes(node: "Node", fabric: "Fabric") -> None:
    """Program the interfaces that are up, and the best routes of each virtual router."""
    found = [item for item in interfaces(node.store) if item.up]
    fabric.router.program([_interface(item) for item in found])
    tables: dict[str, Table] = {}
    for router in node.store.rows(VirtualRouter):
        lines = list(_routes(node, router.name)) if any(item.vlan.vrName == router.name for item in found) else []
        if lines:
            tables[router.name] = Table()
            tables[router.name].load(lines)
    fabric.router.tables = tables


def _interface(item: IpInterface) -> routing.FabricInterface:
    own = [(int(address.ip), address.network.prefixlen) for address in (item.address, *item.secondary)]
    return routing.FabricInterface(item.vlan.tag, item.vlan.vrName, item.forwarding, tuple(own), item.vlan.ipMtu)


def _routes(node: "Node", router: str) -> Iterator[tuple[int, int, tuple[Hop, ...]]]:
    """Return the routes that unicast packets take: network, prefix length, and all equal ways."""
    ways: dict[tuple[int, int], list[Hop]] = {}
    for route, unicast, _ in routes(node.store, router):
        if not unicast:
            continue
        network = int(route.network.network_address), route.network.prefixlen
        vlan = node.store.get(Vlan, route.vlan) if route.vlan else None
        gateway = 0 if route.origin == "Direct" else ip_number(route.gateway)
        ways.setdefault(network, []).append(Hop(vlan.tag, gateway) if vlan else Hop(0))
    for (address, length), hops in ways.items():
        yield address, length, tuple(hops)


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
