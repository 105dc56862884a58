"""Lines and the commands they are."""

from ipaddress import IPv4Address, IPv4Interface
from typing import Any

import pytest

from xos_cli.errors import Ambiguous, Incomplete, InvalidInput
from xos_cli.language import Grammar, Language, Names


@pytest.mark.parametrize(
    ("line", "words", "arguments"),
    [
        ("show vlan", "show vlan", {}),
        ("show vlan default stpd", "show vlan Default stpd", {"vlan_name": "Default", "stpd": True}),
        ("configure vlan sales tag 5", "configure vlan sales tag 5", {"vlan_name": "sales", "tag": 5}),
        (
            "configure vlan sales ipaddress 10.0.0.1/24",
            "configure vlan sales ipaddress 10.0.0.1/24",
            {"vlan_name": "sales", "ip_prefix": IPv4Interface("10.0.0.1/24")},
        ),
        (
            "configure vlan sales add ports 1:1, 1:3 tagged",
            "configure vlan sales add ports 1:1, 1:3 tagged",
            {"vlan_name": "sales", "port_list": ((1, 1, 1), (1, 3, 3)), "tagged": True},
        ),
        (
            "configure ports 1:1 auto off speed 100 duplex full",
            "configure ports 1:1 auto off speed 100 duplex full",
            {"port_list": ((1, 1, 1),), "_100": True, "full": True},
        ),
        (
            "ping count 3 10.0.0.1 from 10.0.0.2",
            "ping count 3 10.0.0.1 from 10.0.0.2",
            {"count": 3, "ipaddress": IPv4Address("10.0.0.1"), "from_": True, "src_ipaddress": IPv4Address("10.0.0.2")},
        ),
        ("reboot msm msm-b", "reboot msm msm-b", {"msm": True, "slot_id": "B"}),
        (
            'create account user "a b" ""',
            'create account user "a b" ""',
            {"user": True, "new_account_name": "a b", "password": ""},
        ),
        (
            "configure banner come  in",
            "configure banner come  in",
            {"text": "come  in"},
        ),
        ("CONFIGURE SNMP SYSNAME Core", "configure snmp sysName Core", {"sys_name": "Core"}),
        ("  show\tvlan   detail ", "show vlan detail", {"detail": True}),
    ],
)
def test_a_line_is_its_words_and_arguments(
    language: Language, names: Names, line: str, words: str, arguments: dict[str, Any]
) -> None:
    """Keywords are spelled out, values typed, keywords inside brackets arguments of their own."""
    command = language.parse(line, names)
    assert (" ".join(command.words), command.arguments) == (words, arguments)


@pytest.mark.parametrize(
    ("line", "full"),
    [
        ("sh vl", "show vlan"),
        ("sh vlan det", "show vlan detail"),
        ("conf vlan sales ta 5", "configure vlan sales tag 5"),
        ("dis po 1:1", "disable ports 1:1"),
        ("conf po 1:1 au off sp 10 du f", "configure ports 1:1 auto off speed 10 duplex full"),
        ("sh log sev warn on", "show log severity warning only"),
        ("deb ems sh all", "debug ems show all"),
        ("de vl sales", "delete vlan sales"),
    ],
)
def test_keywords_may_be_abbreviated(language: Language, names: Names, line: str, full: str) -> None:
    """An exact keyword goes before a longer one; a hidden keyword does not make an abbreviation ambiguous."""
    assert " ".join(language.parse(line, names).words) == full


@pytest.mark.parametrize(
    ("line", "full"),
    [
        ("show Default", "show vlan Default"),
        ("show s0", "show stpd s0"),
        ("show vr-default", "show virtual-router VR-Default"),
        ("show sales stpd", "show vlan sales stpd"),
        ("configure sales add ports 1:1", "configure vlan sales add ports 1:1"),
        ("conf s0 add sales ports all", "configure stpd s0 add vlan sales ports all"),
        ('configure "sales" tag 1', "configure vlan sales tag 1"),
        ("delete sales", "delete vlan sales"),
        ("delete admin", "delete account admin"),
        ("enable s0 auto-bind sales", "enable stpd s0 auto-bind vlan sales"),
        ("show iproute sales VR-Mgmt", "show iproute vlan sales vr VR-Mgmt"),
    ],
)
def test_the_keyword_before_an_existing_name_may_be_left_out(
    language: Language, names: Names, line: str, full: str
) -> None:
    """The name says what it is, within brackets too."""
    command = language.parse(line, names)
    assert " ".join(command.words) == full
    assert command == language.parse(full, names)


@pytest.mark.parametrize(
    ("line", "column"), [("create sales", 8), ("create s0", 8), ("delete nix", 7), ("configure nix tag 5", 11)]
)
def test_no_keyword_is_left_out_otherwise(language: Language, names: Names, line: str, column: int) -> None:
    """Not where an object is made, nor before a name that does not exist."""
    with pytest.raises(InvalidInput) as caught:
        language.parse(line, names)
    assert caught.value.column == column


