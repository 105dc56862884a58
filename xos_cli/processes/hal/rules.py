"""Program access lists into the I/O modules."""

from typing import TYPE_CHECKING

from xos_cli.processes.acl.facts import meters, rule_lists
from xos_cli.processes.acl.rows import AclBinding, DynamicBinding

if TYPE_CHECKING:
    from xos_cli.switch.fabric.fabric import Fabric
    from xos_cli.switch.node import Node


def program_rules(node: "Node", fabric: "Fabric") -> None:
    """Program the access lists; nothing is compiled for a switch that never had one."""
    store = node.store
    if fabric.rules.lists or store.count(AclBinding) or store.count(DynamicBinding):
        fabric.rules.program(rule_lists(node), meters(store), node.chassis.features.first_match)
