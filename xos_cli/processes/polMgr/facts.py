"""Read policies: the rules of a file, what is wrong with it, who uses which policy, what it says of a route."""

from collections import Counter
from collections.abc import Iterable
from ipaddress import ip_address
from typing import TYPE_CHECKING

from xos_cli.errors import Refusal
from xos_cli.processes.polMgr.rows import Judgement as Judgement
from xos_cli.processes.polMgr.rows import PolicyInForce
from xos_cli.processes.polMgr.rows import RouteView as RouteView
from xos_cli.switch.flash import Flash
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.processes.polMgr.entries import Rule as Rule
    from xos_cli.processes.polMgr.words import Statement as Statement
    from xos_cli.switch.node import Node
    from xos_cli.switch.software import Software


# -- the file --------------------------------------------------------------------------------------------------------


def source(flash: Flash, name: str) -> str:
    """Return the text of a policy; refuse one that has no file."""
    file = f"{name}.pol"
    if file not in flash.names():
        raise Refusal(f"Error: Policy {name} does not exist.")  # evidence: inferred
    return flash.read(file).decode("utf-8", "replace")


def rules_of(flash: Flash, name: str) -> "list[Rule]":
    """Return the rules of a policy; refuse one that has no file or is wrong."""
    from xos_cli.processes.polMgr.entries import BadPolicy
    from xos_cli.processes.polMgr.reader import Reader  # most switches start without a policy

    text = source(flash, name)
    try:
        return Reader(text).rules()
    except BadPolicy as mistake:
        raise Refusal(f"Error: Policy {name} has syntax errors\n{mistake}") from None


def checked(node: "Node", name: str) -> "list[Rule]":
    """Return the rules of a policy; refuse one that is wrong or that this switch cannot use."""
    from xos_cli.processes.polMgr.entries import BadPolicy
    from xos_cli.processes.polMgr.objects import check_objects

    rules = rules_of(node.flash, name)
    try:
        check_objects(rules, node)
    except BadPolicy as mistake:
        raise Refusal(f"Error: Policy {name} has syntax errors\n{mistake}") from None
    return rules


def dynamic_rule(name: str, conditions: str, actions: str) -> "Rule":
    """Return the entry that the conditions and actions of a dynamic rule make; refuse what makes none."""
    from xos_cli.processes.polMgr.entries import BadPolicy, Rule, check_tests
    from xos_cli.processes.polMgr.packet_words import PACKET_ACTIONS, PACKETS
    from xos_cli.processes.polMgr.values import BadValue
    from xos_cli.processes.polMgr.words import statements

    try:
        rule = Rule(name, "all", tuple(statements(conditions, PACKETS)), tuple(statements(actions, PACKET_ACTIONS)))
        check_tests(rule.tests)
    except BadValue as bad:
        raise Refusal(f"Error: {bad}") from None
    except BadPolicy as bad:
        raise Refusal(f"Error: {bad.what}") from None
    return rule


def check_dynamic(node: "Node", rule: "Rule") -> None:
    """Refuse a dynamic rule that names what the switch does not have, or that its hardware cannot carry out."""
    from xos_cli.processes.polMgr.entries import BadPolicy
    from xos_cli.processes.polMgr.objects import check_objects

    try:
        check_objects([rule], node)
    except BadPolicy as bad:
        raise Refusal(f"Error: {bad.what}") from None


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


# -- who uses it -----------------------------------------------------------------------------------------------------


def uses(software: "Software", store: Store) -> dict[str, Counter[str]]:
    """Return the policies in use, each with how often which process uses it."""
    found: dict[str, Counter[str]] = {}
    spelled: dict[str, str] = {}
    for process, names in software.gather("policies", store):
        for name in names:
            name = spelled.setdefault(name.lower(), name)
            found.setdefault(name, Counter())[process] += 1
    return found


# -- what is in force ------------------------------------------------------------------------------------------------


def text_in_force(node: "Node", name: str) -> str | None:
    """Return the text of a policy as its users have it, of one without users as its file is; None if it is wrong."""
    row = node.store.get(PolicyInForce, name)
    if row is not None:
        return row.text
    try:
        checked(node, name)
    except Refusal:
        return None
    return source(node.flash, name)


def rules_in_force(node: "Node", name: str) -> "tuple[Rule, ...]":
    """Return the rules of a policy as its users have it; none if its file is missing or wrong."""
    text = text_in_force(node, name)
    return rules_of_text(text) if text is not None else ()


def rules_of_text(text: str) -> "tuple[Rule, ...]":
    """Return the rules of a policy that was checked before."""
    from xos_cli.processes.polMgr.reader import compiled

    return compiled(text)


def admits(node: "Node", name: str, address: str) -> bool:
    """Return whether a policy permits a client with this address; one without an entry for it, or wrong, denies.

    evidence: guide 11.3 (an access profile has source addresses, and denies at its end)
    """
    client = ip_address(address)
    for rule in rules_in_force(node, name):
        met = [test.word == "source-address" and client in test.value for test in rule.tests]
        if all(met) if rule.match == "all" else any(met):
            return not rule.denies
    return False


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
