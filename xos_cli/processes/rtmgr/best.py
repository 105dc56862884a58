"""The routes of one virtual router by network, and which of them are the best."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator

from xos_cli.processes.rtmgr.routes import ChosenRoute, IpRoute, Prefix
from xos_cli.processes.rtmgr.rows import RoutePriority, RouteSharing
from xos_cli.record import NamedTuple
from xos_cli.switch.tables import RowKey, Store

#: Where a route comes from: an interface and its place among them, or a table of rows and the row's key.
Source = tuple[int, RowKey]
#: The first part of the source of direct routes, before those of tables.
INTERFACE = -1
#: So many new networks are sorted in one by one; with more, all are sorted at once.
FEW = 64


class Ranking(NamedTuple):
    """The priority of each origin, where the lowest wins; *shared*: whether equal routes share the traffic."""

    ranks: dict[str, int]
    shared: bool

    @classmethod
    def of(cls, store: Store) -> "Ranking":
        """Return what is configured."""
        return cls({row.protocol: row.pri for row in store.rows(RoutePriority)}, bool(store.one(RouteSharing).enabled))

    def best(self, routes: Iterable[IpRoute]) -> list[IpRoute]:
        """Return the best of the routes to one network; all of the best where they are shared, else the first."""
        ordered = sorted(routes, key=self._place)
        if not self.shared:
            return ordered[:1]
        return [route for route in ordered if (route.origin, route.metric) == (ordered[0].origin, ordered[0].metric)]

    def _place(self, route: IpRoute) -> tuple[int, int]:
        return self.ranks.get(route.origin, 0), route.metric


class RouterTable:
    """The routes of one virtual router."""

    def __init__(self) -> None:
        self.routes: dict[Prefix, list[ChosenRoute]] = {}  # to each network, in the order of the screens
        self.best: dict[Prefix, tuple[IpRoute, ...]] = {}  # those that unicast packets take
        self._order: list[Prefix] = []
        self._lengths: Counter[int] = Counter()  # how many networks of each length packets can go to
        self._found: dict[Prefix, dict[Source, IpRoute]] = {}

    # -- what there is -----------------------------------------------------------------------------------------------

    def put(self, prefix: Prefix, source: Source, route: IpRoute) -> None:
        """Replace the route of a source."""
        self._found.setdefault(prefix, {})[source] = route

    def remove(self, prefix: Prefix, source: Source) -> None:
        """Remove the route of a source."""
        found = self._found[prefix]
        del found[source]
        if not found:
            del self._found[prefix]

    def choose(self, prefixes: Iterable[Prefix], ranking: Ranking) -> dict[Prefix, None]:
        """Choose the best routes to these networks again; return the networks whose best routes changed."""
        changed: dict[Prefix, None] = {}
        new: list[Prefix] = []
        for prefix in prefixes:
            known = prefix in self.routes
            if self._choose(prefix, ranking):
                changed[prefix] = None
            if not known and prefix in self.routes:
                new.append(prefix)
            elif known and prefix not in self.routes:
                del self._order[bisect_left(self._order, prefix)]
        if len(new) > FEW:
            self._order = sorted(self.routes)
        else:
            for prefix in new:
                insort(self._order, prefix)
        return changed

    def _choose(self, prefix: Prefix, ranking: Ranking) -> bool:
        """Choose the best routes to a network; return True if they changed."""
        sources = self._found.get(prefix, {})
        chosen = _marked([sources[source] for source in sorted(sources, key=_listed)], ranking)
        if chosen:
            self.routes[prefix] = sorted(chosen, key=lambda item: not (item.unicast or item.multicast))
        else:
            self.routes.pop(prefix, None)
        return self._set_best(prefix, tuple([item.route for item in chosen if item.unicast]))

    def _set_best(self, prefix: Prefix, routes: tuple[IpRoute, ...]) -> bool:
        before = self.best.get(prefix, ())
        self._lengths[prefix[1]] += bool(routes) - bool(before)
        if routes:
            self.best[prefix] = routes
        else:
            self.best.pop(prefix, None)
        return before != routes

    # -- answers -----------------------------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[ChosenRoute]:
        """Return all routes by network, those that are taken first."""
        for prefix in self._order:
            yield from self.routes[prefix]

    def lookup(self, address: int) -> tuple[IpRoute, ...]:
        """Return the routes that a unicast packet to an address takes: those to the longest network that it is in."""
        for length in range(32, -1, -1):
            if self._lengths[length]:
                found = self.best.get((address >> (32 - length) << (32 - length), length))
                if found:
                    return found
        return ()


def _marked(found: list[IpRoute], ranking: Ranking) -> list[ChosenRoute]:
    """Return the routes to one network, each with whether unicast and multicast packets take it."""
    if len(found) == 1:
        (only,) = found
        return [ChosenRoute(only, only.up and only.unicast, only.up and only.multicast)]
    unicast = ranking.best([route for route in found if route.up and route.unicast])
    multicast = ranking.best([route for route in found if route.up and route.multicast])
    return [ChosenRoute(r, any(r is u for u in unicast), any(r is m for m in multicast)) for r in found]


def _listed(source: Source) -> tuple[int, RowKey]:
    """Return where a source stands in the list: interfaces in their order; rows of one table as they are."""
    return source if source[0] == INTERFACE else (source[0], ())
