"""The time zone: `configure timezone`, and what it means for the local time."""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.rows import TimeInfo

if TYPE_CHECKING:
    from xos_cli.switch.node import Node
    from xos_cli.switch.tables import Store


def configure_timezone(
    call: Call,
    GMT_offset: int,
    name: bool = False,
    std_timezone_ID: str = "",
    autodst: bool = False,
    noautodst: bool = False,
    **dst: object,
) -> None:
    """*GMT_offset* in minutes, -720 to 720.  The rule of the daylight saving time is kept as it was typed."""
    if not -720 <= GMT_offset <= 720:
        raise Refusal("Error: The GMT offset must be from -720 to 720 minutes.")
    if len(std_timezone_ID) > 6:
        raise Refusal("Error: The name of a time zone has at most 6 characters.")
    rule = " ".join(call.words[call.words.index("autodst") :]) if autodst else None
    call.put(TimeInfo(GMT_offset, std_timezone_ID or None, rule))


def timezone_command(zone: TimeInfo) -> str:
    """The command that makes this zone.  evidence: inferred"""
    name = f"name {zone.name} " if zone.name else ""
    return f"configure timezone {name}{zone.gmt_offset} {zone.dst or 'noautodst'}"


def zone_offset(store: "Store") -> float:
    """Seconds that the local time is ahead of UTC."""
    rows = store.rows(TimeInfo)
    return 60.0 * (rows[0].gmt_offset or 0) if rows else 0.0


def local(node: "Node", at: float | None = None) -> float:
    """A moment (now if none is given) in the local time that the switch shows."""
    return (node.time() if at is None else at) + zone_offset(node.store)
