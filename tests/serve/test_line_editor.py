"""The line that is edited, as it stands on a screen."""

from collections.abc import Callable

import pyte
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from xos_cli.serve.line_editor import LONGEST, LineEditor

PROMPT = "BD-10808.1 # "
EDITS: dict[str, Callable[[LineEditor], str]] = {
    "left": LineEditor.left,
    "right": LineEditor.right,
    "home": LineEditor.home,
    "end": LineEditor.end,
    "backspace": LineEditor.backspace,
    "delete": LineEditor.delete,
    "kill": LineEditor.kill,
    "clear": LineEditor.clear,
    "word": LineEditor.rub_out_word,
    "history": lambda line: line.replace("show configuration detail vlan"),
    "short": lambda line: line.replace("ls"),
    "again": lambda line: "",
}


class Screen:
    """A terminal of *width* columns that shows a line after the prompt."""

    def __init__(self, width: int, told: bool = True) -> None:
        self.line = LineEditor(len(PROMPT), width if told else 0)
        self.screen = pyte.Screen(width, 24)
        self.stream = pyte.Stream(self.screen)
        self.stream.feed(PROMPT)

    def edit(self, edit: str) -> None:
        """One key, or text typed."""
        self.stream.feed(EDITS[edit](self.line) if edit in EDITS else self.line.insert(edit))

    def check(self) -> None:
        """What stands on the screen is the line, and the cursor where the next character goes."""
        width = self.screen.columns
        shown = PROMPT + self.line.text
        rows = [shown[start : start + width] for start in range(0, len(shown), width)]
        assert [row.rstrip() for row in self.screen.display if row.strip()] == [
            row.rstrip() for row in rows if row.strip()
        ]
        cell = len(PROMPT) + self.line.at
        row, column = divmod(cell, width)
        waits = (self.screen.cursor.y, self.screen.cursor.x) == (row - 1, width)
        assert waits or (self.screen.cursor.y, self.screen.cursor.x) == (row, column)


TYPED = st.one_of(st.sampled_from([*EDITS]), st.text("abcé ", min_size=1, max_size=9))


@settings(max_examples=60, deadline=None)
@given(st.lists(TYPED, max_size=30), st.sampled_from([20, 21, 30]))
@example(["aaaaaaa", "left", "left", "bbbbbbb", "home", "delete", "end", "word"], 20)
@example(["aaaaaaa", "backspace"], 20)
@example(["ééééééé", "left", "ab", "home", "c", "end", "backspace"], 20)
@example(["aaaaaaaaaaa", "left", "left", "left", "left", "right", "right", "kill"], 20)
def test_the_screen_shows_the_line(edits: list[str], width: int) -> None:
    """Whatever is typed and edited, over several rows of a terminal that has said how wide it is."""
    screen = Screen(width)
    for edit in edits:
        screen.edit(edit)
        screen.check()


@settings(max_examples=30, deadline=None)
@given(st.lists(TYPED, max_size=20))
def test_the_screen_shows_the_line_of_an_unknown_width(edits: list[str]) -> None:
    """As long as it fits in one row."""
    screen = Screen(250, told=False)
    for edit in edits:
        screen.edit(edit)
        screen.check()


def test_typing_at_the_end_is_echoed_as_it_is() -> None:
    """No sequences, however long the line and narrow the terminal: clients compare the echo."""
    line = LineEditor(len(PROMPT), 40)
    assert line.insert("x" * 300) == "x" * 300
    assert line.end() == ""


def test_backspace_at_the_end_is_a_backspace_a_blank_and_a_backspace() -> None:
    """The simplest bytes that do it."""
    line = LineEditor()
    line.insert("ab")
    assert line.backspace() == "\b \b"
    assert line.text == "a"


def test_overwriting() -> None:
    """Insert makes typing replace what stands under the cursor."""
    line = LineEditor()
    line.insert("show vlan")
    line.home()
    line.overwrite = True
    assert line.insert("list") == "list vlan" + "\b" * 5
    assert line.text == "list vlan"
    line.end()
    line.insert("s")
    assert line.text == "list vlans"


def test_a_secret_is_not_shown() -> None:
    """But it is edited all the same."""
    line = LineEditor(secret=True)
    shown = [
        line.insert("secrex"),
        line.backspace(),
        line.insert("t"),
        line.home(),
        line.delete(),
        line.end(),
        line.again(),
    ]
    assert shown == [""] * 7
    assert line.text == "ecret"


@pytest.mark.parametrize("at_once", [True, False])
def test_a_line_has_a_longest(at_once: bool) -> None:
    """What is too much rings, is not taken, and is remembered."""
    line = LineEditor()
    assert line.insert("x" * LONGEST) == "x" * LONGEST
    assert not line.too_long
    pieces = ["y" * 100_000] if at_once else ["y"] * 10
    assert {line.insert(piece) for piece in pieces} == {"\a"}
    assert line.too_long
    assert line.text == "x" * LONGEST


def test_wide_characters_take_two_columns() -> None:
    """The cursor goes back over them by two."""
    line = LineEditor()
    line.insert("\u65e5\u672c")
    assert line.left() == "\b\b"
    assert line.home() == "\b\b"


def test_overwriting_the_end_of_a_line() -> None:
    """What is typed over the last characters takes their place, and goes on behind them."""
    line = LineEditor()
    line.insert("abc")
    line.left()
    line.overwrite = True
    assert line.insert("xy") == "xy"
    assert (line.text, line.at) == ("abxy", 4)
