"""``?`` and Tab: the rest of a word, or the list of what can follow."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from textwrap import wrap

from xos_cli.errors import CommandError
from xos_cli.lab.commands import Lab
from xos_cli.language import Candidates, NextWord
from xos_cli.record import NamedTuple

#: Two blanks, a word in 16 columns or more, its help; names no farther than 80 columns.  evidence: recalled
INDENT, WORD, SCREEN = 2, 16, 80


class Found(NamedTuple):
    """What a key found: text to insert into the line, or a list to print."""

    typed: str = ""
    printed: str = ""


def complete(lab: Lab, line: str) -> Found:
    """Return what Tab does at the end of *line*: the rest of the only possible word and a blank, or a list."""
    return _look(lab, line, completed)


def explain(lab: Lab, line: str) -> Found:
    """Return what ``?`` prints at the end of *line*."""
    return _look(lab, line, lambda line, found: Found(printed=listing(found)))


def _look(lab: Lab, line: str, use: Callable[[str, Candidates], Found]) -> Found:
    if line.startswith(":"):
        return use(line, lab.candidates(line))
    try:
        found = lab.session.candidates(line)
    except CommandError as error:
        return Found(printed=error.screen(len(lab.session.prompt)))
    return use(line, found)


def completed(line: str, found: Candidates) -> Found:
    """Return the rest of the last word of *line* if only one is possible, else the list."""
    begun = line[found.column :]
    words = list(dict.fromkeys(item.text for item in found.items if item.kind in ("keyword", "name")))
    if len(words) != 1 or (not begun and len(found.items) > 1):
        return Found(printed=listing(found))
    quote = '"' if begun.startswith('"') else ""
    return Found(typed=(quote + words[0] + quote)[len(begun) :] + " ")


# -- the list --------------------------------------------------------------------------------------------------------


def listing(found: Candidates) -> str:
    """Return a line per word with its help; existing names stand in quotes below their value."""
    width = max([WORD, *(len(item.text) + 2 for item in found.items if item.kind != "name")])
    return "".join(_lines(found.items, width))


def _lines(items: Iterable[NextWord], width: int) -> Iterator[str]:
    below = False
    for (kind, help), group in groupby(items, key=lambda item: (item.kind, item.help)):
        words = [f'"{item.text}"' if kind == "name" else item.text for item in group]
        if kind == "name" and below:
            yield from _columns(words, INDENT + width)
        else:
            yield from (_row(word, help, width) for word in words)
        below = kind == "value"


@lru_cache(maxsize=4096)
def _row(word: str, help: str, width: int) -> str:
    """Return a word and its help, wrapped below itself where it is long."""
    first, *more = wrap(help, SCREEN - INDENT - width) or [""]
    below = [" " * (INDENT + width) + line for line in more]
    return "\n".join([f"{' ' * INDENT}{word:<{width - 1}} {first}".rstrip(), *below, ""])


def _columns(names: list[str], indent: int) -> Iterator[str]:
    """Yield names below the help of their value, in columns as wide as the widest name."""
    width = max(map(len, names)) + 2
    across = max(1, (SCREEN - indent) // width)
    for start in range(0, len(names), across):
        row = "".join(f"{name:<{width}}" for name in names[start : start + across])
        yield " " * indent + row.rstrip() + "\n"
