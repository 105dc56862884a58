"""`xos-cli record`: the shell, with the session kept as a transcript that `xos-cli check` takes.

Virtual time passes as it does in a script: typing a line takes half a second, and waits end at once.
"""

import argparse
import os
from collections.abc import Callable
from typing import TextIO

from xos_cli.command.names import Existing, language
from xos_cli.command.secret_words import sealed, secrets_of
from xos_cli.errors import XosError
from xos_cli.lab.commands import Lab
from xos_cli.lab.start import lab_of
from xos_cli.program.switch_on import START
from xos_cli.replay.check import replayed
from xos_cli.replay.files import read
from xos_cli.replay.runner import TYPING
from xos_cli.replay.start import as_text
from xos_cli.replay.transcript import parse
from xos_cli.session.session import KEY, LINE, SECRET, TIME
from xos_cli.shell import shell
from xos_cli.shell.operator import Operator

#: Real seconds without a key after which a boot is over at once.
MOMENT = 1.0
#: Virtual seconds that a boot or a command may take.
PATIENCE = 3600.0


def record(options: argparse.Namespace) -> int:
    """Sit down at the console, and write down the session; return the program's exit status."""
    if options.cold or options.flash:
        raise XosError("record: a transcript begins on a switch that is up, and whose flash nobody else has")
    if os.path.exists(options.file) and not (options.append or options.overwrite):
        raise XosError(f"{options.file}: it exists already (--append goes on in it, --overwrite replaces it)")
    going_on = options.append and os.path.exists(options.file)
    lab, before = _gone_on(options) if going_on else (lab_of(options), head(options))
    with open(options.file, "w", encoding="utf-8", newline="\n") as file:
        file.write(before)
        operator = Recorder(lab, file)
        status = shell(options, operator)
        operator.end(always=bool(going_on))
    return status


def _gone_on(options: argparse.Namespace) -> tuple[Lab, str]:
    """Replay the transcript in the file; return the lab as it is at its end, and the text up to its last prompt."""
    name = options.file
    transcript = parse(name, as_text(read(name)))
    if not transcript.ends_at_prompt:
        raise XosError(f"{name}: it does not end at a prompt, so nothing can be added")
    found, lab = replayed(transcript, tftp=options.tftp)
    if not found.ok:
        raise XosError(f"{name}: the switch prints something else now (xos-cli check {name} shows it)")
    lab.speed = options.speed
    return lab, transcript.text(list(transcript.body[:-1]))


def head(options: argparse.Namespace) -> str:
    """Return the lines that say which switch the transcript is of, where `check` would take another by default."""
    given = {
        "network": (options.network, None),
        "chassis": (options.chassis, "bd10808"),
        "start": (options.start, None),
        "seed": (options.seed, 0),
        "ssh-module": ("yes" if options.ssh_module else "no", "no"),
    }
    settings = {name: value for name, (value, default) in given.items() if value != default}
    return "".join(f"# {name}: {value or START}\n" for name, value in settings.items())


class Recorder(Operator):
    """A operator that writes down what is typed and printed."""

    def __init__(self, lab: Lab, file: TextIO) -> None:
        super().__init__(lab)
        self.file, self._begun, self._typed = file, False, self._now()
        for session in lab.consoles.values():
            session.take = self._noting(session.take)  # type: ignore[method-assign]  # whoever shows it

    def _noting(self, take: Callable[[], str]) -> Callable[[], str]:
        return lambda: self._note(take())

    def _note(self, text: str) -> str:
        """Write down what was printed, from the first prompt on at which something was typed."""
        if self._begun:
            self.file.write(text)
            self.file.flush()
        return text

    # -- time --------------------------------------------------------------------------------------------------------

    def _catch_up(self) -> None:
        """Let the command at work end; a boot ends at once when nothing was typed for a moment: until then there is
        time to go to the other console."""
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
        """Take a line, or the key that answers a question; return what is printed, without a pager."""
        said = self.pass_time() + self.session.take()
        if typed.startswith(":") and self.at_lab:
            return said + self.command(typed, height)
        session = self.session
        if not session.at_login and (session.wants == KEY or session.in_text or typed.strip()):
            self.lab.machine.advance(TYPING)
            said += self.pass_time() + session.take()
        self._begin(session.prompt + {KEY: "", SECRET: "\n"}.get(session.wants, f"{self._written(typed)}\n"))
        said += self._note(self._attempt(lambda: session.feed(typed), lambda other: other is session))
        return said + self.pass_time() + session.take()

    def _written(self, typed: str) -> str:
        """Return a line as the transcript has it: a secret in the encrypted form, as `check` then types it."""
        session = self.session
        if session.wants != LINE or session.at_login:
            return typed
        try:
            command = language(session.node, True).parse(typed, Existing(session.node, session.machine))
        except XosError:
            return typed
        seal = session.node.software.handler(command.entry.process, "sealed_words")
        words = sealed(command).words
        if words == command.words and seal is not None and secrets_of(command.arguments):
            words = tuple(seal(session.node, command))
        return typed if words == command.words else " ".join(words)

    def command(self, line: str, height: int | None = None) -> str:
        """Carry out a lab command; return what is printed."""
        said = self.pass_time() + self.session.take()
        self._begin(f"{self.session.prompt}{line}\n")
        self._note(words := self._attempt(lambda: self.lab.execute(line), lambda session: session.under_way))
        return said + words + self.session.take() + self.lab.silence

    def _begin(self, echo: str) -> None:
        self._begun, self._typed = True, self._now()
        self._note(echo)

    def end(self, always: bool = False) -> None:
        """Write down the last prompt; *always*: even if nothing was typed."""
        self.pass_time()
        self.session.take()
        self._begun = self._begun or always
        if self.session.prompt:
            self._note(self.session.prompt + "\n")
