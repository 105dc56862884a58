"""Daylight saving time: when it is in effect, and that every time of the switch follows it."""

from collections.abc import Callable

import pytest
from conftest import Typist

from xos_cli.processes.devmgr.daylight import daylight
from xos_cli.switch.timing.calendar import seconds

PACIFIC = "configure timezone name PST -480 autodst name PDT"


@pytest.mark.parametrize(
    ("rule", "standard", "moment", "ahead"),
    [
        ("autodst", -480, (2005, 7, 1, 12), 60),
        ("autodst", -480, (2005, 4, 3, 9, 59), 0),  # first Sunday of April, 1:59 in the standard time
        ("autodst", -480, (2005, 4, 3, 10), 60),
        ("autodst", -480, (2005, 10, 30, 8, 59), 60),  # last Sunday of October, 1:59 in the daylight saving time
        ("autodst", -480, (2005, 10, 30, 9), 0),
        ("autodst 30", 0, (2005, 7, 1), 30),
        ("autodst begins every first sunday october at 2 0 ends every last sunday march at 3 0", 600, (2005, 1, 1), 60),
        ("autodst begins every first sunday october at 2 0 ends every last sunday march at 3 0", 600, (2005, 7, 1), 0),
        ("autodst begins on 5/1/2005 at 0:30 ends on 6/1/2005", 0, (2005, 5, 1, 0, 30), 60),
        ("autodst begins on 5/1/2005 at 0:30 ends on 6/1/2005", 0, (2006, 5, 15), 0),
        ("autodst begins every 2 1 3 ends every 1 1 11", 0, (2026, 3, 8, 2), 60),  # as numbers: second Sunday of March
        ("autodst begins every 2 1 3 ends every 1 1 11", 0, (2026, 11, 1, 1), 0),
    ],
)
def test_when_it_is_in_effect(rule: str, standard: int, moment: tuple[int, ...], ahead: int) -> None:
    """It begins in the standard time and ends in its own, every year or once."""
    assert daylight(rule).ahead(seconds(*moment), standard * 60.0) == ahead * 60.0


def test_every_time_follows(console: Typist) -> None:
    """July 1 12:00 UTC is 05:00 in California: in `show switch`, the log and the file list."""
    console.run("configure timezone 0", "configure time 7 1 2005 12 0 0", PACIFIC)
    shown = console.run("show switch")
    assert "Current Time:     Fri Jul  1 05:00" in shown
    assert "DST of 60 minutes is currently in effect, name is PDT." in shown
    assert "DST begins every first Sunday April at 2:00\n" in shown
    assert "07/01/2005 05:00" in console.run("show log")


def test_a_reboot_is_scheduled_in_the_time_that_is_shown_then(console: Typist) -> None:
    """A reboot in summer that is scheduled in winter happens at the hour of the daylight saving time."""
    console.run("configure timezone 0", "configure time 3 1 2005 12 0 0", PACIFIC)
    console.say("save", "y", "reboot time 7 1 2005 5 0 0", "y")
    assert "Next Reboot:      Fri Jul  1 05:00:00 2005" in console.run("show switch")


def test_the_clock_is_set_in_the_time_that_is_shown(console: Typist) -> None:
    """What `configure time` sets is what `show switch` prints, in both halves of the year."""
    for month, name in ((1, "Jan"), (7, "Jul")):
        console.run(PACIFIC, f"configure time {month} 15 2005 8 30 0")
        assert f" {name} 15 08:30:0" in console.run("show switch")


def test_bad_rules_are_refused(console: Typist) -> None:
    """An offset of 0 or 61 minutes, a date that does not exist, a rule that ends in another year."""
    for rule in ("autodst 0", "autodst 61", "autodst begins on 2/30/2005 ends on 6/1/2005"):
        console.refuse(f"configure timezone 0 {rule}")
    assert "same year" in console.refuse("configure timezone 0 autodst begins on 5/1/2005 ends on 6/1/2006")
    assert "timezone" not in " ".join(console.lines("devmgr"))


def test_a_rule_is_printed_back(console: Typist, switch: Callable[..., Typist]) -> None:
    """The line of `show configuration` gives another switch the same rule."""
    line = f"{PACIFIC} 60 begins every second sunday march at 2:30 ends on 11/1/2005 at 1"
    assert "same year" in console.refuse(line)
    line = line.replace("ends on 11/1/2005 at 1", "ends every first sunday november at 1")
    console.run(line)
    other = switch()
    other.run(*console.lines("devmgr"))
    assert other.lines("devmgr") == console.lines("devmgr")
