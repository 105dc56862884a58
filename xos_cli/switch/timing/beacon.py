"""Beacons: messages that are repeated unchanged (keep-alives between the MSMs, hellos, BPDUs, advertisements).

While nothing on its path changes, a beacon is no event.  How often it was sent and received is computed from the clock,
and so is the moment at which its receiver gives up.  The result equals stepping through every single repetition.

    beacon = Beacon(clock, period=1.0, content=hello)      # the sender begins; the first is sent now, or at *first*
    ear = Ear(clock, limit=3.0, heard=peer.heard, silent=peer.silent)        # the receiver; both are bound methods
    ear.listen(beacon, delay=0.0005)             # the path works from now on
    ear.lose()                                   # the path is cut, or the sender died: what is under way is lost
    beacon.sent; ear.received; ear.last          # counted as of now

``heard(content)`` happens when the first repetition of a beacon arrives, or the first after silence (an ear begins in
silence); ``silent()`` when *limit* seconds have passed since the last one arrived.  In between there is no event,
however long that is.  Who has something else to say stops one beacon and begins another; repetitions of the first that
are under way still arrive, and count as a sign of life.  A path that loses some
repetitions is given *lost*, a function of the repetition's number; each repetition is then an event of its own.
The first arrival is a message in flight, giving up a guard, a repetition on a lossy path a beacon (``EventKind``).
"""

from collections.abc import Callable
from math import ceil, floor
from typing import Any

from xos_cli.record import NamedTuple
from xos_cli.switch.timing.clock import Clock, EventKind


class Beacon:
    """A sender that repeats *content* every *period* seconds, from *first* on, until it is stopped."""

    def __init__(self, clock: Clock, period: float, content: Any = None, first: float | None = None) -> None:
        self.clock, self.period, self.content = clock, period, content
        self.first = clock.now if first is None else first
        self._stopped = float("inf")

    def moment(self, number: int) -> float:
        """Return when repetition *number* is sent, counted from 0."""
        return self.first + number * self.period

    def following(self, moment: float) -> int:
        """Return the number of the first repetition that is sent at *moment* or later."""
        number = max(0, ceil((moment - self.first) / self.period))
        while number and self.moment(number - 1) >= moment:
            number -= 1
        while self.moment(number) < moment:
            number += 1
        return number

    def latest(self, moment: float) -> int:
        """Return the number of the last repetition that is sent at *moment* or before; -1 if there is none yet."""
        number = max(-1, floor((moment - self.first) / self.period))
        while self.moment(number + 1) <= moment:
            number += 1
        while number >= 0 and self.moment(number) > moment:
            number -= 1
        return number

    @property
    def sent(self) -> int:
        """Return how many repetitions have been sent up to now."""
        return self.latest(min(self.clock.now, self._stopped)) + 1

    def stop(self) -> None:
        """Send no more.  What the receivers make of it is for whoever stops it to tell them (``Ear.lose``)."""
        self._stopped = min(self._stopped, self.clock.now)


class UnderWay(NamedTuple):
    """Repetitions of a beacon that an ear heard before its present one, from the *first* number to the *last*."""

    beacon: Beacon
    first: int
    last: int


