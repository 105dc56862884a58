"""What can go wrong, and the text that says so.

XosError
├── CommandError      a line is not a command; ``column`` is where the caret goes, from the line's first character
│   ├── InvalidInput      no keyword or value can continue at ``column``
│   ├── Incomplete        the line stops where more is needed
│   └── Ambiguous         a word begins several keywords
├── Refusal           a command that the switch understands and does not carry out
├── GrammarError      a grammar file is not well formed: file, line, column
├── ChassisError      a chassis file describes no possible chassis
├── DamagedFile       a saved configuration that cannot be read
└── LabError          a lab command (``:remove`` ...) that cannot be done, or a wait that can never end
"""

from collections.abc import Sequence


class XosError(Exception):
    """Anything that the program answers instead of doing; ``str()`` is the text for the user."""


class CommandError(XosError):
    """A line that is no command.  ``expected`` is what could have stood at ``column``."""

    text = ""

    def __init__(self, line: str, column: int, expected: Sequence[str] = ()) -> None:
        super().__init__(self.text)
        self.line, self.column, self.expected = line, column, tuple(expected)

    def screen(self, prompt_width: int) -> str:
        """The lines the switch prints, the caret (if any) under its column of the line with its prompt."""
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


class GrammarError(XosError):
    """``file:line:column: what is wrong``; line and column count from 1."""

    def __init__(self, file: str, line: int, column: int, what: str) -> None:
        super().__init__(f"{file}:{line}:{column}: {what}")
        self.file, self.line, self.column = file, line, column


class ChassisError(XosError):
    """``file: what is wrong``, naming the key."""


class DamagedFile(XosError):
    """Why a saved configuration cannot be read."""


class LabError(XosError):
    """Why a lab command does nothing."""
