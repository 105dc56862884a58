"""Log the processes that take more of the processor than `enable cpu-monitoring` allows."""

from typing import TYPE_CHECKING

from xos_cli.processes.epm.rows import CpuMonitoring, CpuMonitoringOff
from xos_cli.switch.processor import MILLION, SAMPLE, SYSTEM
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: Where it is kept when the next look is due.
LOOK = "epm processor"


def processor_busy(node: "Node") -> None:
    """Check at the end of the interval whether a process used too much CPU."""
    due = node.memory.get(LOOK)
    if node.store.one(CpuMonitoringOff).on or (isinstance(due, float) and due > node.clock.now):
        return
    interval = node.store.one(CpuMonitoring).interval
    end = (node.clock.now // interval + 1) * interval
    node.memory[LOOK] = end
    node.later(end - node.clock.now, "epm", "processor_checked", interval, kind=EventKind.GUARD)


def processor_checked(node: "Node", interval: int) -> None:
    """Log each process that took more than the threshold in the interval that is over.

    evidence: recalled (the event of later EXOS and its words)
    """
    if node.store.one(CpuMonitoringOff).on:
        return
    limit, end = node.store.one(CpuMonitoring).threshold, node.processor.sample()
    for name in list(node.processor.loads):
        used = node.processor.load(name).used(end - max(1, interval // SAMPLE), end)
        share = min(99, int(100 * used / (interval * MILLION)))
        if name != SYSTEM and share > limit:
            node.event("Warning", "EPM.cpu", f"CPU utilization monitor: process {name} consumes {share} % CPU")
    if node.processor.floods:
        processor_busy(node)
