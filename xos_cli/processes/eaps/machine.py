"""EAPS on one switch of one ring: a master or a transit node.

Nothing here sends, waits or knows the time: ``now`` is passed in, what is to be sent, flushed and told is left in
lists, and ``deadlines`` says when the node has to be asked again.

evidence: guide 11.3 p.75 (failover), p.410 (states), guide 11.0 p.178-186 (events), RFC 3619
"""

from abc import ABC, abstractmethod

from xos_cli.packets.frames import EAPS_HEALTH, EAPS_LINK_DOWN, EAPS_QUERY, EAPS_RING_DOWN, EAPS_RING_UP
from xos_cli.processes.eaps.rows import NEVER
from xos_cli.record import NamedTuple
from xos_cli.switch.timing.deadlines import Deadlines

IDLE, INIT, COMPLETE, FAILED = "Idle", "Init", "Complete", "Failed"
LINKS_UP, LINKS_DOWN, PREFORWARDING = "Links-Up", "Links-Down", "Preforwarding"
#: The number of a state in a message.  evidence: Wireshark 4.0; Init has none and counts as Idle (inferred)
NUMBERS = {IDLE: 0, INIT: 0, COMPLETE: 1, FAILED: 2, LINKS_UP: 3, LINKS_DOWN: 4, PREFORWARDING: 5}
PRIMARY, SECONDARY = 0, 1
SIDES = (PRIMARY, SECONDARY)
#: What can happen to a node.
OWN_HELLO, LINK_DOWN, FAIL_TIMER = "own hello", "link down", "fail timer"
PORT_DOWN, BOTH_UP, RING_UP, PREFORWARD_TIMER = "port down", "both ports up", "ring up", "preforwarding timer"
#: The state that follows a state and what happens in it; in all other cases the state stays as it is.  The fail timer
#: counts only with the action open-secondary-port.
NEXT = {
    (INIT, OWN_HELLO): COMPLETE,
    (INIT, LINK_DOWN): FAILED,
    (INIT, FAIL_TIMER): FAILED,
    (COMPLETE, LINK_DOWN): FAILED,
    (COMPLETE, FAIL_TIMER): FAILED,
    (FAILED, OWN_HELLO): COMPLETE,
    (LINKS_UP, PORT_DOWN): LINKS_DOWN,
    (LINKS_DOWN, BOTH_UP): PREFORWARDING,
    (PREFORWARDING, PORT_DOWN): LINKS_DOWN,
    (PREFORWARDING, RING_UP): LINKS_UP,
    (PREFORWARDING, PREFORWARD_TIMER): LINKS_UP,
}
#: Seconds between two queries of a new master.  evidence: guide 11.3 p.75
QUERYING = 3.0
#: Hellos are numbered modulo this.
NUMBER = 1 << 16
#: How late a hello may be before it is thought to be missing.  evidence: inferred
GRACE = 0.5
#: How many fail times a transit node waits in Preforwarding.  evidence: unknown ("set internally", guide 11.3 p.411)
PREFORWARD_TIMES = 2


class RingTimes(NamedTuple):
    """The timers of a domain in seconds, and whether the fail timer opens the secondary port."""

    hello: float = 1.0
    fail: float = 3.0
    opens: bool = False


class Heard(NamedTuple):
    """A message that came in: its *kind*, the state of its sender, and its number."""

    kind: int
    state: int = 0
    number: int = 0


