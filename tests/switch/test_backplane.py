"""The slots, the lines and the reset of the chassis."""

import pytest

from xos_cli.switch.backplane import DETECTION, Backplane
from xos_cli.switch.timing.clock import Clock


class Board:
    """A card that only remembers what happened to it."""

    def __init__(self, name: str) -> None:
        self.name, self.failure, self.started, self.hangs = name, "", True, False
        self.noticed: list[float] = []
        self.resets = 0
        self.clock = Clock(0.0)

    def notice(self) -> None:
        self.noticed.append(self.clock.now)

    def reset(self) -> None:
        self.resets += 1


class Chassis:
    """Two boards in their slots."""

    def __init__(self) -> None:
        self.clock = Clock(0.0)
        self.backplane = Backplane(self.clock)
        self.a, self.b = Board("MSM-A"), Board("MSM-B")
        for board in (self.a, self.b):
            board.clock = self.clock
            self.backplane.plug(board)


@pytest.fixture
def chassis() -> Chassis:
    """Two boards in their slots."""
    return Chassis()


def test_one_node_at_most_holds_the_master_line(chassis: Chassis) -> None:
    """Who claims first has it until it lets go; to claim it again is no harm."""
    line = chassis.backplane
    assert line.claim(chassis.a)
    assert not line.claim(chassis.b)
    assert line.claim(chassis.a)
    line.release(chassis.b)
    assert line.master == "MSM-A"
    line.release(chassis.a)
    assert line.claim(chassis.b)


def test_a_loss_is_noticed_in_less_than_half_a_second(chassis: Chassis) -> None:
    """evidence: guide 11.3 p.78"""
    chassis.backplane.claim(chassis.a)
    chassis.backplane.unplug(chassis.a)
    chassis.clock.advance(5.0)
    assert chassis.b.noticed == [DETECTION]
    assert DETECTION < 0.5
    assert (chassis.a.noticed, chassis.backplane.master) == ([], None)


def test_a_node_that_lets_go_of_the_line_is_not_noticed(chassis: Chassis) -> None:
    """It tells the other over the channel: its slot looks as before."""
    chassis.backplane.claim(chassis.a)
    chassis.backplane.yield_line(chassis.b)
    assert chassis.backplane.master == "MSM-A"
    chassis.backplane.yield_line(chassis.a)
    chassis.clock.advance(5.0)
    assert chassis.b.noticed == []
    assert chassis.backplane.claim(chassis.b)


def test_the_lines_of_a_slot(chassis: Chassis) -> None:
    """From outside one sees that there is no MSM or a failed one, that its software has started, and that it works."""
    look = chassis.backplane

    def seen() -> tuple[str, bool, bool]:
        return look.lamp("MSM-B"), look.ready("MSM-B"), look.pulse("MSM-B")

    assert seen() == ("INIT", True, True)
    chassis.b.hangs = True
    assert seen() == ("INIT", True, False)
    chassis.b.started = False
    assert seen() == ("INIT", False, False)
    chassis.b.failure = "OverHeat"
    assert seen()[0] == "FAIL"
    look.unplug(chassis.b)
    assert seen() == ("EMPTY", False, False)


def test_the_reset_line_restarts_every_node(chassis: Chassis) -> None:
    """Nobody is master any more; the line of one slot restarts that one."""
    chassis.backplane.claim(chassis.b)
    chassis.backplane.reset_all()
    assert (chassis.a.resets, chassis.b.resets, chassis.backplane.master) == (1, 1, None)
    chassis.backplane.reset("MSM-A")
    assert (chassis.a.resets, chassis.b.resets) == (2, 1)
