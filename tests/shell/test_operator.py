"""Virtual time on the wall's clock, and who logs in."""

from collections.abc import Callable
from typing import Any

import pytest

from xos_cli.lab.commands import Lab
from xos_cli.processes import PROCESSES
from xos_cli.shell.operator import LONGEST, LONGEST_PAUSE, Operator, log_in

Switch = Callable[..., Any]


class Wall:
    """A clock on the wall that goes when it is told to."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def wall() -> Wall:
    """A clock on the wall."""
    return Wall()


@pytest.fixture
def operator(switch: Switch, wall: Wall) -> Operator:
    """At the console of a bd10808 where nobody has logged in; 20 virtual seconds are one real one."""
    return Operator(Lab(switch().lab.machine), wall)


def test_speed(operator: Operator, wall: Wall) -> None:
    """So many virtual seconds pass in a real one, and no more when the program was stopped for long."""
    clock = operator.lab.machine.clock
    before = clock.now
    wall.seconds += 0.5
    assert operator.pass_time() == ""
    assert clock.now == before + 10
    wall.seconds += 3600
    operator.pass_time()
    assert clock.now == before + 10 + LONGEST * 20


def test_pause(operator: Operator, wall: Wall) -> None:
    """Nobody need look at the clock before the next event, though somebody does now and then."""
    operator.lab.machine.clock.visit(10, operator.session.write, "Late.\n")
    assert operator.pause() == 0.5
    wall.seconds += 0.49
    operator.pass_time()
    assert operator.session.take() == ""
    wall.seconds += operator.pause()
    operator.pass_time()
    assert operator.session.take() == "Late.\n"
    assert operator.pause() == LONGEST_PAUSE


def test_time_that_was_waited_for(operator: Operator, wall: Wall) -> None:
    """What a lab command lets pass is not passed again."""
    before = operator.lab.machine.clock.now
    assert operator.command(":wait 1000") == ""
    operator.pass_time()
    assert operator.lab.machine.clock.now == before + 1000


def test_idle_by_the_wall(operator: Operator, wall: Wall) -> None:
    """The time-out of an idle session counts real minutes."""
    log_in(operator.session)
    for _ in range(5 * 60):
        wall.seconds += 1
        operator.pass_time()
    assert not operator.session.at_login
    for _ in range(16 * 60):
        wall.seconds += 1
        operator.pass_time()
    assert operator.session.at_login


def test_log_in(operator: Operator) -> None:
    """One logs in as admin, and sees what one typed."""
    assert log_in(operator.session).startswith("\nlogin: admin\npassword: \nExtremeWare XOS\n")
    assert operator.session.prompt == "BD-10808.1 # "
    assert log_in(operator.session) == ""


def test_log_in_with_a_password(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where admin has a password the login is left to whoever knows it."""
    monkeypatch.setattr(PROCESSES.modules["aaa"], "authenticate", lambda node, name, password: None)
    assert log_in(operator.session) == ""
    assert operator.session.prompt == "\nlogin: "


def test_lines_for_the_lab(operator: Operator) -> None:
    """A colon begins a lab command at any prompt, but not in a password."""
    assert operator.enter(":console b").startswith("[console of MSM-B]\n")
    assert operator.other_console().startswith("[console of MSM-A]\n")
    operator.enter("admin")
    operator.enter(":console b")
    assert operator.lab.at == "MSM-A"
    assert operator.session.prompt == "\nlogin: "


def test_one_console(switch: Switch) -> None:
    """A switch that stands alone has no other console."""
    assert (
        Operator(Lab(switch("summit-x450-24t").lab.machine)).other_console().startswith("[this switch has one console")
    )


def test_fault(operator: Operator, wall: Wall) -> None:
    """A fault in an event is said, and ends no session that stands at its prompt."""
    log_in(operator.session)

    def fault() -> None:
        raise KeyError("nothing")

    operator.lab.machine.clock.visit(5, fault)
    wall.seconds += 1
    assert operator.pass_time() == "xos-cli: a fault of the emulator: KeyError: 'nothing'\n"
    assert operator.session.prompt == "BD-10808.1 # "