class Ear:
    """A receiver of one beacon at a time; it gives up *limit* seconds after the last repetition that arrived."""

    def __init__(
        self,
        clock: Clock,
        limit: float,
        heard: Callable[..., None],
        silent: Callable[..., None],
        *arguments: Any,
    ) -> None:
        self.clock, self.limit = clock, limit
        self._heard, self._silent, self._arguments = heard, silent, arguments
        self.alive = False  # a repetition arrived, and not *limit* seconds have passed since
        self._known: Beacon | None = None  # the beacon that was heard last
        self._beacon: Beacon | None = None
        self._delay = 0.0
        self._first = 0  # the number of the first repetition that comes by the path as it is now
        self._lost: Callable[[int], bool] | None = None
        self._received = 0  # before the path became as it is now, or one by one
        self._last: float | None = None
        self._counted: tuple[Beacon, int] | None = None  # the last repetition that counts, of the beacon heard before
        self._tail: tuple[UnderWay, ...] = ()  # what still arrives of the beacons before this one

    # -- the path --------------------------------------------------------------------------------------------------

    def listen(self, beacon: Beacon, delay: float = 0.0, lost: Callable[[int], bool] | None = None) -> None:
        """Receive *beacon* from now on, each repetition *delay* seconds after it is sent.

        *lost* (a bound method): whether the repetition of a number is lost; without it none is.
        """
        tail = self._under_way() if delay == self._delay and lost is None else ()
        self.lose()
        self._beacon, self._delay, self._lost, self._tail = beacon, delay, lost, tail
        self._first = self._following(beacon)
        if tail:
            self.clock.drop(self)
            self._guard(EventKind.GUARD)
        if lost is not None:
            self.clock.drop(self)
            self._guard(EventKind.BEACON)
            self._expect(self._first)
        elif not self.alive or beacon is not self._known or self._gap():
            self.clock.at(beacon.moment(self._first) + delay, self._wake, kind=EventKind.FLIGHT)
        else:
            self.clock.drop(self)

    def lose(self) -> None:
        """Receive nothing from now on; a repetition that is under way does not arrive."""
        self._received, self._last = self.received, self.last
        if self._beacon is not None:
            self._counted = self._beacon, self._latest()
        self._beacon, self._lost, self._tail = None, None, ()
        self.clock.drop(self)
        self._guard(EventKind.GUARD)

    def _following(self, beacon: Beacon) -> int:
        """Return the number of the first repetition of *beacon* from now on that is not counted yet."""
        number = beacon.following(self.clock.now)
        if self._counted is not None and self._counted[0] is beacon:
            number = max(number, self._counted[1] + 1)
        return max([number, *(part.last + 1 for part in self._tail if part.beacon is beacon)])

    def _under_way(self) -> tuple[UnderWay, ...]:
        """Return what is under way to an ear that lives, on a path that loses none: it prolongs the life."""
        if not self.alive or self._beacon is None or self._lost is not None:
            return ()
        parts = [*self._tail, UnderWay(self._beacon, self._first, self._beacon.sent - 1)]
        left = [part._replace(first=max(part.first, self._arrived(part.beacon) + 1)) for part in parts]
        return tuple(part for part in left if part.first <= part.last)

    def _until(self) -> float | None:
        """Return when the last repetition before those of the present beacon arrives, or arrived."""
        return self._tail[-1].beacon.moment(self._tail[-1].last) + self._delay if self._tail else self._last

    def _gap(self) -> bool:
        """Return whether the silence before the next repetition is too long."""
        assert self._beacon is not None
        until = self._until()
        assert until is not None
        return self._beacon.moment(self._first) + self._delay >= until + self.limit

    def _guard(self, kind: EventKind) -> None:
        """Set the timer that gives up after too long a silence."""
        until = self._until()
        if self.alive and until is not None:
            self.clock.at(until + self.limit, self._expire, kind=kind)

    def _expect(self, number: int) -> None:
        """Schedule the arrival of one repetition on a path that can lose it."""
        assert self._beacon is not None
        usual = self.alive and self._beacon is self._known
        kind = EventKind.BEACON if usual else EventKind.FLIGHT
        self.clock.at(self._beacon.moment(number) + self._delay, self._arrive, number, kind=kind)

    # -- what happens ------------------------------------------------------------------------------------------------

    def _wake(self) -> None:
        """Take the first repetition after silence on a path that loses none: from here on no event is needed."""
        self.clock.drop(self)
        self._know()

    def _arrive(self, number: int) -> None:
        """Take one repetition on a path that loses some."""
        assert self._lost is not None
        self._first = number + 1
        if self._lost(number):
            self._expect(number + 1)
            return
        self._received, self._last = self._received + 1, self.clock.now
        self.clock.drop(self)
        self.clock.at(self._last + self.limit, self._expire, kind=EventKind.BEACON)
        self._know()

    def _know(self) -> None:
        """Remember the sender, and report what it says if that is new."""
        assert self._beacon is not None
        news = not self.alive or self._beacon is not self._known
        self.alive, self._known = True, self._beacon
        if self._lost is not None:
            self._expect(self._first)
        if news:
            self._heard(self._beacon.content, *self._arguments)

    def _expire(self) -> None:
        """Give up; on a path that loses some the next arrival ends the silence."""
        self.alive = False
        if self._lost is not None:
            self.clock.drop(self)
            self._expect(self._first)
        self._silent(*self._arguments)

    # -- counted -----------------------------------------------------------------------------------------------------

    def _latest(self) -> int:
        """Return the number of the last repetition that came by the path as it is now; below the first if none did."""
        beacon = self._beacon
        if beacon is None or self._lost is not None:
            return self._first - 1
        return max(self._arrived(beacon), self._first - 1)

    def _arrived(self, beacon: Beacon) -> int:
        """Return the number of the last repetition of *beacon* that has had the time to arrive; -1 if there is none."""
        number = beacon.latest(self.clock.now - self._delay)
        while beacon.moment(number + 1) + self._delay <= self.clock.now:
            number += 1
        while number >= 0 and beacon.moment(number) + self._delay > self.clock.now:
            number -= 1
        return number

    def _came(self, part: UnderWay) -> int:
        """Return how many of the repetitions that were under way have arrived."""
        return max(0, min(part.last, self._arrived(part.beacon)) - part.first + 1)

    @property
    def received(self) -> int:
        """Return how many repetitions have arrived up to now."""
        return self._received + sum(map(self._came, self._tail)) + self._latest() - self._first + 1

    @property
    def last(self) -> float | None:
        """Return when the last repetition arrived; None if none has."""
        number = self._latest()
        if self._beacon is None or number < self._first:
            came = [part.beacon.moment(part.first + n - 1) for part in self._tail if (n := self._came(part))]
            return came[-1] + self._delay if came else self._last
        return self._beacon.moment(number) + self._delay
