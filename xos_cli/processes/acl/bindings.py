"""Put policies in force at interfaces and take them out of force, and clear what they count.

evidence: guide 11.3 p.257-275 (the commands), inferred (the refusal)
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.acl.facts import where, words
from xos_cli.processes.acl.interfaces import choice, interfaces
from xos_cli.processes.acl.rows import AclBinding, AclInterface, DynamicBinding
from xos_cli.processes.polMgr.facts import checked
from xos_cli.processes.vlan.facts import numbers

if TYPE_CHECKING:
    from xos_cli.processes.polMgr.facts import Rule
    from xos_cli.switch.node import Node


def configure_access_list(call: Call, policy: str, **given: Any) -> None:
    """Put a policy in force at interfaces, each of which has one at most.  evidence: guide 11.3 p.259"""
    check_refresh(call.node, checked(call.node, policy))
    for interface in interfaces(call, **given):
        row = call.get(AclBinding, interface.port, interface.vlan, interface.direction)
        if row and row.policy.lower() != policy.lower():
            raise Refusal(f"Error: Policy {row.policy} is already configured on {words(interface)}.")
        call.put(AclBinding(interface.port, interface.vlan, interface.direction, policy))
    call.node.later(0.0, "acl", "flow_sync")


def check_refresh(node: "Node", rules: "Sequence[Rule]") -> None:
    """Refuse entries that mirror while mirroring is off.  evidence: guide 11.3 p.264, inferred (the words)"""
    mirrors = any(deed.word == "mirror" for rule in rules if not rule.flow for deed in rule.deeds)
    if mirrors and not numbers(node.store).mirrorEnable:
        raise Refusal("Error: Entries that mirror cannot be used: mirroring is not enabled.")


def unconfigure_access_list(call: Call, **given: Any) -> None:
    """Take policies out of force at the interfaces that the line names, or everywhere."""
    chosen = choice(call, **given)
    for row in call.rows(AclBinding):
        if chosen.has(where(row)):
            call.drop(row)
    call.node.later(0.0, "acl", "flow_sync")


def clear_access_list_counter(call: Call, countername: str = "", **given: Any) -> None:
    """Set counters of policies to 0: all, or those of a name or of interfaces."""
    _clear(call, countername, [row.policy for row in call.rows(AclBinding)], **given)


def clear_access_list_dynamic_counter(call: Call, countername: str = "", **given: Any) -> None:
    """Set counters of dynamic rules to 0."""
    _clear(call, countername, [row.rule for row in call.rows(DynamicBinding)], **given)


def _clear(call: Call, counter: str, owners: list[str], **given: Any) -> None:
    chosen = choice(call, **given)
    if call.node.fabric is None:
        return
    counters = call.node.fabric.rules.counters
    names = {owner.lower() for owner in owners}
    for key in counters:
        named = counter.lower() in ("", key.counter) and key.owner.lower() in names
        if named and chosen.has(AclInterface(key.port, key.vlan, key.direction)):
            counters[key] = 0
