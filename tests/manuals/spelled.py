"""Type the lines of the manuals: each alternative of a notation once, with values that the command takes.

A manual calls values by many names, some of which nobody here knows.  So the values of a line are found by trying: the
example of its name first, then values of every kind, where the caret of the refusal stands.
"""

import re
from collections import deque
from collections.abc import Iterable

from xos_cli.errors import CommandError
from xos_cli.language import Language
from xos_cli.language.grammar_files import grammar
from xos_cli.language.values import value

_PIECE = re.compile(r"<[^<>]*>|[\[\]{}|]|[^\s\[\]{}|<>]+|[<>]")
#: Values of every kind, tried in this order.
VALUES = [
    "1:1",
    "10.1.1.1",
    "10.0.0.0/8",
    "255.255.255.0",
    "5",
    "100",
    "1000",
    "2001:db8::1",
    "2001:db8::/64",
    "fe80::1%red",
    "00:04:96:00:00:01",
    "red",
    "x1",
    "es1",
    "st1",
    "ea1",
    "VR-Default",
    "QP1",
    "IQP1",
    "A",
    "1",
    "10.1.1.1:514",
    "-480",
    "10/28/2005",
    "12:30",
    "0x1f",
    "80:00",
    "239.1.1.1",
    "ff0e::1",
    "info",
    "etype",
    "primary",
    "stp",
    "2025",
    "bob",
    "m1",
    "f1",
    "pr1",
    "vm1",
    "tu1",
    "pg1",
    "pol1",
    "G60X",
    "first",
    "1.3.6",
    "v1",
    "controller",
    "bgp",
    "15",
    "24",
    "3000",
    "15000",
    "10;10;2025",
    "first;sunday;april",
    "0-7",
]
TRIES = 600
LANGUAGE = Language(grammar())


class Existing:
    """The names of the objects that the values name."""

    modular = True
    names = {
        "vlan": ["red", "Default", "Mgmt"],
        "stpd": ["st1", "s0"],
        "eaps": ["ea1"],
        "esrp": ["es1"],
        "account": ["bob", "admin"],
        "vr": ["VR-Default", "VR-Mgmt"],
        "process": ["stp"],
        "module": ["vlan"],
        "module_type": ["G60X"],
        "meter": ["m1"],
        "filter": ["f1", "DefaultFilter"],
        "protocol": ["pr1", "ANY"],
        "vman": ["vm1"],
        "file": ["primary"],
        "policy": ["pol1"],
        "tunnel": ["tu1"],
        "bgp-peer-group": ["pg1"],
    }

    def find(self, kind: str, word: str) -> str | None:
        """Return the name as it was created."""
        return next((name for name in self.all(kind) if name.lower() == word.lower()), None)

    def all(self, kind: str) -> Iterable[str]:
        """Return the names of a kind."""
        return self.names.get(kind, [])


def spelled(notation: str) -> list[str]:
    """Return lines of a notation with every alternative in one of them at least; values stand in ``<>`` still."""
    return list(dict.fromkeys(_alternatives(deque(_PIECE.findall(notation)))))


def _alternatives(pieces: deque[str]) -> list[str]:
    parts: list[list[list[str]]] = [[]]
    while pieces and (piece := pieces.popleft()) not in "]}":
        if piece == "|":
            parts.append([])
        elif piece in "[{":
            inside = _alternatives(pieces)
            parts[-1].append(inside if piece == "[" else ["", *inside])
        else:
            parts[-1].append([re.sub(r"\s+", "_", piece)])
    return [line for part in parts for line in _side_by_side(part)]


def _side_by_side(part: list[list[str]]) -> list[str]:
    """Return as many lines as the part with most alternatives has; the others repeat their last one."""
    count = max((len(words) for words in part), default=0)
    lines = [[words[min(number, len(words) - 1)] for words in part if words] for number in range(count)]
    return [" ".join(filter(None, words)) for words in lines]


def refused(line: str) -> str:
    """Return "" if some values make a line a command, else the line as it was typed last."""
    words = line.split()
    choices = [_choices(word) for word in words]
    chosen = [0] * len(words)
    text = line
    for _ in range(TRIES):
        typed = [choice[number] for choice, number in zip(choices, chosen, strict=True)]
        text = " ".join(typed).replace(";", " ")
        try:
            LANGUAGE.parse(text, Existing())
        except CommandError as error:
            place = _word_at(typed, len(text) if error.column is None else error.column)
            while place >= 0 and chosen[place] + 1 >= len(choices[place]):
                place -= 1  # what stands before was read as something else
            if place < 0:
                return text
            chosen[place] += 1
            chosen[place + 1 :] = [0] * (len(words) - place - 1)
        else:
            return ""
    return text


def _choices(word: str) -> list[str]:
    if not word.startswith("<") or len(word) < 3:
        return [word]
    meant = value(re.sub(r"[_ ]?\(.*\)", "", word.strip("<>")))
    example = meant.example if meant is not None else ""
    return [choice for choice in (example, *VALUES) if choice]


def _word_at(words: list[str], column: int) -> int:
    end = 0
    for number, word in enumerate(words):
        end += len(word) + 1
        if column < end:
            return number
    return len(words) - 1
