"""Work out what can be typed next, for ``?`` and Tab."""

import re
from collections.abc import Iterable, Iterator

from xos_cli.language.branch import Branch, ValueOption
from xos_cli.language.candidates import NextWord
from xos_cli.language.grammar import Grammar
from xos_cli.language.typed import WORD, Typed

#: The end of a command, among what can be typed.  evidence: recalled
RETURN, RETURN_HELP = "<cr>", "Execute the command"


def under_cursor(line: str) -> int:
    """Return the column where the last word of *line* begins.

    A quoted string is one word, and so is a port list with blanks after its commas.
    """
    if line.count('"') % 2:
        return line.rindex('"')
    words, start = list(_words(line)), len(line)
    if words and words[-1].end() == start:
        start = words.pop().start(1)
    while words and words[-1][1].endswith(","):
        start = words.pop().start(1)
    return start


def _words(line: str) -> Iterator[re.Match[str]]:
    """Yield the words of *line* in a time proportional to its length."""
    word = WORD.match(line)
    while word:
        yield word
        word = WORD.match(line, word.end())


def offered(grammar: Grammar, places: Iterable[Branch], begun: Typed) -> tuple[NextWord, ...]:
    """Return what can be typed at *places* and begins with *begun*: keywords in alphabetical order, values, Enter."""
    places = tuple(places)
    keywords = sorted({item for place in places for item in _keywords(grammar, place, begun)}, key=_alphabet)
    values = dict.fromkeys(item for place in places for item in _values(grammar, place, begun))
    ends = not begun and any(not step.line.hidden for place in places for step in place.ends)
    return (*keywords, *values, *([NextWord(RETURN, RETURN_HELP, "cr")] if ends else []))


def _alphabet(item: NextWord) -> str:
    return item.text.lower()


def _keywords(grammar: Grammar, place: Branch, begun: str) -> Iterator[NextWord]:
    for word in place.begins(begun.lower()):
        if not word.hidden:
            yield NextWord(word.text, _help(grammar, word.branch, word.text), "keyword")


def _values(grammar: Grammar, place: Branch, begun: Typed) -> Iterator[NextWord]:
    """Yield the values that *begun* can begin, each before the existing names that it can have.

    Names whose keyword would be left out are offered only once their beginning is typed: they do not answer "what
    comes here?".
    """
    for wanted in place.values:
        if wanted.hidden or (wanted.omits and not begun):
            continue
        help = _help(grammar, wanted.branch, f"<{wanted.text}>") or wanted.value.help
        if not wanted.omits and wanted.value.reach(begun, 0, begun) == len(begun):
            yield NextWord(f"<{wanted.text}>", help, "value")
        yield from (NextWord(name, help, "name") for name in _names(wanted, begun))


def _names(wanted: ValueOption, begun: Typed) -> Iterator[str]:
    start = begun.strip('"').lower()
    return (name for name in wanted.value.offers(begun.names) if name.lower().startswith(start))


def _help(grammar: Grammar, after: Branch, word: str) -> str:
    """Return the help of *word*, from the first command that goes on with it and has one."""
    texts = (grammar.help(step.line.file, word) for step in after.parents if not step.line.hidden)
    return next(filter(None, texts), "")
