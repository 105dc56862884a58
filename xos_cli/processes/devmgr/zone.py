"""The time zone: `configure timezone`, and what it means for the local time."""

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.rows import TimeInfo


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
