"""An operator at the consoles of a switch: takes what is typed, and lets virtual time pass beside real time.

No terminal is known here: what is printed is returned as text.
"""

import argparse
import time
from collections.abc import Callable
from contextlib import suppress

from xos_cli.errors import CommandError, LabError
from xos_cli.lab.commands import Lab
from xos_cli.lab.look import local
from xos_cli.lab.start import lab_of
from xos_cli.processes.aaa import process as aaa
from xos_cli.session.passwordless import without_password
from xos_cli.session.session import LINE, Session

#: The most real seconds that are made up for at once: the program may have been stopped for an hour.
LONGEST = 5.0
#: The most real seconds that making up takes before the keyboard is looked at again.
PATIENCE = 0.2
#: Real seconds between two looks at the clock: at least, and at most.
SHORTEST_PAUSE, LONGEST_PAUSE = 0.005, 1.0


class Operator:
    """A user at the consoles of a *lab*; *now* returns real time in seconds."""

    def __init__(self, lab: Lab, now: Callable[[], float] = time.monotonic) -> None:
        self.lab = lab
        lab.look = local()
        self._now = now
        self._seen = now()

    @property
    def session(self) -> Session:
        """Return the session at the console where the operator sits."""
        return self.lab.session

    # -- time --------------------------------------------------------------------------------------------------------

    def pass_time(self) -> str:
        """Let virtual time catch up with real time; return what went wrong, if anything did."""
        return self._attempt(self._catch_up, lambda session: session.under_way)

    def _catch_up(self) -> None:
        now, clock = self._now(), self.lab.machine.clock
        limit = clock.beside(min(now - self._seen, LONGEST), self.lab.rate)
        self._seen = now
        while clock.step(limit):
            if self._now() > now + PATIENCE:
                return
        clock.advance_to(limit)

    def pause(self) -> float:
        """Return the real seconds until something may happen by itself."""
        clock = self.lab.machine.clock
        wait = LONGEST_PAUSE if clock.next is None or not self.lab.rate else (clock.next - clock.now) / self.lab.rate
        return min(max(wait, SHORTEST_PAUSE), LONGEST_PAUSE)

    # -- typing ------------------------------------------------------------------------------------------------------

    @property
    def at_lab(self) -> bool:
        """Return whether a line that begins with a colon is a lab command now."""
        return not self.session.asks

    @property
    def in_command(self) -> bool:
        """Return whether the line that is typed is a command of the switch."""
        return self.session.at_prompt

    @property
    def can_leave(self) -> bool:
        """Return whether Ctrl+D on an empty line leaves: at a prompt, and at ``login:``."""
        return self.in_command or (self.session.at_login and self.session.wants == LINE)

    def enter(self, typed: str, height: int | None = None) -> str:
        """Take a line, or the key that answers a question; return what is printed on a terminal of *height* lines."""
        said = self.pass_time()
        if typed.startswith(":") and self.at_lab:
            return said + self.command(typed, height)
        session = self.session
        session.height = height
        said += self._attempt(lambda: session.feed(typed), lambda other: other is session)
        return said + session.take()

    def command(self, line: str, height: int | None = None) -> str:
        """Carry out a lab command; return what is printed, at the console where the operator sits afterwards."""
        for session in self.lab.consoles.values():
            session.height = height
        said = self._attempt(lambda: self.lab.execute(line), lambda session: session.under_way)
        self._seen = self._now()
        return said + self.session.take() + self.lab.silence

    def other_console(self) -> str:
        """Go to the next console; return what it printed meanwhile."""
        names = list(self.lab.consoles)
        if len(names) == 1:
            return f"[this switch has one console, that of {names[0]}]\n"
        return self.command(f":console {names[(names.index(self.lab.at) + 1) % len(names)]}")

    def _attempt(self, action: Callable[[], str | None], affected: Callable[[Session], bool]) -> str:
        """Call *action*; return what there is to print.

        An error of the program itself ends the sessions that it may have left unusable (*affected*), not the program.
        """
        try:
            return action() or ""
        except LabError as error:
            return f"{error}\n"
        except Exception as error:
            for session in filter(affected, self.lab.consoles.values()):
                session.down()
            return f"xos-cli: a fault of the emulator: {type(error).__name__}: {error}\n"

    def warm_up(self) -> None:
        """Read the grammar before the first line needs it."""
        with suppress(CommandError):
            self.session.candidates("")


def sit_down(options: argparse.Namespace) -> Operator:
    """Return an operator at the console of the first MSM of the switch that the options describe."""
    return Operator(lab_of(options))


def log_in(session: Session) -> str:
    """Log in as admin if that account has no password; return what the console shows up to the prompt."""
    if not session.at_login or aaa.authenticate(session.node, "admin", "") is None:
        return session.take()
    shown = session.take() + session.prompt + "admin\n"
    session.feed("admin")
    shown += session.prompt + "\n"
    with without_password(session, "admin"):
        session.feed("")
    return shown + session.take()
