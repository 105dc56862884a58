"""Run the CLEAR-Flow rules of the policies in force: every rule at every interface is evaluated once a period.

evidence: guide 11.3 p.376 (enable, disable), p.378 (period, global-rule), inferred (that a failover starts the samples
anew, while what is triggered stays triggered)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.acl.facts import counted, where, words
from xos_cli.processes.acl.flow_actions import act, repeat
from xos_cli.processes.acl.flow_counters import predefined
from xos_cli.processes.acl.flow_rules import (
    DELTA,
    DELTA_RATIO,
    TRUE_COUNT,
    FlowExpression,
    FlowRule,
    Found,
    evaluate,
    flow_rule,
    holds,
)
from xos_cli.processes.acl.rows import (
    AclBinding,
    AclInterface,
    AclModified,
    ClearFlow,
    FlowKey,
    FlowSample,
    FlowTriggered,
)
from xos_cli.processes.polMgr.facts import rules_in_force
from xos_cli.switch.tables import key_of
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


def rules_of(node: "Node", policy: str) -> Iterator[FlowRule]:
    """Return the CLEAR-Flow rules of a policy in force."""
    return (flow_rule(rule) for rule in rules_in_force(node, policy) if rule.flow)


class FlowAgent:
    """The CLEAR-Flow rules that a node evaluates: the period of each, and the number of its current timer."""

    def __init__(self) -> None:
        self.running: dict[FlowKey, tuple[int, int]] = {}
        self.timers = 0

    def follow(self, node: "Node", wanted: dict[FlowKey, int]) -> None:
        """Evaluate exactly these rules; the timers of rules that are evaluated already keep running."""
        self.running = {key: timer for key, timer in self.running.items() if wanted.get(key) == timer[0]}
        for key, period in wanted.items():
            if key not in self.running:
                self.timers += 1
                self.running[key] = period, self.timers
                node.later(float(period), "acl", "flow_due", key, self.timers, kind=EventKind.GUARD)


def flow_sync(node: "Node") -> None:
    """Start the rules of policies that came into force, and stop those of policies that no longer are."""
    agent = node.memory.setdefault("acl", FlowAgent())
    assert isinstance(agent, FlowAgent)
    there = {
        _key(where(row), rule): rule.period
        for row in node.store.rows(AclBinding)
        for rule in rules_of(node, row.policy)
    }
    _forget(node, there)
    agent.follow(node, there if node.store.one(ClearFlow).enable and node.is_master else {})


def _key(spot: AclInterface, rule: FlowRule) -> FlowKey:
    return FlowKey(*spot, rule.name.lower())


def _forget(node: "Node", there: dict[FlowKey, int]) -> None:
    """Delete the rows of rules and of changed entries whose rule or policy no longer exists."""
    spots = {where(row) for row in node.store.rows(AclBinding)}
    with node.change() as transaction:
        kept: list[FlowSample | FlowTriggered] = [*node.store.rows(FlowSample), *node.store.rows(FlowTriggered)]
        for row in kept:
            if FlowKey(row.port, row.vlanName, row.direction, row.rule) not in there:
                transaction.delete(type(row), *key_of(row))
        for changed in node.store.rows(AclModified):
            if where(changed) not in spots:
                transaction.delete(AclModified, *key_of(changed))


def flow_refreshed(node: "Node", policy: str) -> None:
    """Restart the rules of a policy that was refreshed, and undo their changes of its entries.

    evidence: inferred
    """
    spots = {where(row) for row in node.store.rows(AclBinding) if row.policy.lower() == policy.lower()}
    with node.change() as transaction:
        store = node.store
        kept: list[FlowSample | FlowTriggered] = [*store.rows(FlowSample), *store.rows(FlowTriggered)]
        for row in [*kept, *store.rows(AclModified)]:
            if where(row) in spots:
                transaction.delete(type(row), *key_of(row))
    flow_sync(node)


def flow_due(node: "Node", key: FlowKey, timer: int) -> None:
    """Evaluate a rule at an interface, and again after its period."""
    agent = node.memory.get("acl")
    period, last = agent.running.get(key, (0, 0)) if isinstance(agent, FlowAgent) else (0, 0)
    if last != timer:
        return
    spot = AclInterface(*key[:3])
    row = node.store.get(AclBinding, *spot)
    rule = next((one for one in rules_of(node, row.policy) if one.name.lower() == key.rule), None) if row else None
    if row is None or rule is None:
        return
    node.later(float(period), "acl", "flow_due", key, timer, kind=EventKind.GUARD)
    _evaluated(node, row, rule)


def _evaluated(node: "Node", row: AclBinding, rule: FlowRule) -> None:
    """Evaluate a rule once, put what was found, and act if the rule became true or false."""
    key = _key(where(row), rule)
    last = node.store.get(FlowSample, *key) or FlowSample(*key)
    triggered = node.store.get(FlowTriggered, *key) is not None
    counters = tuple([_counters(node, row, rule, one) for one in rule.expressions])
    if not last.counters and any(one.kind in (DELTA, DELTA_RATIO) for one in rule.expressions):
        node.put([last._replace(counters=counters, at=node.clock.now)])  # there is no growth yet
        return
    found = [_found(last, place, one, counters[place]) for place, one in enumerate(rule.expressions)]
    true = holds(rule, found)
    sample = last._replace(
        counters=counters,
        values=tuple([one.value for one in found]),
        truths=tuple([one.true for one in found]),
        trueCount=last.trueCount + true,
        at=node.clock.now,
        since=node.clock.now if true and not triggered else last.since,
    )
    with node.change() as transaction:
        transaction.put(sample)
        if true:
            transaction.put(FlowTriggered(*key))
        else:
            transaction.delete(FlowTriggered, *key)
    if true is not triggered:
        text = f"Rule {rule.name} of policy {row.policy} on {words(where(row))} is {'true' if true else 'false'}"
        node.event("Debug-Summary", "CLEARFlow.State", text)
        act(node, row, rule, sample, rule.deeds if true else rule.otherwise)
    elif true:
        repeat(node, row, rule, sample)


def _found(last: FlowSample, place: int, expression: FlowExpression, now: tuple[int, ...]) -> Found:
    before = last.counters[place] if len(last.counters) > place else None
    return evaluate(expression, now, before, last.truths[place] if len(last.truths) > place else False)


def _counters(node: "Node", row: AclBinding, rule: FlowRule, expression: FlowExpression) -> tuple[int, ...]:
    """Return the counters of an expression now, or how often its rule was true."""
    if expression.kind == TRUE_COUNT:
        sample = node.store.get(FlowSample, *where(row), expression.names[0])
        return (sample.trueCount if sample else 0,)
    return tuple([counter_value(node, row, rule.everywhere, name) for name in expression.names])


def counter_value(node: "Node", row: AclBinding, everywhere: bool, name: str) -> int:
    """Return a counter at an interface, or its sum over all interfaces of the policy; or one of the kernel's."""
    if name.startswith("sys_"):
        return predefined(node, name)
    rows = [row]
    if everywhere:
        rows = [other for other in node.store.rows(AclBinding) if other.policy.lower() == row.policy.lower()]
    return sum(counted(node, where(one), one.policy, name) for one in rows)
