"""Create dynamic access lists, rules that stand in no file, and put them in force.

evidence: guide 11.3 p.269 (commands), recalled (`delete`, the table), inferred (the refusals)
"""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.acl.bindings import check_refresh
from xos_cli.processes.acl.facts import dynamic_of, where
from xos_cli.processes.acl.interfaces import interfaces
from xos_cli.processes.acl.rows import AclInterface, DynamicBinding, DynamicRule
from xos_cli.processes.polMgr import facts

if TYPE_CHECKING:
    from xos_cli.processes.polMgr.facts import Rule
    from xos_cli.switch.hardware.chassis import Chassis


def valid_create_access_list(chassis: "Chassis", new_rule_name: str, conditions: str, actions: str) -> None:
    """Refuse conditions and actions that make no rule."""
    facts.dynamic_rule(new_rule_name, conditions, actions)


def create_access_list(call: Call, new_rule_name: str, conditions: str, actions: str) -> None:
    """Create a dynamic rule from conditions and actions as in a policy, separated by semicolons."""
    if call.get(DynamicRule, new_rule_name):
        raise Refusal(f"Error: Access list {new_rule_name} already exists.")
    rule = facts.dynamic_rule(new_rule_name, conditions, actions)
    facts.check_dynamic(call.node, rule)
    _check_counters(call, rule)
    call.put(DynamicRule(new_rule_name, conditions, actions))


def _check_counters(call: Call, rule: "Rule") -> None:
    """Refuse a counter that another dynamic rule has.  evidence: guide 11.3 p.269, inferred (the words)"""
    mine = {str(name).lower() for name in rule.values("count")}
    for other in [row for row in call.rows(DynamicRule) if any(name in row.actions.lower() for name in mine)]:
        held = _entry(other).values("count")
        taken = next((str(name) for name in held if str(name).lower() in mine), "")
        if taken:
            raise Refusal(f"Error: Counter {taken} is already used by access list {other.name}.")


def _entry(row: DynamicRule) -> "Rule":
    return facts.dynamic_rule(row.name, row.conditions, row.actions)


def _existing(call: Call, name: str) -> DynamicRule:
    row = call.get(DynamicRule, name)
    if row is None:
        raise Refusal(f"Error: Access list {name} does not exist.")
    return row


def delete_access_list(call: Call, dynamic_rule: str) -> None:
    """Delete a dynamic rule that is in force nowhere."""
    row = _existing(call, dynamic_rule)
    if any(binding.rule.lower() == row.name.lower() for binding in call.rows(DynamicBinding)):
        raise Refusal(f"Error: Access list {row.name} is in use.")
    call.drop(row)


def configure_access_list_add(
    call: Call,
    dynamic_rule: str,
    after: bool = False,
    before: bool = False,
    first: bool = False,
    last: bool = False,
    rule: str = "",
    **interface: Any,
) -> None:
    """Put a rule in force: as the first, the last, or next to another."""
    made = _existing(call, dynamic_rule)
    name = made.name
    check_refresh(call.node, [_entry(made)])
    for one in interfaces(call, **interface):
        row = DynamicBinding(name, one.port, one.vlan, one.direction)
        others = [other for other in dynamic_of(call.store, one) if other != row]
        _arrange(call, one, _placed(others, row, rule, before, first))


def _placed(others: list[DynamicBinding], row: DynamicBinding, rule: str, before: bool, first: bool) -> Any:
    if not rule:
        return [row, *others] if first else [*others, row]
    names = [other.rule.lower() for other in others]
    if rule.lower() not in names:
        raise Refusal(f"Error: Access list {rule} is not configured there.")
    place = names.index(rule.lower()) + (0 if before else 1)
    return [*others[:place], row, *others[place:]]


def _arrange(call: Call, interface: AclInterface, rows: list[DynamicBinding]) -> None:
    """Put the rows of an interface in this order."""
    for row in dynamic_of(call.store, interface):
        call.drop(row)
    for row in rows:
        call.put(row)


def configure_access_list_delete(call: Call, dynamic_rule: str, all: bool = False, **interface: Any) -> None:
    """Take a rule out of force, at an interface or everywhere."""
    name = _existing(call, dynamic_rule).name.lower()
    wanted = None if all else interfaces(call, **interface)
    gone = [
        row
        for row in call.rows(DynamicBinding)
        if row.rule.lower() == name and (wanted is None or where(row) in wanted)
    ]
    if not gone:
        raise Refusal(f"Error: Access list {dynamic_rule} is not configured there.")
    for row in gone:
        call.drop(row)
