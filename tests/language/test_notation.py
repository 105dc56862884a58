"""The notation of the grammar files."""

import pytest

from xos_cli.language.meaning import parameters
from xos_cli.language.notation import Argument, Bracket, Keyword, NotationError, argument_name, read, value_name


def test_every_element_is_read() -> None:
    """Words, values, the three kinds of brackets and nested ones become the nodes they are."""
    assert read("a <b (1-2)> [c | d e] {f {<g>}} [h | i]...") == (
        Keyword("a"),
        Argument("b (1-2)"),
        Bracket(((Keyword("c"),), (Keyword("d"), Keyword("e")))),
        Bracket(((Keyword("f"), Bracket(((Argument("g"),),), optional=True)),), optional=True),
        Bracket(((Keyword("h"),), (Keyword("i"),)), repeats=True),
    )


@pytest.mark.parametrize("word", ["dd-mm-yyyy", "802.1p", "6to4", "-v", ">", "L3_L4", "10/100", "-"])
def test_odd_words_are_words(word: str) -> None:
    """The manual's keywords may have digits, dots, dashes and slashes in them."""
    assert read(f"a {word} b") == (Keyword("a"), Keyword(word), Keyword("b"))


@pytest.mark.parametrize(
    ("text", "at", "what"),
    [
        ("a [b | c", 2, "never closed"),
        ("a {b [c | d} e", 11, "} closes nothing"),
        ("a {b {c | d}", 2, "never closed"),
        ("a b]", 3, "] closes nothing"),
        ("a [b | ]", 7, "] closes nothing"),
        ("a [] b", 3, "] closes nothing"),
        ("a | b", 2, "cannot stand"),
        ("a {b} ...", 6, "cannot stand"),
        ("a [b c", 2, "never closed"),
        ("a <b c", 2, "cannot stand"),
        ("a <b>/<c>", 2, "cannot stand"),
        ("", 0, "missing"),
    ],
)
def test_a_mistake_is_found_where_it_is(text: str, at: int, what: str) -> None:
    """An unclosed bracket is named where it was opened, any other mistake where it stands."""
    with pytest.raises(NotationError) as caught:
        read(text)
    assert (caught.value.loc, what in caught.value.what) == (at, True)


@pytest.mark.parametrize(
    ("text", "name"), [("vlan-name", "vlan_name"), ("from", "from_"), ("100", "_100"), ("dd-mm-yyyy", "dd_mm_yyyy")]
)
def test_arguments_have_names_that_python_accepts(text: str, name: str) -> None:
    """What is no Python name in the notation becomes one."""
    assert argument_name(text) == name


def test_a_value_may_be_written_with_blanks_and_a_range() -> None:
    """The name of a value is what stands before its range."""
    assert (value_name("vlan name"), value_name("tag (1-4094)"), value_name("cost(0-1)")) == (
        "vlan_name",
        "tag",
        "cost",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <b> {c <d>}", {"b": False, "c": True, "d": True}),
        ("a [<b> | all]", {"b": True, "all": True}),
        ("a [b <c> | d <c>]", {"b": True, "c": False, "d": True}),
        ("a [b | c]... {from <x>}", {"b": True, "c": True, "from_": True, "x": True}),
        ("a {count <count>}", {"count": True}),
        ("a [b]", {"b": False}),
    ],
)
def test_parameters_say_what_may_be_absent(text: str, expected: dict[str, bool]) -> None:
    """An argument may be absent unless every line has it; words outside brackets are none."""
    assert parameters(read(text)) == expected
