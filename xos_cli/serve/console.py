"""The serial consoles of a switch on the network, and the lab at them: a line with a leading colon is for the lab.

What a console prints while nobody is connected is kept.
"""

from collections.abc import Callable, Iterator
from hmac import compare_digest
from typing import TYPE_CHECKING

from xos_cli.errors import LabError, XosError
from xos_cli.lab import COMMANDS, Lab
from xos_cli.session import Session
from xos_cli.switch.console import Console
from xos_cli.switch.machine import Machine

if TYPE_CHECKING:
    from xos_cli.language import Candidates

#: Pieces of text after which those that nobody read are cut down to what is kept of them.
PIECES = 64
#: Snapshots that are kept at the consoles of one switch.
SNAPSHOTS = 8
#: Wrong passwords for the lab that one connection may give.
TRIES = 3
LOCKED = "the lab is locked (:unlock PASSWORD)"
CLOSED = "nobody may use the lab here"


class LabAccess:
    """Who may use the lab at a console: everybody, whoever knows the *password*, or (*closed*) nobody."""

    def __init__(self, password: str | None = None, closed: bool = False) -> None:
        self.password, self.closed = password, closed

    @property
    def open(self) -> bool:
        """Whether everybody may."""
        return self.password is None and not self.closed

    def accepts(self, password: str) -> bool:
        """Return whether this is the password; it takes the same time for every wrong one."""
        return self.password is not None and compare_digest(self.password.encode(), password.encode())


class ConsoleLab(Lab):
    """The lab at the consoles of a switch: each of them has a port of its own, and one leaves it by hanging up."""

    commands = {name: command for name, command in COMMANDS.items() if name not in ("console", "quit")}

    def steps(self, line: str) -> Iterator[str]:
        """Carry out a line step by step, so that others have their turn while it waits; yield what there is to say."""
        name, *words = line.lstrip(":").split() or ["help"]
        if [name.lower()] == self._matching(name) or self._matching(name) == ["wait"]:
            yield from self._wait_in_steps(words) if self._matching(name) == ["wait"] else [self.execute(line)]
        else:
            yield self.execute(line)


class ConsolePort:
    """The line to the console of *msm*, for one user at a time."""

    def __init__(
        self,
        lab: ConsoleLab,
        msm: str,
        access: LabAccess | None = None,
        fault: Callable[[Exception], None] = lambda error: None,
    ) -> None:
        self.lab, self.msm = lab, msm
        self._access, self._fault = access or LabAccess(), fault
        self._user: object = None
        self._leave()

    @property
    def session(self) -> Session:
        """The session at the console, whoever is connected."""
        return self.lab.consoles[self.msm]

    def take(self, user: object) -> Session | None:
        """Connect *user* and return the session; None while somebody else is connected."""
        if self._user is not None:
            return None
        self._user = user
        return self.session

    def release(self, user: object) -> None:
        """Disconnect *user*."""
        if self._user is user:
            self._leave()
