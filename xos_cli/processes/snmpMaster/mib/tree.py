"""The whole MIB of the agent."""

from typing import TYPE_CHECKING

from xos_cli.processes.snmpMaster.mib import (
    bridge,
    extreme,
    interfaces,
    ip,
    ospf,
    probe,
    rmon,
    software,
    spanning_tree,
    system,
    vendor_ports,
)
from xos_cli.processes.snmpMaster.mib.objects import Mib, numbers

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

GROUPS = system, interfaces, ip, ospf, bridge, spanning_tree, rmon, probe, extreme, vendor_ports, software
MIB = Mib([table for group in GROUPS for table in group.TABLES])


def number_of_object(node: "Node", dotted: str) -> int | None:
    """Return the number that an object is now, for another process; None for another value or no object."""
    value = MIB.get(node, numbers(dotted))
    return value.content if value is not None and isinstance(value.content, int) else None
