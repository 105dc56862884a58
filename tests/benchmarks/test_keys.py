"""What a key costs with the whole grammar: printed, and held against the figures that were asked for.

``python -m pytest -s tests/benchmarks/test_keys.py``.  Asked for: `?` and Tab in 10 ms at the median and 25 at the
worst, 200 keystrokes a second.  (Memory over 100,000 commands: test_fuzz with ``XOS_FUZZ=1000000``.)
"""

import os
import pathlib
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import pytest

from xos_cli.command import names as existing
from xos_cli.errors import CommandError
from xos_cli.language.grammar_files import grammar
from xos_cli.serve.terminal import Terminal
from xos_cli.session.session import Session
from xos_cli.shell.completion import Found, completed, listing

TOP = pathlib.Path(__file__).resolve().parents[2]
#: What was asked for, in milliseconds and keystrokes a second.
MEDIAN, WORST, RATE = 10.0, 25.0, 200.0


def beginnings() -> list[str]:
    """Every command of the grammar up to its first bracket, cut after each word and in the middle of the last."""
    found: dict[str, None] = {"": None}
    for entry in grammar().entries:
        words = entry.notation.partition(" [")[0].partition(" {")[0].partition(" <")[0].split()
        for count in range(1, len(words) + 1):
            found[" ".join(words[:count]) + " "] = None
            found[" ".join([*words[: count - 1], words[count - 1][:2]])] = None
    return list(found)


@pytest.fixture
def session(switch: Callable[..., Any]) -> Session:
    """Somebody at a console, with 200 VLANs to be offered."""
    machine = switch().machine
    machine.nodes["MSM-A"].console.watchers.clear()
    made = Session(machine, "MSM-A")
    for line in ("admin", "", *(f"create vlan v{number}" for number in range(200))):
        made.feed(line)
    made.take()
    return made


def milliseconds(action: Callable[[], object]) -> float:
    """What it takes once."""
    start = perf_counter()
    action()
    return (perf_counter() - start) * 1e3


def press(session: Session, line: str, key: str) -> Found:
    """What `?` or Tab makes of a line."""
    try:
        found = session.candidates(line)
    except CommandError as error:
        return Found(printed=error.screen(len(session.prompt)))
    return Found(printed=listing(found)) if key == "?" else completed(line, found)


def afresh(session: Session, lines: list[str], key: str) -> list[float]:
    """The cost of the key at each place where nobody was before: its branch is filled in first."""
    existing._language.cache_clear()
    grammar.cache_clear()
    return [milliseconds(lambda line=line: press(session, line, key)) for line in lines]  # type: ignore[misc]


@pytest.mark.parametrize("key", ["?", "Tab"])
def test_help_and_completion_are_quick(session: Session, key: str) -> None:
    """At every place of every command, at the first visit (the least of three, for the host has other work as well).

    The very first key reads the grammar files; the shell has done so while its first prompt stands.
    """
    lines = beginnings()
    first, *cold = map(min, zip(*[afresh(session, lines, key) for _ in range(3)], strict=True))
    warm = [milliseconds(lambda line=line: press(session, line, key)) for line in lines]  # type: ignore[misc]
    worst, where = max(zip(cold, lines[1:], strict=True))
    print(
        f"\n{key}: {len(grammar().entries)} commands, {len(lines)} places: median {median(cold):.2f} ms, "
        f"worst {worst:.1f} ms (after {where!r}), the very first {first:.1f} ms; "
        f"at the second visit {median(warm):.2f} and {max(warm):.1f} ms"
    )
    assert median(cold) < MEDIAN
    assert worst < WORST


def test_keystrokes_a_second(session: Session) -> None:
    """A terminal of the network, key by key: lines typed, corrected, completed and entered."""
    terminal = Terminal(session)
    burst = b"show vlan v1\x7f\x7fDef\tx\x08\rconf?\x15\x10\x10\x0e\x01\x05\x17\x15"
    start, count = perf_counter(), 200
    for _ in range(count):
        for key in burst:
            terminal.receive(bytes([key]))
            terminal.refresh()
            terminal.take()
    rate = count * len(burst) / (perf_counter() - start)
    print(f"\n{rate:.0f} keystrokes a second at a terminal of the network")
    assert rate > RATE


def test_keystrokes_a_second_in_the_shell() -> None:
    """The same in the shell, on a terminal of its own: from the key to its echo, one after the other."""
    pexpect = pytest.importorskip("pexpect")
    environment = {**os.environ, "PYTHONPATH": str(TOP), "TERM": "xterm"}
    child = pexpect.spawn(sys.executable, ["-m", "xos_cli"], env=environment, cwd=str(TOP), timeout=20)
    child.delaybeforesend = None
    child.expect_exact(" # ")

    def echo(key: str) -> None:
        child.send(key)
        child.expect_exact(key)

    times: list[float] = []
    for _ in range(20):
        times += [milliseconds(lambda key=key: echo(key)) for key in "show vlan Default"]  # type: ignore[misc]
        child.send("\x15\r")
        child.expect_exact(" # ")
    child.close(force=True)
    rate = 1e3 / (sum(times) / len(times))
    print(f"\n{rate:.0f} keystrokes a second in the shell; median {median(times):.1f} ms, worst {max(times):.1f} ms")
    assert rate > RATE
