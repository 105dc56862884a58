"""The notation of the Command Reference, as a pyparsing grammar.

========== ============================================================
word       a keyword, typed as it is or abbreviated
<name>     a value the user supplies; <name (1-10)> a number in a range
[a | b]    exactly one of
{a | b}    at most one of
[a | b]... one or more of, in any order, each at most once
========== ============================================================
"""

import re
from functools import cache
from keyword import iskeyword

from xos_cli.language.import_pyparsing import pp
from xos_cli.record import NamedTuple

_KEYWORD = r"[^\s\[\]{}|<>@.][^\s\[\]{}|<>@]*|>(?=\s)"
_ARGUMENT = r"<[^<>\[\]{}|]+>"
_END = r"(?=[\s\[\]{}|]|$)"
#: A keyword (group 1) or what stands inside <> (group 2), with the blanks before it.
PLAIN = re.compile(rf"\s*(?:({_KEYWORD}){_END}|<([^<>\[\]{{}}|]+)>{_END})")
#: What stands inside <>: a name, and perhaps the range of a number.
ARGUMENT = re.compile(r"([A-Za-z][\w/ -]*?)\s*(?:\((-?\d+)-(\d+)\))?$")


class Keyword(NamedTuple):
    """A keyword of a command."""

    text: str


class Argument(NamedTuple):
    """A value of a command; *text* is what stands inside the <>."""

    text: str


class Bracket(NamedTuple):
    """A bracket: its options, and how many of them a line may take."""

    options: "tuple[tuple[Node, ...], ...]"
    optional: bool = False
    repeats: bool = False


Node = Keyword | Argument | Bracket
Nodes = tuple[Node, ...]


class NotationError(pp.ParseSyntaxException):
    """A mistake in the notation: ``loc`` is its offset, ``what`` says what is wrong there."""

    @property
    def what(self) -> str:
        """Return the text of the error (some versions of pyparsing overwrite ``msg`` on the way)."""
        return str(self.args[2])


def argument_name(text: str) -> str:
    """Return the name of a value or keyword as a handler's parameter: ``from_``, ``dd_mm_yyyy``, ``_100``."""
    name = re.sub(r"\W", "_", text)
    return f"_{name}" if name[0].isdigit() else f"{name}_" if iskeyword(name) else name


def value_name(text: str) -> str:
    """Return the name of the value written ``<text>``, without its range."""
    found = ARGUMENT.match(text)
    return re.sub(r"\W", "_", found[1]) if found else text


def plain_node(found: re.Match[str]) -> Keyword | Argument:
    """Return the node that ``PLAIN`` found."""
    return Keyword(found[1]) if found[1] else Argument(found[2])


def read(text: str) -> Nodes:
    """Return the elements of a command or of a part of one; NotationError if it is not well formed."""
    try:
        nodes: Nodes = _sequence().parse_string(text, parse_all=True)[0]
    except NotationError:
        raise
    except pp.ParseBaseException as error:
        raise _mistake(text, error) from None
    return nodes


@cache
def _sequence() -> pp.ParserElement:
    """Return the pyparsing grammar of the notation; it is made when the first bracket is met.

    Parse actions take all three arguments: to find out that one takes fewer, pyparsing reads source files.
    """
    opened, closed, opened_some, closed_some, bar = (pp.Suppress(mark) for mark in "[]{}|")
    sequence = pp.Forward()
    options = sequence - pp.ZeroOrMore(bar - sequence)
    item = f"(?:{_KEYWORD}|{_ARGUMENT}){_END}"
    plain = pp.Regex(rf"{item}(?:\s+{item})*").set_parse_action(_plain)
    required = (opened - options - closed - pp.Opt("...")).set_parse_action(_required)
    optional = (opened_some - options - closed_some).set_parse_action(_optional)
    for brackets in required, optional:
        brackets.set_fail_action(_unclosed)
    sequence <<= pp.OneOrMore(plain | required | optional).set_parse_action(lambda text, at, t: [tuple(t)])
    return sequence.parse_with_tabs()


def _plain(text: str, at: int, tokens: pp.ParseResults) -> list[Keyword | Argument]:
    return [plain_node(found) for found in PLAIN.finditer(tokens[0])]


def _required(text: str, at: int, tokens: pp.ParseResults) -> Bracket:
    repeats = tokens[-1] == "..."
    return Bracket(tuple(tokens[:-1] if repeats else tokens), repeats=repeats)


def _optional(text: str, at: int, tokens: pp.ParseResults) -> Bracket:
    return Bracket(tuple(tokens), optional=True)


def _unclosed(text: str, at: int, brackets: pp.ParserElement, error: Exception) -> None:
    """Return the bracket that was opened, rather than the end of the line where its partner is missing."""
    at = len(text) - len(text[at:].lstrip())
    if isinstance(error, pp.ParseFatalException) and not isinstance(error, NotationError):
        if not text[error.loc :].strip():
            raise NotationError(text, at, f"this {text[at]} is never closed")
        raise _mistake(text, error)


def _mistake(text: str, error: pp.ParseBaseException) -> NotationError:
    at = len(text) - len(text[error.loc :].lstrip())
    if at == len(text):
        return NotationError(text, at, "a keyword or <value> is missing")
    stop = f"{text[at]} closes nothing here" if text[at] in "]}" else f"{text[at:].split()[0]} cannot stand here"
    return NotationError(text, at, stop)
