"""Back pressure of telnet and SSH: a client that does not take what it is sent is not read from until it does."""

from types import SimpleNamespace
from typing import Any

import pytest

from xos_cli.serve.connection import Connection
from xos_cli.serve.ssh_channel import SshChannel
from xos_cli.serve.telnet_connection import TelnetConnection


class Wire:
    """A transport of asyncio, or a channel of SSH, that notes when it is to be read from."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.closing = False

    def pause_reading(self) -> None:
        self.done.append("pause")

    def resume_reading(self) -> None:
        self.done.append("resume")

    def is_closing(self) -> bool:
        return self.closing


def connected(kind: str) -> tuple[Connection, Wire, Any]:
    """Return a connection, its wire, and what stands for its terminal."""
    wire = Wire()
    terminal = SimpleNamespace(more=False, full=False)
    connection: Any = object.__new__(TelnetConnection if kind == "telnet" else SshChannel)
    connection.reading, connection.waiting, connection.paused, connection.ended = True, False, False, False
    connection.transport = connection.channel = wire
    connection.terminal = terminal
    return connection, wire, terminal


@pytest.mark.parametrize("kind", ["telnet", "ssh"])
def test_the_wire_stops_and_goes_on(kind: str) -> None:
    """It stops once however often that is said, and goes on once the client has taken all."""
    connection, wire, _ = connected(kind)
    connection.resume_writing()
    assert wire.done == []
    connection.pause_writing()
    connection.flow()
    assert wire.done == ["pause"]
    connection.resume_writing()
    connection.flow()
    assert wire.done == ["pause", "resume"]


@pytest.mark.parametrize("kind", ["telnet", "ssh"])
def test_the_wire_stops_while_too_much_is_typed_ahead(kind: str) -> None:
    """Either reason is enough to stop; it goes on when neither holds."""
    connection, wire, terminal = connected(kind)
    terminal.full = True
    connection.flow()
    connection.pause_writing()
    terminal.full = False
    connection.flow()
    assert wire.done == ["pause"]
    connection.resume_writing()
    assert wire.done == ["pause", "resume"]


def test_a_transport_that_closes_is_left_alone() -> None:
    """A transport that is closing takes no word about reading any more."""
    connection, wire, _ = connected("telnet")
    wire.closing = True
    connection.pause_writing()
    assert wire.done == []
