"""CLEAR-Flow: when expressions are true, over the samples of the guide's tables; what a policy may say."""

from collections.abc import Callable, Sequence

import pytest
from conftest import Typist

from xos_cli.processes.acl.flow_rules import FlowExpression, Found, evaluate, flow_rule, holds
from xos_cli.processes.polMgr.reader import Reader


def over(expression: FlowExpression, samples: Sequence[tuple[int, ...]]) -> list[bool]:
    """Return whether an expression is true after each sample."""
    before, true, found = None, False, []
    for now in samples:
        true = evaluate(expression, now, before, true).true
        found.append(true)
        before = now
    return found


def test_count() -> None:
    """True as soon as the counter is above the threshold.  evidence: guide 11.3 p.379"""
    expression = FlowExpression("count", ("counter1",), ">", 1000000)
    assert over(expression, [(384625,), (769250,), (1153875,), (1538500,)]) == [False, False, True, True]


def test_delta() -> None:
    """The growth counts; with a hysteresis of 10 it stays true down to 90.  evidence: guide 11.3 p.380"""
    expression = FlowExpression("delta", ("counter1",), ">=", 100, hysteresis=10)
    deltas = [40, 80, 100, 95, 90, 89, 95, 100]
    samples = [(sum(deltas[:count]),) for count in range(len(deltas) + 1)]
    assert over(expression, samples) == [False, False, False, True, True, True, False, False, True]


def test_ratio() -> None:
    """Both counters must reach the least value; once true, it is true down to 4.  evidence: guide 11.3 p.381"""
    expression = FlowExpression("ratio", ("counter1", "counter2"), ">=", 5, least=100, hysteresis=1)
    samples = [(427, 70), (941, 235), (2475, 412), (2308, 570), (2313, 597), (3597, 611), (0, 0)]
    assert over(expression, samples) == [False, False, True, True, False, True, False]


def test_delta_ratio() -> None:
    """The growth of both counters is compared, from the second sample on.  evidence: guide 11.3 p.382"""
    expression = FlowExpression("delta-ratio", ("counter1", "counter2"), ">=", 5, least=100, hysteresis=1)
    first = [110, 537, 1478, 3953, 6261, 8574]
    second = [20, 90, 325, 737, 1307, 1907]
    assert over(expression, list(zip(first, second, strict=True))) == [False, False, False, True, True, False]


@pytest.mark.parametrize(("relation", "values"), [(">", [4, 5, 6]), (">=", [4, 5]), ("<", [6, 5, 4]), ("<=", [6, 5])])
def test_relation(relation: str, values: list[int]) -> None:
    """Each relation is true at the last of the values, and at none before."""
    found = over(FlowExpression("count", ("c",), relation, 5), [(value,) for value in values])
    assert found == [False] * (len(values) - 1) + [True]


def test_hysteresis() -> None:
    """It is added to the threshold of < and <=, and counts as 0 where it is larger than the threshold."""
    assert over(FlowExpression("delta", ("c",), "<", 5, hysteresis=2), [(0,), (9,), (13,), (19,), (26,)]) == [
        *(False, False, True, True, False)
    ]
    assert over(FlowExpression("delta", ("c",), ">", 5, hysteresis=6), [(0,), (6,), (11,)]) == [False, True, False]


def test_match_type() -> None:
    """All expressions must be true, or any."""
    found = [Found(1, True), Found(2, False)]
    text = "entry a {{ if match {} {{ count c > 1; count c > 2; }} then {{ }} }} entry b {{ then {{ count c; }} }}"
    for match, true in (("all", False), ("any", True)):
        assert holds(flow_rule(Reader(text.format(match)).rules()[0]), found) is true


RULE = """entry acl { if { protocol tcp; } then { count hits; } }
entry flow { if { %s } then { %s } %s }"""


@pytest.fixture
def console(switch: Callable[..., Typist]) -> Typist:
    """A booted Summit X450."""
    return switch("summit-x450-24t")


