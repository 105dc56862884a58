"""Share one event loop fairly: a connection with much to do works a few milliseconds and then waits for its next turn.

New input is looked at in every round of the loop.  Of the connections that wait for another turn, one has it in each
round, so that a short answer never waits for more than one turn of a long piece of work.
"""

import time
from asyncio import AbstractEventLoop
from collections import deque
from collections.abc import Callable

#: Seconds that one turn lasts.
TURN = 0.005


class Turn:
    """Measure how long a piece of work has taken; without a limit it never has to end."""

    def __init__(self, seconds: float = float("inf"), clock: Callable[[], float] = time.perf_counter) -> None:
        self._seconds, self._clock = seconds, clock
        self._end = float("inf")

    def begin(self) -> None:
        """Start a new turn now."""
        self._end = self._clock() + self._seconds

    def over(self) -> bool:
        """Return whether the turn has lasted long enough."""
        return self._clock() >= self._end


class Turns:
    """The queue of the connections that wait for another turn, for all switches of one program."""

    def __init__(self, loop: AbstractEventLoop, seconds: float = TURN) -> None:
        self.turn = Turn(seconds)
        self._loop = loop
        self._waiting: deque[Callable[[], None]] = deque()
        self._scheduled = False

    def later(self, work: Callable[[], None]) -> None:
        """Call *work* when all that waited before have had their turn."""
        self._waiting.append(work)
        self._schedule()

    def _schedule(self) -> None:
        if self._waiting and not self._scheduled:
            self._scheduled = True
            self._loop.call_soon(self._next)

    def _next(self) -> None:
        self._scheduled = False
        work = self._waiting.popleft()
        self._schedule()
        work()
