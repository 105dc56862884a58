"""Show, check and refresh policies: policy files (``*.pol`` in the flash), and which processes use them.

A process that uses policies says so by a hook ``policies(store)``: the name of a policy for each use of it.  Its hook
``check_refresh(node, rules)`` refuses rules that it cannot use, and ``policy_refreshed(node, name)`` is called when a
policy that it uses was read again.

evidence: capture 12.5 (`show policy`), later EXOS (`show policy detail`), recalled (`check policy`)
"""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.polMgr.facts import checked, rules_in_force, source, uses
from xos_cli.processes.polMgr.rows import PolicyInForce

if TYPE_CHECKING:
    from xos_cli.switch.node import Node
    from xos_cli.switch.tables import Change

TABLES = (PolicyInForce,)

RULE = "-" * 74 + "\n"
HEAD = f"Policies at Policy Server:\n{'PolicyName':<33}{'ClientUsage':<16}{'Client':<16}BindCount\n{RULE}"


def running(node: "Node") -> None:
    """Read the policies in use; on a new master those that are in force are there already.

    What is wrong with a file is logged: those that use its policy go on without it.  evidence: inferred
    """
    keep(node)
    for name in uses(node.software, node.store):
        if node.store.get(PolicyInForce, name) is None:
            node.event("Error", "pm.notLoaded", f"Policy {name} is not loaded: {_fault(node, name)}")


def _fault(node: "Node", name: str) -> str:
    """Return what is wrong with the file of a policy, in one line."""
    try:
        checked(node, name)
    except Refusal as error:
        return "; ".join(str(error).removeprefix("Error: ").splitlines())
    return "it cannot be used"


def changed(node: "Node", changes: "Sequence[Change]") -> None:
    """Process changes of rows that can name a policy: read new policies, drop unused ones."""
    if any(_names_policy(node, change) for change in changes):
        keep(node)


def _names_policy(node: "Node", change: "Change") -> bool:
    """Return whether a changed row names a policy; of a row that is gone it is not known while any is in force."""
    if node.store.count(PolicyInForce):
        return True
    if change.row is None:
        return False
    files = {name.lower() for name in node.flash.names()}
    return any(isinstance(field, str) and f"{field}.pol".lower() in files for field in change.row)


def keep(node: "Node") -> None:
    """Keep the text of every policy in use, and of no other, in force; one in force stays as it was read."""
    used = uses(node.software, node.store)
    names = {name.lower() for name in used}
    with node.change() as transaction:
        for row in node.store.rows(PolicyInForce):
            if row.name.lower() not in names:
                transaction.delete(PolicyInForce, row.name)
        for name in used:
            if node.store.get(PolicyInForce, name) is None and _usable(node, name):
                transaction.put(PolicyInForce(name, source(node.flash, name)))


def _usable(node: "Node", name: str) -> bool:
    try:
        checked(node, name)
    except Refusal:
        return False
    return True


def show_policy(call: Call, policy: str = "", detail: bool = False) -> str:
    """Print a line for each policy in use, or in detail what the server read."""
    bound = uses(call.software, call.store)
    if detail or policy:
        named = {name: clients for name, clients in bound.items() if policy.lower() in ("", name.lower())}
        if policy and not named:
            source(call.node.flash, policy)
        return "\nPolicies at Policy Server:\n" + "\n".join(_block(call, *item) for item in named.items())
    return HEAD + "".join(_row(*item) for item in bound.items())


def _row(name: str, clients: Counter[str]) -> str:
    return "".join(f"{name:<33}{len(clients):<16}{client:<16}{count}\n" for client, count in clients.items())


def _block(call: Call, name: str, clients: Counter[str]) -> str:
    from xos_cli.processes.polMgr.files import printed

    text = "".join(part for rule in rules_in_force(call.node, name) for part in printed(rule))
    bound = "".join(f"Client: {client} bound {_times(count)}\n" for client, count in clients.items())
    return f"Policy: {name}\n{text}Number of clients bound to policy: {len(clients)}\n{bound}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def check_policy(call: Call, policy: str) -> str:
    """Check whether the file is a policy."""
    checked(call.node, policy)
    return "Policy file check successful.\n"


def refresh_policy(call: Call, policy: str) -> str:
    """Read the file again for those that use it; they keep what they had if it is wrong."""
    rules = checked(call.node, policy)
    used = uses(call.software, call.store)
    bound = next((name for name in used if name.lower() == policy.lower()), "")
    if not bound:
        raise Refusal(f"Error: Policy {policy} is not in use.")  # evidence: inferred
    for process in used[bound]:
        if call.software.handler(process, "check_refresh"):
            call.software.ask(process, "check_refresh", call.node, rules)
    call.put(PolicyInForce(bound, source(call.node.flash, policy)))
    call.commit()
    for process in used[bound]:
        if call.software.handler(process, "policy_refreshed"):
            call.node.call(process, "policy_refreshed", bound)
    return ""
