"""How a line is followed through the branches, word by word.

A word is believed in this order: exact keyword, definite value (an address, a number in range, an existing name),
unique abbreviation, free string.  A weaker reading is tried only where the rest of the line leaves no stronger one:
until the line ends, or a character comes that nothing can continue.
"""

from typing import Any, NamedTuple

import pyparsing as pp

from xos_cli.errors import Ambiguous, CommandError, Incomplete, InvalidInput
from xos_cli.language.branch import Branch, Wanted
from xos_cli.language.steps import Step
from xos_cli.language.typed import ABBREVIATED, DEFINITE, SEVERAL, UNKNOWN, WORD, Typed
from xos_cli.language.value import Name, typed

#: What was made of the words before: the path to the last of them, its branch, its result and its spelling.
Path = tuple["Path | None", Branch, Any, str]


class Taken(NamedTuple):
    """A whole line read: the path through it, the branch at its end and the command that ends there."""

    path: Path | None
    branch: Branch
    end: Step

    @property
    def alive(self) -> bool:
        """A command is one."""
        return True


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
        outcome = follow(typed(instring), loc, self.root, None)
        if isinstance(outcome, Taken):
            return len(instring), [outcome]
        error = NoCommand(instring, outcome.column, "no command", self)
        error.failed = outcome
        raise error


def follow(line: Typed, at: int, branch: Branch, path: Path | None) -> Outcome:
    """Read the line from *at* on; one way as long as there is only one."""
    while True:
        found = WORD.match(line, at)
        if found is None:
            return _stop(line, branch, path)
        word, at = found[1], found.start(1)
        folded = word.lower()
        keyword = branch.keywords.get(folded)
        if keyword is not None:
            path, branch, at = (path, branch, True, keyword.text), keyword.branch, found.end()
            continue
        beliefs = _beliefs(line, at, word, folded, branch)
        if len(beliefs) != 1 or len(beliefs[0]) != 1:
            return _decide(line, at, word, branch, path, beliefs)
        way = beliefs[0][0]
        path, branch, at = (path, branch, way.result, way.text), way.branch, way.end


def _stop(line: Typed, branch: Branch, path: Path | None) -> Outcome:
    """The end of the line."""
    if line.cursor:
        return Failed(None, len(line), (branch,))
    if not branch.ends:
        return Failed(Incomplete, len(line), (branch,))
    entries = {step.line.entry.handler: step.line.entry for step in branch.ends}
    if len(entries) > 1:
        return Failed(Ambiguous, len(line), (), tuple(entry.notation for entry in entries.values()))
    return Taken(path, branch, branch.ends[0])


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


def _decide(line: Typed, at: int, word: str, branch: Branch, path: Path | None, beliefs: list[list[Way]]) -> Outcome:
    """Try the readings, those of one belief side by side."""
    failures = []
    for ways in beliefs:
        pairs = [(way, follow(line, way.end, way.branch, (path, branch, way.result, way.text))) for way in ways]
        outcome = _settle(at, pairs)
        if isinstance(outcome, Taken) or outcome.alive:
            return outcome
        failures.append(outcome)
    return _furthest(failures) if failures else _invalid(line, at, word, branch)


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
    reaches = [branch.reach(word.lower()), *(_reach(wanted, line, at, word) for wanted in branch.values)]
    column = at + max(reaches)
    stops = not line.cursor and not line[column:].strip()
    return Failed(Incomplete if stops else InvalidInput, column, (branch,))


def _reach(wanted: Wanted, line: Typed, at: int, word: str) -> int:
    if not wanted.omits:
        return wanted.value.reach(line, at, word)
    return wanted.value.reach_existing(line.names, word) if isinstance(wanted.value, Name) else 0
