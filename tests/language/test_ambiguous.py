"""Words that could be many things, many of them in a row."""

from typing import Any

import pytest

from xos_cli.errors import Ambiguous, CommandError
from xos_cli.language import Grammar, Language, match
from xos_cli.language.typed import Nothing

LETTERS = "abcdefghijklmnopqrstuvwxyz"
#: Options in this order, options in any order: all begin with the same letter.
OPTIONS = f"show {' '.join(f'{{x{letter}}}' for letter in LETTERS)}\n"
ANY_ORDER = f"enable [{' | '.join(f'x{letter}' for letter in LETTERS[:8])}]...\n"


@pytest.fixture(scope="module")
def many() -> Language:
    """A language in which every word after the first has many readings."""
    return Language(Grammar.read([("many.xos", OPTIONS + ANY_ORDER)]))


@pytest.mark.parametrize("line", ["show" + " x" * 12, "show" + " x" * 24, "enable" + " x" * 8])
def test_many_ambiguous_words_cost_little(many: Language, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows from a place is worked out once, by however many ways one gets there."""
    followed, follow = 0, match.follow

    def counted(*words: Any) -> Any:
        nonlocal followed
        followed += 1
        return follow(*words)

    monkeypatch.setattr(match, "follow", counted)
    with pytest.raises(Ambiguous) as caught:
        many.parse(line, Nothing())
    assert caught.value.column == line.index("x")
    assert followed < 5_000


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("show xa x", None),
        ("show xy x", ("show", "xy", "xz")),
        ("show x xz", None),
        ("show xa xb xz", ("show", "xa", "xb", "xz")),
        ("enable xb xa xc", ("enable", "xb", "xa", "xc")),
        ("enable xb xb", None),
    ],
)
def test_a_known_end_has_each_its_own_beginning(many: Language, line: str, words: tuple[str, ...] | None) -> None:
    """The words before are those that were typed, whichever way was followed first."""
    if words is None:
        with pytest.raises(CommandError):
            many.parse(line, Nothing())
    else:
        assert many.parse(line, Nothing()).words == words


def test_an_ambiguous_word_is_settled_by_what_follows() -> None:
    """Of two readings the one that the rest of the line leaves is meant, and its arguments are its own."""
    notations = "show alpha {fast} end\nshow albus {fast} stop\n"
    command = Language(Grammar.read([("two.xos", notations)])).parse("show al f st", Nothing())
    assert command.words == ("show", "albus", "fast", "stop")
    assert command.arguments == {"fast": True}
