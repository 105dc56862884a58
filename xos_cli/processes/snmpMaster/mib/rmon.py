"""Four groups of RMON (RFC 2819): statistics, history, alarms, events.

Statistics and history are there while RMON is enabled; alarms and events always are.
evidence: guide 11.3 p.214-215 (the groups), RFC 2819 (the objects), later EXOS (which while it is
disabled), inferred (the number of a port's statistics: its place among the ports; that they count what is received)
"""

from typing import TYPE_CHECKING, Any

from xos_cli.errors import Refusal
from xos_cli.processes.etmon.facts import rmon_enabled
from xos_cli.processes.etmon.rows import (
    HistoryControl,
    RmonAlarm,
    RmonAlarmValue,
    RmonCfg,
    RmonEvent,
    RmonLog,
    RmonSent,
)
from xos_cli.processes.snmpMaster.mib.interfaces import megabits, port_number
from xos_cli.processes.snmpMaster.mib.interfaces import rows as interfaces
from xos_cli.processes.snmpMaster.mib.objects import (
    INTEGER,
    OCTETS,
    OID,
    BadValue,
    Column,
    Oid,
    Table,
    Value,
    counter,
    integer,
    numbers,
    octets,
    text,
    ticks,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

RMON = (1, 3, 6, 1, 2, 1, 16)
VALID = 1
IF_INDEX = (1, 3, 6, 1, 2, 1, 2, 2, 1, 1)
#: The counters of the statistics and of a sample, in the order of the MIB.
COUNTED = (
    *("octets", "packets", "broadcasts", "multicasts", "crc", "undersize"),
    *("oversize", "fragments", "jabbers", "collisions"),
)
#: The sizes of frames that are counted apart, in octets.
SIZES = ((64, 64), (65, 127), (128, 255), (256, 511), (512, 1023), (1024, 1518))


def _source(number: int) -> Value:
    return Value(OID, (*IF_INDEX, number))


# -- statistics ------------------------------------------------------------------------------------------------------


def _ports(node: "Node") -> "dict[Oid, Port]":
    return {(place,): port for place, port in enumerate(node.chassis.ports, 1)} if rmon_enabled(node.store) else {}


def _counted(number: int, field: str) -> Column:
    def read(node: "Node", row: "Port") -> Value:
        return counter(getattr(node.software.ask("etmon", "rmon_counts", node, row), field))

    return Column(number, read)


def _sized(number: int, low: int, high: int) -> Column:
    def read(node: "Node", row: "Port") -> Value:
        if node.fabric is None:
            return counter(0)
        return counter(node.fabric.ports[row].counters.look(node.clock.now).rx.between(low, high))

    return Column(number, read)


STATISTICS = Table(
    (*RMON, 1, 1, 1),
    _ports,
    (
        Column(1, lambda node, row: integer(node.chassis.ports.index(row) + 1)),
        Column(2, lambda node, row: _source(port_number(row))),
        Column(3, lambda node, row: counter(0)),
        *[_counted(number, field) for number, field in enumerate(COUNTED, 4)],
        *[_sized(number, *sizes) for number, sizes in enumerate(SIZES, 14)],
        Column(20, lambda node, row: text("monitor")),
        Column(21, lambda node, row: integer(VALID)),
    ),
)


# -- history ---------------------------------------------------------------------------------------------------------


def _controls(node: "Node") -> dict[Oid, HistoryControl]:
    if not rmon_enabled(node.store):
        return {}
    return {(row.historyControlIndex,): row for row in node.store.rows(HistoryControl)}


def _set_control(field: str, most: int) -> "Callable[[Node, Oid, Any], None]":
    def write(node: "Node", index: Oid, content: int) -> None:
        row: Any = node.store.get(HistoryControl, *index)
        if row is None or not 1 <= content <= most:
            raise BadValue(field)
        node.put([row._replace(**{field: content})])
        node.call("etmon", "follow_rmon")

    return write


CONTROLS = Table(
    (*RMON, 2, 1, 1),
    _controls,
    (
        Column(1, lambda node, row: integer(row.historyControlIndex)),
        Column(2, lambda node, row: Value(OID, numbers(row.historyControlDataSource))),
        Column(
            3,
            lambda node, row: integer(row.historyControlBucketsRequested),
            _set_control("historyControlBucketsRequested", 65535),
            INTEGER,
        ),
        Column(4, lambda node, row: integer(row.historyControlBucketsRequested)),
        Column(
            5,
            lambda node, row: integer(row.historyControlInterval),
            _set_control("historyControlInterval", 3600),
            INTEGER,
        ),
        Column(6, lambda node, row: octets(bytes.fromhex(row.historyControlOwner.replace(":", "")))),
        Column(7, lambda node, row: integer(row.historyControlStatus)),
    ),
)


def _samples(node: "Node") -> dict[Oid, Any]:
    """Return the samples by history and number."""
    return {
        (row.historyControlIndex, sample.number): (row, sample)
        for row in _controls(node).values()
        for sample in node.software.ask("etmon", "rmon_history", node, row.historyControlIndex)
    }


def _sample(number: int, field: str) -> Column:
    return Column(number, lambda node, row: counter(getattr(row[1].counts, field)))


def _utilization(node: "Node", row: Any) -> Value:
    """Return the share of the link that a sample took, in hundredths of a per cent (RFC 2819)."""
    control, sample = row
    interface = interfaces(node).get(numbers(control.historyControlDataSource)[-1:])
    speed = megabits(node, interface) if interface is not None else 0
    bits = sample.counts.packets * (96 + 64) + sample.counts.octets * 8
    return integer(min(10_000, round(bits / (sample.seconds * speed * 100))) if speed else 0)


HISTORY = Table(
    (*RMON, 2, 2, 1),
    _samples,
    (
        Column(1, lambda node, row: integer(row[0].historyControlIndex)),
        Column(2, lambda node, row: integer(row[1].number)),
        Column(3, lambda node, row: ticks(max(0.0, row[1].start - node.booted_at))),
        Column(4, lambda node, row: counter(0)),
        *[_sample(number, field) for number, field in enumerate(COUNTED, 5)],
        Column(15, _utilization),
    ),
    (HistoryControl, RmonCfg),
    version=lambda node: node.software.ask("etmon", "rmon_samples", node),
)


# -- alarms and events -----------------------------------------------------------------------------------------------


def _field(hook: str, number: int, field: str, kind: str = INTEGER) -> Column:
    """Return a column of an alarm or an event, which a manager sets while the entry is created."""

    def read(node: "Node", row: Any) -> Value:
        content = getattr(row, field)
        if kind == OID:
            return Value(OID, numbers(content) if content else (0, 0))
        return text(content) if kind == OCTETS else integer(content)

    def write(node: "Node", index: Oid, content: Any) -> None:
        if kind == OID:
            content = ".".join(map(str, content))
        elif kind == OCTETS:
            content = content.decode("utf-8", "replace")
        try:
            node.software.ask("etmon", hook, node, index[0] if len(index) == 1 else 0, field, content)
        except Refusal as error:
            raise BadValue(str(error)) from error

    return Column(number, read, write, kind)


def _alarm_value(node: "Node", row: RmonAlarm) -> Value:
    found = node.store.get(RmonAlarmValue, row.alarmIndex)
    return integer(found.value if found is not None else 0)


def _removing(table: str) -> "Callable[[Node, Oid], None]":
    def remove(node: "Node", index: Oid) -> None:
        node.software.ask("etmon", "rmon_removed", node, table, index[0])

    return remove


ALARM = "alarm_set"
ALARMS = Table(
    (*RMON, 3, 1, 1),
    lambda node: {(row.alarmIndex,): row for row in node.store.rows(RmonAlarm)},
    (
        Column(1, lambda node, row: integer(row.alarmIndex)),
        _field(ALARM, 2, "alarmInterval"),
        _field(ALARM, 3, "alarmVariable", OID),
        _field(ALARM, 4, "alarmSampleType"),
        Column(5, _alarm_value),
        _field(ALARM, 6, "alarmStartupAlarm"),
        _field(ALARM, 7, "alarmRisingThreshold"),
        _field(ALARM, 8, "alarmFallingThreshold"),
        _field(ALARM, 9, "alarmRisingEventIndex"),
        _field(ALARM, 10, "alarmFallingEventIndex"),
        _field(ALARM, 11, "alarmOwner", OCTETS),
        _field(ALARM, 12, "alarmStatus"),
    ),
    remove=_removing("alarm"),
)


def _sent(node: "Node", row: RmonEvent) -> Value:
    found = node.store.get(RmonSent, row.eventIndex)
    return ticks(max(0.0, found.at - node.booted_at) if found is not None else 0.0)


EVENT = "event_set"
EVENTS = Table(
    (*RMON, 9, 1, 1),
    lambda node: {(row.eventIndex,): row for row in node.store.rows(RmonEvent)},
    (
        Column(1, lambda node, row: integer(row.eventIndex)),
        _field(EVENT, 2, "eventDescription", OCTETS),
        _field(EVENT, 3, "eventType"),
        _field(EVENT, 4, "eventCommunity", OCTETS),
        Column(5, _sent),
        _field(EVENT, 6, "eventOwner", OCTETS),
        _field(EVENT, 7, "eventStatus"),
    ),
    remove=_removing("event"),
)
LOGS = Table(
    (*RMON, 9, 2, 1),
    lambda node: {(row.eventIndex, row.number): row for row in node.store.rows(RmonLog)},
    (
        Column(1, lambda node, row: integer(row.eventIndex)),
        Column(2, lambda node, row: integer(row.number)),
        Column(3, lambda node, row: ticks(max(0.0, row.at - node.booted_at))),
        Column(4, lambda node, row: text(row.text)),
    ),
)
TABLES = (STATISTICS, CONTROLS, HISTORY, ALARMS, EVENTS, LOGS)
