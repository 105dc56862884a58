"""The local shell: somebody at the switch's console, on a terminal or with lines of plain text from a pipe.

``shell`` chooses.  Imports go one way::

    shell ──> terminal (its mode, the first screen) ──> keys ──> editor ──> screen    prompt_toolkit
          └─> plain (no more than the standard library)
    both  ──> operator (what is typed, time that passes) ──> lab, session
          └─> completion (``?`` and Tab)
"""

import argparse
import os
import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING

from xos_cli.program.colour import DUMB

if TYPE_CHECKING:
    from xos_cli.shell.operator import Operator


def shell(options: argparse.Namespace, operator: "Operator | None" = None) -> int:
    """Sit down at the console of MSM-A, or let *operator* sit there; return the program's exit status."""
    from xos_cli.shell.operator import sit_down

    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGHUP, _end)
    operator = operator or sit_down(options)
    if options.plain or not on_terminal():
        from xos_cli.shell.plain import Plain

        return Plain(operator).run(options.cold)
    from xos_cli.shell.terminal import run

    return run(operator, options.cold)


def on_terminal() -> bool:
    """Return whether standard input and output are a person's terminal."""
    return os.environ.get("TERM", "") not in DUMB and sys.stdin.isatty() and sys.stdout.isatty()


def _end(number: int, frame: FrameType | None) -> None:
    """End the program at a signal by an exception, so that the terminal is set back to its mode."""
    sys.exit(128 + number)
