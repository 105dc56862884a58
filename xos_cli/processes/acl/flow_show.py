"""Print `show clear-flow`: the policies with rules, the rules, those that are triggered, the entries they have changed.

evidence: guide 11.3 p.376 (what each form shows), recalled (the layouts)
"""

from collections.abc import Iterator
from typing import Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.acl.facts import where
from xos_cli.processes.acl.flow_rules import FlowExpression, FlowRule
from xos_cli.processes.acl.flow_run import rules_of
from xos_cli.processes.acl.interfaces import choice
from xos_cli.processes.acl.rows import AclBinding, AclModified, ClearFlow, FlowSample, FlowTriggered
from xos_cli.processes.polMgr.facts import rules_in_force

NOTHING = "No entry found!\n"
POLICIES = f"{'VLAN':<13}{'Port':<8}{'Policy Name':<25}No. of CLF Rules\n{'=' * 62}\n"
#: The types of expressions, as the screen shortens them.
TYPES = {"count": "CN", "delta": "DT", "ratio": "RT", "delta-ratio": "DR", "rule-true-count": "RC"}
RULES = (
    f"{'Rule Name':<21}{'Type':<6}{'Period':<8}{'Last':<12}{'Rel':<6}{'Threshold':<12}{'TCNT':<6}NumAction\n"
    f"{'':<35}{'Value':<12}{'Oper':<6}{'':<12}{'Sec':<6}If  Else\n{'=' * 79}\n"
)
MODIFIED = (
    f"{'Policy Name':<14}{'Vlan Name':<13}{'Port':<7}{'Rule Name':<21}{'Default ACL':<13}CF Added\n"
    f"{'':<55}{'Actions':<13}Actions\n{'=' * 76}\n"
)

#: A rule at an interface: its policy's binding and the rule.
Bound = tuple[AclBinding, FlowRule]


def show_clear_flow(call: Call, flow_rule: str = "", detail: bool = False, **given: Any) -> str:
    """Print whether CLEAR-Flow is enabled, and how many rules each policy has; of an interface, its rules."""
    if any(given.values()):
        return _of_interface(call, flow_rule, detail, **given)
    rows = [(row, len(list(rules_of(call.node, row.policy)))) for row in call.rows(AclBinding)]
    lines = [f"{row.vlanName or '*':<13}{row.port or '*':<8}{row.policy:<25}{many}\n" for row, many in rows if many]
    state = "Enabled" if call.one(ClearFlow).enable else "Disabled"
    total = f"Total number of CLEAR-Flow rules: {sum(many for _, many in rows)}\n"
    return f"clear-flow is: {state}\n{POLICIES}{''.join(lines)}{total}"


def _of_interface(call: Call, name: str, detail: bool, **given: Any) -> str:
    """Print the rules of the interfaces that a line names, or one of them."""
    given |= {"ports": bool(given.pop("port", False) or given.pop("ports", False))}
    chosen = choice(call, **given)
    found = [one for one in _every(call) if chosen.has(where(one[0])) and name.lower() in ("", one[1].name.lower())]
    if name and not found:
        raise Refusal(f"Error: CLEAR-Flow rule {name} does not exist.")  # evidence: inferred
    return _table(call, found, detail)


def show_clear_flow_rule_all(call: Call) -> str:
    """Print every rule of every interface."""
    return _table(call, list(_every(call)), False)


def show_clear_flow_rule_triggered(call: Call) -> str:
    """Print the rules that are triggered."""
    return _table(call, [one for one in _every(call) if _triggered(call, one)], False)


def _every(call: Call) -> Iterator[Bound]:
    for row in call.rows(AclBinding):
        for rule in rules_of(call.node, row.policy):
            yield row, rule


def _triggered(call: Call, one: Bound) -> bool:
    return call.get(FlowTriggered, *where(one[0]), one[1].name) is not None


# -- rules -----------------------------------------------------------------------------------------------------------


