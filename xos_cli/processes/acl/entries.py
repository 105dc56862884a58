"""Make the entries that the I/O modules carry out, from policies and from dynamic rules.

evidence: guide 11.3 p.262-271 (what conditions and actions mean, egress, precedence within a list)
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from xos_cli.packets.addresses import ip_number
from xos_cli.processes.acl.rows import EGRESS, AclModified
from xos_cli.processes.polMgr.facts import rules_of_text
from xos_cli.switch.fabric.headers import IPV6, Field
from xos_cli.switch.fabric.rule_index import HasBits, InSpan, RuleIndex, Test
from xos_cli.switch.fabric.rules import FabricRule

if TYPE_CHECKING:
    from xos_cli.processes.polMgr.facts import Rule


def _span(field: Field) -> Callable[[Any], Test]:
    return lambda value: InSpan(field, value.low, value.high)


def _prefix(field: Field) -> Callable[[Any], Test]:
    def test(network: Any) -> Test:
        above = IPV6 if network.version == 6 else 0
        return InSpan(field, int(network.network_address) | above, int(network.broadcast_address) | above)

    return test


def _mac(field: Field) -> Callable[[Any], Test]:
    return lambda value: HasBits(field, value.value, value.mask)


#: How each condition is tested.
TESTS: Mapping[str, Callable[[Any], Test]] = {
    "ethernet-type": _span(Field.ETHERNET_TYPE),
    "ethernet-source-address": _mac(Field.ETHERNET_SOURCE),
    "ethernet-destination-address": _mac(Field.ETHERNET_DESTINATION),
    "source-address": _prefix(Field.SOURCE),
    "destination-address": _prefix(Field.DESTINATION),
    "protocol": _span(Field.PROTOCOL),
    "source-port": _span(Field.SOURCE_PORT),
    "destination-port": _span(Field.DESTINATION_PORT),
    "tcp-flags": lambda bits: HasBits(Field.TCP_FLAGS, bits, bits),
    "icmp-type": _span(Field.ICMP_TYPE),
    "icmp-code": _span(Field.ICMP_CODE),
    "igmp-msg-type": _span(Field.IGMP_TYPE),
    "ip-tos": _span(Field.TOS),
    "dscp": _span(Field.DSCP),
    "fragments": lambda nothing: InSpan(Field.LATER_FRAGMENT, 1, 1),
    "first-fragments": lambda nothing: InSpan(Field.LATER_FRAGMENT, 0, 0),
}
#: The conditions of layer 2.
ETHERNET = (Field.ETHERNET_TYPE, Field.ETHERNET_SOURCE, Field.ETHERNET_DESTINATION)


def for_packets(rule: "Rule") -> bool:
    """Return whether an entry is about packets, and not about routes or counters."""
    return not rule.flow and all(test.word in TESTS for test in rule.tests)


def fabric_rule(owner: str, rule: "Rule") -> FabricRule:
    """Return what the I/O modules carry out of an entry."""
    deeds = {deed.word: deed.value for deed in rule.deeds}
    return FabricRule(
        owner,
        rule.name,
        tuple([TESTS[test.word](test.value) for test in rule.tests]),
        one_is_enough=rule.match == "any",
        deny=rule.denies if "permit" in deeds or "deny" in deeds else None,
        counter=deeds.get("count", ""),
        meter=deeds.get("meter", ""),
        profile=deeds.get("qosprofile", "").upper(),
        log="log-raw" if "log-raw" in deeds else "log" if "log" in deeds else "",
        to_cpu="mirror-cpu" in deeds,
        mirror="mirror" in deeds,
        redirect=ip_number(deeds["redirect"]) if "redirect" in deeds else 0,
        replace_dscp="replace-dscp" in deeds,
        replace_dot1p="replace-dot1p" in deeds,
    )


def modified(rule: FabricRule, change: AclModified | None) -> FabricRule:
    """Return an entry as a CLEAR-Flow rule has changed it."""
    if change is None:
        return rule
    return rule._replace(
        deny={"permit": False, "deny": True}.get(change.action, rule.deny),
        profile=change.profile or rule.profile,
        mirror={"add": True, "delete": False}.get(change.mirror, rule.mirror),
    )


def arranged(rules: Iterable[FabricRule], direction: str, layers: bool) -> tuple[FabricRule, ...]:
    """Return the entries in the order in which they are looked at; *layers*: those of layer 2 are the last.

    An egress entry without conditions matches nothing.  evidence: guide 11.3 p.263, p.270, inferred (that an ingress
    entry without conditions counts as one of layer 2)
    """
    found = [rule for rule in rules if rule.tests or direction != EGRESS]
    return tuple(sorted(found, key=_of_layer_2) if layers else found)


def _of_layer_2(rule: FabricRule) -> bool:
    return all(test.field in ETHERNET for test in rule.tests)


@lru_cache(maxsize=64)
def rules_of_policy(owner: str, text: str) -> tuple[FabricRule, ...]:
    """Return the entries of a policy that are about packets, as its text has them."""
    return tuple([fabric_rule(owner, rule) for rule in rules_of_text(text) if for_packets(rule)])


@lru_cache(maxsize=64)
def list_of_policy(owner: str, text: str, direction: str, layers: bool) -> tuple[tuple[FabricRule, ...], RuleIndex]:
    """Return the entries of a policy in the order in which they are looked at, and their index."""
    found = arranged(rules_of_policy(owner, text), direction, layers)
    return found, RuleIndex([(rule.tests, rule.one_is_enough) for rule in found])


@lru_cache(maxsize=64)
def index_of(rules: tuple[FabricRule, ...]) -> RuleIndex:
    """Return the index of a list; lists that are alike share one."""
    return RuleIndex([(rule.tests, rule.one_is_enough) for rule in rules])
