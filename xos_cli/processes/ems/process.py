"""Tables and hooks of the event management system.

evidence: capture 11.2 (rows and lines), guide 11.0 p.140 (the form of an event)
"""

from typing import TYPE_CHECKING, Any

from xos_cli.processes.ems.counters import count
from xos_cli.processes.ems.rows import (
    DEFAULT_FILTER,
    INITIAL,
    TARGETS,
    EmsFilter,
    EmsFilterItem,
    EmsGlobal,
    EmsSession,
    EmsTarget,
)
from xos_cli.processes.ems.target import forgotten as forgotten
from xos_cli.processes.ems.target import route as _deliver

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.log import LogEntry
    from xos_cli.switch.node import Node


TABLES = (EmsGlobal, EmsFilter, EmsFilterItem, EmsTarget, EmsSession)
NAMES = {"filter": EmsFilter}


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the filters and targets of a new switch.  evidence: capture 11.2"""
    rule = EmsFilterItem(0, DEFAULT_FILTER, "All")
    return [EmsGlobal(), EmsFilter(DEFAULT_FILTER), rule, *[TARGETS[name] for name in INITIAL]]


def route(node: "Node", entry: "LogEntry", forwarded: bool = False) -> None:
    """Count an event of this MSM, and give it to the targets that want it."""
    if not forwarded:
        count(node, entry)
    _deliver(node, entry, forwarded)
