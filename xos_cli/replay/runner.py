"""Types the lines of scripts at a console and shows what the terminal would show."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from typing import NamedTuple

from xos_cli.errors import CommandError, LabError
from xos_cli.lab import Lab
from xos_cli.replay.drill import check, is_check, wants_refusal
from xos_cli.session import CLOSED, KEY, SECRET, TIME, Session
from xos_cli.unlocked import unlocked

#: Virtual seconds that typing a line takes.
TYPING = 0.5


class Refused(NamedTuple):
    """A line that was not carried out (or a check that failed), and the words for it.

    *column*: where the caret stands, from the line's first character, None without one; *expected*: what could have
    stood there.
    """

    file: str
    line: int
    text: str
    message: str
    column: int | None = None
    expected: tuple[str, ...] = ()


class Place(NamedTuple):
    """A line of a script."""

    file: str
    line: int
    text: str


class Runner:
    """Replays scripts on the switch of a *lab*; *show* is given what the terminal shows, piece by piece.

    *told* is told of every line that is no answer, with what it printed.  *said* is what was shown since the last of
    them that is no check, its echo left out.  *password* None: whatever password the account has, it is let in.
    """

    def __init__(
        self,
        lab: Lab,
        show: Callable[[str], None],
        account: str = "admin",
        password: str | None = "",
        told: Callable[[Place, str], None] = lambda place, said: None,
    ) -> None:
        self.lab, self._display, self.told = lab, show, told
        self.account, self.password = account, password
        self.refused: list[Refused] = []
        self.said: list[str] = []
        self.typed = self.answered = 0
        self._command = self._at_work = Place("", 0, "")  # the line being typed; the one whose command is at work
        self._heard: Place | None = None  # the one that printed what was *said*, until its end is told

    @property
    def session(self) -> Session:
        """The session at the console one sits at."""
        return self.lab.session

    def show(self, text: str) -> None:
        """Show a piece of what the terminal shows."""
        self.said.append(text)
        self._display(text)

    def run(self, file: str, lines: Iterable[str], stop: bool = False) -> bool:
        """Type every line; False if ``:quit`` ended it, or *stop* at one that was refused and need not have been."""
        script = list(lines)
        for number, line in enumerate(script, 1):
            before = len(self.refused)
            self.line(file, number, line.rstrip("\r\n"))
            if self.lab.left:
                return False
            if stop and len(self.refused) > before and not wants_refusal(script, number):
                return False
        return True

    def finish(self, prompt: bool = True) -> None:
        """Let a command that is under way end, and show the last prompt."""
        self.attempt(self.ended)
        self._tell()
        if any(session.in_dialogue and not session.under_way for session in self.lab.consoles.values()):
            self.refused.append(Refused(*self._at_work, "nothing answers what it asks"))
        if prompt and self.session.prompt:
            self.show(self.session.prompt + "\n")

    def ended(self) -> None:
        """Wait for the end of the command that is at work, and until the other MSM has what it sent."""
        session = self.session
        self.lab.machine.wait(lambda: not session.under_way, "the end of the command")
        self.lab.machine.drain()
        self.settle()

    def settle(self) -> None:
        """Show what was printed meanwhile, and note what was refused."""
        self._flush()
        self._errors()

    # -- one line ----------------------------------------------------------------------------------------------------

    def line(self, file: str, number: int, line: str) -> None:
        """One line of a script."""
        session = self.session
        command = not session.in_text and session.wants != KEY
        if line.startswith("#") and not session.in_text:
            return
        if command and not line.strip():
            return
        if is_check(line) and not session.in_text:
            self.attempt(lambda: self._check(Place(file, number, line)))
            return
        if command:
            self._command = Place(file, number, line)
        if line.startswith(":") and not session.in_text:
            self.attempt(lambda: self._lab(line))
        else:
            self.attempt(lambda: self.type(line))

    def attempt(self, action: Callable[[], None]) -> None:
        """Do it; what cannot be done is noted."""
        try:
            action()
        except LabError as error:
            self._flush()
            self.show(f"{error}\n")
            self.refused.append(Refused(*self._command, str(error)))

    def _begin(self, echo: str) -> None:
        """From here on the line that was just typed prints."""
        self._tell(self._command)
        self._display(echo)
        self.said.clear()

    def _tell(self, following: Place | None = None) -> None:
        """Say what the line typed last has printed; from now on *following* prints."""
        if self._heard is not None:
            self.told(self._heard, "".join(self.said))
        self._heard = following

    def _check(self, place: Place) -> None:
        """One of the script's own checks: what it finds wrong is noted at its own line."""
        self.ended()
        self._tell()
        said = "".join(self.said)
        self._display(f"{self.session.prompt}{place.text}\n")
        wrong = check(place.text, said, self.lab.machine, self._take_refusals())
        if wrong:
            self._display(f"{wrong}\n")
            self.refused.append(Refused(*place, wrong))
        self.told(place, wrong)

    def _take_refusals(self) -> Callable[[], Sequence[str]]:
        """How to have the words the last line was refused with, which then count no longer."""

        def take() -> list[str]:
            mine = [refused for refused in self.refused if refused[:3] == self._command]
            self.refused = [refused for refused in self.refused if refused not in mine]
            return [refused.message for refused in mine]

        return take

    def _lab(self, line: str) -> None:
        self.ended()
        self._begin(f"{self.session.prompt}{line}\n")
        said = self.lab.execute(line)
        self.show(said)
        self._flush()

    def enter(self, place: Place) -> None:
        """Type a command."""
        self._command = place
        self.type(place.text)

    def type(self, line: str) -> None:
        """Type one line, or the answer to a question, as soon as the console takes it.

        What the line before sent to the other MSM arrives while this one is typed; a slow channel is waited for.
        """
        self.ready()
        self.lab.machine.advance(TYPING)
        self.lab.machine.drain()
        self.ready()
        session = self.session
        answer = session.wants == KEY or session.in_text
        echo = {KEY: "", SECRET: "\n"}.get(session.wants, line + "\n")
        if answer:
            self.answered += 1
            self.show(session.prompt + echo)
        else:
            self.typed += 1
            self._at_work = self._command
            self._begin(session.prompt + echo)
        session.feed(line)
        self._flush()
        self._errors()

    def ready(self) -> None:
        """Wait until the console takes a line: through boots and commands, and through the login as well."""
        session = self.session
        while True:
            if session.wants in (TIME, CLOSED):
                self.lab.machine.wait(lambda: session.wants not in (TIME, CLOSED), f"a prompt on {session.node_name}")
                self._flush()
                self._errors()
            if not session.at_login:
                return
            self._log_in()

    def _errors(self) -> None:
        """Note what was refused; a command that took its time may have been so in the end, when the next is typed."""
        error = self.session.error
        if error is not None:
            self.refused.append(_refused(self._at_work, error))
            self.session.error = None

    def _log_in(self) -> None:
        session = self.session
        self._flush()
        for _ in range(3):
            self.reply(self.account)
            self.reply_secret(self.password)
            if not session.at_login:
                return
        raise LabError(f"{self.account} cannot log in on {session.node_name} with the password given")

    def reply_secret(self, password: str | None) -> None:
        """Type the password of the account; None: whatever it is, it is right."""
        with unlocked(self.session.node, self.account) if password is None else nullcontext():
            self.reply(password or "")

    def reply(self, text: str) -> None:
        """Type something that is no command, and that takes no time."""
        session = self.session
        self.show(session.prompt + ("" if session.wants == SECRET else text) + "\n")
        session.feed(text)
        self._flush()

    def _flush(self) -> None:
        text = self.session.take()
        if text:
            self.show(text)


def _refused(place: Place, error: Exception) -> Refused:
    if isinstance(error, CommandError):
        return Refused(*place, _message(error), error.column, error.expected)
    return Refused(*place, _message(error))


def _message(error: Exception) -> str:
    """The switch's words in one line."""
    if isinstance(error, CommandError) and not error.text.endswith("."):
        return error.screen(0).strip()
    return str(error).strip()
