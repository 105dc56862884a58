"""Tables and hooks of traffic monitoring (sFlow and RMON), and the switch for RMON.

evidence: capture 11.2 (rows and lines), inferred (the interface numbers of a chassis: slot * 1000 + port)
"""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.processes.etmon.rows import HistoryControl, RmonCfg, SflowGlobal, SflowPort, history_rows
from xos_cli.processes.etmon.sflow import (
    forget_collectors,
)
from xos_cli.switch import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis


TABLES = (SflowGlobal, SflowPort, RmonCfg, HistoryControl)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch.  evidence: capture 11.2"""
    return [SflowGlobal(), RmonCfg(), *history_rows(chassis)]


def forgotten(call: Call, kind: str, name: str) -> None:
    """Remove the collectors of a virtual router that was deleted."""
    if kind == "vr":
        forget_collectors(call, router=name)


def slot_cleared(call: Call, slot: int) -> None:
    """Stop sampling the ports of a slot."""
    for row in call.rows(SflowPort):
        if sets.in_slot(row.port, slot):
            call.drop(row)


def enable_rmon(call: Call) -> None:
    """Let SNMP read statistics, history, alarms and events."""
    call.put(RmonCfg(1))


def disable_rmon(call: Call) -> None:
    """Stop RMON on all ports."""
    call.put(RmonCfg(2))