class RingNode(ABC):
    """A node of a ring.

    *blocked*: whether each ring port holds back the protected VLANs.  *sent*: what is to be sent, each as side and
    kind.  *flushed*: addresses are to be forgotten.  *moves*: the states it went through.
    """

    def __init__(self, times: RingTimes, state: str) -> None:
        self.times, self.state = times, state
        self.up = [False, False]
        self.blocked = [False, False]
        self.sent: list[tuple[int, int]] = []
        self.flushed = False
        self.expired = False  # the fail timer has expired, and its action is an alert
        self.alert = False  # that is to be told
        self.moves: list[tuple[str, str]] = []
        self.until = NEVER  # the end of Preforwarding

    def _happen(self, what: str, now: float) -> bool:
        """Process an event and go to the next state; return False if the event changes nothing in this state."""
        state = NEXT.get((self.state, what))
        if state is None:
            return False
        self.moves.append((self.state, state))
        self.state = state
        self._entered(now)
        return True

    def _send(self, kind: int, *sides: int) -> None:
        self.sent += [(side, kind) for side in sides if self.up[side]]

    @abstractmethod
    def start(self, up: list[bool], now: float) -> None:
        """Start with the state of the two ring links."""

    @abstractmethod
    def links(self, up: list[bool], now: float) -> None:
        """Process a change of the links of the two ring ports."""

    @abstractmethod
    def heard(self, message: Heard, now: float) -> None:
        """Process a received message; only a master takes its own hello."""

    @abstractmethod
    def tick(self, now: float) -> None:
        """Process every timer that is due."""

    @abstractmethod
    def due(self, now: float) -> Deadlines:
        """Return the time of the next timer."""

    @abstractmethod
    def _entered(self, now: float) -> None:
        """Carry out the actions of the state that was entered."""


class MasterNode(RingNode):
    """The master: it sends hellos out of its primary port and blocks its secondary port while they come round."""

    def __init__(self, times: RingTimes) -> None:
        super().__init__(times, INIT)
        self.blocked = [False, True]
        self.number = 0  # of the hello that is sent next
        self.valid_from = 0  # older hellos have passed before the ring broke
        self.hello_at = NEVER
        self.fail_at = self.doubt_at = NEVER
        self.query_at = NEVER

    def start(self, up: list[bool], now: float) -> None:
        """Start in Init, with the secondary port blocked, until hellos show that the ring is complete."""
        self.up, self.flushed = list(up), True
        self.hello_at, self.fail_at = now, now + self.times.fail
        if not all(up):
            self._happen(LINK_DOWN, now)

    def take_over(self, was: str, up: list[bool], now: float, first: float) -> None:
        """Start in Init after a failover, and send Query Link Status from the time *first* on.

        *was*: the state on the old master.  evidence: guide 11.3 p.75
        """
        self.start(up, now)
        self.flushed = was == FAILED
        self.hello_at = first
        self.query_at = first if self.state == INIT else NEVER

    def links(self, up: list[bool], now: float) -> None:
        """Process a change of links: a ring port that goes down opens the ring at once; tell shared ports."""
        fell = any(old and not new for old, new in zip(self.up, up, strict=True))
        self.up = list(up)
        if fell:
            self._broken(now)
            self._send(EAPS_LINK_DOWN, *SIDES)

    def heard(self, message: Heard, now: float) -> None:
        """Process its own hello that came round the ring, or the Link Down message of a transit node."""
        fresh = (message.number - self.valid_from) % NUMBER < NUMBER // 2
        if message.kind == EAPS_HEALTH and all(self.up) and fresh:
            self._came_round(now)
        elif message.kind == EAPS_RING_DOWN:
            self.flushed = True  # a controller says so
        elif message.kind == EAPS_LINK_DOWN:
            self._broken(now)

    def _broken(self, now: float) -> None:
        """Open the secondary port and flush addresses.  evidence: inferred (that another break flushes again)"""
        if not self._happen(LINK_DOWN, now):
            self._tell_all(EAPS_RING_DOWN)

    def _came_round(self, now: float) -> None:
        self.expired = False
        self.fail_at, self.doubt_at = now + self.times.fail, now + self.times.hello + GRACE
        self._happen(OWN_HELLO, now)

    def tick(self, now: float) -> None:
        """Send hellos and queries that are due, and detect that hellos no longer come round."""
        self.doubt_at = NEVER if self.doubt_at <= now else self.doubt_at
        if self.fail_at <= now:
            self._silent(now)
        if self.query_at <= now:
            self.query_at = now + QUERYING
            self._send(EAPS_QUERY, *SIDES)
        if self.hello_at <= now:
            self.hello_at = now + self.times.hello
            self.number += 1
            self._send(EAPS_HEALTH, PRIMARY)

    def _silent(self, now: float) -> None:
        """Carry out the action of the fail timer: send an alert and keep the port blocked, or open it."""
        self.fail_at = NEVER
        if self.times.opens:
            self._happen(FAIL_TIMER, now)
        else:
            self.expired = self.alert = True

    def due(self, now: float) -> Deadlines:
        """Return the time of the next timer; once hellos are missing, the fail timer will change the state."""
        missing = self.doubt_at == NEVER
        change = self.fail_at if missing else NEVER
        guard = min(self.doubt_at, NEVER if missing else self.fail_at)
        return Deadlines(change, guard, min(self.hello_at, self.query_at))

    def _entered(self, now: float) -> None:
        """Block or open the secondary port, and have all nodes forget what they learned."""
        self.query_at = NEVER
        self.blocked[SECONDARY] = self.state != FAILED
        if self.state == FAILED:
            self.fail_at = self.doubt_at = NEVER
            self.expired = False
            self.valid_from = self.number + 1
        self._tell_all(EAPS_RING_UP if self.state == COMPLETE else EAPS_RING_DOWN)

    def _tell_all(self, kind: int) -> None:
        self.flushed = True
        self._send(kind, *SIDES)


