"""What can go wrong, and the text that says so.

XosError
├── CommandError      a line is not a command; ``column`` is where the caret goes, from the line's first character
│   ├── InvalidInput      no keyword or value can continue at ``column``
│   ├── Incomplete        the line stops where more is needed
│   └── Ambiguous         a word begins several keywords
├── Refusal           a command that the switch understands and does not carry out
│   └── FlashError        the host does not write, or give, a file of the flash
├── GrammarError      a grammar file is not well formed: file, line, column
├── ChassisError      a chassis file describes no possible chassis
├── NetworkError      a network file, or a change to a network, that describes no possible network
├── DamagedFile       a saved configuration that cannot be read
├── ConsoleError      a Python program at a console
│   ├── CommandRefused    the switch refused a command: its words, the column, what could have stood there
│   ├── Unanswered        a command asks, and was given no answer
│   └── NotSeen           what was waited for was not printed
├── PacketError       octets that are no message of a protocol
└── LabError          a lab command (``:remove`` ...) that cannot be done, or a wait that can never end
"""

import errno
import os
from collections.abc import Sequence

#: The program's own words for what the host answers.
HOST_ANSWERS = {
    errno.ENOENT: "there is no such file or folder",
    errno.EISDIR: "it is a folder, not a file",
    errno.ENOTDIR: "part of the path is no folder",
    errno.EEXIST: "it exists already",
    errno.EACCES: "the host does not allow it",
    errno.EPERM: "the host does not allow it",
    errno.EROFS: "the host's file system is read-only",
    errno.ENOSPC: "the host's disk is full",
    errno.ELOOP: "its links go round in a circle",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EADDRINUSE: "the port is in use",
    errno.EADDRNOTAVAIL: "this host does not have the address",
}


def host_answer(error: OSError) -> str:
    """Return why the host refused something, in the program's own words."""
    words = error.strerror or str(error)
    if error.errno and words == os.strerror(error.errno):
        return HOST_ANSWERS.get(error.errno, words.lower())
    return words


class XosError(Exception):
    """Anything that the program answers instead of doing what it was asked; ``str()`` is the text for the user."""


class CommandError(XosError):
    """A line that is no command.  ``expected`` is what could have stood at ``column``."""

    text = ""

    def __init__(self, line: str, column: int, expected: Sequence[str] = ()) -> None:
        super().__init__(self.text)
        self.line, self.column, self.expected = line, column, tuple(expected)

    def screen(self, prompt_width: int) -> str:
        """Return the lines that the switch prints, with the caret (if any) under its column of the line with its
        prompt.
        """
        return f"{self}\n"


class InvalidInput(CommandError):
    """evidence: capture 12.5 (text, caret under the first character that nothing can continue, prompt counted)"""

    text = "%% Invalid input detected at '^' marker."

    def screen(self, prompt_width: int) -> str:
        return " " * (prompt_width + self.column) + f"^\n{self}\n"


class Incomplete(CommandError):
    """evidence: capture 12.5 (`debug hal show version`)"""

    text = "%% Incomplete command"


class Ambiguous(CommandError):
    """evidence: clients (the words up to the colon); that the line follows it is inferred"""

    text = "%% Ambiguous command:"

    def screen(self, prompt_width: int) -> str:
        return f'{self}  "{self.line.strip()}"\n'


class Refusal(XosError):
    """The whole text the switch prints, without the line end (``Error: VLAN sales already exists.``)."""


class FlashError(Refusal):
    """The host does not allow *what*; the flash is as it was before."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Error: {what}.")
        self.what = what


class GrammarError(XosError):
    """``file:line:column: what is wrong``; line and column count from 1."""

    def __init__(self, file: str, line: int, column: int, what: str) -> None:
        super().__init__(f"{file}:{line}:{column}: {what}")
        self.file, self.line, self.column = file, line, column


class ChassisError(XosError):
    """``file: what is wrong``, naming the key."""


class DamagedFile(XosError):
    """A saved configuration cannot be read; the text says why."""


class PacketError(XosError):
    """Octets are no message of *protocol*: ``stp: 12 of 35 octets``."""

    def __init__(self, protocol: str, what: str) -> None:
        super().__init__(f"{protocol}: {what}")
        self.protocol = protocol


class LabError(XosError):
    """A lab command does nothing; the text says why."""


class ConsoleError(XosError):
    """A Python program cannot go on at a console."""


class CommandRefused(ConsoleError):
    """The switch refused *line*.

    *message*: its words.  *column*: where the caret stands, counted from the line's first character, None where there
    is none.  *candidates*: what could have stood there.
    """

    def __init__(self, line: str, message: str, column: int | None = None, candidates: Sequence[str] = ()) -> None:
        super().__init__(f"{line.strip()}: {message}")
        self.line, self.message, self.column, self.candidates = line, message, column, tuple(candidates)


class Unanswered(ConsoleError):
    """A command asks *question*, which stays open until it is answered."""

    def __init__(self, question: str) -> None:
        super().__init__(f"no answer was given to: {question.strip()}")
        self.question = question


class NotSeen(ConsoleError):
    """*pattern* was not printed; *output* is what was printed instead."""

    def __init__(self, pattern: str, output: str) -> None:
        super().__init__(f"{pattern!r} was not printed, but {output[-500:]!r}")
        self.pattern, self.output = pattern, output


class NetworkError(XosError):
    """A network that cannot be: the text names the file, the table, the key, and what was expected."""
