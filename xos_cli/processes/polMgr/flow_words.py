"""What a CLEAR-Flow rule looks at and does: expressions over counters, and actions on other entries of the policy.

evidence: guide 11.3 p.376-385
"""

from collections.abc import Mapping

from xos_cli.processes.polMgr.values import BadValue, ValueReader, choice, nothing, number, parts, word
from xos_cli.record import NamedTuple

#: How an expression compares.
RELATIONS = (">", ">=", "<", "<=")
LEVELS = ("debu", "info", "noti", "warn", "erro", "crit")
#: Expressions an entry can have, the characters of its name, and the counters it can use in all.
EXPRESSIONS, NAME, COUNTERS = 4, 31, 10


class Comparison(NamedTuple):
    """What an expression compares with its *threshold*: one counter, two, or how often another rule was true."""

    names: tuple[str, ...]
    relation: str
    threshold: int


class FlowMessage(NamedTuple):
    """A message: *label* is the number of a trap or the level of a log message; *period* 0: it is sent once."""

    label: str
    text: str
    period: int = 0


class FlowTarget(NamedTuple):
    """An entry that an action changes, and to what."""

    entry: str
    value: str = ""


def comparison(counters: int) -> ValueReader:
    """Return the reader of an expression with this many names."""

    def read(text: str) -> Comparison:
        words = parts(text)
        if len(words) != counters + 2 or words[-2] not in RELATIONS:
            names = "a name" if counters == 1 else "two names"
            raise BadValue(f"{names}, one of {', '.join(RELATIONS)} and a number are needed")
        return Comparison(tuple([name.lower() for name in words[:counters]]), words[-2], number()(words[-1]))

    return read


def profile(text: str) -> FlowTarget:
    """Read the entry and the QoS profile that it gets."""
    words = parts(text)
    if len(words) != 2:
        raise BadValue("an entry and a QoS profile are needed")
    return FlowTarget(words[0].lower(), choice(*[f"qp{n}" for n in range(1, 9)])(words[1]))


def mirroring(text: str) -> FlowTarget:
    """Read whether an entry is to be mirrored."""
    words = parts(text.lower())
    if len(words) != 2 or words[0] not in ("add", "delete"):
        raise BadValue("add or delete and an entry are needed")
    return FlowTarget(words[1], words[0])


def entry(text: str) -> FlowTarget:
    """Read the name of an entry."""
    return FlowTarget(word(text).lower())


def trap(text: str) -> FlowMessage:
    """Read the number of a trap, its text, and every how many seconds it is sent."""
    words = parts(text)
    if len(words) not in (2, 3) or words[1][0] != '"':
        raise BadValue("a number, a quoted text and perhaps a period are needed")
    return FlowMessage(str(number()(words[0])), words[1].strip('"'), number()(words[2]) if len(words) == 3 else 0)


def log_message(text: str) -> FlowMessage:
    """Read a log message, its level, and every how many seconds it is logged."""
    words = parts(text)
    if len(words) not in (2, 3) or words[0][0] != '"':
        raise BadValue("a quoted text, a level and perhaps a period are needed")
    level = choice(*LEVELS)(words[1])
    return FlowMessage(level, words[0].strip('"'), number()(words[2]) if len(words) == 3 else 0)


def command(text: str) -> str:
    """Read a quoted command."""
    words = parts(text)
    if len(words) != 1 or words[0][0] != '"' or len(words[0]) < 3:
        raise BadValue("a quoted command is needed")
    return words[0].strip('"')


#: The expressions, and what can follow them.
FLOW_EXPRESSIONS: Mapping[str, ValueReader] = {
    **dict.fromkeys(("count", "delta", "rule-true-count"), comparison(1)),
    **dict.fromkeys(("ratio", "delta-ratio"), comparison(2)),
}
FLOW_CONDITIONS: Mapping[str, ValueReader] = {
    **FLOW_EXPRESSIONS,
    **dict.fromkeys(("min-value", "hysteresis"), number()),
    "global-rule": nothing,
    "period": number(1),
}
FLOW_ACTIONS: Mapping[str, ValueReader] = {
    **dict.fromkeys(("permit", "deny"), entry),
    "qosprofile": profile,
    "mirror": mirroring,
    "snmptrap": trap,
    "syslog": log_message,
    "cli": command,
}
