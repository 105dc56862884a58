"""EAPS on one node: each line of the transition tables, timers, and what is sent."""

import pytest

from xos_cli.packets.frames import EAPS_HEALTH, EAPS_LINK_DOWN, EAPS_QUERY, EAPS_RING_DOWN, EAPS_RING_UP
from xos_cli.processes.eaps.machine import (
    COMPLETE,
    FAILED,
    INIT,
    LINKS_DOWN,
    LINKS_UP,
    NUMBERS,
    PREFORWARDING,
    PRIMARY,
    SECONDARY,
    Heard,
    MasterNode,
    RingTimes,
    TransitNode,
)

UP, OPENS = [True, True], RingTimes(1.0, 3.0, opens=True)
ALERTS = RingTimes(1.0, 3.0)
BOTH = [PRIMARY, SECONDARY]


def master(state: str, times: RingTimes = OPENS) -> MasterNode:
    """Return a master at second 10 that has come to a state; nothing waits to be sent."""
    node = MasterNode(times)
    node.start(list(UP), 9.0)
    node.tick(9.0)
    if state == COMPLETE:
        node.heard(Heard(EAPS_HEALTH, number=1), 9.0)
    elif state == FAILED:
        node.heard(Heard(EAPS_LINK_DOWN), 9.0)
    assert node.state == state
    node.tick(10.0)
    node.sent.clear()
    node.flushed = False
    return node


def transit(state: str) -> TransitNode:
    """Return a transit node at second 10 that has come to a state; its secondary port is the one that was down."""
    node = TransitNode(ALERTS)
    node.start(list(UP), 9.0)
    if state != LINKS_UP:
        node.links([True, False], 9.0)
    if state == PREFORWARDING:
        node.links(list(UP), 10.0)
    assert node.state == state
    node.sent.clear()
    node.flushed = False
    return node


def happen(node: MasterNode | TransitNode, what: str) -> None:
    """Let something happen to a node at second 10."""
    if what == "own hello" and isinstance(node, MasterNode):
        node.heard(Heard(EAPS_HEALTH, number=node.number), 10.0)
    elif what == "fail timer":
        node.tick(12.5)
    elif what == "own port down":
        node.links([False, True], 10.0)
    elif what == "port up":
        node.links(list(UP), 10.0)
    elif what == "preforwarding timer":
        node.tick(16.0)
    elif what == "complete hello":
        node.heard(Heard(EAPS_HEALTH, NUMBERS[COMPLETE]), 10.0)
    elif what == "failed hello":
        node.heard(Heard(EAPS_HEALTH, NUMBERS[FAILED]), 10.0)
    else:
        kinds = {"link down": EAPS_LINK_DOWN, "ring up": EAPS_RING_UP, "ring down": EAPS_RING_DOWN, "query": EAPS_QUERY}
        node.heard(Heard(kinds[what]), 10.0)


@pytest.mark.parametrize(
    ("state", "what", "then", "sent"),
    [
        (INIT, "own hello", COMPLETE, EAPS_RING_UP),
        (INIT, "link down", FAILED, EAPS_RING_DOWN),
        (INIT, "own port down", FAILED, EAPS_RING_DOWN),
        (INIT, "fail timer", FAILED, EAPS_RING_DOWN),
        (COMPLETE, "own hello", COMPLETE, 0),
        (COMPLETE, "link down", FAILED, EAPS_RING_DOWN),
        (COMPLETE, "own port down", FAILED, EAPS_RING_DOWN),
        (COMPLETE, "fail timer", FAILED, EAPS_RING_DOWN),
        (FAILED, "link down", FAILED, EAPS_RING_DOWN),
        (FAILED, "fail timer", FAILED, 0),
    ],
)
def test_master(state: str, what: str, then: str, sent: int) -> None:
    """The master goes to the state of the table; secondary blocked but in Failed; a change flushes and is told."""
    node = master(state)
    happen(node, what)
    assert (node.state, node.blocked) == (then, [False, then != FAILED])
    told = {kind for _, kind in node.sent} - {EAPS_HEALTH}
    assert told - {EAPS_LINK_DOWN} == ({sent} if sent else set())
    assert (EAPS_LINK_DOWN in told) == (what == "own port down")
    assert node.flushed == bool(sent)