def test_a_name_of_two_kinds_is_ambiguous_unless_the_rest_decides(language: Language, names: Names) -> None:
    """VLAN and STPD of one name are told apart by what follows, if by anything."""
    with pytest.raises(Ambiguous) as caught:
        language.parse("delete both", names)
    assert (caught.value.column, caught.value.expected) == (7, ("vlan", "stpd"))
    with pytest.raises(Ambiguous):
        language.parse("configure both tag 5", names)
    assert language.parse("configure both add ports 1:1", names).entry.handler == "configure_vlan_add_ports"
    assert language.parse("delete vlan both", names).entry.handler == "delete_vlan"


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("dis p", 4, ("pim", "ports")),
        ("d", 0, ("delete", "disable")),
        ("sh b", 3, ("banner", "bootprelay")),
        ("conf po 1:1 auto off speed 1 duplex half", 27, ("10", "100", "1000")),
    ],
)
def test_an_abbreviation_of_several_keywords_is_ambiguous(
    language: Language, names: Names, line: str, column: int, expected: tuple[str, ...]
) -> None:
    """All that the word could be is named, where the rest of the line leaves more than one."""
    with pytest.raises(Ambiguous) as caught:
        language.parse(line, names)
    assert (caught.value.column, caught.value.expected) == (column, expected)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("dis p 1:1 x", 10),
        ("dis p 1:x", 8),
        ("dis p x", 6),
        ("sh b x", 5),
        ("d p 1:1 x", 8),
    ],
)
def test_where_nothing_can_go_on_the_furthest_reading_speaks(
    language: Language, names: Names, line: str, column: int
) -> None:
    """An abbreviation that could be several keywords is no excuse for what follows it."""
    with pytest.raises(InvalidInput) as caught:
        language.parse(line, names)
    assert caught.value.column == column


def test_the_rest_of_the_line_decides_between_keywords(language: Language, names: Names) -> None:
    """``dis p`` may be ports or PIM; with a port after it, it is ports."""
    assert language.parse("dis p 1:1", names).words == ("disable", "ports", "1:1")
    line = "conf log tar con format time sec date dd pro sev"
    assert language.parse(line, names).words[-2:] == ("process-name", "severity")


def test_a_word_is_believed_in_order(grammar: Grammar) -> None:
    """Exact keyword, definite value, abbreviation of a keyword, free string, name of nothing."""
    text = "a [detail | <vlan_name>]\nb [detail | <string>]\nc [<ipaddress> | <hostname>]\nd [10 | 100 | <number>]\n"
    language = Language(Grammar.read([("x.xos", text)]))
    names = Made("de", "Detail")
    line = {
        "a detail": {"detail": True},
        "a de": {"vlan_name": "de"},
        "a det": {"detail": True},
        "a x": {"vlan_name": "x"},
        "b det": {"detail": True},
        "b x": {"string": "x"},
        'b "detail"': {"string": "detail"},
        "c 10.0.0.1": {"ipaddress": IPv4Address("10.0.0.1")},
        "c 10.0.0": {"hostname": "10.0.0"},
        "d 10": {"_10": True},
        "d 1": {"number": 1},
    }
    assert {text: language.parse(text, names).arguments for text in line} == line


def test_a_weaker_reading_is_tried_where_the_stronger_fails(names: Names) -> None:
    """A VLAN called ``po`` does not hide the ports."""
    language = Language(
        Grammar.read([("x.xos", "configure vlan <vlan_name> tag <tag>\nconfigure ports <port_list> auto off\n")])
    )
    made = Made("po")
    assert language.parse("configure po 1:1 auto off", made).words[1] == "ports"
    assert language.parse("configure po tag 5", made).words[1:3] == ("vlan", "po")


class Made:
    """A switch with some VLANs."""

    modular = True

    def __init__(self, *vlans: str) -> None:
        self.vlans = vlans

    def find(self, kind: str, word: str) -> str | None:
        return word if kind == "vlan" and word in self.vlans else None

    def all(self, kind: str) -> tuple[str, ...]:
        return self.vlans if kind == "vlan" else ()


def test_a_quoted_word_is_a_name_and_never_a_keyword(language: Language, names: Names) -> None:
    """``show configuration "vlan"`` is what scripts type."""
    assert language.parse('show configuration "VLAN"', names).arguments == {"module": "vlan"}
    assert language.parse('show vlan "detail"', names).arguments == {"vlan_name": "detail"}
    with pytest.raises(InvalidInput):
        language.parse('"show" vlan', names)


def test_a_name_that_does_not_exist_reaches_the_command(language: Language, names: Names) -> None:
    """So that it can answer in its own words; but not where an abbreviation fits."""
    assert language.parse("show vlan nix", names).arguments == {"vlan_name": "nix"}
    assert language.parse("delete vlan nix", names).arguments == {"vlan_name": "nix"}
    assert language.parse("show vlan d", names).arguments == {"detail": True}


