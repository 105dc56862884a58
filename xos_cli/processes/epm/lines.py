"""Return the lines of the process manager in `show configuration`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.epm.rows import (
    CpuMonitoring,
    CpuMonitoringOff,
    FirmwareMode,
    SlotRecovery,
    SysRecovery,
    Watchdog,
)
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Return the lines of recovery, watchdog, firmware and processor.  evidence: capture 11.2"""
    yield f"configure sys-recovery-level {'None' if store.one(SysRecovery).no_reboot else 'All'}"
    for row in store.rows(SlotRecovery):
        yield f"configure sys-recovery-level slot {row.slot} {row.level}"
    yield f"{'enable' if store.one(Watchdog).on else 'disable'} watchdog"
    yield f"configure firmware {'auto-install' if store.one(FirmwareMode).mode else 'install-on-demand'}"
    cpu = store.one(CpuMonitoring)
    if store.one(CpuMonitoringOff).on:
        yield "disable cpu-monitoring"
    else:
        yield f"enable cpu-monitoring interval {cpu.interval} threshold {cpu.threshold}"
