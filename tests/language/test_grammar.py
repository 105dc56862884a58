"""The grammar files: commands, tags, help, and what is wrong with them."""

import pytest

from xos_cli.errors import GrammarError
from xos_cli.language import CommandEntry, Grammar, Language


def entry(text: str) -> CommandEntry:
    """The only command of a file."""
    return Grammar.read([("grammar/vlan.xos", text)]).entries[0]


def test_an_entry_knows_where_it_stands() -> None:
    """Process, file and line come from the file; the tags are no part of the notation."""
    found = entry("# no\n\nshow vlan {<vlan_name>} @hidden @recorded\n")
    assert found[:5] == ("show vlan {<vlan_name>}", "vlan", "show_vlan", "grammar/vlan.xos", 3)
    assert found.hidden
    assert found.recorded


@pytest.mark.parametrize(
    ("text", "user", "backup"),
    [
        ("show vlan", True, True),
        ("show vlan @admin", False, True),
        ("show vlan @master", True, False),
        ("delete vlan <vlan_name>", False, False),
        ("logout @user", True, False),
        ("logout @user @backup", True, True),
        ("showing", False, False),
    ],
)
def test_tags_say_who_may_and_where(text: str, user: bool, backup: bool) -> None:
    """What begins with show is for everyone and everywhere, the rest is not; tags say otherwise."""
    assert (entry(text).user, entry(text).backup) == (user, backup)


@pytest.mark.parametrize(
    ("text", "handler"),
    [
        ("show checkpoint-data {<process>}", "show_checkpoint_data"),
        ("configure vlan <vlan_name> add ports [<port_list> | all {x}] {tagged}", "configure_vlan_add_ports"),
        ("run msm-failover {force}", "run_msm_failover"),
        ("reboot {[time <hour> | cancel]}", "reboot"),
        ("configure log target [a | b] format [c | d]...", "configure_log_target_format"),
    ],
)
def test_handlers_are_named_after_the_words_outside_brackets(text: str, handler: str) -> None:
    """Values and what stands in brackets have no part in the name."""
    assert entry(text).handler == handler


def test_a_command_may_go_on_on_the_next_line() -> None:
    """A backslash at the end of a line joins the next; tags come at the very end."""
    found = entry("show log \\\n    {a | b} \\\n    {c} @admin\nshow x\n")
    assert (found.notation, found.user, found.line) == ("show log {a | b} {c}", False, 1)


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("show vlan {a | b\n", "vlan.xos:1:11", "never closed"),
        ("show x\nshow vlan \\\n  {a | b\n", "vlan.xos:3:3", "never closed"),
        ("show vlan <vlan_nam>\n", "vlan.xos:1:11", "<vlan_nam>"),
        ("show vlan {a} @users\n", "vlan.xos:1:15", "@users"),
        ("show <tag (1-2)> {<tag>}\n", "vlan.xos:1:19", "twice"),
        ("show [<vlan_name> | x <vlan-name>]...\n", "vlan.xos:1:23", "twice"),
        ("show [<vlan_name> | x <vlan-name>]\nshow ]\n", "vlan.xos:2:6", "closes nothing"),
        ("<vlan_name> show\n", "vlan.xos:1:1", "begins with a word"),
        ("show x\n   detail everything\n", "vlan.xos:2:4", "help"),
    ],
)
def test_check_names_the_place_of_a_mistake(text: str, where: str, what: str) -> None:
    """Every mistake is reported with its file, line and column."""
    with pytest.raises(GrammarError) as caught:
        Grammar.read([("vlan.xos", text)]).check()
    assert str(caught.value).startswith(where + ":")
    assert what in str(caught.value)


def test_a_mistake_in_a_line_that_is_reached_is_a_grammar_error() -> None:
    """A line that was not checked beforehand fails with its place, too."""
    language = Language(Grammar.read([("vlan.xos", "show vlan\nshow vlan {a\n")]))
    with pytest.raises(GrammarError, match=r"vlan\.xos:2:11"):
        language.parse("show vlan", Nothing())


class Nothing:
    """A switch on which nothing exists."""

    modular = True

    def find(self, kind: str, word: str) -> None:
        return None

    def all(self, kind: str) -> list[str]:
        return []


def test_the_small_grammar_is_sound(grammar: Grammar) -> None:
    """The grammar that the other tests use has no mistake."""
    grammar.check()


def test_help_comes_from_the_file_then_from_cli_then_from_the_value(grammar: Grammar) -> None:
    """A word's own file speaks first; a value explains itself where no file does."""
    cli, vlan, stp = grammar.files[:3]
    assert grammar.help(vlan, "detail") == "Everything about every VLAN"
    assert grammar.help(vlan, "<vlan_name>") == "The VLAN to show"
    assert grammar.help(stp, "VLAN") == "A virtual LAN"
    assert grammar.help(stp, "<vlan_name>") == grammar.help(cli, "<vlan name>") == "VLAN name"
    assert grammar.help(stp, "detail") == ""


def test_words_without_help_are_listed() -> None:
    """Each word that no one explains is named once, with its file; values explain themselves."""
    grammar = Grammar.read(
        [
            ("cli.xos", "    show  Show what is\n"),
            ("vlan.xos", "show vlan {<vlan_name> | all}\nshow all\n    all  All\n"),
        ]
    )
    assert grammar.missing_help() == ["vlan.xos: vlan"]


def test_parameters_of_an_entry(grammar: Grammar) -> None:
    """The grammar knows the arguments of every command."""
    found = next(entry for entry in grammar.entries if entry.handler == "configure_vlan_add_ports")
    expected = dict.fromkeys(["port_list", "all", "tagged", "untagged", "nobroadcast"], True)
    assert grammar.parameters(found) == {"vlan_name": False, **expected}
