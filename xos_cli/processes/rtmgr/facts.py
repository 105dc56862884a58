"""Questions about routes, answered from a store: which there are, which are taken, which one an address takes."""

from collections.abc import Collection
from ipaddress import IPv4Network

from xos_cli.processes.rtmgr.index import index_of
from xos_cli.processes.rtmgr.routes import ChosenRoute as ChosenRoute
from xos_cli.processes.rtmgr.routes import IpRoute as IpRoute
from xos_cli.processes.rtmgr.routes import Prefix as Prefix
from xos_cli.processes.rtmgr.routes import destination_of as destination_of
from xos_cli.processes.rtmgr.routes import network_of as network_of
from xos_cli.switch.tables import Store


def routes(store: Store, router: str) -> list[ChosenRoute]:
    """Return the routes of a virtual router in order: by network, those that are taken first."""
    return list(index_of(store).table(store, router))


def routes_to(store: Store, router: str, network: IPv4Network) -> list[ChosenRoute]:
    """Return the routes to one network, those that are taken first."""
    table = index_of(store).table(store, router)
    return list(table.routes.get((int(network.network_address), network.prefixlen), ()))


def lookup(store: Store, router: str, address: int) -> tuple[IpRoute, ...]:
    """Return the routes that a unicast packet to an address takes, none if there is no way."""
    return index_of(store).table(store, router).lookup(address)


def best_to(store: Store, router: str, prefix: Prefix) -> tuple[IpRoute, ...]:
    """Return the routes that unicast packets to one network take."""
    return index_of(store).table(store, router).best.get(prefix, ())


def best_routes(store: Store, router: str) -> dict[Prefix, tuple[IpRoute, ...]]:
    """Return the routes that unicast packets take, by network; to be read, not to be kept."""
    return index_of(store).table(store, router).best


def exportable(store: Store, router: str, origins: Collection[str]) -> list[IpRoute]:
    """Return the routes of these origins that unicast traffic takes, in the order of their networks."""
    return [
        item.route for item in index_of(store).table(store, router) if item.unicast and item.route.origin in origins
    ]


def news(store: Store, who: str) -> dict[str, dict[Prefix, None]] | None:
    """Return the networks whose best routes changed since *who* asked last, by virtual router; None for all."""
    return index_of(store).news(store, who)


def routers_with_routes(store: Store) -> list[str]:
    """Return the virtual routers that have routes."""
    return index_of(store).routers(store)
