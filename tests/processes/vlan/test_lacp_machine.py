"""LACP of one group: each line of the receive machine and of the mux machine (802.3ad, 43.4), selection, timers."""

from random import Random

import pytest

from xos_cli.packets.frames import LACP_ACTIVITY, LACP_AGGREGATION, LACP_SYNC, LACP_TIMEOUT
from xos_cli.processes.vlan.lacp.machine import (
    ATTACHED,
    CURRENT,
    DEFAULTED,
    DETACHED,
    EXPIRED,
    IDLE,
    SELECTED,
    STANDBY,
    UNSELECTED,
    WAITING,
    Group,
    LacpSettings,
    Member,
)
from xos_cli.processes.vlan.ports.rows import CARRYING, LacpParty
from xos_cli.switch.hardware.chassis import Port

OWN, OTHER = 0x000496100000, 0x000496200000
ONE: Port = (1, 1)
#: What a partner that is ready says of itself.
READY = LACP_ACTIVITY | LACP_AGGREGATION | LACP_SYNC


def group(count: int = 1, most: int = 8, short: bool = False, passive: bool = False, up: bool = True) -> Group:
    """Return a group at second 0 whose ports have a link, or none."""
    found = Group(LacpSettings(0, OWN, 1001, short, passive, most))
    ports = [(1, number) for number in range(1, count + 1)]
    found.set_members([Member(port, 1000 + port[1], 0) for port in ports], set(ports) if up else set(), 0.0)
    return found


def hear(found: Group, port: Port, now: float, state: int = READY, partner: LacpParty | None = None) -> None:
    """Let a port hear its partner, who knows it."""
    actor = partner or LacpParty(0, OTHER, 2001, 0, 2000 + port[1], state)
    found.received(port, actor, found.actor(found.members[port]), now)


def wait(found: Group, until: float) -> None:
    """Let the timers of a group expire until a moment."""
    while (moment := min(found.due())) <= until:
        found.tick(moment)


@pytest.mark.parametrize(
    ("rx", "what", "then"),
    [
        (IDLE, "link up", EXPIRED),
        (IDLE, "message", IDLE),
        (EXPIRED, "message", CURRENT),
        (EXPIRED, "time-out", DEFAULTED),
        (EXPIRED, "link down", IDLE),
        (DEFAULTED, "message", CURRENT),
        (DEFAULTED, "time-out", DEFAULTED),
        (DEFAULTED, "link down", IDLE),
        (CURRENT, "message", CURRENT),
        (CURRENT, "time-out", EXPIRED),
        (CURRENT, "link down", IDLE),
    ],
)
def test_receive_machine(rx: str, what: str, then: str) -> None:
    """A port goes to the state of the table (43.4.12)."""
    found = group(up=rx != IDLE)
    if rx == CURRENT:
        hear(found, ONE, 0.0)
    elif rx == DEFAULTED:
        wait(found, 3.0)
    member, moment = found.members[ONE], 3.0
    assert member.rx == rx
    if what == "message":
        hear(found, ONE, moment)
    elif what == "time-out":
        wait(found, 90.0)
    else:
        found.set_members([member], {ONE} if what == "link up" else set(), moment)
    assert member.rx == then


@pytest.mark.parametrize(("short", "rest"), [(False, 90.0), (True, 3.0)])
def test_time_outs(short: bool, rest: float) -> None:
    """The partner is lost after the time-out that is set, is given 3 s more, and then is none."""
    found = group(short=short)
    hear(found, ONE, 1.0)
    member = found.members[ONE]
    for moment, state in ((rest + 0.9, CURRENT), (rest + 1.0, EXPIRED), (rest + 3.9, EXPIRED), (rest + 4.0, DEFAULTED)):
        wait(found, moment)
        assert member.rx == state, moment
    assert (member.selection, member.mux, member.partner) == (UNSELECTED, DETACHED, LacpParty())


def reach(found: Group, mux: str) -> Member:
    """Bring the first port of a group to a state of the mux machine."""
    member, now = found.members[ONE], 0.0
    if mux != DETACHED:
        hear(found, ONE, now, READY if mux == CARRYING else READY & ~LACP_SYNC)
    if mux in (ATTACHED, CARRYING):
        found.tick(2.0)
    assert member.mux == mux
    return member


