"""The serial console of one MSM, to which somebody is connected or not; what it prints meanwhile is kept."""

from typing import TYPE_CHECKING

from xos_cli.session import Session
from xos_cli.switch.console import Console
from xos_cli.switch.machine import Machine

if TYPE_CHECKING:
    from xos_cli.serve.connection import Connection

#: Pieces of text after which those that nobody read are cut down to what is kept of them.
PIECES = 64


class ConsolePort:
    """The line to a console."""

    def __init__(self, machine: Machine, msm: str) -> None:
        self.session = Session(machine, msm)
        self.user: Connection | None = None
        self._leave()

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

    def _leave(self) -> None:
        self.user = None
        self.session.on_output = self._keep

    def _keep(self) -> None:
        if len(self.session.out) > PIECES:
            self.session.out[:] = [self.session.take()[-Console.KEPT :]]
