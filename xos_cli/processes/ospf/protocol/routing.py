"""The routing table: paths within areas, between areas, and to networks outside (RFC 2328, 16)."""

from collections.abc import Iterator
from typing import TypeVar

from xos_cli.packets.ospf_records import (
    ASBR_SUMMARY,
    B_FLAG,
    E_FLAG,
    EXTERNAL,
    MAX_AGE,
    N_BIT,
    NSSA,
    POINT_TO_POINT,
    ROUTER,
    SUMMARY,
    TRANSIT,
    ExternalBody,
    Lsa,
    LsaKey,
    RouterBody,
    SummaryBody,
)
from xos_cli.processes.ospf.protocol import settings as kinds
from xos_cli.processes.ospf.protocol.core import Area
from xos_cli.processes.ospf.protocol.neighbor import P2P, Interface
from xos_cli.processes.ospf.protocol.origination import Origination
from xos_cli.processes.ospf.protocol.settings import BACKBONE, NEVER, VIRTUAL, RouterSettings
from xos_cli.processes.ospf.protocol.spf import Exit, Hop, Hops, Path, Prefix, Search, length_of, mask_of, merged
from xos_cli.record import NamedTuple

K = TypeVar("K")
INTRA, INTER, TYPE1, TYPE2 = 0, 1, 2, 3
INFINITE = 0xFFFFFF


class OspfRoute(NamedTuple):
    """A route: *kind* INTRA, INTER, TYPE1, TYPE2; *further* is the distance to where a type 2 metric begins."""

    kind: int
    cost: int
    hops: Hops
    area: int
    further: int = 0
    tag: int = 0

    @property
    def rank(self) -> tuple[int, int, int]:
        """Return how good it is: the least is the best."""
        return self.kind, self.cost, self.further


