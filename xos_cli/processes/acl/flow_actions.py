"""What a CLEAR-Flow rule does when it becomes true, and when it becomes false again.

evidence: guide 11.3 p.384-386 (the actions, their periods, the keywords), inferred (the names of the events)
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from xos_cli.processes.acl.facts import counted, where
from xos_cli.processes.acl.flow_counters import predefined
from xos_cli.processes.acl.flow_rules import FlowRule
from xos_cli.processes.acl.rows import AclBinding, AclModified, FlowSample
from xos_cli.processes.polMgr.facts import rules_in_force
from xos_cli.switch.log import LogEntry
from xos_cli.switch.messages import Forwarded

if TYPE_CHECKING:
    from xos_cli.processes.polMgr.facts import Statement
    from xos_cli.switch.node import Node

#: The severities behind the levels of ``syslog``.
SEVERITIES = {
    "debu": "Debug-Summary",
    "info": "Info",
    "noti": "Notice",
    "warn": "Warning",
    "erro": "Error",
    "crit": "Critical",
}
MESSAGES = ("snmptrap", "syslog")
MESSAGE = "CLEARFlow.Message"
_KEYWORD = re.compile(r"\$(\w+)")


def act(node: "Node", row: AclBinding, rule: FlowRule, sample: FlowSample, deeds: "Sequence[Statement]") -> None:
    """Carry out actions in their order."""
    for deed in deeds:
        match deed.word:
            case "permit" | "deny":
                _modify(node, row, deed.value.entry, action=deed.word)
            case "qosprofile":
                _modify(node, row, deed.value.entry, profile=deed.value.value.upper())
            case "mirror":
                _modify(node, row, deed.value.entry, mirror=deed.value.value)
            case "cli":
                _command(node, row, substituted(node, row, rule, sample, deed.value))
            case _:
                _say(node, row, rule, sample, deed)


def repeat(node: "Node", row: AclBinding, rule: FlowRule, sample: FlowSample) -> None:
    """Send the periodic messages of a rule that stays true, if they are due.

    A period is rounded down to a multiple of the rule's own.
    """
    for deed in rule.deeds:
        if deed.word in MESSAGES:
            period = deed.value.period // rule.period * rule.period
            if period and round(sample.at - sample.since) % period == 0:
                _say(node, row, rule, sample, deed)


def _modify(node: "Node", row: AclBinding, entry: str, **change: str) -> None:
    """Change an entry of the policy at this interface."""
    old = node.store.get(AclModified, *where(row), entry) or AclModified(*where(row), _spelled(node, row, entry))
    node.put([old._replace(**change)])


def _spelled(node: "Node", row: AclBinding, entry: str) -> str:
    rules = rules_in_force(node, row.policy)
    return next((rule.name for rule in rules if rule.name.lower() == entry), entry)


def _say(node: "Node", row: AclBinding, rule: FlowRule, sample: FlowSample, deed: "Statement") -> None:
    """Log a message on both MSMs, or send a trap."""
    text = substituted(node, row, rule, sample, deed.value.text)
    if deed.word == "syslog":
        severity = SEVERITIES[deed.value.label]
        node.event(severity, MESSAGE, text)
        if node.linked:
            node.checkpoint.send(Forwarded(LogEntry(node.time(), severity, MESSAGE, node.name, text)))
    else:
        node.event("Info", "CLEARFlow.Trap", f"{deed.value.label}: {text}")
        if node.software.handler("snmpMaster", "send_trap"):
            node.call("snmpMaster", "send_trap", int(deed.value.label), text)


def _command(node: "Node", row: AclBinding, line: str) -> None:
    """Carry out a command; log it if it fails."""
    why = node.batch(node, line) if node.batch is not None else "nobody has logged in since the switch was built"
    if why:
        node.event("Error", "CLEARFlow.CommandFailed", f"{line}: {why}")


# -- keywords --------------------------------------------------------------------------------------------------------


def substituted(node: "Node", row: AclBinding, rule: FlowRule, sample: FlowSample, text: str) -> str:
    """Return a text with its keywords replaced: the policy, the rule, its values, the interface, a counter."""
    known = {
        "policyname": row.policy,
        "rulename": rule.name,
        "rulevalue": _shown(sample.values[0]) if sample.values else "0",
        "rulethreshold": str(rule.expressions[0].threshold),
        "ruleinterval": str(rule.period),
        "vlanname": row.vlanName or "all",
        "port": row.port or "all",
    }

    def replace(match: re.Match[str]) -> str:
        name = match[1].lower()
        return known.get(name) or _counter(node, row, name) or f"unknownKeyword[${match[1]}]"

    return _KEYWORD.sub(replace, text)


def _shown(value: float | None) -> str:
    return "0" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _counter(node: "Node", row: AclBinding, name: str) -> str:
    """Return a counter of the policy, or of the kernel, as text; "" if there is none of this name."""
    if name.startswith("sys_"):
        return str(predefined(node, name))
    return str(counted(node, where(row), row.policy, name)) if name in set(_names(node, row)) else ""


def _names(node: "Node", row: AclBinding) -> Iterator[str]:
    for rule in rules_in_force(node, row.policy):
        if not rule.flow:
            yield from (str(name).lower() for name in rule.values("count"))
