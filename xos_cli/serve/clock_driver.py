"""Drive the virtual time of one switch by the event loop's time; it costs nothing while nothing happens."""

from asyncio import AbstractEventLoop, TimerHandle
from collections.abc import Callable
from math import ceil

from xos_cli.lab.commands import Lab
from xos_cli.serve.turns import Turn
from xos_cli.switch.machine import Machine
from xos_cli.switch.timing.clock import Clock

#: Real seconds: an event farther away than FAR is rounded up to a multiple of GRID, so that a hundred idle sessions do
#: not wake the program a hundred times.
FAR, GRID = 1.0, 0.5
#: Real seconds that virtual time may be behind; where the host is too slow for the speed, time slows down.
BEHIND = 1.0


class ClockProgress:
    """The progress of the clock of one or more switches: the loop's time when it was last looked at (*seen*), and the
    virtual seconds that should have passed and have not, for want of real time (*owed*)."""

    def __init__(self, began: float) -> None:
        self.seen, self.owed = began, 0.0


class ClockDriver:
    """Let the switch's clock run as much faster than the event loop's as the *lab* says, and call *due* when an event
    is to happen.  Where the clock jumps (``:wait``, ``:restore``), time goes on from there.  Switches that share a
    clock share a *progress*, so that it is driven once."""

    def __init__(
        self,
        loop: AbstractEventLoop,
        lab: Lab,
        began: float,
        due: Callable[[], None],
        turn: Turn | None = None,
        progress: ClockProgress | None = None,
        machine: Machine | None = None,
    ) -> None:
        self.loop, self.lab, self.due = loop, lab, due
        self._turn = turn or Turn()
        self._progress = progress or ClockProgress(began)
        self._machine = machine
        self._timer: TimerHandle | None = None
        self._due_at = 0.0  # the moment of the event that the alarm was set for

    @property
    def clock(self) -> Clock:
        """Return the clock that the switch has now: a restored snapshot has another."""
        return (self._machine or self.lab.machine).clock

    def catch_up(self) -> None:
        """Advance virtual time to now, as far as one turn lasts."""
        now, clock = self.loop.time(), self.clock
        passed, self._progress.seen = now - self._progress.seen, now
        moment = clock.beside(passed, self.lab.rate) + self._progress.owed
        self._progress.owed = 0.0
        while clock.step(moment):
            if self._turn.over():
                self._progress.owed = min(max(0.0, moment - clock.now), BEHIND * self.lab.speed)
                return
        clock.reach(moment)

    def arm(self) -> None:
        """Set the alarm for the next event; an earlier alarm stays, and finds nothing to do."""
        clock, rate = self.clock, self.lab.rate
        following = clock.next
        if following is None or not rate:
            return
        when = self._progress.seen + (following - clock.now - self._progress.owed) / rate
        if self._timer is not None and abs(when - self._due_at) < 0.001:
            return
        self._due_at = when
        if when > self.loop.time() + FAR:
            when = ceil(when / GRID) * GRID
        if self._timer is None or self._timer.when() > when + 0.001:
            self.stop()
            self._timer = self.loop.call_at(when, self._ring)

    def stop(self) -> None:
        """Cancel the alarm."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _ring(self) -> None:
        self._timer = None
        self.due()
