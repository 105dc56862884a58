"""One switch's virtual time beside the wall's: it costs nothing while nothing happens."""

from asyncio import AbstractEventLoop, TimerHandle
from collections.abc import Callable
from math import ceil

from xos_cli.lab.commands import Lab
from xos_cli.switch.clock import Clock

#: Real seconds: what is farther away than that is looked after with others that are due at about the same time, so that
#: a hundred idle sessions do not wake the program a hundred times.
FAR, GRID = 1.0, 0.5


class Pace:
    """Lets the clock of the switch go as much faster than the event loop's as the *lab* says; *due* is called when an
    event is to happen.  Where the clock jumps (``:wait``, ``:restore``), time goes on from there."""

    def __init__(self, loop: AbstractEventLoop, lab: Lab, began: float, due: Callable[[], None]) -> None:
        self.loop, self.lab, self.due = loop, lab, due
        self._seen = began  # the loop's time when the clock was last looked at
        self._timer: TimerHandle | None = None

    @property
    def clock(self) -> Clock:
        """The clock that the switch has now: a restored snapshot has another."""
        return self.lab.machine.clock

    def catch_up(self) -> None:
        """Let everything happen that should have by now."""
        now, clock = self.loop.time(), self.clock
        passed, self._seen = now - self._seen, now
        clock.advance_to(clock.beside(passed, self.lab.speed))

    def arm(self) -> None:
        """Wake up for the next event; an earlier alarm stays, and finds nothing to do."""
        following = self.clock.next
        if following is None:
            return
        when = self._seen + (following - self.clock.now) / self.lab.speed
        if when > self.loop.time() + FAR:
            when = ceil(when / GRID) * GRID
        if self._timer is None or self._timer.when() > when + 0.001:
            self.stop()
            self._timer = self.loop.call_at(when, self._ring)

    def stop(self) -> None:
        """No more alarms."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _ring(self) -> None:
        self._timer = None
        self.due()
