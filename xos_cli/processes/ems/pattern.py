"""The match expressions of `show log match` and of log targets.

Whoever may log in may type one, and every event is compared with it: so the time of a comparison grows with the length
of the text and not faster, whatever the expression (RE2 has no look-ahead and no back reference, for they cannot be
matched so).

evidence: reference 10.1 p.284 (`match <regex>`), inferred (which forms of it there are)
"""

from functools import lru_cache
from typing import Any

#: The expression that every event fits, in any case.
ANY_TEXT = "Any"
#: The longest expression, in characters, and the memory that one may take, in bytes.  evidence: inferred
LONGEST, MEMORY = 255, 1 << 18


def is_pattern(text: str) -> bool:
    """Return whether events can be compared with *text*."""
    return text.lower() == ANY_TEXT.lower() or _compiled(text) is not None


def found(pattern: str, text: str) -> bool:
    """Return whether *pattern* matches anywhere in *text*; an invalid expression matches nothing."""
    if pattern.lower() == ANY_TEXT.lower():
        return True
    compiled = _compiled(pattern)
    return compiled is not None and compiled.search(text) is not None


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> Any:
    """Return the expression ready for use; None if it is none, or too large."""
    import re2  # not before the first expression: it takes as long as a short script

    options = re2.Options()
    options.log_errors, options.max_mem = False, MEMORY
    try:
        return re2.compile(pattern, options) if len(pattern) <= LONGEST else None
    except (re2.error, UnicodeError):
        return None
