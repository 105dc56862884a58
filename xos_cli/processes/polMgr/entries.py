"""The entries of a policy, and what must hold between them."""

from collections.abc import Sequence

from xos_cli.processes.polMgr.flow_words import (
    COUNTERS,
    EXPRESSIONS,
    FLOW_CONDITIONS,
    FLOW_EXPRESSIONS,
    NAME,
    Comparison,
    FlowTarget,
)
from xos_cli.processes.polMgr.packet_words import LAYER_4
from xos_cli.processes.polMgr.words import Statement
from xos_cli.record import NamedTuple

ADDRESSES = ("source-address", "destination-address")


class BadPolicy(Exception):
    """A mistake in a policy file: its line, and what is wrong there."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"Line {line} : {what}")
        self.what = what


class Rule(NamedTuple):
    """An entry of a policy: its conditions, ``all`` or ``any`` of which must hold, and its actions.

    *otherwise*: what a CLEAR-Flow rule does when it holds no longer.  *line*: where the entry begins.
    """

    name: str
    match: str
    tests: tuple[Statement, ...] = ()
    deeds: tuple[Statement, ...] = ()
    otherwise: tuple[Statement, ...] = ()
    line: int = 0

    @property
    def conditions(self) -> tuple[str, ...]:
        """Return the conditions as they were written."""
        return tuple([test.text for test in self.tests])

    @property
    def actions(self) -> tuple[str, ...]:
        """Return the actions as they were written."""
        return tuple([deed.text for deed in self.deeds])

    @property
    def flow(self) -> bool:
        """Return whether this is a CLEAR-Flow rule."""
        return any(test.word in FLOW_CONDITIONS for test in self.tests)

    @property
    def denies(self) -> bool:
        """Return whether what matches is denied: by the last of its actions that says so."""
        return next((deed.word == "deny" for deed in reversed(self.deeds) if deed.word in ("permit", "deny")), False)

    def values(self, word: str) -> list[object]:
        """Return the values of its actions with this word."""
        return [deed.value for deed in self.deeds if deed.word == word]


def check(rules: Sequence[Rule]) -> None:
    """Raise BadPolicy at the first entry that does not fit the others, or whose conditions do not fit each other."""
    names: set[str] = set()
    for rule in rules:
        if rule.name.lower() in names:
            raise BadPolicy(rule.line, f"There is another entry {rule.name}.")
        names.add(rule.name.lower())
    _check_family([test for rule in rules for test in rule.tests if test.word in ADDRESSES])
    for rule in rules:
        check_tests(rule.tests)
        if rule.flow:
            _check_flow(rule, rules)


def _check_family(tests: Sequence[Statement]) -> None:
    """Refuse addresses of both families.  evidence: guide 11.3 p.265"""
    for test in tests[1:]:
        if test.value.version != tests[0].value.version:
            raise BadPolicy(test.line, "IPv4 and IPv6 addresses are mixed.")


def check_tests(tests: Sequence[Statement]) -> None:
    """Refuse conditions that cannot hold together.  evidence: guide 11.3 p.265 (families), p.271 (fragments)"""
    _check_family([test for test in tests if test.word in ADDRESSES])
    words = {test.word for test in tests}
    if "fragments" in words and words & LAYER_4.keys():
        line = next(test.line for test in tests if test.word == "fragments")
        raise BadPolicy(line, "Attribute fragments cannot be used with attributes of layer 4.")


# -- CLEAR-Flow ------------------------------------------------------------------------------------------------------


def _check_flow(rule: Rule, rules: Sequence[Rule]) -> None:
    """Refuse a CLEAR-Flow rule that uses what the policy does not have.  evidence: guide 11.3 p.376-386"""
    if len(rule.name) > NAME:
        raise BadPolicy(rule.line, f"The name of a CLEAR-Flow rule has at most {NAME} characters.")
    other = next((test for test in rule.tests if test.word not in FLOW_CONDITIONS), None)
    if other is not None:
        raise BadPolicy(other.line, f"Attribute {other.word} cannot be used in a CLEAR-Flow rule.")
    expressions = [test for test in rule.tests if test.word in FLOW_EXPRESSIONS]
    if not 1 <= len(expressions) <= EXPRESSIONS:
        raise BadPolicy(rule.line, f"A CLEAR-Flow rule has 1 to {EXPRESSIONS} expressions.")
    _check_modifiers(rule.tests)
    _check_names(rule, expressions, rules)
    entries = {entry.name.lower() for entry in rules if not entry.flow}
    for deed in (*rule.deeds, *rule.otherwise):
        if isinstance(deed.value, FlowTarget) and deed.value.entry not in entries:
            raise BadPolicy(deed.line, f"There is no entry {deed.value.entry}.")


def _check_names(rule: Rule, expressions: Sequence[Statement], rules: Sequence[Rule]) -> None:
    """Refuse an expression over a counter or a rule that does not exist, and too many counters."""
    counters = {str(name).lower() for entry in rules if not entry.flow for name in entry.values("count")}
    flows = {entry.name.lower() for entry in rules if entry.flow}
    used: set[str] = set()
    for test in expressions:
        assert isinstance(test.value, Comparison)
        for name in test.value.names:
            if test.word == "rule-true-count":
                if name not in flows:
                    raise BadPolicy(test.line, f"There is no CLEAR-Flow rule {name}.")
            elif name not in counters and not predefined(name):
                raise BadPolicy(test.line, f"There is no counter {name}.")
            else:
                used.add(name)
    if len(used) > COUNTERS:
        raise BadPolicy(rule.line, f"A CLEAR-Flow rule uses at most {COUNTERS} counters.")


def predefined(name: str) -> bool:
    """Return whether a counter is one of the kernel's.  evidence: guide 11.3 p.386"""
    return name.lower().startswith(("sys_ip", "sys_icmp", "sys_igmp"))


def _check_modifiers(tests: Sequence[Statement]) -> None:
    """Refuse a least value or a hysteresis that follows no expression that can have it."""
    last = ""
    for test in tests:
        if test.word in FLOW_EXPRESSIONS:
            last = test.word
        allowed = {"min-value": ("ratio", "delta-ratio"), "hysteresis": ("delta", "ratio", "delta-ratio")}
        if test.word in allowed and last not in allowed[test.word]:
            raise BadPolicy(test.line, f"Attribute {test.word} does not follow {' or '.join(allowed[test.word])}.")
