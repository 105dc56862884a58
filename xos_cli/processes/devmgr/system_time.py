"""Set the time and the time zone."""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.daylight import OFFSETS, daylight
from xos_cli.processes.devmgr.facts import utc
from xos_cli.processes.devmgr.rows import TimeInfo
from xos_cli.switch.messages import SetTime
from xos_cli.switch.timing import calendar

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def configure_timezone(
    call: Call,
    GMT_offset: int,
    name: bool = False,
    std_timezone_ID: str = "",
    autodst: bool = False,
    noautodst: bool = False,
    **dst: object,
) -> None:
    """Set the time zone, -720 to 720 minutes from GMT, and whether there is a daylight saving time."""
    valid_configure_timezone(call.chassis, GMT_offset, std_timezone_ID)
    rule = " ".join(call.words[call.words.index("autodst") :]) if autodst else None
    if rule:
        _check(rule)
    call.put(TimeInfo(GMT_offset, std_timezone_ID or None, rule))


def valid_configure_timezone(
    chassis: "Chassis",
    GMT_offset: int,
    std_timezone_ID: str = "",
    dst_timezone_ID: str = "",
    dst_offset: int = 60,
    **_: object,
) -> None:
    """Refuse an offset or a name that no time zone can have, or no daylight saving time."""
    if not -720 <= GMT_offset <= 720:
        raise Refusal("Error: The GMT offset must be from -720 to 720 minutes.")
    if len(std_timezone_ID) > 6 or len(dst_timezone_ID) > 6:
        raise Refusal("Error: The name of a time zone has at most 6 characters.")
    if dst_offset not in OFFSETS:
        raise Refusal("Error: The DST offset must be from 1 to 60 minutes.")


def _check(rule: str) -> None:
    """Refuse an invalid rule of daylight saving time.  evidence: reference 10.1 p.45, inferred (the words)"""
    try:
        found = daylight(rule)
    except ValueError:
        raise Refusal("Error: Invalid date or time.") from None
    if found.minutes not in OFFSETS:
        raise Refusal("Error: The DST offset must be from 1 to 60 minutes.")
    if len(found.name) > 6:
        raise Refusal("Error: The name of a time zone has at most 6 characters.")
    dates = found.begins.date, found.ends.date
    if (dates[0] is None) != (dates[1] is None) or (dates[0] and dates[1] and dates[0][0] != dates[1][0]):
        raise Refusal("Error: DST must begin and end in the same year.")


def valid_configure_time(chassis: "Chassis", month: int, day: int, year: int, hour: int, min: int, sec: int) -> None:
    """Refuse a date that does not exist."""
    try:
        calendar.seconds(year, month, day, hour, min, sec)
    except ValueError:
        raise Refusal("Error: Invalid date or time.") from None


def configure_time(call: Call, month: int, day: int, year: int, hour: int, min: int, sec: int) -> None:
    """Set the hardware clocks of both MSMs; the time is not part of the configuration."""
    node = call.node
    valid_configure_time(call.chassis, month, day, year, hour, min, sec)
    node.rtc_offset = utc(call.store, calendar.seconds(year, month, day, hour, min, sec)) - node.clock.now
    node.checkpoint.send(SetTime(node.rtc_offset))
    node.call("epm", "time_changed")
    node.event("Notice", "DM.Notice", "Setting hwclock time to system time, and broadcasting time")
