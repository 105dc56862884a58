"""Tables and hooks of the device manager."""

from typing import TYPE_CHECKING, Any

from xos_cli.processes.devmgr.facts import sysname as sysname
from xos_cli.processes.devmgr.modules import take_over
from xos_cli.processes.devmgr.msm_ports import other_left, there
from xos_cli.processes.devmgr.rows import (
    CardInfo,
    CardState,
    DmSystem,
    HealthCheck,
    HealthCheckSlot,
    NodePriority,
    PowerInfo,
    PowerSupplyMode,
    TimeInfo,
)

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node


TABLES = (
    DmSystem,
    TimeInfo,
    PowerInfo,
    CardInfo,
    NodePriority,
    PowerSupplyMode,
    HealthCheck,
    HealthCheckSlot,
    CardState,
)
FIXED = (CardState,)
FOLLOWS = (HealthCheck, HealthCheckSlot, CardState)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch: each slot is configured for the module that it holds."""
    cards = [CardInfo(slot.number, configured_type=slot.module) for slot in chassis.slots.values() if slot.module]
    return [DmSystem(sysName=chassis.product), TimeInfo(), PowerInfo(), *cards]


def running(node: "Node") -> None:
    """Check the slots as the new master: a working module keeps working over a failover.

    An 8800 restarts a module that does not work yet.  evidence: guide 11.3 p.78 (the 8800), inferred (the others)
    """
    for number, slot in node.chassis.slots.items():
        if slot.module and there(node, number):
            take_over(node, number, slot.module)
    if node.peer is None:
        other_left(node)
    rows_changed(node)


#: Where the health checks of slots are kept, whose code is imported where there are any.
CHECKS = "health checks"


def rows_changed(node: "Node") -> None:
    """Let the health checks follow the slots that they are enabled for, and the modules in them."""
    if node.store.count(HealthCheckSlot) or CHECKS in node.memory:
        node.call("devmgr", "follow_health_checks")


def packets(node: "Node") -> int:
    """Return how many packets the health checks have sent and received."""
    return int(node.software.ask("devmgr", "health_packets", node)) if CHECKS in node.memory else 0
