"""The event management system: `show log`.

evidence: guide 11.0 p.140 (the line), capture 12.5 (order, the last line)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from xos_cli.call import Call
from xos_cli.processes._zone import zone_offset
from xos_cli.switch.calendar import log_stamp
from xos_cli.switch.log import SEVERITIES, LogEntry
from xos_cli.switch.tables import Store, table

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis


@table("emsGlobalConfig")
class EmsGlobal(NamedTuple):
    """`enable log debug-mode`."""

    enableDebug: int = 0


@table("emsFilterConfig", key=("name",))
class EmsFilter(NamedTuple):
    """A filter of events."""

    name: str
    type: str = "filter"


@table("emsFilterItem", key=("name", "row"))
class EmsFilterItem(NamedTuple):
    """One rule of a filter."""

    row: int
    name: str
    event: str
    severity: str = "--------"


@table("emsTargetConfig", key=("type",))
class EmsTarget(NamedTuple):
    """Where events go; *displayFormat* 66010 is the default format."""

    type: str
    displayFormat: int = 66010
    regex: str = "Any"
    targetSize: int | None = None
    only: int = 0
    severity: str = "Debug-Data"
    filter: str = "DefaultFilter"
    enable: int = 1


TABLES = (EmsGlobal, EmsFilter, EmsFilterItem, EmsTarget)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2"""
    return [
        EmsGlobal(),
        EmsFilter("DefaultFilter"),
        EmsFilterItem(0, "DefaultFilter", "All"),
        EmsTarget("memory-buffer", targetSize=1000),
        EmsTarget("nvram", severity="Warning"),
        EmsTarget("console", severity="Info", enable=0),
    ]


#: evidence: capture 11.2
FORMAT = "timestamp hundredths date mm-dd-yyyy event-name condition process-slot severity "


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """evidence: capture 11.2"""
    yield f"{'enable' if store.one(EmsGlobal).enableDebug else 'disable'} log debug-mode"
    for name in store.rows(EmsFilter):
        yield f"create log filter {name.name}"
        for item in store.rows(EmsFilterItem):
            if item.name == name.name:
                yield f"configure log filter {item.name} add event {item.event} "
    for target in store.rows(EmsTarget):
        yield f"{'enable' if target.enable else 'disable'} log target {target.type}"
        yield f"configure log target {target.type} filter {target.filter} severity {target.severity}"
        yield f"configure log target {target.type} match {target.regex}"
        yield f"configure log target {target.type} format {FORMAT}"
        if target.targetSize is not None:
            yield f"configure log target {target.type} number-of-messages {target.targetSize}"


def show_log(
    call: Call, messages: bool = False, memory_buffer: bool = False, nvram: bool = False, chronological: bool = False
) -> str:
    """Newest first, unless *chronological*."""
    entries = [LogEntry(*entry) for entry in call.node.flash.nvram.log] if nvram else list(call.node.log.entries)
    lines = [line(entry, zone_offset(call.store)) for entry in (entries if chronological else reversed(entries))]
    return "".join(lines) + f"\nA total of {len(lines)} log messages were displayed.\n"


def line(entry: LogEntry, offset: float) -> str:
    """``06/25/2004 22:49:10.63 <Info:dm.Info> MSM-A: PowerSupply:4 Powered On``"""
    prefix = f"{entry.node}: " if entry.node else ""
    return f"{log_stamp(entry.at + offset)} <{SEVERITIES[entry.severity]}:{entry.name}> {prefix}{entry.text}\n"


def clear_log(call: Call) -> None:
    """Forgets the messages in this MSM's memory; those in its flash stay."""
    call.node.log.clear()
