"""The serial console of one MSM, and the protocol of those who watch it."""

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
    """A session or shell that is told what happens to a node; it is never part of the machine."""

    def said(self, text: str) -> None:
        """Take *text* that the node printed on its console."""

    def told(self, session: int, text: str) -> None:
        """Take *text* for the login of this number alone."""

    def down(self) -> None:
        """End all sessions: the node lost its software by a reset, its removal, a failure, or without power."""

    def hung(self) -> None:
        """Stop answering: the software of the node hangs."""

    def ready(self) -> None:
        """Offer the login: the node accepts logins now."""

    def ended(self, id: int, why: str) -> None:
        """End the login session *id*; print *why* there."""


class NetworkLogin(Protocol):
    """A session of a network login, as the server that carries it needs it: ``session.Session``.

    *wants*: ``line``, ``secret``, ``key``, ``time`` or ``closed``; *turn* grows with each question or prompt.
    """

    wants: str
    prompt: str
    account: str
    turn: int
    height: int | None
    on_output: Callable[[], None]

    @property
    def admin(self) -> bool:
        """Return whether the account has administrator rights."""

    @property
    def wiped(self) -> bool:
        """Return whether the prompt disappears once its key is pressed."""

    def take(self) -> str:
        """Return what was printed since the last call."""

    def feed(self, text: str) -> None:
        """Take what was typed."""

    def interrupt(self) -> None:
        """Handle Ctrl+C."""

    def close(self) -> None:
        """End the session: the terminal is gone."""


class SerialConsole:
    """The console output of a node; while nobody watches, its last 64 KiB are kept."""

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
        """Print *text* at one login only."""
        for watcher in list(self.watchers):
            watcher.told(session, text)

    def down(self) -> None:
        """Tell every watcher that the node lost its software."""
        for watcher in list(self.watchers):
            watcher.down()

    def hang(self) -> None:
        """Tell every watcher that the node hangs."""
        for watcher in list(self.watchers):
            watcher.hung()

    def ready(self) -> None:
        """Tell every watcher that the node accepts logins."""
        for watcher in list(self.watchers):
            watcher.ready()

    def end(self, id: int, why: str) -> None:
        """Tell every watcher that this login session is to end."""
        for watcher in list(self.watchers):
            watcher.ended(id, why)

    def happened(self, node: str, entry: LogEntry) -> None:
        """Pass an event of the MSM *node* to every journal."""
        for journal in self.journals:
            journal(node, entry)

    def take(self) -> str:
        """Return what was printed while nobody watched, and forget it."""
        unread, self.unread = self.unread, ""
        return unread

    def __deepcopy__(self, memo: dict[int, Any]) -> "SerialConsole":
        copy = SerialConsole()
        copy.unread = self.unread
        return copy
