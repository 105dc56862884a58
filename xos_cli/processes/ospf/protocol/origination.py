"""The LSAs that a router originates: their contents, and when they may be sent (RFC 2328, 12.4)."""

from xos_cli.packets.ospf_records import (
    B_FLAG,
    E_BIT,
    E_FLAG,
    FIRST_SEQUENCE,
    LAST_SEQUENCE,
    MAX_AGE,
    NETWORK,
    NT_FLAG,
    POINT_TO_POINT,
    ROUTER,
    STUB,
    TRANSIT,
    V_FLAG,
    VIRTUAL,
    Lsa,
    LsaBody,
    LsaKey,
    NetworkBody,
    RouterBody,
    RouterLink,
)
from xos_cli.processes.ospf.protocol import settings as kinds
from xos_cli.processes.ospf.protocol.core import Area
from xos_cli.processes.ospf.protocol.database import Scope, Stored
from xos_cli.processes.ospf.protocol.hellos import Hellos
from xos_cli.processes.ospf.protocol.neighbor import DR, P2P, WAITING, Interface
from xos_cli.processes.ospf.protocol.settings import NEVER, NSSA, RouterSettings
from xos_cli.record import NamedTuple

#: Seconds between two instances of one LSA, and until it is told again unchanged (RFC 2328, appendix B).
MIN_INTERVAL, REFRESH = 5.0, 1800.0
HOST = 0xFFFFFFFF


class Wanted(NamedTuple):
    """The contents that an LSA of this router should have."""

    options: int
    body: LsaBody


