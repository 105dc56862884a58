"""Somebody at the consoles of a switch: what is typed there, and time, which passes meanwhile.

No terminal is known here.  What was printed comes back as text, to be shown by whoever asks.
"""

import argparse
import time
from collections.abc import Callable
from contextlib import suppress

from xos_cli.errors import CommandError, LabError
from xos_cli.lab.commands import Lab
from xos_cli.processes import PROCESSES
from xos_cli.program.switch_on import switch
from xos_cli.session.session import Session

#: No more real seconds than these are made up for at once (the program may have been stopped for an hour),
LONGEST = 5.0
#: nor are more spent on it before the keyboard is looked at again.
PATIENCE = 0.2
#: Real seconds between two looks at the clock: at least, and at most.
SHORTEST_PAUSE, LONGEST_PAUSE = 0.005, 1.0


class Desk:
    """The consoles of a *lab*; its clock is coupled to the wall's, which *now* tells."""

    def __init__(self, lab: Lab, now: Callable[[], float] = time.monotonic) -> None:
        self.lab = lab
        self._now = now
        self._seen = now()

    @property
    def session(self) -> Session:
        """The session at the console one sits at."""
        return self.lab.session

    # -- time --------------------------------------------------------------------------------------------------------

    def pass_time(self) -> str:
        """Let virtual time catch up with the wall's clock; why it could not, if so."""
        return self._attempt(self._catch_up, lambda session: session.under_way)

    def _catch_up(self) -> None:
        now, clock = self._now(), self.lab.machine.clock
        limit = clock.beside(min(now - self._seen, LONGEST), self.lab.speed)
        self._seen = now
        while clock.step(limit):
            if self._now() > now + PATIENCE:
                return
        clock.advance_to(limit)

    def pause(self) -> float:
        """Real seconds until something may happen by itself."""
        clock = self.lab.machine.clock
        wait = LONGEST_PAUSE if clock.next is None else (clock.next - clock.now) / self.lab.speed
        return min(max(wait, SHORTEST_PAUSE), LONGEST_PAUSE)

    # -- typing ------------------------------------------------------------------------------------------------------

    @property
    def at_lab(self) -> bool:
        """Whether a line that begins with a colon is for the lab."""
        return not self.session.asks

    @property
    def in_command(self) -> bool:
        """Whether the line that is typed is a command of the switch."""
        return self.session.at_prompt

    def enter(self, typed: str, height: int | None = None) -> str:
        """A line, or the key that answers a question; what is printed on a terminal of *height* lines."""
        said = self.pass_time()
        if typed.startswith(":") and self.at_lab:
            return said + self.command(typed, height)
        session = self.session
        session.height = height
        said += self._attempt(lambda: session.feed(typed), lambda other: other is session)
        return said + session.take()

    def command(self, line: str, height: int | None = None) -> str:
        """A command of the lab; what is printed at the console one sits at then."""
        for session in self.lab.consoles.values():
            session.height = height
        said = self._attempt(lambda: self.lab.execute(line), lambda session: session.under_way)
        self._seen = self._now()
        return said + self.session.take() + self.lab.silence

    def other_console(self) -> str:
        """Sit down at the next console; what it printed meanwhile."""
        names = list(self.lab.consoles)
        if len(names) == 1:
            return f"[this switch has one console, that of {names[0]}]\n"
        return self.command(f":console {names[(names.index(self.lab.at) + 1) % len(names)]}")

    def _attempt(self, action: Callable[[], str | None], befalls: Callable[[Session], bool]) -> str:
        """Do it; what there is to say about it.  A fault of the program's own ends the dialogues that it befalls, not
        the program."""
        try:
            return action() or ""
        except LabError as error:
            return f"{error}\n"
        except Exception as error:
            for session in filter(befalls, self.lab.consoles.values()):
                session.down(session.node)
            return f"xos-cli: a fault of the emulator: {type(error).__name__}: {error}\n"

    def warm_up(self) -> None:
        """Have the grammar read before the first line needs it."""
        with suppress(CommandError):
            self.session.candidates("")


def sit_down(options: argparse.Namespace) -> Desk:
    """At the console of the first MSM of the switch that the options describe."""
    return Desk(Lab(switch(options), options.speed))


def log_in(session: Session) -> str:
    """Log in as admin if that takes no password; what the console shows of it, the prompt it stands at left out."""
    if not session.at_login or PROCESSES.modules["aaa"].authenticate(session.node, "admin", "") is None:
        return session.take()
    shown = session.take() + session.prompt + "admin\n"
    session.feed("admin")
    shown += session.prompt + "\n"
    session.feed("")
    return shown + session.take()
