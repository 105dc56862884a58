"""Tables and hooks of access lists.  The I/O modules carry them out: see ``switch/fabric/rules.py``.

evidence: capture 11.2 (rows and the line of a new switch, with its trailing blank), guide 11.3 p.257-275 (commands),
capture 12.5 (``No entry found!``), recalled (the table), inferred (the other lines, the refusals)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.processes.acl.rows import (
    AclBinding,
    AclMeter,
    AclModified,
    AclRefresh,
    ClearFlow,
    DynamicBinding,
    DynamicRule,
    FlowSample,
    FlowTriggered,
)
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node


TABLES = (
    *(AclRefresh, ClearFlow, AclMeter, AclBinding, DynamicRule, DynamicBinding),
    *(AclModified, FlowSample, FlowTriggered),
)
NAMES = {"acl_rule": DynamicRule, "meter": AclMeter}


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch.  evidence: capture 11.2"""
    return [AclRefresh(), ClearFlow()]


def running(node: "Node") -> None:
    """Evaluate CLEAR-Flow rules from now on, on the MSM that manages the switch."""
    if node.store.count(AclBinding):
        node.later(0.0, "acl", "flow_sync")


def policy_refreshed(node: "Node", policy: str) -> None:
    """Restart the CLEAR-Flow rules of a policy that was refreshed."""
    node.call("acl", "flow_refreshed", policy)


def policies(store: Store) -> Iterator[str]:
    """Return the policies in use, once for each interface."""
    return (row.policy for row in store.rows(AclBinding))


def profile_users(node: "Node", profile: str) -> Iterator[str]:
    """Return the policies in force and the dynamic rules that name a QoS profile."""
    from xos_cli.processes.acl.facts import users

    return (owner for owner, name in users(node, "qosprofile") if name == profile.lower())


def slot_cleared(call: Call, slot: int) -> None:
    """Take policies and dynamic rules off the ports of a slot."""
    rows: list[Any] = [*call.rows(AclBinding), *call.rows(DynamicBinding)]
    for row in rows:
        if sets.in_slot(row.port, slot):
            call.drop(row)
    call.node.later(0.0, "acl", "flow_sync")
