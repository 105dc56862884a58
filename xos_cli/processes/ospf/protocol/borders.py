"""Originate LSAs at the borders of areas and of the AS: summaries, externals, NSSAs (12.4.3, 12.4.4; RFC 3101)."""

from collections.abc import Iterable, Iterator

from xos_cli.packets.ospf_records import (
    ASBR_SUMMARY,
    B_FLAG,
    E_BIT,
    EXTERNAL,
    N_BIT,
    NSSA,
    NT_FLAG,
    SUMMARY,
    ExternalBody,
    Lsa,
    SummaryBody,
)
from xos_cli.processes.ospf.protocol import settings as kinds
from xos_cli.processes.ospf.protocol.core import Area
from xos_cli.processes.ospf.protocol.origination import Wanted
from xos_cli.processes.ospf.protocol.routing import INFINITE, INTER, INTRA, OspfRoute, Routing
from xos_cli.processes.ospf.protocol.settings import BACKBONE, NORMAL, STUB, External, Range, RouterSettings
from xos_cli.processes.ospf.protocol.spf import Prefix, mask_of

DEFAULT: Prefix = (0, 0)


class Borders(Routing):
    """A router that joins areas, and the AS to others."""

    def __init__(self, settings: RouterSettings, now: float) -> None:
        super().__init__(settings, now)
        self.exports: dict[Prefix, External] = {}
        self.translates: dict[int, bool] = {}  # of each NSSA: whether this router translates
        self.told_borders = False

    # -- which summaries may go in -----------------------------------------------------------------------------------

    def admits(self, area: Area, network: int, length: int, cost: int) -> bool:
        """Return whether the policy of an area permits a route of another area."""
        return True

    # -- summaries ---------------------------------------------------------------------------------------------------

    def tell_borders(self) -> None:
        """Originate the LSAs that follow from the routes."""
        border = self.border
        if self.told_borders != border:
            self.told_borders = border
            self.stale = dict.fromkeys(self.areas)
        for area in self.areas.values():
            networks = self._summaries(area) if border else {}
            self.want_only(area.id, SUMMARY, dict(self._numbered(networks)))
            self.want_only(area.id, ASBR_SUMMARY, self._asbr_summaries(area) if border else {})
        self.tell_externals()

    def _numbered(self, networks: dict[Prefix, int]) -> Iterator[tuple[int, Wanted]]:
        for (network, length), id in identifiers(networks).items():
            yield id, Wanted(0, SummaryBody(mask_of(length), networks[network, length]))

    def _summaries(self, area: Area) -> dict[Prefix, int]:
        """Return the networks that are advertised into an area, with their costs."""
        kind = area.settings.kind
        found: dict[Prefix, int] = {}
        if kind == STUB or (kind == kinds.NSSA and not area.settings.summaries):
            found[DEFAULT] = area.settings.cost
        if kind != NORMAL and not area.settings.summaries:
            return found
        hidden: dict[tuple[int, Range], int] = {}
        for prefix, route in self.routes.items():
            if not self._crosses(route, area):
                continue
            aggregate = self._aggregate(route, prefix, area)
            if aggregate is not None:
                place = route.area, aggregate
                hidden[place] = max(hidden.get(place, 0), route.cost)
            elif prefix != DEFAULT and self.admits(area, *prefix, route.cost):
                found[prefix] = route.cost
        for (_, item), cost in hidden.items():
            if item.advertise and self.admits(area, item.network, item.length, cost):
                found[item.network, item.length] = cost
        return found

    def _crosses(self, route: OspfRoute, area: Area) -> bool:
        """Return whether a route may be advertised into an area: it must not lead back into that area."""
        if route.kind > INTER or route.area == area.id or route.cost >= INFINITE:
            return False
        if route.kind == INTER and (area.id == BACKBONE or route.area != BACKBONE):
            return False
        ways = {self._area_of_hop(hop.interface) for hop in route.hops}
        return ways != {area.id}

    def _area_of_hop(self, name: str) -> int:
        interface = self.interfaces.get(name)
        return interface.settings.area if interface else -1

    def _aggregate(self, route: OspfRoute, prefix: Prefix, into: Area) -> Range | None:
        """Return the aggregate that hides a network of an area, if one does."""
        area = self.areas.get(route.area)
        if route.kind != INTRA or area is None or (area.id == BACKBONE and into.tree and into.tree.transit):
            return None
        return _covering(area.settings.ranges, prefix, nssa=False)

    def _asbr_summaries(self, area: Area) -> dict[int, Wanted]:
        if area.settings.kind != NORMAL:
            return {}
        return {
            id: Wanted(0, SummaryBody(0, route.cost))
            for id, route in self.boundaries.items()
            if self._crosses(route, area) and self._normal(route.area)
        }

    def _normal(self, id: int) -> bool:
        area = self.areas.get(id)
        return area is not None and area.settings.kind == NORMAL

    # -- other origins -----------------------------------------------------------------------------------------------

    def export(self, found: Iterable[External]) -> None:
        """Advertise exactly these networks of other origins."""
        self.exports = {(item.network, item.length): item for item in found}

    def export_now(self, found: Iterable[External], now: float) -> None:
        """Start to advertise these networks."""
        before = self.exports
        self.export(found)
        if before != self.exports:
            self.tell_externals()
            self.finish(now)

    def externals_changed(self) -> None:
        """Originate the external LSAs that the overflow state allows."""
        self.tell_externals()

    def finish(self, now: float) -> None:
        """Process all consequences of the events so far."""

    def tell_externals(self) -> None:
        """Originate the external LSAs: exported networks, and those translated from NSSAs."""
        outside = {prefix: _body(item) for prefix, item in self.exports.items()}
        for area in self.areas.values():
            if area.settings.kind == kinds.NSSA:
                self._tell_nssa(area, outside)
        translated = self._translated()
        normal = any(area.settings.kind == NORMAL for area in self.areas.values())
        everything = {**translated, **outside} if normal else {}
        if self.overflowing:
            everything = {prefix: body for prefix, body in everything.items() if prefix == DEFAULT}
        wanted = {id: Wanted(E_BIT, everything[prefix]) for prefix, id in identifiers(everything).items()}
        self.want_only(-1, EXTERNAL, wanted)
        boundary = bool(self.exports or translated) or any(self.translates.values())
        if boundary != self.boundary:
            self.boundary = boundary
            self.stale = dict.fromkeys(self.areas)

    def _tell_nssa(self, area: Area, outside: dict[Prefix, ExternalBody]) -> None:
        """Originate the type 7 LSAs of an area; a border router marks its own as not to be translated."""
        border = self.border
        forward = 0 if border else self._forwarding(area)
        options = N_BIT if forward else 0
        found = {prefix: body._replace(forward=forward) for prefix, body in outside.items()}
        wanted = {id: Wanted(options, found[prefix]) for prefix, id in identifiers(found).items()}
        if border and area.settings.summaries:
            wanted[0] = Wanted(0, ExternalBody(0, area.settings.cost, 1))
        self.want_only(area.id, NSSA, wanted)

    def _forwarding(self, area: Area) -> int:
        """Return the address that others forward to: that of an interface of the area."""
        return next((interface.address for interface in self.interfaces_of(area.id) if interface.up), 0)

    def _translated(self) -> dict[Prefix, ExternalBody]:
        """Return the external networks of NSSAs that this router advertises into the AS (RFC 3101, 3.2)."""
        found: dict[Prefix, ExternalBody] = {}
        for area in self.areas.values():
            self.translates[area.id] = area.settings.kind == kinds.NSSA and self._translator(area)
            if self.translates[area.id]:
                for lsa in self._told(area, NSSA):
                    self._translate(area, lsa, found)
        return found

    def _translator(self, area: Area) -> bool:
        """Return whether this router translates: it is set to, or has the highest identifier of the border routers."""
        if not self.border or area.tree is None:
            return False
        if area.settings.translate:
            return True
        others = [(id, flags) for id, flags in area.tree.flags.items() if id != self.id and flags & B_FLAG]
        return not any(flags & NT_FLAG or id > self.id for id, flags in others)

    def _translate(self, area: Area, lsa: Lsa, found: dict[Prefix, ExternalBody]) -> None:
        body = lsa.body
        if not isinstance(body, ExternalBody) or not lsa.options & N_BIT or not body.forward:
            return
        if lsa.router not in area.tree.routers:
            return
        prefix = lsa.id & body.mask, body.mask.bit_count()
        item = _covering(area.settings.ranges, prefix, nssa=True)
        if item is None:
            found[prefix] = body
        elif item.advertise:
            place, mask = (item.network, item.length), mask_of(item.length)
            known = found.get(place)
            metric = max(body.metric + (body.kind == 2), known.metric if known else 0)
            found[place] = ExternalBody(mask, metric, body.kind)


def _body(item: External) -> ExternalBody:
    return ExternalBody(mask_of(item.length), min(item.metric, INFINITE - 1), item.kind, item.forward, item.tag)


def _covering(ranges: tuple[Range, ...], prefix: Prefix, nssa: bool) -> Range | None:
    """Return the longest aggregate of a kind that covers a network."""
    network, length = prefix
    fits = [
        item
        for item in ranges
        if item.nssa == nssa and item.length <= length and network & mask_of(item.length) == item.network
    ]
    return max(fits, key=lambda item: item.length, default=None)


def identifiers(networks: Iterable[Prefix]) -> dict[Prefix, int]:
    """Return the link-state identifiers of networks; of several with one address the longest has it (appendix E)."""
    found: dict[Prefix, int] = {}
    longest: dict[int, int] = {}
    for network, length in networks:
        longest[network] = max(longest.get(network, 0), length)
    for network, length in networks:
        id = network if length == longest[network] else network | ~mask_of(length) & 0xFFFFFFFF
        found[network, length] = id
    return found