@pytest.mark.parametrize(
    "line",
    [
        "",
        "   ",
        "show",
        "configure vlan sales add ports",
        "configure vlan sales add ports 1:",
        "configure vlan sales add ports 1:1,",
        "configure vlan sales ipaddress 10.1.1",
        "reboot time 10 31 2005",
        "reboot time 10 31 2005 23 59",
        "configure log target console format",
        "configure log target console format date",
        "configure log target console format severity timestamp ",
        'create vlan "sal',
        "conf po 1:1 auto off speed 10",
    ],
)
def test_a_line_that_stops_early_is_incomplete(language: Language, names: Names, line: str) -> None:
    """More is needed, and nothing wrong was typed so far."""
    with pytest.raises(Incomplete) as caught:
        language.parse(line, names)
    assert caught.value.expected


def test_an_any_order_group_takes_each_option_once(language: Language, names: Names) -> None:
    """One or more of the options, in any order; the second time a word is surplus."""
    start = "configure log target console format "
    for rest in "severity", "severity date never", "date never severity", "process-name timestamp none severity":
        assert language.parse(start + rest, names).words[5:] == tuple(rest.split())
    with pytest.raises(InvalidInput) as caught:
        language.parse(start + "severity date never severity", names)
    assert caught.value.column == len(start + "severity date never se") - 2


def test_lines_of_one_handler_share_it(names: Names) -> None:
    """The same bare words may stand in several lines; what both allow is the first of them."""
    text = "show vlan {<vlan_name>}\nshow vlan {<vlan_name> {stpd} | detail}\n"
    language = Language(Grammar.read([("x.xos", text)]))
    lines = [language.parse(f"show vlan {rest}", names).entry.line for rest in ("", "sales", "sales stpd", "detail")]
    assert lines == [1, 1, 2, 2]


def test_one_line_of_two_commands_is_ambiguous(names: Names) -> None:
    """A mistake in the grammar files is not covered up."""
    language = Language(Grammar.read([("x.xos", "clear a {b}\nclear a b\n")]))
    with pytest.raises(Ambiguous) as caught:
        language.parse("clear a b", names)
    assert caught.value.expected == ("clear a {b}", "clear a b")


def test_arguments_are_those_of_the_command_that_the_line_is(names: Names) -> None:
    """Commands that begin alike may name the same value differently, and have a word inside brackets or outside."""
    text = "configure vlan <vlan_name> {fast} a\nconfigure vlan <name_of_vlan (1-9)> b\nconfigure vlan <vlan> fast b\n"
    language = Language(Grammar.read([("x.xos", text)]))
    assert language.parse("configure vlan sales fast a", names).arguments == {"vlan_name": "sales", "fast": True}
    assert language.parse("configure vlan sales fast b", names).arguments == {"vlan": "sales"}
    assert language.parse("configure vlan 5 b", names).arguments == {"name_of_vlan": 5}


def test_a_value_goes_before_the_keyword_of_its_name(names: Names) -> None:
    """``{count <count>}``: the argument is the number."""
    language = Language(Grammar.read([("x.xos", "ping {count <count>}\n")]))
    assert language.parse("ping count 5", names).arguments == {"count": 5}


def test_a_process_that_does_not_run_takes_its_commands_out(grammar: Grammar, names: Names) -> None:
    """evidence: capture 12.5 (``show ospf`` without OSPF is no command, nor a beginning of one)"""
    language = Language(grammar, processes={"cli", "vlan"})
    with pytest.raises(InvalidInput) as caught:
        language.parse("show stpd", Made())
    assert caught.value.column == 5
    assert language.parse("show vlan", names).entry.process == "vlan"


def test_an_account_may_have_fewer_commands(grammar: Grammar, names: Names) -> None:
    """What needs an administrator is not in a user's language."""
    language = Language(grammar, user_only=True)
    assert language.parse("show vlan", names).entry.user
    assert language.parse("history", names).entry.user
    with pytest.raises(InvalidInput):
        language.parse("delete vlan sales", names)


def test_names_belong_to_the_line(language: Language, names: Names) -> None:
    """The same language serves switches on which other things exist."""
    assert language.parse("show Mgmt", names).words == ("show", "vlan", "Mgmt")
    with pytest.raises(InvalidInput):
        language.parse("show Mgmt", Made("other"))


def test_ports_follow_the_switch(language: Language, stand_alone: Names) -> None:
    """Plain numbers on a switch without slots."""
    assert language.parse("enable ports 1, 3-5", stand_alone).arguments == {"port_list": ((1, 1, 1), (1, 3, 5))}
    with pytest.raises(InvalidInput) as caught:
        language.parse("enable ports 1:1", stand_alone)
    assert caught.value.column == len("enable ports 1")
