"""Virtual time on the wall's clock, and who logs in."""

from collections.abc import Callable
from typing import Any

import pytest

from xos_cli.lab.commands import Lab
from xos_cli.processes import PROCESSES
from xos_cli.shell.desk import LONGEST, LONGEST_PAUSE, Desk, log_in

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
def desk(switch: Switch, wall: Wall) -> Desk:
    """At the console of a bd10808 where nobody has logged in; 20 virtual seconds are one real one."""
    return Desk(Lab(switch().lab.machine), wall)


def test_speed(desk: Desk, wall: Wall) -> None:
    """So many virtual seconds pass in a real one, and no more when the program was stopped for long."""
    clock = desk.lab.machine.clock
    before = clock.now
    wall.seconds += 0.5
    assert desk.pass_time() == ""
    assert clock.now == before + 10
    wall.seconds += 3600
    desk.pass_time()
    assert clock.now == before + 10 + LONGEST * 20


def test_pause(desk: Desk, wall: Wall) -> None:
    """Nobody need look at the clock before the next event, though somebody does now and then."""
    desk.lab.machine.clock.visit(10, desk.session.write, "Late.\n")
    assert desk.pause() == 0.5
    wall.seconds += 0.49
    desk.pass_time()
    assert desk.session.take() == ""
    wall.seconds += desk.pause()
    desk.pass_time()
    assert desk.session.take() == "Late.\n"
    assert desk.pause() == LONGEST_PAUSE


def test_time_that_was_waited_for(desk: Desk, wall: Wall) -> None:
    """What a lab command lets pass is not passed again."""
    before = desk.lab.machine.clock.now
    assert desk.command(":wait 1000") == ""
    desk.pass_time()
    assert desk.lab.machine.clock.now == before + 1000


def test_idle_by_the_wall(desk: Desk, wall: Wall) -> None:
    """The time-out of an idle session counts real minutes."""
    log_in(desk.session)
    for _ in range(5 * 60):
        wall.seconds += 1
        desk.pass_time()
    assert not desk.session.at_login
    for _ in range(16 * 60):
        wall.seconds += 1
        desk.pass_time()
    assert desk.session.at_login


def test_log_in(desk: Desk) -> None:
    """One logs in as admin, and sees what one typed."""
    assert log_in(desk.session).startswith("\nlogin: admin\npassword: \nExtremeWare XOS\n")
    assert desk.session.prompt == "BD-10808.1 # "
    assert log_in(desk.session) == ""


def test_log_in_with_a_password(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where admin has a password the login is left to whoever knows it."""
    monkeypatch.setattr(PROCESSES.modules["aaa"], "authenticate", lambda node, name, password: None)
    assert log_in(desk.session) == ""
    assert desk.session.prompt == "\nlogin: "


def test_lines_for_the_lab(desk: Desk) -> None:
    """A colon begins a lab command at any prompt, but not in a password."""
    assert desk.enter(":console b").startswith("[console of MSM-B]\n")
    assert desk.other_console().startswith("[console of MSM-A]\n")
    desk.enter("admin")
    desk.enter(":console b")
    assert desk.lab.at == "MSM-A"
    assert desk.session.prompt == "\nlogin: "


def test_one_console(switch: Switch) -> None:
    """A switch that stands alone has no other console."""
    assert Desk(Lab(switch("summit-x450-24t").lab.machine)).other_console().startswith("[this switch has one console")


def test_fault(desk: Desk, wall: Wall) -> None:
    """A fault in an event is said, and ends no session that stands at its prompt."""
    log_in(desk.session)

    def fault() -> None:
        raise KeyError("nothing")

    desk.lab.machine.clock.visit(5, fault)
    wall.seconds += 1
    assert desk.pass_time() == "xos-cli: a fault of the emulator: KeyError: 'nothing'\n"
    assert desk.session.prompt == "BD-10808.1 # "
