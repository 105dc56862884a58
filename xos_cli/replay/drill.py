"""Lines with which a script checks itself.  They stand behind the line they are about.

:expect TEXT      the line before printed this (runs of blanks count as one)
:refused {TEXT}   the line before was refused, with these words
:sync             the backup could take over now without loss
"""

from collections.abc import Callable, Sequence

from xos_cli.switch.machine import Machine

#: How each is typed, and a line of help.
CHECKS = {
    "expect": (":expect TEXT", "The line before printed this"),
    "refused": (":refused {TEXT}", "The line before was refused (with these words)"),
    "sync": (":sync", "The MSMs are in sync"),
}


def is_check(line: str) -> bool:
    """Whether the script checks itself here."""
    return line[:1] == ":" and line[1:].split(None, 1)[:1] in [[name] for name in CHECKS]


def wants_refusal(script: Sequence[str], after: int) -> bool:
    """Whether the check behind line *after* (from 1) wants it refused; blank lines and comments do not count."""
    for line in (script[at] for at in range(after, len(script))):
        if line.startswith(":") and is_check(line):
            if line[1:].split(None, 1)[0] == "refused":
                return True
        elif line.strip() and not line.startswith("#"):
            return False
    return False


def check(line: str, said: str, machine: Machine, refusals: Callable[[], Sequence[str]]) -> str:
    """What is wrong, "" if nothing is.  *said*: what the line before printed; *refusals* gives the words it was
    refused with, and takes note that they were wanted."""
    name, _, text = line[1:].strip().partition(" ")
    match name:
        case "expect":
            return _expected(text, said)
        case "refused":
            return _refused(text, refusals())
    return "" if machine.in_sync else f"the MSMs are not in sync ({machine.describe()})"


def _expected(text: str, said: str) -> str:
    wanted = " ".join(text.split())
    if not wanted:
        return "say what the line before should have printed"
    return "" if wanted in " ".join(said.split()) else f'the line before did not print "{wanted}"'


def _refused(text: str, words: Sequence[str]) -> str:
    if not words:
        return "the line before was accepted"
    wanted = " ".join(text.split())
    said = " ".join(" ".join(words).split())
    return "" if wanted in said else f'the line before was refused with "{said}"'
