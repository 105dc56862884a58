"""Turn a line typed at one switch by one account into a command, or into what could come next."""

from collections.abc import Collection
from typing import Any, cast

from xos_cli.errors import CommandError, Incomplete
from xos_cli.language.candidates import Candidates
from xos_cli.language.complete import offered, under_cursor
from xos_cli.language.first_words import FirstWords
from xos_cli.language.grammar import CommandEntry, Grammar
from xos_cli.language.match import Commands, LineMatch, MatchFailure, NoCommand, Outcome
from xos_cli.language.typed import Names, Typed
from xos_cli.record import NamedTuple

#: Lines of a language whose meaning is remembered.
MOST = 1000


class Command(NamedTuple):
    """A line that was understood.

    *words*: the line in full, with keywords spelled out and put in where they were left out, existing names as they
    are spelled, other values as typed. *arguments*: every value under its name, and True under the name of every
    keyword inside brackets (unless a value has that name).
    """

    entry: CommandEntry
    words: tuple[str, ...]
    arguments: dict[str, Any]


class Language:
    """The commands of *processes* (None: of all); with *user_only* those that any account may type."""

    def __init__(self, grammar: Grammar, processes: Collection[str] | None = None, user_only: bool = False) -> None:
        self.grammar = grammar
        self._of_keywords: dict[str, Command] = {}  # lines whose meaning does not depend on existing objects
        self.commands = Commands(FirstWords(lambda: grammar.lines(processes, user_only)))

    def parse(self, line: str, names: Names) -> Command:
        """Return the command on *line*; CommandError if it is none."""
        command = self._of_keywords.get(line)
        if command is None:
            outcome = self._read(Typed(line, names))
            if isinstance(outcome, MatchFailure):
                raise _error(line, outcome)
            command = _command(outcome)
            if _spelled_out(line, outcome, command) and len(self._of_keywords) < MOST:
                self._of_keywords[line] = command
        return command

    def candidates(self, line: str, names: Names) -> Candidates:
        """Return what the last word of *line*, begun or not, can be; CommandError if the line before it is wrong."""
        column = under_cursor(line)
        match self._read(Typed(line[:column], names, cursor=True)):
            case MatchFailure(None, _, places):
                return Candidates(column, offered(self.grammar, places, Typed(line[column:], names)))
            case MatchFailure() as failed:
                raise _error(line, failed)
        raise AssertionError("a line with a cursor has no end")

    def _read(self, line: Typed) -> Outcome:
        try:
            _, (outcome,) = self.commands.parseImpl(line, 0)  # what parse_string does beside costs half as much again
        except NoCommand as error:
            return error.failed
        return cast(Outcome, outcome)


def _spelled_out(line: str, taken: LineMatch, command: Command) -> bool:
    """Return whether a line is made of keywords only, all of them in full: then what exists does not matter."""
    return line.split() == list(command.words) and all(result is True for _, result, _ in taken.words())


def _error(line: str, failed: MatchFailure) -> CommandError:
    return (failed.error or Incomplete)(line, failed.column, failed.expected())


def _command(taken: LineMatch) -> Command:
    """Return the command whose path through the line ends at *last*."""
    words: list[str] = []
    arguments: dict[str, Any] = {}
    step, after = taken.end, taken.branch
    for branch, result, text in reversed(list(taken.words())):
        step, after = after.came_from[step.omits or step], branch
        words.append(text if step.value else step.text)
        if step.value:
            arguments[step.argument] = result
        elif step.argument:
            arguments.setdefault(step.argument, True)
        if step.omits:
            words.append(step.omits.text)
            if step.omits.argument:
                arguments.setdefault(step.omits.argument, True)
    return Command(step.line.entry, tuple(reversed(words)), dict(reversed(arguments.items())))
