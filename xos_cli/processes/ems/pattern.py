"""The match expressions of `show log match` and of log targets.

Whoever may log in may type one, and every event is compared with it: so the time of a comparison grows with the length
of the text and not faster, whatever the expression (RE2 has no look-ahead and no back reference, for they cannot be
matched so).

evidence: reference 10.1 p.284 (`match <regex>`), inferred (which forms of it there are)
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

#: The expression that every event fits, in any case.
ANY_TEXT = "Any"
#: The longest expression, in characters, and the memory that one may take, in bytes.  evidence: inferred
LONGEST, MEMORY = 255, 1 << 18
#: Texts that are looked through together.
TOGETHER = 100
Search = Callable[[str], object]
#: A word that stands for itself, and what means the beginning or the end of one text, or changes what that is.
_WORD, _ANCHORED = re.compile(r"[\w,:;/@#-]+"), re.compile(r"\\[AzZ]|\(\?")


def is_pattern(text: str) -> bool:
    """Return whether events can be compared with *text*."""
    return text.lower() == ANY_TEXT.lower() or _compiled(text) is not None


def is_word(pattern: str) -> bool:
    """Return whether *pattern* is a word that matches itself and nothing else."""
    return _WORD.fullmatch(pattern) is not None and len(pattern) <= LONGEST and pattern.lower() != ANY_TEXT.lower()


def found(pattern: str, text: str) -> bool:
    """Return whether *pattern* matches anywhere in *text*; an invalid expression matches nothing."""
    if pattern.lower() == ANY_TEXT.lower():
        return True
    compiled = _compiled(pattern)
    return compiled is not None and compiled.search(text) is not None


def matching(pattern: str, texts: Sequence[str]) -> Iterator[int]:
    """Yield the places of the texts that *pattern* matches.

    Many texts are looked through together, and only where one of them may match each by itself.
    """
    search, together = _searches(pattern)
    if search is None:
        return
    for start in range(0, len(texts), TOGETHER):
        part = texts[start : start + TOGETHER]
        if together is None or together("\n".join(part)):
            yield from (start + place for place, text in enumerate(part) if search(text))


def _searches(pattern: str) -> tuple[Search | None, Search | None]:
    """Return what looks for *pattern* in one text, and in several lines: None where there is no such function."""
    if pattern.lower() == ANY_TEXT.lower():
        return (lambda text: True), None
    if is_word(pattern):
        return (lambda text: pattern in text), (lambda text: pattern in text)
    one = _compiled(pattern)
    several = None if _ANCHORED.search(pattern) else _compiled(f"(?m:{pattern})", longest=LONGEST + 5)
    return one and one.search, several and several.search


@lru_cache(maxsize=64)
def _compiled(pattern: str, longest: int = LONGEST) -> Any:
    """Return the expression ready for use; None if it is none, or too large."""
    import re2  # not before the first expression: it takes as long as a short script

    options = re2.Options()
    options.log_errors, options.max_mem = False, MEMORY
    try:
        return re2.compile(pattern, options) if len(pattern) <= longest else None
    except (re2.error, UnicodeError):
        return None
