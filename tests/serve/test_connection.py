"""What a connection does with what there is to show, and when it reads and works."""

from types import SimpleNamespace
from typing import Any

import pytest

from xos_cli.serve.connection import Connection


class Client(Connection):
    """Somebody who takes what is sent when ``kept`` is emptied, and not before."""

    def __init__(self, limit: int = 1000) -> None:
        self.turns = 0
        server: Any = SimpleNamespace(
            limits=SimpleNamespace(unread=limit), wait_for_turn=self._wait, shown=lambda session, data: None
        )
        super().__init__(server)
        self.kept, self.text, self.aborted, self.reads = b"", b"", False, True
        self.terminal = self.shown = SimpleNamespace(
            refresh=lambda: None, take=self._take, session=None, closed=False, more=False, full=False
        )

    def _wait(self, connection: Connection) -> None:
        self.turns += 1

    def _take(self) -> bytes:
        text, self.text = self.text, b""
        return text

    def send(self, data: bytes) -> None:
        self.kept += data

    def unread(self) -> int:
        return len(self.kept)

    def abort(self) -> None:
        self.aborted = True

    def read(self, on: bool) -> None:
        self.reads = on


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


def test_a_client_that_does_not_read_is_not_read_from() -> None:
    """And is again once it has taken what it was sent."""
    client = Client()
    client.pause_writing()
    assert not client.reads
    client.refresh()
    assert not client.reads
    client.resume_writing()
    assert client.reads


def test_too_much_typed_ahead_is_not_read() -> None:
    """Until it is used up."""
    client = Client()
    client.shown.full = True
    client.refresh()
    assert not client.reads
    client.resume_writing()
    assert not client.reads
    client.shown.full = False
    client.refresh()
    assert client.reads


@pytest.mark.parametrize("paused", [False, True])
def test_more_work_waits_for_its_turn(paused: bool) -> None:
    """Once, however often it is looked at; and not before the client has taken what it was sent."""
    client = Client()
    client.shown.more = True
    if paused:
        client.pause_writing()
        client.refresh()
        assert client.turns == 0
        client.resume_writing()
    for _ in range(3):
        client.refresh()
    assert (client.turns, client.waiting) == (1, True)
