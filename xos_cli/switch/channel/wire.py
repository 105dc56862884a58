"""One direction of the channel between the MSMs: it takes time to cross, and it can be faulty.

What is under way is an event of the clock, so a snapshot takes it along.  It is lost when the wire is cut or its sender
dies.  Whether the wire loses something is drawn from the seed, the wire's name and a count, and from nothing else.
"""

import zlib
from collections.abc import Callable
from typing import Any

from xos_cli.switch.timing.beacon import Beacon, Ear
from xos_cli.switch.timing.clock import Clock, EventKind

#: Seconds between two keep-alives, and seconds of silence after which a node treats the channel as cut.
#: evidence: inferred
KEEP_ALIVE, SILENCE = 0.05, 1.0


class ChannelWire:
    """Carry frames from one MSM to the other: each takes *delay* seconds, and its size at *rate* bytes per second.

    *cut*, *loss* (share of frames) and *slower* (bytes per second, 0 for the full rate) and *later* (seconds more) are
    its faults.
    """

    def __init__(self, clock: Clock, name: str, delay: float, rate: float, seed: int) -> None:
        self.clock, self.name, self.delay, self.rate, self.seed = clock, name, delay, rate, seed
        self.cut, self.loss, self.later, self.slower = False, 0.0, 0.0, 0.0
        self.frames = self.lost = 0
        self.under_way = 0
        self._repeated = 0  # keep-alives with an earlier content
        self._free = clock.now  # when the last frame will have left
        self._beacon: Beacon | None = None
        self._ear: Ear | None = None
        self._taken: Callable[[Any], None] | None = None
        #: Called when frames under way, or later ones, can be lost.
        self.disturbed: list[Callable[[], None]] = []
        self.sound = False  # there are a sender and a receiver, and the wire has no fault

    @property
    def faulty(self) -> bool:
        """Return whether the wire has any fault."""
        return self.cut or bool(self.loss or self.later or self.slower)

    @property
    def keep_alives(self) -> int:
        """Return how many keep-alives have been sent, computed from the clock."""
        return self._repeated + (self._beacon.sent if self._beacon is not None else 0)

    # -- the sender --------------------------------------------------------------------------------------------------

    def carry(self, frame: Any, size: int) -> float:
        """Queue a frame of *size* bytes; return the moment at which it will have left."""
        self.frames += 1
        now = self.clock.now
        self._free = (self._free if self._free > now else now) + size / (self.slower or self.rate)
        if self.cut or (self.loss and self._loses(f"frame/{self.frames}")):
            self.lost += 1
        else:
            self.under_way += 1
            self.clock.at(self._free + self.delay + self.later, self._arrive, frame, kind=EventKind.FLIGHT)
        return self._free

    def repeat(self, content: Any) -> None:
        """Send keep-alives with this *content* from now on."""
        self._end_beacon()
        self._beacon = Beacon(self.clock, KEEP_ALIVE, content)
        self._connect()

    def die(self) -> None:
        """Stop the keep-alives and lose all frames under way, because the sender is gone."""
        self._end_beacon()
        self._drop()
        self._connect()

    def _end_beacon(self) -> None:
        if self._beacon is not None:
            self._beacon.stop()
            self._repeated += self._beacon.sent
            self._beacon = None

    # -- the receiver --------------------------------------------------------------------------------------------------

    def attend(self, ear: Ear, taken: Callable[[Any], None]) -> None:
        """Deliver keep-alives to *ear* and frames to *taken*, both of the receiver."""
        self._ear, self._taken = ear, taken
        self._connect()

    def ignore(self) -> None:
        """Drop all that arrives, because the receiver is gone."""
        if self._ear is not None:
            self._ear.lose()
            self.clock.drop(self._ear)
        self._ear = self._taken = None
        self._judge()

    def _arrive(self, frame: Any) -> None:
        self.under_way -= 1
        if self._taken is None:
            self.lost += 1
        else:
            self._taken(frame)

    # -- faults --------------------------------------------------------------------------------------------------------

    def set(self, cut: bool = False, loss: float = 0.0, later: float = 0.0, slower: float = 0.0) -> None:
        """Set the faults of the wire; the defaults are those of a sound one."""
        if cut and not self.cut:
            self._drop()
        self.cut, self.loss, self.later, self.slower = cut, loss, later, slower
        self._free = min(self._free, self.clock.now)
        self._connect()

    def _drop(self) -> None:
        """Drop the frames under way."""
        self.clock.drop(self)
        self.lost += self.under_way
        self.under_way = 0
        self._repeated = 0  # keep-alives with an earlier content
        self._free = self.clock.now

    def _judge(self) -> None:
        """Work out whether the wire is sound; tell its sender if it is not."""
        self.sound = self._ear is not None and self._beacon is not None and not self.faulty
        if not self.sound:
            for tell in self.disturbed:
                tell()

    def _connect(self) -> None:
        """Connect the receiver to the keep-alives with the present faults of the wire."""
        self._judge()
        if self._ear is None:
            return
        if self._beacon is None or self.cut or self.loss >= 1.0:
            self._ear.lose()
        else:
            self._ear.listen(self._beacon, self.delay + self.later, self._loses_repetition if self.loss else None)

    def _loses_repetition(self, number: int) -> bool:
        first = self._beacon.first if self._beacon is not None else 0.0
        return self._loses(f"keep-alive/{first}/{number}")

    def _loses(self, what: str) -> bool:
        number = zlib.crc32(f"{self.seed}/{self.name}/{what}".encode())
        return (number * 2654435761 & 0xFFFFFFFF) / 2**32 < self.loss