@pytest.mark.parametrize(
    ("mux", "what", "then"),
    [
        (DETACHED, "selected", WAITING),
        (WAITING, "wait over", ATTACHED),
        (WAITING, "unselected", DETACHED),
        (ATTACHED, "partner in sync", CARRYING),
        (ATTACHED, "unselected", DETACHED),
        (CARRYING, "partner out of sync", ATTACHED),
        (CARRYING, "unselected", DETACHED),
    ],
)
def test_mux_machine(mux: str, what: str, then: str) -> None:
    """A port goes to the state of the table (43.4.15, coupled control); each change is told."""
    found = group()
    member = reach(found, mux)
    found.sent.clear()
    if what == "unselected":
        found.set_members([member], set(), 2.5)
    elif what == "wait over":
        found.tick(2.0)
    else:
        hear(found, ONE, 2.0, READY & ~LACP_SYNC if what == "partner out of sync" else READY)
    assert member.mux == then
    assert bool(found.sent) == (what != "unselected")  # a port without a link tells nobody


def test_a_partner_that_does_not_know_the_port_is_not_in_sync() -> None:
    """Frames are carried only after the partner has said that it knows who is at this end (43.4.9)."""
    found = group()
    stranger = LacpParty(0, OTHER, 9, 0, 9)
    found.received(ONE, LacpParty(0, OTHER, 2001, 0, 2001, READY), stranger, 0.0)
    found.tick(2.0)
    assert found.members[ONE].mux == ATTACHED
    assert found.sent[0] == ONE  # it is told
    hear(found, ONE, 2.5)
    assert found.members[ONE].mux == CARRYING


@pytest.mark.parametrize(
    ("passive", "partner", "sends"),
    [
        (False, LACP_ACTIVITY, 30.0),
        (False, 0, 30.0),
        (False, LACP_TIMEOUT, 1.0),
        (True, LACP_ACTIVITY, 30.0),
        (True, LACP_ACTIVITY | LACP_TIMEOUT, 1.0),
        (True, 0, float("inf")),
    ],
)
def test_how_often_is_sent(passive: bool, partner: int, sends: float) -> None:
    """As fast as the partner's time-out asks; two passive ends are silent (43.4.13)."""
    found = group(passive=passive)
    hear(found, ONE, 0.0, partner | LACP_AGGREGATION)
    for moment in (2.0, 3.0):
        hear(found, ONE, moment, partner | LACP_AGGREGATION | LACP_SYNC)
    found.members[ONE].send_now = True
    found.settle(3.0)
    assert found.members[ONE].send_at - 3.0 == sends


@pytest.mark.parametrize("seed", range(30))
def test_selection(seed: int) -> None:
    """Ports with one partner are selected by priority and number of the system with the lower identifier; others not.

    The plain calculation sorts the ports that hear the partner of the best of them.
    """
    chance = Random(seed)
    count, most = chance.randint(1, 12), chance.randint(1, 8)
    found = group(count, most)
    strangers = {port for port in found.members if chance.random() < 0.2}
    system_priority = chance.choice((0, 5))
    own_decides = (system_priority, OTHER) >= (0, OWN)
    theirs, ours = {}, {}
    for port, member in found.members.items():
        member.priority = ours[port] = chance.randint(0, 2)
        theirs[port] = chance.randint(0, 2), chance.randint(1, 99) * 100 + port[1]
    for port in found.members:
        system = 0x000496300000 if port in strangers else OTHER
        hear(found, port, 0.0, partner=LacpParty(5, system, 7, *theirs[port], READY))
    for member in found.members.values():
        member.selection = UNSELECTED
    found.settle(0.0)
    ranked = sorted(found.members, key=lambda port: (ours[port], 1000 + port[1]) if own_decides else theirs[port])
    best = ranked[0] in strangers
    same = [port for port in ranked if (port in strangers) == best]
    wanted = dict.fromkeys(found.members, UNSELECTED) | dict.fromkeys(same[:most], SELECTED)
    wanted |= dict.fromkeys(same[most:], STANDBY)
    assert {port: member.selection for port, member in found.members.items()} == wanted


def test_a_port_that_stands_by_takes_over() -> None:
    """When a selected port loses its link, the next one is selected and carries frames without a further wait."""
    found = group(3, most=2)
    for port in found.members:
        hear(found, port, 0.0)
    found.tick(2.0)
    assert [member.mux for member in found.members.values()] == [CARRYING, CARRYING, WAITING]
    found.set_members(list(found.members.values()), {(1, 2), (1, 3)}, 5.0)
    assert [member.mux for member in found.members.values()] == [DETACHED, CARRYING, CARRYING]
