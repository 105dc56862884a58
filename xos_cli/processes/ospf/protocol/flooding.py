"""Flooding, acknowledgement, retransmission and ageing of LSAs (RFC 2328, 13 and 14)."""

from xos_cli.packets.ospf_records import (
    AREA_OPAQUE,
    AS_OPAQUE,
    EXTERNAL,
    LINK_OPAQUE,
    LSA_HEADER,
    MAX_AGE,
    NETWORK,
    NSSA,
    O_BIT,
    Lsa,
    LsaHeader,
    LsaKey,
    OspfLsAck,
    OspfLsu,
)
from xos_cli.processes.ospf.protocol import settings as kinds
from xos_cli.processes.ospf.protocol.core import Area
from xos_cli.processes.ospf.protocol.database import AS, Database, Scope, Stored, newer
from xos_cli.processes.ospf.protocol.neighbor import BDR, Interface, Neighbor, State
from xos_cli.processes.ospf.protocol.overflow import Overflow, limited
from xos_cli.processes.ospf.protocol.settings import NEVER, NORMAL, VIRTUAL, RouterSettings

#: The least seconds between two instances of an LSA that are taken (RFC 2328, appendix B).
MIN_ARRIVAL = 1.0
#: Seconds that an acknowledgement waits for others.  evidence: inferred (less than the retransmit interval: RFC 2328)
ACK_DELAY = 1.0
#: Seconds for which LSAs that are to be flooded wait for others, to go in one update.  evidence: inferred
PACE = 0.05
OPAQUE = (LINK_OPAQUE, AREA_OPAQUE, AS_OPAQUE)


