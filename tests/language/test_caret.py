"""Where the caret goes: under the first character that no keyword and no value can continue."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xos_cli.errors import Ambiguous, CommandError, InvalidInput
from xos_cli.language import Grammar, Language, Names
from xos_cli.language.lint import sentence

REAL = """\
show odometers
show ports
show banner
show bootprelay
show virtual-router {<vr_name>}
show vlan
show iproute
show inline-power
show version
debug hal show sys-health
debug hal show version vm
"""


@pytest.mark.parametrize(
    "marked",
    [
        "show o^spf neighbor",
        "show b^gp neighbor",
        "show i^sis neighbor",
        "show vr^rp",
        "debug hal show s^witch-manager info",
    ],
)
def test_the_caret_stands_as_on_a_switch(marked: str, names: Names) -> None:
    """evidence: capture 12.5, on a switch where neither OSPF, BGP, IS-IS nor VRRP runs, and VR-Default exists"""
    line, column = marked.replace("^", ""), marked.index("^")
    with pytest.raises(InvalidInput) as caught:
        Language(Grammar.read([("x.xos", REAL)])).parse(line, names)
    screen = " " * (17 + column) + "^\n%% Invalid input detected at '^' marker.\n"
    assert caught.value.screen(len("Slot-1 Stack.1 # ")) == screen


@pytest.mark.parametrize(
    "marked",
    [
        "reboot msm ^C",
        "reboot msm MSM-^C",
        "reboot msm A ^B",
        "configure vlan sales tag 500^0",
        "configure vlan sales tag 12^x",
        "configure vlan sales ipaddress 10.1.30^0.1/24",
        "configure vlan sales ipaddress 10.1.1^ x",
        "configure vlan sales ipaddress 10.1.1.1/3^3",
        "configure vlan sales add ports 1:1-1:^x tagged",
        "configure vlan sales add ports 1:1, ^x tagged",
        "configure vlan sales add ports 1:1 tagged nobroadcast ^x",
        "show vlan detail ^x",
        "show vlan det ^stpd",
        "^xyz",
        "show ban^anas",
        "show sale^t",
        "show ^x vlan",
        "create s^ales",
        "delete ^nix",
        "configure log target console format severity ^severity",
        "show configuration vlan ^x",
        "show\tvlan\tdetail\t^x",
        "  ^xyz",
        "logout ^now",
        "configure ports 1:1 auto off speed 1000^0 duplex full",
        "disable p 1:1 ^x",
        "configure vlan sales tag 0^",
        "reboot time 10 31 200^",
    ],
)
def test_the_caret_stands_under_the_first_impossible_character(language: Language, names: Names, marked: str) -> None:
    """A word is right as far as some keyword or value goes; a surplus word is wrong at its first character."""
    with pytest.raises(InvalidInput) as caught:
        language.parse(marked.replace("^", ""), names)
    assert caught.value.column == marked.index("^")


def test_an_error_says_what_could_have_stood_there(language: Language, names: Names) -> None:
    """For whoever wants to help more than the switch does."""
    with pytest.raises(InvalidInput) as caught:
        language.parse("reboot now", names)
    assert caught.value.expected == ("cancel", "msm", "time", "<cr>")


def mutated(words: list[str], random: Random) -> str:
    """The words with something wrong about them, perhaps."""
    at = random.randrange(len(words))
    match random.randrange(5):
        case 0:
            del words[at]
        case 1:
            words.insert(at, random.choice(words))
        case 2:
            words[at] = words[at][: random.randrange(len(words[at]) + 1)] + random.choice("x1:.A")
        case 3:
            words[at] = words[at][: random.randrange(len(words[at])) + 1]
    return " ".join(words)


@settings(max_examples=300, deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_the_line_is_right_up_to_the_caret_and_no_further(language: Language, grammar: Grammar, random: Random) -> None:
    """What stands before the caret can be continued, what ends with the character above it cannot."""
    names = Existing()
    line = mutated(list(sentence(grammar, random.choice(list(grammar.entries)), names, random)), random)
    error = failure(language, line, names)
    if isinstance(error, InvalidInput) and not line[error.column : error.column + 1].isspace():
        before = line[: error.column]
        wrong = isinstance(failure(language, before, names), InvalidInput)
        assert not wrong or language.candidates(before, names).items
        assert isinstance(failure(language, line[: error.column + 1], names), InvalidInput)
    assert not isinstance(error, Ambiguous) or error.expected


def failure(language: Language, line: str, names: Names) -> CommandError | None:
    """What is wrong with the line."""
    try:
        language.parse(line, names)
    except CommandError as error:
        return error
    return None


class Existing:
    """A switch with one object of some kinds."""

    modular = True

    def find(self, kind: str, word: str) -> str | None:
        return next((name for name in self.all(kind) if name.lower() == word.lower()), None)

    def all(self, kind: str) -> tuple[str, ...]:
        return {"vlan": ("Default",), "stpd": ("s0",), "account": ("admin",)}.get(kind, ())


@pytest.mark.parametrize(
    "marked", ["configure sal^x add ports 1:1", 'configure "sal^x" add ports 1:1', "configure a^zz tag 5"]
)
def test_a_name_without_its_keyword_is_wrong_where_it_leaves_every_name(marked: str) -> None:
    """The caret stands behind what is common with an existing name, its quote included, where `vlan` was left out."""
    lines = "configure vlan <vlan_name> add ports <port_list>\nconfigure vlan <vlan_name> tag <tag>\n"
    grammar = Grammar.read([("x.xos", lines)])
    with pytest.raises(InvalidInput) as caught:
        Language(grammar).parse(marked.replace("^", ""), Vlans())
    assert caught.value.column == marked.index("^")


class Vlans:
    """A modular switch with the VLANs sales and all."""

    modular = True

    def find(self, kind: str, word: str) -> str | None:
        """Return the VLAN of this name."""
        return word.lower() if kind == "vlan" and word.lower() in ("sales", "all") else None

    def all(self, kind: str) -> tuple[str, ...]:
        """Return the VLANs."""
        return ("sales", "all") if kind == "vlan" else ()
