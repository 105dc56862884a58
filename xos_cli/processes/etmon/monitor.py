"""RMON on a master (RFC 2819): samples of ports for the histories, and of objects for the alarms, each in its time.

Samples are an MSM's own: a new master begins anew.  evidence: RFC 2819 (what is sampled, when an alarm fires)
"""

from collections import deque
from typing import TYPE_CHECKING

from xos_cli.processes.etmon.alarms import fired
from xos_cli.processes.etmon.facts import rmon_enabled
from xos_cli.processes.etmon.rows import DELTA, VALID, HistoryControl, RmonAlarm, RmonAlarmValue
from xos_cli.record import NamedTuple
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

WHERE = "etmon rmon"
PORTS_PER_SLOT = 1000


class EtherCounts(NamedTuple):
    """What was received at a port, as the statistics and the history have it."""

    octets: int = 0
    packets: int = 0
    broadcasts: int = 0
    multicasts: int = 0
    crc: int = 0
    undersize: int = 0
    oversize: int = 0
    fragments: int = 0
    jabbers: int = 0
    collisions: int = 0

    def minus(self, other: "EtherCounts") -> "EtherCounts":
        """Return what was counted since *other*; counters that were cleared meanwhile count from zero."""
        return EtherCounts(*[now - (before if now >= before else 0) for now, before in zip(self, other, strict=True)])


class EtherSample(NamedTuple):
    """A bucket of a history: its number from 1, when it began (virtual seconds), what was counted, the seconds."""

    number: int
    start: float
    counts: EtherCounts
    seconds: int


def counts_of(node: "Node", port: "Port") -> EtherCounts:
    """Return what was received at a port so far."""
    if node.fabric is None:
        return EtherCounts()
    found = node.fabric.ports[port].counters.look(node.clock.now)
    rx, errors = found.rx, found.errors
    broken = errors["rx_crc"] + errors["rx_align"]
    sizes = errors["rx_under"], errors["rx_over"], errors["rx_fragments"], errors["rx_jabber"]
    return EtherCounts(rx.octets, rx.frames, rx.broadcasts, rx.multicasts, broken, *sizes, errors["tx_collisions"])


def port_of(node: "Node", row: HistoryControl) -> "Port | None":
    """Return the port of a history, None for one that the switch does not have."""
    number = int(row.historyControlDataSource.rpartition(".")[2])
    port = number // PORTS_PER_SLOT, number % PORTS_PER_SLOT
    return port if port in node.chassis.ports else None


class RmonMonitor:
    """What is sampled on an MSM: *histories* by their index, *before* the counters at the last sample of each."""

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.histories: dict[int, deque[EtherSample]] = {}
        self.before: dict[int, EtherCounts] = {}
        self.taken: dict[int, int] = {}

    def follow(self) -> None:
        """Sample what the settings say, starting again from now."""
        clock, now = self.node.clock, self.node.clock.now
        clock.drop(self)
        if not self.node.is_master:
            return
        controls = self.node.store.rows(HistoryControl) if rmon_enabled(self.node.store) else []
        wanted = {row.historyControlIndex: row for row in controls if row.historyControlStatus == VALID}
        self.histories = {
            index: deque(self.histories.get(index, ()), maxlen=row.historyControlBucketsRequested)
            for index, row in wanted.items()
        }
        self.before = {index: self._counts(row) for index, row in wanted.items()}
        for interval in sorted({row.historyControlInterval for row in wanted.values()}):
            clock.at(now + interval, self.sample, interval, kind=EventKind.GUARD)
        for alarm in self.node.store.rows(RmonAlarm):
            if alarm.alarmStatus == VALID:
                clock.at(now + alarm.alarmInterval, self.look, alarm.alarmIndex, kind=EventKind.GUARD)

    def _counts(self, row: HistoryControl) -> EtherCounts:
        port = port_of(self.node, row)
        return counts_of(self.node, port) if port is not None else EtherCounts()

    def sample(self, interval: int) -> None:
        """Take a sample of every history with this interval, and set the timer of the next one."""
        now = self.node.clock.now
        for row in self.node.store.rows(HistoryControl):
            index = row.historyControlIndex
            if index in self.histories and row.historyControlInterval == interval:
                counts = self._counts(row)
                number = self.taken[index] = self.taken.get(index, 0) + 1
                diff = counts.minus(self.before[index])
                self.histories[index].append(EtherSample(number, now - interval, diff, interval))
                self.before[index] = counts
        self.node.clock.at(now + interval, self.sample, interval, kind=EventKind.GUARD)

    def look(self, index: int) -> None:
        """Take a sample of an alarm's object, and let the alarm fire; an object that is not there has none."""
        node = self.node
        row = node.store.get(RmonAlarm, index)
        if row is None or row.alarmStatus != VALID:
            return
        node.clock.at(node.clock.now + row.alarmInterval, self.look, index, kind=EventKind.GUARD)
        seen = node.software.ask("snmpMaster", "number_of_object", node, row.alarmVariable)
        if seen is None:
            return
        last = node.store.get(RmonAlarmValue, index)
        if row.alarmSampleType == DELTA and last is None:
            node.put([RmonAlarmValue(index, 0, seen)])
            return
        last = last or RmonAlarmValue(index, 0, 0)
        fired(node, row, last, seen - last.seen if row.alarmSampleType == DELTA else seen, seen)


def monitor(node: "Node") -> RmonMonitor:
    """Return what is sampled on an MSM."""
    found = node.memory.get(WHERE)
    if not isinstance(found, RmonMonitor):
        found = node.memory[WHERE] = RmonMonitor(node)
    return found


def follow_rmon(node: "Node") -> None:
    """Update what is sampled, for another module or process."""
    monitor(node).follow()


def rmon_history(node: "Node", index: int) -> list[EtherSample]:
    """Return the samples of a history, for another process."""
    return list(monitor(node).histories.get(index, ()))


def rmon_samples(node: "Node") -> tuple[int, int]:
    """Return a value that is another one after each sample of any history, for another process."""
    found = monitor(node)
    return len(found.histories), sum(found.taken.values())


def rmon_counts(node: "Node", port: "Port") -> EtherCounts:
    """Return the statistics of a port, for another process."""
    return counts_of(node, port)
