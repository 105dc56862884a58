"""Enable and disable RMON."""

from xos_cli.command.call import Call
from xos_cli.processes.etmon.facts import rmon_enabled
from xos_cli.processes.etmon.rows import INTERVALS, HistoryControl, RmonAlarm, RmonCfg, RmonEvent, RmonLog


def enable_rmon(call: Call) -> None:
    """Let SNMP read statistics, history, alarms and events."""
    call.put(RmonCfg(1))
    call.node.later(0.0, "etmon", "follow_rmon")


def disable_rmon(call: Call) -> None:
    """Stop RMON on all ports."""
    call.put(RmonCfg(2))
    call.node.later(0.0, "etmon", "follow_rmon")


def show_rmon_memory(call: Call, detail: bool = False) -> str:
    """Print how many histories RMON keeps, and for how many samples it has room; *detail*: for each interval.

    evidence: inferred
    """
    rows = call.rows(HistoryControl)
    lines = f"{'RMON':<24}{'Enabled' if rmon_enabled(call.store) else 'Disabled'}\n" + _histories("Histories", rows)
    for seconds in INTERVALS if detail else ():
        own = [row for row in rows if row.historyControlInterval == seconds]
        lines += _histories(f"  every {seconds} seconds", own)
    alarms, events = (len(call.rows(table)) for table in (RmonAlarm, RmonEvent))
    return f"{lines}{'Alarms':<24}{alarms}\n{'Events':<24}{events:<8}Log entries {len(call.rows(RmonLog))}\n"


def _histories(label: str, rows: list[HistoryControl]) -> str:
    samples = sum(row.historyControlBucketsRequested for row in rows)
    return f"{label:<24}{len(rows):<8}Samples {samples}\n"
