"""The kinds of <value>: each class owns the match, the place of the caret in a wrong word, and the completion."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from xos_cli.language.import_pyparsing import pp
from xos_cli.language.ports import ONE_MODULAR, ONE_PLAIN, SHAPE, WHOLE, PortList
from xos_cli.language.typed import ABBREVIATED, DEFINITE, STRING, UNKNOWN, WORD, Names, Nothing, Reading, Typed, shared

NOTHING: Names = Nothing()
Convert = Callable[[str], Any]


def typed(text: str) -> Typed:
    """Return the line that pyparsing hands on; a plain text is read on a switch where nothing exists."""
    return text if isinstance(text, Typed) else Typed(text, NOTHING)


def unquoted(word: str) -> str | None:
    """Return the word without its quotes; None if a quote is never closed."""
    if not word.startswith('"'):
        return word
    return word[1:-1] if len(word) > 1 and word.endswith('"') else None


def _compiled(shape: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{shape})(?!\S)", re.IGNORECASE)


class Value(pp.Token):
    """A pyparsing element for one value.

    *kind*: which existing objects it may name. *keywords*: the words before it that name its kind, and may be left
    out where the object exists.
    """

    #: Whether a word is what it is as it stands: of the others a beginning is taken for one, and more is waited for.
    whole = False

    def __init__(self, help: str, example: str, kind: str = "", keywords: Iterable[str] = ()) -> None:
        super().__init__()
        self.help, self.example, self.kind, self.keywords = help, example, kind, frozenset(keywords)
        self.errmsg = f"Expected {help}"
        self.mayIndexError = False

    def match(self, line: Typed, at: int, word: str) -> Reading | None:
        """Return what the *word* at *at* means; a value of several words reads on in the *line*."""
        raise NotImplementedError

    def reach(self, line: Typed, at: int, word: str) -> int:
        """Return how many characters from *at* on can begin a value of this kind."""
        raise NotImplementedError

    def offers(self, names: Names) -> Iterable[str]:
        """Return the words that can be typed for it now."""
        return names.all(self.kind) if self.kind else ()

    def parseImpl(self, instring: str, loc: int, do_actions: bool = True) -> tuple[int, Any]:
        line, found = typed(instring), WORD.match(instring, loc)
        reading = found and self.match(line, found.start(1), found[1])
        if not reading:
            raise pp.ParseException(instring, loc, self.errmsg, self)
        return reading.end, [reading.result]


class Text(Value):
    """Any word, or a quoted string of several."""

    def match(self, line: Typed, at: int, word: str) -> Reading | None:
        text = unquoted(word)
        return None if text is None else Reading(STRING, at + len(word), text, word)

    def reach(self, line: Typed, at: int, word: str) -> int:
        return len(line) - at if unquoted(word) is None else len(word)


class Rest(Text):
    """Everything that is left of the line."""

    def match(self, line: Typed, at: int, word: str) -> Reading | None:
        rest = line[at:].rstrip()
        text = unquoted(rest) if rest.count('"') == 2 else rest
        return Reading(STRING, at + len(rest), rest if text is None else text, rest)


class Name(Text):
    """The name of an object, quoted or bare, in any case.

    A word that names no object is the weakest reading: the command itself says best what does not exist. *suffix*:
    the end of the name that may be left out.
    """

    def __init__(
        self, help: str, kind: str, keywords: Iterable[str] = (), suffix: str = "", example: str = "name"
    ) -> None:
        super().__init__(help, example, kind, keywords)
        self.suffix = suffix

    def match(self, line: Typed, at: int, word: str) -> Reading | None:
        text = unquoted(word)
        if text is None:
            return None
        name = self._find(line.names, text)
        if name is None:
            return Reading(UNKNOWN, at + len(word), text, word)
        return Reading(DEFINITE, at + len(word), name, name)

    def _find(self, names: Names, text: str) -> str | None:
        name = names.find(self.kind, text)
        return names.find(self.kind, text + self.suffix) if name is None and self.suffix else name

    def reach_existing(self, names: Names, word: str) -> int:
        """Return how many characters of *word* can begin the name of an existing object."""
        folded, quotes = word.strip('"').lower(), int(word.startswith('"'))
        alike = (name.lower() for name in self.offers(names) if name[:1].lower() == folded[:1])
        return max((shared(folded, name) + quotes for name in alike), default=0)


class Pattern(Value):
    """A value of a certain shape.

    How much of a wrong word is right is found by continuing it with the ends of the *example*: ``10.1.`` can be
    continued by the ``0.1`` of ``10.0.0.1``.
    """

    def __init__(self, help: str, shape: str, convert: Convert, *examples: str, kind: str = "") -> None:
        super().__init__(help, examples[0], kind)
        self.shape, self.examples, self.convert = shape, examples, convert

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Return the shape, compiled when the first such value is typed: compiling all at once would slow the start."""
        return _compiled(self.shape)

    def match(self, line: Typed, at: int, word: str) -> Reading | None:
        found = self._shape(line).match(line, at)
        if found is None:
            return None
        try:
            return Reading(DEFINITE, found.end(), self.convert(found[0]), found[0])
        except ValueError:
            return None

    def _shape(self, line: Typed) -> re.Pattern[str]:
        return self.regex

    def reach(self, line: Typed, at: int, word: str) -> int:
        if self._begins(line, line[at:]):
            return len(line) - at
        lengths = range(1, len(line) - at + 1)
        return bisect_left(lengths, True, key=lambda length: not self._begins(line, line[at : at + length]))

    def _begins(self, line: Typed, text: str) -> bool:
        """Return whether *text* can be continued to a value; if so, every beginning of it can."""
        ends = {example[cut:] for example in self.examples for cut in range(len(example) + 1)}
        return any(self._is_value(Typed(text + end, line.names)) for end in ends)

    def _is_value(self, line: Typed) -> bool:
        reading = self.match(line, 0, line)
        return reading is not None and reading.end == len(line)


