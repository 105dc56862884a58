"""The routes there are: those of interfaces, those that were configured; which of them are up, and which are taken."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from ipaddress import IPv4Address, IPv4Interface, IPv4Network

from xos_cli.processes.rtmgr.rows import (
    AddressSince,
    BlackholeEntry,
    LearnedRoute,
    RouteEntry,
    RoutePriority,
    RouteSharing,
    RouteSince,
)
from xos_cli.processes.vlan.ip.facts import IpInterface, interfaces
from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Store


class IpRoute(NamedTuple):
    """One route.  *origin*: ``Direct``, ``Static``, ``Blackhole``, or that of a routing protocol, as ``RoutePriority``.

    *vlan*: where it leads to, "" for nowhere.  *since*: when it came to be as it is, seconds since the epoch.
    """

    origin: str
    network: IPv4Network
    gateway: str
    metric: int
    vlan: str
    up: bool
    unicast: bool = True
    multicast: bool = True
    since: float = 0.0
    tag: int = 0


class ChosenRoute(NamedTuple):
    """A route, and whether unicast and multicast traffic takes it."""

    route: IpRoute
    unicast: bool
    multicast: bool


def routes(store: Store, router: str) -> list[ChosenRoute]:
    """Return the routes of a virtual router in order: by network, those that are taken first."""
    found = [*_direct(store, router), *_static(store, router), *_blackholes(store, router), *_learned(store, router)]
    unicast = _best(store, [route for route in found if route.up and route.unicast])
    multicast = _best(store, [route for route in found if route.up and route.multicast])
    taken = [ChosenRoute(route, id(route) in unicast, id(route) in multicast) for route in found]
    return sorted(taken, key=_place)


def _place(item: ChosenRoute) -> tuple[int, int, bool]:
    """Return where a route stands in the list.  (Networks themselves take ten times as long to compare.)"""
    network = item.route.network
    return int(network.network_address), network.prefixlen, not (item.unicast or item.multicast)


def _best(store: Store, found: list[IpRoute]) -> set[int]:
    """Return, by ``id``, the best of the routes to each network; all of the best where they are shared."""
    best: dict[tuple[int, int], list[IpRoute]] = {}
    shared = store.one(RouteSharing).enabled
    ranks = {row.protocol: row.pri for row in store.rows(RoutePriority)}
    for route in sorted(found, key=lambda route: (ranks.get(route.origin, 0), route.metric)):
        network = route.network
        others = best.setdefault((int(network.network_address), network.prefixlen), [])
        if not others or (shared and _equal(others[0], route)):
            others.append(route)
    return {id(route) for some in best.values() for route in some}


def _equal(one: IpRoute, other: IpRoute) -> bool:
    """Return whether two routes to one network are as good as each other."""
    return (one.origin, one.metric) == (other.origin, other.metric)


# -- where they come from --------------------------------------------------------------------------------------------


def _direct(store: Store, router: str) -> Iterator[IpRoute]:
    """Yield the networks of the VLANs; of one that is down, a route that nothing takes.

    evidence: capture 11.2 (up), recalled (that one is listed that is down)
    """
    for item in interfaces(store):
        if item.vlan.vrName == router:
            for address in (item.address, *item.secondary):
                since = _since_address(store, item, address)
                yield IpRoute("Direct", address.network, str(address.ip), 1, item.vlan.name, item.up, since=since)


def _since_address(store: Store, item: IpInterface, address: IPv4Interface) -> float:
    row = store.get(AddressSince, item.vlan.name, str(address.ip))
    return max(item.since, row.at if row else 0.0)


def _static(store: Store, router: str) -> Iterator[IpRoute]:
    """Yield the static routes; one is up while its gateway is in the network of a VLAN that is."""
    here = [item for item in interfaces(store) if item.vlan.vrName == router]
    towards = cache(lambda gateway: _towards(here, IPv4Address(gateway)))  # many routes have one gateway
    for row in store.rows(RouteEntry):
        if row.vrName == router:
            network, item = network_of(row), towards(row.ipRouteNextHop)
            since = _since_route(store, row, row.ipRouteNextHop, item)
            where = item.vlan.name if item else ""
            only = not row.multicastonly, not row.unicastonly
            yield IpRoute("Static", network, row.ipRouteNextHop, row.ipRouteMetric1, where, bool(item), *only, since)


def _towards(here: Iterable[IpInterface], gateway: IPv4Address) -> IpInterface | None:
    """Return the interface behind which a gateway is."""
    fits = [
        (own.network.prefixlen, item)
        for item in here
        for own in (item.address, *item.secondary)
        if item.up and gateway in own.network
    ]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def _since_route(store: Store, row: RouteEntry | BlackholeEntry, gateway: str, item: IpInterface | None) -> float:
    made = store.get(RouteSince, row.vrName, destination_of(row), gateway)
    return max(made.at if made else 0.0, item.since if item else 0.0)


def _blackholes(store: Store, router: str) -> Iterator[IpRoute]:
    for row in store.rows(BlackholeEntry):
        if row.vrName == router:
            network = network_of(row)
            since = _since_route(store, row, "", None)
            only = not row.multicastonly, not row.unicastonly
            yield IpRoute("Blackhole", network, "0.0.0.0", 0, "", True, *only, since)


def _learned(store: Store, router: str) -> Iterator[IpRoute]:
    """Yield the routes of the routing protocols; one is up while its VLAN is."""
    up = {item.vlan.name.lower() for item in interfaces(store) if item.up and item.vlan.vrName == router}
    for row in store.rows(LearnedRoute):
        if row.vrName == router:
            yield IpRoute(
                row.origin,
                IPv4Network(row.destination),
                row.gateway,
                row.metric,
                row.vlanName,
                row.vlanName.lower() in up,
                since=row.at,
                tag=row.tag,
            )


def exportable(store: Store, router: str, origins: Collection[str]) -> list[IpRoute]:
    """Return the routes of these origins that unicast traffic takes, in the order of their networks."""
    return [item.route for item in routes(store, router) if item.unicast and item.route.origin in origins]


def network_of(row: RouteEntry | BlackholeEntry) -> IPv4Network:
    """Return the destination of a static route."""
    return _network(row.ipRouteDest, row.ipRouteMask)


@lru_cache(maxsize=32_768)
def _network(address: str, mask: str) -> IPv4Network:
    """Return a network; those of many routes are asked for again and again."""
    return IPv4Network((address, mask))


def destination_of(row: RouteEntry | BlackholeEntry) -> str:
    """Return what tells the destination of a route from others: ``10.0.0.0/255.0.0.0``."""
    return f"{row.ipRouteDest}/{row.ipRouteMask}"
