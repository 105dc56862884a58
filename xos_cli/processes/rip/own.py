"""The routes that RIP advertises without learning them: networks of its VLANs, exported routes, a default route.

evidence: guide 11.3 p.506 (secondary addresses), p.533 (VLANs that route), ExtremeWare 200 (a cost of 0 keeps that of
the route; only interfaces that forward are exported; a default route if there is another)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ip_number
from xos_cli.processes.rip.policies import judged
from xos_cli.processes.rip.records import (
    DEFAULT_ROUTE,
    DIRECT,
    LEARNED,
    Key,
    RipInterface,
    RipRoute,
    RipSettings,
)
from xos_cli.processes.rip.rows import ALWAYS, Rip2Conf, Rip2ExportConf, Rip2IfConf
from xos_cli.processes.rtmgr.facts import IpRoute, exportable
from xos_cli.processes.vlan.ip.facts import IpInterface, interfaces
from xos_cli.processes.vlan.rows import VR_DEFAULT
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from ipaddress import IPv4Interface

    from xos_cli.switch.node import Node

#: The cost of a network of a VLAN, and of what is exported at the cost 0 and has none.
COST = 1
#: Origins that RIP calls by another name than the route manager.
CALLED = {"E-BGP": "EBGP", "I-BGP": "IBGP"}


def enabled(store: Store) -> bool:
    """Return whether RIP runs."""
    return bool(store.one(Rip2Conf).rip2AdminStatus)


def settings_of(store: Store) -> RipSettings:
    """Return the settings of the protocol."""
    row = store.one(Rip2Conf)
    times = row.rip2UpdateTimeInterval, row.rip2RouteTimeoutInterval, row.rip2GarbageTimeInterval
    habits = (
        *(row.rip2SplitHorizonStatus, row.rip2PoisonReverseStatus),
        *(row.rip2TriggeredUpdtStatus, row.rip2AggregationStatus),
    )
    update, timeout, garbage = map(float, times)
    split, poison, triggered, aggregation = map(bool, habits)
    return RipSettings(update, timeout, garbage, split, poison, triggered, aggregation)


def rip_vlans(store: Store) -> list[IpInterface]:
    """Return the VLANs on which RIP can run: they are under RIP, up, and route IP."""
    under = {row.vlanName for row in store.rows(Rip2IfConf)}
    return [
        item
        for item in interfaces(store)
        if item.vlan.name in under and item.up and item.forwarding and item.vlan.vrName == VR_DEFAULT
    ]


def rip_interfaces(store: Store) -> dict[str, RipInterface]:
    """Return the VLANs on which RIP runs, as its machine wants them."""
    found = {}
    for item in rip_vlans(store):
        row = store.one(Rip2IfConf, item.vlan.name)
        address = int(item.address.ip), item.address.network.prefixlen
        found[row.vlanName] = RipInterface(row.vlanName, *address, row.cost, row.rxmode, row.txmode)
    return found


def own_routes(node: "Node") -> dict[Key, RipRoute]:
    """Return the routes that RIP originates; the networks of its own VLANs go before others."""
    store, found = node.store, {}
    rip = store.one(Rip2Conf)
    for route in (*_exported(node), *_default(store, rip)):
        found[route.key] = route
    for item in rip_vlans(store):
        for address in (item.address, *item.secondary):
            direct = _direct(item.vlan.name, address)
            found[direct.key] = direct
    return dict(sorted(found.items()))


def _direct(vlan: str, address: "IPv4Interface") -> RipRoute:
    network = address.network
    return RipRoute(int(network.network_address), network.prefixlen, COST, vlan, 0, int(address.ip), origin=DIRECT)


def _exported(node: "Node") -> Iterator[RipRoute]:
    """Yield the exported routes of other origins: those in use whose cost is below 16."""
    exports = {
        CALLED.get(row.rip2ExportProtoName, row.rip2ExportProtoName): row
        for row in node.store.rows(Rip2ExportConf)
        if row.rip2ExportAdminStatus
    }
    if not exports:
        return
    routes_of = {item.vlan.name for item in interfaces(node.store) if item.forwarding}
    for route in exportable(node.store, VR_DEFAULT, exports.keys()):
        told = _as_told(node, route, exports[route.origin])
        if told is not None and told.alive and (route.origin != DIRECT or route.vlan in routes_of):
            yield told


def _as_told(node: "Node", route: IpRoute, row: Rip2ExportConf) -> RipRoute | None:
    """Return a route as RIP advertises it, None where a policy denies it; a policy may set its cost and tag."""
    cost, tag = row.rip2ExportMetric or max(route.metric, COST), row.rip2ExportTag or route.tag
    through = ip_number(route.gateway) if route.gateway else 0
    told = RipRoute(*route.prefix, cost, route.vlan, 0, through, tag, route.origin)
    return judged(node, row.rip2ExportPolicyName or "", told)


def _default(store: Store, rip: Rip2Conf) -> Iterator[RipRoute]:
    """Yield the default route that RIP originates: always, or while there is one that RIP itself has not learned."""
    if not rip.rip2OriginateDefaultType:
        return
    from xos_cli.processes.rtmgr.facts import routes

    known = rip.rip2OriginateDefaultType == ALWAYS or any(
        item.unicast and item.route.origin != LEARNED
        for item in routes(store, VR_DEFAULT)
        if item.route.network.prefixlen == 0
    )
    if known:
        metric, tag = rip.rip2OriginateDefaultMetric or COST, rip.rip2OriginateDefaultTag
        yield RipRoute(0, 0, metric, "", tag=tag, origin=DEFAULT_ROUTE)
