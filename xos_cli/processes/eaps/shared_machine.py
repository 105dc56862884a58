"""A port that several rings share: one end of a common link, the controller or the partner.

While the link is whole, the masters of the rings keep them open.  When it fails, the rings become one, in which no
master blocks: the controller then forwards on one segment, that is one way to the other end, and blocks the others.

Nothing here sends, waits or knows the time, as in ``machine``.

evidence: guide 11.3 p.411-414, p.417-418, guide 11.1 p.283 (states), inferred (time-outs, how root blockers are told)
"""

from xos_cli.packets.frames import EapsSegment
from xos_cli.processes.eaps.facts import READY
from xos_cli.processes.eaps.machine import PREFORWARDING
from xos_cli.processes.eaps.rows import NEVER, EapsSegmentState, EapsSharedState
from xos_cli.record import NamedTuple
from xos_cli.switch.timing.deadlines import Deadlines

BLOCKING = "Blocking"
#: Seconds between two messages (guide 11.3 p.411), without one until the other end is lost, and in Preforwarding.
SEGMENT_HELLO, SEGMENT_TIMEOUT, PREFORWARD = 1.0, 3.0, 6.0  # evidence of the latter two: inferred
#: How many shared ports away a root blocker is believed.
FAR = 8


class SharedSettings(NamedTuple):
    """The settings of a shared port."""

    controller: bool
    link: int
    segment_down: bool


class Segment:
    """The way to the other end of the common link that begins at one ring port.

    *up*: whether frames can reach the other end.  *expired*: nothing was heard in time, and the action is an alert.
    *adjacent*: the link of a controller there that blocks; *root*: the least such link known there; 0 for none.
    """

    def __init__(self, port: str, now: float) -> None:
        self.port = port
        self.link = self.up = True
        self.expired = self.alert = False
        self.adjacent = self.root = 0
        self.hops = 0
        self.until = now + SEGMENT_TIMEOUT
        self.mac = 0

    def lose(self) -> None:
        """Forget what was received over this segment."""
        self.up, self.adjacent, self.root, self.until = False, 0, 0, NEVER

    def hear(self, mac: int, message: EapsSegment, now: float) -> None:
        """Process a message that came over this segment."""
        self.mac, self.adjacent, self.root, self.hops = mac, message.blocking, message.root, message.hops
        self.up, self.expired, self.until = self.link, False, now + SEGMENT_TIMEOUT


