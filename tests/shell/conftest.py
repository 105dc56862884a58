"""A terminal of one's own, with the shell running on it: the bytes that come, and the screen they make."""

import os
import pathlib
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pexpect
import pyte
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
#: Somebody sits down at a bd10808 to which something is done first.
SIT_DOWN = """
import sys
from xos_cli.__main__ import parser
from xos_cli.shell.operator import sit_down
from xos_cli.shell.terminal import run
operator = sit_down(parser().parse_args(["--speed", "500"]))
machine = operator.lab.machine
{first}
sys.exit(run(operator, False))
"""


def environment(term: str) -> dict[str, str]:
    """Of a program on a terminal of this kind."""
    return {**os.environ, "TERM": term, "PYTHONPATH": str(ROOT)}


class Terminal:
    """A program on a terminal of 24 lines; *arguments* are the interpreter's."""

    def __init__(self, *arguments: str, term: str = "xterm") -> None:
        self.child: Any = pexpect.spawn(
            sys.executable, list(arguments), env=environment(term), encoding="utf-8", timeout=10, dimensions=(24, 80)
        )
        self.child.delaybeforesend = None
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.Stream(self.screen)
        self.bytes = ""

    def wait(self, text: str) -> str:
        """What comes up to and with *text*."""
        self.child.expect_exact(text)
        return self._came(self.child.before + self.child.after)

    def look(self, until: str) -> str:
        """The screen, once its last line matches *until*."""
        self._came(self.child.buffer)
        self.child.buffer = ""
        while not re.search(until, self.last):
            try:
                self._came(self.child.read_nonblocking(65536, 5))
            except pexpect.TIMEOUT:
                raise AssertionError(f"{until!r} is not the end of:\n{self.text}") from None
        return self.text

    def _came(self, data: str) -> str:
        self.bytes += data
        self.stream.feed(data)
        return data

    def type(self, keys: str) -> None:
        """Type, all at once."""
        self.child.send(keys)

    def do(self, keys: str, prompt: str) -> str:
        """Type, and wait for the prompt; what comes before it."""
        self.type(keys)
        return self.wait(prompt).removesuffix(prompt)

    def end(self) -> int:
        """Wait for the end; the exit status."""
        self._came(self.child.read())
        self.child.close()
        return int(self.child.exitstatus)

    @property
    def text(self) -> str:
        """The lines of the screen, without what is empty at its end."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip("\n")

    @property
    def last(self) -> str:
        """The line on which the cursor stands."""
        return str(self.screen.display[self.screen.cursor.y].rstrip())


@pytest.fixture(name="environment")
def environment_of_a_pipe() -> dict[str, str]:
    """Of a program whose terminal, if it had one, would be an xterm."""
    return environment("xterm")


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    """Run the program with such options on a terminal, as ``terminal("--plain", term="vt100")``."""
    opened: list[Terminal] = []

    def run(*options: str, term: str = "xterm", first: str = "") -> Terminal:
        arguments = ("-c", SIT_DOWN.format(first=first)) if first else ("-m", "xos_cli", "--speed", "500", *options)
        opened.append(Terminal(*arguments, term=term))
        return opened[-1]

    yield run
    for each in opened:
        each.child.close(force=True)


@pytest.fixture
def somebody(terminal: Callable[..., Terminal]) -> Terminal:
    """The shell at its first prompt."""
    at = terminal()
    at.wait("BD-10808.1 # ")
    return at


@pytest.fixture(scope="module")
def shared() -> Iterator[Terminal]:
    """The shell at its first prompt, for all the tests of a module that type no line."""
    at = Terminal("-m", "xos_cli", "--speed", "500")
    at.wait("BD-10808.1 # ")
    yield at
    at.child.close(force=True)


@pytest.fixture
def keyboard(shared: Terminal) -> Iterator[Terminal]:
    """An empty line at the first prompt; what is typed there is dropped."""
    yield shared
    shared.type("q\x03")
    shared.look("^BD-10808.1 #$")
    shared.do("\x0c", "BD-10808.1 # ")
