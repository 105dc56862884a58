"""The routes of all virtual routers and the best of them, kept up to date with the rows that they are made of.

Only what a change touches is looked at again: the row that changed, the rows whose interface is another now, and the
networks of those.
"""

from collections.abc import Collection
from ipaddress import IPv4Address
from typing import Any, ClassVar

from xos_cli.processes.rtmgr.best import INTERFACE, Ranking, RouterTable, Source
from xos_cli.processes.rtmgr.routes import (
    NOWHERE,
    IpRoute,
    Prefix,
    Way,
    blackhole_route,
    direct_routes,
    learned_route,
    static_route,
    way_of,
    way_to,
)
from xos_cli.processes.rtmgr.rows import (
    AddressSince,
    BlackholeEntry,
    LearnedRoute,
    RouteEntry,
    RoutePriority,
    RouteSharing,
    RouteSince,
)
from xos_cli.processes.vlan.facts import place_of
from xos_cli.processes.vlan.ip.facts import INTERFACE_TABLES, IpInterface, interface, interfaces
from xos_cli.processes.vlan.rows import Addressed, Vlan, VlanIpAddress, VlanPort
from xos_cli.record import NamedTuple
from xos_cli.switch.tables import RowKey, Store

#: The tables of routes, in the order in which routes to one network are listed after direct ones.
ROUTE_TABLES = (RouteEntry, BlackholeEntry, LearnedRoute)
#: The tables of interfaces whose keys begin with a VLAN, which alone is looked at again.
OF_VLANS = (Vlan, VlanIpAddress, VlanPort, AddressSince, Addressed)
#: What decides where a route leads: its virtual router, and the gateway of a static or the VLAN of a learned route.
Link = tuple[str, str, str]


class Direct(NamedTuple):
    """The route of an interface: its virtual router, and the place of VLAN and address in the lists of the switch."""

    router: str
    place: tuple[bool, bool, int, int]
    route: IpRoute


