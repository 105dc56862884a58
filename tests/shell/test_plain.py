"""The shell without a terminal, and on one that can do nothing."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

Start = Callable[..., Any]
Pipe = Callable[[str], str]
LOGIN = """
login: admin
password:\x20
ExtremeWare XOS
Copyright (C) 2000-2005 Extreme Networks. All rights reserved.
Protected by US Patent Nos: 6,678,248; 6,104,700; 6,766,482; 6,618,388; 6,034,957
==============================================================================

Press the <tab> or '?' key at any time for completions.
Remember to save your configuration changes.

BD-10808.1 #\x20"""
NODES = """Node   State      Priority  SwHealth HwHealth
-----------------------------------------------
MSM-A  MASTER     0         49       7
MSM-B  BACKUP     0         49       7
"""


@pytest.fixture
def pipe(environment: dict[str, str]) -> Pipe:
    """What the shell writes to a pipe when it reads such a text from another."""

    def run(typed: str) -> str:
        command = [sys.executable, "-m", "xos_cli"]
        done = subprocess.run(command, input=typed.encode(), capture_output=True, env=environment, timeout=20)
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout.decode()

    return run


def test_pipe(pipe: Pipe) -> None:
    """From a pipe the screen is the console's, byte by byte: the echo, the answer, the next prompt."""
    out = pipe("show node\n\nshow vx\r\nshow node")
    assert out == (
        f"{LOGIN}show node\n{NODES}BD-10808.2 # \nBD-10808.2 # show vx\n{' ' * 19}^\n"
        f"%% Invalid input detected at '^' marker.\nBD-10808.3 # show node\n{NODES}BD-10808.4 # \n"
    )


def test_no_input(pipe: Pipe) -> None:
    """With nothing to read the shell ends at its first prompt."""
    assert pipe("") == LOGIN + "\n"


def test_quit(pipe: Pipe) -> None:
    """``:quit`` ends it before the rest is read."""
    assert pipe(":quit\nshow node\n") == LOGIN + ":quit\n"


def test_questions(pipe: Pipe) -> None:
    """A line answers a question; a command that takes its time is waited for."""
    out = pipe("save\nyes\nsave\nno\nquit\n")
    assert "(y/n) Yes\nSaving configuration" in out
    assert "(y/n) No\nSave configuration cancelled.\nBD-10808.3 # quit\n\nlogin: \n" in out


def test_login_after_a_reset(pipe: Pipe) -> None:
    """After a reset the lines are for the login prompt; what is secret is not echoed."""
    out = pipe("reboot\ny\nadmin\nwrong\nadmin\n\nshow node\n")
    assert "\nlogin: admin\npassword: \n\nLogin incorrect\n\nlogin: admin\npassword: \nExtremeWare XOS\n" in out
    assert out.endswith(f"BD-10808.1 # show node\n{NODES}BD-10808.2 # \n")


def test_no_console(pipe: Pipe) -> None:
    """Lines for a console that will never answer are given up; the lab's are not."""
    assert "MSM-A removed" in pipe(":remove msm-a\nshow node\n")
    assert pipe(":power off\n:power on\nadmin\n\nshow node\n").endswith(f"{NODES}BD-10808.2 # \n")


def test_help(pipe: Pipe) -> None:
    """A line that ends with a question mark is explained, not typed; in a quoted string it is."""
    out = pipe('show sw?\nshow vlan "x?\nhistory\n')
    assert "show sw?\n  switch          " in out
    assert "    1 show vlan" in out


def test_answers_at_once(environment: dict[str, str]) -> None:
    """Whoever talks to it through pipes gets answer and prompt as soon as they are there."""
    command = [sys.executable, "-m", "xos_cli", "--speed", "1000"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True, bufsize=0
    ) as shell:
        assert shell.stdin is not None
        assert shell.stdout is not None
        assert shell.stdout.read(len(LOGIN)) == LOGIN
        shell.stdin.write("show node\n")
        answer = f"show node\n{NODES}BD-10808.2 # "
        assert shell.stdout.read(len(answer)) == answer
        shell.stdin.write("save\ny\n")
        while "BD-10808.3 # " not in answer:
            answer += shell.stdout.read(1)
        assert "Configuration saved to primary.cfg successfully.\n" in answer


def test_imports(environment: dict[str, str]) -> None:
    """Neither prompt_toolkit nor rich is loaded, nor anything to read a line with before there is one."""
    code = (
        "import sys; from xos_cli.__main__ import main; status = main([]); "
        "sys.exit(status or sorted({'prompt_toolkit', 'rich', 'pyparsing', 'asyncio'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], stdin=subprocess.DEVNULL, capture_output=True, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(("options", "term"), [(["--plain"], "xterm"), ([], "dumb")])
def test_dumb_terminal(terminal: Start, options: list[str], term: str) -> None:
    """On a terminal the terminal echoes, once; there is no escape sequence."""
    at = terminal(*options, term=term)
    at.wait("BD-10808.1 # ")
    assert at.do("show node\n", "BD-10808.2 # ") == "show node\r\n" + NODES.replace("\n", "\r\n")
    at.do("save\n", "(y/n) ")
    assert at.do("yes\n", "BD-10808.3 # ").startswith("Yes\r\nSaving")
    at.do("quit\n", "login: ")
    at.do("admin\n", "password: ")
    assert at.do("secret\n", "login: ") == "\r\n\r\nLogin incorrect\r\n\r\n"
    assert "\x1b" not in at.bytes


def test_dumb_pager(terminal: Start) -> None:
    """The pager is wiped with blanks, and stops for one key."""
    at = terminal(term="dumb")
    at.wait("BD-10808.1 # ")
    at.do("show switch\n", "to quit:")
    assert at.do(" ", "BD-10808.2 # ").startswith("\r" + " " * 41 + "\r")


def test_end_of_file_on_a_terminal(terminal: Start) -> None:
    """Ctrl+D at the beginning of a line is the end of the input, and of the program."""
    at = terminal("--plain")
    at.wait("BD-10808.1 # ")
    at.child.sendeof()
    assert at.end() == 0
