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
        """Take *text* that the node printed on its console."""

    def told(self, session: int, text: str) -> None:
        """Take *text* for the login of this number alone."""

    def down(self, node: "Node") -> None:
        """End all sessions: the node lost its software by a reset, its removal, a failure, or without power."""

    def hung(self, node: "Node") -> None:
        """Answer nothing any more: the software of the node stopped without a reset."""

    def ready(self, node: "Node") -> None:
        """Offer the login: the node takes one now."""

    def ended(self, node: "Node", id: int, why: str) -> None:
        """End a login session for somebody else, who says why."""


class SerialConsole:
    """The screen of a node; of what nobody was there to read, the last 64 KiB are kept."""

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
        """Return what was printed while nobody looked."""
        unread, self.unread = self.unread, ""
        return unread

    def __deepcopy__(self, memo: dict[int, Any]) -> "SerialConsole":
        copy = SerialConsole()
        copy.unread = self.unread
        return copy
