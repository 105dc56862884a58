"""The shell as an expect script drives it: printed, not judged.  ``pytest -s tests/benchmarks/test_shell.py``."""

import os
import pathlib
import sys
from statistics import median
from time import perf_counter
from typing import Any

import pexpect
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
RUNS, COMMANDS = 9, 300
#: The least that prompt_toolkit can do: one prompt, without the question for the cursor's position.
BARE = """
import sys
from prompt_toolkit import PromptSession
from prompt_toolkit.output.color_depth import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output
output = Vt100_Output.from_pty(sys.stdout)
output.enable_cpr = False
session = PromptSession(output=output, color_depth=ColorDepth.DEPTH_1_BIT)
while True:
    session.prompt([("ansiwhite", "BD-10808.1 # ")])
"""


class Script:
    """An expect script at a program; the interpreter keeps what it compiled under *cache*."""

    def __init__(self, cache: pathlib.Path, *arguments: str) -> None:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = kept | {"TERM": "xterm", "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(cache)}
        self.start = perf_counter()
        self.child: Any = pexpect.spawn(
            sys.executable, list(arguments), env=environment, encoding="utf-8", timeout=10, dimensions=(60, 100)
        )
        self.child.delaybeforesend = None

    def wait(self) -> float:
        """Milliseconds since the start at which a prompt has come."""
        self.child.expect(r"BD-10808\.\d+ # ")
        return (perf_counter() - self.start) * 1e3

    def do(self, command: str) -> float:
        """Type a command; milliseconds since the start at which the next prompt has come."""
        self.child.send(command + "\r")
        return self.wait()


def starts(cache: pathlib.Path, *arguments: str) -> tuple[float, float]:
    """Milliseconds to the first prompt, and to the one after an Enter: medians of some runs after one that compiles."""
    times = []
    for _ in range(RUNS + 1):
        script = Script(cache, *arguments)
        times.append((script.wait(), script.do("")))
        script.child.close(force=True)
    return median(first for first, _ in times[1:]), median(second for _, second in times[1:])


def test_first_prompt(tmp_path: pathlib.Path) -> None:
    """Print how long the first prompt takes, and how long prompt_toolkit's own would take."""
    bare, bare_after = starts(tmp_path, "-c", BARE)
    ours, ours_after = starts(tmp_path, "-m", "xos_cli")
    print(f"\nfirst prompt {ours:.0f} ms, bare prompt_toolkit {bare:.0f} ms: {ours / bare:.2f} times")
    print(f"and the prompt after an Enter {ours_after:.0f} ms, bare {bare_after:.0f} ms")


@pytest.mark.parametrize("command", ["history", "show node", "show switch"])
def test_commands(tmp_path: pathlib.Path, command: str) -> None:
    """Print how many commands a second a script gets through that waits for every prompt."""
    script = Script(tmp_path, "-m", "xos_cli")
    script.wait()
    script.do("disable clipaging")
    times = [script.do(command) for _ in range(COMMANDS)]
    script.child.close(force=True)
    print(f"\n{command}: {(COMMANDS - 1) / (times[-1] - times[0]) * 1e3:.0f} commands/s")
