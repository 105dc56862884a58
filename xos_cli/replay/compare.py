"""Compare what a transcript expects with what was printed, where some of it may vary.

A line that is ``...`` stands for any lines, ``...`` at the end of a line for any end, ``<word>`` for any one word.
Blanks at the end of a line do not count: they are lost when text is copied from a terminal.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher, unified_diff
from functools import lru_cache

ANY = "..."


def merge(expected: Sequence[str], actual: Sequence[str]) -> list[str]:
    """Return what was printed, with the lines of *expected* wherever they fit: all of *expected* if all fits."""
    if _fit(expected, actual):
        return list(expected)
    merged: list[str] = []
    same = SequenceMatcher(None, [line.rstrip() for line in expected], [line.rstrip() for line in actual], False)
    for what, start, end, first, last in same.get_opcodes():
        if what == "equal":
            merged += expected[start:end]
        else:
            merged += _gap(expected[start:end], actual[first:last])
    return merged


def difference(name: str, expected: Sequence[str], merged: Sequence[str]) -> str:
    """Return the two as a unified diff, "" if they are equal."""
    lines = unified_diff(expected, merged, name, f"{name} (replayed)", lineterm="")
    return "".join(f"{line}\n" for line in lines)


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
