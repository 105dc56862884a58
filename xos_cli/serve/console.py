"""The serial consoles of a switch on the network, and the lab at them: lines with a leading colon are for it, as in the
shell.  What a console prints while nobody is connected is kept.
"""

import traceback
from typing import TYPE_CHECKING

from xos_cli.errors import LabError
from xos_cli.lab.commands import COMMANDS, Lab
from xos_cli.language import Candidates
from xos_cli.session.session import Session
from xos_cli.switch.console import Console

if TYPE_CHECKING:
    from xos_cli.serve.connection import Connection

#: Pieces of text after which those that nobody read are cut down to what is kept of them.
PIECES = 64


class Bench(Lab):
    """The lab at the consoles of a switch: each of them has a port of its own, and one leaves it by hanging up."""

    commands = {name: command for name, command in COMMANDS.items() if name not in ("console", "quit")}


class ConsolePort:
    """The line to the console of *msm*."""

    def __init__(self, bench: Bench, msm: str) -> None:
        self.bench, self.msm = bench, msm
        self.user: Connection | None = None
        self._leave()

    @property
    def session(self) -> Session:
        """The session at the console, whoever is connected."""
        return self.bench.consoles[self.msm]

    def take(self, user: "Connection") -> Session | None:
        """Connect; None while somebody else is."""
        if self.user is not None:
            return None
        self.user = user
        return self.session

    def release(self, user: "Connection") -> None:
        """Disconnect."""
        if self.user is user:
            self._leave()

    def execute(self, line: str) -> str:
        """A line that is the lab's; what there is to say about it."""
        self.bench.at = self.msm
        try:
            return self.bench.execute(line) + self.bench.silence
        except LabError as error:
            return f"{error}\n"
        except Exception as error:  # whoever types must not lose the console over it
            traceback.print_exc()
            return f"xos-cli: a fault of the emulator: {type(error).__name__}: {error}\n"

    def candidates(self, line: str) -> Candidates:
        """What can be typed at the end of such a line."""
        self.bench.at = self.msm
        return self.bench.candidates(line)

    def _leave(self) -> None:
        self.user = None
        self.session.on_output = self._keep

    def _keep(self) -> None:
        if len(self.session.out) > PIECES:
            self.session.out[:] = [self.session.take()[-Console.KEPT :]]
