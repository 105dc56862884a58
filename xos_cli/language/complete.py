"""What can be typed next, for ``?`` and Tab."""

import re
from collections.abc import Iterable, Iterator

from xos_cli.language.branch import Branch, Wanted
from xos_cli.language.candidates import Candidate
from xos_cli.language.grammar import Grammar
from xos_cli.language.typed import WORD, Typed

#: The end of a command, among what can be typed.  evidence: recalled
RETURN, RETURN_HELP = "<cr>", "Execute the command"


def under_cursor(line: str) -> int:
    """Where the word at the end of *line* begins; a quoted string is one word, and so is a list with blanks after its
    commas."""
    if line.count('"') % 2:
        return line.rindex('"')
    words, start = list(_words(line)), len(line)
    if words and words[-1].end() == start:
        start = words.pop().start(1)
    while words and words[-1][1].endswith(","):
        start = words.pop().start(1)
    return start


def _words(line: str) -> Iterator[re.Match[str]]:
    """The words of *line*, in a time that grows with its length and not faster."""
    word = WORD.match(line)
    while word:
        yield word
        word = WORD.match(line, word.end())


def offered(grammar: Grammar, places: Iterable[Branch], begun: Typed) -> tuple[Candidate, ...]:
    """What can be typed at *places* and begins with *begun*: keywords in the order of the alphabet, values, the end."""
    places = tuple(places)
    keywords = sorted({item for place in places for item in _keywords(grammar, place, begun)}, key=_alphabet)
    values = dict.fromkeys(item for place in places for item in _values(grammar, place, begun))
    ends = not begun and any(not step.line.hidden for place in places for step in place.ends)
    return (*keywords, *values, *([Candidate(RETURN, RETURN_HELP, "cr")] if ends else []))


def _alphabet(item: Candidate) -> str:
    return item.text.lower()


def _keywords(grammar: Grammar, place: Branch, begun: str) -> Iterator[Candidate]:
    for word in place.begins(begun.lower()):
        if not word.hidden:
            yield Candidate(word.text, _help(grammar, word.branch, word.text), "keyword")


def _values(grammar: Grammar, place: Branch, begun: Typed) -> Iterator[Candidate]:
    """The values that *begun* can begin, each before the names it can have.  Names whose keyword would be left out are
    offered only once their beginning is typed: they are no answer to "what comes here?"."""
    for wanted in place.values:
        if wanted.hidden or (wanted.omits and not begun):
            continue
        help = _help(grammar, wanted.branch, f"<{wanted.text}>") or wanted.value.help
        if not wanted.omits and wanted.value.reach(begun, 0, begun) == len(begun):
            yield Candidate(f"<{wanted.text}>", help, "value")
        yield from (Candidate(name, help, "name") for name in _names(wanted, begun))


def _names(wanted: Wanted, begun: Typed) -> Iterator[str]:
    start = begun.strip('"').lower()
    return (name for name in wanted.value.offers(begun.names) if name.lower().startswith(start))


def _help(grammar: Grammar, after: Branch, word: str) -> str:
    """The first help that one of the commands that go on with *word* has for it."""
    texts = (grammar.help(step.line.file, word) for step in after.parents if not step.line.hidden)
    return next(filter(None, texts), "")
