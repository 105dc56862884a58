"""Tables and hooks of the process manager."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes.epm.facts import watchdog_words
from xos_cli.processes.epm.health import slot_cleared as slot_cleared
from xos_cli.processes.epm.lines import health_lines
from xos_cli.processes.epm.reboot import time_changed
from xos_cli.processes.epm.rows import (
    CpuMonitoring,
    CpuMonitoringOff,
    FirmwareMode,
    NextReboot,
    SlotRecovery,
    SysRecovery,
    Watchdog,
)
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node


TABLES = (SysRecovery, SlotRecovery, Watchdog, FirmwareMode, CpuMonitoring, CpuMonitoringOff, NextReboot)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch.  evidence: capture 11.2"""
    return [SysRecovery(), Watchdog(), FirmwareMode(), CpuMonitoring(), CpuMonitoringOff()]


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Return the lines of recovery, watchdog, firmware and processor.  evidence: capture 11.2"""
    yield from health_lines(store)


def watchdog(node: "Node") -> bool:
    """Return whether the watchdog resets an MSM that hangs."""
    return bool(node.store.one(Watchdog).on)


def watchdog_started(node: "Node") -> None:
    """Log whether the loaded configuration enables the watchdog.

    evidence: later EXOS, inferred (`disable watchdog`)
    """
    if watchdog_words(node.store) == "Enabled":
        node.event("Info", "EPM.wdg_enable", "Watchdog enabled")
    else:
        node.event("Info", "EPM.wdg_disable", "Watchdog disabled")


def running(node: "Node") -> None:
    """Set the timers of reboots that were scheduled on the old master."""
    time_changed(node)
