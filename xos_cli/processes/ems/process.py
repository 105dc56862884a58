"""The event management system: filters in ``_ems_filter``, targets in ``_ems_target``, `show log` in ``_ems_show``,
the events there are in ``_ems_catalog`` and how often they happened in ``_ems_counters``.

evidence: capture 11.2 (rows and lines), guide 11.0 p.140 (the form of an event)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes.ems.counters import (
    count,
)
from xos_cli.processes.ems.filter import (
    item_words,
    rules,
)
from xos_cli.processes.ems.format import words
from xos_cli.processes.ems.rows import EmsFilter, EmsFilterItem, EmsGlobal, EmsSession, EmsTarget, factory_rows
from xos_cli.processes.ems.target import forgotten as forgotten
from xos_cli.processes.ems.target import route as _deliver
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis
    from xos_cli.switch.log import LogEntry
    from xos_cli.switch.node import Node


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
