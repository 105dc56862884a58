"""Every command is understood as itself, in full and as short as can be; commands that overlap are found."""

from random import Random

import pytest

from xos_cli.language import Grammar, Language, Names
from xos_cli.language.lint import overlaps, sentence, shortest


def test_random_sentences_of_every_command_are_that_command(language: Language, grammar: Grammar, names: Names) -> None:
    """What the notation allows is what the language understands, with just the arguments that the grammar promises."""
    random = Random(113)
    for entry in grammar.entries:
        promised = grammar.parameters(entry)
        for _ in range(20):
            words = sentence(grammar, entry, names, random)
            command = language.parse(" ".join(words), names)
            assert command.entry.handler == entry.handler, words
            assert command.arguments.keys() <= promised.keys(), words
            assert {name for name, absent in promised.items() if not absent} <= command.arguments.keys(), words


def test_shortest_abbreviations_of_every_command_are_that_command(
    language: Language, grammar: Grammar, names: Names
) -> None:
    """However short its keywords are typed, the line means the same."""
    random = Random(113)
    for entry in grammar.entries:
        words = sentence(grammar, entry, names, random)
        short = shortest(language, words, names)
        assert language.parse(" ".join(short), names).entry.handler == entry.handler
        assert len(" ".join(short)) <= len(" ".join(words))


def test_abbreviations_are_as_short_as_they_can_be(language: Language, names: Names) -> None:
    """One letter more or less makes the difference."""
    words = ("configure", "vlan", "sales", "delete", "ports", "all")
    assert shortest(language, words, names) == ("c", "v", "sales", "d", "p", "a")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("clear a {b}\nclear a b\n", 1),
        ("clear a {b}\nclear a c\n", 0),
        ("clear a {b}\nclear {c} a\n", 0),
        ("clear a {b}\nclear {a} b\n", 1),
        ("clear a [b | c]...\nclear a c b\n", 1),
        ("clear <tag>\nclear <vlan_tag> {b}\n", 0),
        ("clear <tag> b\nclear <vlan_tag> {b}\n", 1),
    ],
)
def test_overlapping_commands_are_found(text: str, count: int) -> None:
    """Two handlers for one line are a mistake; two lines for one handler are not."""
    assert len(overlaps(Language(Grammar.read([("x.xos", text)])))) == count


def test_the_small_grammar_has_no_overlaps(language: Language) -> None:
    """The grammar that the other tests use is clean."""
    assert overlaps(language) == []
