"""Expressions that many events are compared with."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xos_cli.processes.ems.pattern import TOGETHER, found, is_pattern, is_word, matching

PIECES = [
    "a",
    "b",
    " ",
    ".",
    "^",
    "$",
    "\\b",
    "\\A",
    "\\z",
    "\\s",
    "[^a]",
    "(",
    ")",
    "|",
    "*",
    "+",
    "?",
    "(?i)",
    "(?s)",
    "-",
]


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), st.lists(st.text("aAb -", max_size=4), max_size=8))
@settings(max_examples=500)
def test_many_are_compared_as_each_is(pattern: str, texts: list[str]) -> None:
    """What is looked through together matches exactly where each text matches by itself."""
    assert list(matching(pattern, texts)) == [place for place, text in enumerate(texts) if found(pattern, text)]


def test_more_than_are_looked_through_together() -> None:
    """The places count through all the parts."""
    texts = [f"event {number}" for number in range(2 * TOGETHER + 50)]
    assert list(matching("event (7|107|207)$", texts)) == [7, 107, 207]


@pytest.mark.parametrize("pattern", ["Login", "10", "a-b", "x" * 255])
def test_words(pattern: str) -> None:
    """A word is an expression that matches itself."""
    assert is_word(pattern)
    assert is_pattern(pattern)
    assert found(pattern, f"({pattern})")


@pytest.mark.parametrize("pattern", ["a.b", "any", "Any", "", "x" * 256, "a b", "(a", "$"])
def test_no_words(pattern: str) -> None:
    """What means something else, everything, or nothing, is no word."""
    assert not is_word(pattern)
