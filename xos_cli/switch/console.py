"""The serial console of one MSM, and whoever looks at the node from outside."""

from collections.abc import Callable
from typing import Any, Protocol

from xos_cli.record import NamedTuple
from xos_cli.switch.log import LogEntry


class LoginSession(NamedTuple):
    """A row of `show session`: *since* in seconds, *kind* ``console`` or a service, *location* where it comes from."""

    id: int
    since: float
    account: str
    kind: str
    location: str


class Watcher(Protocol):
    """Somebody (a session, a shell) who is told what befalls a node; never part of the machine."""

    def said(self, text: str) -> None:
        """Take *text* that the node printed on its console."""

    def told(self, session: int, text: str) -> None:
        """Take *text* for the login of this number alone."""

    def down(self) -> None:
        """End all sessions: the node lost its software by a reset, its removal, a failure, or without power."""

    def hung(self) -> None:
        """Answer nothing any more: the software of the node stopped without a reset."""

    def ready(self) -> None:
        """Offer the login: the node takes one now."""

    def ended(self, id: int, why: str) -> None:
        """End a login session for somebody else, who says why."""


class SerialConsole:
    """The screen of a node; of what nobody was there to read, the last 64 KiB are kept."""

    KEPT = 65536

    def __init__(self) -> None:
        self.unread = ""
        self.watchers: list[Watcher] = []
        self.journals: list[Callable[[str, LogEntry], None]] = []

    def say(self, text: str) -> None:
        """Print *text*, line ends included."""
        if not self.watchers:
            self.unread = (self.unread + text)[-self.KEPT :]
        for watcher in list(self.watchers):
            watcher.said(text)

    def tell(self, session: int, text: str) -> None:
        """Print *text* where one login is, and nowhere else."""
        for watcher in list(self.watchers):
            watcher.told(session, text)

    def down(self) -> None:
        """Tell everyone that the node's software is gone."""
        for watcher in list(self.watchers):
            watcher.down()

    def hang(self) -> None:
        """Tell everyone that the node's software answers nothing any more."""
        for watcher in list(self.watchers):
            watcher.hung()

    def ready(self) -> None:
        """Tell everyone that one can log in."""
        for watcher in list(self.watchers):
            watcher.ready()

    def end(self, id: int, why: str) -> None:
        """Tell everyone that this login session is to end."""
        for watcher in list(self.watchers):
            watcher.ended(id, why)

    def happened(self, node: str, entry: LogEntry) -> None:
        """Tell everyone who keeps a journal of an event of the MSM *node*."""
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
