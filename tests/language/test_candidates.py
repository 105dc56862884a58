"""What ``?`` and Tab offer."""

import pytest

from xos_cli.errors import Ambiguous, Incomplete, InvalidInput
from xos_cli.language import Grammar, Language, Names, NextWord


def offered(language: Language, line: str, names: Names) -> str:
    """What can be typed at the end of the line, in one."""
    return " ".join(item.text for item in language.candidates(line, names).items)


@pytest.mark.parametrize(
    ("line", "items"),
    [
        ("", "configure create delete disable enable history logout ping reboot run show use"),
        ("d", "delete disable"),
        ("deb", ""),
        ("show v", "virtual-router vlan VR-Default VR-Mgmt"),
        ("show Def", "Default"),
        ("show vlan ", "detail <vlan_name> Default Mgmt sales both <cr>"),
        ("show vlan D", "detail <vlan_name> Default"),
        ('show vlan "De', "<vlan_name> Default"),
        ("show vlan sales ", "stpd <cr>"),
        ("configure vlan sales add ports ", "all <port_list>"),
        ("configure vlan sales add ports 1:1,", "<port_list>"),
        ("configure vlan sales add ports 1:1, 1", "<port_list>"),
        ("configure vlan sales add ports 1:1 ", "nobroadcast tagged untagged <cr>"),
        ("configure sales ", "add delete ipaddress tag"),
        ("configure both ", "add delete ipaddress tag"),
        ("configure vlan sales ipaddress 10", "<ipaddress> <ip_prefix>"),
        ("configure vlan sales ipaddress x", ""),
        ("configure log target console format ", "date process-name severity timestamp"),
        ("configure log target console format severity date never ", "process-name timestamp <cr>"),
        ("reboot msm ", "<slot_id>"),
        ("dis po", "ports"),
        ("show log severity w", "<severity> warning"),
        ("use configuration ", "primary secondary <file_name> primary.cfg test.cfg"),
        ("logout ", "<cr>"),
    ],
)
def test_everything_that_fits_is_offered(language: Language, names: Names, line: str, items: str) -> None:
    """Keywords in the order of the alphabet, values and the names they can have, the end of the line."""
    assert offered(language, line, names) == items


@pytest.mark.parametrize(
    ("line", "column"),
    [("", 0), ("show ", 5), ("show vl", 5), ('show vlan "De', 10), ('x "a b" "c d"', 8), ("enable ports 1:1, 1:", 13)],
)
def test_the_word_under_the_cursor_begins_somewhere(line: str, column: int) -> None:
    """A quoted string is one word, and so is a list with blanks after its commas."""
    from xos_cli.language.complete import under_cursor

    assert under_cursor(line) == column


def test_candidates_have_help_and_a_kind(language: Language, names: Names) -> None:
    """The help comes from the grammar file of the command."""
    assert language.candidates("show vlan de", names) == (
        10,
        (
            NextWord("detail", "Everything about every VLAN", "keyword"),
            NextWord("<vlan_name>", "The VLAN to show", "value"),
            NextWord("Default", "The VLAN to show", "name"),
        ),
    )
    assert language.candidates("show vlan sales ", names).items[-1] == NextWord("<cr>", "Execute the command", "cr")


@pytest.mark.parametrize(
    ("line", "error", "column"),
    [
        ("show x ", InvalidInput, 5),
        ("dis p ", Ambiguous, 4),
        ("reboot msm C ", InvalidInput, 11),
        ("configure vlan sales ipaddress 10.1.1 ", InvalidInput, 37),
        ("logout now ", InvalidInput, 7),
    ],
)
def test_what_stands_before_the_word_must_be_right(
    language: Language, names: Names, line: str, error: type[Exception], column: int
) -> None:
    """The error is that of the line, since nothing could follow."""
    with pytest.raises(error) as caught:
        language.candidates(line, names)
    assert caught.value.column == column  # type: ignore[attr-defined]


def test_hidden_commands_work_and_are_not_offered(language: Language, names: Names) -> None:
    """Whoever knows them may type them."""
    assert language.parse("debug ems show all", names).entry.hidden
    assert offered(language, "debug ", names) == ""
    with pytest.raises(Incomplete) as caught:
        language.parse("debug ems", names)
    assert caught.value.expected == ()


def test_commands_that_a_user_may_not_type_are_not_offered(grammar: Grammar, names: Names) -> None:
    """``?`` shows an account what it may do."""
    assert offered(Language(grammar, user_only=True), "", names) == "history logout show"
