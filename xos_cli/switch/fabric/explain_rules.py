"""Say which entries of which access lists a packet matches, and what they do with it, without counting it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ip_text
from xos_cli.packets.frames import Frame
from xos_cli.record import NamedTuple
from xos_cli.switch.fabric.headers import headers
from xos_cli.switch.fabric.rules import INGRESS, Decision, FabricRule, FabricRules, Match, RuleList

if TYPE_CHECKING:
    from xos_cli.switch.fabric.ports import FabricPort, FabricVlan


class Looked(NamedTuple):
    """What was found: *steps*, whether the packet is *dropped*, and the QoS profile that it gets, 0 for none."""

    steps: tuple[str, ...] = ()
    dropped: bool = False
    profile: int = 0


def look(rules: FabricRules, port: "FabricPort", vlan: "FabricVlan", frame: Frame, direction: str) -> Looked:
    """Return what the access lists of one direction say of a frame at a port; nothing where there are none."""
    chain = rules.chain(port, vlan, direction)
    if not chain.lists:
        return Looked()
    decision = chain.decide(headers(frame))
    steps: list[str] = []
    for one in chain.lists:
        steps += _list_steps(one, decision)
        if decision.matches and decision.matches[-1].where is one:
            break
    if not decision.matches:
        return Looked((*steps, f"no {direction} access list has an entry for the packet: it is permitted"))
    profile = next((int(match.rule.profile[2:]) for match in decision.matches if match.rule.profile), 0)
    return Looked((*steps, _end(decision)), decision.deny, profile if direction == INGRESS else 0)


def _list_steps(one: RuleList, decision: Decision) -> Iterator[str]:
    """Return what one list says: each entry that matches with what it does, or that none does."""
    matches = [match for match in decision.matches if match.where is one]
    for match in matches:
        yield f"{_name(match)} matches"
        yield from (f"entry {match.rule.name}: {effect}" for effect in effects(match.rule, one.direction))
    if not matches:
        what = "dynamic rules" if one.dynamic else f"policy {one.rules[0].owner}" if one.rules else "the access list"
        yield f"{what} on {place(one)}: no entry matches"


def _name(match: Match) -> str:
    where, rule = match
    if where.dynamic:
        return f"dynamic rule {rule.name} on {place(where)}"
    return f"entry {rule.name} of policy {rule.owner} on {place(where)}"


def place(one: RuleList) -> str:
    """Return the interface of a list, and its direction."""
    spot = f"port {one.port}" if one.port else f"VLAN {one.vlan}" if one.vlan else "any interface"
    return f"{spot} {one.direction}"


def effects(rule: FabricRule, direction: str) -> Iterator[str]:
    """Return what an entry does beside permission and denial."""
    if rule.counter and direction == INGRESS:
        yield f"counter {rule.counter} counts the packet"
    if rule.log:
        yield f"{rule.log}: the packet is logged{'' if rule.to_cpu else ' if it comes to the CPU'}"
    if rule.mirror:
        yield "the packet is mirrored"
    if rule.meter:
        yield f"meter {rule.meter} limits the rate"
    if rule.profile:
        yield f"the packet gets QoS profile {rule.profile}"
    for wanted, what in ((rule.replace_dscp, "code point"), (rule.replace_dot1p, "802.1p priority")):
        if wanted:
            yield f"the packet gets the {what} of its QoS profile"
    if rule.redirect:
        yield f"the packet is sent to {ip_text(rule.redirect)}"


def _end(decision: Decision) -> str:
    decider = next((match for match in decision.matches if match.rule.deny is not None), None)
    if decider is None:
        return "no entry that matches denies: the packet is permitted"
    verb = "denies: the packet is dropped" if decision.deny else "permits the packet"
    return f"{'dynamic rule' if decider.where.dynamic else 'entry'} {decider.rule.name} {verb}"
