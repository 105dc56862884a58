"""A line as typed, and the names that exist on the switch when it is read."""

import re
from collections.abc import Iterable
from typing import Any, Protocol

from xos_cli.record import NamedTuple

#: The strength of a reading of a word, the strongest first: a definite value, the abbreviation of one
#: keyword, a free string, the abbreviation of several keywords, the name of no object.  (An exact keyword is certain.)
DEFINITE, ABBREVIATED, STRING, SEVERAL, UNKNOWN = 1, 2, 3, 4, 5

#: The next word: a quoted string, or all up to the next blank.
WORD = re.compile(r'\s*+("[^"]*"(?!\S)|\S+)')


class Names(Protocol):
    """The names that exist on the switch now."""

    @property
    def modular(self) -> bool:
        """Return whether ports are named slot:port, not by plain numbers."""

    def find(self, kind: str, word: str) -> str | None:
        """Return the name of an object as it is spelled where it was created; *word* may be in any case."""

    def all(self, kind: str) -> Iterable[str]:
        """Return the name of every object of this kind."""


class Nothing:
    """A switch on which no object exists, for a value that is used as a bare pyparsing element."""

    modular = True

    def find(self, kind: str, word: str) -> str | None:
        return None

    def all(self, kind: str) -> Iterable[str]:
        return ()


class Typed(str):
    """The text that pyparsing hands from element to element, with the names that exist.

    With *cursor*, the line goes on after its end, and the outcome says what may come there.
    """

    __slots__ = ("cursor", "names")
    names: Names
    cursor: bool

    def __new__(cls, text: str, names: Names, cursor: bool = False) -> "Typed":
        line = super().__new__(cls, text)
        line.names, line.cursor = names, cursor
        return line


class Reading(NamedTuple):
    """The result of reading a value: where its words end, the typed value, and its spelling."""

    rank: int
    end: int
    result: Any
    text: str


def shared(one: str, other: str) -> int:
    """Return how many characters two words have in common at their beginning."""
    length = min(len(one), len(other))
    return next((i for i in range(length) if one[i] != other[i]), length)
