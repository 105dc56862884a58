"""Work out when daylight saving time is in effect.

A rule is kept as it was typed: ``autodst name PDT 60 begins every first sunday april at 2 0 ends ...``.

evidence: reference 10.1 p.45 (the words, the defaults, the offset of 1 to 60 minutes), inferred (that the end is
told in daylight saving time)
"""

import re
from functools import lru_cache

from xos_cli.record import NamedTuple
from xos_cli.switch.timing.calendar import moment, seconds

WEEKS = ("first", "second", "third", "fourth", "last")
DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
OFFSETS = range(1, 61)
DAY = 86_400.0

_RULE = re.compile(
    r"autodst(?: name (?P<name>\S+))?(?: (?P<minutes>\d+))?"
    r"(?: begins (?P<begins>(?:every|on) .+?))?(?: ends (?P<ends>(?:every|on) .+))?",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"(?:every (?P<every>\S+ \S+ \S+)|on (?P<on>\d+[ /-]\d+[ /-]\d+))(?: at (?P<hour>\d+)(?:[: ](?P<minute>\d+))?)?",
    re.IGNORECASE,
)


class ClockChange(NamedTuple):
    """A day on which the clock changes, every year or (*date*: year, month, day) once, at *hour*:*minute*."""

    week: int = 0
    weekday: int = 0
    month: int = 1
    date: tuple[int, int, int] | None = None
    hour: int = 2
    minute: int = 0

    def at(self, year: int) -> float | None:
        """Return the local time of the change in a year, None if there is no change in that year."""
        if self.date is not None:
            return self._time(seconds(*self.date)) if self.date[0] == year else None
        return self._time(self._day(year))

    def _day(self, year: int) -> float:
        """Return the *week*-th (4: the last) such weekday of the month."""
        first = seconds(year, self.month, 1)
        day = first + (self.weekday - moment(first).weekday) % 7 * DAY
        following = day + 7 * self.week * DAY
        return following if moment(following).month == self.month else following - 7 * DAY

    def _time(self, day: float) -> float:
        return day + self.hour * 3600 + self.minute * 60

    def __str__(self) -> str:
        if self.date is not None:
            year, month, day = self.date
            return f"on {month}/{day}/{year} at {self.hour}:{self.minute:02}"
        words = f"{WEEKS[self.week]} {DAYS[self.weekday].title()} {MONTHS[self.month - 1].title()}"
        return f"every {words} at {self.hour}:{self.minute:02}"


class Daylight(NamedTuple):
    """The rule of a daylight saving time that is *minutes* ahead of the standard time."""

    name: str
    minutes: int
    begins: ClockChange
    ends: ClockChange

    def ahead(self, at: float, standard: float) -> float:
        """Return by how many seconds the clock is ahead of the standard time at a moment.

        *at*: seconds since the epoch, UTC.  *standard*: seconds that the standard time is ahead of UTC.
        """
        year, shift = moment(at + standard).year, self.minutes * 60.0
        begins, ends = self.begins.at(year), self.ends.at(year)
        if begins is None or ends is None:
            return 0.0
        start, stop = begins - standard, ends - standard - shift
        inside = start <= at < stop if start < stop else not stop <= at < start
        return shift if inside else 0.0


#: evidence: reference 10.1 p.45
BEGINS, ENDS = ClockChange(0, 0, 4), ClockChange(4, 0, 10)


@lru_cache(maxsize=8)
def daylight(text: str) -> Daylight:
    """Return the rule of ``autodst ...``; ValueError for a text that is none, or a date that does not exist."""
    found = _RULE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    begins = _change(found["begins"], BEGINS)
    return Daylight(found["name"] or "", int(found["minutes"] or 60), begins, _change(found["ends"], ENDS))


def _change(text: str | None, default: ClockChange) -> ClockChange:
    if text is None:
        return default
    found = _CHANGE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    time = int(found["hour"] or 2), int(found["minute"] or 0)
    if found["on"]:
        month, day, year = map(int, re.split("[/ -]", found["on"]))
        seconds(year, month, day)
        return ClockChange(date=(year, month, day), hour=time[0], minute=time[1])
    week, weekday, named = found["every"].lower().split()
    place = _place(week, WEEKS), _place(weekday, DAYS), _place(named, MONTHS) + 1
    return ClockChange(*place, hour=time[0], minute=time[1])


def _place(word: str, words: tuple[str, ...]) -> int:
    """Return the index of a word in a list, or the index for a number that counts from 1."""
    return int(word) - 1 if word.isdecimal() else words.index(word)
