"""`xos-cli record`: the shell, and what is done there as a transcript that `xos-cli check` takes.

Time passes as it does in a script: typing a line takes half a second, what has to be waited for is there at once.
"""

import argparse
from collections.abc import Callable
from typing import TextIO

from xos_cli.errors import XosError
from xos_cli.lab.commands import Lab
from xos_cli.program.switch_on import START, switch
from xos_cli.replay.runner import TYPING
from xos_cli.session.session import KEY, SECRET, TIME
from xos_cli.shell import shell
from xos_cli.shell.desk import Desk

#: Real seconds after which a boot need no longer be looked at.
MOMENT = 1.0
#: No boot and no command is waited for longer than this, in virtual seconds.
PATIENCE = 3600.0


def record(options: argparse.Namespace) -> int:
    """Sit down at the console, and write down what is done there; the program's exit status."""
    if options.cold or options.flash:
        raise XosError("record: a transcript begins on a switch that is up, and whose flash nobody else has")
    lab = Lab(switch(options), options.speed)
    with open(options.file, "w", encoding="utf-8", newline="\n") as file:
        file.write(head(options))
        desk = Recorder(lab, file)
        status = shell(options, desk)
        desk.end()
    return status


def head(options: argparse.Namespace) -> str:
    """Which switch it is, as far as it is not the one that `check` takes by itself."""
    given = {"chassis": (options.chassis, "bd10808"), "start": (options.start, None), "seed": (options.seed, 0)}
    settings = {name: value for name, (value, default) in given.items() if value != default}
    return "".join(f"# {name}: {value or START}\n" for name, value in settings.items())


class Recorder(Desk):
    """A desk where somebody writes down what is typed and printed."""

    def __init__(self, lab: Lab, file: TextIO) -> None:
        super().__init__(lab)
        self.file, self._begun, self._typed = file, False, self._now()
        for session in lab.consoles.values():
            session.take = self._noting(session.take)  # type: ignore[method-assign]  # whoever shows it

    def _noting(self, take: Callable[[], str]) -> Callable[[], str]:
        return lambda: self._note(take())

    def _note(self, text: str) -> str:
        """Write down what was printed, from the first prompt that something was typed at."""
        if self._begun:
            self.file.write(text)
            self.file.flush()
        return text

    # -- time --------------------------------------------------------------------------------------------------------

    def _catch_up(self) -> None:
        """Let the command end that is under way.  A boot may be over when one has looked on for a moment: till then
        there is time to go to the other console."""
        session, clock = self.session, self.lab.machine.clock
        limit = clock.now + PATIENCE
        waited = self._now() > self._typed + MOMENT
        while session.wants == TIME and (session.under_way or (waited and self._boots())) and clock.step(limit):
            pass

    def _boots(self) -> bool:
        node = self.session.node
        return node.powered and not node.failure

    # -- typing ------------------------------------------------------------------------------------------------------

    def enter(self, typed: str, height: int | None = None) -> str:
        """A line, or the key that answers a question; nothing is paged."""
        said = self.pass_time() + self.session.take()
        if typed.startswith(":") and self.at_lab:
            return said + self.command(typed, height)
        session = self.session
        if not session.at_login and (session.wants == KEY or session.in_text or typed.strip()):
            self.lab.machine.advance(TYPING)
            said += self.pass_time() + session.take()
        self._begin(session.prompt + {KEY: "", SECRET: "\n"}.get(session.wants, f"{typed}\n"))
        said += self._note(self._attempt(lambda: session.feed(typed), lambda other: other is session))
        return said + self.pass_time() + session.take()

    def command(self, line: str, height: int | None = None) -> str:
        """A command of the lab."""
        said = self.pass_time() + self.session.take()
        self._begin(f"{self.session.prompt}{line}\n")
        self._note(words := self._attempt(lambda: self.lab.execute(line), lambda session: session.under_way))
        return said + words + self.session.take() + self.lab.silence

    def _begin(self, echo: str) -> None:
        self._begun, self._typed = True, self._now()
        self._note(echo)

    def end(self) -> None:
        """Whoever sat here leaves."""
        self.pass_time()
        self.session.take()
        if self.session.prompt:
            self._note(self.session.prompt + "\n")
