"""Virtual time beside the wall's."""

import asyncio
from itertools import count
from types import SimpleNamespace
from typing import Any, cast

from xos_cli.lab.commands import Lab
from xos_cli.serve.clock_driver import ClockDriver
from xos_cli.serve.turns import Turn
from xos_cli.switch.timing.clock import Clock


class Loop:
    """An event loop's clock, and what it was asked to do when."""

    def __init__(self) -> None:
        self.now = 100.0
        self.alarms: list[Alarm] = []

    def time(self) -> float:
        return self.now

    def call_at(self, when: float, action: Any) -> "Alarm":
        self.alarms.append(Alarm(when, action))
        return self.alarms[-1]


class Alarm:
    """One thing that it will do."""

    def __init__(self, when: float, action: Any) -> None:
        self._when, self.action, self.cancelled = when, action, False

    def when(self) -> float:
        return self._when

    def cancel(self) -> None:
        self.cancelled = True


def paced(speed: float = 20.0, began: float = 100.0) -> tuple[Loop, Clock, ClockDriver, list[float]]:
    """A clock at 1000 beside a loop at 100, and when it was woken."""
    loop, clock, woken = Loop(), Clock(1000.0), list[float]()
    lab = cast(Lab, SimpleNamespace(machine=SimpleNamespace(clock=clock), speed=speed, rate=speed))
    driver = ClockDriver(cast(asyncio.AbstractEventLoop, loop), lab, began, lambda: woken.append(loop.now))
    return loop, clock, driver, woken


def test_time_goes_as_fast_as_it_should() -> None:
    """A second of the wall's is *speed* seconds."""
    loop, clock, driver, _ = paced()
    loop.now = 101.5
    driver.catch_up()
    assert clock.now == 1030.0


def test_time_has_passed_before_it_was_looked_at() -> None:
    """A switch that is made late is as old as the others."""
    _loop, clock, driver, _ = paced(began=90.0)
    driver.catch_up()
    assert clock.now == 1200.0


def test_time_goes_on_from_where_somebody_moved_it() -> None:
    """A jump is not made up for by standing still, nor by another one where the machine went back to a snapshot."""
    loop, clock, driver, _ = paced()
    clock.advance(500.0)
    clock.after(20.0, print)
    driver.arm()
    assert [alarm.when() for alarm in loop.alarms] == [101.0]
    loop.now = 101.0
    driver.catch_up()
    assert clock.now == 1520.0
    driver.lab.machine.clock = Clock(700.0)
    loop.now = 102.0
    driver.catch_up()
    assert driver.clock.now == 720.0


def test_nobody_is_idle_for_longer_than_he_sits_there() -> None:
    """Twenty times as fast, a second of idleness is a second; one that is jumped over counts."""
    loop, clock, driver, _ = paced()
    before = clock.lived
    loop.now = 103.0
    driver.catch_up()
    clock.advance(7.0)
    assert clock.lived - before == 10.0


def test_nothing_to_come_is_no_alarm() -> None:
    """An idle switch costs nothing."""
    loop, _, driver, _ = paced()
    driver.arm()
    assert loop.alarms == []


def test_an_alarm_for_the_next_event_and_only_for_an_earlier_one_another() -> None:
    """A later event leaves the alarm as it is."""
    loop, clock, driver, woken = paced()
    clock.after(60.0, print)
    driver.arm()
    driver.arm()
    clock.after(80.0, print)
    driver.arm()
    assert [alarm.when() for alarm in loop.alarms] == [103.0]
    clock.after(20.0, print)
    driver.arm()
    assert [(alarm.when(), alarm.cancelled) for alarm in loop.alarms] == [(103.0, True), (101.0, False)]
    loop.now = 101.0
    loop.alarms[-1].action()
    assert woken == [101.0]
    driver.stop()
    assert not loop.alarms[-1].cancelled


def test_events_far_away_are_looked_after_together() -> None:
    """Half a second later at most; what is near is done in time."""
    loop, clock, driver, _ = paced()
    clock.after(65.0, print)
    driver.arm()
    clock.after(2.0, print)
    driver.arm()
    assert [alarm.when() for alarm in loop.alarms] == [103.5, 100.1]


def test_stopping() -> None:
    """No more alarms."""
    loop, clock, driver, _ = paced()
    clock.after(60.0, print)
    driver.arm()
    driver.stop()
    assert loop.alarms[0].cancelled


def test_a_turn_is_not_longer_than_it_should_be() -> None:
    """Events that do not fit are left for the next turn, in order; too far behind, time slows down."""
    loop, clock, _, woken = paced()
    happened: list[int] = []
    for number in range(100):
        clock.after(1.0 + number, happened.append, number)
    turn = Turn(10.0, map(float, count()).__next__)
    lab = cast(Lab, SimpleNamespace(machine=SimpleNamespace(clock=clock), speed=20.0, rate=20.0))
    driver = ClockDriver(cast(asyncio.AbstractEventLoop, loop), lab, 100.0, lambda: woken.append(loop.now), turn)
    loop.now = 110.0
    turn.begin()
    driver.catch_up()
    assert 0 < len(happened) < 20
    driver.arm()
    assert loop.alarms[-1].when() <= 110.0, "at once"
    turn.begin()
    driver.catch_up()
    assert happened == list(range(len(happened)))
    assert clock.now < 1000.0 + 60.0, "of ten seconds that the host had no time for, one is caught up"
