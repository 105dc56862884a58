"""`show log components`, `show log events`, `show log counters`: the events there are, and how often they happened.

evidence: guide 11.3 p.201 (the first two: heads, columns), recalled (the third)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.ems.catalog import COMPONENTS, EVENTS, EventType
from xos_cli.processes.ems.facts import target
from xos_cli.processes.ems.filter import LEVELS
from xos_cli.processes.ems.rows import INITIAL
from xos_cli.processes.ems.target import wants
from xos_cli.switch.log import LogEntry

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node

WIDTHS = (7, 11, 23, 13)


def _part_of(name: str, wanted: str) -> bool:
    """Return whether *wanted* is a name or its beginning, by whole words."""
    return f"{name}.".lower().startswith(f"{wanted}.".lower())


def valid_show_log(chassis: "Chassis", event: str = "", **_: Any) -> None:
    """Refuse a name that no event and no component has.  evidence: inferred (the words)"""
    names = [one.name for one in (*COMPONENTS, *EVENTS)]
    if event.lower() not in ("", "all") and not any(_part_of(one, event) or _part_of(event, one) for one in names):
        raise Refusal(f"Error: There is no event or component {event}.")


def valid_configure_log_filter(chassis: "Chassis", event: str = "", **_: Any) -> None:
    """Refuse a name that no event and no component has."""
    valid_show_log(chassis, event)


def valid_clear_log_counters(chassis: "Chassis", event: str = "", **_: Any) -> None:
    """Refuse a name that no event and no component has."""
    valid_show_log(chassis, event)


def _chosen(event: str, severity: str, only: bool) -> list[EventType]:
    """Return the events that a command names; refuse a name that none of them has.  evidence: inferred (the words)"""
    wanted = "" if event.lower() == "all" else event
    named = [one for one in EVENTS if not wanted or _part_of(one.name, wanted)]
    if not named:
        raise Refusal(f"Error: There is no event or component {event}.")
    if not severity:
        return named
    limit = LEVELS[severity.lower()]
    return [one for one in named if (level := LEVELS[one.severity.lower()]) == limit or (level < limit and not only)]


def _line(columns: tuple[str, ...], last: str) -> str:
    return " ".join(f"{text:<{width}}" for text, width in zip(columns, WIDTHS, strict=True)) + f" {last}\n"


def _head(last: str, rule: str) -> str:
    names = _line(("Comp", "SubComp", "Condition", "Severity"), last)
    return names + _line(tuple("-" * width for width in WIDTHS), rule)


# -- show log components ---------------------------------------------------------------------------------------------


def show_log_components(call: Call, event: str = "", version: bool = False) -> str:
    """Print the components of the log, subcomponents indented below them.

    evidence: guide 11.3 p.201, recalled (how far)
    """
    named = [one for one in COMPONENTS if not event or _part_of(one.name, event) or _part_of(event, one.name)]
    if not named:
        raise Refusal(f"Error: There is no event or component {event}.")
    head = f"{'':<67}Severity\n{'Component':<20}{'Title':<47}Threshold\n{'-' * 19} {'-' * 46} {'-' * 13}\n"
    rows = []
    for one in named:
        owner, _, part = one.name.partition(".")
        rows.append(f"{f'    {part}' if part else owner:<20}{one.title:<47}{one.threshold}\n")
    return head + "".join(rows)


# -- show log events -------------------------------------------------------------------------------------------------


def show_log_events(
    call: Call, all: bool = False, event: str = "", severity: str = "", only: bool = False, detail: bool = False
) -> str:
    """Print name, severity and number of parameters of events.

    evidence: guide 11.3 p.201, inferred (*detail* is not known)
    """
    rows = [_line((*one.parts, one.severity), f"{one.parameters} total") for one in _chosen(event, severity, only)]
    return _head("Parameters", "-" * 10) + "".join(rows)


# -- show log counters -----------------------------------------------------------------------------------------------

LEGEND = """
Occurred  : # of times this event has occurred since last clear or reboot
Flags     : (*) Not all applications responded in time with there count values
In(cluded): Set to Y(es) if one or more targets filter includes this event
Notified  : # of times this event has occurred when 'Included' was Y
"""


def count(node: "Node", entry: LogEntry) -> None:
    """Count an event that happened on this MSM."""
    occurred, notified = node.log.counts.get(entry.name, (0, 0))
    node.log.counts[entry.name] = occurred + 1, notified + _included(node, entry)


def _included(node: "Node", entry: LogEntry) -> bool:
    return any(wants(node.store, target(node.store, name), entry) for name in INITIAL)


def show_log_counters(call: Call, all: bool = False, event: str = "", severity: str = "", only: bool = False) -> str:
    """Print how often each event happened on this MSM.  evidence: recalled"""
    head = _head("Occurred In Notified", "-------- -- --------")
    return head + "".join(_counted(call.node, _chosen(event, severity, only))) + LEGEND


def _counted(node: "Node", events: list[EventType]) -> Iterator[str]:
    for one in events:
        occurred, notified = node.log.counts.get(one.name, (0, 0))
        inside = "Y" if _included(node, LogEntry(0.0, one.severity, one.name, node.name, "")) else "N"
        yield _line((*one.parts, one.severity), f"{occurred:>8} {inside:<2} {notified:>8}")


def clear_log_counters(call: Call, event: str = "", severity: str = "", only: bool = False, **_: Any) -> None:
    """Set the counters of all events, or of those named, to 0 on this MSM."""
    for one in _chosen(event, severity, only):
        call.node.log.counts.pop(one.name, None)
