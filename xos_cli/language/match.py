"""Follow a line through the branches, word by word.

A word is read in this order: exact keyword, definite value (an address, a number in range, an existing name), unique
abbreviation, free string. A weaker reading is tried only where no stronger one reaches the end of the line or fails
only because the line stops.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from xos_cli.errors import Ambiguous, CommandError, Incomplete, InvalidInput
from xos_cli.language.branch import Branch, Place, ValueOption
from xos_cli.language.import_pyparsing import pp
from xos_cli.language.steps import GrammarStep
from xos_cli.language.typed import ABBREVIATED, DEFINITE, SEVERAL, UNKNOWN, WORD, Typed
from xos_cli.language.value import Name, typed
from xos_cli.record import NamedTuple

#: What was made of the words from one place on: the place, what the word there means, its spelling, and the rest.
Path = tuple[Branch, Any, str, "Path | None"]


class LineMatch(NamedTuple):
    """A line read to its end: the path from here on, the branch at its end, and the command that ends there."""

    path: Path | None
    branch: Branch
    end: GrammarStep

    @property
    def alive(self) -> bool:
        """Return True: a command was found."""
        return True

    def words(self) -> Iterator[tuple[Branch, Any, str]]:
        """Return the reading of each word: its place, its meaning, its spelling."""
        path = self.path
        while path:
            branch, result, text, path = path
            yield branch, result, text

    def behind(self, words: Iterable[tuple[Branch, Any, str]]) -> "LineMatch":
        """Return the same outcome seen from some words earlier; they are given last first."""
        path = self.path
        for branch, result, text in words:
            path = branch, result, text, path
        return self._replace(path=path)


class MatchFailure(NamedTuple):
    """A line that is no command. *error* None: it reaches the cursor, at *places*."""

    error: type[CommandError] | None
    column: int
    places: tuple[Branch, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def alive(self) -> bool:
        """Return whether nothing wrong was typed, so that more text could still make a command."""
        return self.error is not InvalidInput

    def expected(self) -> list[str]:
        """Return what could have stood at the column."""
        return list(dict.fromkeys([*self.names, *(text for place in self.places for text in place.expected())]))


Outcome = LineMatch | MatchFailure


#: What the line comes to from a column on, where the same can follow: it is the same by whatever words one got there.
Known = dict[tuple[int, Place], Outcome]


class WordReading(NamedTuple):
    """One reading of a word. *name* is the keyword meant, typed or left out; "" where the word is plainly a value."""

    end: int
    result: Any
    text: str
    branch: Branch
    name: str


class NoCommand(pp.ParseException):
    """The exception that the element raises; ``failed`` says why."""

    failed: MatchFailure


class Commands(pp.ParserElement):
    """One pyparsing element that matches any command: the whole line is one match, its only token a ``LineMatch``."""

    def __init__(self, root: Branch) -> None:
        super().__init__()
        self.root = root
        self.mayIndexError = False
        self.leave_whitespace().parse_with_tabs()

    def _generateDefaultName(self) -> str:
        return "command"

    def parseImpl(self, instring: str, loc: int, do_actions: bool = True) -> tuple[int, Any]:
        outcome = follow(typed(instring), loc, self.root, {})
        if isinstance(outcome, LineMatch):
            return len(instring), [outcome]
        error = NoCommand(instring, outcome.column, "no command", self)
        error.failed = outcome
        raise error


def follow(line: Typed, at: int, branch: Branch, known: Known) -> Outcome:
    """Read the line from *at* on, without a recursion as long as each word has one reading."""
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
    return outcome.behind(reversed(words)) if words and isinstance(outcome, LineMatch) else outcome


def _stop(line: Typed, branch: Branch) -> Outcome:
    """Return the outcome at the end of the line."""
    if line.cursor:
        return MatchFailure(None, len(line), (branch,))
    if not branch.ends:
        return MatchFailure(Incomplete, len(line), (branch,))
    entries = {step.line.entry.handler: step.line.entry for step in branch.ends}
    if len(entries) > 1:
        return MatchFailure(Ambiguous, len(line), (), tuple(entry.notation for entry in entries.values()))
    return LineMatch(None, branch, branch.ends[0])


def _beliefs(line: Typed, at: int, word: str, folded: str, branch: Branch) -> list[list[WordReading]]:
    """Return the readings of a word that is no exact keyword: the strongest first, equals together."""
    ranks: dict[int, list[WordReading]] = {}
    for value, _, omits, _, after in branch.values:
        reading = value.match(line, at, word)
        if reading is not None and (not omits or reading.rank == DEFINITE):
            rank, end, result, text = reading
            ranks.setdefault(rank, []).append(WordReading(end, result, text, after, "" if line.cursor else omits))
    short = branch.begins(folded)
    if short:
        ways = [WordReading(at + len(word), True, key.text, key.branch, key.text) for key in short]
        ranks.setdefault(ABBREVIATED if len(short) == 1 else SEVERAL, []).extend(ways)
    if len(ranks) > 1:
        ranks.pop(UNKNOWN, None)
    return [ranks[rank] for rank in sorted(ranks)]


def _decide(line: Typed, at: int, word: str, branch: Branch, beliefs: list[list[WordReading]], known: Known) -> Outcome:
    """Return the outcome of the readings, tried once for each column and place to avoid exponential time."""
    key = at, branch.place
    if key not in known:
        known[key] = _tried(line, at, word, branch, beliefs, known)
    return known[key]


def _tried(line: Typed, at: int, word: str, branch: Branch, beliefs: list[list[WordReading]], known: Known) -> Outcome:
    """Try the readings of one strength side by side, the strongest first."""
    failures = []
    for ways in beliefs:
        pairs = [(way, _by(way, branch, follow(line, way.end, way.branch, known))) for way in ways]
        outcome = _settle(at, pairs)
        if isinstance(outcome, LineMatch) or outcome.alive:
            return outcome
        failures.append(outcome)
    return _furthest(failures) if failures else _invalid(line, at, word, branch)


def _by(way: WordReading, branch: Branch, outcome: Outcome) -> Outcome:
    return _behind([(branch, way.result, way.text)], outcome)


def _settle(at: int, pairs: list[tuple[WordReading, Outcome]]) -> Outcome:
    """Choose between equally strong readings: plainly a value wins over a value with its keyword left out."""
    taken = [(way, outcome) for way, outcome in pairs if isinstance(outcome, LineMatch)]
    plain = [outcome for way, outcome in taken if not way.name]
    names = dict.fromkeys(way.name for way, outcome in pairs if way.name and outcome.alive)
    if plain:
        return plain[0]
    if len(names) > 1:
        return MatchFailure(Ambiguous, at, (), tuple(names))
    if taken:
        return taken[0][1]
    failures = [outcome for _, outcome in pairs if isinstance(outcome, MatchFailure)]
    return _furthest([failed for failed in failures if failed.alive] or failures)


def _furthest(failures: list[MatchFailure]) -> MatchFailure:
    """Merge the failures that reached furthest, with everything that could have stood there."""
    best = max(failures, key=lambda failed: failed.column)
    equal = [failed for failed in failures if (failed.error, failed.column) == best[:2]]
    places = dict.fromkeys(place for failed in equal for place in failed.places)
    names = dict.fromkeys(name for failed in equal for name in failed.names)
    return MatchFailure(best.error, best.column, tuple(places), tuple(names))


def _invalid(line: Typed, at: int, word: str, branch: Branch) -> MatchFailure:
    """Return the failure with the caret under the first character that nothing can continue.

    It is Incomplete if the line only stops.
    """
    reaches = [(_reach(wanted, line, at, word), not wanted.value.whole) for wanted in branch.values]
    reach, goes_on = max(reaches, default=(0, False))
    column = at + max(reach, branch.reach(word.lower()))
    stops = goes_on and not line.cursor and not line[column:].strip()
    return MatchFailure(Incomplete if stops else InvalidInput, column, (branch,))


def _reach(wanted: ValueOption, line: Typed, at: int, word: str) -> int:
    if not wanted.omits:
        return wanted.value.reach(line, at, word)
    return wanted.value.reach_existing(line.names, word) if isinstance(wanted.value, Name) else 0
