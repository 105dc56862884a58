"""The master line, the slots and the channel between the MSMs."""

import pytest

from xos_cli.switch.backplane import DETECTION, Backplane
from xos_cli.switch.clock import Clock
from xos_cli.switch.messages import CheckpointStart, Message


class Board:
    """A card that only remembers what happened to it."""

    def __init__(self, name: str) -> None:
        self.name, self.failure, self.on = name, "", True
        self.received: list[Message] = []
        self.noticed: list[float] = []
        self.resets = 0
        self.takes = True
        self.clock = Clock(0.0)

    @property
    def listening(self) -> bool:
        return self.on

    def receive(self, message: Message) -> bool:
        self.received.append(message)
        return self.takes

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


def test_a_message_reaches_the_other_node_only(chassis: Chassis) -> None:
    """It arrives if the channel is whole and somebody listens; the sender is told whether it did, and was taken."""
    send, message = chassis.backplane.send, CheckpointStart()
    assert send(chassis.a, message)
    assert (chassis.a.received, chassis.b.received) == ([], [message])
    chassis.b.takes = False
    assert not send(chassis.a, chassis.b.received.pop())
    chassis.b.on = False
    assert not send(chassis.a, message)
    chassis.b.on = True
    chassis.backplane.cut()
    assert not send(chassis.a, message)
    chassis.backplane.join()
    chassis.backplane.unplug(chassis.b)
    assert not send(chassis.a, message)
    assert len(chassis.b.received) == 1


def test_reaches_says_whether_a_message_would_arrive(chassis: Chassis) -> None:
    """A node reaches another that is there and listens, through a channel that is whole."""
    reaches = chassis.backplane.reaches
    assert reaches(chassis.a)
    chassis.b.on = False
    assert not reaches(chassis.a)
    assert reaches(chassis.b)
    chassis.backplane.cut()
    assert not reaches(chassis.b)


def test_cut_and_join_are_noticed_once(chassis: Chassis) -> None:
    """Both nodes notice; to cut what is cut, or to join what is whole, is nothing new."""
    chassis.backplane.cut()
    chassis.backplane.cut()
    chassis.clock.advance(1.0)
    assert (chassis.a.noticed, chassis.b.noticed) == ([DETECTION], [DETECTION])
    chassis.backplane.join()
    chassis.backplane.join()
    chassis.clock.advance(1.0)
    assert chassis.a.noticed == [DETECTION, 1.0]


def test_the_lamp_of_a_slot(chassis: Chassis) -> None:
    """From outside one sees that there is no MSM, that one has failed, or that one is there."""
    assert chassis.backplane.lamp("MSM-B") == "INIT"
    chassis.b.failure = "OverHeat"
    assert chassis.backplane.lamp("MSM-B") == "FAIL"
    chassis.backplane.unplug(chassis.b)
    assert chassis.backplane.lamp("MSM-B") == "EMPTY"


def test_the_reset_line_restarts_every_node(chassis: Chassis) -> None:
    """Nobody is master any more."""
    chassis.backplane.claim(chassis.b)
    chassis.backplane.reset_all()
    assert (chassis.a.resets, chassis.b.resets, chassis.backplane.master) == (1, 1, None)
