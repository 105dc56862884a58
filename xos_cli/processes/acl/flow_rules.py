"""CLEAR-Flow: what a rule compares, and when it is true.  Nothing here looks at a clock or at a switch.

evidence: guide 11.3 p.377-383 (match types, expressions, least value, hysteresis), inferred (that a first sample has no
delta; that a quotient is not rounded)
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    from xos_cli.processes.polMgr.facts import Rule, Statement

COUNT, DELTA, RATIO, DELTA_RATIO, TRUE_COUNT = "count", "delta", "ratio", "delta-ratio", "rule-true-count"
#: Seconds between two evaluations of a rule that names none.
PERIOD = 5


class FlowExpression(NamedTuple):
    """An expression: the counters in *names* (of ``rule-true-count`` a rule), and what they are compared with."""

    kind: str
    names: tuple[str, ...]
    relation: str
    threshold: int
    least: int = 1
    hysteresis: int = 0

    @property
    def limit_once_true(self) -> int:
        """Return the threshold while the expression is true; a hysteresis above the threshold counts as 0."""
        hysteresis = self.hysteresis if self.hysteresis <= self.threshold else 0
        return self.threshold + (-hysteresis if self.relation in (">", ">=") else hysteresis)


class FlowRule(NamedTuple):
    """A CLEAR-Flow rule; *everywhere*: counters are summed over all interfaces of its policy."""

    name: str
    any_is_enough: bool
    expressions: tuple[FlowExpression, ...]
    period: int
    everywhere: bool
    deeds: "tuple[Statement, ...]"
    otherwise: "tuple[Statement, ...]"


class Found(NamedTuple):
    """What an expression came to: its *value* (None: it has none yet), and whether it is *true*."""

    value: float | None
    true: bool


def flow_rule(rule: "Rule") -> FlowRule:
    """Return the CLEAR-Flow rule that an entry of a policy is."""
    expressions: list[FlowExpression] = []
    period, everywhere = PERIOD, False
    for test in rule.tests:
        match test.word:
            case "period":
                period = test.value
            case "global-rule":
                everywhere = True
            case "min-value":
                expressions[-1] = expressions[-1]._replace(least=test.value)
            case "hysteresis":
                expressions[-1] = expressions[-1]._replace(hysteresis=test.value)
            case kind:
                expressions.append(FlowExpression(kind, *test.value))
    found = tuple(expressions)
    return FlowRule(rule.name, rule.match == "any", found, period, everywhere, rule.deeds, rule.otherwise)


def evaluate(expression: FlowExpression, now: Sequence[int], before: Sequence[int] | None, was_true: bool) -> Found:
    """Return what an expression comes to: *now* are its counters (or the count of its rule), *before* the last ones."""
    value = _value(expression, now, before)
    if value is None:
        return Found(None, False)
    limit = expression.limit_once_true if was_true else expression.threshold
    true = {">": value > limit, ">=": value >= limit, "<": value < limit, "<=": value <= limit}
    return Found(value, true[expression.relation])


def _value(expression: FlowExpression, now: Sequence[int], before: Sequence[int] | None) -> float | None:
    if expression.kind in (COUNT, TRUE_COUNT):
        return now[0]
    if expression.kind == RATIO:
        return _quotient(now, expression.least)
    if before is None:
        return None
    deltas = [after - earlier for after, earlier in zip(now, before, strict=True)]
    return deltas[0] if expression.kind == DELTA else _quotient(deltas, expression.least)


def _quotient(values: Sequence[int], least: int) -> float | None:
    """Return the quotient of two counters, None if one of them is below the least value."""
    if min(values) < max(least, 1):
        return None
    quotient = values[0] / values[1]
    return int(quotient) if quotient.is_integer() else quotient


def holds(rule: FlowRule, found: Sequence[Found]) -> bool:
    """Return whether a rule is true, by its match type."""
    return any(one.true for one in found) if rule.any_is_enough else all(one.true for one in found)
