"""What `lint` says of a line is what `run` would: `run` is the judge of lines made from the grammar, with faults.

Six hundred lines here.  By hand: ``XOS_LINT=20000 python -m pytest -s tests/replay/test_lint_agrees.py``.
"""

import os
import random
import re
from collections import Counter, deque
from collections.abc import Iterator
from copy import deepcopy

import pytest
from examples import OBJECTS, example

from xos_cli import Console, Switch, XosError
from xos_cli.language.grammar_files import grammar
from xos_cli.program.resources import read_chassis
from xos_cli.replay.lint import ERROR, Linter
from xos_cli.replay.lint_asks import NOTHING
from xos_cli.replay.lint_program import prepared

COUNT = int(os.environ.get("XOS_LINT", "600"))
#: What cannot be known of a line that nobody runs, and the words by which `run` refuses it then.
UNKNOWN = {
    "an object that the switch may have, of a kind whose names are not followed": (
        r"^(?!.*(VLAN|STPD|EAPS domain|ESRP domain|Protocol filter|Log filter|Virtual router) \S+ does not exist)"
        r".*(does not exist|is not configured|[Tt]here (is|are) no|cannot be resolved|was not downloaded|not found"
        r"|No .* is configured|already exists|[Uu]nreachable|Unable to connect|timed out)"
    ),
    "what belongs to what, and what is set by then": (
        r"is not (in|a member|the master|an EAPS shared|part)|does not track|has no |have no|is a member of|belongs to"
        r"|does not have|is not a secondary|must be less than|cannot be greater than"
        r"|still has|is in use|Protocol conflict|STP domain|does not match|already|Valid timer|same|overlap"
    ),
    "what is switched on by then": r"enabled|disabled|not loaded|not running|not ready",
    "the modules in the slots": r"not capable of|Port \S+ does not|two media|no module|holds an MSM",
    "a question that nothing answers": r"no answer was given|\(y/n\)|\(y or n\)|password:|failsafe user",
}
FAULTS = 14
#: Values of any kind, right and wrong.
VALUES = (
    *("Default", "v1", "s0", "admin", "VR-Default", "primary", "x" * 33, "5a", "transit", '"two words"', '""', "é"),
    *("0", "1", "100", "4095", "65536", str(2**32), "-1", "1.5", "1:1", "2:*", "1:1,2:3", "9:1", "1:4-2", "all"),
    *(
        "10.0.0.1",
        "10.0.0.1/24",
        "224.0.0.5",
        "255.255.255.0",
        "fe80::1/64",
        "00:11:22:33:44:55",
        "10/28/2005",
        "a.pol",
    ),
)


def lines(count: int, seed: int) -> Iterator[str]:
    """Lines that the grammar allows, with values of their kind or any, and with a fault in every third."""
    dice = random.Random(seed)
    notations = [entry.notation for entry in grammar().entries]
    every = [text for text in notations if not text.startswith(("exit", "quit", "logout", "reboot", "show tech"))]
    made = 0
    while made < count:
        words = _words(deque(_PIECE.findall(dice.choice(every))), dice)
        line = " ".join(_faulty(words, dice)) if words else ""
        if line.strip() and line.isprintable() and not re.match(r"\s*([:#]|e|ex|exi|q|qu|qui|lo|log|reb)", line):
            made += 1
            yield line


_PIECE = re.compile(r"<[^<>]*>|[\[\]{}|]|[^\s\[\]{}|<>]+")


def _words(pieces: deque[str], dice: random.Random) -> list[str]:
    """One of the alternatives up to the end of a bracket."""
    found: list[list[str]] = [[]]
    while pieces and (piece := pieces.popleft()) not in "]}":
        if piece == "|":
            found.append([])
        elif piece in "[{":
            inside = _words(pieces, dice)
            found[-1] += inside if piece == "[" or dice.random() < 0.5 else []
        elif piece.startswith("<"):
            found[-1].append(example(piece) if dice.random() < 0.8 else dice.choice(VALUES))
        else:
            found[-1].append(piece.strip("."))
    return dice.choice(found)


def _faulty(words: list[str], dice: random.Random) -> list[str]:
    """Change a letter, or drop, double, replace or cut off a word, or what comes after it; mostly nothing of it."""
    at, fault = dice.randrange(len(words)), dice.randrange(FAULTS)
    before, word, after = words[:at], words[at], words[at + 1 :]
    letter = dice.randrange(len(word)) if word else 0
    changed = word[:letter] + dice.choice("abcdexyz159-.") + word[letter + 1 :]
    other = dice.choice(dice.choice(grammar().entries).notation.split()).strip("[]{}|<>")
    made = [[changed], [], [word, word], [other], [dice.choice(VALUES)], [word[: letter + 1]]]
    if fault == len(made):
        return [*before, word]
    return [*before, *made[fault], *after] if fault < len(made) else words


class Judge:
    """A switch with an object of each kind, and a linter that has read the lines that made them."""

    def __init__(self, chassis: str) -> None:
        self.switch = Switch(chassis)
        self.linter: Linter = prepared(read_chassis(chassis))[0]
        for line in OBJECTS:
            if _refusal(self.switch.console(), line):
                continue
            assert not list(self.linter.read("", [line]))
        known = self.linter.known
        self.snapshot, self.names, self.made = self.switch.snapshot(), deepcopy(known._names), set(known._made)

    def read(self, line: str) -> str:
        """Return the severity of what `lint` finds: error, warning or nothing."""
        self.linter.known._names, self.linter.known._made = deepcopy(self.names), set(self.made)
        self.linter._asks, self.linter._open = NOTHING, None
        self.linter.needs.modules = frozenset()
        found = list(self.linter.read("", [line]))
        return next((one.severity for one in found if one.severity == ERROR), found[0].severity if found else "")

    def run(self, line: str) -> str:
        """Return the words by which the switch refuses the line, nothing if it takes it."""
        self.switch.restore(self.snapshot)
        return _refusal(self.switch.console(), line)


def _refusal(console: Console, line: str) -> str:
    try:
        console.run(line)
    except XosError as error:
        return str(error).strip().splitlines()[-1]
    return ""


def kind_of(refusal: str) -> str:
    """Return why nobody could know this refusal without running the line, "" if it could be known."""
    return next((kind for kind, words in UNKNOWN.items() if re.search(words, refusal)), "")


@pytest.mark.parametrize(("chassis", "seed"), [("bd10808", 1), ("bd8810", 2), ("summit-x450-24t", 3)])
def test_lint_agrees_with_run(chassis: str, seed: int) -> None:
    """No line that the switch takes is an error, and what it refuses is found, but for what only running can tell."""
    judge, alarms, missed, unknown = Judge(chassis), [], [], Counter[str]()
    for line in lines(COUNT // 3, seed):
        said, refusal = judge.read(line), judge.run(line)
        if said == ERROR and not refusal:
            alarms.append(line)
        elif refusal and not said and not (kind := kind_of(refusal)):
            missed.append((line, refusal))
        elif refusal and not said:
            unknown[kind] += 1
    print(f"\n{chassis}: {COUNT // 3} lines, {len(alarms)} false alarms, {len(missed)} missed; not to be known:")
    for kind, count in unknown.most_common():
        print(f"{count:>6}  {kind}")
    assert (alarms, missed) == ([], [])
