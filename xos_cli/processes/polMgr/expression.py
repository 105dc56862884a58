"""Match a list of numbers by an expression: the AS path of a route, its communities, the characters of an address.

An expression is read once into steps.  It is matched by keeping the set of steps that can come next, so that the time
grows with the length of the path and not with the ways in which the expression could match it.

evidence: guide 11.3 p.281-282 (the notation; that ``"10 12 { 34"`` is found within a longer path), inferred (that an
expression without ``^`` is looked for anywhere)
"""

import re
from collections.abc import Iterable, Sequence

from xos_cli.processes.polMgr.values import BadValue
from xos_cli.record import NamedTuple

#: A community, a number, a symbol; blanks separate numbers.
_NUMBERS = re.compile(r"\s+|(\d{1,20}:\d{1,20}|\d{1,20}|[\[\]^$.*+?{}()_-])")
#: A character of an address, one that is meant literally, a symbol.
_CHARACTERS = re.compile(r"(\\?[\d.]|[\[\]^$*+?-])")
_OPEN, _LITERAL = "([", "{}()"
_REPEATS = {"*": (True, True), "+": (False, True), "?": (True, False)}


class Step(NamedTuple):
    """What one place of a path can be: a number in *spans* (*negated*: in none of them), or a *symbol*."""

    spans: tuple[tuple[int, int], ...] = ()
    negated: bool = False
    symbol: str = ""
    optional: bool = False
    repeated: bool = False

    def accepts(self, token: int | str) -> bool:
        """Return whether the step can be this number or symbol."""
        if isinstance(token, str):
            return token == self.symbol
        return not self.symbol and any(low <= token <= high for low, high in self.spans) is not self.negated


class Expression(NamedTuple):
    """An expression that was read: its steps, and whether it stands at the start and at the end of the path."""

    steps: tuple[Step, ...]
    at_start: bool = False
    at_end: bool = False

    def found_in(self, path: Iterable[int | str]) -> bool:
        """Return whether the expression matches the path, or a part of it where it is not anchored."""
        begin, last = self._skipped(1), 1 << len(self.steps)
        now = begin
        for token in path:
            if now & last and not self.at_end:
                return True
            now = self._skipped(self._after(now, token)) | (0 if self.at_start else begin)
        return bool(now & last)

    def _after(self, now: int, token: int | str) -> int:
        """Return the places that can come next, once *token* was taken at the places *now*."""
        found = 0
        for place, step in enumerate(self.steps):
            if now >> place & 1 and step.accepts(token):
                found |= 2 << place | (1 << place if step.repeated else 0)
        return found

    def _skipped(self, now: int) -> int:
        for place, step in enumerate(self.steps):
            if step.optional and now >> place & 1:
                now |= 2 << place
        return now


def numbers(text: str, most: int) -> Expression:
    """Read an expression over numbers up to *most*; raise BadValue with the reason if it is none."""
    return _Parser(_lexemes(text, _NUMBERS), most).read()


def characters(text: str) -> Expression:
    """Read an expression over the characters of an address."""
    return _Parser(
        [str(ord(one[-1])) if one[-1].isdecimal() or len(one) == 2 else one for one in _lexemes(text, _CHARACTERS)], 255
    ).read()


def _lexemes(text: str, known: re.Pattern[str]) -> list[str]:
    """Split an expression into numbers and symbols; raise BadValue at what is neither."""
    found, at = [], 0
    while at < len(text):
        match = known.match(text, at)
        if match is None:
            raise BadValue(f"{text[at]} has no meaning in an expression")
        found += [match[1]] if match[1] else []
        at = match.end()
    return found


def community(text: str) -> int:
    """Return a community that is written as one number, or as two with a colon, as a number."""
    high, colon, low = text.partition(":")
    return int(high) << 16 | int(low) if colon else int(high)


class _Parser:
    """Reads the numbers and symbols of an expression from the first to the last."""

    def __init__(self, lexemes: Sequence[str], most: int) -> None:
        self.lexemes, self.most, self.at = lexemes, most, 0

    def read(self) -> Expression:
        """Return the expression; raise BadValue with the reason if it is none."""
        at_start = self._take("^")
        steps: list[Step] = []
        while self._next() not in ("", "$"):
            if not self._take("_"):  # it stands between two numbers, where there is nothing to match
                steps.append(self._repeated(self._step()))
        at_end = self._take("$")
        if self._next():
            raise BadValue(f"{self._next()} follows $")
        if not steps and not (at_start and at_end):
            raise BadValue("the expression is empty")
        self._balanced([step.symbol for step in steps])
        return Expression(tuple(steps), at_start, at_end)

    def _balanced(self, symbols: list[str]) -> None:
        """Refuse a parenthesis without its partner.  evidence: inferred (braces can stand alone: guide 11.3 p.282)"""
        depth = 0
        for symbol in symbols:
            depth += (symbol == "(") - (symbol == ")")
            if depth < 0:
                break
        if depth:
            raise BadValue("the parentheses are not balanced")

    def _step(self) -> Step:
        lexeme = self._word()
        if lexeme == "[":
            return self._group()
        if lexeme == ".":
            return Step(((0, self.most),))
        if lexeme in _LITERAL:
            return Step(symbol=lexeme)
        if not lexeme[0].isdecimal():
            raise BadValue("] has no [ before it" if lexeme == "]" else f"{lexeme} has nothing before it")
        return Step((self._span(lexeme),))

    def _repeated(self, step: Step) -> Step:
        if self._next() not in _REPEATS:
            return step
        optional, repeated = _REPEATS[self._word()]
        return step._replace(optional=optional, repeated=repeated)

    def _group(self) -> Step:
        """Read a group to its end."""
        negated = self._take("^")
        spans: list[tuple[int, int]] = []
        while not self._take("]"):
            lexeme = self._word()
            if not lexeme:
                raise BadValue("[ has no ] after it")
            if not lexeme[0].isdecimal():
                raise BadValue(f"{lexeme} stands in a group")
            spans.append(self._span(lexeme))
        if not spans:
            raise BadValue("a group is empty")
        return Step(tuple(spans), negated)

    def _span(self, first: str) -> tuple[int, int]:
        """Read a number, or a range of them; a range can begin at 0."""
        if not self._take("-"):
            return self._number(first, 1), self._number(first, 1)
        low, high = self._number(first, 0), self._number(self._word(), 1)
        if low >= high:
            raise BadValue(f"{low} - {high} does not ascend")
        return low, high

    def _number(self, lexeme: str, least: int) -> int:
        if not lexeme[:1].isdecimal():
            raise BadValue("a range has no end")
        value = community(lexeme)
        if not least <= value <= self.most:
            raise BadValue(f"{lexeme} is not in 1 - {self.most}")
        return value

    def _next(self) -> str:
        return self.lexemes[self.at] if self.at < len(self.lexemes) else ""

    def _word(self) -> str:
        self.at += 1
        return self.lexemes[self.at - 1] if self.at <= len(self.lexemes) else ""

    def _take(self, lexeme: str) -> bool:
        if self._next() != lexeme:
            return False
        self.at += 1
        return True
