"""Monitoring of traffic: sFlow, whose commands are in ``_etmon_sflow``, and RMON.

evidence: capture 11.2 (rows and lines), inferred (the interface numbers of a chassis: slot * 1000 + port)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.processes.etmon.rows import HistoryControl, RmonCfg, SflowGlobal, SflowPort, collectors, history_rows
from xos_cli.processes.etmon.sflow import (
    forget_collectors,
)
from xos_cli.switch import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis


TABLES = (SflowGlobal, SflowPort, RmonCfg, HistoryControl)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2"""
    return [SflowGlobal(), RmonCfg(), *history_rows(chassis)]


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """evidence: capture 11.2 (a new switch), recalled (agent, collectors), inferred (ports)"""
    row = store.one(SflowGlobal)
    yield f"configure sflow sample-rate {row.defaultSampleRate}"
    yield f"configure sflow max-cpu-sample-limit {row.globalMaxSampleRate}"
    yield f"configure sflow poll-interval {row.gPollInterval}"
    if row.sflowCfgAgentAddress != "0.0.0.0":
        yield f"configure sflow agent ipaddress {row.sflowCfgAgentAddress}"
    for address, port, vr in collectors(row):
        yield f"configure sflow collector ipaddress {address} port {port} vr {vr}"
    yield f"{'enable' if row.sflowEnable else 'disable'} sflow"
    for ports in store.rows(SflowPort):
        if ports.sampleRate:
            yield f"configure sflow ports {ports.port} sample-rate {ports.sampleRate}"
        if ports.enable:
            yield f"enable sflow ports {ports.port}"
    yield f"{'enable' if rmon_enabled(store) else 'disable'} rmon"


def forgotten(call: Call, kind: str, name: str) -> None:
    """The collectors of a virtual router go with it."""
    if kind == "vr":
        forget_collectors(call, router=name)


def slot_cleared(call: Call, slot: int) -> None:
    """Its ports are not sampled."""
    for row in call.rows(SflowPort):
        if sets.in_slot(row.port, slot):
            call.drop(row)


def rmon_enabled(store: Store) -> bool:
    """Whether RMON is on."""
    return any(row.enabled == 1 for row in store.rows(RmonCfg))


def enable_rmon(call: Call) -> None:
    """Statistics, history, alarms and events can be read by SNMP."""
    call.put(RmonCfg(1))


def disable_rmon(call: Call) -> None:
    """RMON is off."""
    call.put(RmonCfg(2))
