"""Sitting at the switch's console: on a person's terminal, or with lines of plain text where there is none.

``shell`` chooses.  Arrows run one way::

    shell ──> terminal (the terminal's mode, the first screen) ──> editor ──> keys, screen    prompt_toolkit
          └─> plain (no more than the standard library)
    both  ──> desk (what is typed, time that passes) ──> lab, session
          └─> completion (``?`` and Tab)
"""

import argparse
import os
import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xos_cli.shell.desk import Desk

#: Terminals that can do nothing but print.
DUMB = ("", "dumb", "unknown")


def shell(options: argparse.Namespace, desk: "Desk | None" = None) -> int:
    """Sit down at the console of MSM-A (or at a *desk* of one's own) until one leaves; the program's exit status."""
    from xos_cli.shell.desk import sit_down

    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGHUP, _end)
    desk = desk or sit_down(options)
    if options.plain or not on_terminal():
        from xos_cli.shell.plain import Plain

        return Plain(desk).run(options.cold)
    from xos_cli.shell.terminal import run

    return run(desk, options.cold)


def on_terminal() -> bool:
    """Whether there is a person's terminal at both ends."""
    return os.environ.get("TERM", "") not in DUMB and sys.stdin.isatty() and sys.stdout.isatty()


def _end(number: int, frame: FrameType | None) -> None:
    """A signal to end: unwind, so that the terminal is left as it was found."""
    sys.exit(128 + number)
