"""The lab at the consoles of a switch on the network: faults, time and snapshots where a client can ask for them."""

import asyncio
import contextlib
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from conftest import booted

from xos_cli.lab.commands import Lab
from xos_cli.serve.console import SNAPSHOTS, ConsoleLab, ConsolePort, LabAccess
from xos_cli.serve.terminal import Terminal
from xos_cli.serve.turns import Turn

Serving = Callable[..., contextlib.AbstractAsyncContextManager[Any]]


class Sitter:
    """Somebody who has logged in at the console of an MSM."""

    def __init__(self, lab: Lab, msm: str, port: ConsolePort | None = None) -> None:
        self.port = port or ConsolePort(lab, msm)
        self.terminal = Terminal(self.port.session, console=self.port)
        self.press("admin\r\r")

    @classmethod
    def at(cls, port: ConsolePort) -> "Sitter":
        """Sit down at a port."""
        return cls(port.lab, port.msm, port)

    def press(self, typed: str) -> str:
        """What the terminal shows of these keys."""
        self.terminal.receive(typed.encode())
        return self.take()

    def take(self) -> str:
        """What it shows by itself."""
        self.terminal.refresh()
        return self.terminal.take().decode()


@pytest.fixture
def lab() -> ConsoleLab:
    """The lab of a booted bd10808."""
    return ConsoleLab(booted("bd10808"))


def test_a_line_for_the_lab(lab: ConsoleLab) -> None:
    """It is done, says what there is to say, and is no command of the switch: the prompt stays as it is."""
    sitter = Sitter(lab, "MSM-A")
    assert sitter.press(":fail psu 1\r") == ":fail psu 1\r\nBD-10808.1 # "
    assert sitter.press(":fail psu 9\r") == ":fail psu 9\r\nthere is no psu 9\r\nBD-10808.1 # "
    assert ":power off | on" in sitter.press(":help\r")
    assert sitter.press("\x1b[A") == ""


def test_help_and_completion(lab: ConsoleLab) -> None:
    """By the same keys as for commands; what has no use at a console of its own is not there."""
    sitter = Sitter(lab, "MSM-B")
    assert sitter.press(":rem\t") == ":remove "
    assert sitter.press("?").startswith("?\r\n  msm-a           Pull an MSM out of its slot\r\n")
    assert sitter.press("\x15:con\r").endswith("no such lab command: :con (:help lists them)\r\nBD-10808.1 > ")


def test_quit(lab: ConsoleLab) -> None:
    """`:quit` ends the connection; the session at the console stays, and the next user finds it."""
    sitter = Sitter(lab, "MSM-B")
    assert not sitter.terminal.closed
    assert sitter.press(":quit\r").startswith(":quit\r\n")
    assert sitter.terminal.closed
    sitter.port.release(None)
    assert not sitter.port.leaving
    assert lab.consoles["MSM-B"].at_prompt


