"""What one direction of the channel counts as lost."""

from typing import Any

from xos_cli.switch.channel.wire import ChannelWire
from xos_cli.switch.timing.clock import Clock


def wire(clock: Clock) -> tuple[ChannelWire, list[Any]]:
    """Return a wire of a millisecond and a byte per microsecond, and what has arrived at its end."""
    arrived: list[Any] = []
    made = ChannelWire(clock, "A", 0.001, 1e6, 1)
    made._taken = arrived.append
    return made, arrived


def test_a_cut_loses_what_is_under_way() -> None:
    """What has arrived is not lost; of the rest all is, and so is what is sent while the wire is cut."""
    clock = Clock(0.0)
    line, arrived = wire(clock)
    line.carry("a", 100)
    clock.advance(0.01)
    for frame in "bcd":
        line.carry(frame, 100)
    assert (line.frames, line.under_way, line.lost) == (4, 3, 0)
    line.set(cut=True)
    line.carry("e", 100)
    clock.advance(1.0)
    assert (arrived, line.frames, line.under_way, line.lost) == (["a"], 5, 0, 4)
    line.set()
    line.carry("f", 100)
    clock.advance(1.0)
    assert (arrived, line.under_way, line.lost) == (["a", "f"], 0, 4)


def test_a_frame_takes_its_size_and_the_way() -> None:
    """Frames leave one after another; a slower wire takes longer for each, a late one for the way."""
    clock = Clock(0.0)
    line, arrived = wire(clock)
    assert [round(line.carry(frame, 1000), 6) for frame in "ab"] == [0.001, 0.002]
    clock.advance(0.0025)
    assert arrived == ["a"]
    clock.advance(0.001)
    assert arrived == ["a", "b"]
    line.set(slower=1e3, later=2.0)
    assert round(line.carry("c", 1000) - clock.now, 6) == 1.0
    clock.advance(3.0)
    assert arrived == ["a", "b"]
    clock.advance(0.01)
    assert arrived == ["a", "b", "c"]


def test_what_arrives_at_no_receiver_is_lost() -> None:
    """A wire whose receiver is gone counts it."""
    clock = Clock(0.0)
    line, arrived = wire(clock)
    line.carry("a", 100)
    line.ignore()
    clock.advance(1.0)
    assert (arrived, line.under_way, line.lost) == ([], 0, 1)