class Routing(Origination):
    """A router that calculates the routing table."""

    def __init__(self, settings: RouterSettings, now: float) -> None:
        super().__init__(settings, now)
        self.routes: dict[Prefix, OspfRoute] = {}
        self.boundaries: dict[int, OspfRoute] = {}  # the ways to AS boundary routers
        self.routes_changed = True

    def calculate(self, now: float) -> None:
        """Calculate all routes anew."""
        self.spf_at, self.spf_last = NEVER, now
        self.spf_runs += 1
        before = self.routes
        self.routes, self.boundaries = {}, {}
        for area in sorted(self.areas.values(), key=lambda area: area.id == BACKBONE):
            if area.id == BACKBONE:
                self._follow_virtual_links(now)
            area.runs += 1
            area.tree = Search(area.database, self.id, self._exits(area)).run()
            self._take_area(area)
        self._between_areas()
        self._outside()
        self.routes_changed = self.routes_changed or before != self.routes

    # -- areas -------------------------------------------------------------------------------------------------------

    def _exits(self, area: Area) -> dict[int, Exit]:
        """Return how this router leaves by its interfaces; a virtual link is known by its other end."""
        found = {}
        for interface in self.interfaces_of(area.id):
            if interface.settings.kind == VIRTUAL:
                peer = interface.settings.peer
                found[-peer] = Exit(interface.name, {peer: interface.hops})
            elif interface.up:
                gateways: dict[int, Hops] = {}
                if interface.state == P2P:
                    gateways = {n.id: (Hop(interface.name, n.address),) for n in interface.full}
                found[interface.address] = Exit(interface.name, gateways)
        return found

    def _take_area(self, area: Area) -> None:
        for prefix, path in area.tree.networks.items():
            self._offer(prefix, OspfRoute(INTRA, path.cost, path.hops, area.id))
        for id, flags in area.tree.flags.items():
            if flags & E_FLAG and id != self.id:
                path = area.tree.routers[id]
                self._offer_boundary(id, OspfRoute(INTRA, path.cost, path.hops, area.id))

    def _offer(self, prefix: Prefix, route: OspfRoute) -> None:
        _keep(self.routes, prefix, route)

    def _offer_boundary(self, id: int, route: OspfRoute) -> None:
        _keep(self.boundaries, id, route)

    def _follow_virtual_links(self, now: float) -> None:
        """Bring up the virtual links whose other end is reached through the transit area; take the others down."""
        for interface in self.interfaces.values():
            if interface.settings.kind != VIRTUAL:
                continue
            path = self._way_to_peer(interface)
            if path is None:
                interface.hops = ()
                self.interface_down(interface, now)
            else:
                self._reach_peer(interface, path, now)

    def _way_to_peer(self, interface: Interface) -> Path | None:
        area = self.areas.get(interface.settings.transit)
        if area is None or area.id == BACKBONE or area.tree is None or area.settings.kind != kinds.NORMAL:
            return None  # neither the backbone nor a stub area carries a virtual link (RFC 2328, 15)
        found: Path | None = area.tree.routers.get(interface.settings.peer)
        return found if found and found.hops and found.cost < 0xFFFF else None

    def _reach_peer(self, interface: Interface, path: Path, now: float) -> None:
        """Set cost, addresses and next hops of a virtual link from the path through the transit area (15)."""
        transit = self.interfaces[path.hops[0].interface]
        peer = interface.settings.peer
        address = path.hops[0].gateway
        if address not in self._addresses(interface.settings.transit, peer):
            address = next(iter(self._addresses(interface.settings.transit, peer)), 0)
        before = interface.cost, interface.address
        interface.cost, interface.address = path.cost, transit.address
        interface.hops, interface.peer_address = path.hops, address
        if not interface.up:
            self.interface_up(interface, now)
        elif before != (interface.cost, interface.address):
            self.touched(interface)

    def _addresses(self, area: int, router: int) -> list[int]:
        """Return the addresses of a router in an area, as its LSA has them."""
        stored = self.areas[area].database.get(LsaKey(ROUTER, router, router))
        body = stored.lsa.body if stored else None
        links = body.links if isinstance(body, RouterBody) else ()
        return [link.data for link in links if link.kind in (POINT_TO_POINT, TRANSIT)]

    # -- between areas -----------------------------------------------------------------------------------------------

    def _between_areas(self) -> None:
        """Process the summaries: a border router those of the backbone, any other those of its area (16.2)."""
        border = self.border
        for area in self.areas.values():
            if not border or area.id == BACKBONE:
                for lsa in _usable(area, self.id):
                    self._take_summary(area, lsa)
        if border:
            for area in self.areas.values():
                if area.id != BACKBONE and area.tree.transit:
                    for lsa in _usable(area, self.id):
                        self._shorten(area, lsa)

    def _summarized(self, area: Area, lsa: Lsa) -> tuple[int, Hops] | None:
        """Return the cost and the next hops of a summary's destination, None if its router is not reached."""
        path: Path | None = area.tree.routers.get(lsa.router)
        body = lsa.body
        if path is None or not area.tree.flags.get(lsa.router, 0) & B_FLAG or not isinstance(body, SummaryBody):
            return None
        return path.cost + body.metric, path.hops

    def _take_summary(self, area: Area, lsa: Lsa) -> None:
        found, body = self._summarized(area, lsa), lsa.body
        if found is None or not isinstance(body, SummaryBody):
            return
        route = OspfRoute(INTER, *found, area.id)
        if lsa.kind == ASBR_SUMMARY:
            self._offer_boundary(lsa.id, route)
        elif not self._own_range(lsa.id & body.mask, length_of(body.mask)):
            self._offer((lsa.id & body.mask, length_of(body.mask)), route)

    def _own_range(self, network: int, length: int) -> bool:
        """Return whether this router advertises this aggregate itself and so must not use another router for it."""
        return any(
            (item.network, item.length) == (network, length) and not item.nssa and self._components(area, item)
            for area in self.areas.values()
            for item in area.settings.ranges
        )

    def _components(self, area: Area, item: kinds.Range) -> list[int]:
        """Return the costs of the networks of an area that are in an aggregate of it."""
        mask = mask_of(item.length)
        return [
            route.cost
            for (network, length), route in self.routes.items()
            if route.kind == INTRA
            and route.area == area.id
            and length >= item.length
            and network & mask == item.network
        ]

    def _shorten(self, area: Area, lsa: Lsa) -> None:
        """Use a shorter path through a transit area to what is reached through the backbone (16.3)."""
        found, body = self._summarized(area, lsa), lsa.body
        if found is None or not isinstance(body, SummaryBody):
            return
        cost, hops = found
        if lsa.kind == ASBR_SUMMARY:
            _shorter(self.boundaries, lsa.id, cost, hops)
        else:
            _shorter(self.routes, (lsa.id & body.mask, length_of(body.mask)), cost, hops)

    # -- outside -----------------------------------------------------------------------------------------------------

    def _outside(self) -> None:
        """Process the external LSAs, those of NSSAs first (16.4; RFC 3101, 2.5)."""
        border = self.border
        found: dict[Prefix, OspfRoute] = {}
        for area in self.areas.values():
            if area.settings.kind == kinds.NSSA:
                for lsa in self._told(area, NSSA):
                    self._take_external(found, lsa, area, border)
        for lsa in self._told(None, EXTERNAL):
            self._take_external(found, lsa, None, border)
        for prefix, route in found.items():
            self._offer(prefix, route)

    def _told(self, area: Area | None, kind: int) -> Iterator[Lsa]:
        database = self.external if area is None else area.database
        for key, stored in database.items():
            if key.kind == kind and key.router != self.id and stored.lsa.age < MAX_AGE:
                yield stored.lsa

    def _take_external(self, found: dict[Prefix, OspfRoute], lsa: Lsa, area: Area | None, border: bool) -> None:
        body = lsa.body
        if not isinstance(body, ExternalBody) or body.metric >= INFINITE:
            return
        if area is not None and border and not body.mask and not lsa.options & N_BIT:
            return
        way = self._way_out(lsa.router, body, area)
        if way is None:
            return
        cost, hops, where = way
        if body.kind == 1:
            route = OspfRoute(TYPE1, cost + body.metric, hops, where, 0, body.tag)
        else:
            route = OspfRoute(TYPE2, body.metric, hops, where, cost, body.tag)
        _keep(found, (lsa.id & body.mask, length_of(body.mask)), route)

    def _way_out(self, router: int, body: ExternalBody, area: Area | None) -> tuple[int, Hops, int] | None:
        """Return the distance of the boundary router or of the forwarding address, and the ways there."""
        if area is not None:
            path: Path | None = area.tree.routers.get(router)
            boundary = OspfRoute(INTRA, path.cost, path.hops, area.id) if path else None
        else:
            boundary = self.boundaries.get(router)
        if boundary is None:
            return None
        if not body.forward:
            return boundary.cost, boundary.hops, boundary.area
        route = self._match(body.forward)
        if route is None or (area is not None and (route.kind != INTRA or route.area != area.id)):
            return None
        hops = tuple([hop if hop.gateway else Hop(hop.interface, body.forward) for hop in route.hops])
        return route.cost, hops, route.area

    def _match(self, address: int) -> OspfRoute | None:
        """Return the best route within the AS to an address."""
        for length in range(32, -1, -1):
            route = self.routes.get((address & mask_of(length), length))
            if route is not None:
                return route if route.kind <= INTER else None
        return None


def _usable(area: Area, own: int) -> Iterator[Lsa]:
    """Yield the summary LSAs of other routers in an area."""
    for key, stored in area.database.items():
        if key.kind in (SUMMARY, ASBR_SUMMARY) and key.router != own and stored.lsa.age < MAX_AGE:
            body = stored.lsa.body
            if isinstance(body, SummaryBody) and body.metric < INFINITE:
                yield stored.lsa


def _keep(table: dict[K, OspfRoute], key: K, route: OspfRoute) -> None:
    """Keep the better of two routes; of equally good ones all ways."""
    known = table.get(key)
    if known is None or route.rank < known.rank:
        table[key] = route
    elif route.rank == known.rank:
        table[key] = known._replace(hops=merged(known.hops, route.hops))


def _shorter(table: dict[K, OspfRoute], key: K, cost: int, hops: Hops) -> None:
    """Use a path through a transit area if it is not longer than the one through the backbone."""
    known = table.get(key)
    if known is None or known.area != BACKBONE or known.kind > INTER:
        return
    if cost < known.cost:
        table[key] = known._replace(cost=cost, hops=hops)
    elif cost == known.cost:
        table[key] = known._replace(hops=merged(known.hops, hops))
