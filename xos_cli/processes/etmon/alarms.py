"""RMON's alarms and events (RFC 2819): when a threshold is crossed, what happens, and how a manager sets them."""

from typing import TYPE_CHECKING, Any

from xos_cli.errors import Refusal
from xos_cli.processes.etmon.rows import (
    CREATE,
    FALLING,
    INVALID,
    LOG,
    LOG_AND_TRAP,
    RISING,
    TRAP,
    UNDER_CREATION,
    VALID,
    RmonAlarm,
    RmonAlarmValue,
    RmonEvent,
    RmonLog,
    RmonSent,
)

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: Entries of the log of one event.  evidence: inferred
LOGGED = 100
LARGEST = 2**31 - 1
#: The values that a field can have, where it is a number.
LIMITS: dict[str, tuple[int, int]] = {
    "alarmInterval": (1, LARGEST),
    "alarmSampleType": (1, 2),
    "alarmStartupAlarm": (1, 3),
    "alarmRisingThreshold": (-LARGEST - 1, LARGEST),
    "alarmFallingThreshold": (-LARGEST - 1, LARGEST),
    "alarmRisingEventIndex": (0, 65535),
    "alarmFallingEventIndex": (0, 65535),
    "eventType": (1, 4),
}
TEXT = 127


def fired(node: "Node", row: RmonAlarm, last: RmonAlarmValue, value: int, seen: int) -> None:
    """Keep a sample, and let the alarm fire where it crosses a threshold that it had not crossed last."""
    side = RISING if value >= row.alarmRisingThreshold else FALLING if value <= row.alarmFallingThreshold else 0
    node.put([RmonAlarmValue(row.alarmIndex, value, seen, side or last.side, last.samples + 1)])
    silent = not last.samples and not side & row.alarmStartupAlarm
    if not side or side == last.side or silent:
        return
    event = node.store.get(RmonEvent, row.alarmRisingEventIndex if side == RISING else row.alarmFallingEventIndex)
    if event is not None and event.eventStatus == VALID:
        _happen(node, event, row, side, value)


def _happen(node: "Node", event: RmonEvent, alarm: RmonAlarm, side: int, value: int) -> None:
    """Log an event, and have it sent, as its type says."""
    node.put([RmonSent(event.eventIndex, node.clock.now)])
    word = "rising" if side == RISING else "falling"
    text = f"{event.eventDescription}: alarm {alarm.alarmIndex} is {word}, value {value}"
    if event.eventType in (LOG, LOG_AND_TRAP):
        rows = [row for row in node.store.rows(RmonLog) if row.eventIndex == event.eventIndex]
        number = max([row.number for row in rows], default=0) + 1
        with node.change() as transaction:
            transaction.put(RmonLog(event.eventIndex, number, node.clock.now, text[:TEXT]))
            for old in rows[: max(0, len(rows) - LOGGED + 1)]:
                transaction.delete(RmonLog, old.eventIndex, old.number)
        node.event("Info", "etmon.RMON.alarm", text)
    if event.eventType in (TRAP, LOG_AND_TRAP):
        node.software.tell("alarm_fired", node, alarm.alarmIndex, side == RISING, value)


# -- what a manager sets ---------------------------------------------------------------------------------------------


def alarm_set(node: "Node", index: int, field: str, value: Any) -> None:
    """Set a field of an alarm; Refusal where RFC 2819 does not allow it."""
    _set(node, RmonAlarm, index, field, value)


def event_set(node: "Node", index: int, field: str, value: Any) -> None:
    """Set a field of an event; Refusal where RFC 2819 does not allow it."""
    _set(node, RmonEvent, index, field, value)


def rmon_removed(node: "Node", table: str, index: int) -> None:
    """Take back the creation of an alarm or an event."""
    with node.change() as transaction:
        transaction.delete(RmonAlarm if table == "alarm" else RmonEvent, index)
    node.call("etmon", "follow_rmon")


def _set(node: "Node", table: type[RmonAlarm] | type[RmonEvent], index: int, field: str, value: Any) -> None:
    row: Any = node.store.get(table, index)
    status = "alarmStatus" if table is RmonAlarm else "eventStatus"
    if not 1 <= index <= 65535:
        raise Refusal("index")
    if field == status:
        _set_status(node, table, index, row, status, value)
    elif row is None or (table is RmonAlarm and row.alarmStatus == VALID):
        raise Refusal("no entry that is being created")
    else:
        node.put([row._replace(**{field: _checked(field, value)})])


def _checked(field: str, value: Any) -> Any:
    low, high = LIMITS.get(field, (0, 0))
    if isinstance(value, int) and not low <= value <= high:
        raise Refusal(field)
    if isinstance(value, str) and len(value) > TEXT:
        raise Refusal(field)
    return value


def _set_status(node: "Node", table: Any, index: int, row: Any, status: str, value: int) -> None:
    """Create, finish or delete an entry."""
    if value == CREATE and row is None:
        node.put([table(index, **{status: UNDER_CREATION})])
        return
    if value == INVALID and row is not None:
        with node.change() as transaction:
            transaction.delete(table, index)
            transaction.delete(RmonAlarmValue if table is RmonAlarm else RmonSent, index)
    elif value in (VALID, UNDER_CREATION) and row is not None and (value != VALID or _complete(row)):
        node.put([row._replace(**{status: value})])
    else:
        raise Refusal(status)
    node.call("etmon", "follow_rmon")


def _complete(row: RmonAlarm | RmonEvent) -> bool:
    """Return whether an entry has what it needs.  evidence: guide 11.3 p.215 (that the variable is not looked for)"""
    return isinstance(row, RmonEvent) or (row.alarmInterval > 0 and bool(row.alarmVariable))
