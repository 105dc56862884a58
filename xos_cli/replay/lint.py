"""Reads a script without running it: every line against the grammar, every name against what there is by then."""

from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches
from typing import NamedTuple

from xos_cli.errors import CommandError, InvalidInput
from xos_cli.lab.commands import COMMANDS
from xos_cli.language import Command, Language
from xos_cli.language.typed import WORD
from xos_cli.replay.drill import is_check, wants_refusal
from xos_cli.replay.lint_asks import ANSWERS, NOTHING, Asks, asks, surely
from xos_cli.replay.lint_names import Known, object_kinds

ERROR, WARNING = "error", "warning"
#: How like a keyword a word must be (from 0 to 1) to be taken for a mistyped one.
ALIKE = 0.7


class Finding(NamedTuple):
    """Something wrong: *line* and *column* count from 1, *expected* is what could have stood there."""

    file: str
    line: int
    column: int
    severity: str
    message: str
    text: str
    expected: tuple[str, ...] = ()


class Open(NamedTuple):
    """A command that surely asks a question, and where it stands."""

    words: str
    file: str
    line: int
    text: str


class Linter:
    """Reads scripts one behind the other, as `run` types them; *known* is what exists before the first."""

    def __init__(self, language: Language, known: Known) -> None:
        self.language, self.known = language, known
        self.lines = 0
        self._asks: Asks = NOTHING
        self._place = "", 0
        self._open: Open | None = None  # the command whose question the next line ought to answer

    def read(self, file: str, script: list[str]) -> Iterator[Finding]:
        """What is wrong with the script."""
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
        """What is wrong with that nothing more comes."""
        if self._open:
            message = f"`{self._open.words}` asks a question that no line answers"
            yield Finding(self._open.file, self._open.line, 1, WARNING, message, self._open.text)

    def _is_answer(self, line: str) -> bool:
        """Whether the line answers what the last command asks (or is nothing at all)."""
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
            yield from _lab(line)
            return
        try:
            command = self._parsed(line)
        except CommandError as error:
            if not self._asks.text:
                yield _finding(line, error.column, ERROR, _words(line, error), error.expected)
            return
        if self._open:
            words = f"`{self._open.words}` asks a question, and this line would be the answer to it"
            yield _finding(line, 0, WARNING, words)
        for word, message in self.known.unmet(command):
            yield _finding(line, _column(line, word), WARNING, message)
        self._took(command, line)

    def _took(self, command: Command, line: str) -> None:
        self.known.take(command)
        self._asks = asks(command)
        self._open = Open(" ".join(command.words), *self._place, line) if surely(command) else None

    def _parsed(self, line: str) -> Command:
        """The command on a line; a word that stops it may be the name of an object that was there before."""
        try:
            return self.language.parse(line, self.known)
        except CommandError as error:
            for word in _stopping(line, error):
                for kind in object_kinds():
                    self.known.assumed = kind, word.lower()
                    with suppress(CommandError):
                        return self.language.parse(line, self.known)
            raise
        finally:
            self.known.assumed = None


def _stopping(line: str, error: CommandError) -> list[str]:
    """The word that stops the line, if it can be a name: it is not the first, and not nearly a keyword."""
    if not isinstance(error, InvalidInput):
        return []
    words = list(WORD.finditer(line))[1:]
    at = [word[1].strip('"') for word in words if word.start(1) <= error.column <= word.end(1)]
    return [word for word in at[:1] if word[:1].isalpha() and not _meant(word, error)]


def _meant(word: str, error: CommandError) -> list[str]:
    """The keywords that the word is nearly, the nearest first."""
    keywords = {text.lower(): text for text in error.expected if text[:1] != "<"}
    return [keywords[near] for near in get_close_matches(word.lower(), keywords, 3, ALIKE)]


def _lab(line: str) -> Iterator[Finding]:
    """A lab command or a check of the script's own."""
    name = line[1:].split(None, 1)[:1]
    matches = [command for command in COMMANDS if name and command.startswith(name[0].lower())]
    if not is_check(line) and (len(matches) != 1 and name[0:1] != matches[0:1]):
        yield _finding(line, 1, ERROR, "no such lab command (:help lists them)", tuple(COMMANDS))


def _finding(line: str, column: int, severity: str, message: str, expected: tuple[str, ...] = ()) -> Finding:
    return Finding("", 0, column + 1, severity, message, line, tuple(expected))


def _words(line: str, error: CommandError) -> str:
    """What is wrong, without the switch's signs of the screen, and what may have been meant."""
    said = error.text.removeprefix("%% ").removesuffix(":").removesuffix(" detected at '^' marker.")
    at = [word[1] for word in WORD.finditer(line) if word.start(1) <= error.column <= word.end(1)]
    meant = _meant(at[0], error) if at and isinstance(error, InvalidInput) else []
    return f"{said}: {' or '.join(meant)} is meant?" if meant else said


def _column(line: str, word: str) -> int:
    """Where a word stands in the line, 0 where it does not as it is."""
    at = [found.start(1) for found in WORD.finditer(line) if found[1].strip('"').lower() == word.lower()]
    return at[0] if at and word else len(line) - len(line.lstrip())
