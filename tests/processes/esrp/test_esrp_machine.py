"""The state machine of ESRP, line by line, and its election policies."""

from typing import Any

import pytest

from xos_cli.processes.esrp.machine import Domain
from xos_cli.processes.esrp.machine_records import (
    MASTER,
    NEUTRAL,
    PREMASTER,
    SLAVE,
    Factors,
    Heard,
    Said,
    Settings,
    Timers,
)
from xos_cli.processes.esrp.rows import EXTENDED_POLICY, STANDARD_POLICY
from xos_cli.switch.timing.deadlines import NEVER

MINE = Factors(0, 2, 200, 1, 5, 0x50)
LOW, HIGH = MINE._replace(priority=1, mac=0x10), MINE._replace(priority=9, mac=0x90)
TIMERS = Timers()


def policy(text: str) -> tuple[str, ...]:
    """Return the factors of a policy."""
    return tuple(text.split(" > "))


def settings(**more: Any) -> Settings:
    """Return settings with the default policy of the extended mode, with these fields."""
    return Settings(TIMERS, policy(EXTENDED_POLICY), MINE)._replace(**more)


def domain(state: str, **more: Any) -> Domain:
    """Return a domain that has come into a state at the moment 0, and has nothing left to say."""
    found = Domain(settings(**more), -100.0)
    moments = {NEUTRAL: (), SLAVE: (0.0,), PREMASTER: (0.0,), MASTER: (-50.0, 0.0)}[state]
    if state == PREMASTER:
        found.received(Heard(SLAVE, LOW), -99.0)
        found.received(Heard(MASTER, LOW._replace(mac=0x11)), -99.0)
    for moment in moments:
        found.tick(moment)
    assert found.state == state
    found.sent, found.entered = [], []
    return found


def states(found: Domain) -> list[str]:
    """Return what the hellos say that a domain has to send."""
    return [said.state for said in found.sent]


# -- neutral and slave -------------------------------------------------------------------------------------------------


def test_neutral() -> None:
    """It says nothing, and is slave after the neutral timeout; without a port that works it stays neutral."""
    found = Domain(settings(), 0.0)
    assert (found.state, found.sent, found.deadlines()) == (NEUTRAL, [], (4.0, NEVER, NEVER))
    found.received(Heard(MASTER, LOW), 1.0)
    assert (found.state, found.sent) == (NEUTRAL, [])
    found.tick(4.0)
    assert found.entered[:2] == [NEUTRAL, SLAVE]
    found = Domain(settings(up=False), 0.0)
    assert found.deadlines() == (NEVER, NEVER, NEVER)
    found.configure(settings(), 50.0)
    assert found.deadlines().transition == 54.0


def test_slave_alone() -> None:
    """Without a neighbour it waits for the neighbour timeout, and is then master at once: nobody has to agree."""
    found = domain(SLAVE)
    assert found.deadlines() == (8.0, NEVER, NEVER)
    found.tick(8.0)
    assert found.entered == [PREMASTER, MASTER]


def test_slave_hears_a_better_master() -> None:
    """It waits anew with every hello; the change is put off, no more."""
    found = domain(SLAVE)
    found.received(Heard(MASTER, HIGH), 3.0)
    assert (found.state, found.deadlines()) == (SLAVE, (NEVER, 11.0, NEVER))
    found.received(Heard(MASTER, HIGH), 5.0)
    assert found.deadlines() == (NEVER, 13.0, NEVER)


def test_slave_loses_its_master() -> None:
    """After the neighbour timeout it forgets the master, and is one itself."""
    found = domain(SLAVE)
    found.received(Heard(MASTER, HIGH), 3.0)
    found.tick(11.0)
    assert (found.entered, found.neighbors) == ([PREMASTER, MASTER], {})


def test_slave_has_a_better_fellow() -> None:
    """When the master is lost, a better slave goes first; it is forgotten if it stays silent as well."""
    found = domain(SLAVE)
    found.received(Heard(MASTER, HIGH._replace(mac=0x99)), 3.0)
    found.received(Heard(SLAVE, HIGH), 3.0)
    found.tick(11.0)
    assert (found.state, list(found.neighbors)) == (SLAVE, [0x90])
    found.tick(19.0)
    assert found.state == MASTER


