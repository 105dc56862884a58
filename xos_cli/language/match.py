"""How a line is followed through the branches, word by word.

A word is believed in this order: exact keyword, definite value (an address, a number in range, an existing name),
unique abbreviation, free string.  A weaker reading is tried only where the rest of the line leaves no stronger one:
until the line ends, or a character comes that nothing can continue.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import pyparsing as pp

from xos_cli.errors import Ambiguous, CommandError, Incomplete, InvalidInput
from xos_cli.language.branch import Branch, Place, Wanted
from xos_cli.language.steps import Step
from xos_cli.language.typed import ABBREVIATED, DEFINITE, SEVERAL, UNKNOWN, WORD, Typed
from xos_cli.language.value import Name, typed
from xos_cli.record import NamedTuple

#: What was made of the words from one place on: the place, what the word there means, its spelling, and the rest.
Path = tuple[Branch, Any, str, "Path | None"]


class Taken(NamedTuple):
    """The line read to its end: the path from here on, the branch at its end and the command that ends there."""

    path: Path | None
    branch: Branch
    end: Step

    @property
    def alive(self) -> bool:
        """A command is one."""
        return True

    def words(self) -> Iterator[tuple[Branch, Any, str]]:
        """What was made of each word: the place it stands at, what it means, its spelling."""
        path = self.path
        while path:
            branch, result, text, path = path
            yield branch, result, text

    def behind(self, words: Iterable[tuple[Branch, Any, str]]) -> "Taken":
        """The same line from some words earlier on; the last of them first."""
        path = self.path
        for branch, result, text in words:
            path = branch, result, text, path
        return self._replace(path=path)


class Failed(NamedTuple):
    """A line that is no command.  *error* None: it gets as far as the cursor, at *places*."""

    error: type[CommandError] | None
    column: int
    places: tuple[Branch, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def alive(self) -> bool:
        """Whether nothing wrong was typed: more text could still make it a command."""
        return self.error is not InvalidInput

    def expected(self) -> list[str]:
        """What could have stood at the column."""
        return list(dict.fromkeys([*self.names, *(text for place in self.places for text in place.expected())]))


Outcome = Taken | Failed


#: What the line comes to from a column on, where the same can follow: it is the same by whatever words one got there.
Known = dict[tuple[int, Place], Outcome]


class Way(NamedTuple):
    """One reading of a word.  *name*: the keyword meant, typed or left out; empty where the word is plainly a value."""

    end: int
    result: Any
    text: str
    branch: Branch
    name: str


class NoCommand(pp.ParseException):
    """What the element raises; ``failed`` says why."""

    failed: Failed


class Commands(pp.ParserElement):
    """Any one of the commands, as one pyparsing element: a whole line is one, its only token a ``Taken``."""

    def __init__(self, root: Branch) -> None:
        super().__init__()
        self.root = root
        self.mayIndexError = False
        self.leave_whitespace().parse_with_tabs()

    def _generateDefaultName(self) -> str:
        return "command"

    def parseImpl(self, instring: str, loc: int, do_actions: bool = True) -> tuple[int, Any]:
        outcome = follow(typed(instring), loc, self.root, {})
        if isinstance(outcome, Taken):
            return len(instring), [outcome]
        error = NoCommand(instring, outcome.column, "no command", self)
        error.failed = outcome
        raise error


def follow(line: Typed, at: int, branch: Branch, known: Known) -> Outcome:
    """Read the line from *at* on; one way as long as there is only one."""
    words: list[tuple[Branch, Any, str]] = []
    while True:
        found = WORD.match(line, at)
        if found is None:
            return _behind(words, _stop(line, branch))
        word, at = found[1], found.start(1)
        folded = word.lower()
        keyword = branch.keywords.get(folded)
        if keyword is not None:
            words.append((branch, True, keyword.text))
            branch, at = keyword.branch, found.end()
            continue
        beliefs = _beliefs(line, at, word, folded, branch)
        if len(beliefs) != 1 or len(beliefs[0]) != 1:
            return _behind(words, _decide(line, at, word, branch, beliefs, known))
        way = beliefs[0][0]
        words.append((branch, way.result, way.text))
        branch, at = way.branch, way.end


def _behind(words: list[tuple[Branch, Any, str]], outcome: Outcome) -> Outcome:
    return outcome.behind(reversed(words)) if words and isinstance(outcome, Taken) else outcome


def _stop(line: Typed, branch: Branch) -> Outcome:
    """The end of the line."""
    if line.cursor:
        return Failed(None, len(line), (branch,))
    if not branch.ends:
        return Failed(Incomplete, len(line), (branch,))
    entries = {step.line.entry.handler: step.line.entry for step in branch.ends}
    if len(entries) > 1:
        return Failed(Ambiguous, len(line), (), tuple(entry.notation for entry in entries.values()))
    return Taken(None, branch, branch.ends[0])


def _beliefs(line: Typed, at: int, word: str, folded: str, branch: Branch) -> list[list[Way]]:
    """The readings of a word that is no exact keyword, the most believed first, equals together."""
    ranks: dict[int, list[Way]] = {}
    for value, _, omits, _, after in branch.values:
        reading = value.match(line, at, word)
        if reading is not None and (not omits or reading.rank == DEFINITE):
            rank, end, result, text = reading
            ranks.setdefault(rank, []).append(Way(end, result, text, after, "" if line.cursor else omits))
    short = branch.begins(folded)
    if short:
        ways = [Way(at + len(word), True, key.text, key.branch, key.text) for key in short]
        ranks.setdefault(ABBREVIATED if len(short) == 1 else SEVERAL, []).extend(ways)
    if len(ranks) > 1:
        ranks.pop(UNKNOWN, None)
    return [ranks[rank] for rank in sorted(ranks)]


def _decide(line: Typed, at: int, word: str, branch: Branch, beliefs: list[list[Way]], known: Known) -> Outcome:
    """Try the readings, once for each column and place: where each word has several they would soon be thousands."""
    key = at, branch.place
    if key not in known:
        known[key] = _tried(line, at, word, branch, beliefs, known)
    return known[key]


def _tried(line: Typed, at: int, word: str, branch: Branch, beliefs: list[list[Way]], known: Known) -> Outcome:
    """Those of one belief side by side, the most believed first."""
    failures = []
    for ways in beliefs:
        pairs = [(way, _by(way, branch, follow(line, way.end, way.branch, known))) for way in ways]
        outcome = _settle(at, pairs)
        if isinstance(outcome, Taken) or outcome.alive:
            return outcome
        failures.append(outcome)
    return _furthest(failures) if failures else _invalid(line, at, word, branch)


def _by(way: Way, branch: Branch, outcome: Outcome) -> Outcome:
    return _behind([(branch, way.result, way.text)], outcome)


def _settle(at: int, pairs: list[tuple[Way, Outcome]]) -> Outcome:
    """What several equally good readings come to.  Plainly a value goes before a value with its keyword left out."""
    taken = [(way, outcome) for way, outcome in pairs if isinstance(outcome, Taken)]
    plain = [outcome for way, outcome in taken if not way.name]
    names = dict.fromkeys(way.name for way, outcome in pairs if way.name and outcome.alive)
    if plain:
        return plain[0]
    if len(names) > 1:
        return Failed(Ambiguous, at, (), tuple(names))
    if taken:
        return taken[0][1]
    failures = [outcome for _, outcome in pairs if isinstance(outcome, Failed)]
    return _furthest([failed for failed in failures if failed.alive] or failures)


def _furthest(failures: list[Failed]) -> Failed:
    """The failure that got furthest; all that could have stood there, if several did."""
    best = max(failures, key=lambda failed: failed.column)
    equal = [failed for failed in failures if (failed.error, failed.column) == best[:2]]
    places = dict.fromkeys(place for failed in equal for place in failed.places)
    names = dict.fromkeys(name for failed in equal for name in failed.names)
    return Failed(best.error, best.column, tuple(places), tuple(names))


def _invalid(line: Typed, at: int, word: str, branch: Branch) -> Failed:
    """The caret goes under the first character that nothing can continue; none is there if the line only stops."""
    reaches = [(_reach(wanted, line, at, word), not wanted.value.whole) for wanted in branch.values]
    reach, goes_on = max(reaches, default=(0, False))
    column = at + max(reach, branch.reach(word.lower()))
    stops = goes_on and not line.cursor and not line[column:].strip()
    return Failed(Incomplete if stops else InvalidInput, column, (branch,))


def _reach(wanted: Wanted, line: Typed, at: int, word: str) -> int:
    if not wanted.omits:
        return wanted.value.reach(line, at, word)
    return wanted.value.reach_existing(line.names, word) if isinstance(wanted.value, Name) else 0
