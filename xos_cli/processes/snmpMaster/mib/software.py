"""The processor and the memory of the MSMs, as the vendor's software monitor has them.

The index is the number of the MSM's slot: 1 for MSM-A, 2 for MSM-B.  Each MSM knows its own.
evidence: the vendor's MIB of later EXOS (the numbers, that values are texts), inferred (that 11.3 has the group)
"""

from typing import TYPE_CHECKING

from xos_cli.processes.snmpMaster.mib.extreme import AGENT
from xos_cli.processes.snmpMaster.mib.objects import Column, Oid, Table, Value, gauge, text
from xos_cli.switch.processor import MILLION, SAMPLE, SYSTEM

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

MONITOR = (*AGENT, 32)
#: Seconds over which each column tells of the processor.
SPANS = {5: 5, 6: 10, 7: 30, 8: 60, 9: 300, 10: 1800, 11: 3600}


def _msms(node: "Node") -> dict[Oid, int]:
    number = node.msm.index + 1
    return {(number,): number}


def _share(microseconds: float, seconds: float) -> Value:
    return text(f"{min(100.0, 100 * microseconds / (seconds * MILLION)):.1f}")


def _used(number: int, seconds: int) -> Column:
    def read(node: "Node", row: int) -> Value:
        end = node.processor.sample()
        return _share(node.processor.load(SYSTEM).used(end - seconds // SAMPLE, end), seconds)

    return Column(number, read)


def _peak(node: "Node", row: int) -> Value:
    return _share(node.processor.load(SYSTEM).peak, SAMPLE)


PROCESSOR = Table(
    (*MONITOR, 1, 4, 1),
    _msms,
    (
        Column(1, lambda node, row: gauge(row)),
        *[_used(number, seconds) for number, seconds in SPANS.items()],
        Column(12, _peak),
    ),
)
MEMORY = Table(
    (*MONITOR, 2, 2, 1),
    _msms,
    (
        Column(1, lambda node, row: gauge(row)),
        Column(2, lambda node, row: text(str(node.chassis.dram))),
    ),
)
TABLES = (PROCESSOR, MEMORY)
