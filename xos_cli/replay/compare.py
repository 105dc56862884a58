"""Compare what a transcript expects with what was printed, where some of it may vary.

A line that is ``...`` stands for any lines, ``...`` at the end of a line for any end, ``<word>`` for any one word.
Blanks at the end of a line do not count: they are lost when text is copied from a terminal.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Literal

ANY = "..."
#: A prompt.
_PROMPT = re.compile(r"(?:\* )?(?:\(\S+\) )?\S+\.\d+ [#>]")
#: Lines from which on those that are frequent are not compared with each other, where the commands differ.
MANY = 2000
#: What becomes of some lines of one text in another one: what, from and to here, from and to there.
Opcode = tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]


def merge(expected: Sequence[str], actual: Sequence[str]) -> list[str]:
    """Return what was printed, with the lines of *expected* wherever they fit: all of *expected* if all fits."""
    if _fit(expected, actual):
        return list(expected)
    merged: list[str] = []
    for what, start, end, first, last in opcodes(
        [line.rstrip() for line in expected], [line.rstrip() for line in actual]
    ):
        if what == "equal":
            merged += expected[start:end]
        else:
            merged += _gap(expected[start:end], actual[first:last])
    return merged


def difference(name: str, expected: Sequence[str], merged: Sequence[str]) -> str:
    """Return the two as a unified diff, "" if they are equal."""
    changed = list(_Aligned(expected, merged).get_grouped_opcodes())
    head = [f"--- {name}", f"+++ {name} (replayed)"] if changed else []
    lines = [*head, *(line for group in changed for line in _hunk(group, expected, merged))]
    return "".join(f"{line}\n" for line in lines)


def opcodes(one: Sequence[str], other: Sequence[str]) -> list[Opcode]:
    """Return how to make the lines of *one* into those of *other*, as ``difflib`` has it.

    What was typed is the same in both: so the answers to each command are compared, and not all lines with all.
    """
    mine, theirs = _answers(one), _answers(other)
    if len(mine) != len(theirs):
        return SequenceMatcher(None, one, other, len(one) + len(other) > MANY).get_opcodes()
    found: list[Opcode] = []
    for (start, end), (first, last) in zip(mine, theirs, strict=True):
        inside = SequenceMatcher(None, one[start:end], other[first:last], False)
        for what, a, b, c, d in inside.get_opcodes():
            _append(found, (what, start + a, start + b, first + c, first + d))
    return found


def _append(found: list[Opcode], code: Opcode) -> None:
    """Add an opcode, to the last one if it goes on with the same."""
    if found and found[-1][0] == code[0]:
        what, start, _, first, _ = found.pop()
        code = what, start, code[2], first, code[4]
    found.append(code)


def _answers(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return where each command and its answer begin and end; the first are the lines before any command."""
    starts = [0, *(number for number, line in enumerate(lines) if number and _PROMPT.match(line)), len(lines)]
    return list(pairwise(starts))


class _Aligned(SequenceMatcher[str]):
    """A comparison whose opcodes are those of ``opcodes``."""

    def __init__(self, one: Sequence[str], other: Sequence[str]) -> None:
        super().__init__(None, "", "")
        self._codes = opcodes(one, other)

    def get_opcodes(self) -> list[Opcode]:
        return self._codes


def _hunk(group: Sequence[tuple[str, int, int, int, int]], one: Sequence[str], other: Sequence[str]) -> Iterator[str]:
    """Yield the lines of one hunk of a unified diff."""
    yield f"@@ -{_range(group[0][1], group[-1][2])} +{_range(group[0][3], group[-1][4])} @@"
    for what, start, end, first, last in group:
        if what == "equal":
            yield from (f" {line}" for line in one[start:end])
            continue
        yield from (f"-{line}" for line in one[start:end])
        yield from (f"+{line}" for line in other[first:last])


def _range(start: int, end: int) -> str:
    """Return a range of lines as unified diffs count them."""
    length = end - start
    return f"{start + 1}" if length == 1 else f"{start + bool(length)},{length}"


def _fit(expected: Sequence[str], actual: Sequence[str]) -> bool:
    """Return whether every line fits, in order; ``...`` leaves out as few lines as possible."""
    at = here = 0
    back, kept = -1, 0
    while here < len(actual):
        if at < len(expected) and expected[at].strip() == ANY:
            back, kept = at, here
            at += 1
        elif at < len(expected) and fits(expected[at], actual[here]):
            at, here = at + 1, here + 1
        elif back >= 0:
            kept += 1
            at, here = back + 1, kept
        else:
            return False
    return all(line.strip() == ANY for line in expected[at:])


def _gap(expected: Sequence[str], actual: Sequence[str]) -> list[str]:
    """Merge lines that differ; those that fit by a placeholder stay as they were expected."""
    merged: list[str] = []
    here, loose = 0, False  # loose: the line before was ``...``
    for at, line in enumerate(expected):
        rest = expected[at + 1 :]
        if line.strip() == ANY:
            found = next((place for other in rest if (place := _find(other, actual, here)) is not None), len(actual))
            merged.append(line)
            here, loose = found, True
            continue
        place = _find(line, actual, here)
        if place is not None:
            merged += [*actual[here:place], line]
            here = place + 1
        elif not loose and here < len(actual) and all(_find(other, actual[here : here + 1]) is None for other in rest):
            merged.append(actual[here])  # printed in the place of what was expected
            here += 1
        loose = loose and place is None
    return [*merged, *actual[here:]]


def _find(expected: str, actual: Sequence[str], start: int = 0) -> int | None:
    """Return the place of the first line that is as expected, None if there is none."""
    if expected.strip() == ANY:
        return None
    return next((place for place in range(start, len(actual)) if fits(expected, actual[place])), None)


def fits(expected: str, actual: str) -> bool:
    """Return whether a line is as expected."""
    wanted = expected.rstrip()
    if wanted == actual.rstrip():
        return True
    return ("<" in wanted or wanted.endswith(ANY)) and _pattern(wanted).fullmatch(actual.rstrip()) is not None


@lru_cache(maxsize=1024)
def _pattern(wanted: str) -> re.Pattern[str]:
    """Return a line with placeholders as a regular expression."""
    end = ".*" if wanted.endswith(ANY) else ""
    pieces = re.split(r"<[^<>\s]+>", wanted.removesuffix(ANY) if end else wanted)
    return re.compile(r"\S+".join(re.escape(piece) for piece in pieces) + end)
