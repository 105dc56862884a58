"""The event management system: filters in ``_ems_filter``, targets in ``_ems_target``, `show log` in ``_ems_show``,
the events there are in ``_ems_catalog`` and how often they happened in ``_ems_counters``.

evidence: capture 11.2 (rows and lines), guide 11.0 p.140 (the form of an event)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes._ems_counters import (
    clear_log_counters,
    count,
    show_log_components,
    show_log_counters,
    show_log_events,
)
from xos_cli.processes._ems_filter import (
    configure_log_filter_events,
    create_log_filter,
    delete_log_filter,
    item_words,
    rules,
    unconfigure_log_filter,
)
from xos_cli.processes._ems_format import words
from xos_cli.processes._ems_rows import EmsFilter, EmsFilterItem, EmsGlobal, EmsSession, EmsTarget, factory_rows
from xos_cli.processes._ems_show import clear_log, show_log, show_log_configuration
from xos_cli.processes._ems_target import (
    configure_log_target_filter,
    configure_log_target_format,
    configure_log_target_match,
    configure_log_target_memory_buffer_number_of_messages,
    configure_log_target_severity,
    configure_syslog,
    configure_syslog_delete,
    disable_log_debug_mode,
    disable_log_display,
    disable_log_target,
    disable_syslog,
    enable_log_debug_mode,
    enable_log_display,
    enable_log_target,
    enable_syslog,
    forgotten,
    unconfigure_log_target_format,
)
from xos_cli.processes._ems_target import route as _deliver
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis
    from xos_cli.switch.log import LogEntry
    from xos_cli.switch.node import Node

__all__ = [
    "clear_log",
    "clear_log_counters",
    "configure_log_filter_events",
    "configure_log_target_filter",
    "configure_log_target_format",
    "configure_log_target_match",
    "configure_log_target_memory_buffer_number_of_messages",
    "configure_log_target_severity",
    "configure_syslog",
    "configure_syslog_delete",
    "create_log_filter",
    "delete_log_filter",
    "disable_log_debug_mode",
    "disable_log_display",
    "disable_log_target",
    "disable_syslog",
    "enable_log_debug_mode",
    "enable_log_display",
    "enable_log_target",
    "enable_syslog",
    "forgotten",
    "route",
    "show_log",
    "show_log_components",
    "show_log_configuration",
    "show_log_counters",
    "show_log_events",
    "unconfigure_log_filter",
    "unconfigure_log_target_format",
]

TABLES = (EmsGlobal, EmsFilter, EmsFilterItem, EmsTarget, EmsSession)
NAMES = {"filter": EmsFilter}


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2"""
    return factory_rows()


def route(node: "Node", entry: "LogEntry", forwarded: bool = False) -> None:
    """Count an event of this MSM, and give it to the targets that want it."""
    if not forwarded:
        count(node, entry)
    _deliver(node, entry, forwarded)


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """evidence: capture 11.2, recalled (syslog servers)"""
    common = store.one(EmsGlobal)
    yield f"{'enable' if common.enableDebug else 'disable'} log debug-mode"
    if common.syslogEnabled:
        yield "enable syslog"
    for name in store.rows(EmsFilter):
        yield f"create log filter {name.name}"
        for item in rules(store, name.name):
            yield item_words(item)
    for target in store.rows(EmsTarget):
        yield from _target(target)


def _target(target: EmsTarget) -> Iterator[str]:
    """The lines of one target."""
    if target.type.startswith("syslog "):
        yield f"configure syslog add {target.type.removeprefix('syslog ')}"
    only = " only" if target.only else ""
    yield f"{'enable' if target.enable else 'disable'} log target {target.type}"
    yield f"configure log target {target.type} filter {target.filter} severity {target.severity}{only}"
    yield f"configure log target {target.type} match {_quoted(target.regex)}"
    yield f"configure log target {target.type} format {words(target.displayFormat)}"
    if target.targetSize is not None:
        yield f"configure log target {target.type} number-of-messages {target.targetSize}"


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text
