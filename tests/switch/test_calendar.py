"""Moments in the words of the switch, held against the library's own calendar."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xos_cli.switch.timing.calendar import log_stamp, moment, seconds, stamp

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 86400 * 365 * 200)


@given(at=MOMENTS, hundredths=st.integers(0, 99))
def test_moment_is_that_of_the_library(at: int, hundredths: int) -> None:
    """Date, time of day and weekday are right for two centuries, to the hundredth."""
    then = EPOCH + timedelta(seconds=at)
    found = moment(at + hundredths / 100)
    assert found[:6] == (then.year, then.month, then.day, then.hour, then.minute, then.second)
    assert (found.hundredths, found.weekday) == (hundredths, then.isoweekday() % 7)


@given(at=MOMENTS)
def test_seconds_is_the_reverse(at: int) -> None:
    """A date and a time of day lead back to the same second."""
    assert seconds(*moment(float(at))[:6]) == at


@given(at=MOMENTS)
def test_stamp_is_ctime(at: int) -> None:
    """The long form is C's: the day of the month padded with a blank."""
    then = EPOCH + timedelta(seconds=at)
    assert stamp(float(at)) == then.ctime()
    assert log_stamp(float(at)) == then.strftime("%m/%d/%Y %H:%M:%S.00")


@pytest.mark.parametrize(
    "date",
    [
        (2005, 2, 29),
        (1900, 2, 29),
        (2005, 0, 1),
        (2005, 13, 1),
        (2005, 4, 31),
        (2005, 1, 0),
        (2005, 1, 1, 24),
        (2005, 1, 1, -1),
        (2005, 1, 1, 0, 60),
        (2005, 1, 1, 0, 0, 60),
    ],
)
def test_what_is_no_date_is_refused(date: tuple[int, ...]) -> None:
    """A day or a time that does not exist is a ValueError."""
    with pytest.raises(ValueError, match="no such"):
        seconds(*date)


def test_leap_days_exist() -> None:
    """The leap days of 2000 and 2004 are days."""
    assert stamp(seconds(2004, 2, 29)) == "Sun Feb 29 00:00:00 2004"
    assert stamp(seconds(2000, 2, 29, 23, 59, 59)) == "Tue Feb 29 23:59:59 2000"


def test_captured_moments() -> None:
    """The words are those that a real switch wrote."""
    assert stamp(seconds(2008, 1, 15, 0, 52, 35)) == "Tue Jan 15 00:52:35 2008"
    assert log_stamp(seconds(2004, 6, 25, 22, 49, 10) + 0.63) == "06/25/2004 22:49:10.63"
