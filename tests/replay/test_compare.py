"""What may vary in a transcript, and what is shown where it differs."""

from conftest import calls
from hypothesis import given, settings
from hypothesis import strategies as st

from xos_cli.replay.compare import ANY, difference, fits, merge

LINES = st.lists(st.text("ab <>.", max_size=5).filter(lambda line: line.strip() != ANY), max_size=8)


def test_fits() -> None:
    """A word, the end of a line, blanks at its end; the rest to the letter."""
    assert fits("System MAC:       <mac>", "System MAC:       00:04:96:1F:A2:60")
    assert not fits("Name <name>", "Name two words")
    assert fits("Rebooting ...", "Rebooting ...")
    assert fits("Current Time: ...", "Current Time: Tue Nov  1 09:00:00 2005")
    assert fits("SysLocation:", "SysLocation:      ")
    assert fits("press <tab> or <cr>", "press <tab> or <cr>")
    assert not fits("a.c", "abc")
    assert not fits("saving ..... done", "saving . done")


def test_any_lines() -> None:
    """``...`` alone is none, one or many; the shortest that lets the rest fit."""
    assert merge(["a", ANY, "z"], ["a", "z"]) == ["a", ANY, "z"]
    assert merge(["a", ANY, "z"], ["a", "b", "z", "c", "z"]) == ["a", ANY, "z"]
    assert merge([ANY], []) == [ANY]
    assert merge([ANY, "b", ANY], ["a", "b", "c"]) == [ANY, "b", ANY]


def test_placeholders_stay_where_something_else_differs() -> None:
    """What fits is left as it was written; what does not is as it was printed."""
    expected = ["at <time>", "one", ANY, "two <x>", "three", "four"]
    actual = ["at 9:00", "uno", "more", "two 2", "drei", "four", "five"]
    assert merge(expected, actual) == ["at <time>", "uno", ANY, "two <x>", "drei", "four", "five"]


def test_difference_counts_the_lines_of_the_file() -> None:
    """Lines that may vary are no lines of the difference."""
    diff = difference("x", ["<a>", "b", "c"], merge(["<a>", "b", "c"], ["1", "2", "c"]))
    assert diff == "--- x\n+++ x (replayed)\n@@ -1,3 +1,3 @@\n <a>\n-b\n+2\n c\n"
    assert difference("x", ["a"], ["a"]) == ""


@settings(max_examples=200, deadline=None)
@given(LINES)
def test_what_was_printed_fits_itself(lines: list[str]) -> None:
    """A transcript is its own expectation."""
    assert merge(lines, lines) == lines


@settings(max_examples=200, deadline=None)
@given(LINES, LINES, st.integers(0, 8))
def test_merged_fits(expected: list[str], actual: list[str], at: int) -> None:
    """What was merged once fits for good: `--update` needs no second go."""
    expected.insert(min(at, len(expected)), ANY)
    merged = merge(expected, actual)
    assert merge(merged, actual) == merged


LINES = st.lists(st.sampled_from(["BD-10808.1 # a", "* BD-10808.2 > b", "x", "y", "z", ""]), max_size=12)


@given(LINES, LINES)
def test_a_diff_is_that_of_difflib_or_as_good(one: list[str], other: list[str]) -> None:
    """It makes the one text into the other, has the form of a unified diff, and is none where they are equal."""
    shown = difference("t", one, other).splitlines()
    assert (shown == []) == (one == other)
    rebuilt, at = [], 0
    for line in shown[2:]:
        if line.startswith("@@ "):
            start, _, length = line.split()[1][1:].partition(",")
            begin = int(start) - (length != "0")
            rebuilt += one[at:begin]
            at = begin
        else:
            at += line[0] in " -"
            rebuilt += [line[1:]] if line[0] in " +" else []
    assert [*rebuilt, *one[at:]] == other


def test_the_cost_of_many_commands_that_differ() -> None:
    """Four times as many cost four times as much."""

    def cost(count: int) -> int:
        one, other = (
            [line for number in range(count) for line in (f"BD-10808.{number} # show node", "Node  State", word)]
            for word in ("here", "there")
        )
        return calls(lambda: difference("t", one, merge(one, other)))

    cost(1)
    assert cost(400) < 4.3 * cost(100)
