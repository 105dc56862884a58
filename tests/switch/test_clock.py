"""Virtual time: what happens in which order, and what a copy of it takes along."""

from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from xos_cli.switch.timing.clock import Clock, EventKind


class Diary:
    """Writes down what happened when."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.entries: list[tuple[float, str]] = []

    def note(self, what: str) -> None:
        self.entries.append((self.clock.now, what))

    def again(self, what: str, times: int) -> None:
        """Note it, and have it happen again a second later."""
        self.note(what)
        if times:
            self.clock.after(1.0, self.again, what, times - 1)


def begun() -> tuple[Clock, Diary]:
    """A clock that stands at 100, and its diary."""
    clock = Clock(100.0)
    return clock, Diary(clock)


@given(delays=st.lists(st.integers(0, 20), max_size=30))
def test_events_happen_in_order_of_time_then_of_request(delays: list[int]) -> None:
    """Events happen by time; those of one moment in the order in which they were asked for."""
    clock, diary = begun()
    for number, delay in enumerate(delays):
        clock.after(float(delay), diary.note, f"{number}")
    clock.advance(20.0)
    expected = sorted(enumerate(delays), key=lambda pair: (pair[1], pair[0]))
    assert diary.entries == [(100.0 + delay, f"{number}") for number, delay in expected]


def test_time_stops_where_it_was_told_to() -> None:
    """Time passes to the very moment, and what is due later waits."""
    clock, diary = begun()
    clock.after(5.0, diary.note, "late")
    clock.advance(4.5)
    assert (clock.now, diary.entries, clock.next) == (104.5, [], 105.0)
    clock.advance(0.5)
    assert (diary.entries, clock.next) == ([(105.0, "late")], None)


def test_an_event_can_ask_for_more() -> None:
    """What an event asks for happens within the same stretch of time if it is due in it."""
    clock, diary = begun()
    clock.after(1.0, diary.again, "tick", 9)
    clock.advance(3.5)
    assert [at for at, _ in diary.entries] == [101.0, 102.0, 103.0]


def test_time_never_goes_back() -> None:
    """A delay below zero is no delay, and a moment in the past changes nothing."""
    clock, diary = begun()
    clock.after(-7.0, diary.note, "at once")
    clock.advance_to(50.0)
    assert (clock.now, diary.entries) == (100.0, [])
    assert clock.step()
    assert (clock.now, diary.entries) == (100.0, [(100.0, "at once")])


def test_step_keeps_to_its_limit() -> None:
    """A step lets one event happen, none beyond its limit, and says so."""
    clock, diary = begun()
    assert not clock.step()
    clock.after(1.0, diary.note, "a")
    clock.after(1.0, diary.note, "b")
    assert not clock.step(100.9)
    assert clock.step(101.0)
    assert diary.entries == [(101.0, "a")]


def test_dropped_owner_does_nothing_more() -> None:
    """The events of one owner go, those of another and those of visitors' hosts stay."""
    clock, diary = begun()
    other = Diary(clock)
    clock.after(1.0, diary.note, "gone")
    clock.visit(2.0, diary.note, "gone too")
    clock.after(3.0, other.note, "stays")
    clock.drop(diary)
    clock.advance(10.0)
    assert (diary.entries, other.entries) == ([], [(103.0, "stays")])


def test_visitors_and_the_machine_share_one_time() -> None:
    """A visitor's event happens in its place among the machine's."""
    clock, diary = begun()
    clock.after(2.0, diary.note, "machine")
    clock.visit(1.0, diary.note, "visitor")
    clock.after(0.5, diary.note, "machine")
    assert clock.next == 100.5
    clock.advance(2.0)
    assert [what for _, what in diary.entries] == ["machine", "visitor", "machine"]


def test_a_copy_takes_the_machines_events_along_and_no_visitors() -> None:
    """A copy goes on by itself, with copies of the owners of its events."""
    clock, diary = begun()
    clock.after(1.0, diary.note, "machine")
    clock.visit(1.0, diary.note, "visitor")
    copied_clock, copied = deepcopy((clock, diary))
    copied_clock.advance(5.0)
    assert (copied.entries, diary.entries, clock.now) == ([(101.0, "machine")], [], 100.0)
    clock.advance(5.0)
    assert [what for _, what in diary.entries] == ["machine", "visitor"]


def test_quiet_is_when_only_guards_and_beacons_are_left() -> None:
    """A message in flight and a pending transition are not quiet; guards, beacons and visitors are."""
    clock, diary = begun()
    assert clock.quiet
    clock.after(1.0, diary.note, "guard", kind=EventKind.GUARD)
    clock.after(2.0, diary.note, "beacon", kind=EventKind.BEACON)
    clock.visit(3.0, diary.note, "visitor")
    assert clock.quiet
    clock.after(4.0, diary.note, "frame", kind=EventKind.FLIGHT)
    assert not clock.quiet
    clock.advance(4.0)
    assert clock.quiet
    clock.after(1.0, diary.note, "port forwards")
    assert (clock.quiet, clock.pending(EventKind.TRANSITION)) == (False, 1)
    assert not deepcopy(clock).quiet
    clock.drop(diary)
    assert (clock.quiet, clock.next) == (True, None)


def test_an_event_can_be_asked_for_at_a_moment() -> None:
    """It happens at that very moment; one that has passed is now."""
    clock, diary = begun()
    clock.at(100.3, diary.note, "then")
    clock.at(5.0, diary.note, "past")
    clock.advance(1.0)
    assert diary.entries == [(100.0, "past"), (100.3, "then")]


def test_to_drop_an_owner_does_not_look_at_the_events_of_others() -> None:
    """Machines share a clock: what one of them drops leaves the others' events alone, and the queue stays short."""
    clock, diary = begun()
    others = [Diary(clock) for _ in range(50)]
    for other in others:
        clock.after(5.0, other.note, "stays")
    for _ in range(1000):
        clock.after(1.0, diary.note, "gone")
        clock.drop(diary)
    assert len(clock._heap) <= 2 * len(others) + 1
    clock.advance(5.0)
    assert diary.entries == []
    assert [len(other.entries) for other in others] == [1] * 50
