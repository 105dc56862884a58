"""Show, check and refresh policies: policy files (``*.pol`` in the flash), and which processes use them.

A process that uses policies says so by a hook ``policies(store)``: the name of a policy for each use of it.  Its hook
``policy_refreshed(node, name)`` is called when a policy that it uses was read again.

evidence: capture 12.5 (`show policy`), later EXOS (`show policy detail`), recalled (`check policy`)
"""

from collections import Counter

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.polMgr.facts import rules_of, source
from xos_cli.processes.polMgr.rows import PolicyInForce

TABLES = (PolicyInForce,)

RULE = "-" * 74 + "\n"
HEAD = f"Policies at Policy Server:\n{'PolicyName':<33}{'ClientUsage':<16}{'Client':<16}BindCount\n{RULE}"


def _bound(call: Call) -> dict[str, Counter[str]]:
    """Return the policies in use, each with how often which process uses it."""
    found: dict[str, Counter[str]] = {}
    for process, names in call.software.gather("policies", call.store):
        for name in names:
            found.setdefault(name, Counter())[process] += 1
    return found


def show_policy(call: Call, policy: str = "", detail: bool = False) -> str:
    """Print a line for each policy in use, or in detail what the server read."""
    bound = _bound(call)
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

    try:
        text = "".join(part for rule in rules_of(call.node.flash, name) for part in printed(rule))
    except Refusal:  # the file is gone, or was spoiled since
        text = ""
    uses = "".join(f"Client: {client} bound {_times(count)}\n" for client, count in clients.items())
    return f"Policy: {name}\n{text}Number of clients bound to policy: {len(clients)}\n{uses}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def check_policy(call: Call, policy: str) -> str:
    """Check whether the file is a policy."""
    rules_of(call.node.flash, policy)
    return "Policy file check successful.\n"


def refresh_policy(call: Call, policy: str) -> str:
    """Read the file again for those that use it; they keep what they had if it is wrong."""
    rules_of(call.node.flash, policy)
    bound = next((name for name in _bound(call) if name.lower() == policy.lower()), "")
    if not bound:
        raise Refusal(f"Error: Policy {policy} is not in use.")  # evidence: inferred
    clients = _bound(call)[bound]
    call.put(PolicyInForce(bound, source(call.node.flash, policy)))
    call.commit()
    for process in clients:
        if call.software.handler(process, "policy_refreshed"):
            call.node.call(process, "policy_refreshed", bound)
    return ""
