"""Access lists in the I/O modules: which entries a frame matches, and what becomes of it.

The master programs lists, each for an interface and a direction.  The lists that concern the frames of a port in a VLAN
are a chain, in the order of their precedence; what a chain decides is remembered for each flow.

evidence: guide 11.3 p.262-263 (evaluation, egress), p.270 (precedence), p.272 (the wildcard list)
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from xos_cli.record import NamedTuple
from xos_cli.switch.fabric.headers import Headers, headers
from xos_cli.switch.fabric.meters import Meter, MeterSetting
from xos_cli.switch.fabric.qos import with_dscp
from xos_cli.switch.fabric.rule_index import RuleIndex, Test
from xos_cli.switch.hardware.link import Copy

if TYPE_CHECKING:
    from xos_cli.switch.fabric.ports import FabricPort, FabricVlan
    from xos_cli.switch.fabric.routing import FabricRouter
    from xos_cli.switch.timing.clock import Clock

INGRESS, EGRESS = "ingress", "egress"
#: Flows that a chain remembers.
FLOWS = 16384


class FabricRule(NamedTuple):
    """An entry of an access list.

    *owner*: the policy or dynamic rule that it stands in.  *deny* is None where the entry says neither permit nor deny.
    *one_is_enough*: any of its conditions makes it match.  *redirect*: the IPv4 address to send the packet to, 0: none.
    """

    owner: str
    name: str
    tests: tuple[Test, ...] = ()
    one_is_enough: bool = False
    deny: bool | None = None
    counter: str = ""
    meter: str = ""
    profile: str = ""
    log: str = ""  # "log" or "log-raw"
    to_cpu: bool = False
    mirror: bool = False
    redirect: int = 0
    replace_dscp: bool = False
    replace_dot1p: bool = False


class RuleList(NamedTuple):
    """The entries in force at an interface in one direction: of a policy, or the dynamic rules there.

    *port* and *vlan* are names, both "" for the wildcard; they and the direction say where its counters are.
    """

    port: str
    vlan: str
    direction: str
    dynamic: bool
    rules: tuple[FabricRule, ...]
    found: RuleIndex


class CounterKey(NamedTuple):
    """Which counter it is: of an interface, a direction, a policy or dynamic rule, and its name in lower case."""

    port: str
    vlan: str
    direction: str
    owner: str
    counter: str


class Match(NamedTuple):
    """An entry that a packet matches, and the list in which it stands."""

    where: RuleList
    rule: FabricRule


class Decision(NamedTuple):
    """What becomes of the packets of a flow; *plain*: nothing but counting, permission or denial."""

    matches: tuple[Match, ...] = ()
    deny: bool = False
    counts: tuple[CounterKey, ...] = ()
    plain: bool = True


NOTHING = Decision()


class RulesFabric(Protocol):
    """The fabric as its access lists see it."""

    mac: int
    clock: "Clock"
    router: "FabricRouter"
    mirror_to: "FabricPort | None"

    def tell(self, process: str, function: str, *arguments: Any) -> None:
        """Call a function of a process on the master."""


class RuleChain:
    """The lists that concern a port in a VLAN, the first one first."""

    def __init__(self, lists: tuple[RuleList, ...], first_match: bool) -> None:
        self.lists, self.first_match = lists, first_match
        self._flows: dict[Headers, Decision] = {}

    def __deepcopy__(self, memo: dict[int, Any]) -> "RuleChain":
        return self

    def decide(self, values: Headers) -> Decision:
        """Return what becomes of a packet with these fields."""
        decision = self._flows.get(values)
        if decision is None:
            if len(self._flows) >= FLOWS:
                self._flows.clear()
            decision = self._flows[values] = self._decided(values)
        return decision

    def _decided(self, values: Headers) -> Decision:
        """Look at the lists: one that has a matching policy entry, or an entry that decides, is the last."""
        matches: list[Match] = []
        for one in self.lists:
            if self.first_match:
                place = one.found.first(values)
                places = [] if place is None else [place]
            else:
                places = one.found.every(values)
            matches += [Match(one, one.rules[place]) for place in places]
            if places and (self.first_match or not one.dynamic or any(m.rule.deny is not None for m in matches)):
                break
        return _decision(matches) if matches else NOTHING


def _decision(matches: list[Match]) -> Decision:
    """Return what matching entries do together: of those that permit or deny, the first one decides."""
    deny = next((match.rule.deny for match in matches if match.rule.deny is not None), False)
    counts = [_key(match) for match in matches if match.rule.counter and match.where.direction == INGRESS]
    return Decision(tuple(matches), bool(deny), tuple(counts), not any(map(_special, matches)))


def _special(match: Match) -> bool:
    rule = match.rule
    marks = rule.profile or rule.replace_dscp or rule.replace_dot1p
    return bool(marks or rule.meter or rule.log or rule.mirror or rule.redirect)


def _key(match: Match) -> CounterKey:
    where, rule = match
    return CounterKey(where.port, where.vlan, where.direction, rule.owner, rule.counter.lower())


class FabricRules:
    """All access lists of a switch, with their counters and meters."""

    #: What says nothing about the state of the switch (see ``network/steady.py``).
    TRANSIENT = ("chains",)

    def __init__(self, fabric: RulesFabric) -> None:
        self.fabric = fabric
        self.counters: dict[CounterKey, int] = {}
        self.meters: dict[tuple[str, ...], Meter] = {}
        self.settings: Mapping[str, MeterSetting] = {}
        self.lists: dict[tuple[str, str, str, bool], RuleList] = {}
        self.chains: dict[tuple[str, str, str], RuleChain] = {}
        self.ingress = self.egress = self.first_match = False

    # -- programming -----------------------------------------------------------------------------------------------

    def program(self, lists: Iterable[RuleList], meters: Mapping[str, MeterSetting], first_match: bool) -> None:
        """Replace all lists; a counter or a meter that stays goes on."""
        self.lists = {(one.port, one.vlan.lower(), one.direction, one.dynamic): one for one in lists}
        self.chains, self.settings, self.first_match = {}, meters, first_match
        directions = {one.direction for one in self.lists.values()}
        self.ingress, self.egress = INGRESS in directions, EGRESS in directions
        keys = {_key(Match(one, rule)) for one in self.lists.values() for rule in one.rules if rule.counter}
        self.counters = {key: self.counters.get(key, 0) for key in sorted(keys)}
        self.meters = {key: meter for key, meter in self.meters.items() if meter.setting == meters.get(key[-1])}

    def clear(self) -> None:
        """Forget all lists, counters and meters."""
        self.program((), {}, self.first_match)

    def chain(self, port: "FabricPort", vlan: "FabricVlan", direction: str) -> RuleChain:
        """Return the lists that concern frames of a VLAN at a port: dynamic rules, port or VLAN, the wildcard."""
        key = port.name, vlan.name, direction
        found = self.chains.get(key)
        if found is None:
            found = self.chains[key] = RuleChain(self._lists(port, vlan, direction), self.first_match)
        return found

    def _lists(self, port: "FabricPort", vlan: "FabricVlan", direction: str) -> tuple[RuleList, ...]:
        name = port.name.split()[1]
        spots = (name, ""), ("", vlan.name.lower()), ("", "")
        dynamic = [self.lists.get((*spot, direction, True)) for spot in spots]
        own, of_vlan, wildcard = [self.lists.get((*spot, direction, False)) for spot in spots]
        return tuple([one for one in (*dynamic, own or of_vlan, wildcard) if one is not None])

    # -- frames ----------------------------------------------------------------------------------------------------

    def admit(self, port: "FabricPort", vlan: "FabricVlan", copy: Copy, direction: str = INGRESS) -> Copy | None:
        """Return a frame as it goes on, None if it is dropped; count it."""
        decision = self.chain(port, vlan, direction).decide(headers(copy.frame))
        for key in decision.counts:
            self.counters[key] += 1
        if decision.plain:
            return None if decision.deny else copy
        return self._special(port, vlan, copy, decision)

    def _special(self, port: "FabricPort", vlan: "FabricVlan", copy: Copy, decision: Decision) -> Copy | None:
        """Carry out what entries do beside permission and denial."""
        for match in decision.matches:
            rule = match.rule
            if rule.log and (rule.to_cpu or self._for_cpu(vlan, copy.frame.dst)):
                self.fabric.tell("acl", "log_packet", rule.owner, rule.name, port.id, vlan.name, copy.frame, rule.log)
            if rule.mirror and match.where.direction == INGRESS and self.fabric.mirror_to is not None:
                self.fabric.mirror_to.put(copy)
        if decision.deny:
            return None
        for match in decision.matches:
            metered = self._metered(match, copy)
            if metered is None:
                return None
            copy = replaced(match.rule, metered)
        redirect = next((match.rule.redirect for match in decision.matches if match.rule.redirect), 0)
        if redirect and self.fabric.router.redirect(vlan, copy, redirect):
            return None
        return copy

    def _for_cpu(self, vlan: "FabricVlan", destination: int) -> bool:
        """Return whether the master gets a frame to this address: only those are logged.  evidence: guide 11.3 p.264"""
        return destination == self.fabric.mac or destination in vlan.macs or bool(destination >> 40 & 1)

    def _metered(self, match: Match, copy: Copy) -> Copy | None:
        """Return a frame as its meter lets it pass, None if the meter drops it."""
        where, rule = match
        if not rule.meter:
            return copy
        setting = self.settings.get(rule.meter.lower(), MeterSetting())
        key = where.port, where.vlan, where.direction, rule.owner, rule.name, rule.meter.lower()
        meter = self.meters.get(key)
        if meter is None:
            meter = self.meters[key] = Meter(setting, self.fabric.clock.now)
        if meter.takes(copy.size, self.fabric.clock.now):
            return copy
        if setting.drop:
            return None
        return copy if setting.dscp is None else with_dscp(copy, setting.dscp)


def replaced(rule: FabricRule, copy: Copy) -> Copy:
    """Return a frame with the entry's QoS profile, and with its code point and priority as far as the entry says so.

    evidence: guide 11.3 p.264 (what is replaced), p.302-303 (the values of each profile)
    """
    if not rule.profile:
        return copy
    number = int(rule.profile[2:]) - 1
    copy = copy._replace(queue=copy.queue or number + 1)
    if rule.replace_dot1p:
        copy = copy._replace(frame=copy.frame._replace(priority=number))
    return with_dscp(copy, number * 8) if rule.replace_dscp else copy