@pytest.mark.parametrize(
    ("kind", "escapes", "box"),
    [("XTERM-256COLOR", True, "═"), ("vt100", True, "="), ("dumb", False, "="), ("", False, "=")],
)
def test_a_picture_for_the_terminal_of_the_client(
    lab: ConsoleLab, monkeypatch: pytest.MonkeyPatch, kind: str, escapes: bool, box: str
) -> None:
    """In colour where its type has it and nobody said NO_COLOR; in ASCII where it may not show more."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("xos_cli.lab.look._is_utf8", lambda: True)
    sitter = Sitter(lab, "MSM-A")
    sitter.port.terminal_type = lambda: kind
    shown = sitter.press(":chassis\r")
    assert ("\x1b[" in shown, f"{box * 7}" in shown) == (escapes, True)
    assert shown.isascii() is (box == "=")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in sitter.press(":chassis\r")


def test_a_console_without_power(lab: ConsoleLab) -> None:
    """It says that it has none; nothing can be typed there but a line for the lab."""
    sitter, other = Sitter(lab, "MSM-A"), Sitter(lab, "MSM-B")
    shown = sitter.press(":power off\r")
    assert shown == ":power off\r\n[MSM-A is off; a colon begins a lab command]\r\n"
    assert other.take() == "\r\n"
    assert sitter.press("show node\r\t?\x1b[A") == ""
    assert sitter.press(":powwe\x7f\x7fe\t") == ":powwe\b \b\b \ber "
    assert sitter.press("on\r") == "on\r\n"
    lab.machine.advance(20.0)
    assert all("Press and hold the <spacebar>" in each.take() for each in (sitter, other))


def test_what_the_node_prints_meanwhile(lab: ConsoleLab) -> None:
    """The line that is typed for the lab stands behind it again."""
    sitter = Sitter(lab, "MSM-A")
    sitter.press(":power off\r:power on\r:wai")
    lab.machine.advance(4.0)
    shown = sitter.take()
    assert shown.startswith("\r\n")
    assert shown.endswith("\r\n:wai")
    assert "now available for login.\r\n\r\nlogin: " in sitter.press("t in-sync\r")


def test_no_lab_in_texts_and_questions(lab: ConsoleLab) -> None:
    """There a colon is part of the answer."""
    sitter = Sitter(lab, "MSM-A")
    sitter.press("configure banner\r:remove msm-b\r\r")
    assert ":remove msm-b" in sitter.press("show banner\r")
    sitter.press("configure account admin\r:wait 9\r:wait 9\r")
    assert lab.machine.plugged("MSM-B")
    assert sitter.press("exit\rn").endswith("\r\nlogin: ")
    assert sitter.press("admin\r:wait 9\r").endswith("# ")


def test_no_lab_over_the_network(keys: Any) -> None:
    """A colon is no command of the switch."""
    assert "%% Invalid input detected at '^' marker." in keys.press(":remove msm-b\r")


def test_on_the_network(serving: Serving) -> None:
    """Faults, the pace of time and snapshots, as clients see them."""

    async def talk() -> None:
        async with serving("telnet", "console-a", speed=20.0) as network:
            console, served = await network.connect("console-a"), network.served[0]
            await console.log_in()
            await console.say(":snapshot before\r")
            await console.say(":speed 2000\r")
            assert served.clock_driver.lab.speed == 2000.0
            remote = await network.telnet()
            await remote.say("create vlan sales\r")
            await console.say(":remove msm-b\r")
            assert "MSM-B" not in await remote.say("show node\r")
            await console.say(":restore before\r")
            assert await remote.rest() == b""
            remote = await network.telnet()
            assert "MSM-B  BACKUP" in await remote.say("show node\r")
            assert "sales" not in await remote.say("show vlan\r")

    asyncio.run(talk())


def test_a_speed_that_is_none(serving: Serving) -> None:
    """It is refused, and time goes on as before."""

    async def talk() -> None:
        async with serving("console-a", speed=20.0) as network:
            console = await network.connect("console-a")
            await console.log_in()
            for speed in ("0", "1e-320", "1e8", "nan"):
                assert (await console.say(f":speed {speed}\r")).count("\r\n") == 2
            assert network.served[0].clock_driver.lab.speed == 20.0
            assert "MSM-B  BACKUP" in await console.say("show node\r")

    asyncio.run(talk())


def test_who_is_logged_in_in_a_snapshot(serving: Serving) -> None:
    """Whoever goes on at a console, and nobody else; a number belongs to one login."""

    async def talk() -> None:
        async with serving("telnet", "console-a") as network:
            console = await network.connect("console-a")
            await console.until(b"login: ")
            await console.say(":snapshot before\r", "login: ")
            others = [await network.telnet() for _ in range(8)]
            await console.say("admin\r", "password: ")
            await console.say("\r", ".1 # ")
            await console.say(":snapshot with-eight\r")
            for name in ("with-eight", "before"):
                await console.say(f":restore {name}\r")
                await asyncio.gather(*(other.rest() for other in others))
                others = [await network.telnet()]
                rows = (await others[0].say("show session\r", ".2 # ")).splitlines()[4:-1]
                assert [row.split()[7] for row in rows] == ["console", "telnet"]
                assert len({row[1:].split()[0] for row in rows}) == 2

    asyncio.run(talk())


def test_a_fault_in_a_command_of_the_lab(lab: ConsoleLab, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told, and the console is still there."""
    sitter = Sitter(lab, "MSM-A")
    monkeypatch.setattr(lab, "_why", lambda words: 1 / 0)
    shown = sitter.press(":why\r")
    assert shown.endswith("fault of the emulator: ZeroDivisionError: division by zero\r\nBD-10808.1 # ")


