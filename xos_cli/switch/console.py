"""The serial console of one MSM, and whoever looks at the node from outside."""

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

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

    def down(self, node: "Node") -> None:
        """The node lost its software: reset, removed, failed, without power."""

    def ready(self, node: "Node") -> None:
        """One can log in at the node."""


class Console:
    """Where a node prints; what nobody was there to read is kept, 64 KiB of it."""

    KEPT = 65536

    def __init__(self) -> None:
        self.unread = ""
        self.watchers: list[Watcher] = []

    def say(self, node: "Node", text: str) -> None:
        """Print *text*, line ends included."""
        if not self.watchers:
            self.unread = (self.unread + text)[-self.KEPT :]
        for watcher in list(self.watchers):
            watcher.said(node, text)

    def down(self, node: "Node") -> None:
        """Tell everyone that the node's software is gone."""
        for watcher in list(self.watchers):
            watcher.down(node)

    def ready(self, node: "Node") -> None:
        """Tell everyone that one can log in."""
        for watcher in list(self.watchers):
            watcher.ready(node)

    def take(self) -> str:
        """What was printed while nobody looked."""
        unread, self.unread = self.unread, ""
        return unread

    def __deepcopy__(self, memo: dict[int, Any]) -> "Console":
        copy = Console()
        copy.unread = self.unread
        return copy
