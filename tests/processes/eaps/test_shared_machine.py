"""A shared port of EAPS: each line of its table, segments and their timer, the root blocker."""

import pytest

from xos_cli.packets.frames import EapsSegment
from xos_cli.processes.eaps.facts import READY
from xos_cli.processes.eaps.machine import PREFORWARDING
from xos_cli.processes.eaps.shared_machine import BLOCKING, FAR, SharedPort, SharedSettings

FAR_END = 0x000496200000


def shared(controller: bool, state: str, segment_down: bool = False) -> SharedPort:
    """Return one end of link 10 with segments 2 and 3 at second 0, in a state."""
    found = SharedPort(SharedSettings(controller, 10, segment_down), True)
    found.set_segments({"3": True, "2": True}, 0.0)
    if state != BLOCKING:
        hear(found, 0.0)
    if state == READY and controller:
        found.closed("one", {"one"})
    for port in ("2", "3"):
        found.hear_segment(port, FAR_END, EapsSegment(10, not controller, state == READY), 0.0)
    found.hello_at = 100.0
    assert found.state == state
    found.moves.clear()
    found.flushed = False
    return found


def hear(found: SharedPort, now: float, controller: bool | None = None) -> None:
    """Let an end hear the other over the link, by default in the other mode."""
    mode = not found.settings.controller if controller is None else controller
    found.hear_link(EapsSegment(10, mode, True), now)


@pytest.mark.parametrize(
    ("controller", "state", "what", "then"),
    [
        (True, BLOCKING, "heard", PREFORWARDING),
        (False, BLOCKING, "heard", READY),
        (True, BLOCKING, "heard in the same mode", BLOCKING),
        (True, PREFORWARDING, "one ring closed", PREFORWARDING),
        (True, PREFORWARDING, "all rings closed", READY),
        (True, PREFORWARDING, "6 s", READY),
        (True, PREFORWARDING, "link down", BLOCKING),
        (True, READY, "link down", BLOCKING),
        (True, READY, "3 s of silence", BLOCKING),
        (True, READY, "heard", READY),
        (False, READY, "link down", BLOCKING),
        (False, READY, "3 s of silence", BLOCKING),
    ],
)
def test_states(controller: bool, state: str, what: str, then: str) -> None:
    """An end goes to the state of the table; a controller that goes into or out of blocking has addresses forgotten."""
    found = shared(controller, state)
    if what == "heard":
        hear(found, 1.0)
    elif what == "heard in the same mode":
        hear(found, 1.0, controller)
    elif what == "link down":
        found.set_link(False, 1.0)
    elif what == "3 s of silence":
        found.tick(3.0)
    elif what == "6 s":
        for moment in (2.0, 4.0):
            hear(found, moment)
        found.tick(6.0)
    else:
        found.closed("one", {"one", "two"})
        if what == "all rings closed":
            found.closed("two", {"one", "two"})
    assert found.state == then
    assert found.moves == ([(state, then)] if state != then else [])
    assert found.flushed == (controller and state != then and then != PREFORWARDING)


@pytest.mark.parametrize(("segment_down", "up", "expired"), [(False, True, True), (True, False, False)])
def test_segment_timer(segment_down: bool, up: bool, expired: bool) -> None:
    """After 3 s of silence a segment stays up with an alert, or is down, as the action says; a message mends both."""
    found = shared(True, BLOCKING, segment_down)
    found.tick(3.0)
    segment = found.segments["2"]
    assert (segment.up, segment.expired) == (up, expired)
    assert found.alerts == (["2", "3"] if expired else [])
    found.hear_segment("2", FAR_END, EapsSegment(10, False, False), 4.0)
    assert (segment.up, segment.expired) == (True, False)


def test_word_of_a_link_that_fell() -> None:
    """A switch on a segment says that a link fell: the segment is down; the far end's word is about the common link."""
    found = shared(True, BLOCKING)
    found.link_fell("2", FAR_END)
    assert found.segments["2"].up
    found.link_fell("2", 0x000496300000)
    assert not found.segments["2"].up


def test_segments_are_in_the_order_of_their_ports() -> None:
    """By slot and number, not as text."""
    found = SharedPort(SharedSettings(True, 10, False), True)
    found.set_segments({"10:1": True, "2:10": True, "2:9": True}, 0.0)
    assert list(found.segments) == ["2:9", "2:10", "10:1"]


def test_root_blocker() -> None:
    """The least link that blocks is told on, but not to where it was heard; heard twice it relieves a controller."""
    found = shared(True, BLOCKING)
    assert (found.root, found.relieved) == (10, False)
    assert found.message("2").root == 10
    found.hear_segment("2", FAR_END, EapsSegment(5, True, False, 5, 5, 0), 1.0)
    assert (found.root, found.relieved) == (5, False)
    assert (found.message("3").root, found.message("3").hops) == (5, 1)
    assert found.message("2").root == 10
    found.hear_segment("3", FAR_END, EapsSegment(10, False, False, 0, 5, 2), 1.0)
    assert found.relieved


def test_a_root_blocker_that_is_gone_is_forgotten() -> None:
    """What has come too far is not told on, and an echo of the own link is no other blocker."""
    found = shared(False, READY)
    found.hear_segment("2", FAR_END, EapsSegment(5, True, False, 0, 5, FAR), 1.0)
    assert found.message("3").root == 0
    found.hear_segment("2", FAR_END, EapsSegment(5, True, False, 0, 10, 1), 1.0)
    assert found.root == 0
    assert found.message("3").root == 0
