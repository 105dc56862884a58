"""RIP as a state machine without input or output (RFC 2453): the table, what comes in, timers, what goes out.

Whoever owns it gives it interfaces, own routes, messages and the time, and takes what it wants to send (``sent``), what
happened (``told``), and whether routes of neighbours changed (``changed``).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from zlib import crc32

from xos_cli.packets.frames import RIP_REQUEST, RIP_RESPONSE, Rip, RipEntry
from xos_cli.packets.rip import PORT
from xos_cli.processes.rip.incoming import VERSIONS, routes_in
from xos_cli.processes.rip.records import (
    INFINITY,
    LEARNED,
    NEVER,
    Deadlines,
    Judge,
    Key,
    RipInterface,
    RipRoute,
    RipSettings,
    Sent,
)
from xos_cli.processes.rip.updates import dotted, mask_of, responses

#: Seconds between two triggered updates: at least, and how many more at most (RFC 2453, 3.10.1).
REST, MORE = 1.0, 4.0
#: What makes similar seeds fall far apart (Knuth's multiplier).
SCATTER = 2654435761


class RipMachine:
    """The RIP of one virtual router.  *seed* decides when regular updates fall and how far triggered ones are apart."""

    def __init__(self, settings: RipSettings, now: float, seed: int = 0, judge: Judge | None = None) -> None:
        self.settings, self.seed, self.judge = settings, seed, judge or Judge()
        self.interfaces: dict[str, RipInterface] = {}
        self.routes: dict[Key, RipRoute] = {}
        self.neighbors: dict[tuple[str, int], float] = {}  # VLAN and address -> when it is forgotten, soonest first
        self.counts: Counter[tuple[str, str]] = Counter()  # by VLAN: sent, received, triggered, bad packets and routes
        self.complaints: dict[tuple[str, int], str] = {}  # VLAN and address -> why its last message was refused
        self.sent: list[Sent] = []
        self.told: list[tuple[str, str]] = []  # names and texts of events
        self.changed = False
        self._lives: dict[Key, float] = {}  # when routes time out, soonest first
        self._graves: dict[Key, float] = {}  # when dead routes are forgotten, soonest first
        self._news: dict[Key, None] = {}  # what a triggered update has to tell
        self._quiet_until = now
        self._triggers = 0
        self.next_update = now + settings.update * (1 + self._spread(0)) / 2

    def _spread(self, number: int) -> float:
        """Return a share from 0 to 1 that depends on the switch and the number alone."""
        return (crc32(f"{self.seed} {number}".encode()) * SCATTER & 0xFFFFFFFF) / 0xFFFFFFFF

    # -- configuration ---------------------------------------------------------------------------------------------

    def configure(self, settings: RipSettings, now: float) -> None:
        """Apply new settings; move a regular update that is further away than the new interval."""
        if settings != self.settings:
            self.settings = settings
            self.next_update = min(self.next_update, now + settings.update)

    def set_interfaces(self, interfaces: Mapping[str, RipInterface], now: float) -> None:
        """Run on exactly these VLANs: request the tables on new ones, drop the routes of those that left."""
        old, self.interfaces = self.interfaces, dict(interfaces)
        for name, interface in old.items():
            new = interfaces.get(name)
            if new is None or (new.address, new.length) != (interface.address, interface.length):
                self._leave(name, now)
        for name, interface in interfaces.items():
            before = old.get(name)
            if before is None or before.address != interface.address:
                self._ask(interface)

    def _leave(self, vlan: str, now: float) -> None:
        for route in [route for route in self.routes.values() if route.vlan == vlan and route.peer and route.alive]:
            self._kill(route, now, "its VLAN is down")
        self.neighbors = {key: moment for key, moment in self.neighbors.items() if key[0] != vlan}
        self.complaints = {key: why for key, why in self.complaints.items() if key[0] != vlan}

    def _ask(self, interface: RipInterface) -> None:
        """Ask the neighbours on a VLAN for their tables."""
        if interface.txmode != "none":
            version = 1 if interface.txmode == "v1only" else 2
            self.counts[interface.vlan, "sent"] += 1
            self.sent.append(Sent(interface.vlan, Rip(RIP_REQUEST, version, (RipEntry(0, 0, INFINITY, family=0),))))

    def judge_anew(self, now: float) -> None:
        """Apply changed policies: send all routes at once, and request the neighbours' tables again."""
        self._tell_all(self.routes.values(), "triggered", withdraw=True)
        self._news.clear()
        self._quiet_until = now + REST
        self.changed = True
        for interface in self.interfaces.values():
            self._ask(interface)

    def set_own(self, routes: Mapping[Key, RipRoute], now: float) -> None:
        """Advertise exactly these routes of the switch itself; those that are gone are advertised as unreachable."""
        for key, route in self.routes.items():
            if not route.peer and route.alive and key not in routes:
                self._bury(route, now)
        for key, route in routes.items():
            old = self.routes.get(key)
            if old != route:
                if old is not None and old.peer and old.alive:
                    self.changed = True
                self._put(route)

    # -- the table -------------------------------------------------------------------------------------------------

    def _put(self, route: RipRoute) -> None:
        """Put a route and schedule a triggered update for it."""
        self.routes[route.key] = route
        self._news[route.key] = None
        self._time(route)

    def _time(self, route: RipRoute) -> None:
        """Set the timer of a route."""
        self._lives.pop(route.key, None)
        self._graves.pop(route.key, None)
        if route.until < NEVER:
            moments = self._lives if route.alive else self._graves
            _note(moments, route.key, route.until)

    def _bury(self, route: RipRoute, now: float) -> None:
        self._put(route._replace(metric=INFINITY, until=now + self.settings.garbage))

    def _kill(self, route: RipRoute, now: float, why: str) -> None:
        """Mark a neighbour's route as unreachable until the garbage time is over."""
        self._bury(route, now)
        self.changed = True
        self.told.append(("RIP.RouteRemove", f"{text(route)} is unreachable: {why}"))

    # -- what comes in ---------------------------------------------------------------------------------------------

    def received(self, vlan: str, peer: int, port: int, rip: Rip, now: float) -> None:
        """Process a message that a neighbour sent from its address and port."""
        interface = self.interfaces.get(vlan)
        if interface is None or peer == interface.address:
            return
        complaint = self._complaint(interface, peer, rip)
        if complaint:
            self.counts[vlan, "bad packets"] += 1
            self.complaints[vlan, peer] = complaint
            return
        self.complaints.pop((vlan, peer), None)
        self.counts[vlan, "received"] += 1
        if rip.command == RIP_REQUEST:
            self._answer(interface, peer, port, rip)
        elif port == PORT:
            self._learn(interface, peer, rip, now)

    def _complaint(self, interface: RipInterface, peer: int, rip: Rip) -> str:
        """Return why a message is refused, "" if it is not."""
        if not interface.has(peer):
            return "it is not in the primary subnet"
        if rip.version not in VERSIONS[interface.rxmode]:
            return f"it sends version {rip.version}, and the receive mode is {interface.rxmode}"
        if not self.judge.trusts(interface.vlan, peer):
            return "the trusted-gateway policy does not permit it"
        return "" if rip.command in (RIP_REQUEST, RIP_RESPONSE) else f"command {rip.command} is none of RIP's"

    def _answer(self, interface: RipInterface, peer: int, port: int, rip: Rip) -> None:
        """Answer a request for the whole table, or for single routes as they are (RFC 2453, 3.9.1)."""
        if interface.txmode == "none" or not rip.entries:
            return
        first = rip.entries[0]
        if len(rip.entries) == 1 and not first.family and first.metric == INFINITY:
            answers = list(responses(interface, self.routes.values(), self.settings, self.judge))
        else:
            answers = [Rip(RIP_RESPONSE, rip.version, tuple([self._looked_up(entry) for entry in rip.entries]))]
        self.sent += [Sent(interface.vlan, answer, peer, port) for answer in answers]
        self.counts[interface.vlan, "sent"] += len(answers)

    def _looked_up(self, entry: RipEntry) -> RipEntry:
        found = self.routes.get((entry.network, entry.mask.bit_count()))
        return entry._replace(metric=found.metric if found else INFINITY)

    def _learn(self, interface: RipInterface, peer: int, rip: Rip, now: float) -> None:
        until = now + self.settings.timeout
        if (interface.vlan, peer) not in self.neighbors:
            self.told.append(("RIP.NbrAdd", f"Neighbor {dotted(peer)} on VLAN {interface.vlan}"))
        self.neighbors.pop((interface.vlan, peer), None)
        self.neighbors[interface.vlan, peer] = until
        routes, bad = routes_in(interface, peer, rip, until)
        self.counts[interface.vlan, "bad routes"] += bad
        for route in routes:
            judged = self.judge.incoming(interface.vlan, route)
            self._consider(judged or route._replace(metric=INFINITY), now)

    def _consider(self, new: RipRoute, now: float) -> None:
        """Accept a route if it is better than the known one or from the same neighbour (RFC 2453, 3.9.2)."""
        old = self.routes.get(new.key)
        if old is None or not old.alive:
            if new.alive:
                self._take(new, old)
        elif not old.peer:
            return
        elif (old.peer, old.vlan) == (new.peer, new.vlan):
            if not new.alive:
                self._kill(old, now, f"{dotted(new.peer)} says so")
            elif old._replace(until=new.until) == new:
                self.routes[new.key] = new
                self._time(new)
            else:
                self._take(new, old)
        elif new.metric < old.metric or (new.metric == old.metric and self._fading(old, now)):
            self._take(new, old)

    def _fading(self, route: RipRoute, now: float) -> bool:
        """Return whether half of a route's time is over, so that another as good is taken (RFC 2453, 3.9.2)."""
        return route.until - now < self.settings.timeout / 2

    def _take(self, new: RipRoute, old: RipRoute | None) -> None:
        self._put(new)
        self.changed = True
        if old is None or old._replace(until=0.0, tag=0) != new._replace(until=0.0, tag=0):
            where = f"via {dotted(new.next_hop)} on VLAN {new.vlan}, metric {new.metric}"
            self.told.append(("RIP.RouteAdd", f"{text(new)} {where}"))

    # -- time ------------------------------------------------------------------------------------------------------

    def deadlines(self) -> Deadlines:
        """Return the times of the next timers."""
        firsts = [next(iter(moments.values()), NEVER) for moments in (self._lives, self._graves, self.neighbors)]
        waits = self._news and self.settings.triggered and self.interfaces
        beacon = self.next_update if self.interfaces else NEVER
        return Deadlines(self._quiet_until if waits else NEVER, min(firsts), beacon)

    def tick(self, now: float) -> None:
        """Process every timer that is due."""
        self._expire(now)
        if self.interfaces and self.next_update <= now:
            self.next_update += self.settings.update * max(1, (now - self.next_update) // self.settings.update + 1)
            self._news.clear()
            self._tell_all(self.routes.values(), "regular")
        elif self._news and self.settings.triggered and self._quiet_until <= now:
            news = [self.routes[key] for key in self._news if key in self.routes]
            self._news.clear()
            self._triggers += 1
            self._quiet_until = now + REST + MORE * self._spread(self._triggers)
            self._tell_all(news, "triggered")

    def _expire(self, now: float) -> None:
        """Expire routes that were not confirmed, and delete dead routes and silent neighbours."""
        while self._lives and (first := next(iter(self._lives.items())))[1] <= now:
            self._kill(self.routes[first[0]], now, "it timed out")
        while self._graves and (first := next(iter(self._graves.items())))[1] <= now:
            del self._graves[first[0]], self.routes[first[0]]
            self._news.pop(first[0], None)
        while self.neighbors and (who := next(iter(self.neighbors.items())))[1] <= now:
            del self.neighbors[who[0]]
            self.told.append(("RIP.NbrRemove", f"Neighbor {dotted(who[0][1])} on VLAN {who[0][0]} is silent"))

    def _tell_all(self, routes: Iterable[RipRoute], kind: str, withdraw: bool = False) -> None:
        """Send routes to the neighbours on every VLAN."""
        held = list(routes)
        for interface in self.interfaces.values():
            if interface.txmode != "none":
                messages = list(responses(interface, held, self.settings, self.judge, withdraw))
                self.sent += [Sent(interface.vlan, message) for message in messages]
                self.counts[interface.vlan, "sent"] += len(messages)
                self.counts[interface.vlan, "triggered"] += kind == "triggered" and bool(messages)

    def learned(self) -> list[RipRoute]:
        """Return the routes of neighbours that can be reached."""
        return [route for route in self.routes.values() if route.origin == LEARNED and route.alive]


def _note(moments: dict[Key, float], key: Key, moment: float) -> None:
    """Insert a time into a sorted list: at the end, unless the timers were set shorter since."""
    late = next(reversed(moments.values()), moment) > moment
    moments[key] = moment
    if late:
        ordered = sorted(moments.items(), key=lambda item: item[1])
        moments.clear()
        moments.update(ordered)


def text(route: RipRoute) -> str:
    """Return the network of a route as text."""
    return f"{dotted(route.network & mask_of(route.length))}/{route.length}"
