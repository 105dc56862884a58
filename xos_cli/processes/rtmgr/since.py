"""Keep since when each configured route and address exists."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes.rtmgr.facts import destination_of
from xos_cli.processes.rtmgr.rows import AddressSince, BlackholeEntry, RouteEntry, RouteSince
from xos_cli.processes.vlan.rows import VlanIpAddress
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


def look(node: "Node") -> None:
    """Note the time of new addresses and routes, and forget those that are gone."""
    store, now = node.store, node.time()
    wanted = {(type(row), *row[:-1]): row for row in (*_addresses(store, now), *_entries(store, now))}
    with node.change() as transaction:
        for known in (*store.rows(AddressSince), *store.rows(RouteSince)):
            if wanted.pop((type(known), *known[:-1]), None) is None:
                transaction.delete(type(known), *known[:-1])
        for new in wanted.values():
            transaction.put(new)


def _addresses(store: Store, now: float) -> Iterator[tuple[Any, ...]]:
    for row in store.rows(VlanIpAddress):
        yield AddressSince(row.vlanName, row.ipaddress, now)


def _entries(store: Store, now: float) -> Iterator[tuple[Any, ...]]:
    for row in store.rows(RouteEntry):
        yield RouteSince(row.vrName, destination_of(row), row.ipRouteNextHop, now)
    for hole in store.rows(BlackholeEntry):
        yield RouteSince(hole.vrName, destination_of(hole), "", now)
