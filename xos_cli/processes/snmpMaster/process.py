"""Tables and hooks of SNMP.  No SNMP request arrives over the network, so its counters stay 0.

evidence: capture 11.2 (rows and lines)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes.snmpMaster.factory import factory_rows
from xos_cli.processes.snmpMaster.lines import lines
from xos_cli.processes.snmpMaster.rows import TABLES as TABLES
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch.  evidence: capture 11.2"""
    return factory_rows(chassis)


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Return the lines of SNMP.  evidence: capture 11.2"""
    return lines(store)