class SharedPort:
    """One end of a common link.

    *relieved*: a controller that blocks leaves one more port open, since the root blocker blocks elsewhere.
    *flushed*: the segments are to forget addresses.  *moves*, *alerts*: what is to be told.
    """

    def __init__(self, settings: SharedSettings, link: bool) -> None:
        self.settings, self.link = settings, link
        self.state = BLOCKING
        self.neighbor_until = 0.0
        self.link_root, self.link_hops = 0, 0
        self.segments: dict[str, Segment] = {}
        self.converged: set[str] = set()  # domains whose master has closed its ring since Preforwarding began
        self.until = NEVER  # the end of Preforwarding
        self.hello_at = 0.0
        self.send_now = self.flushed = False
        self.moves: list[tuple[str, str]] = []
        self.alerts: list[str] = []
        self._ways: tuple[object, ...] = ()  # what decides which segments forward

    # -- facts -----------------------------------------------------------------------------------------------------

    @property
    def neighbor(self) -> bool:
        """Return whether the other end of the link is heard over it."""
        return self.link and self.neighbor_until > 0

    @property
    def blocks(self) -> bool:
        """Return whether this end is a controller that blocks."""
        return self.settings.controller and self.state == BLOCKING

    @property
    def root(self) -> int:
        """Return the least link whose controller blocks, as far as is known; 0 if none does."""
        heard = [segment.root for segment in self.segments.values()] + [self.link_root]
        known = [link for link in heard if link not in (0, self.settings.link)]
        return min([*known, self.settings.link] if self.blocks else known, default=0)

    @property
    def relieved(self) -> bool:
        """Return whether two segments hear of a root blocker with a lesser link, which cuts the ring that they form."""
        found = [segment for segment in self.segments.values() if segment.up and 0 < segment.root < self.settings.link]
        return self.blocks and len(found) > 1

    def message(self, to: str = "") -> EapsSegment:
        """Return the message for a segment (its port) or the common link, without what was heard from there."""
        own = self.settings.link if self.blocks else 0
        known = [(own, 0)] if own else []
        known += [(s.root, s.hops + 1) for s in self.segments.values() if s.port != to and s.root > 0]
        known += [(self.link_root, self.link_hops + 1)] if to and self.link_root else []
        others = [(root, hops) for root, hops in known if hops <= FAR and (root != self.settings.link or not hops)]
        root, hops = min(others, default=(0, 0))
        return EapsSegment(self.settings.link, self.settings.controller, self.state == READY, own, root, hops)

    # -- what happens ----------------------------------------------------------------------------------------------

    def set_segments(self, ports: dict[str, bool], now: float) -> None:
        """Update the list of segments and the state of their links."""
        self.segments = {port: self.segments.get(port) or Segment(port, now) for port in sorted(ports, key=_order)}
        for port, link in ports.items():
            segment = self.segments[port]
            if not link:
                segment.lose()
            segment.link = link

    def set_link(self, up: bool, now: float) -> None:
        """Process a change of the common link."""
        self.link = up
        if not up:
            self.neighbor_until = 0.0
            self._block(now)

    def hear_link(self, message: EapsSegment, now: float) -> None:
        """Process a message of the other end that came over the common link; ignore an end in the same mode."""
        if not self.link or message.controller == self.settings.controller:
            return
        self.neighbor_until = now + SEGMENT_TIMEOUT
        self.link_root, self.link_hops = message.root, message.hops
        if self.state == BLOCKING:
            self._turn(PREFORWARDING if self.settings.controller else READY)
            self.converged.clear()
            self.until = now + PREFORWARD if self.settings.controller else NEVER

    def hear_segment(self, port: str, mac: int, message: EapsSegment, now: float) -> None:
        """Process a message that came over a segment."""
        if port in self.segments:
            self.segments[port].hear(mac, message, now)

    def link_fell(self, port: str, mac: int) -> None:
        """Process the report of a failed link; one from the far end is about the common link, and is ignored."""
        segment = self.segments.get(port)
        if segment is not None and segment.mac != mac:
            segment.lose()

    def closed(self, domain: str, wanted: set[str]) -> None:
        """Note that the master of a domain has closed its ring; after the last ring, open the ports."""
        self.converged.add(domain)
        if self.state == PREFORWARDING and wanted <= self.converged:
            self._open()

    def tick(self, now: float) -> None:
        """Process every timer that is due."""
        if 0 < self.neighbor_until <= now:
            self.neighbor_until = 0.0
            self.link_root = 0
            self._block(now)
        for segment in self.segments.values():
            if segment.until <= now:
                self._silent(segment)
        if self.until <= now:
            self._open()
        if self.hello_at <= now:
            self.hello_at, self.send_now = now + SEGMENT_HELLO, True

    def settle(self) -> None:
        """Flush the addresses of the segments if a blocking controller now forwards on another one."""
        ways = self.state, self.relieved, tuple([port for port, segment in self.segments.items() if segment.up])
        if self.blocks and ways != self._ways:
            self.flushed = True
        self._ways = ways

    def _silent(self, segment: Segment) -> None:
        """Carry out the action of the segment timer."""
        if self.settings.segment_down:
            segment.lose()
        else:
            segment.until, segment.expired, segment.adjacent, segment.root = NEVER, True, 0, 0
            self.alerts.append(segment.port)

    def due(self) -> Deadlines:
        """Return the time of the next timer."""
        lost = min([segment.until for segment in self.segments.values()], default=NEVER)
        guard = min(lost, self.neighbor_until or NEVER)
        return Deadlines(self.until, guard, self.hello_at)

    # -- states ----------------------------------------------------------------------------------------------------

    def _turn(self, state: str) -> None:
        self.moves.append((self.state, state))
        self.state, self.until, self.send_now = state, NEVER, True

    def _block(self, now: float) -> None:
        if self.state != BLOCKING:
            self._turn(BLOCKING)
            self.flushed = self.settings.controller

    def _open(self) -> None:
        self._turn(READY)
        self.flushed = True

    # -- failover --------------------------------------------------------------------------------------------------

    def resume(self, row: EapsSharedState, segments: list[EapsSegmentState], now: float) -> None:
        """Continue in the state of the other MSM before the failover; the other end counts as heard now."""
        self.state, self.until = row.state, now + PREFORWARD if row.state == PREFORWARDING else NEVER
        self.neighbor_until = now + SEGMENT_TIMEOUT if row.neighbor else 0.0
        for old in segments:
            segment = self.segments[old.port] = Segment(old.port, now)
            segment.up, segment.link = bool(old.up), True
            segment.expired, segment.adjacent, segment.root = bool(old.expired), old.adjacent, old.root


def _order(port: str) -> tuple[int, ...]:
    """Order ports by slot and number."""
    return tuple([int(part) for part in port.split(":")])