class Flooding(Overflow):
    """A router that keeps its databases equal to those of its neighbours."""

    def __init__(self, settings: RouterSettings, now: float) -> None:
        super().__init__(settings, now)
        self.dying: dict[tuple[Scope, LsaKey], None] = {}  # LSAs of the greatest age, until everybody knows
        self.dirty: dict[tuple[Scope, LsaKey], None] = {}  # LSAs of this router's to be looked at
        self.loaded: list[tuple[Interface, Neighbor]] = []  # whose requests may have been met
        self.freed = False  # whether an LSA of the greatest age may be gone
        self.age_at = NEVER
        self.flood_at = NEVER

    # -- scopes ------------------------------------------------------------------------------------------------------

    def scope_of(self, interface: Interface, kind: int) -> Scope | None:
        """Return the database for an LSA received at an interface; None if it is not allowed there."""
        area = self.area_of(interface).settings.kind
        if kind in (EXTERNAL, AS_OPAQUE):
            return AS if area == NORMAL and interface.settings.kind != VIRTUAL else None
        if kind == LINK_OPAQUE:
            return ("link", interface.name)
        if kind == NSSA and area != kinds.NSSA:
            return None
        return interface.settings.area

    def interfaces_in(self, scope: Scope) -> list[Interface]:
        """Return the interfaces that an LSA is flooded to."""
        if isinstance(scope, tuple):
            return [self.interfaces[scope[1]]] if scope[1] in self.interfaces else []
        if scope == AS:
            return [i for i in self.interfaces.values() if self.scope_of(i, EXTERNAL) == AS]
        return self.interfaces_of(scope)

    def lets_in(self, interface: Interface, lsa: Lsa) -> bool:
        """Return whether an LSA is flooded out of an interface; a flushed one always is."""
        name = self.area_of(interface).settings.external_filter
        if not name or lsa.kind != EXTERNAL or lsa.age >= MAX_AGE:
            return True
        return self.admits_external(self.area_of(interface), lsa)

    def admits_external(self, area: Area, lsa: Lsa) -> bool:
        """Return whether the policy of an area permits an external LSA."""
        return True

    def offer_externals(self, area: int, now: float) -> None:
        """Send an area the external LSAs that its policy lets in, as the policy is another one now."""
        for interface in self.interfaces_of(area):
            for stored in self.external.values():
                wanted = [n for n in interface.neighbors.values() if self._lacks(interface, n, stored.lsa)]
                if wanted and self.lets_in(interface, stored.lsa):
                    for neighbor in wanted:
                        neighbor.retransmit[stored.lsa.key] = stored.lsa
                        neighbor.update_at = min(neighbor.update_at, now + interface.settings.retransmit)
                    self.outgoing.setdefault(interface.name, {})[stored.lsa.key] = stored.lsa

    # -- updates that come in ----------------------------------------------------------------------------------------

    def updated(self, interface: Interface, neighbor: Neighbor, update: OspfLsu, now: float) -> bool:
        """Process an update; return False if the exchange with the neighbour must restart."""
        if neighbor.state < State.EXCHANGE:
            return True
        for lsa in update.lsas:
            scope = self.scope_of(interface, lsa.kind)
            if scope is not None and not self._take(scope, interface, neighbor, lsa, now):
                return False
        return True

    def _take(self, scope: Scope, interface: Interface, neighbor: Neighbor, lsa: Lsa, now: float) -> bool:
        """Process one LSA (RFC 2328, 13); return False if it shows that the exchange went wrong."""
        database, key = self.database(scope), lsa.key
        assert database is not None
        stored = database.get(key)
        if stored is None and lsa.age >= MAX_AGE and not self._exchanging():
            self._acknowledge(interface, neighbor, lsa, now, at_once=True)
            return True
        if stored is None and limited(key) and self.full():
            self._lacks(interface, neighbor, lsa)  # it is asked for no longer, and not acknowledged
            self.overflow(now)
            return True
        relation = 1 if stored is None else newer(lsa, stored.aged(now))
        if relation > 0:
            self._newer(scope, interface, neighbor, lsa, stored, now)
        elif key in neighbor.requests:
            return False
        elif relation == 0:
            self._same(interface, neighbor, lsa, now)
        elif stored is not None:
            self._older(interface, neighbor, stored, now)
        return True

    def _newer(
        self, scope: Scope, interface: Interface, neighbor: Neighbor, lsa: Lsa, stored: Stored | None, now: float
    ) -> None:
        """Install and flood an LSA that is newer than what is known."""
        if stored is not None and stored.lsa.router != self.id and now - stored.installed < MIN_ARRIVAL:
            return
        self.accepted += 1
        self.install(scope, lsa, now)
        back = self.flood(scope, lsa, now, interface, neighbor)
        if not back and (interface.state != BDR or neighbor.address == interface.dr):
            self._acknowledge(interface, neighbor, lsa, now)
        if lsa.router == self.id:
            self.dirty[scope, lsa.key] = None
        elif lsa.kind == NETWORK and lsa.age < MAX_AGE and self._owns(lsa.id):
            self.expire(scope, lsa, now)
        if lsa.kind == LINK_OPAQUE:
            self.link_opaque(interface, neighbor, lsa, now)

    def _owns(self, address: int) -> bool:
        """Return whether an address is this router's: a network LSA of that name was its own, by another identifier.

        evidence: RFC 2328, 13.4
        """
        return any(interface.up and interface.address == address for interface in self.interfaces.values())

    def link_opaque(self, interface: Interface, neighbor: Neighbor, lsa: Lsa, now: float) -> None:
        """Process a link-local opaque LSA of a neighbour."""

    def _same(self, interface: Interface, neighbor: Neighbor, lsa: Lsa, now: float) -> None:
        """Process a duplicate LSA: it is an implied acknowledgement, or has to be acknowledged."""
        if self._acknowledged(neighbor, lsa):
            if interface.state == BDR and neighbor.address == interface.dr:
                self._acknowledge(interface, neighbor, lsa, now)
        else:
            self._acknowledge(interface, neighbor, lsa, now, at_once=True)

    def _older(self, interface: Interface, neighbor: Neighbor, stored: Stored, now: float) -> None:
        """Send a neighbour the newer instance of what it has sent."""
        if stored.lsa.age < MAX_AGE and now - stored.installed >= MIN_ARRIVAL:
            lsa = stored.aged(now, interface.settings.delay)
            self.send(interface, neighbor.address, OspfLsu((lsa,)))

    def _exchanging(self) -> bool:
        """Return whether any neighbour is in EXCHANGE or LOADING."""
        return any(
            neighbor.state in (State.EXCHANGE, State.LOADING)
            for interface in self.interfaces.values()
            for neighbor in interface.neighbors.values()
        )

    # -- the database ------------------------------------------------------------------------------------------------

    def install(self, scope: Scope, lsa: Lsa, now: float) -> None:
        """Put an LSA into its database in place of an older instance."""
        database, key = self.database(scope), lsa.key
        assert database is not None
        old = database.get(key)
        database[key] = stored = Stored(lsa, now - lsa.age, now)
        for interface in self.interfaces_in(scope):
            for neighbor in interface.neighbors.values():
                if neighbor.retransmit:
                    self._drop(neighbor, key)
        if lsa.age >= MAX_AGE:
            self.dying[scope, key] = None
            self.freed = True
        else:
            self.dying.pop((scope, key), None)
            self._expect(stored.born + MAX_AGE)
            if limited(key) and self.full():
                self.overflow(now)
        if (
            old is None
            or old.lsa.body != lsa.body
            or old.lsa.options != lsa.options
            or _dead(old) != (lsa.age >= MAX_AGE)
        ):
            if lsa.kind not in OPAQUE:
                self.recalculate(now)
            self.changed(scope, lsa, now)

    def changed(self, scope: Scope, lsa: Lsa, now: float) -> None:
        """Process an LSA with changed contents."""

    def flood(
        self, scope: Scope, lsa: Lsa, now: float, interface: Interface | None = None, source: Neighbor | None = None
    ) -> bool:
        """Send an LSA on (13.3); return whether it goes out of the interface that it came from."""
        back, key = False, lsa.key
        for out in self.interfaces_in(scope):
            if not self.lets_in(out, lsa):
                continue
            wanted = [n for n in out.neighbors.values() if n is not source and self._lacks(out, n, lsa)]
            if source is not None and out is interface:
                self._lacks(out, source, lsa)
            for neighbor in wanted:
                neighbor.retransmit[key] = lsa
                if neighbor.update_at == NEVER:
                    neighbor.update_at = now + out.settings.retransmit
            if not wanted or (out is interface and source is not None and _designates(out, source)):
                continue
            back = back or out is interface
            self.outgoing.setdefault(out.name, {})[key] = lsa
        return back

    def _lacks(self, interface: Interface, neighbor: Neighbor, lsa: Lsa) -> bool:
        """Return whether a neighbour has to be sent an LSA; a request for it is met."""
        if neighbor.state < State.EXCHANGE or (lsa.kind in OPAQUE and not neighbor.options & O_BIT):
            return False
        wanted = neighbor.requests.get(lsa.key)
        if wanted is None:
            return True
        relation = newer(lsa, wanted)
        if relation >= 0:
            del neighbor.requests[lsa.key]
            neighbor.asked.pop(lsa.key, None)
            neighbor.tries = 0
            self.loaded.append((interface, neighbor))
        return relation > 0

    def flush_updates(self, now: float) -> None:
        """Send what is to be flooded, as many LSAs in an update as its size allows."""
        outgoing, self.outgoing, self.flood_at = self.outgoing, {}, NEVER
        for name, lsas in outgoing.items():
            interface = self.interfaces.get(name)
            if interface is not None:
                self._send_updates(interface, self.everyone(interface), list(lsas.values()), now)

    def _send_updates(self, interface: Interface, address: int, lsas: list[Lsa], now: float) -> None:
        """Send LSAs with the age that they have now, in updates of at most an MTU."""
        held: list[Lsa] = []
        left = room = self.room(interface) - 4
        for lsa in lsas:
            if held and lsa.length > left:
                self.send(interface, address, OspfLsu(tuple(held)))
                held, left = [], room
            held.append(self._sent_as(interface, lsa, now))
            left -= lsa.length
        if held:
            self.send(interface, address, OspfLsu(tuple(held)))

    def _sent_as(self, interface: Interface, lsa: Lsa, now: float) -> Lsa:
        scope = self.scope_of(interface, lsa.kind)
        database = self.database(scope) if scope is not None else None
        stored = database.get(lsa.key) if database is not None else None
        if stored is not None and stored.lsa is lsa:
            return stored.aged(now, interface.settings.delay)
        return lsa

    # -- acknowledgements --------------------------------------------------------------------------------------------

    def _acknowledge(
        self, interface: Interface, neighbor: Neighbor, lsa: Lsa, now: float, at_once: bool = False
    ) -> None:
        if at_once:
            self.send(interface, neighbor.address, OspfLsAck((lsa.header,)))
            return
        interface.acks[lsa.header] = None
        if interface.ack_at == NEVER:
            interface.ack_at = now + ACK_DELAY

    def acknowledge_all(self, interface: Interface) -> None:
        """Send the acknowledgements that have waited."""
        headers, interface.acks, interface.ack_at = list(interface.acks), {}, NEVER
        most = max(1, self.room(interface) // LSA_HEADER)
        for at in range(0, len(headers), most):
            self.send(interface, self.everyone(interface), OspfLsAck(tuple(headers[at : at + most])))

    def acknowledged(self, neighbor: Neighbor, ack: OspfLsAck) -> None:
        """Process an acknowledgement."""
        if neighbor.state >= State.EXCHANGE:
            for header in ack.headers:
                self._acknowledged(neighbor, header)

    def _acknowledged(self, neighbor: Neighbor, header: Lsa | LsaHeader) -> bool:
        """Stop sending a neighbour what it has; return whether that was still to be sent again."""
        waiting = neighbor.retransmit.get(header.key)
        if waiting is None or not _same_instance(waiting, header):
            return False
        self._drop(neighbor, header.key)
        return True

    def _drop(self, neighbor: Neighbor, key: LsaKey) -> None:
        if neighbor.retransmit.pop(key, None) is not None and not neighbor.retransmit:
            neighbor.update_at, neighbor.tries = NEVER, 0
        self.freed = True

    def retransmit(self, interface: Interface, neighbor: Neighbor, now: float) -> None:
        """Send a neighbour again what it has not acknowledged: as much as fits into one update."""
        neighbor.update_at = now + interface.settings.retransmit
        neighbor.tries += 1
        lsas: list[Lsa] = []
        left = self.room(interface) - 4
        for lsa in neighbor.retransmit.values():
            left -= lsa.length
            if left < 0 and lsas:
                break
            lsas.append(lsa)
        self._send_updates(interface, neighbor.address, lsas, now)

    # -- ageing ------------------------------------------------------------------------------------------------------

    def _expect(self, moment: float) -> None:
        """Schedule a check of the ages in the database at *moment* or before."""
        self.age_at = min(self.age_at, moment)

    def age(self, now: float) -> None:
        """Flood the LSAs that have reached MaxAge, and schedule the next check."""
        self.age_at = NEVER
        for scope, database in self.databases():
            self._age(scope, database, now)

    def _age(self, scope: Scope, database: Database, now: float) -> None:
        for stored in [stored for stored in database.values() if stored.lsa.age < MAX_AGE]:
            if now >= stored.born + MAX_AGE:
                self.expire(scope, stored.lsa, now)
            else:
                self._expect(stored.born + MAX_AGE)

    def expire(self, scope: Scope, lsa: Lsa, now: float) -> None:
        """Flush an LSA from the routing domain: set its age to MaxAge at once (14.1)."""
        old = lsa._replace(age=MAX_AGE)
        self.install(scope, old, now)
        self.flood(scope, old, now)

    def sweep(self) -> None:
        """Remove LSAs at MaxAge that no neighbour has still to acknowledge (14)."""
        if not self.dying or not self.freed or self._exchanging():
            return
        self.freed = False
        for scope, key in list(self.dying):
            if not any(key in n.retransmit for i in self.interfaces_in(scope) for n in i.neighbors.values()):
                del self.dying[scope, key]
                database = self.database(scope)
                if database is not None:
                    database.pop(key, None)
                if key.router == self.id:
                    self.dirty[scope, key] = None


def _same_instance(waiting: Lsa, header: Lsa | LsaHeader) -> bool:
    """Return whether an acknowledgement is of what was sent: not of the living LSA if its end was sent since (13.1)."""
    if (waiting.age >= MAX_AGE) != (header.age >= MAX_AGE):
        return False
    return waiting.sequence == header.sequence and not newer(waiting._replace(age=header.age), header)


def _dead(stored: Stored) -> bool:
    return stored.lsa.age >= MAX_AGE


def _designates(interface: Interface, source: Neighbor) -> bool:
    """Return whether an update from *source* reaches all of the network without this router's help."""
    return interface.designated and (source.address in (interface.dr, interface.bdr) or interface.state == BDR)
