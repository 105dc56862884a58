"""Virtual time: a number of seconds and a queue of what will happen.  Nobody here knows the host's clock."""

import heapq
from collections.abc import Callable
from copy import deepcopy
from typing import Any, NamedTuple

#: Virtual seconds per second beside the wall's clock: at least, and at most.
SLOWEST, FASTEST = 0.001, 1_000_000


class Event(NamedTuple):
    """Something that will happen at *at*; *order* keeps events of one moment in the order they were asked for."""

    at: float
    order: int
    action: Callable[..., None]
    arguments: tuple[Any, ...]


class Clock:
    """Seconds since the epoch, UTC, and the events to come.

    Actions are bound methods, never closures, so that a snapshot of the machine takes its events along.  Events of
    *visitors* (a session that sleeps) belong to nobody in the machine and are left out of a snapshot.
    """

    def __init__(self, now: float) -> None:
        self.now = now
        self._hurried = 0.0  # seconds that passed for no other reason than that time went faster than the wall's
        self._order = 0
        self._events: list[Event] = []
        self._visitors: list[Event] = []

    def after(self, seconds: float, action: Callable[..., None], *arguments: Any) -> None:
        """Have *action* happen in *seconds* of virtual time."""
        self._push(self._events, seconds, action, arguments)

    def visit(self, seconds: float, action: Callable[..., None], *arguments: Any) -> None:
        """The same for somebody who is not part of the machine."""
        self._push(self._visitors, seconds, action, arguments)

    def _push(self, heap: list[Event], seconds: float, action: Callable[..., None], arguments: tuple[Any, ...]) -> None:
        self._order += 1
        heapq.heappush(heap, Event(self.now + max(0.0, seconds), self._order, action, arguments))

    @property
    def next(self) -> float | None:
        """When the next event happens, or None if nothing is to come."""
        return min((heap[0].at for heap in (self._events, self._visitors) if heap), default=None)

    @property
    def lived(self) -> float:
        """``now``, but beside a faster clock only as many seconds further as somebody who sits there has lived through:
        twenty minutes that are one of the wall's make nobody idle.  A jump (``advance``) counts in full."""
        return self.now - self._hurried

    def beside(self, seconds: float, speed: float) -> float:
        """The moment until which to advance, as *seconds* of the wall's clock have passed, and *speed* times as many
        here."""
        self._hurried += seconds * max(0.0, speed - 1.0)
        return self.now + seconds * speed

    def step(self, limit: float = float("inf")) -> bool:
        """Let the next event happen if it is due by *limit*; True if one did."""
        heaps = [heap for heap in (self._events, self._visitors) if heap]
        heap = min(heaps, key=lambda h: h[0], default=None)
        if heap is None or heap[0].at > limit:
            return False
        event = heapq.heappop(heap)
        self.now = max(self.now, event.at)
        event.action(*event.arguments)
        return True

    def advance(self, seconds: float) -> None:
        """Let *seconds* pass, and all that happens in them."""
        self.advance_to(self.now + seconds)

    def advance_to(self, moment: float) -> None:
        """Let time pass until *moment* (which may be behind us: then nothing happens)."""
        while self.step(moment):
            pass
        self.now = max(self.now, moment)

    def drop(self, owner: object) -> None:
        """Forget the events whose action is a method of *owner* (a node that lost its power)."""
        for heap in (self._events, self._visitors):
            heap[:] = [event for event in heap if getattr(event.action, "__self__", None) is not owner]
            heapq.heapify(heap)

    def __deepcopy__(self, memo: dict[int, Any]) -> "Clock":
        copy = Clock(self.now)
        memo[id(self)] = copy
        copy._order, copy._hurried = self._order, self._hurried
        copy._events = [
            Event(e.at, e.order, deepcopy(e.action, memo), deepcopy(e.arguments, memo)) for e in self._events
        ]
        return copy
