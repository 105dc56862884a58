"""Answer which access lists are in force where: for the screens, and for the I/O modules."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from xos_cli.processes.acl.rows import (
    AclBinding,
    AclInterface,
    AclMeter,
    AclModified,
    DynamicBinding,
    DynamicRule,
    FlowSample,
    FlowTriggered,
)
from xos_cli.processes.polMgr.facts import dynamic_rule, rules_in_force, text_in_force
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.fabric.meters import MeterSetting
    from xos_cli.switch.fabric.rules import FabricRule, RuleList
    from xos_cli.switch.node import Node


#: The least and the largest burst of a meter, in kilobits.
SMALLEST, LARGEST = 32, 32 << 15


def where(row: AclBinding | DynamicBinding | AclModified | FlowSample | FlowTriggered) -> AclInterface:
    """Return the interface of a binding."""
    return AclInterface(row.port, row.vlanName, row.direction)


def words(interface: AclInterface) -> str:
    """Return an interface as commands name it."""
    if interface.port:
        return f"ports {interface.port} {interface.direction}"
    return f"{f'vlan {interface.vlan}' if interface.vlan else 'any'} {interface.direction}"


def dynamic_of(store: Store, interface: AclInterface) -> list[DynamicBinding]:
    """Return the dynamic rules in force at an interface, in their order."""
    return [row for row in store.rows(DynamicBinding) if where(row) == interface]


# -- for the I/O modules ---------------------------------------------------------------------------------------------


def rule_lists(node: "Node") -> "Iterator[RuleList]":
    """Return the lists in force, of policies and of dynamic rules."""
    from xos_cli.processes.acl.entries import fabric_rule

    for row in node.store.rows(AclBinding):
        yield _policy_list(node, row)
    created = {rule.name.lower(): rule for rule in node.store.rows(DynamicRule)}
    for spot in dict.fromkeys([where(row) for row in node.store.rows(DynamicBinding)]):
        made = [created[row.rule.lower()] for row in dynamic_of(node.store, spot)]
        found = [fabric_rule(rule.name, dynamic_rule(rule.name, rule.conditions, rule.actions)) for rule in made]
        yield _list(node, spot, found, dynamic=True)


def _policy_list(node: "Node", row: AclBinding) -> "RuleList":
    """Return the list of a policy at an interface; those of one policy share their entries, but for changed ones."""
    from xos_cli.processes.acl.entries import list_of_policy, modified, rules_of_policy
    from xos_cli.switch.fabric.rules import RuleList

    spot, text = where(row), text_in_force(node, row.policy) or ""
    changes = {change.entry.lower(): change for change in node.store.rows(AclModified) if where(change) == spot}
    if changes:
        rules = [modified(rule, changes.get(rule.name.lower())) for rule in rules_of_policy(row.policy, text)]
        return _list(node, spot, rules)
    found = list_of_policy(row.policy, text, spot.direction, node.chassis.features.first_match)
    return RuleList(*spot, False, *found)


def _list(node: "Node", spot: AclInterface, rules: "list[FabricRule]", dynamic: bool = False) -> "RuleList":
    """Return a list for the I/O modules; dynamic rules keep the order that they were given."""
    from xos_cli.processes.acl.entries import arranged, index_of
    from xos_cli.switch.fabric.rules import RuleList

    layers = node.chassis.features.first_match and not dynamic
    found = arranged(rules, spot.direction, layers)
    return RuleList(spot.port, spot.vlan, spot.direction, dynamic, found, index_of(found))


def counted(node: "Node", spot: AclInterface, owner: str, counter: str) -> int:
    """Return what a counter of a policy or dynamic rule has counted at an interface; 0 without a network."""
    if node.fabric is None:
        return 0
    from xos_cli.switch.fabric.rules import CounterKey

    return node.fabric.rules.counters.get(CounterKey(*spot, owner, counter.lower()), 0)


def users(node: "Node", deed: str) -> Iterator[tuple[str, str]]:
    """Return the meters or QoS profiles that policies in force and dynamic rules use, with the name of what uses it."""
    rules = [(row.policy, rule) for row in node.store.rows(AclBinding) for rule in rules_in_force(node, row.policy)]
    made = [(row.name, dynamic_rule(row.name, row.conditions, row.actions)) for row in node.store.rows(DynamicRule)]
    for owner, rule in (*rules, *made):
        for done in (*rule.deeds, *rule.otherwise):
            if done.word == deed:
                yield owner, str(getattr(done.value, "value", done.value)).lower()


def meters(store: Store) -> "Mapping[str, MeterSetting]":
    """Return what was configured of each meter, by its name in lower case."""
    from xos_cli.switch.fabric.meters import MeterSetting

    rows = [row._replace(burst=supported_burst(row.burst)) for row in store.rows(AclMeter)]
    return {row.name.lower(): MeterSetting(row.rate * 1000, row.burst * 1000, not row.lower, row.dscp) for row in rows}


def supported_burst(kilobits: int) -> int:
    """Return the burst that the hardware has for one that was configured, in kilobits; 0 for none.

    evidence: reference 11.5 p.872 (rounded down to 32 Kb, 64 Kb ... 1 Gb), inferred (what is below 32 Kb)
    """
    doublings = max(kilobits // SMALLEST, 1).bit_length() - 1
    return min(LARGEST, SMALLEST << doublings) if kilobits else 0
