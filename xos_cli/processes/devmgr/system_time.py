"""Set the time and the time zone."""

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.facts import zone_offset
from xos_cli.processes.devmgr.rows import TimeInfo
from xos_cli.switch.messages import SetTime
from xos_cli.switch.timing import calendar


def configure_timezone(
    call: Call,
    GMT_offset: int,
    name: bool = False,
    std_timezone_ID: str = "",
    autodst: bool = False,
    noautodst: bool = False,
    **dst: object,
) -> None:
    """Set the time zone, -720 to 720 minutes from GMT. The rule of the daylight saving time is kept as it was typed."""
    if not -720 <= GMT_offset <= 720:
        raise Refusal("Error: The GMT offset must be from -720 to 720 minutes.")
    if len(std_timezone_ID) > 6:
        raise Refusal("Error: The name of a time zone has at most 6 characters.")
    rule = " ".join(call.words[call.words.index("autodst") :]) if autodst else None
    call.put(TimeInfo(GMT_offset, std_timezone_ID or None, rule))


def configure_time(call: Call, month: int, day: int, year: int, hour: int, min: int, sec: int) -> None:
    """Set the hardware clocks of both MSMs; the time is not part of the configuration."""
    node = call.node
    try:
        wanted = calendar.seconds(year, month, day, hour, min, sec)
    except ValueError:
        raise Refusal("Error: Invalid date or time.") from None
    node.rtc_offset = wanted - zone_offset(call.store) - node.clock.now
    node.checkpoint.send(SetTime(node.rtc_offset))
    node.call("epm", "time_changed")
    node.event("Notice", "DM.Notice", "Setting hwclock time to system time, and broadcasting time")
