"""A serial console for a Python program."""

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from xos_cli.errors import CommandRefused, ConsoleError, NotSeen, Unanswered
from xos_cli.lab.commands import Lab
from xos_cli.replay.files import script_lines
from xos_cli.replay.runner import Runner, ScriptLine
from xos_cli.session.session import Session

#: Virtual seconds that ``expect`` waits.
PATIENCE = 600.0


class Console:
    """The serial console of one MSM: takes lines, and returns what the terminal shows.  *name*: the MSM."""

    def __init__(self, lab: Lab, name: str, account: str = "admin", password: str | None = "") -> None:
        self._lab, self.name = lab, name
        self._shown: list[str] = []
        self._runner = Runner(lab, self._shown.append, account, password)
        self._lines = self._seen = 0

    def __repr__(self) -> str:
        return f"<console of {self.name}: {self.prompt!r}>"

    # -- what it shows -----------------------------------------------------------------------------------------------

    @property
    def _session(self) -> Session:
        return self._lab.consoles[self.name]

    @property
    def transcript(self) -> str:
        """Everything that the terminal showed so far, in the form that `xos-cli check` reads."""
        self._take()
        return "".join(self._shown) + self.prompt

    @property
    def prompt(self) -> str:
        """The prompt or question at which the cursor stands; "" while a command or a boot is under way."""
        return self._session.prompt

    @property
    def question(self) -> str:
        """The question that is open, "" if none is."""
        return self._session.prompt if self._session.asks and not self._session.at_login else ""

    # -- a command and its answer ------------------------------------------------------------------------------------

    def run(self, line: str, *answers: str) -> str:
        """Type a command, and *answers* to what it asks; return what was printed between the line and the next prompt.

        Raises CommandRefused if the switch refuses it, Unanswered if it asks more than was answered, and ConsoleError
        if it asks less.
        """
        self.send(line)
        for answer in answers:
            self._end()
            if not self.question:
                self._check()
                raise ConsoleError(f"{line}: it asks nothing that {answer!r} would be the answer to")
            self.answer(answer)
        self._end()
        self._check()
        if self.question:
            raise Unanswered(self.question)
        return "".join(self._runner.said)

    def send(self, line: str) -> None:
        """Type a command as soon as the console takes one, logging in if necessary; do not wait for its end."""
        if self.question:
            raise Unanswered(self.question)
        self._lines += 1
        self._runner.refused.clear()
        self._at(lambda: self._runner.enter(ScriptLine(self.name, self._lines, line)))
        self._seen = 0

    def answer(self, text: str) -> None:
        """Answer the open question: ``y``, ``n``, "" for Enter, or a line of text."""
        self._end()
        if not self.question:
            raise ConsoleError(f"{text!r}: there is no question to answer")
        seen = len("".join(self._runner.said)) + len(self.prompt)
        self._at(lambda: self._runner.type(text))
        self._seen = seen

    def expect(self, pattern: str, timeout: float = PATIENCE) -> re.Match[str]:
        """Let time pass until *pattern* (a regular expression) is printed, and return the match.

        It is looked for behind the last line typed, or behind the last match.  Raises NotSeen after *timeout* virtual
        seconds.
        """
        clock = self._lab.machine.clock
        limit = clock.now + timeout
        while True:
            self._take()
            printed = "".join(self._runner.said)[self._seen :]
            found = re.search(pattern, printed + self.prompt)
            if found is not None:
                self._seen += min(found.end(), len(printed))
                return found
            if not clock.step(limit):
                raise NotSeen(pattern, printed + self.prompt)

    def script(self, script: str | os.PathLike[str] | Iterable[str], stop: bool = True) -> str:
        """Type a whole script, answers, lab commands and checks included; return what the terminal showed.

        *script*: a path, a text with line ends, or lines.  Raises CommandRefused at the first line that fails; with
        *stop* False only at the end of the script.
        """
        name, lines = _script(script)
        self._take()
        before = len(self._shown)
        self._runner.refused.clear()
        self._at(lambda: self._runner.run(name, lines, stop))
        self._runner.ended()  # at whichever console the script ends
        self._check()
        return "".join(self._shown[before:])

    # -- inside ------------------------------------------------------------------------------------------------------

    def _at(self, action: Callable[[], object]) -> None:
        """Call *action* with this console as the one where lines are typed."""
        self._lab.at = self.name
        action()

    def _take(self) -> None:
        text = self._session.take()
        if text:
            self._runner.show(text)

    def _end(self) -> None:
        """Wait for the end of the command at work."""
        session = self._session
        self._lab.machine.wait(lambda: not session.under_way, "the end of the command")
        self._lab.machine.drain()
        self._at(self._runner.settle)

    def _check(self) -> None:
        refused = self._runner.refused[:1]
        self._runner.refused.clear()
        for one in refused:
            raise CommandRefused(one.text, one.message, one.column, one.expected)


def _script(script: str | os.PathLike[str] | Iterable[str]) -> tuple[str, list[str]]:
    """Return the name of a script, and its lines."""
    if isinstance(script, str) and "\n" in script:
        return "script", script.splitlines()
    if isinstance(script, str | os.PathLike):
        return os.fspath(script), script_lines(Path(script).read_bytes())
    return "script", list(script)
