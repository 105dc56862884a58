"""Check a policy against the switch that is to use it: its QoS profiles, its meters, what its hardware can do."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from xos_cli.processes.polMgr.entries import BadPolicy, Rule
from xos_cli.processes.polMgr.flow_words import FlowTarget
from xos_cli.processes.polMgr.packet_words import LAYER_2, LAYER_3, LAYER_4
from xos_cli.processes.vlan.qos.facts import profiles_of

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: Words that do not say on which layer an entry looks.
NEUTRAL = ("fragments", "first-fragments")


def check_objects(rules: Sequence[Rule], node: "Node") -> None:
    """Raise BadPolicy at the first entry that names what the switch does not have, or that it cannot carry out."""
    for line, kind, name in _named(rules):
        if name.lower() not in _existing(kind, node):
            raise BadPolicy(line, f"{kind} {name} does not exist.")
    if node.chassis.features.first_match:
        for rule in rules:
            _check_layers(rule)


def _named(rules: Sequence[Rule]) -> Iterator[tuple[int, str, str]]:
    """Return the objects that the actions name: line, kind, name."""
    for rule in rules:
        for deed in (*rule.deeds, *rule.otherwise):
            if deed.word == "meter":
                yield deed.line, "Meter", str(deed.value)
            if deed.word == "qosprofile":
                name = deed.value.value if isinstance(deed.value, FlowTarget) else str(deed.value)
                yield deed.line, "QoS profile", name.upper()


def _existing(kind: str, node: "Node") -> set[str]:
    if kind == "Meter":
        rows: list[Any] = node.store.rows(node.software.names["meter"])
        return {row.name.lower() for row in rows}
    return {name.lower() for name in profiles_of(node.store, node.chassis)}


def _check_layers(rule: Rule) -> None:
    """Refuse an entry that looks at the Ethernet header and at more.  evidence: guide 11.3 p.270 (BlackDiamond 10K)"""
    lower = [test for test in rule.tests if test.word in LAYER_2]
    upper = [test for test in rule.tests if test.word in {**LAYER_3, **LAYER_4} and test.word not in NEUTRAL]
    if lower and upper:
        line = max(lower[0].line, upper[0].line)
        raise BadPolicy(line, f"Attributes {lower[0].word} and {upper[0].word} cannot be used in one entry.")
