"""The beginning of a line."""

from xos_cli.language.branch import Branch
from xos_cli.language.first_words import FirstWords
from xos_cli.language.grammar import CommandLine, Grammar, GrammarFile
from xos_cli.language.grammar_files import grammar
from xos_cli.language.steps import GrammarStep, begin

TEXT = """show vlan {<vlan_name>} @user
show node @hidden
virtual-router <vr_name>
Reboot {cancel}
hidden thing @hidden
"""


def everything(read: Grammar) -> Branch:
    """The same place with a step for every command."""
    start = CommandLine(GrammarFile("", ""), 0, "")
    return Branch([GrammarStep(start, "", "", lambda: tuple(step for line in read.lines() for step in begin(line)))])


def test_it_is_the_place_of_all_commands() -> None:
    """Keywords and values are those of a branch that has read every command."""
    for read in (Grammar.read([("x.xos", TEXT)]), grammar()):
        first, whole = FirstWords(read.lines), everything(read)
        assert [(key, word.text, word.hidden) for key, word in first.keywords.items()] == [
            (key, word.text, word.hidden) for key, word in whole.keywords.items()
        ]
        assert [(one.value, one.text, one.omits) for one in first.values] == [
            (one.value, one.text, one.omits) for one in whole.values
        ]
        for key, word in first.keywords.items():
            assert list(word.branch.keywords) == list(whole.keywords[key].branch.keywords), key
        assert len(first.came_from) == len([step for step in whole.came_from if not step.omits])


def test_commands_are_read_when_their_first_word_was_typed() -> None:
    """Of a grammar with a mistake only the commands that begin like the mistaken one are refused."""
    first = FirstWords(Grammar.read([("x.xos", "show [vlan\nreboot\n")]).lines)
    assert list(first.keywords) == ["reboot", "show"]
    assert first.keywords["reboot"].branch.ends
