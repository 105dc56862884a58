"""Skip over a time in which a network only repeats itself.

A network at rest repeats hellos and advertisements, and every *period* it is as it was, but for times that are later
and counters that are higher.  That is found out, not assumed: the network is copied, stepped through two periods, and
all that it consists of is compared at the three moments.  If every number has grown twice by the same amount (or not
at all) and nothing else is different, further periods are computed: each number grows by that amount for each of them.
An event that was not asked for anew in these periods (an entry that ages, a schedule) is a bound: it happens at its
moment, by stepping.
"""

from collections import deque
from collections.abc import Callable, Mapping
from enum import Enum
from functools import partial
from random import Random
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

from xos_cli.switch.console import SerialConsole
from xos_cli.switch.fabric.fdb import Fdb
from xos_cli.switch.tables import RowKey, Store
from xos_cli.switch.timing.clock import Clock, ClockEvent

#: Periods that are tried, in seconds: the least common multiple of what is usually repeated, and longer ones; the last
#: is that of the refresh of OSPF (RFC 2328, appendix B).
PERIODS = (60.0, 180.0, 600.0, 1800.0)
#: How exactly two differences of times must be equal, in seconds.
EXACT = 1e-6
#: How a value goes on: the value after so many more periods.
Onward = Callable[[int], Any]
_CONSTANTS = (str, bytes, bool, type(None), Enum, type, FunctionType, BuiltinFunctionType, ModuleType)


class Unsteady(Exception):
    """Raised where the network differs from its state a period ago."""