@pytest.mark.parametrize(
    ("conditions", "actions", "otherwise"),
    [
        ("count hits > 5; period 10; global-rule;", "deny acl; qosprofile acl QP8;", "else { permit acl; }"),
        ("delta HITS >= 5; hysteresis 2;", "mirror add acl;", ""),
        ("ratio hits sys_IpInReceives < 5; min-value 9; hysteresis 2;", 'snmptrap 123 "a $ruleValue" 30;', ""),
        ("delta-ratio hits hits <= 5; min-value 9;", 'syslog "text" WARN 30;', ""),
        ("rule-true-count flow >= 5;", 'cli "show version";', ""),
        ("count hits > 1; count hits > 2; count hits > 3; count hits > 4;", 'syslog "text" CRIT;', ""),
    ],
)
def test_rule_is_taken(console: Typist, conditions: str, actions: str, otherwise: str) -> None:
    """Each expression with what can follow it, each action."""
    console.lab.session.node.flash.write("mine.pol", (RULE % (conditions, actions, otherwise)).encode(), 0.0)
    assert "successful" in console.run("check policy mine")


@pytest.mark.parametrize(
    ("conditions", "actions", "fault"),
    [
        ("count nothing > 5;", "deny acl;", "There is no counter nothing."),
        ("count hits = 5;", "deny acl;", "Attribute count has an invalid value"),
        ("count hits >;", "deny acl;", "Attribute count has an invalid value"),
        ("ratio hits > 5;", "deny acl;", "Attribute ratio has an invalid value"),
        ("rule-true-count other > 5;", "deny acl;", "There is no CLEAR-Flow rule other."),
        ("count hits > 5; period 0;", "deny acl;", "0 is not in 1 - 4294967295"),
        ("count hits > 5; min-value 5;", "deny acl;", "Attribute min-value does not follow ratio or delta-ratio."),
        ("count hits > 5; hysteresis 5;", "deny acl;", "Attribute hysteresis does not follow delta or"),
        ("period 5;", "deny acl;", "A CLEAR-Flow rule has 1 to 4 expressions."),
        ("count hits > 1;" * 5, "deny acl;", "A CLEAR-Flow rule has 1 to 4 expressions."),
        ("count hits > 5; protocol tcp;", "deny acl;", "Attribute protocol cannot be used in a CLEAR-Flow rule."),
        ("count hits > 5;", "deny other;", "There is no entry other."),
        ("count hits > 5;", "deny;", "Attribute deny has an invalid value"),
        ("count hits > 5;", "qosprofile acl QP5;", "QoS profile QP5 does not exist."),
        ("count hits > 5;", "mirror acl;", "Attribute mirror has an invalid value"),
        ("count hits > 5;", "count hits;", "Attribute count not found in schema."),
        ("count hits > 5;", 'syslog "text" LOUD;', "LOUD is none of debu, info"),
        ("count hits > 5;", "syslog text WARN;", "Attribute syslog has an invalid value"),
        ("count hits > 5;", 'snmptrap x "text";', "Attribute snmptrap has an invalid value"),
        ("count hits > 5;", "cli show;", "Attribute cli has an invalid value"),
    ],
)
def test_rule_is_refused_with_its_line(console: Typist, conditions: str, actions: str, fault: str) -> None:
    """Missing counters, rules and entries, and values that are none; the access list itself is not taken either."""
    console.lab.session.node.flash.write("mine.pol", (RULE % (conditions, actions, "")).encode(), 0.0)
    for line in ("check policy mine", "configure access-list mine any"):
        said = console.refuse(line)
        assert said.startswith("Error: Policy mine has syntax errors\nLine 2 : ")
        assert fault in said
    assert console.run("show access-list") == "No entry found!\n"


def test_name_of_a_rule_is_at_most_31_characters(console: Typist) -> None:
    """Longer ones are refused.  evidence: guide 11.3 p.377"""
    for many, taken in ((31, True), (32, False)):
        text = (RULE % ("count hits > 5;", "deny acl;", "")).replace("entry flow", f"entry {'f' * many}")
        console.lab.session.node.flash.write("mine.pol", text.encode(), 0.0)
        assert ("successful" in console.type("check policy mine")) is taken