def test_slave_hears_a_worse_master() -> None:
    """It claims to be master: premaster, until the other agrees to be slave."""
    found = domain(SLAVE)
    found.received(Heard(MASTER, LOW), 3.0)
    assert (found.state, states(found)[-1]) == (PREMASTER, PREMASTER)
    found.received(Heard(SLAVE, LOW), 3.1)
    assert (found.state, states(found)[-1]) == (MASTER, MASTER)


def test_slave_agrees() -> None:
    """It tells a premaster that is better that it stays slave."""
    found = domain(SLAVE)
    found.received(Heard(SLAVE, HIGH), 1.0)
    found.sent = []
    found.received(Heard(PREMASTER, HIGH), 2.0)
    assert (found.state, states(found)) == (SLAVE, [SLAVE])


# -- premaster ---------------------------------------------------------------------------------------------------------


def test_premaster_makes_way() -> None:
    """A hello of a switch that is better ends it."""
    found = domain(PREMASTER)
    found.received(Heard(SLAVE, HIGH), 1.0)
    assert found.entered == [SLAVE]


def test_premaster_times_out() -> None:
    """A master that never answers does not keep it from being one, after the premaster timeout."""
    found = domain(PREMASTER)
    begun = found.change_at - TIMERS.premaster
    found.tick(begun + 7.9)
    assert found.state == PREMASTER
    found.tick(begun + 8.0)
    assert found.state == MASTER


def test_premaster_repeats() -> None:
    """It sends hellos as a master does."""
    found = domain(PREMASTER)
    found.hello_at = 0.0
    found.tick(0.0)
    assert (states(found), found.hello_at) == ([PREMASTER], 2.0)


def test_elrp() -> None:
    """With ELRP it looks for loops once nobody objects; a loop makes it slave, and no candidate for a while."""
    found = domain(PREMASTER, polls=3.0)
    for mac in list(found.neighbors):
        found.received(Heard(SLAVE, LOW._replace(mac=mac)), 1.0)
    assert (found.state, found.polling, found.change_at) == (PREMASTER, True, 4.0)
    found.looped(2.0)
    assert (found.state, found.polling) == (SLAVE, False)
    found.received(Heard(SLAVE, LOW), 9.0)
    assert found.state == SLAVE
    found.received(Heard(SLAVE, LOW), 10.0)
    assert (found.state, found.polling) == (PREMASTER, True)
    found.tick(13.0)
    assert found.state == MASTER


# -- master ------------------------------------------------------------------------------------------------------------


def test_master_repeats() -> None:
    """Every hello interval, with stickiness 1."""
    found = domain(MASTER)
    found.tick(2.0)
    assert found.sent == [Said(MASTER, MINE._replace(sticky=1))]


@pytest.mark.parametrize(
    ("state", "factors", "after"),
    [
        (PREMASTER, HIGH._replace(sticky=1), SLAVE),
        (MASTER, HIGH._replace(sticky=1), SLAVE),
        (PREMASTER, HIGH, MASTER),
        (SLAVE, HIGH._replace(sticky=1), MASTER),
        (MASTER, LOW, MASTER),
    ],
)
def test_master_hears(state: str, factors: Factors, after: str) -> None:
    """It makes way for a claim that is better, and answers every other claim; it is sticky itself."""
    found = domain(MASTER)
    found.received(Heard(state, factors), 1.0)
    assert found.state == after
    assert states(found)[-1:] == [after]


@pytest.mark.parametrize("change", [{"track": 0}, {"priority": 255}])
def test_master_gives_up(change: dict[str, int]) -> None:
    """What it tracks fails, or its priority is 255: it says so, and stays slave as long as that lasts."""
    found = domain(MASTER)
    found.configure(settings(factors=MINE._replace(**change)), 1.0)
    assert (found.state, states(found)) == (SLAVE, [SLAVE])
    found.tick(9.0)
    found.received(Heard(SLAVE, LOW), 10.0)
    assert found.state == SLAVE
    found.configure(settings(), 11.0)
    assert found.state == MASTER


def test_local_event() -> None:
    """A master that has less to offer is not sticky until the next hello, so that others can claim; nor if cleared."""
    found = domain(MASTER)
    found.configure(settings(factors=MINE._replace(ports=1)), 1.0)
    assert [said.factors.sticky for said in found.sent] == [0]
    found.tick(2.9)
    assert [said.factors.sticky for said in found.sent] == [0]
    found.tick(3.0)
    assert [said.factors.sticky for said in found.sent] == [0, 1]
    found.unstick(4.0)
    found.received(Heard(PREMASTER, HIGH), 4.1)
    assert found.state == SLAVE