class PeriodComparison:
    """Three moments of the same things, a period apart: two copies, and the things themselves as they are now."""

    def __init__(self, period: float) -> None:
        self.period = period
        self.bound = float("inf")  # the moment of the first event that is not repeated
        self._seen: set[int] = set()
        self._actions: list[Callable[[int], None]] = []

    def skip(self, periods: int) -> None:
        """Advance all compared things by so many more periods."""
        for action in self._actions:
            action(periods)

    def compare(self, first: Any, second: Any, now: Any) -> Onward | None:
        """Compare a thing at three moments; return how it goes on if it is a value that changes.

        Unsteady if it does not go on evenly.
        """
        if first is second is now:
            return None
        kind = type(now)
        if type(first) is not kind or type(second) is not kind:
            raise Unsteady(f"{first!r}, {second!r}, {now!r}")
        if kind is int or kind is float:
            return _number(first, second, now)
        if isinstance(now, _CONSTANTS):
            if not first == second == now:
                raise Unsteady(f"{first!r}, {second!r}, {now!r}")
            return None
        if isinstance(now, tuple):
            return self._tuple(first, second, now)
        if id(now) not in self._seen:
            self._seen.add(id(now))
            self._object(first, second, now)
        return None

    # -- values ----------------------------------------------------------------------------------------------------

    def _tuple(self, first: Any, second: Any, now: Any) -> Onward | None:
        if not len(first) == len(second) == len(now):
            raise Unsteady(f"{now!r}")
        parts = [self.compare(*triple) for triple in zip(first, second, now, strict=True)]
        if not any(parts):
            return None
        make = getattr(type(now), "_make", tuple)
        return lambda periods: make([part(periods) if part else old for part, old in zip(parts, now, strict=True)])

    # -- things ----------------------------------------------------------------------------------------------------

    def _object(self, first: Any, second: Any, now: Any) -> None:
        if isinstance(now, Clock):
            self._clock(first, second, now)
        elif isinstance(now, Store):
            for table in now.tables():
                self._rows(first, second, now, table)
            self._actions.append(lambda periods: now.rewritten())
        elif isinstance(now, SerialConsole):
            self.compare(first.unread, second.unread, now.unread)
        elif isinstance(now, Random):
            self.compare(first.getstate(), second.getstate(), now.getstate())
        elif isinstance(now, MethodType):
            self.compare(first.__func__, second.__func__, now.__func__)
            self.compare(first.__self__, second.__self__, now.__self__)
        elif isinstance(now, dict):
            self._dict(first, second, now)
        elif isinstance(now, list | deque):
            self._list(first, second, now)
        elif isinstance(now, set | frozenset):
            if not len(first) == len(second) == len(now):
                raise Unsteady(f"{now!r}")
        else:
            self._attributes(first, second, now)
            if isinstance(now, Fdb):  # it looks at regular moments, and finds an aged entry at one of them
                self.bound = min(self.bound, now.first_to_age(now.clock.now - self.period))

    def _dict(self, first: Any, second: Any, now: Any) -> None:
        if not len(first) == len(second) == len(now):
            raise Unsteady(f"{list(first)[:9]}, {list(now)[:9]}")
        for keys in zip(first, second, now, strict=True):
            if self.compare(*keys) is not None:
                raise Unsteady(f"the key {keys[2]!r}")
            self._put(now, keys[2], self.compare(first[keys[0]], second[keys[1]], now[keys[2]]))

    def _rows(self, first: Store, second: Store, now: Store, table: type) -> None:
        """Compare the rows of a table; the stores share those of one that nobody has changed."""
        moments: list[Mapping[RowKey, Any]] = [store.keyed(table) for store in (first, second, now)]
        before, between, rows = moments
        if before is between is rows:
            return
        if not len(before) == len(between) == len(rows):
            raise Unsteady(f"{list(before)[:9]}, {list(rows)[:9]}")
        for keys in zip(before, between, rows, strict=True):
            if self.compare(*keys) is not None:
                raise Unsteady(f"the key {keys[2]!r}")
            onward = self.compare(before[keys[0]], between[keys[1]], rows[keys[2]])
            if onward is not None:
                self._actions.append(partial(_set_row, now, table, keys[2], onward))

    def _list(self, first: Any, second: Any, now: Any) -> None:
        if not len(first) == len(second) == len(now):
            raise Unsteady(f"{now!r}")
        for place, triple in enumerate(zip(first, second, now, strict=True)):
            self._put(now, place, self.compare(*triple))

    def _put(self, where: Any, key: Any, onward: Onward | None) -> None:
        if onward is not None:
            self._actions.append(lambda periods: where.__setitem__(key, onward(periods)))

    def _attributes(self, first: Any, second: Any, now: Any, without: tuple[str, ...] = ()) -> None:
        """Compare the attributes of an object, but for those that it says are of no consequence (``TRANSIENT``)."""
        transient = (*without, *getattr(type(now), "TRANSIENT", ()))
        for name in _names(now):
            if name not in transient:
                onward = self.compare(getattr(first, name), getattr(second, name), getattr(now, name))
                if onward is not None:
                    self._actions.append(lambda periods, name=name, on=onward: setattr(now, name, on(periods)))  # type: ignore[misc]

    # -- the clock -------------------------------------------------------------------------------------------------

    def _clock(self, first: Clock, second: Clock, now: Clock) -> None:
        """Compare the events: those that were there at all three moments are bounds, the others repeat."""
        lasting = {event.order for event in first.events} & {event.order for event in now.events}
        lasting_at = [event.at for event in now.events if event.order in lasting or event.visitor]
        self.bound = min([self.bound, *lasting_at])
        again = [
            sorted([event for event in clock.events if event.order not in lasting and not event.visitor], key=_whose)
            for clock in (first, second, now)
        ]
        if not len(again[0]) == len(again[1]) == len(again[2]):
            raise Unsteady("the events")
        for events in zip(*again, strict=True):
            onward = self._event(*events)
            if onward is not None:
                order = events[2].order
                self._actions.append(lambda periods, order=order, on=onward: now.rewrite(order, on(periods)))  # type: ignore[misc]
        for event in now.events:
            if event.order in lasting:
                self.compare(event.action, event.action, event.action)
        self._actions.append(lambda periods: now.shift([e.order for e in again[2]], periods * self.period))

    def _event(self, first: ClockEvent, second: ClockEvent, now: ClockEvent) -> Onward | None:
        """Compare an event; return how its arguments go on, such as the number of a frame in flight."""
        for earlier, later in ((first, second), (second, now)):
            if abs(later.at - earlier.at - self.period) > EXACT:
                raise Unsteady(f"{earlier} and {later}")
        self.compare(first.action, second.action, now.action)
        return self.compare(first.arguments, second.arguments, now.arguments)


def _whose(event: ClockEvent) -> tuple[float, str, str, str, int]:
    """Return where an event stands among those that are compared.

    Events of several switches at one moment come in an order that changes with every period; each has its place by
    its switch here.
    """
    owner = getattr(event.action, "__self__", None)
    node = getattr(owner, "node", owner)
    switch = getattr(getattr(node, "chassis", None), "mac", "")
    return event.at, event.action.__qualname__, switch, str(getattr(node, "name", "")), event.order


def _number(first: float, second: float, now: float) -> Onward | None:
    """Return how a number goes on; one that has stayed the same does not change."""
    if first == second == now:
        return None
    grown, before = now - second, second - first
    if not abs(grown - before) <= EXACT:
        raise Unsteady(f"{first}, {second}, {now}")
    return lambda periods: now + periods * grown


def _set_row(store: Store, table: type, key: RowKey, onward: Onward, periods: int) -> None:
    """Put the row that stands under a key after so many periods."""
    store.set(table, key, onward(periods))


def _names(thing: Any) -> list[str]:
    """Return the names of an object's attributes, those in slots included."""
    slots = [name for kind in type(thing).__mro__ for name in getattr(kind, "__slots__", ())]
    return [name for name in (*slots, *getattr(thing, "__dict__", ())) if name not in ("__dict__", "__weakref__")]