class RouteIndex:
    """A view of the store: the tables of routes by virtual router, and which networks have changed (``news``)."""

    FOLLOWS: ClassVar[Collection[type]] = (
        *(*ROUTE_TABLES, RouteSince, AddressSince, Addressed, RoutePriority, RouteSharing),
        *INTERFACE_TABLES,
    )

    def __init__(self) -> None:
        self._tables: dict[str, RouterTable] = {}
        self._news: dict[str, dict[str, dict[Prefix, None]] | None] = {}  # by who asks for them; None: everything
        self.clear()

    def clear(self) -> None:
        """Forget everything; the next question rebuilds it from the rows."""
        self._tables.clear()
        self._news = dict.fromkeys(self._news)
        self._held: dict[Source, tuple[str, Prefix, Link | None]] = {}  # where the route of a row stands and leads
        self._links: dict[Link, dict[Source, None]] = {}  # the rows that lead there
        self._ways: dict[Link, Way] = {}
        self._items: dict[str, IpInterface] = {}
        self._direct: dict[str, list[Direct]] = {}
        self._stale_vlans: dict[str, None] = {}
        self._dirty: dict[Source, bool] = {}  # the rows that changed; True: its place among the others, too
        self._new = self._interfaces_changed = self._ranks_changed = True

    # -- changes -----------------------------------------------------------------------------------------------------

    def follow(self, table: type, key: RowKey, before: object, row: object) -> None:
        """Process a change of a row."""
        if table in ROUTE_TABLES:
            self._note((ROUTE_TABLES.index(table), key), before is None or row is None)
        elif table is RouteSince:
            router, destination, gateway = key
            address, _, mask = destination.partition("/")
            entry = (0, (router, address, mask, gateway)) if gateway else (1, (router, address, mask))
            self._note(entry, moved=False)
        elif table in OF_VLANS and key[0]:
            if _for_routes(before) != _for_routes(row):
                self._stale_vlans[key[0]] = None
        else:
            self.stale(table)

    def _note(self, source: Source, moved: bool) -> None:
        """Mark a row for a check; one that was deleted and put again comes last."""
        before = self._dirty.pop(source, False) if moved else self._dirty.get(source, False)
        self._dirty[source] = before or moved

    def stale(self, table: type) -> None:
        """Process that the rows of a table were replaced or reordered."""
        if table in ROUTE_TABLES or table is RouteSince:
            self.clear()
        elif table in (RoutePriority, RouteSharing):
            self._ranks_changed = True
        else:
            self._interfaces_changed = True

    # -- answers -----------------------------------------------------------------------------------------------------

    def table(self, store: Store, router: str) -> RouterTable:
        """Return the routes of a virtual router, as its rows are now."""
        self._refresh(store)
        return self._tables.get(router) or RouterTable()

    def routers(self, store: Store) -> list[str]:
        """Return the virtual routers that have routes."""
        self._refresh(store)
        return [router for router, table in self._tables.items() if table.routes]

    def news(self, store: Store, who: str) -> dict[str, dict[Prefix, None]] | None:
        """Return the networks whose best routes changed since *who* asked last, by virtual router; None for all."""
        self._refresh(store)
        found = self._news.get(who)
        self._news[who] = {}
        return found

    # -- keeping up --------------------------------------------------------------------------------------------------

    def _refresh(self, store: Store) -> None:
        touched: dict[str, dict[Prefix, None]] = {}
        if self._interfaces_changed or self._stale_vlans:
            self._follow_interfaces(store, touched)
        if self._new:
            self._new = False
            self._dirty = {(n, key): True for n, kind in enumerate(ROUTE_TABLES) for key in store.keyed(kind)}
        if self._dirty:
            dirty, self._dirty = self._dirty, {}
            for source, moved in dirty.items():
                self._follow_row(store, source, moved, touched)
        if self._ranks_changed:
            self._ranks_changed = False
            touched = {router: dict.fromkeys(table.routes) for router, table in self._tables.items()} | touched
        if touched:
            self._choose(store, touched)

    def _choose(self, store: Store, touched: dict[str, dict[Prefix, None]]) -> None:
        ranking = Ranking.of(store)
        for router, prefixes in touched.items():
            changed = self._tables[router].choose(prefixes, ranking)
            for news in self._news.values():
                if news is not None and changed:
                    news.setdefault(router, {}).update(changed)

    def _place(self, router: str) -> RouterTable:
        return self._tables.setdefault(router, RouterTable())

    def _follow_row(self, store: Store, source: Source, moved: bool, touched: dict[str, dict[Prefix, None]]) -> None:
        """Replace or remove the route of a row."""
        number, key = source
        kind: type[Any] = ROUTE_TABLES[number]
        row = store.keyed(kind).get(key)
        held = self._held.pop(source, None)
        if held is not None:
            router, prefix, link = held
            touched.setdefault(router, {})[prefix] = None
            if link is not None:
                del self._links[link][source]
            if row is None or moved:
                self._place(router).remove(prefix, source)
        if row is None:
            return
        link = _link_of(row)
        route = self._route(store, row, self._way_of(link))
        if link is not None:
            self._links.setdefault(link, {})[source] = None
        self._place(row.vrName).put(route.prefix, source, route)
        self._held[source] = row.vrName, route.prefix, link
        touched.setdefault(row.vrName, {})[route.prefix] = None

    def _route(self, store: Store, row: RouteEntry | BlackholeEntry | LearnedRoute, way: Way) -> IpRoute:
        if isinstance(row, BlackholeEntry):
            return blackhole_route(store, row)
        return static_route(store, row, way) if isinstance(row, RouteEntry) else learned_route(row, way)

    def _way_of(self, link: Link | None) -> Way:
        if link is None:
            return NOWHERE
        if link not in self._ways:
            self._ways[link] = self._way(link)
        return self._ways[link]

    def _way(self, link: Link) -> Way:
        """Return where a gateway or a VLAN leads to now."""
        router, vlan, gateway = link
        if gateway:
            return way_to([item for item in self._items.values() if item.vlan.vrName == router], gateway)
        item = self._items.get(vlan)
        return way_of(item) if item is not None and item.vlan.vrName == router else NOWHERE

    # -- interfaces --------------------------------------------------------------------------------------------------

    def _follow_interfaces(self, store: Store, touched: dict[str, dict[Prefix, None]]) -> None:
        """Process changes of VLANs and links: update direct routes, and the interfaces of other routes."""
        names, self._stale_vlans = self._stale_vlans, {}
        if self._interfaces_changed:
            self._interfaces_changed = False
            found = {item.vlan.name.lower(): item for item in interfaces(store)}
            names = dict.fromkeys([*self._items, *found])
        else:
            found = {name: item for name in names if (item := interface(store, name)) is not None}
        changed = []
        for name in names:
            old, new = self._items.pop(name, None), found.get(name)
            if new is not None:
                self._items[name] = new
            self._set_direct(store, name, new, touched)
            changed += [] if old == new else [(name, item) for item in (old, new) if item is not None]
        self._follow_ways(changed)

    def _set_direct(
        self, store: Store, name: str, item: IpInterface | None, touched: dict[str, dict[Prefix, None]]
    ) -> None:
        """Replace the direct routes of a VLAN."""
        old, new = self._direct.pop(name, []), _directs(store, item) if item is not None else []
        if new:
            self._direct[name] = new
        if old == new:
            return
        for direct in old:
            self._place(direct.router).remove(direct.route.prefix, (INTERFACE, direct.place))
            touched.setdefault(direct.router, {})[direct.route.prefix] = None
        for direct in new:
            self._place(direct.router).put(direct.route.prefix, (INTERFACE, direct.place), direct.route)
            touched.setdefault(direct.router, {})[direct.route.prefix] = None

    def _follow_ways(self, changed: list[tuple[str, IpInterface]]) -> None:
        """Update the interfaces of routes that could use a changed interface."""
        if not changed:
            return
        names = {name for name, _ in changed}
        networks = [own.network for _, item in changed for own in (item.address, *item.secondary)]
        for link, before in self._ways.items():
            gateway = IPv4Address(link[2]) if link[2] else None
            if link[1] in names or (gateway is not None and any(gateway in network for network in networks)):
                self._ways[link] = self._way(link)
                if self._ways[link] != before:
                    for source in self._links.get(link, ()):
                        self._note(source, moved=False)


def _for_routes(row: object) -> object:
    """Return what routes depend on in a row of a VLAN: not whether the VLAN forwards packets."""
    match row:
        case Vlan():
            return row.name, row.vrName, row.tag, row.ifIndex, row.loopbackMode
        case VlanIpAddress():
            return row._replace(ipForwarding=0)
    return row


def _directs(store: Store, item: IpInterface) -> list[Direct]:
    """Return the direct routes of a VLAN, each with its place."""
    start = place_of(item.vlan)
    routes = enumerate(direct_routes(store, item))
    return [Direct(item.vlan.vrName, (*start, number), route) for number, route in routes]


def _link_of(row: RouteEntry | BlackholeEntry | LearnedRoute) -> Link | None:
    """Return what decides where a route leads, None for a blackhole."""
    if isinstance(row, BlackholeEntry):
        return None
    if isinstance(row, RouteEntry):
        return row.vrName, "", row.ipRouteNextHop
    return row.vrName, row.vlanName.lower(), ""


def index_of(store: Store) -> RouteIndex:
    """Return the index of the routes of a node."""
    return store.view(RouteIndex)
