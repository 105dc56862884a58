"""Graceful restart (RFC 3623): a router that restarts, and one that waits for a neighbour that does."""

from struct import Struct, error

from xos_cli.packets.addresses import ip_text
from xos_cli.packets.ospf_records import (
    FIRST_SEQUENCE,
    LINK_OPAQUE,
    MAX_AGE,
    NETWORK,
    POINT_TO_POINT,
    ROUTER,
    TRANSIT,
    VIRTUAL,
    Lsa,
    LsaKey,
    NetworkBody,
    OpaqueBody,
    OspfLsu,
    RouterBody,
)
from xos_cli.processes.ospf.protocol.borders import Borders
from xos_cli.processes.ospf.protocol.core import ALL_ROUTERS, names_of
from xos_cli.processes.ospf.protocol.database import Scope
from xos_cli.processes.ospf.protocol.flooding import OPAQUE
from xos_cli.processes.ospf.protocol.neighbor import BDR, DR, DR_OTHER, WAITING, Interface, Neighbor, State
from xos_cli.processes.ospf.protocol.settings import NEVER, RouterSettings
from xos_cli.record import NamedTuple

#: The identifier of a grace LSA: opaque type 3.
GRACE_ID = 3 << 24
#: Why a router restarts (RFC 3623, appendix A).
UNKNOWN, SOFTWARE, RELOAD, SWITCHOVER = 0, 1, 2, 3
#: The TLVs of a grace LSA.
PERIOD, REASON, ADDRESS = 1, 2, 3
TLV = Struct("!HH")
PLANNED = (SOFTWARE, RELOAD)


class Grace(NamedTuple):
    """What a grace LSA says: for how long to wait, why, and whose interface (its address) sends it."""

    period: int
    reason: int
    address: int = 0


def grace_body(grace: Grace) -> OpaqueBody:
    """Return the body of a grace LSA."""
    period = TLV.pack(PERIOD, 4) + grace.period.to_bytes(4, "big")
    reason = TLV.pack(REASON, 1) + bytes([grace.reason, 0, 0, 0])
    return OpaqueBody(period + reason + TLV.pack(ADDRESS, 4) + grace.address.to_bytes(4, "big"))


def grace_of(body: OpaqueBody) -> Grace | None:
    """Return the contents of a grace LSA, None if the LSA is not one."""
    values, at, data = {PERIOD: 0, REASON: 0, ADDRESS: 0}, 0, body.data
    try:
        while at < len(data):
            kind, size = TLV.unpack_from(data, at)
            values[kind] = int.from_bytes(data[at + TLV.size : at + TLV.size + size], "big")
            at += TLV.size + (size + 3) // 4 * 4
    except error:
        return None
    return Grace(values[PERIOD], values[REASON], values[ADDRESS]) if values[PERIOD] else None


