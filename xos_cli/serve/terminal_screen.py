"""The bytes that a terminal is sent: the prompt, the line that is typed, and what the session prints."""

from xos_cli.command.dialogue import NORMAL, REVERSE, WIPE
from xos_cli.serve.line_editor import LineEditor, cells
from xos_cli.session.session import SECRET, Session

CLEAR_SCREEN = "\x1b[H\x1b[2J"


class TerminalScreen:
    """The bytes for a terminal at *session*.  *echo*: it shows what is typed.  *lab*: lines with a colon are the lab's.

    The echo of a line is the line and CR LF; a prompt comes as its own bytes, with its blank.
    """

    def __init__(self, session: Session, echo: bool, lab: bool) -> None:
        self.session, self.echo, self.lab = session, echo, lab
        self.line = LineEditor()
        self.size = 0  # characters not yet taken
        self._out: list[str] = []
        self._width = 0
        self._turn = -1  # of the session's questions: the one whose prompt was last shown
        self._stands = ""  # the prompt that stands on the screen and waits for an answer
        self._wiped = False  # the prompt is wiped when it is answered

    @property
    def for_lab(self) -> bool:
        """Return whether the line that is typed is one for the lab."""
        return self.lab and self.line.text.startswith(":") and not self.session.asks

    @property
    def prompted(self) -> bool:
        """Return whether a prompt stands on the screen."""
        return bool(self._stands)

    def resize(self, width: int) -> None:
        """Fold lines at *width* columns; 0 if it is not known."""
        self._width = self.line.width = width

    def take(self) -> bytes:
        """Return what the terminal is to be sent."""
        text = "".join(self._out)
        self._out.clear()
        self.size = 0
        return text.encode(errors="replace")

    def send(self, text: str) -> None:
        """Send *text* as it is."""
        if text:
            self._out.append(text)
            self.size += len(text)

    def print(self, text: str) -> None:
        """Send text of the switch, whose lines end in LF."""
        self.send(text.replace("\n", "\r\n"))

    def interject(self, text: str) -> None:
        """Print text that is not the session's, below the prompt if one stands."""
        if text:
            self._leave_prompt(text)
            self.print(text)

    def typed(self, text: str) -> None:
        """Send what shows a change of the line, where typing is shown."""
        if self.echo:
            self.send(text)

    def end_line(self) -> None:
        """Leave the line that was typed, and its prompt."""
        self.typed(self.line.end() + "\r\n")
        self._stands = ""

    def answered(self) -> None:
        """Leave the prompt whose question was answered: the switch goes on behind it."""
        self._stands = ""

    def new_line(self) -> None:
        """Begin an empty line."""
        self.line = LineEditor(width=self._width)

    def help(self, mark: str, text: str) -> None:
        """Show help below the line after the question *mark*, and the line again."""
        at = self.line.at
        self.send(f"{self.line.end()}{mark}\r\n")
        self.print(text)
        self.line.at = at
        self.ask()

    def show(self) -> None:
        """Show what the session has printed since, and what it asks for."""
        said, new = self.session.take(), self.session.turn != self._turn
        self._turn = self.session.turn
        if not said and (not new or (self._stands and self._wiped and self._stands == self.session.prompt)):
            return
        self._leave_prompt(said)
        self.print(said)
        if new:
            self.new_line()
        if self.session.prompt or self.for_lab:
            self.ask()

    def _leave_prompt(self, said: str) -> None:
        """Wipe the prompt that stands, or go to a new line before *said*."""
        if self._stands and self._wiped:
            self.send(WIPE)
        elif self._stands and not said.startswith("\n"):
            self.send("\r\n")
        self._stands = ""

    def ask(self) -> None:
        """Show the prompt, and what of the line there is."""
        session = self.session
        self._stands, self._wiped = session.prompt, session.wiped
        if self._wiped:
            self.send(f"{REVERSE}{session.prompt}{NORMAL}")
            return
        self.print(session.prompt)
        self.line.start = cells(session.prompt.rpartition("\n")[2])
        self.line.secret = session.wants == SECRET or not self.echo
        self.send(self.line.again())
