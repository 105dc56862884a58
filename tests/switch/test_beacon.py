"""Beacons: what is computed equals stepping through every repetition, and an undisturbed path has no events."""

import zlib
from copy import deepcopy
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from xos_cli.switch.beacon import Beacon, Ear
from xos_cli.switch.clock import Clock, EventKind

PERIOD, LIMIT, DELAY = 1.0, 3.0, 0.125


class Receiver:
    """Write down when it hears, and when it gives up."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.diary: list[tuple[float, str]] = []

    def heard(self, content: str) -> None:
        self.diary.append((self.clock.now, content))

    def silent(self) -> None:
        self.diary.append((self.clock.now, "silent"))


class Path:
    """One beacon, one ear, and a path that works or not."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock = clock or Clock(100.0)
        self.receiver = Receiver(self.clock)
        self.beacon = Beacon(self.clock, PERIOD, "heard")
        self.ear = Ear(self.clock, LIMIT, self.receiver.heard, self.receiver.silent)

    def even(self, number: int) -> bool:
        """Lose about half of the repetitions, always the same ones."""
        return zlib.crc32(b"%d" % number) % 2 == 0


class Stepped:
    """The same path, repetition by repetition: the plain way, which costs an event each."""

    def __init__(self) -> None:
        self.now, self.sent, self.received = 100.0, 0, 0
        self.open = self.alive = False
        self.under_way: list[float] = []
        self.last: float | None = None
        self.diary: list[tuple[float, str]] = []

    def advance(self, seconds: float) -> None:
        """Go on in eighths of a second, the grain of every moment in these tests."""
        for _ in range(round(seconds * 8)):
            self.now += 0.125
            self.expire()
            self.instant()

    def instant(self) -> None:
        """Let the repetitions of this moment arrive, and send the one that is due."""
        if self.open and self.now in self.under_way:
            self.under_way.remove(self.now)
            self.received, self.last = self.received + 1, self.now
            if not self.alive:
                self.alive = True
                self.diary.append((self.now, "heard"))
        while self.sent <= self.now - 100.0:
            self.sent += 1
            if self.open:
                self.under_way.append(self.now + DELAY)

    def expire(self) -> None:
        if self.alive and self.last is not None and self.now >= self.last + LIMIT:
            self.alive = False
            self.diary.append((self.now, "silent"))

    def set_open(self, open: bool) -> None:
        """Cut or mend the path; a repetition of this very moment goes by the path as it is from now on."""
        if self.open and not open:
            self.under_way = []
        if open and not self.open and (self.now - 100.0) % PERIOD == 0:
            self.under_way.append(self.now + DELAY)
        self.open = open


@given(stretches=st.lists(st.integers(1, 60), max_size=12))
def test_computing_equals_stepping(stretches: list[int]) -> None:
    """Cut and mended at any moment, the ear counts, hears and gives up as if each repetition were an event."""
    path, stepped = Path(), Stepped()
    stepped.sent = 1
    for number, eighths in enumerate(stretches):
        if number % 2:
            path.ear.lose()
        else:
            path.ear.listen(path.beacon, DELAY)
        stepped.set_open(number % 2 == 0)
        path.clock.advance(eighths / 8)
        stepped.advance(eighths / 8)
        assert (path.beacon.sent, path.ear.received, path.ear.last) == (stepped.sent, stepped.received, stepped.last)
    assert (path.receiver.diary, path.ear.alive) == (stepped.diary, stepped.alive)


def test_an_undisturbed_path_has_no_events() -> None:
    """A day passes without one event, and is counted all the same."""
    path = Path()
    path.ear.listen(path.beacon, DELAY)
    path.clock.advance(1.0)
    assert (path.clock.next, path.receiver.diary) == (None, [(100.125, "heard")])
    path.clock.advance(86400.0)
    assert (path.beacon.sent, path.ear.received, path.ear.last) == (86402, 86401, 86500.125)


def test_a_cut_is_noticed_when_the_limit_has_passed() -> None:
    """The limit counts from the last repetition that arrived, not from the cut; until then the clock is quiet."""
    path = Path()
    path.ear.listen(path.beacon, DELAY)
    path.clock.advance(10.5)
    path.ear.lose()
    assert (path.clock.quiet, path.clock.pending(EventKind.GUARD)) == (True, 1)
    path.clock.advance(100.0)
    assert path.receiver.diary == [(100.125, "heard"), (113.125, "silent")]
    assert path.clock.next is None