class Restart(Borders):
    """A router that restarts gracefully, and helps neighbours that do.

    *restart_at* is when the restart is over in any case.  While it lasts the router originates nothing and keeps its
    old routes (``silent``).
    """

    def __init__(self, settings: RouterSettings, now: float) -> None:
        super().__init__(settings, now)
        self.restart_at = NEVER
        self.helped: dict[str, None] = {}  # interfaces with a neighbour that is waited for

    # -- the router that restarts ------------------------------------------------------------------------------------

    def restart(self, reason: int, until: float, now: float) -> None:
        """Restart gracefully: send grace LSAs before any hello, and originate nothing until the restart is over."""
        self.silent, self.restart_at = True, until
        self.note("Notice", "OSPF.Restart", f"Graceful restart begins, for at most {int(until - now)} seconds")
        for interface in self.interfaces.values():
            if interface.up and not interface.settings.passive:
                self.send_grace(interface, Grace(int(until - now), reason, interface.address), now)

    def send_grace(self, interface: Interface, grace: Grace, now: float) -> None:
        """Send a grace LSA out of an interface, whether or not there is a neighbour yet."""
        lsa = Lsa(0, 0, LINK_OPAQUE, GRACE_ID, self.id, self._grace_number(now), grace_body(grace))
        self.install(("link", interface.name), lsa, now)
        self.send(interface, ALL_ROUTERS, OspfLsu((lsa,)))

    def _grace_number(self, now: float) -> int:
        """Return a sequence number that no earlier grace LSA of this router had: one that counts the seconds."""
        return FIRST_SEQUENCE + int(now)

    def _finished(self) -> str:
        """Return why the restart is over, "" if it is not: all adjacencies of before are there again, or cannot be."""
        complete = True
        for id in self.attached():
            stored = self.areas[id].database.get(LsaKey(ROUTER, self.id, self.id))
            if stored is None or not isinstance(stored.lsa.body, RouterBody):
                complete = False
            elif not self._consistent(id, stored.lsa.body):
                return "a neighbor has not waited"
            else:
                complete = complete and self._back(id, stored.lsa.body)
        return "all adjacencies are there again" if complete else ""

    def _consistent(self, area: int, before: RouterBody) -> bool:
        """Return whether the neighbours' LSAs agree with this router's LSAs from before the restart (2.2)."""
        database = self.areas[area].database
        for link in before.links:
            if link.kind == POINT_TO_POINT:
                stored = database.get(LsaKey(ROUTER, link.id, link.id))
                body = stored.lsa.body if stored else None
                if isinstance(body, RouterBody) and not any(back.id == self.id for back in body.links):
                    return False
            elif link.kind == TRANSIT:
                told = [stored.lsa for key, stored in database.items() if key.kind == NETWORK and key.id == link.id]
                routers = [lsa.body.routers for lsa in told if isinstance(lsa.body, NetworkBody) and lsa.age < MAX_AGE]
                if not any(self.id in some for some in routers):
                    return False
        return True

    def _back(self, area: int, before: RouterBody) -> bool:
        """Return whether every neighbour that the LSA of before names is adjacent again."""
        full = {n.id for i in self.interfaces_of(area) for n in i.neighbors.values() if n.state is State.FULL}
        for link in before.links:
            if link.kind == TRANSIT:
                if not self._attached_to(area, link.id) <= full:
                    return False
            elif link.kind in (POINT_TO_POINT, VIRTUAL) and link.id not in full:
                return False
        return True

    def _attached_to(self, area: int, network: int) -> set[int]:
        """Return the routers that this one was adjacent to on a network: all, or its designated ones."""
        found: set[int] = set()
        for key, stored in self.areas[area].database.items():
            if key.kind == NETWORK and key.id == network and isinstance(stored.lsa.body, NetworkBody):
                designated = {key.router} if key.router != self.id else set(stored.lsa.body.routers)
                found |= designated - {self.id}
        return found

    def end_restart(self, why: str, now: float) -> None:
        """End the restart: originate the LSAs of now, and flush the grace LSAs."""
        if not self.silent:
            return
        self.silent, self.restart_at = False, NEVER
        self.note("Notice", "OSPF.Restart", f"Graceful restart is over: {why}")
        for interface in self.interfaces.values():
            key = LsaKey(LINK_OPAQUE, GRACE_ID, self.id)
            stored = interface.links.get(key)
            if stored is not None and stored.lsa.age < MAX_AGE:
                self.expire(("link", interface.name), stored.lsa, now)
        for scope, database in self.databases():
            for key in database:
                if key.router == self.id and key.kind not in OPAQUE:
                    self.dirty[scope, key] = None
        self.dirty |= dict.fromkeys(self.wanted)
        self.stale = dict.fromkeys(self.areas)
        self.routes_changed = True
        self.calculate(now)
        self.tell_borders()

    # -- the router that helps ---------------------------------------------------------------------------------------

    def link_opaque(self, interface: Interface, neighbor: Neighbor, lsa: Lsa, now: float) -> None:
        """Start or stop helping a neighbour that sends a grace LSA."""
        if lsa.id >> 24 != 3 or lsa.router != neighbor.id or not isinstance(lsa.body, OpaqueBody):
            return
        grace = grace_of(lsa.body)
        if lsa.age >= MAX_AGE:
            self.stop_helping(interface, neighbor, "its restart is over", now)
        elif grace is not None and not neighbor.helped_until and self._helps(interface, neighbor, grace):
            neighbor.helped_until = now + grace.period - lsa.age
            neighbor.restart_reason = grace.reason
            self.helped[interface.name] = None
            text = f"Waiting for the restart of neighbor {names_of(neighbor)} on {interface.name}"
            self.note("Notice", "OSPF.Restart", f"{text} for at most {grace.period - lsa.age} seconds")

    def _helps(self, interface: Interface, neighbor: Neighbor, grace: Grace) -> bool:
        """Return whether this router helps a neighbour (3.1), as configured for the kind of its restart.

        evidence: RFC 3623 3.1, reference 11.5 p.1566 (a router that restarts helps nobody; one neighbour for an
        interface)
        """
        wanted = interface.settings.helper
        kind = "planned" if grace.reason in PLANNED else "unplanned"
        if self.silent or neighbor.state is not State.FULL or wanted not in ("both", kind):
            return False
        return not any(n.helped_until for n in interface.neighbors.values())

    def stop_helping(self, interface: Interface, neighbor: Neighbor, why: str, now: float) -> None:
        """Stop helping a neighbour: its present state counts (3.2)."""
        if not neighbor.helped_until:
            return
        neighbor.helped_until = 0.0
        self.helped.pop(interface.name, None)
        text = f"Waiting no longer for neighbor {names_of(neighbor)} on {interface.name}: {why}"
        self.note("Notice", "OSPF.Restart", text)
        self.touched(interface)
        if interface.up and (neighbor.state < State.TWO_WAY or neighbor.dead_at == NEVER):
            self.lose(interface, neighbor, now, why)
        else:
            self.neighbors_changed(interface, now)

    def changed(self, scope: Scope, lsa: Lsa, now: float) -> None:
        """Stop helping all neighbours if the topology changes: they cannot follow that (3.2, 3)."""
        if not self.helped or lsa.kind in OPAQUE or not self.settings.lsa_check:
            return
        for interface in self.interfaces.values():
            for neighbor in list(interface.neighbors.values()):
                if neighbor.helped_until and lsa.router != neighbor.id:
                    self.stop_helping(interface, neighbor, f"the topology has changed ({ip_text(lsa.router)})", now)

    def one_way(self, interface: Interface, neighbor: Neighbor, now: float) -> None:
        """Ignore that a restarting neighbour no longer hears this router."""
        if neighbor.helped_until:
            if neighbor.state > State.INIT:
                neighbor.forget()
                neighbor.state = State.INIT
            return
        super().one_way(interface, neighbor, now)

    def neighbors_changed(self, interface: Interface, now: float) -> None:
        """Elect again, but not while a neighbour restarts: it keeps its role."""
        if not any(neighbor.helped_until for neighbor in interface.neighbors.values()):
            super().neighbors_changed(interface, now)

    def backup_seen(self, interface: Interface, neighbor: Neighbor, now: float) -> None:
        """Take the role that the neighbours' hellos give this router from before its restart (2.2)."""
        if self.silent and interface.state == WAITING and neighbor.dr and neighbor.state >= State.TWO_WAY:
            interface.dr, interface.bdr, interface.wait_at = neighbor.dr, neighbor.bdr, NEVER
            roles = {interface.bdr: BDR, interface.dr: DR}
            self.turn(interface, roles.get(interface.address, DR_OTHER))
            for other in list(interface.neighbors.values()):
                self.consider(interface, other, now)
        else:
            super().backup_seen(interface, neighbor, now)

    # -- time --------------------------------------------------------------------------------------------------------

    def tick_restart(self, now: float) -> None:
        """End a restart, or the help for a neighbour, whose grace period is over."""
        if self.restart_at <= now:
            self.end_restart("the grace period has ended", now)
        for name in list(self.helped):
            interface = self.interfaces.get(name)
            for neighbor in list(interface.neighbors.values()) if interface else ():
                if interface and neighbor.helped_until and neighbor.helped_until <= now:
                    self.stop_helping(interface, neighbor, "the grace period has ended", now)

    def follow_restart(self, now: float) -> None:
        """End the restart once all adjacencies are back."""
        if self.silent:
            why = self._finished()
            if why:
                self.end_restart(why, now)

    @property
    def waits_until(self) -> float:
        """Return when the next grace period ends, of this router or of a neighbour that it helps."""
        moments = [self.restart_at]
        for name in self.helped:
            interface = self.interfaces.get(name)
            moments += [n.helped_until for n in interface.neighbors.values() if n.helped_until] if interface else []
        return min(moments)
