"""Tables and hooks of traffic monitoring (sFlow and RMON).

evidence: capture 11.2 (rows), inferred (the interface numbers of a chassis: slot * 1000 + port)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.processes.etmon.rows import (
    IF_INDEX,
    INTERVALS,
    HistoryControl,
    RmonAlarm,
    RmonAlarmValue,
    RmonCfg,
    RmonEvent,
    RmonLog,
    RmonSent,
    SflowGlobal,
    SflowPort,
)
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node


TABLES = (
    SflowGlobal,
    SflowPort,
    RmonCfg,
    HistoryControl,
    RmonAlarm,
    RmonEvent,
    RmonSent,
    RmonLog,
    RmonAlarmValue,
)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch.  evidence: capture 11.2"""
    return [SflowGlobal(), RmonCfg(), *history_rows(chassis)]


def running(node: "Node") -> None:
    """Begin to sample on a new master, if anything is to be sampled."""
    if any(row.enabled == 1 for row in node.store.rows(RmonCfg)) or node.store.count(RmonAlarm):
        node.later(0.0, "etmon", "follow_rmon")


def forgotten(call: Call, kind: str, name: str) -> None:
    """Remove the collectors of a virtual router that was deleted."""
    if kind == "vr":
        from xos_cli.processes.etmon.sflow import forget_collectors

        forget_collectors(call, router=name)


def slot_cleared(call: Call, slot: int) -> None:
    """Stop sampling the ports of a slot."""
    for row in call.rows(SflowPort):
        if sets.in_slot(row.port, slot):
            call.drop(row)


def history_rows(chassis: "Chassis") -> Iterator[HistoryControl]:
    """Return two rows for each port and, on a stand-alone switch, for the management port behind them.

    Where a chassis counts its management ports is not known.
    """
    sources = [slot * 1000 + port for slot, port in chassis.ports]
    if not chassis.modular:
        sources.append(max(sources, default=1000) + 1)
    for number, source in enumerate(sources):
        for more, interval in enumerate(INTERVALS):
            place = 2 * number + more + 1
            yield HistoryControl(place, f"{IF_INDEX}.{source}", historyControlInterval=interval)
