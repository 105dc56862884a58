"""Colour on a person's terminal, for what `lint`, `check` and `run --diff` print and for the pictures of `:chassis`."""

import os
from collections.abc import Callable, Mapping
from typing import TextIO

#: Values of TERM of terminals that can only print.
DUMB = ("", "dumb", "unknown")
RED, GREEN, YELLOW, CYAN, BOLD = "31", "32", "33", "36", "1"


def wanted(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether *stream* is a terminal that shows colour, and nobody said NO_COLOR."""
    return stream.isatty() and allowed(environment)


def allowed(environment: Mapping[str, str]) -> bool:
    """Return whether an *environment* has a terminal with colour: TERM is not dumb, NO_COLOR is not set."""
    return environment.get("TERM", "") not in DUMB and not environment.get("NO_COLOR")


def paint(text: str, *codes: str) -> str:
    """Put *text* in the colours of these codes of SGR (ECMA-48)."""
    return f"\x1b[{';'.join(codes)}m{text}\x1b[m"


def painter(stream: TextIO) -> Callable[..., str]:
    """Return ``paint`` where *stream* shows colour, else a function that returns its text as it is."""
    return paint if wanted(stream) else lambda text, *codes: text


def unified_diff(text: str, stream: TextIO) -> str:
    """Return a unified diff with its lines in colour, as far as *stream* shows colour."""
    if not wanted(stream):
        return text
    return "".join(_diff_line(line) for line in text.splitlines(keepends=True))


def _diff_line(line: str) -> str:
    body = line.rstrip("\n")
    for begin, codes in (("---", (BOLD,)), ("+++", (BOLD,)), ("@@", (CYAN,)), ("-", (RED,)), ("+", (GREEN,))):
        if body.startswith(begin):
            return paint(body, *codes) + line[len(body) :]
    return line
