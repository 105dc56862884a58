"""The objects of RMON 2 (RFC 2021) that say what the probe can do and what time it has.

evidence: guide 11.3 p.215 (which objects there are), RFC 2021 (their values), inferred (that none of them can be set)
"""

from typing import TYPE_CHECKING

from xos_cli.processes.devmgr.facts import local
from xos_cli.processes.snmpMaster.mib.objects import Column, Value, integer, octets, scalars, text
from xos_cli.switch.timing.calendar import moment

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

PROBE = (1, 3, 6, 1, 2, 1, 16, 19)
#: The bits of the groups that there are: statistics, history and its control, alarms, events, the probe's own.
STATISTICS, HISTORY_CONTROL, HISTORY, ALARM, EVENT, CONFIGURATION = 0, 1, 2, 3, 9, 27
GROUPS = STATISTICS, HISTORY_CONTROL, HISTORY, ALARM, EVENT, CONFIGURATION
RUNNING = 1


def _capabilities() -> bytes:
    """Return the groups as bits, the first one in the highest bit of the first octet."""
    bits = bytearray(4)
    for number in GROUPS:
        bits[number // 8] |= 0x80 >> number % 8
    return bytes(bits)


def _time(node: "Node", row: None) -> Value:
    """Return the local time as DateAndTime has it (RFC 2579): year, month, day, hour, minute, second, tenths."""
    now = local(node)
    m = moment(now)
    return octets(bytes((m.year >> 8, m.year & 0xFF, m.month, m.day, m.hour, m.minute, m.second, int(now % 1 * 10))))


TABLES = scalars(
    PROBE,
    Column(1, lambda node, row: octets(_capabilities())),
    Column(2, lambda node, row: text(node.version[:15])),
    Column(3, lambda node, row: text(f"{node.chassis.product} {node.chassis.revision}"[:31])),
    Column(4, _time),
    Column(5, lambda node, row: integer(RUNNING)),
)
