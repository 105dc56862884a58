"""Types the lines of scripts at a console and shows what the terminal would show."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from xos_cli.errors import CommandError, LabError
from xos_cli.lab import Lab
from xos_cli.session import CLOSED, KEY, SECRET, TIME

#: Virtual seconds that typing a line takes.
TYPING = 0.5


class Refused(NamedTuple):
    """A line that was not carried out, and the switch's words for it."""

    file: str
    line: int
    text: str
    message: str


class Runner:
    """Replays scripts on the switch of a *lab*; *show* is given what the terminal shows, piece by piece."""

    def __init__(self, lab: Lab, show: Callable[[str], None], account: str = "admin", password: str = "") -> None:
        self.lab, self.show = lab, show
        self.account, self.password = account, password
        self.refused: list[Refused] = []
        self._command = ("", 0, "")

    def run(self, file: str, lines: Iterable[str], stop: bool = False) -> bool:
        """Type every line; False if *stop* ended it at one that was refused."""
        for number, line in enumerate(lines, 1):
            before = len(self.refused)
            self._line(file, number, line.rstrip("\r\n"))
            if stop and len(self.refused) > before:
                return False
        return True

    def finish(self) -> None:
        """Let a command that is under way end, and show the last prompt."""
        self._attempt(self._ended)
        if self.lab.session.prompt:
            self.show(self.lab.session.prompt + "\n")

    def _ended(self) -> None:
        """Wait for the end of the command that is at work."""
        session = self.lab.session
        self.lab.machine.wait(lambda: not session.under_way, "the end of the command")
        self._flush()
        self._errors()

    # -- one line ----------------------------------------------------------------------------------------------------

    def _line(self, file: str, number: int, line: str) -> None:
        if line.startswith("#") and not self.lab.session.in_text:
            return
        if not self.lab.session.in_text and self.lab.session.wants != KEY:
            self._command = (file, number, line)
            if not line.strip():
                return
        if line.startswith(":") and not self.lab.session.in_text:
            self._attempt(lambda: self._lab(line))
        else:
            self._attempt(lambda: self._type(line))

    def _attempt(self, action: Callable[[], None]) -> None:
        """Do it; what cannot be done is noted."""
        try:
            action()
        except LabError as error:
            self._flush()
            self.show(f"{error}\n")
            self._note(str(error))

    def _note(self, message: str) -> None:
        self.refused.append(Refused(*self._command, message))

    def _lab(self, line: str) -> None:
        self._ended()
        self.show(f"{self.lab.session.prompt}{line}\n")
        said = self.lab.execute(line)
        self.show(said)
        self._flush()

    def _type(self, line: str) -> None:
        self._ready()
        self.lab.machine.advance(TYPING)
        self._ready()
        session = self.lab.session
        echo = {KEY: "", SECRET: "\n"}.get(session.wants, line + "\n")
        self.show(session.prompt + echo)
        session.feed(line)
        self._flush()
        if session.error is not None:
            self._note(_message(session.error))
            session.error = None

    def _ready(self) -> None:
        """Wait until the console takes a line: through boots and commands, and through the login as well."""
        session = self.lab.session
        while True:
            if session.wants in (TIME, CLOSED):
                self.lab.machine.wait(lambda: session.wants not in (TIME, CLOSED), f"a prompt on {session.node_name}")
                self._flush()
                self._errors()
            if not session.at_login:
                return
            self._log_in()

    def _errors(self) -> None:
        """A command that took its time may have been refused in the end."""
        error = self.lab.session.error
        if error is not None:
            self._note(_message(error))
            self.lab.session.error = None

    def _log_in(self) -> None:
        session = self.lab.session
        for _ in range(3):
            for text in (self.account, self.password):
                self.show(session.prompt + ("" if session.wants == SECRET else text) + "\n")
                session.feed(text)
                self._flush()
            if not session.at_login:
                return
        raise LabError(f"{self.account} cannot log in on {session.node_name}")

    def _flush(self) -> None:
        text = self.lab.session.take()
        if text:
            self.show(text)


def _message(error: Exception) -> str:
    """The switch's words in one line."""
    if isinstance(error, CommandError) and not error.text.endswith("."):
        return error.screen(0).strip()
    return str(error).strip()
