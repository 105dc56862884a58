"""A progress bar on standard error for somebody who waits for a long script and sees no transcript meanwhile.

It writes to standard error only, at most ten times a second, and leaves no trace at the end.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Scripts with fewer lines end before anybody could read a bar.
LONG = 1000
#: Real seconds between two drawings of the bar.
PERIOD = 0.1
#: Characters of the bar.
WIDTH = 40
ERASE = "\r\x1b[K"


@contextmanager
def progress(total: int, seen: bool) -> Iterator[Callable[[], None]]:
    """Yield the function to call after each line of *total*; *seen*: the transcript goes to standard output."""
    if total < LONG or not sys.stderr.isatty() or (seen and sys.stdout.isatty()):
        yield lambda: None
        return
    bar = Bar(total)
    try:
        yield bar.advance
    finally:
        bar.erase()


class Bar:
    """How many of *total* lines were typed, drawn on one line of standard error."""

    def __init__(self, total: int) -> None:
        self.total, self.done = total, 0
        self._next = 0.0  # the first line draws it

    def advance(self) -> None:
        """Count one line; draw the bar if the last drawing is old enough."""
        self.done += 1
        now = time.monotonic()
        if now >= self._next:
            self._next = now + PERIOD
            self._draw()

    def _draw(self) -> None:
        filled = WIDTH * min(self.done, self.total) // self.total
        bar = "#" * filled + "." * (WIDTH - filled)
        sys.stderr.write(f"{ERASE}[{bar}] {self.done:,} of {self.total:,} lines")
        sys.stderr.flush()

    def erase(self) -> None:
        """Take the bar off the terminal."""
        sys.stderr.write(ERASE)
        sys.stderr.flush()
