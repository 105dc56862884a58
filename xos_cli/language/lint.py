"""Check that the grammar files mean what they say: sentences of every command, and commands that overlap."""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from xos_cli.errors import CommandError
from xos_cli.language.branch import Branch
from xos_cli.language.grammar import CommandEntry, Grammar
from xos_cli.language.language import Language
from xos_cli.language.notation import Argument, Bracket, Keyword, Node, Nodes
from xos_cli.language.steps import GrammarStep
from xos_cli.language.typed import Names
from xos_cli.language.value import Number, Pattern, Ports, Words
from xos_cli.language.values import value


def sentence(grammar: Grammar, entry: CommandEntry, names: Names, random: Random) -> tuple[str, ...]:
    """Return a line that is this command, its brackets and values filled at random."""
    return tuple(_sentence(grammar.nodes(entry), names, random))


def _sentence(nodes: Nodes, names: Names, random: Random) -> Iterator[str]:
    for node in nodes:
        yield from _words(node, names, random)


def _words(node: Node, names: Names, random: Random) -> Iterator[str]:
    match node:
        case Keyword(text):
            yield text
        case Argument(text):
            yield _example(text, names, random)
        case Bracket(options, optional, repeats):
            if not optional or random.random() < 0.5:
                count = random.randint(1, len(options)) if repeats else 1
                for option in random.sample(options, count):
                    yield from _sentence(option, names, random)


def _example(text: str, names: Names, random: Random) -> str:
    """Return something that can be typed for ``<text>``: an existing name where there is one."""
    meant = value(text)
    match meant:
        case Number():
            return str(random.randint(meant.low, meant.high))
        case Ports():
            return meant.examples[0 if names.modular else 1]
        case Pattern():
            return random.choice(meant.examples)
        case Words():
            return random.choice(meant.words)
        case None:
            return text
    return random.choice(list(meant.offers(names)) or [meant.example])


def shortest(language: Language, words: tuple[str, ...], names: Names) -> tuple[str, ...]:
    """Return the same line with every keyword abbreviated as far as possible."""
    words = language.parse(" ".join(words), names).words
    short = list(words)
    for at, word in enumerate(words):
        starts = (word[:length] for length in range(1, len(word)))
        short[at] = next(
            (start for start in starts if _means(language, [*short[:at], start, *words[at + 1 :]], words, names)), word
        )
    return tuple(short)


def _means(language: Language, line: list[str], words: tuple[str, ...], names: Names) -> bool:
    try:
        return language.parse(" ".join(line), names).words == words
    except CommandError:
        return False


def overlaps(language: Language) -> list[str]:
    """Return the pairs of commands that have one line in common but different handlers."""
    found: dict[str, None] = {}
    seen: set[frozenset[GrammarStep]] = set()
    waiting = [language.commands.root]
    while waiting:
        branch = waiting.pop()
        steps = frozenset(branch.came_from)
        if steps not in seen:
            seen.add(steps)
            found.update(dict.fromkeys(_pairs(branch)))
            waiting.extend(word.branch for word in branch.keywords.values())
            waiting.extend(wanted.branch for wanted in branch.values if not wanted.omits)
    return list(found)


def _pairs(branch: Branch) -> Iterator[str]:
    entries = list({step.line.entry.handler: step.line.entry for step in branch.ends}.values())
    for one, other in pairwise(entries):
        yield f"{one.file}:{one.line} and {other.file}:{other.line}: {one.notation} / {other.notation}"
