"""The protocol of a session as login, execution, the idle timer and the session limit need it."""

from typing import TYPE_CHECKING, Protocol

from xos_cli.command.call import Login
from xos_cli.errors import XosError
from xos_cli.record import NamedTuple
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node

if TYPE_CHECKING:
    from xos_cli.language import Command


class Last:
    """The line that was typed last, its prompt, the command it was read as, and the error it ended in.

    *changed*: the tables of rows that the command changed.
    """

    __slots__ = ("changed", "command", "error", "line", "prompt")

    def __init__(self, line: str, prompt: str) -> None:
        self.line, self.prompt = line, prompt
        self.command: Command | None = None
        self.error: XosError | None = None
        self.changed: set[type] = set()


class Vouched(NamedTuple):
    """Who may log in at a session without a password; *admin* None: with the rights of their account."""

    account: str
    admin: bool | None


class Typist(Login, Protocol):
    """A session at one MSM: *kind* is ``console``, ``telnet`` or ``ssh``, *location* where it comes from.

    *most* limits the network logins at the MSM; 0 leaves that to the switch's own limit.
    """

    machine: Machine
    kind: str
    location: str
    most: int
    vouched: Vouched | None
    last: Last | None
    error: XosError | None
    prompt: str

    @property
    def node(self) -> Node:
        """Return the MSM that the session is at."""

    @property
    def through(self) -> str:
        """Return how the user is connected, as events name it: ``serial``, ``telnet (10.0.0.9)``."""

    @property
    def under_way(self) -> bool:
        """Return whether a command runs, so that nothing can be typed."""

    def text_of_prompt(self) -> str:
        """Return the prompt of the next command."""

    def ended(self, id: int, why: str) -> None:
        """End the login session *id* from outside; *why* is the last text that it prints."""