def test_loop_of_a_master() -> None:
    """It becomes slave."""
    found = domain(MASTER)
    found.looped(1.0)
    assert found.state == SLAVE


# -- any state ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [SLAVE, PREMASTER, MASTER])
def test_a_neighbor_leaves(state: str) -> None:
    """A neighbour that disables the domain is forgotten, and the domain begins anew."""
    found = domain(state)
    found.received(Heard(SLAVE, HIGH), 1.0)
    found.received(Heard(NEUTRAL, HIGH, leaving=True), 2.0)
    assert (found.state, 0x90 in found.neighbors, found.change_at) == (NEUTRAL, False, 6.0)


def test_toggle() -> None:
    """A hello of the standard mode makes an extended domain begin anew in that mode, where the slave repeats, too."""
    found = domain(SLAVE)
    found.received(Heard(MASTER, HIGH, standard=True), 1.0)
    assert (found.state, found.standard) == (NEUTRAL, True)
    found.tick(5.0)
    assert (found.state, found.deadlines().beacon) == (SLAVE, 7.0)


def test_hold() -> None:
    """A hello with HOLD has a slave wait for the restart timer; one without ends that."""
    found = domain(SLAVE)
    found.received(Heard(MASTER, HIGH), 1.0)
    found.received(Heard(MASTER, LOW._replace(mac=0x90), hold=True), 2.0)
    assert (found.state, found.deadlines().guard) == (SLAVE, 32.0)
    found.received(Heard(MASTER, HIGH), 4.0)
    assert found.deadlines().guard == 12.0


def test_a_new_msm_asks_to_hold_still() -> None:
    """Its first hello comes at once, with HOLD; those of later intervals are without.  evidence: guide 11.3 p.76"""
    found = Domain(settings(), 0.0)
    found.restore(MASTER, 1, False, {}, 0.0)
    for moment in (0.0, 2.0, 4.0):
        found.tick(moment)
    assert [(said.state, said.hold) for said in found.sent] == [(MASTER, True), (MASTER, True), (MASTER, False)]
    assert found.entered == []


# -- the policies ------------------------------------------------------------------------------------------------------

WORDS = ("sticky", "ports", "weight", "track", "priority", "mac")
POLICIES = (
    "ports > track > priority",
    STANDARD_POLICY,
    "priority > mac",
    "priority > ports > track > mac",
    "priority > track > ports > mac",
    "sticky > ports > track > priority",
    "sticky > ports > track > priority > mac",
    EXTENDED_POLICY,
    "sticky > priority > mac",
    "sticky > priority > ports > track > mac",
    "sticky > priority > track > ports > mac",
    "sticky > track > ports > priority",
    "sticky > track > ports > priority > mac",
    "track > ports > priority",
    "track > ports > priority > mac",
)


@pytest.mark.parametrize("text", POLICIES)
def test_policies(text: str) -> None:
    """Each factor counts before all that stand behind it in the policy, and one that is not there does not count.

    evidence: guide 11.3 p.465-466
    """
    words = policy(text)
    for place, word in enumerate(words):
        better = MINE._replace(**{word: getattr(MINE, word) + 1})
        worse_behind = better._replace(**{behind: getattr(MINE, behind) for behind in words[place + 1 :]})
        found = Domain(settings(policy=words, factors=worse_behind._replace(sticky=0)), 0.0)
        found.sticky = worse_behind.sticky
        others = {behind: getattr(MINE, behind) + 1 for behind in words[place + 1 :]}
        assert found.above(MINE._replace(**others))
    for word in set(WORDS) - set(words) - {"mac", "track"}:
        assert MINE._replace(**{word: 99}).ranked(words) == MINE.ranked(words)


def test_standard_mode_ignores() -> None:
    """Stickiness and weight do not count in standard mode, whatever the policy.  evidence: reference 11.5 p.1258"""
    found = Domain(settings(standard=True), 0.0)
    assert found.policy == policy(STANDARD_POLICY)


def test_equal() -> None:
    """A policy without the MAC address leaves the master where it is; between slaves the MAC address decides."""
    words = policy("ports > track > priority")
    found = Domain(settings(policy=words), 0.0)
    twin = MINE._replace(mac=0x10)
    assert found.above(twin)
    found.received(Heard(MASTER, twin), 1.0)
    assert not found.above(twin)
    assert not found.above(MINE._replace(mac=0x90))