class Origination(Hellos):
    """A router that originates its router and network LSAs."""

    def __init__(self, settings: RouterSettings, now: float) -> None:
        super().__init__(settings, now)
        self.wanted: dict[tuple[Scope, LsaKey], Wanted] = {}
        self.originate_at = NEVER
        self.refresh_at = NEVER
        self.boundary = False  # whether it tells of routes of other origins
        self.silent = False  # whether it originates nothing: it restarts

    # -- what is wanted ----------------------------------------------------------------------------------------------

    def want(self, scope: Scope, kind: int, id: int, wanted: Wanted | None) -> None:
        """Set the contents that an LSA should have, or that it should be flushed."""
        place = scope, LsaKey(kind, id, self.id)
        if self.wanted.get(place) == wanted:
            return
        if wanted is None:
            del self.wanted[place]
        else:
            self.wanted[place] = wanted
        self.dirty[place] = None

    def want_only(self, scope: Scope, kind: int, found: dict[int, Wanted]) -> None:
        """Set exactly these LSAs of a type, by identifier; flush all others."""
        gone = [key.id for where, key in self.wanted if where == scope and key.kind == kind and key.id not in found]
        for id in gone:
            self.want(scope, kind, id, None)
        for id, wanted in found.items():
            self.want(scope, kind, id, wanted)

    def describe_links(self) -> None:
        """Update the router and network LSAs that may have changed."""
        stale, self.stale = self.stale, {}
        networks, self.stale_networks = self.stale_networks, {}
        for id in stale:
            if id in self.areas:
                self.want(id, ROUTER, self.id, Wanted(self._lsa_options(self.areas[id]), self._router(self.areas[id])))
        for name in networks:
            if name in self.interfaces:
                self._want_network(self.interfaces[name])

    def _lsa_options(self, area: Area) -> int:
        return area.options & E_BIT

    def _router(self, area: Area) -> RouterBody:
        links: list[RouterLink] = []
        for interface in self.interfaces_of(area.id):
            if interface.up:
                links += self._links(interface)
        return RouterBody(self._flags(area), tuple(links))

    def _flags(self, area: Area) -> int:
        flags = B_FLAG if self.border else 0
        if self.boundary and area.settings.kind != kinds.STUB:
            flags |= E_FLAG
        for interface in self.interfaces.values():
            if interface.settings.kind == kinds.VIRTUAL and interface.settings.transit == area.id and interface.full:
                flags |= V_FLAG
        if area.settings.kind == NSSA and area.settings.translate and self.border:
            flags |= NT_FLAG
        return flags

    def _links(self, interface: Interface) -> list[RouterLink]:
        """Return how a router LSA describes an interface (12.4.1.1 to 12.4.1.3)."""
        settings, cost, address = interface.settings, interface.cost, interface.address
        if settings.kind == kinds.VIRTUAL:
            return [RouterLink(VIRTUAL, n.id, address, cost) for n in interface.full]
        extra = [RouterLink(STUB, own & mask, mask, cost) for own, mask in settings.extra]
        stub = RouterLink(STUB, address & settings.mask, settings.mask, cost)
        if interface.state == P2P:
            return [*[RouterLink(POINT_TO_POINT, n.id, address, cost) for n in interface.full], stub, *extra]
        if self._in_transit(interface):
            return [RouterLink(TRANSIT, interface.dr, address, cost), *extra]
        return [stub, *extra]

    def _in_transit(self, interface: Interface) -> bool:
        """Return whether a network is more than a stub: this router is adjacent to its designated router."""
        if interface.state == WAITING or not interface.dr:
            return False
        if interface.state == DR:
            return bool(interface.full)
        return any(neighbor.address == interface.dr for neighbor in interface.full)

    def _want_network(self, interface: Interface) -> None:
        wanted = None
        if interface.state == DR and interface.full:
            routers = sorted({self.id, *[neighbor.id for neighbor in interface.full]})
            options = self._lsa_options(self.area_of(interface))
            wanted = Wanted(options, NetworkBody(interface.settings.mask, tuple(routers)))
        self.want(interface.settings.area, NETWORK, interface.address, wanted)

    def interface_down(self, interface: Interface, now: float) -> None:
        """Forget the neighbours and flush the network LSA: the interface may return with another address."""
        super().interface_down(interface, now)
        self._want_network(interface)

    # -- what is told ------------------------------------------------------------------------------------------------

    def originate(self, now: float) -> None:
        """Bring the LSAs of this router in the database in line with what is wanted."""
        self.originate_at = NEVER
        if self.silent:
            return
        dirty, self.dirty = self.dirty, {}
        for place in dirty:
            self._reconcile(place, now)

    def _reconcile(self, place: tuple[Scope, LsaKey], now: float) -> None:
        scope, key = place
        database, wanted = self.database(scope), self.wanted.get(place)
        if database is None:
            return
        stored = database.get(key)
        if wanted is None:
            if stored is not None and stored.lsa.age < MAX_AGE:
                self.expire(scope, stored.lsa, now)
        elif stored is None:
            self._tell(scope, key, wanted, FIRST_SEQUENCE, now)
        elif place in self.dying and stored.lsa.sequence == LAST_SEQUENCE:
            self.dirty[place] = None  # its number cannot grow: it has to be gone first
        elif self._differs(stored, wanted):
            self._tell_again(place, stored, wanted, now)

    def _differs(self, stored: Stored, wanted: Wanted) -> bool:
        lsa = stored.lsa
        return lsa.body != wanted.body or lsa.options != wanted.options or lsa.age >= MAX_AGE or not _own(stored)

    def _tell_again(self, place: tuple[Scope, LsaKey], stored: Stored, wanted: Wanted, now: float) -> None:
        """Originate a changed LSA, at once or when the least interval since the last is over."""
        moment = stored.installed + MIN_INTERVAL
        if _own(stored) and stored.lsa.age < MAX_AGE and now < moment:
            self.dirty[place] = None
            self.originate_at = min(self.originate_at, moment)
        elif stored.lsa.sequence == LAST_SEQUENCE:
            self.expire(place[0], stored.lsa, now)
            self.dirty[place] = None
        else:
            self._tell(*place, wanted, stored.lsa.sequence + 1, now)

    def _tell(self, scope: Scope, key: LsaKey, wanted: Wanted, sequence: int, now: float) -> None:
        lsa = Lsa(0, wanted.options, key.kind, key.id, self.id, sequence, wanted.body)
        self.originated += 1
        self.install(scope, lsa, now)
        self.flood(scope, lsa, now)
        self.refresh_at = min(self.refresh_at, self._refresh_of(now))

    # -- refresh -----------------------------------------------------------------------------------------------------

    def _refresh_of(self, told: float) -> float:
        """Return when an LSA is refreshed: in steps of the batch interval, so that many go in one update."""
        moment, batch = told + REFRESH, self.settings.batch
        return moment if not batch else -(-moment // batch) * batch

    def refresh(self, now: float) -> None:
        """Refresh the LSAs that are half an hour old, and check the database for those at MaxAge."""
        self.refresh_at = NEVER
        for place, wanted in list(self.wanted.items()):
            database = self.database(place[0])
            stored = database.get(place[1]) if database is not None else None
            if stored is None or stored.lsa.age >= MAX_AGE or place in self.dirty:
                continue
            moment = self._refresh_of(stored.born)
            if moment <= now:
                self._tell_again(place, stored, wanted, now)
            else:
                self.refresh_at = min(self.refresh_at, moment)
        self.age(now)


def _own(stored: Stored) -> bool:
    """Return whether this router itself has put its LSA into the database: one that came back has an age, or none."""
    return stored.born == stored.installed
