"""The serial consoles of a switch on the network, and the lab at them: a line with a leading colon is for the lab.

What a console prints while nobody is connected is kept.
"""

from collections.abc import Callable, Iterator
from hmac import compare_digest
from typing import TYPE_CHECKING

from xos_cli.errors import LabError
from xos_cli.lab.commands import COMMANDS, Lab
from xos_cli.lab.look import remote
from xos_cli.session.session import Session
from xos_cli.switch.console import SerialConsole

if TYPE_CHECKING:
    from xos_cli.language import Candidates

#: Pieces of text after which those that nobody read are cut down to what is kept of them.
PIECES = 64
#: Snapshots that are kept at the consoles of one switch.
SNAPSHOTS = 8
#: Wrong passwords for the lab that one connection may give.
TRIES = 3
LOCKED = "the lab is locked (:unlock PASSWORD)"
WRONG = "wrong password"
TOO_MANY = "too many wrong passwords: connect again"
NOBODY = "nobody may use the lab here"


class LabAccess:
    """Who may use the lab at a console: everybody, whoever knows the *password*, or (*closed*) nobody."""

    def __init__(self, password: str | None = None, closed: bool = False) -> None:
        self.password, self.closed = password, closed

    @property
    def open(self) -> bool:
        """Return whether everybody may use the lab."""
        return self.password is None and not self.closed

    def accepts(self, password: str) -> bool:
        """Return whether this is the password, in the same time for every wrong one."""
        return self.password is not None and compare_digest(self.password.encode(), password.encode())


class ConsoleLab(Lab):
    """The lab at the consoles of a switch: each has a port of its own, and `:quit` ends the connection."""

    commands = {name: command for name, command in COMMANDS.items() if name != "console"}

    def _snapshot(self, words: list[str]) -> None:
        if len(self.snapshots) >= SNAPSHOTS and not set(words) & set(self.snapshots):
            raise LabError(f"there are {SNAPSHOTS} snapshots already: {', '.join(self.snapshots)} (use a name again)")
        super()._snapshot(words)


class ConsolePort:
    """The line to the console of *msm*, for one user at a time."""

    def __init__(
        self,
        lab: Lab,
        msm: str,
        access: LabAccess | None = None,
        fault: Callable[[Exception], None] = lambda error: None,
    ) -> None:
        self.lab, self.msm = lab, msm
        self._access, self._fault = access or LabAccess(), fault
        self._user: object = None
        self._unlocked, self._tries = False, 0
        self.terminal_type: Callable[[], str] = lambda: ""  # the type of the client's terminal, "" if it is unknown
        self.leaving = False  # the user typed `:quit`
        self._leave()

    @property
    def session(self) -> Session:
        """Return the session at the console, whoever is connected."""
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

    def execute(self, line: str) -> Iterator[str]:
        """Carry out a lab line step by step; yield what to print."""
        try:
            if self._admits(line):
                self.lab.at = self.msm
                self.lab.look = remote(self.terminal_type())
                yield from self.lab.steps(line)
                self.leaving, self.lab.left = self.lab.left, False
                self.lab.at = self.msm
                yield self.lab.silence
        except LabError as error:
            yield f"{error}\n"
        except Exception as error:  # an error of the emulator must not cost the user the console
            self._fault(error)
            yield f"xos-cli: a fault of the emulator: {type(error).__name__}: {error}\n"

    def candidates(self, line: str) -> "Candidates":
        """Return what can be typed at the end of such a line."""
        self.lab.at = self.msm
        return self.lab.candidates(line)

    def _admits(self, line: str) -> bool:
        """Return whether a line may be carried out; False for the password itself.  LabError if it may not."""
        name, *words = line.lstrip(":").split() or ["help"]
        if self._access.closed:
            raise LabError(NOBODY)
        if self._unlocked:
            return True
        if name.lower() != "unlock" or self._tries >= TRIES:
            raise LabError(LOCKED if self._tries < TRIES else TOO_MANY)
        self._unlocked = self._access.accepts(" ".join(words))
        self._tries += not self._unlocked
        if not self._unlocked:
            raise LabError(WRONG)
        return False

    def _leave(self) -> None:
        """Keep what the console prints until somebody connects; the next user must unlock the lab again."""
        self._user, self._unlocked, self._tries = None, self._access.open, 0
        self.leaving, self.terminal_type = False, lambda: ""
        self.session.on_output = self._keep

    def _keep(self) -> None:
        if len(self.session.out) > PIECES:
            self.session.out[:] = [self.session.take()[-SerialConsole.KEPT :]]
