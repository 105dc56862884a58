"""Explain entry by entry what a policy does with a route."""

from collections.abc import Iterator, Mapping
from ipaddress import ip_network
from typing import TYPE_CHECKING, Any

from xos_cli.errors import Refusal
from xos_cli.processes.polMgr.entries import Rule
from xos_cli.processes.polMgr.facts import checked, text_in_force, uses
from xos_cli.processes.polMgr.judge import changed, holds, judges
from xos_cli.processes.polMgr.reader import compiled
from xos_cli.processes.polMgr.route_words import MED, ORIGINS, TAG, numbers_of, prepended
from xos_cli.processes.polMgr.rows import PolicyInForce, RouteView
from xos_cli.processes.polMgr.values import BadValue, ValueReader, address, choice
from xos_cli.switch.verdict import Verdict

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: What can be said of a route, and what reads it.
READERS: Mapping[str, ValueReader] = {
    "as_path": prepended,
    "communities": numbers_of,
    "next_hop": address,
    "origin": choice(*ORIGINS),
    "bgp_origin": choice("igp", "egp", "incomplete"),
    "med": MED,
    "metric": MED,
    "tag": TAG,
}


def route_of(prefix: str, attributes: Mapping[str, str]) -> RouteView:
    """Return a route from what a person types of it; raise BadValue with the reason if something is wrong."""
    try:
        route = RouteView(ip_network(prefix, strict=False))
    except ValueError:
        raise BadValue(f"{prefix} is no network") from None
    fields: dict[str, Any] = {}
    for name, text in attributes.items():
        if name not in READERS:
            raise BadValue(f"a route has no {name}")
        try:
            value = READERS[name](text)
        except BadValue as bad:
            raise BadValue(f"{name} cannot be {text}" + (f": {bad}" if str(bad) else "")) from None
        fields[name] = value
    if "as_path" in fields:
        fields["as_path"] = " ".join(map(str, fields["as_path"]))
    if "communities" in fields:
        fields["communities"] = tuple([str(number) for number in fields["communities"]])
    return route._replace(**fields)


def explain(node: "Node", name: str, route: RouteView) -> Verdict:
    """Return what the policy *name* does with a route, entry by entry; refuse a policy that is missing or wrong."""
    text = text_in_force(node, name)
    if text is None:
        checked(node, name)
        raise Refusal(f"Error: Policy {name} does not exist.")
    steps = [_where(node, name)]
    for rule in compiled(text):
        matched, why = _looked_at(rule, route)
        steps.append(f"entry {rule.name}: {why}")
        if matched:
            steps += _effects(rule, route)
            action = "deny" if rule.denies else "permit"
            return Verdict((*steps, f"entry {rule.name} decides: the route is {_done(action)}"), action)
    return Verdict((*steps, "no entry matches: the route is denied"), "deny")


def _done(action: str) -> str:
    return {"deny": "denied", "permit": "permitted"}[action]


def _where(node: "Node", name: str) -> str:
    if node.store.get(PolicyInForce, name) is None:
        return f"no process uses policy {name}: this is what its file says"
    used = {policy.lower(): clients for policy, clients in uses(node.software, node.store).items()}
    return f"policy {name} is in force for {', '.join(used.get(name.lower(), ()))}"


def _looked_at(rule: Rule, route: RouteView) -> tuple[bool, str]:
    """Return whether an entry matches, and why."""
    if not judges(rule):
        return False, "it does not look at routes"
    if not rule.tests:
        return True, "it has no conditions and matches every route"
    true, false = ([test.text for test in rule.tests if holds(test, route) is wanted] for wanted in (True, False))
    if rule.match == "any":
        return (True, f"{true[0]} is true") if true else (False, "no condition is true")
    return (False, f"{false[0]} is not true") if false else (True, f"{' and '.join(true)}: true")


def _effects(rule: Rule, route: RouteView) -> Iterator[str]:
    """Return what an entry changes of a route."""
    after = route if rule.denies else changed(rule, route)
    for field in route._fields:
        if getattr(after, field) != getattr(route, field):
            value = getattr(after, field)
            shown = " ".join(map(str, value)) if isinstance(value, tuple) else value
            yield f"entry {rule.name} sets {field.replace('_', '-')} to {'nothing' if shown in (None, '') else shown}"