class TransitNode(RingNode):
    """A transit node: it tells the master of links that fall, and holds a port back whose link returns."""

    def __init__(self, times: RingTimes) -> None:
        super().__init__(times, LINKS_UP)

    def start(self, up: list[bool], now: float) -> None:
        """Start with the state of the links; ports with a link forward already.  evidence: inferred"""
        self.up, self.blocked = list(up), [not link for link in up]
        if not all(up):
            self._happen(PORT_DOWN, now)
            self._send(EAPS_LINK_DOWN, *SIDES)

    def resume(self, state: str, blocked: list[bool], until: float) -> None:
        """Continue in the state that the other MSM had before the failover.  evidence: guide 11.3 p.75"""
        self.state, self.blocked, self.until = state, list(blocked), until
        self.up = [not held or state == PREFORWARDING for held in blocked]

    def links(self, up: list[bool], now: float) -> None:
        """Hold a port back whose link returns, until the master has closed the ring."""
        old, self.up = self.up, list(up)
        if old == self.up:
            return
        self.blocked = [held or not link for held, link in zip(self.blocked, up, strict=True)]
        if all(up):
            self._happen(BOTH_UP, now)
            return
        self.blocked = [not link for link in up]  # the ring is open here: no port can close it
        self._happen(PORT_DOWN, now)
        if any(was and not link for was, link in zip(old, up, strict=True)):
            self._send(EAPS_LINK_DOWN, *SIDES)

    def heard(self, message: Heard, now: float) -> None:
        """Process a message of the master: flush addresses, and open a port that was held back."""
        if message.kind == EAPS_RING_UP or (
            message.kind == EAPS_HEALTH and message.state == NUMBERS[COMPLETE] and self.state == PREFORWARDING
        ):
            self.flushed = self.flushed or message.kind == EAPS_RING_UP
            self._happen(RING_UP, now)
        elif message.kind == EAPS_RING_DOWN:
            self.flushed = True
        elif message.kind == EAPS_QUERY and self.state == LINKS_DOWN:
            self._send(EAPS_LINK_DOWN, *SIDES)

    def tick(self, now: float) -> None:
        """Open the port when the preforwarding timer expires, though no message of the master came."""
        if self.until <= now:
            self._happen(PREFORWARD_TIMER, now)

    def due(self, now: float) -> Deadlines:
        """Return when the preforwarding timer expires; no other state has a timer."""
        return Deadlines(self.until, NEVER, NEVER)

    def _entered(self, now: float) -> None:
        self.until = NEVER
        if self.state == PREFORWARDING:
            self.until = now + PREFORWARD_TIMES * self.times.fail
        elif self.state == LINKS_UP:
            self.blocked = [False, False]
            self.flushed = True
