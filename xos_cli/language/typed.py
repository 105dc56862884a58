"""A line as it was typed, and what exists on the switch when it is read."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

#: How strongly a reading of a word is believed, the least number first: a definite value, the abbreviation of one
#: keyword, a free string, the abbreviation of several keywords, the name of no object.  (An exact keyword is certain.)
DEFINITE, ABBREVIATED, STRING, SEVERAL, UNKNOWN = 1, 2, 3, 4, 5

#: The next word: a quoted string, or all up to the next blank.
WORD = re.compile(r'\s*+("[^"]*"(?!\S)|\S+)')


class Names(Protocol):
    """What exists now."""

    @property
    def modular(self) -> bool:
        """True: ports are slot:port.  False: they are plain numbers."""

    def find(self, kind: str, word: str) -> str | None:
        """The object's name as it is spelled where it was made; *word* may be in any case."""

    def all(self, kind: str) -> Iterable[str]:
        """Every object of this kind."""


class Nothing:
    """No object exists: what a value knows of the switch when it is used as a bare pyparsing element."""

    modular = True

    def find(self, kind: str, word: str) -> str | None:
        return None

    def all(self, kind: str) -> Iterable[str]:
        return ()


class Typed(str):
    """The text that pyparsing hands from element to element, so that the names need not be global.

    *cursor*: the line goes on after its end, and what may come there is wanted.
    """

    __slots__ = ("cursor", "names")
    names: Names
    cursor: bool

    def __new__(cls, text: str, names: Names, cursor: bool = False) -> "Typed":
        line = super().__new__(cls, text)
        line.names, line.cursor = names, cursor
        return line


class Reading(NamedTuple):
    """What a value makes of the words at one place: where they end, the typed result, and how the line spells it."""

    rank: int
    end: int
    result: Any
    text: str


def shared(one: str, other: str) -> int:
    """How many characters two words have in common at their beginning."""
    length = min(len(one), len(other))
    return next((i for i in range(length) if one[i] != other[i]), length)
