"""A search for loops, without a network."""

from xos_cli.processes.elrp.machine import NEVER, Loop, LoopSearch

PORTS = ((1, 1), (1, 2))


def test_a_search_ends() -> None:
    """Three packets leave by each port, an interval apart; after one more interval the search is over."""
    session = LoopSearch("red", PORTS, 2, 3, 10.0)
    moments = [moment for moment in range(10, 30) if session.due(float(moment))]
    assert moments == [10, 12, 14]
    assert session.sent == 6
    assert session.over
    assert session.next == NEVER


def test_a_periodic_search_goes_on() -> None:
    """It sends at every interval and is never over."""
    session = LoopSearch("red", PORTS, 5, None, 0.0)
    assert [moment for moment in range(20) if session.due(float(moment))] == [0, 5, 10, 15]
    assert not session.over


def test_a_loop_is_new_once() -> None:
    """Packets that come back by the same way are counted, and told once, and again after the loop was gone."""
    session = LoopSearch("red", PORTS, 1, 3, 0.0)
    loop = Loop((1, 2), (1, 1))
    assert [session.returned(loop, moment) for moment in (0.0, 1.0, 2.0, 9.0)] == [True, False, False, True]
    assert session.returned(Loop((1, 1), (1, 2)), 9.0)
    assert session.received == 5
