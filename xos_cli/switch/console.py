"""The serial console of one MSM, and whoever looks at the node from outside."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from xos_cli.record import NamedTuple
from xos_cli.switch.log import LogEntry

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


class LoginSession(NamedTuple):
    """A row of `show session`: *since* in seconds, *kind* ``console`` or a service, *location* where it comes from."""

    id: int
    since: float
    account: str
    kind: str
    location: str


class Watcher(Protocol):
    """Somebody (a session, a shell) who is told what befalls a node; never part of the machine."""

    def said(self, node: "Node", text: str) -> None:
        """The node printed *text* on its console."""

    def told(self, session: int, text: str) -> None:
        """*text* is for the login of this number alone."""

    def down(self, node: "Node") -> None:
        """The node lost its software: reset, removed, failed, without power."""

    def hung(self, node: "Node") -> None:
        """The node's software stopped without a reset: nothing is answered any more."""

    def ready(self, node: "Node") -> None:
        """One can log in at the node."""

    def ended(self, node: "Node", id: int, why: str) -> None:
        """A login session is ended by somebody else, who says why."""


class Console:
    """Where a node prints; what nobody was there to read is kept, 64 KiB of it."""

    KEPT = 65536

    def __init__(self) -> None:
        self.unread = ""
        self.watchers: list[Watcher] = []
        self.journals: list[Callable[[Node, LogEntry], None]] = []

    def say(self, node: "Node", text: str) -> None:
        """Print *text*, line ends included."""
        if not self.watchers:
            self.unread = (self.unread + text)[-self.KEPT :]
        for watcher in list(self.watchers):
            watcher.said(node, text)

    def tell(self, session: int, text: str) -> None:
        """Print *text* where one login is, and nowhere else."""
        for watcher in list(self.watchers):
            watcher.told(session, text)

    def down(self, node: "Node") -> None:
        """Tell everyone that the node's software is gone."""
        for watcher in list(self.watchers):
            watcher.down(node)

    def hang(self, node: "Node") -> None:
        """Tell everyone that the node's software answers nothing any more."""
        for watcher in list(self.watchers):
            watcher.hung(node)

    def ready(self, node: "Node") -> None:
        """Tell everyone that one can log in."""
        for watcher in list(self.watchers):
            watcher.ready(node)

    def end(self, node: "Node", id: int, why: str) -> None:
        """Tell everyone that this login session is to end."""
        for watcher in list(self.watchers):
            watcher.ended(node, id, why)

    def happened(self, node: "Node", entry: LogEntry) -> None:
        """Tell everyone who keeps a journal of the node's events."""
        for journal in self.journals:
            journal(node, entry)

    def take(self) -> str:
        """What was printed while nobody looked."""
        unread, self.unread = self.unread, ""
        return unread

    def __deepcopy__(self, memo: dict[int, Any]) -> "Console":
        copy = Console()
        copy.unread = self.unread
        return copy