def _table(call: Call, found: list[Bound], detail: bool) -> str:
    """Return the rules under a head for each interface."""
    if not found:
        return NOTHING
    blocks: dict[AclBinding, list[FlowRule]] = {}
    for row, rule in found:
        blocks.setdefault(row, []).append(rule)
    text = [_block(call, row, rules, detail) for row, rules in blocks.items()]
    return "".join(text) + f"Total number of CLEAR-Flow rules: {len(found)}\n"


def _block(call: Call, row: AclBinding, rules: list[FlowRule], detail: bool) -> str:
    head = f"Policy Name: {row.policy}  Vlan Name: {row.vlanName or '*'}  Port: {row.port or '*'}\n"
    lines = [line for rule in rules for line in (*_lines(call, row, rule), *(_details(rule) if detail else ()))]
    return head + RULES + "".join(f"{line.rstrip()}\n" for line in lines) + "\n"


def _lines(call: Call, row: AclBinding, rule: FlowRule) -> Iterator[str]:
    """Return a line for each expression of a rule; the first one has its name, period and actions."""
    sample = call.get(FlowSample, *where(row), rule.name) or FlowSample(*where(row), rule.name)
    marked = f"{rule.name}{'*' * _triggered(call, (row, rule))}"
    for place, one in enumerate(rule.expressions):
        value = sample.values[place] if len(sample.values) > place else None
        true = len(sample.truths) > place and sample.truths[place]
        limit = one.limit_once_true if true else one.threshold
        first = f"{marked:<21}" if not place else " " * 21
        start = f"{first}{TYPES[one.kind]:<6}{rule.period:<8}{_number(value):<12}{one.relation:<6}{limit:<12}"
        ends = f"{_seconds(call, row, rule, sample):<6}{len(rule.deeds):<4}{len(rule.otherwise)}"
        yield start + (ends if not place else "")


def _number(value: float | None) -> str:
    return "0" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)


def _seconds(call: Call, row: AclBinding, rule: FlowRule, sample: FlowSample) -> int:
    """Return for how many seconds a rule has been true, 0 if it is not."""
    return round(call.node.clock.now - sample.since) if _triggered(call, (row, rule)) and sample.since else 0


def _details(rule: FlowRule) -> Iterator[str]:
    """Return the expressions and actions of a rule."""
    yield f"    Match: {'any' if rule.any_is_enough else 'all'}{', counters of all interfaces' * rule.everywhere}"
    yield from (f"    {_words(one)}" for one in rule.expressions)
    yield from (f"    Then: {deed.text}" for deed in rule.deeds)
    yield from (f"    Else: {deed.text}" for deed in rule.otherwise)


def _words(one: FlowExpression) -> str:
    text = f"{one.kind} {' '.join(one.names)} {one.relation} {one.threshold}"
    if one.kind in ("ratio", "delta-ratio"):
        text += f", min-value {one.least}"
    return text + (f", hysteresis {one.hysteresis}" if one.hysteresis else "")


# -- entries ---------------------------------------------------------------------------------------------------------


def show_clear_flow_acl_modified(call: Call) -> str:
    """Print the entries that rules have changed, with what the policy says of them and what was changed."""
    policies = {where(row): row.policy for row in call.rows(AclBinding)}
    rows = [row for row in call.rows(AclModified) if where(row) in policies]
    lines = [_modified(call, policies[where(row)], row) for row in rows]
    return MODIFIED + "".join(lines) + f"Total number of ACL rules modified: {len(lines)}\n" if lines else NOTHING


def _modified(call: Call, policy: str, row: AclModified) -> str:
    rules = {rule.name.lower(): rule for rule in rules_in_force(call.node, policy)}
    rule = rules.get(row.entry.lower())
    given = "D" if rule is not None and rule.denies else "P"
    mirror = {"add": "M", "delete": "M-"}.get(row.mirror, "")
    added = " ".join(filter(None, [row.action[:1].upper(), row.profile, mirror]))
    start = f"{policy:<14}{row.vlanName or '*':<13}{row.port or '*':<7}{row.entry:<21}"
    return f"{start}{given:<13}{added}\n"