def test_ring_heals() -> None:
    """A hello that was sent after the break ends Failed; one that had passed the break before does not."""
    node = master(FAILED)
    node.heard(Heard(EAPS_HEALTH, number=1), 10.0)
    assert node.state == FAILED
    node.heard(Heard(EAPS_HEALTH, number=node.number), 10.0)
    assert (node.state, node.blocked, node.flushed) == (COMPLETE, [False, True], True)
    assert node.sent == [(side, EAPS_RING_UP) for side in BOTH]


@pytest.mark.parametrize("state", [INIT, COMPLETE])
def test_alert(state: str) -> None:
    """With send-alert the fail timer changes no state and opens nothing; the next hello ends the alert."""
    node = master(state, ALERTS)
    node.tick(13.0)
    assert (node.state, node.blocked, node.expired, node.alert) == (state, [False, True], True, True)
    node.heard(Heard(EAPS_HEALTH, number=node.number), 14.0)
    assert (node.state, node.expired) == (COMPLETE, False)


@pytest.mark.parametrize(
    ("state", "what", "then", "sent", "flushed"),
    [
        (LINKS_UP, "own port down", LINKS_DOWN, [(SECONDARY, EAPS_LINK_DOWN)], False),
        (LINKS_UP, "ring down", LINKS_UP, [], True),
        (LINKS_UP, "ring up", LINKS_UP, [], True),
        (LINKS_UP, "query", LINKS_UP, [], False),
        (LINKS_UP, "complete hello", LINKS_UP, [], False),
        (LINKS_DOWN, "port up", PREFORWARDING, [], False),
        (LINKS_DOWN, "query", LINKS_DOWN, [(PRIMARY, EAPS_LINK_DOWN)], False),
        (LINKS_DOWN, "ring down", LINKS_DOWN, [], True),
        (PREFORWARDING, "own port down", LINKS_DOWN, [(SECONDARY, EAPS_LINK_DOWN)], False),
        (PREFORWARDING, "ring up", LINKS_UP, [], True),
        (PREFORWARDING, "complete hello", LINKS_UP, [], True),
        (PREFORWARDING, "failed hello", PREFORWARDING, [], False),
        (PREFORWARDING, "preforwarding timer", LINKS_UP, [], True),
    ],
)
def test_transit(state: str, what: str, then: str, sent: list[tuple[int, int]], flushed: bool) -> None:
    """A transit node goes to the state of the table, and sends and flushes what stands there."""
    node = transit(state)
    happen(node, what)
    assert (node.state, node.sent, node.flushed) == (then, sent, flushed)


def test_port_that_returns_waits() -> None:
    """The port whose link returns is held back in Preforwarding, the other forwards; in the end both do."""
    node = transit(PREFORWARDING)
    assert node.blocked == [False, True]
    assert node.due(10.0).transition == 16.0
    happen(node, "preforwarding timer")
    assert node.blocked == [False, False]


def test_one_link_of_two() -> None:
    """A node with both links down forwards on the first that returns: it cannot close the ring; the second waits."""
    node = transit(LINKS_UP)
    node.links([False, False], 10.0)
    assert node.blocked == [True, True]
    node.links([True, False], 11.0)
    assert (node.state, node.blocked) == (LINKS_DOWN, [False, True])
    node.links([True, True], 12.0)
    assert (node.state, node.blocked) == (PREFORWARDING, [False, True])


def test_new_master_asks() -> None:
    """After a failover the master is in Init, asks at once and every 3 s, and has no rest before it knows."""
    node = MasterNode(OPENS)
    node.take_over(FAILED, list(UP), 10.0, 10.4)
    assert (node.state, node.blocked, node.flushed) == (INIT, [False, True], True)
    assert node.due(10.0).beacon == 10.4
    for moment in (10.4, 11.4, 12.4):
        node.tick(moment)
    assert [kind for _, kind in node.sent].count(EAPS_QUERY) == 2
    node.heard(Heard(EAPS_LINK_DOWN), 12.5)
    node.sent.clear()
    node.tick(13.4)
    assert node.state == FAILED
    assert [kind for _, kind in node.sent] == [EAPS_HEALTH]


def test_missing_hello_is_a_change_to_come() -> None:
    """While hellos come round, the fail timer is put off; once one is late, its end is a change that will come."""
    node = master(COMPLETE)
    node.heard(Heard(EAPS_HEALTH, number=2), 10.0)
    assert node.due(10.0)[:2] == (float("inf"), 11.5)
    node.tick(11.5)
    assert node.due(11.5)[:2] == (13.0, float("inf"))
