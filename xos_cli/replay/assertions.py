"""Lines with which a script checks itself.  Each stands behind the line that it is about.

:expect TEXT      the line before printed this text (runs of blanks count as one)
:refused {TEXT}   the line before was refused, with these words
:sync             the MSMs are in sync: a failover now would lose nothing
"""

from collections.abc import Callable, Sequence

from xos_cli.lab.help import CHECKS
from xos_cli.switch.machine import Machine


def is_check(line: str) -> bool:
    """Return whether the line is one of the script's own checks."""
    return line[:1] == ":" and line[1:].split(None, 1)[:1] in [[name] for name in CHECKS]


def wants_refusal(script: Sequence[str], after: int) -> bool:
    """Return whether a ``:refused`` stands behind line *after* (counted from 1); blank lines and comments do not
    count."""
    for line in (script[at] for at in range(after, len(script))):
        if line.startswith(":") and is_check(line):
            if line[1:].split(None, 1)[0] == "refused":
                return True
        elif line.strip() and not line.startswith("#"):
            return False
    return False


def check(line: str, printed: str, machine: Machine, refusals: Callable[[], Sequence[str]]) -> str:
    """Carry out a check; return what is wrong, "" if nothing is.

    *printed*: what the line before printed.  *refusals* returns the words with which it was refused, and strikes them
    off the list of failures.
    """
    name, _, text = line[1:].strip().partition(" ")
    match name:
        case "expect":
            return _expected(text, printed)
        case "refused":
            return _refused(text, refusals())
    return "" if machine.in_sync else f"the MSMs are not in sync ({machine.describe()})"


def _expected(text: str, printed: str) -> str:
    wanted = " ".join(text.split())
    if not wanted:
        return "say what the line before should have printed"
    return "" if wanted in " ".join(printed.split()) else f'the line before did not print "{wanted}"'


def _refused(text: str, words: Sequence[str]) -> str:
    if not words:
        return "the line before was accepted"
    wanted = " ".join(text.split())
    said = " ".join(" ".join(words).split())
    return "" if wanted in said else f'the line before was refused with "{said}"'