class Ports(Pattern):
    """A port list in the form of this switch: ``slot:port``, or plain numbers on a stand-alone one."""

    def __init__(self, help: str, many: bool) -> None:
        shapes = SHAPE if many else {True: ONE_MODULAR, False: ONE_PLAIN}
        super().__init__(help, shapes[True], PortList.read, *(("1:1-99:999", "1-999") if many else ("1:1", "1")))
        self.plain_shape = shapes[False]
        self.many = many

    def reach(self, line: Typed, at: int, word: str) -> int:
        """Return how many characters can begin a port list: all complete items, and the right part of the last."""
        whole = re.compile(WHOLE[line.names.modular]).match(line, at) if self.many else None
        if whole is None or not self._is_value(Typed(whole[0].rstrip().rstrip(","), line.names)):
            return super().reach(line, at, word)
        return whole.end() - at + super().reach(Typed(line[whole.end() :], line.names, line.cursor), 0, "")

    @cached_property
    def plain(self) -> re.Pattern[str]:
        """Return the shape on a stand-alone switch."""
        return _compiled(self.plain_shape)

    def _shape(self, line: Typed) -> re.Pattern[str]:
        return self.regex if line.names.modular else self.plain


class Number(Value):
    """A whole number in a range."""

    whole = True

    def __init__(self, low: int = 0, high: int = 2**32 - 1, help: str = "Number", kind: str = "") -> None:
        super().__init__(help, str(low), kind)
        self.low, self.high = low, high

    def match(self, line: Typed, at: int, word: str) -> Reading | None:
        number = self._number(word)
        if number is None or not self.low <= number <= self.high:
            return None
        return Reading(DEFINITE, at + len(word), number, word)

    def _number(self, word: str) -> int | None:
        digits = word[1:] if word[:1] == "-" and self.low < 0 else word
        return int(word) if digits.isdecimal() and digits.isascii() and len(digits) < 20 else None

    def reach(self, line: Typed, at: int, word: str) -> int:
        count = 0
        while count < len(word) and self._begins(word[: count + 1]):
            count += 1
        return count

    def _begins(self, text: str) -> bool:
        """Return whether some number in the range begins with *text*."""
        if text == "-":
            return self.low < 0
        number = self._number(text)
        if number is None:
            return False
        low, high = (-self.high, -self.low) if text[0] == "-" else (self.low, self.high)
        sizes = (10**more for more in range(len(str(high))))
        return any(abs(number) * size <= high and (abs(number) + 1) * size > low for size in sizes)


class Words(Value):
    """One of a few fixed words, in any case, in full or abbreviated; in quotes, in full."""

    def __init__(self, help: str, *words: str) -> None:
        super().__init__(help, words[0])
        self.words = words

    def match(self, line: Typed, at: int, word: str) -> Reading | None:
        folded = word.lower()
        fits = [one for one in self.words if one.lower().startswith(folded)]
        exact = [one for one in self.words if one.lower() == unquoted(folded)]
        if exact:
            return Reading(DEFINITE, at + len(word), exact[0], exact[0])
        return Reading(ABBREVIATED, at + len(word), fits[0], fits[0]) if len(fits) == 1 else None

    def reach(self, line: Typed, at: int, word: str) -> int:
        quote = '"' if word.startswith('"') else ""
        return max(shared(word.lower(), f"{quote}{one.lower()}{quote}") for one in self.words)

    def offers(self, names: Names) -> Iterable[str]:
        return self.words
