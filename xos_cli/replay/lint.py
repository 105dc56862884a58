"""Read a script without running it: each line against the grammar, each name against the objects there are by then."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches

from xos_cli.errors import CommandError, InvalidInput
from xos_cli.lab.help import COMMANDS, LabCommand
from xos_cli.language import Command
from xos_cli.language.typed import WORD
from xos_cli.record import NamedTuple
from xos_cli.replay.assertions import is_check, wants_refusal
from xos_cli.replay.lint_asks import ANSWERS, NOTHING, Asks, asks, surely
from xos_cli.replay.lint_names import Known, object_kinds
from xos_cli.replay.lint_needs import NO_LICENCE, Needs

ERROR, WARNING = "error", "warning"
#: How similar to a keyword (0 to 1) a word must be to be taken for a mistyped one.
ALIKE = 0.7
#: Verbs of commands after which the switch may have another configuration.
RESTARTS = ("reboot", "run", "unconfigure", "use", "load", "synchronize", "download", "clear")


class Finding(NamedTuple):
    """A mistake in a script: *line* and *column* count from 1, *expected* is what could have stood there."""

    file: str
    line: int
    column: int
    severity: str
    message: str
    text: str
    expected: tuple[str, ...] = ()


class OpenQuestion(NamedTuple):
    """A command that asks a question in any case, and where it stands."""

    words: str
    file: str
    line: int
    text: str


class Linter:
    """Reads scripts one after the other, as `run` types them; *known*: the objects there are before the first.

    *needs*: the licence and the modules.  *lab*: the lab commands that a script may have.
    """

    def __init__(self, needs: Needs, known: Known, lab: Mapping[str, LabCommand] = COMMANDS) -> None:
        self.needs, self.known, self.lab = needs, known, lab
        self.lines = 0
        self._asks: Asks = NOTHING
        self._place = "", 0
        self._open: OpenQuestion | None = None  # the command whose question the next line ought to answer

    def read(self, file: str, script: list[str]) -> Iterator[Finding]:
        """Yield what is wrong with the script."""
        for number, line in enumerate(script, 1):
            self.lines += 1
            self._place = file, number
            if self._asks.lines:
                self._asks = self._asks._replace(lines=bool(line.strip()))
                continue
            if line[:1] == "#" and not self._asks.text:
                continue
            if not self._is_answer(line):
                for found in self._line(line):
                    if found.severity == WARNING or not wants_refusal(script, number):
                        yield found._replace(file=file, line=number)

    def end(self) -> Iterator[Finding]:
        """Yield the question that is still open at the end, if any."""
        if self._open:
            message = f"`{self._open.words}` asks a question that no line answers"
            yield Finding(self._open.file, self._open.line, 1, WARNING, message, self._open.text)

    def _is_answer(self, line: str) -> bool:
        """Return whether the line answers the question of the command before it, or is empty."""
        word = line.strip().lower()
        if not word:
            self._asks, self._open = self._asks._replace(text=False), None
            return True
        if self._asks.question and word in ANSWERS:
            self._open = None
            return True
        return False

    def _line(self, line: str) -> Iterator[Finding]:
        if line[:1] == ":":
            self.known.restarted()
            yield from _lab(line, self.lab)
            if self._open:
                words = f"`{self._open.words}` asks a question, and a lab line is no answer to it"
                yield _finding(line, 0, ERROR, words)
            return
        try:
            command = self._parsed(line)
        except CommandError as error:
            if self.needs.unlicensed(line, self.known):
                yield _finding(line, 0, ERROR, NO_LICENCE)
            elif not self._asks.text:
                yield _finding(line, error.column, ERROR, _words(line, error), error.expected)
            return
        if self._open:
            words = f"`{self._open.words}` asks a question, and this line would be the answer to it"
            yield _finding(line, 0, WARNING, words)
        yield from (_finding(line, 0, ERROR, message) for message in self.needs.missing(command))
        for word, message in self.known.unmet(command):
            yield _finding(line, _column(line, word), WARNING, message)
        for word, message in self.known.refused(command):
            yield _finding(line, _column(line, word), ERROR, message)
        self._took(command, line)

    def _took(self, command: Command, line: str) -> None:
        self.known.take(command)
        self.needs.take(command)
        if command.words[0] in RESTARTS:
            self.known.restarted()
        self._asks = asks(command)
        self._open = OpenQuestion(" ".join(command.words), *self._place, line) if surely(command) else None

    def _parsed(self, line: str) -> Command:
        """Parse a line; a word that cannot be read may be the name of an object that the switch has already."""
        try:
            return self.needs.language.parse(line, self.known)
        except CommandError as error:
            for word in _stopping(line, error):
                for kind in object_kinds():
                    self.known.assumed = kind, word.lower()
                    with suppress(CommandError):
                        return self.needs.language.parse(line, self.known)
            raise
        finally:
            self.known.assumed = None


def _stopping(line: str, error: CommandError) -> list[str]:
    """Return the word at which the line cannot be read, if it can be a name: not nearly a keyword, nor one of the first
    two words, which say what the line is about.
    """
    if not isinstance(error, InvalidInput):
        return []
    words = list(WORD.finditer(line))[2:]
    at = [word[1].strip('"') for word in words if word.start(1) <= error.column <= word.end(1)]
    return [word for word in at[:1] if word[:1].isalpha() and not _meant(word, error)]


def _meant(word: str, error: CommandError) -> list[str]:
    """Return the keywords that the word resembles, the nearest first."""
    keywords = {text.lower(): text for text in error.expected if text[:1] != "<"}
    return [keywords[near] for near in get_close_matches(word.lower(), keywords, 3, ALIKE)]


def _lab(line: str, known: Mapping[str, LabCommand]) -> Iterator[Finding]:
    """Yield what is wrong with a lab command or a check."""
    name = line[1:].split(None, 1)[:1]
    matches = [command for command in known if name and command.startswith(name[0].lower())]
    if not is_check(line) and (len(matches) != 1 and name[0:1] != matches[0:1]):
        yield _finding(line, 1, ERROR, "no such lab command (:help lists them)", tuple(known))


def _finding(line: str, column: int, severity: str, message: str, expected: tuple[str, ...] = ()) -> Finding:
    return Finding("", 0, column + 1, severity, message, line, tuple(expected))


def _words(line: str, error: CommandError) -> str:
    """Return the switch's words without ``%%`` and the caret's, and what may have been meant."""
    said = error.text.removeprefix("%% ").removesuffix(":").removesuffix(" detected at '^' marker.")
    at = [word[1] for word in WORD.finditer(line) if word.start(1) <= error.column <= word.end(1)]
    meant = _meant(at[0], error) if at and isinstance(error, InvalidInput) else []
    return f"{said}: {' or '.join(meant)} is meant?" if meant else said


def _column(line: str, word: str) -> int:
    """Return the column of a word in the line; that of the first word where it is not in it."""
    at = [found.start(1) for found in WORD.finditer(line) if found[1].strip('"').lower() == word.lower()]
    return at[0] if at and word else len(line) - len(line.lstrip())
