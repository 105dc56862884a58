"""The group ``ip`` of MIB-II (RFC 4293, 2096): counters of the CPU's stack, addresses, routes, the ARP table.

The counters are the sum of all virtual routers; addresses, routes and neighbors are those of all of them, the first
one's where two have the same.  evidence: inferred
"""

from collections import Counter
from typing import TYPE_CHECKING

from xos_cli.processes.fdb.rows import ArpLearned, PermanentArpEntry
from xos_cli.processes.rtmgr.facts import IpRoute, best_routes, routers_with_routes
from xos_cli.processes.snmpMaster.mib.objects import (
    OID,
    Column,
    Oid,
    Table,
    Value,
    address,
    counter,
    integer,
    mac_octets,
    numbers,
    scalars,
)
from xos_cli.processes.vlan.rows import Vlan, VlanIpAddress
from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

FORWARDING, HOST = 1, 2
TTL = 64
REASSEMBLY_LARGEST = 65535
DYNAMIC, STATIC = 3, 4
#: ipRouteType: direct, indirect; ipRouteProto: other, local, netmgmt, rip, ospf.
DIRECT, INDIRECT = 3, 4
PROTOCOLS = {"Direct": 2, "Static": 3, "RIP": 8, "OSPFIntra": 13, "OSPFInter": 13, "OSPFExt1": 13, "OSPFExt2": 13}
OTHER = 1


def _counts(node: "Node") -> Counter[str]:
    return node.fabric.router.counts.of() if node.fabric is not None and node.is_master else Counter()


def _counter(number: int, *names: str) -> Column:
    return Column(number, lambda node, row: counter(sum(_counts(node)[name] for name in names)))


def _forwarding(node: "Node", row: None) -> Value:
    return integer(FORWARDING if any(row.ipForwarding == 1 for row in node.store.rows(VlanIpAddress)) else HOST)


IP = (1, 3, 6, 1, 2, 1, 4)
SCALARS = scalars(
    IP,
    Column(1, _forwarding),
    Column(2, lambda node, row: integer(TTL)),
    _counter(3, "InReceives"),
    _counter(4, "InHdrErr"),
    _counter(5, "Bad IPdest"),
    _counter(6, "Forwards"),
    _counter(7, "Bad Proto"),
    _counter(8),
    _counter(9, "InDelivers"),
    _counter(10, "OutRequest"),
    _counter(11, "OutDiscard"),
    _counter(12, "OutNoRoute"),
    _counter(17, "FragOKs"),
    _counter(18, "FragFails"),
    _counter(19, "FragCreate"),
)


# -- addresses -------------------------------------------------------------------------------------------------------


def _addresses(node: "Node") -> dict[Oid, VlanIpAddress]:
    return {numbers(row.ipaddress): row for row in reversed(node.store.rows(VlanIpAddress))}


def _if_index(node: "Node", vlan: str) -> Value:
    row = node.store.get(Vlan, vlan)
    return integer(row.ifIndex if row is not None else 0)


ADDRESSES = Table(
    (*IP, 20, 1),
    _addresses,
    (
        Column(1, lambda node, row: address(row.ipaddress)),
        Column(2, lambda node, row: _if_index(node, row.vlanName)),
        Column(3, lambda node, row: address(row.netmask)),
        Column(4, lambda node, row: integer(1)),
        Column(5, lambda node, row: integer(REASSEMBLY_LARGEST)),
    ),
    (VlanIpAddress,),
)


# -- routes ----------------------------------------------------------------------------------------------------------


def _routes(node: "Node") -> dict[Oid, IpRoute]:
    found: dict[Oid, IpRoute] = {}
    for router in routers_with_routes(node.store):
        for best in best_routes(node.store, router).values():
            found.setdefault(numbers(str(best[0].network.network_address)), best[0])
    return found


def _gateway(node: "Node", row: IpRoute) -> Value:
    if row.gateway:
        return address(row.gateway)
    own = next((own.ipaddress for own in node.store.where(VlanIpAddress, "vlanName", row.vlan)), "0.0.0.0")
    return address(own)


def _route_type(node: "Node", row: IpRoute) -> Value:
    return integer(DIRECT if row.origin == "Direct" else INDIRECT)


ROUTES = Table(
    (*IP, 21, 1),
    _routes,
    (
        Column(1, lambda node, row: address(str(row.network.network_address))),
        Column(2, lambda node, row: _if_index(node, row.vlan)),
        Column(3, lambda node, row: integer(row.metric)),
        Column(7, _gateway),
        Column(8, _route_type),
        Column(9, lambda node, row: integer(PROTOCOLS.get(row.origin, OTHER))),
        Column(10, lambda node, row: integer(max(0, int(node.time() - row.since)))),
        Column(11, lambda node, row: address(str(row.network.netmask))),
        Column(13, lambda node, row: Value(OID, (0, 0))),
    ),
)


# -- the ARP table ---------------------------------------------------------------------------------------------------


class Neighbor(NamedTuple):
    """An entry of the ARP table; *kind*: dynamic or static."""

    interface: int
    address: str
    mac: str
    kind: int


def _neighbors(node: "Node") -> dict[Oid, Neighbor]:
    store, found = node.store, dict[Oid, Neighbor]()
    for row in store.rows(ArpLearned):
        _add(found, Neighbor(_if_index(node, row.vlan_name).content, row.ip_addr, row.mac, DYNAMIC))
    for fixed in store.rows(PermanentArpEntry):
        vlan = _vlan_of(node, fixed)
        _add(found, Neighbor(_if_index(node, vlan).content, fixed.ip_addr, fixed.mac, STATIC))
    return found


def _add(found: dict[Oid, Neighbor], entry: Neighbor) -> None:
    found[(entry.interface, *numbers(entry.address))] = entry


def _vlan_of(node: "Node", entry: PermanentArpEntry) -> str:
    """Return the VLAN in whose subnet a permanent entry is, "" for none."""
    from xos_cli.packets.addresses import ip_number

    wanted = ip_number(entry.ip_addr)
    for row in node.store.rows(VlanIpAddress):
        mask = ip_number(row.netmask)
        if wanted & mask == ip_number(row.ipaddress) & mask:
            return row.vlanName
    return ""


NEIGHBORS = Table(
    (*IP, 22, 1),
    _neighbors,
    (
        Column(1, lambda node, row: integer(row.interface)),
        Column(2, lambda node, row: mac_octets(row.mac)),
        Column(3, lambda node, row: address(row.address)),
        Column(4, lambda node, row: integer(row.kind)),
    ),
    (ArpLearned, PermanentArpEntry, VlanIpAddress, Vlan),
)
TABLES = (*SCALARS, ADDRESSES, ROUTES, NEIGHBORS)
