"""Moments in the words the switch uses.  All moments are seconds since the epoch, UTC.  (The module ``time`` would do,
but for the host's time zone and locale, which must not show.)"""

from xos_cli.record import NamedTuple

DAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Moment(NamedTuple):
    """A date and a time of day; *weekday* 0 is Sunday, *hundredths* 0 to 99."""

    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int
    hundredths: int
    weekday: int


def moment(seconds: float) -> Moment:
    """Return the date and time of *seconds* since the epoch.  (Days to date: Howard Hinnant's civil calendar.)"""
    hundredths = int(seconds * 100 + 1e-4)
    whole, hundredths = divmod(hundredths, 100)
    days, rest = divmod(whole, 86400)
    shifted = days + 719468
    era, of_era = divmod(shifted, 146097)
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    march = (5 * of_year + 2) // 153
    month = march + 3 if march < 10 else march - 9
    return Moment(
        year + era * 400 + (month <= 2),
        month,
        of_year - (153 * march + 2) // 5 + 1,
        rest // 3600,
        rest // 60 % 60,
        rest % 60,
        hundredths,
        (days + 4) % 7,
    )


def seconds(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> float:
    """Return the seconds since the epoch of a date and time; ValueError for a date that does not exist."""
    lengths = (
        31,
        29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28,
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    )
    if not (1 <= month <= 12 and 1 <= day <= lengths[month - 1]):
        raise ValueError(f"no such date: {month}/{day}/{year}")
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60):
        raise ValueError(f"no such time: {hour:02}:{minute:02}:{second:02}")
    before = year - (month <= 2)
    era, of_era = divmod(before, 400)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    days = era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468
    return days * 86400.0 + hour * 3600 + minute * 60 + second


def stamp(at: float) -> str:
    """Return a moment as ``Tue Jan 15 00:52:35 2008``.  evidence: capture 11.2"""
    m = moment(at)
    return f"{DAYS[m.weekday]} {MONTHS[m.month - 1]} {m.day:2} {m.hour:02}:{m.minute:02}:{m.second:02} {m.year}"


def log_stamp(at: float) -> str:
    """Return a moment as ``06/25/2004 22:49:10.63``.  evidence: guide 11.0 p.140"""
    m = moment(at)
    return f"{m.month:02}/{m.day:02}/{m.year} {m.hour:02}:{m.minute:02}:{m.second:02}.{m.hundredths:02}"
