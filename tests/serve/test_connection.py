"""What a connection does with what there is to show."""

from types import SimpleNamespace
from typing import Any

from xos_cli.serve.connection import Connection


class Client(Connection):
    """Somebody who takes what is sent when ``take`` is called, and not before."""

    def __init__(self, limit: int) -> None:
        served: Any = SimpleNamespace(limits=SimpleNamespace(unread=limit), changed={})
        served.go_on, served.shown = lambda other: None, lambda session, data: None
        super().__init__(served)
        self.kept, self.aborted = b"", False
        self.text = b""
        shown: Any = SimpleNamespace(refresh=lambda: None, take=self._shown, closed=False, more=False, full=False)
        shown.session = None
        self.terminal = shown

    def _shown(self) -> bytes:
        text, self.text = self.text, b""
        return text

    def send(self, data: bytes) -> None:
        self.kept += data

    def unread(self) -> int:
        return len(self.kept)

    def abort(self) -> None:
        self.aborted = True

    def read(self, on: bool) -> None: ...


def test_much_at_once_and_much_that_is_not_read() -> None:
    """However much is printed at once is sent; a client that has left too much of it unread by the next time is cut."""
    client = Client(limit=10)
    for _ in range(3):
        client.text = b"x" * 1000
        client.refresh()
        assert (len(client.kept), client.aborted) == (1000, False)
        client.kept = b""
    client.text = b"x" * 1000
    client.refresh()
    client.refresh()
    assert client.aborted