def test_a_locked_lab(lab: ConsoleLab) -> None:
    """Nothing of it can be used before its password is given, which must be given again by the next user."""
    port = ConsolePort(lab, "MSM-A", LabAccess("s3cret"))
    sitter = Sitter.at(port)
    assert sitter.press(":fail psu 1\r").startswith(":fail psu 1\r\nthe lab is locked (:unlock PASSWORD)\r\n")
    assert "wrong password" in sitter.press(":unlock secret\r")
    assert sitter.press(":unlock s3cret\r").endswith(":unlock s3cret\r\nBD-10808.1 # ")
    assert sitter.press(":fail psu 1\r") == ":fail psu 1\r\nBD-10808.1 # "
    assert "unlock" not in sitter.press("\x1b[A"), "the password is in no history"
    port.take(sitter)
    port.release(sitter)
    assert "the lab is locked" in sitter.press("\x15:help\r")


def test_guessing_the_labs_password(lab: ConsoleLab) -> None:
    """Three tries, then none until one connects again."""
    sitter = Sitter.at(ConsolePort(lab, "MSM-A", LabAccess("s3cret")))
    for _ in range(3):
        assert "wrong password" in sitter.press(":unlock x\r")
    assert "too many wrong passwords" in sitter.press(":unlock s3cret\r")
    assert "too many wrong passwords" in sitter.press(":help\r")


def test_no_lab_at_all(lab: ConsoleLab) -> None:
    """Where the program was started so, no password opens it."""
    sitter = Sitter.at(ConsolePort(lab, "MSM-A", LabAccess(closed=True)))
    assert "nobody may use the lab here" in sitter.press(":unlock \r")
    assert "nobody may use the lab here" in sitter.press(":power off\r")
    assert lab.machine.powered


def test_so_many_snapshots(lab: ConsoleLab) -> None:
    """More are refused; the name of one can be used again."""
    sitter = Sitter(lab, "MSM-A")
    for number in range(SNAPSHOTS):
        sitter.press(f":snapshot s{number}\r")
    assert f"there are {SNAPSHOTS} snapshots already" in sitter.press(":snapshot more\r")
    assert "already" not in sitter.press(":snapshot s3\r")
    assert len(lab.snapshots) == SNAPSHOTS


def test_a_wait_has_turns(lab: ConsoleLab) -> None:
    """Time passes in pieces, what is typed meanwhile waits, and Ctrl+C ends it where it is."""
    turn = Turn(4.0, map(float, count()).__next__)
    port = ConsolePort(lab, "MSM-A")
    terminal = Terminal(port.session, console=port, turn=turn)
    terminal.receive(b"admin\r\r")
    while not port.session.at_prompt:
        turn.begin()
        terminal.refresh()
    began = lab.machine.clock.now
    terminal.receive(b":wait 600\rshow node\r")
    turns = 0
    while terminal.more:
        turn.begin()
        terminal.refresh()
        turns += 1
    assert turns > 2
    assert lab.machine.clock.now == began + 600
    assert b":wait 600\r\nBD-10808.1 # show node\r\nNode " in terminal.take()
    terminal.receive(b":wait 600\r")
    turn.begin()
    terminal.refresh()
    terminal.receive(b"\x03")
    while terminal.more:
        turn.begin()
        terminal.refresh()
    assert lab.machine.clock.now < began + 1200
    assert terminal.take().endswith(b"BD-10808.2 # ")
