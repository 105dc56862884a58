"""Tables and hooks of the process manager."""

from typing import TYPE_CHECKING, Any

from xos_cli.processes.epm.facts import watchdog_words
from xos_cli.processes.epm.rows import (
    CpuMonitoring,
    CpuMonitoringOff,
    FirmwareMode,
    NextReboot,
    SlotRecovery,
    SysRecovery,
    Watchdog,
)

if TYPE_CHECKING:
    from xos_cli.command.call import Call
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node


TABLES = (SysRecovery, SlotRecovery, Watchdog, FirmwareMode, CpuMonitoring, CpuMonitoringOff, NextReboot)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch.  evidence: capture 11.2"""
    return [SysRecovery(), Watchdog(), FirmwareMode(), CpuMonitoring(), CpuMonitoringOff()]


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
    if node.store.count(NextReboot):
        node.call("epm", "time_changed")


def slot_cleared(call: "Call", slot: int) -> None:
    """Reset a module that fails in this slot, as on a new switch."""
    call.delete(SlotRecovery, slot)
