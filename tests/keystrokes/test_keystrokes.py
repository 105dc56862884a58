"""Keys beside the screen that a person sees after them.

``NAME.keys`` is what is typed: ``<Tab>``, ``<Enter>``, ``<C-a>`` ... are keys, the line ends of the file are none, and
a line that begins with ``#`` is a remark.  ``NAME.screen`` is all that has then been on a terminal of 24 lines, and
where the cursor stands.  The first remark says where the dialogue is held:

    # everywhere   in the shell, over the network, and as plain lines on a pipe
    # terminals    in the shell and over the network
    # shell        in the shell

To write the screens anew: ``XOS_KEYS=write python -m pytest tests/keystrokes``, and read them.
"""

import os
import pathlib
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pexpect
import pyte
import pytest

from xos_cli.serve.terminal import Terminal
from xos_cli.session.session import TIME, Session
from xos_cli.shell.terminal import WELCOME
from xos_cli.switch.machine import Machine

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROGRAM = ["-m", "xos_cli", "--speed", "500"]
ENVIRONMENT = {**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT)}
LONGEST = 60.0  # seconds for which a screen is waited for, on a machine that has other work
WRITE = os.environ.get("XOS_KEYS") == "write"
KEYS = {
    "Enter": "\r",
    "Tab": "\t",
    "Esc": "\x1b",
    "Space": " ",
    "lt": "<",
    "Backspace": "\x7f",
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "Right": "\x1b[C",
    "Left": "\x1b[D",
    "Insert": "\x1b[2~",
    "Delete": "\x1b[3~",
} | {f"C-{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"}


def held(*places: str) -> list[str]:
    """The transcripts that are held in these places."""
    files = sorted(HERE.glob("*.keys"))
    return [file.stem for file in files if file.read_text().partition("\n")[0].removeprefix("# ") in places]


NETWORK = held("everywhere", "terminals")


def keys(name: str) -> list[str]:
    """What is typed, in pieces: after ESC, which begins other keys, one waits for the prompt that it leads to."""
    lines = [line for line in (HERE / f"{name}.keys").read_text().splitlines() if not line.startswith("#")]
    pieces = re.split(r"(?<=<Esc>)", "".join(lines))
    return [re.sub(r"<([\w-]+)>", lambda match: KEYS[match[1]], piece) for piece in pieces]


class Screen:
    """A terminal of 24 lines, and all that has left it at the top."""

    def __init__(self) -> None:
        self.screen = pyte.HistoryScreen(80, 24, history=1000)
        self.stream = pyte.Stream(self.screen)

    def show(self, text: str) -> None:
        """Text for the terminal came."""
        self.stream.feed(text)

    def __str__(self) -> str:
        above = [[line[column].data for column in range(80)] for line in self.screen.history.top]
        lines = ["".join(line).rstrip() for line in above] + [line.rstrip() for line in self.screen.display]
        cursor = self.screen.cursor
        return "\n".join(lines).rstrip("\n") + f"\n[cursor: line {len(above) + cursor.y + 1}, column {cursor.x}]\n"


def expected(name: str) -> str:
    """The screen after the keys."""
    return (HERE / f"{name}.screen").read_text()


# -- over the network ------------------------------------------------------------------------------------------------


def network(machine: Machine, typed: list[str]) -> str:
    """The screen of somebody who typed that after logging in, on a line without I/O."""
    machine.nodes["MSM-A"].console.watchers.clear()
    session, screen = Session(machine, "MSM-A"), Screen()
    session.take()
    terminal = Terminal(session)
    terminal.resize(80, 24)
    for piece in ("admin\r\r", *typed):
        terminal.receive(piece.encode())
        while session.wants == TIME or terminal.more:
            screen.show(terminal.take().decode())
            if session.wants == TIME:
                machine.wait(lambda: session.wants != TIME, "a prompt")
            terminal.refresh()
        screen.show(terminal.take().decode())
    return str(screen)


@pytest.mark.parametrize("name", NETWORK)
def test_over_the_network(name: str, switch: Callable[..., Any]) -> None:
    """The line editor of telnet and SSH."""
    shown = network(switch().machine, keys(name))
    if WRITE:
        (HERE / f"{name}.screen").write_text(shown)
    assert shown == expected(name)


# -- in the shell ----------------------------------------------------------------------------------------------------


@pytest.fixture
def shell() -> Iterator[Any]:
    """The shell on a terminal of its own, at its first prompt."""
    options: dict[str, Any] = {"env": ENVIRONMENT, "encoding": "utf-8", "timeout": 20, "dimensions": (24, 80)}
    child: Any = pexpect.spawn(sys.executable, PROGRAM, **options)
    child.delaybeforesend = None
    child.expect_exact("BD-10808.1 # ")
    yield child
    child.close(force=True)


def shown(shell: Any, screen: Screen, enough: Callable[[], bool], seconds: float) -> None:
    """Show what comes on the screen until that is enough, the shell has ended or the time is over."""
    until = time.monotonic() + seconds
    while not enough() and time.monotonic() < until:
        try:
            screen.show(shell.read_nonblocking(65536, 0.5))
        except pexpect.TIMEOUT:
            continue
        except pexpect.EOF:
            break


@pytest.mark.parametrize("name", held("everywhere", "terminals", "shell"))
def test_in_the_shell(name: str, shell: Any) -> None:
    """The editor on a person's terminal; all keys are typed at once, as fast as a paste."""
    screen, wanted = Screen(), expected(name) if not WRITE or name in NETWORK else ""
    screen.show((shell.before + shell.after).removeprefix(WELCOME.replace("\n", "\r\n")))
    prompts = 1
    for piece in keys(name):
        shell.send(piece)
        prompts += piece.count("\r")
        if piece.endswith("\x1b"):
            shown(shell, screen, lambda: f"BD-10808.{prompts} #" in str(screen), LONGEST)  # noqa: B023
    shown(shell, screen, lambda: str(screen) == wanted, LONGEST if wanted else 3)
    if WRITE and not wanted:
        (HERE / f"{name}.screen").write_text(str(screen))
    assert str(screen) == expected(name)


# -- as plain lines --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", held("everywhere"))
def test_as_plain_lines(name: str) -> None:
    """On a pipe, where nothing is a key; what follows the last line cannot be shown."""
    typed = "".join(keys(name)).replace("\r", "\n")
    options: dict[str, Any] = {"env": ENVIRONMENT, "capture_output": True, "text": True, "timeout": 60}
    done = subprocess.run([sys.executable, *PROGRAM, "--plain"], input=typed, check=False, **options)
    assert done.stderr == ""
    screen = Screen()
    screen.show(done.stdout.removesuffix("\n").replace("\n", "\r\n"))
    assert str(screen) == expected(name)
