"""Read policies: the rules of a policy file, and what is wrong with a rule."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from xos_cli.errors import Refusal
from xos_cli.processes.polMgr.rows import Judgement as Judgement
from xos_cli.processes.polMgr.rows import PolicyInForce
from xos_cli.processes.polMgr.rows import RouteView as RouteView
from xos_cli.switch.flash import Flash

if TYPE_CHECKING:
    from xos_cli.processes.polMgr.reader import Rule
    from xos_cli.switch.node import Node


def judge(node: "Node", name: str, route: RouteView) -> Judgement:
    """Return what the policy *name* that is in force says of a route; "" or ``none`` permits it unchanged.

    A policy that is not in force, since its file is missing or wrong, denies every route.  evidence: inferred
    """
    if name in ("", "none"):
        return Judgement(True, route)
    text = text_in_force(node, name)
    if text is None:
        return Judgement(False, route)
    from xos_cli.processes.polMgr import judge as routes  # most switches never judge a route

    return routes.judge(text, route)


def text_in_force(node: "Node", name: str) -> str | None:
    """Return the text of a policy as its users have it, of one without users as its file is; None if it is wrong."""
    row = node.store.get(PolicyInForce, name)
    if row is not None:
        return row.text
    try:
        rules_of(node.flash, name)
    except Refusal:
        return None
    return source(node.flash, name)


def source(flash: Flash, name: str) -> str:
    """Return the text of a policy; refuse one that has no file."""
    file = f"{name}.pol"
    if file not in flash.names():
        raise Refusal(f"Error: Policy {name} does not exist.")  # evidence: inferred
    return flash.read(file).decode("utf-8", "replace")


def rules_of(flash: Flash, name: str) -> "list[Rule]":
    """Return the rules of a policy; refuse one that has no file or is wrong."""
    from xos_cli.processes.polMgr.reader import BadPolicy, Reader  # most switches start without a policy

    text = source(flash, name)
    try:
        return Reader(text).rules()
    except BadPolicy as mistake:
        raise Refusal(f"Error: Policy {name} has syntax errors\n{mistake}") from None


def rule_faults(conditions: str, actions: str) -> list[str]:
    """Return what is wrong with the conditions and actions of a rule for packets, separated by semicolons."""
    from xos_cli.processes.polMgr.words import ACTIONS, PACKETS, faults

    return [*faults(conditions, PACKETS), *faults(actions, ACTIONS)]


def the_policy(files: Iterable[str], name: str, none: str = "") -> str:
    """Return a policy that a command names as its file in *files* is spelled; *none* where it names none.

    evidence: inferred (the words)
    """
    if not name:
        return none
    for file in files:
        if file.lower() == f"{name}.pol".lower():
            return file[:-4]
    raise Refusal(f"Error: Policy {name} does not exist.")