def test_a_short_cut_is_not_noticed() -> None:
    """A path that is mended in time leaves neither an event nor a trace but in the count."""
    path = Path()
    path.ear.listen(path.beacon, DELAY)
    path.clock.advance(10.5)
    path.ear.lose()
    path.clock.advance(1.5)
    path.ear.listen(path.beacon, DELAY)
    assert path.clock.next is None
    path.clock.advance(10.0)
    assert (path.receiver.diary, path.ear.received) == ([(100.125, "heard")], 21)


def test_a_path_that_loses_some_is_stepped_through() -> None:
    """What is lost does not count; enough in a row end in silence, and the next one ends the silence."""
    path = Path()
    path.ear.listen(path.beacon, DELAY, path.even)
    assert not path.clock.idle
    path.clock.advance(200.0)
    arrived = [100.125 + number for number in range(200) if not path.even(number)]
    assert (path.ear.received, path.ear.last) == (len(arrived), arrived[-1])
    expected = [(arrived[0], "heard")]
    for before, after in pairwise(arrived):
        if after - before >= LIMIT:
            expected += [(before + LIMIT, "silent"), (after, "heard")]
    assert path.receiver.diary == expected
    assert len(expected) > 1
    path.ear.listen(path.beacon, DELAY)
    path.clock.advance(10.0)
    assert (path.ear.alive, path.clock.next) == (True, None)


def test_a_repetition_is_counted_once() -> None:
    """To cut and mend a path in the moment of an arrival neither loses nor doubles it."""
    path = Path()
    path.ear.listen(path.beacon)
    path.clock.advance(5.0)
    assert path.ear.received == 6
    for lost in (None, path.even, None):
        path.ear.listen(path.beacon, 0.0, lost)
        assert path.ear.received == 6


def test_another_content_is_heard_without_silence() -> None:
    """A sender that says something else begins another beacon: its first repetition is heard, the count goes on."""
    path = Path()
    path.ear.listen(path.beacon, DELAY)
    path.clock.advance(5.5)
    path.beacon.stop()
    other = Beacon(path.clock, PERIOD, "other")
    path.ear.listen(other, DELAY)
    assert not path.clock.quiet
    path.clock.advance(10.0)
    assert path.receiver.diary == [(100.125, "heard"), (105.625, "other")]
    assert (path.ear.received, path.clock.next) == (6 + 10, None)


def test_a_stopped_beacon_counts_no_further() -> None:
    """What was sent stays counted."""
    path = Path()
    path.clock.advance(5.5)
    path.beacon.stop()
    path.clock.advance(5.0)
    assert path.beacon.sent == 6


def test_a_copy_goes_on_by_itself() -> None:
    """A snapshot takes the beacon, the ear and what is to come of it along."""
    path = Path()
    path.ear.listen(path.beacon, DELAY)
    path.clock.advance(10.5)
    path.ear.lose()
    copy: Any = deepcopy(path)
    copy.clock.advance(10.0)
    assert [what for _, what in copy.receiver.diary] == ["heard", "silent"]
    assert [what for _, what in path.receiver.diary] == ["heard"]


@given(gaps=st.lists(st.integers(1, 40), min_size=1, max_size=6), cut=st.booleans())
def test_what_is_under_way_arrives_behind_a_new_content(gaps: list[int], cut: bool) -> None:
    """A sender that changes what it says is not silent, however long its words are under way; a cut ends them."""
    path, delay = Path(), 5.0
    path.ear.listen(path.beacon, delay)
    path.clock.advance(20.0)
    beacons, sent = [path.beacon], [100.0 + n for n in range(21)]
    for eighths in gaps:
        path.clock.advance(eighths / 8)
        beacons[-1].stop()
        beacons.append(Beacon(path.clock, PERIOD, str(len(beacons))))
        path.ear.listen(beacons[-1], delay)
    sent = [b.moment(n) for b in beacons for n in range(b.sent)]
    assert path.ear.received == sum(moment + delay <= path.clock.now for moment in sent)
    if cut:
        path.ear.lose()
    ended = path.clock.now
    path.clock.advance(20.0)
    due = [moment + delay for moment in sent if moment + delay <= ended]
    silences = [at for at, what in path.receiver.diary if what == "silent"]
    assert silences == ([max(due) + LIMIT] if cut else [])
    if not cut:
        assert path.receiver.diary[-1][1] == str(len(gaps))
