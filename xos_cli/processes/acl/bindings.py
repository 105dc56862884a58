"""Put policies in force at interfaces and take them out of force, and clear what they count.

evidence: guide 11.3 p.257-275 (the commands), inferred (the refusal)
"""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.acl.facts import where, words
from xos_cli.processes.acl.interfaces import choice, interfaces
from xos_cli.processes.acl.rows import AclBinding
from xos_cli.processes.polMgr.facts import checked


def configure_access_list(call: Call, policy: str, **given: Any) -> None:
    """Put a policy in force at interfaces, each of which has one at most.  evidence: guide 11.3 p.259"""
    checked(call.node, policy)
    for interface in interfaces(call, **given):
        row = call.get(AclBinding, interface.port, interface.vlan, interface.direction)
        if row and row.policy.lower() != policy.lower():
            raise Refusal(f"Error: Policy {row.policy} is already configured on {words(interface)}.")
        call.put(AclBinding(interface.port, interface.vlan, interface.direction, policy))


def unconfigure_access_list(call: Call, **given: Any) -> None:
    """Take policies out of force at the interfaces that the line names, or everywhere."""
    chosen = choice(call, **given)
    for row in call.rows(AclBinding):
        if chosen.has(where(row)):
            call.drop(row)


def clear_access_list_counter(call: Call, **given: Any) -> None:
    """Clear the counters of policies, which stand at 0: check only that the interfaces exist."""
    interfaces(call, given.get("port_list"), given.get("vlan_name", ""))


def clear_access_list_dynamic_counter(call: Call, **given: Any) -> None:
    """Clear the counters of dynamic rules, which stand at 0."""
    clear_access_list_counter(call, **given)
