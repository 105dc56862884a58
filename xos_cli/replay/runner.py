"""Type the lines of scripts at a console, and show what the terminal would show."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext

from xos_cli.errors import CommandError, LabError
from xos_cli.lab.commands import Lab
from xos_cli.record import NamedTuple
from xos_cli.replay.assertions import check, is_check, wants_refusal
from xos_cli.session.passwordless import without_password
from xos_cli.session.session import CLOSED, KEY, SECRET, TIME, Session

#: Virtual seconds that it takes to type a line.
TYPING = 0.5
#: The lines that a question takes as an answer; any other line behind it is a mistake in the script.
ANSWERS = frozenset(["", "y", "n", "yes", "no"])


class Refused(NamedTuple):
    """A line that failed, and the words for it: the switch or the lab refused it, a check failed, or it was taken as an
    answer.

    *column*: where the caret stands, counted from the line's first character, None without a caret.  *expected*: what
    could have stood there.
    """

    file: str
    line: int
    text: str
    message: str
    column: int | None = None
    expected: tuple[str, ...] = ()


class ScriptLine(NamedTuple):
    """A line of a script."""

    file: str
    line: int
    text: str


class Runner:
    """Types scripts at the consoles of a *lab*; *show* gets what the terminal shows, piece by piece.

    *told* is called for every line that is no answer, with what it printed.  *said* holds what was printed since the
    last such line, its echo left out.  *password* None: log in whatever the account's password is.
    """

    def __init__(
        self,
        lab: Lab,
        show: Callable[[str], None],
        account: str = "admin",
        password: str | None = "",
        told: Callable[[ScriptLine, str], None] = lambda place, said: None,
    ) -> None:
        self.lab, self._display, self.told = lab, show, told
        self.account, self.password = account, password
        self.refused: list[Refused] = []
        self.said: list[str] = []
        self.typed = self.answered = 0
        self._command = self._at_work = ScriptLine("", 0, "")  # the line being typed; the one whose command is at work
        self._heard: ScriptLine | None = None  # the line that printed *said*, until *told* was called for it

    @property
    def session(self) -> Session:
        """Return the session at the console that lines go to."""
        return self.lab.session

    @property
    def question(self) -> str:
        """Return the question that the next line answers, in one line; a text may be asked for without words."""
        return " ".join(self.session.prompt.split()) or "the text that it asks for"

    def show(self, text: str) -> None:
        """Show a piece of what the terminal shows."""
        self.said.append(text)
        self._display(text)

    def run(self, file: str, lines: Iterable[str], stop: bool = False) -> bool:
        """Type every line; return False if ``:quit`` ended the script, or *stop* at a line that failed."""
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
        """Let the command at work end, and show the last prompt; a question that is still open is a failure."""
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
        """Take one line of a script: a command, an answer, a lab command, a check or a comment."""
        place = ScriptLine(file, number, line)
        self.attempt(lambda: self._line(place), place)

    def _line(self, place: ScriptLine) -> None:
        if self.session.under_way:
            self.ended()
        comment = place.text.startswith("#") and not self.session.in_text
        if self.session.account and self.session.asks:
            if not comment:
                self._answer(place)
        elif is_check(place.text):
            self._check(place)
        elif place.text.strip() and not comment:
            self._command = place
            if place.text.startswith(":"):
                self._lab(place.text)
            else:
                self.type(place.text)

    def _answer(self, place: ScriptLine) -> None:
        """Type a line as the answer to the open question; note it where it was not meant as one.

        A lab line is never an answer: it is refused, and the question stays open.
        """
        if self.lab.takes(place.text) or is_check(place.text):
            raise LabError(f'a lab line is no answer to "{self.question}"')
        if self.session.wants == KEY and place.text.strip().lower() not in ANSWERS:
            words = f'it was taken as the answer to "{self.question}" of `{self._at_work.text.strip()}`'
            self.refused.append(Refused(*place, words))
        self.type(place.text)

    def attempt(self, action: Callable[[], None], place: ScriptLine | None = None) -> None:
        """Call *action*; note a LabError as the failure of the line at *place* (default: the line typed last)."""
        try:
            action()
        except LabError as error:
            self._flush()
            self.show(f"{error}\n")
            self.refused.append(Refused(*(place or self._command), str(error)))

    def _begin(self, echo: str) -> None:
        """Show the echo of the line that was just typed; what is shown from here on is what it prints."""
        self._tell(self._command)
        self._display(echo)
        self.said.clear()

    def _tell(self, following: ScriptLine | None = None) -> None:
        """Report what the line typed last has printed; from now on *following* prints."""
        if self._heard is not None:
            self.told(self._heard, "".join(self.said))
        self._heard = following

    def _check(self, place: ScriptLine) -> None:
        """Carry out one of the script's own checks; note what it finds wrong at its own line."""
        self.ended()
        self._tell()
        said = "".join(self.said)
        self._display(f"{self.session.prompt}{place.text}\n")
        wrong = check(place.text, said, self.lab.machine, self._take_refusals)
        if wrong:
            self._display(f"{wrong}\n")
            self.refused.append(Refused(*place, wrong))
        self.told(place, wrong)

    def _take_refusals(self) -> Sequence[str]:
        """Return the words with which the last line was refused, and strike them off the list of failures."""
        mine = [refused for refused in self.refused if refused[:3] == self._command]
        self.refused = [refused for refused in self.refused if refused not in mine]
        return [refused.message for refused in mine]

    def _lab(self, line: str) -> None:
        self.ended()
        self._begin(f"{self.session.prompt}{line}\n")
        said = self.lab.execute(line)
        self.show(said)
        self._flush()

    def enter(self, place: ScriptLine) -> None:
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
        """Wait until the console takes a line: through boots and commands, and log in where it asks for that."""
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
        """Note a refusal at the line whose command is at work: a slow command may be refused only when the next line is
        typed."""
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
            self.lab.machine.wait(lambda: session.wants != TIME, "an answer to the login")
            self._flush()
            if not session.at_login:
                return
        raise LabError(f"{self.account} cannot log in on {session.node_name} with the password given")

    def reply_secret(self, password: str | None) -> None:
        """Type the password of the account; None logs in whatever the password is."""
        with without_password(self.session, self.account) if password is None else nullcontext():
            self.reply(password or "")

    def reply(self, text: str) -> None:
        """Type something that is no command; it takes no virtual time."""
        session = self.session
        self.show(session.prompt + ("" if session.wants == SECRET else text) + "\n")
        session.feed(text)
        self._flush()

    def _flush(self) -> None:
        text = self.session.take()
        if text:
            self.show(text)


def _refused(place: ScriptLine, error: Exception) -> Refused:
    if isinstance(error, CommandError):
        return Refused(*place, _message(error), error.column, error.expected)
    return Refused(*place, _message(error))


def _message(error: Exception) -> str:
    """Return the switch's words in one line."""
    if isinstance(error, CommandError) and not error.text.endswith("."):
        return error.screen(0).strip()
    return str(error).strip()
