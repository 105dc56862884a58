"""Keep virtual time: the moment, and a queue of the events to come.  Nothing here reads the host's clock.

One clock can serve several machines and the network that connects them.  Every event has a kind:

- ``TRANSITION`` (the default): something changes when it happens: a boot goes on, a port starts to forward.
- ``GUARD``: a limit that is usually moved or dropped before it is reached: ageing, a dead neighbour, a schedule.
- ``BEACON``: a repetition of something unchanged that has to be stepped through, e.g. on a path that loses frames.
- ``FLIGHT``: a message or a frame arrives at the other end of its channel or cable.

The clock is *quiet* while no transition is pending and nothing is in flight: only guards and beacons are left then.
A beacon on an undisturbed path needs no event at all: see ``beacon.py``.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from enum import IntEnum
from typing import Any

from xos_cli.record import NamedTuple

#: Virtual seconds per second of the host's clock: at least, and at most.
SLOWEST, FASTEST = 0.001, 1_000_000
#: A queue is cleaned of dropped events once it is longer than this and more than half of it is dropped.
UNTIDY = 64


class EventKind(IntEnum):
    """The kind of an event."""

    TRANSITION = 0
    GUARD = 1
    BEACON = 2
    FLIGHT = 3


class ClockEvent(NamedTuple):
    """Something that happens at the moment *at*; *order* keeps events of one moment in the order of their requests.

    A *visitor*'s event (of a session that sleeps) belongs to nobody in the machine.
    """

    at: float
    order: int
    action: Callable[..., None]
    arguments: tuple[Any, ...]
    kind: EventKind = EventKind.TRANSITION
    visitor: bool = False


class Clock:
    """Count the seconds since the epoch, UTC, and let the events to come happen in their order.

    Actions are bound methods, never closures: a snapshot then takes them along, and the object that a method is bound
    to owns the event.  A snapshot leaves the events of visitors out.
    """

    def __init__(self, now: float) -> None:
        self.now = now
        self._hurried = 0.0  # seconds that passed only because time went faster than the host's clock
        self._order = 0
        self._heap: list[tuple[float, int]] = []  # moment and order, of dropped events too
        self._events: dict[int, ClockEvent] = {}  # by order
        self._owned: dict[int, set[int]] = {}  # the orders of the events of one owner, by its id()
        self._pending = [0] * len(EventKind)  # how many events of each kind, without those of visitors

    # -- asking for events -----------------------------------------------------------------------------------------

    def after(
        self, seconds: float, action: Callable[..., None], *arguments: Any, kind: EventKind = EventKind.TRANSITION
    ) -> None:
        """Schedule *action* in *seconds* of virtual time; a delay below zero counts as none."""
        self._order += 1
        self._add(ClockEvent(self.now + max(0.0, seconds), self._order, action, arguments, kind))

    def at(
        self, moment: float, action: Callable[..., None], *arguments: Any, kind: EventKind = EventKind.TRANSITION
    ) -> None:
        """Schedule *action* at *moment*, or now if that has passed."""
        self._order += 1
        self._add(ClockEvent(max(self.now, moment), self._order, action, arguments, kind))

    def visit(self, seconds: float, action: Callable[..., None], *arguments: Any) -> None:
        """Schedule *action* in *seconds* for a session, which is not part of the machine."""
        self._order += 1
        self._add(
            ClockEvent(self.now + max(0.0, seconds), self._order, action, arguments, EventKind.GUARD, visitor=True)
        )

    def _add(self, event: ClockEvent) -> None:
        heapq.heappush(self._heap, (event.at, event.order))
        self._events[event.order] = event
        orders = self._owned.get(owner := _owner(event.action))
        if orders is None:
            self._owned[owner] = {event.order}
        else:
            orders.add(event.order)
        self._pending[event.kind] += not event.visitor

    def drop(self, owner: object) -> None:
        """Forget the events whose action is a method of *owner*; the cost is that of its own events only."""
        for order in self._owned.pop(id(owner), ()):
            event = self._events.pop(order)
            self._pending[event.kind] -= not event.visitor
        if len(self._heap) > UNTIDY and len(self._heap) > 2 * len(self._events):
            self._heap = [(event.at, event.order) for event in self._events.values()]
            heapq.heapify(self._heap)

    # -- what is to come -------------------------------------------------------------------------------------------

    @property
    def head(self) -> ClockEvent | None:
        """Return the event that happens next, or None if nothing is to come."""
        heap, events = self._heap, self._events
        while heap and heap[0][1] not in events:
            heapq.heappop(heap)
        return events[heap[0][1]] if heap else None

    @property
    def next(self) -> float | None:
        """Return the moment of the next event, or None if nothing is to come."""
        event = self.head
        return None if event is None else event.at

    def pending(self, kind: EventKind) -> int:
        """Return how many events of this kind are to come; those of visitors do not count."""
        return self._pending[kind]

    @property
    def quiet(self) -> bool:
        """Return whether no message or frame is in flight and no transition is pending."""
        return not self._pending[EventKind.TRANSITION] and not self._pending[EventKind.FLIGHT]

    @property
    def idle(self) -> bool:
        """Return whether nothing is to come but repetitions of what is known."""
        return len(self._events) == self._pending[EventKind.BEACON]

    # -- letting time pass -----------------------------------------------------------------------------------------

    @property
    def lived(self) -> float:
        """Return ``now``, less the seconds that passed only because time went faster than the host's clock.

        Twenty virtual minutes that take one real minute make no session idle.  A jump (``advance``) counts in full.
        """
        return self.now - self._hurried

    def beside(self, seconds: float, speed: float) -> float:
        """Return the moment to advance to when *seconds* of the host's clock have passed at *speed*."""
        self._hurried += seconds * max(0.0, speed - 1.0)
        return self.now + seconds * speed

    def step(self, limit: float = float("inf")) -> bool:
        """Let the next event happen if it is due by *limit*; True if one did."""
        event = self.head
        if event is None or event.at > limit:
            return False
        heapq.heappop(self._heap)
        self._remove(event)
        if event.at > self.now:
            self.now = event.at
        event.action(*event.arguments)
        return True

    def _remove(self, event: ClockEvent) -> None:
        del self._events[event.order]
        owner = _owner(event.action)
        orders = self._owned[owner]
        orders.remove(event.order)
        if not orders:
            del self._owned[owner]
        self._pending[event.kind] -= not event.visitor

    def advance(self, seconds: float) -> None:
        """Let *seconds* pass, and all that happens in them."""
        self.advance_to(self.now + seconds)

    def advance_to(self, moment: float) -> None:
        """Let time pass until *moment*; if that has passed already, nothing happens."""
        for _ in self.advancing(moment):
            pass

    def reach(self, moment: float) -> None:
        """Let time pass until *moment*, before which nothing is to happen."""
        self.now = max(self.now, moment)

    def advancing(self, moment: float) -> Iterator[None]:
        """Let time pass until *moment*, and yield after each event, so that the caller can pause in between."""
        while self.step(moment):
            yield
        self.reach(moment)

    @property
    def events(self) -> Iterable[ClockEvent]:
        """Return the events to come, in the order of their requests."""
        return self._events.values()

    def shift(self, orders: Iterable[int], seconds: float) -> None:
        """Advance the time by *seconds*, and postpone some of the events (by their order) by as much."""
        self.now += seconds
        for order in orders:
            event = self._events[order]
            self._events[order] = event._replace(at=event.at + seconds)
        self._heap = [(event.at, event.order) for event in self._events.values()]
        heapq.heapify(self._heap)

    def rewrite(self, order: int, arguments: tuple[Any, ...]) -> None:
        """Have an event happen with other arguments."""
        self._events[order] = self._events[order]._replace(arguments=arguments)

    def adopt(self, other: "Clock", memo: dict[int, Any]) -> None:
        """Take over the events of *other*; *memo* says which objects have taken the place of which (as in a copy)."""
        for event in sorted(other._events.values(), key=lambda event: event.order):
            if not event.visitor:
                action, arguments = deepcopy((event.action, event.arguments), memo)
                self._order += 1
                self._add(ClockEvent(event.at, self._order, action, arguments, event.kind))

    def __deepcopy__(self, memo: dict[int, Any]) -> "Clock":
        copy = Clock(self.now)
        memo[id(self)] = copy
        copy._order, copy._hurried = self._order, self._hurried
        for event in self._events.values():
            if not event.visitor:
                action, arguments = deepcopy((event.action, event.arguments), memo)
                copy._add(event._replace(action=action, arguments=arguments))
        return copy


def _owner(action: Callable[..., None]) -> int:
    """Return the identity of the object that *action* is a method of; it lives at least as long as the event."""
    return id(getattr(action, "__self__", action))
