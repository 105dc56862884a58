"""The language against stock pyparsing combinators, which know nothing of shared branches."""

import re
from random import Random

import pyparsing as pp
from hypothesis import given, settings
from hypothesis import strategies as st

from xos_cli.errors import CommandError
from xos_cli.language import Grammar, Language
from xos_cli.language.lint import sentence
from xos_cli.language.notation import Argument, Bracket, Keyword, Node, Nodes
from xos_cli.language.value import NOTHING
from xos_cli.language.values import value

#: Commands whose alternatives can be told apart by their first word, since stock alternatives do not go back.
COMMANDS = """\
create vlan <new_vlan_name> {vr <vr_name>}
show slot {<slot> {detail} | all}
configure vlan <vlan_name> add ports [<port_list> | all] {tagged | untagged} {nobroadcast}
configure vlan <vlan_name> add ports [<port_list> | all] stpd <stpd_name> {[dot1d | emistp]}
configure vlan <vlan_name> ipaddress [<ipaddress> {<netmask>} | <ip_prefix>]
configure ports <port_list> auto off speed <number> duplex [half | full]
reboot {[time <month> <day> <year> <hour> <min> <sec> | cancel]} {msm <slot_id>}
configure log format [stamp [seconds | none] | date [never | always] | severity | source]...
enable sharing <port> grouping <port_list> {algorithm [layers {layer2 | layer3} | port-based]}
run failover {force}
"""
GRAMMAR = Grammar.read([("x.xos", COMMANDS)])
LANGUAGE = Language(GRAMMAR)
VOCABULARY = sorted(
    {*re.findall(r"[a-z][\w-]+(?=[\s\]}])", COMMANDS), "1:1", "7", "10.0.0.1", "10.0.0.0/8", "MSM-A", "zzz"}
)


def stock(nodes: Nodes) -> pp.ParserElement:
    """The notation's elements as a stock sequence."""
    return pp.And([stock_element(node) for node in nodes])


def stock_element(node: Node) -> pp.ParserElement:
    """One element of the notation."""
    match node:
        case Keyword(text):
            return pp.Regex(rf"{re.escape(text)}(?!\S)")
        case Argument(text):
            element = value(text)
            assert element
            return element
        case Bracket(options, _, True):
            return any_order([stock(option) for option in options])
        case Bracket(options, optional):
            choice = pp.MatchFirst([stock(option) for option in options])
            return pp.Opt(choice) if optional else choice
    raise AssertionError(node)


def any_order(options: list[pp.ParserElement]) -> pp.ParserElement:
    """One or more options, each at most once."""
    numbered = [pp.Group(option).set_parse_action(pp.replace_with(number)) for number, option in enumerate(options)]
    once = pp.OneOrMore(pp.MatchFirst(numbered))
    return once.add_condition(lambda tokens: len(set(tokens)) == len(tokens))


ORACLE = {entry: pp.And([stock(GRAMMAR.nodes(entry)), pp.StringEnd()]).parse_with_tabs() for entry in GRAMMAR.entries}


def oracle(line: str) -> set[str]:
    """The handlers of the commands that the line is, as stock pyparsing sees it."""
    found = set()
    for entry, element in ORACLE.items():
        try:
            element.parse_string(line)
        except pp.ParseException:
            continue
        found.add(entry.handler)
    return found


def language(line: str) -> set[str]:
    """The same, as the language sees it."""
    try:
        return {LANGUAGE.parse(line, NOTHING).entry.handler}
    except CommandError:
        return set()


def changed(words: list[str], random: Random) -> str:
    """The words, some of them left out, doubled, exchanged or replaced; none of them the abbreviation of a keyword."""
    words = ["MSM-A" if word == "A" else word for word in words]
    for _ in range(random.randrange(3)):
        at = random.randrange(len(words))
        match random.randrange(4):
            case 0 if len(words) > 1:
                del words[at]
            case 1:
                words.insert(at, words[at])
            case 2:
                words[at], words[-1] = words[-1], words[at]
            case 3:
                words[at] = random.choice(VOCABULARY)
    return " ".join(words)


@settings(max_examples=400, deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_the_language_accepts_what_stock_pyparsing_accepts(random: Random) -> None:
    """The same lines, for the same commands; lines with a word too many or too few included."""
    entry = random.choice(list(GRAMMAR.entries))
    line = changed(list(sentence(GRAMMAR, entry, NOTHING, random)), random)
    assert language(line) == oracle(line), line


def test_the_language_is_one_pyparsing_element() -> None:
    """It can be used as any other: a line of a script, between lines that are none."""
    script = pp.OneOrMore(pp.Suppress("between") | LANGUAGE.commands)
    assert script.parse_string("between show slot 3")[0].end.line.entry.handler == "show_slot"
