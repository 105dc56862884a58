"""Routes as the route manager has them, made from the rows of VLANs, static routes and routing protocols."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Interface, IPv4Network

from xos_cli.processes.rtmgr.rows import AddressSince, BlackholeEntry, LearnedRoute, RouteEntry, RouteSince
from xos_cli.processes.vlan.facts import place_of
from xos_cli.processes.vlan.ip.facts import IpInterface
from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Store

#: A network as a number, and its prefix length.
Prefix = tuple[int, int]


class IpRoute(NamedTuple):
    """One route.  *origin*: ``Direct``, ``Static``, ``Blackhole``, or that of a routing protocol, as ``RoutePriority``.

    *vlan* and its number *vid*: where it leads to, "" and 0 for nowhere.  *since*: when it came to be as it is, seconds
    since the epoch.
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
    vid: int = 0

    @property
    def prefix(self) -> Prefix:
        """Return the network as numbers, which are compared much faster."""
        return int(self.network.network_address), self.network.prefixlen


class ChosenRoute(NamedTuple):
    """A route, and whether unicast and multicast traffic takes it."""

    route: IpRoute
    unicast: bool
    multicast: bool


class Way(NamedTuple):
    """The interface that a route leads to: its VLAN and number, whether it is up, since when."""

    vlan: str
    vid: int
    up: bool
    since: float


NOWHERE = Way("", 0, False, 0.0)


def direct_routes(store: Store, item: IpInterface) -> Iterator[IpRoute]:
    """Yield the networks of a VLAN; of one that is down, routes that nothing takes.

    evidence: capture 11.2 (up), recalled (that one is listed that is down)
    """
    for address in (item.address, *item.secondary):
        yield IpRoute(
            "Direct",
            address.network,
            str(address.ip),
            1,
            item.vlan.name,
            item.up,
            since=_since_address(store, item, address),
            vid=item.vlan.tag,
        )


def _since_address(store: Store, item: IpInterface, address: IPv4Interface) -> float:
    row = store.get(AddressSince, item.vlan.name, str(address.ip))
    return max(item.since, row.at if row else 0.0)


def static_route(store: Store, row: RouteEntry, way: Way) -> IpRoute:
    """Return a static route; it is up while its gateway is in the network of a VLAN that is."""
    made = store.get(RouteSince, row.vrName, destination_of(row), row.ipRouteNextHop)
    return IpRoute(
        "Static",
        network_of(row),
        row.ipRouteNextHop,
        row.ipRouteMetric1,
        way.vlan,
        way.up,
        not row.multicastonly,
        not row.unicastonly,
        max(made.at if made else 0.0, way.since),
        vid=way.vid,
    )


def blackhole_route(store: Store, row: BlackholeEntry) -> IpRoute:
    """Return a blackhole route."""
    made = store.get(RouteSince, row.vrName, destination_of(row), "")
    only = not row.multicastonly, not row.unicastonly
    return IpRoute("Blackhole", network_of(row), "0.0.0.0", 0, "", True, *only, made.at if made else 0.0)


def learned_route(row: LearnedRoute, way: Way) -> IpRoute:
    """Return a route of a routing protocol; it is up while its VLAN is."""
    return IpRoute(
        row.origin,
        _prefix(row.destination),
        row.gateway,
        row.metric,
        row.vlanName,
        way.up,
        since=row.at,
        tag=row.tag,
        vid=way.vid,
    )


def way_to(here: Iterable[IpInterface], gateway: str) -> Way:
    """Return the interface that is up and has a gateway in its networks; of several that with the longest prefix."""
    address = IPv4Address(gateway)
    fits = [
        (-own.network.prefixlen, place_of(item.vlan), item)
        for item in here
        for own in (item.address, *item.secondary)
        if item.up and address in own.network
    ]
    return way_of(min(fits)[2]) if fits else NOWHERE


def way_of(item: IpInterface) -> Way:
    """Return an interface as the way of a route."""
    return Way(item.vlan.name, item.vlan.tag, item.up, item.since)


# -- destinations ----------------------------------------------------------------------------------------------------


def network_of(row: RouteEntry | BlackholeEntry) -> IPv4Network:
    """Return the destination of a static route."""
    return _network(row.ipRouteDest, row.ipRouteMask)


@lru_cache(maxsize=32_768)
def _network(address: str, mask: str) -> IPv4Network:
    """Return a network; results are cached, as many routes ask for the same."""
    return IPv4Network((address, mask))


@lru_cache(maxsize=32_768)
def _prefix(text: str) -> IPv4Network:
    """Return a network that is written with its prefix length; from numbers it is made three times as fast."""
    address, _, length = text.partition("/")
    from xos_cli.packets.addresses import ip_number  # a switch without a network needs no frames

    return IPv4Network((ip_number(address), int(length)))


def destination_of(row: RouteEntry | BlackholeEntry) -> str:
    """Return what tells the destination of a route from others: ``10.0.0.0/255.0.0.0``."""
    return f"{row.ipRouteDest}/{row.ipRouteMask}"
