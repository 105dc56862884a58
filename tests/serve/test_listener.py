"""A listening socket: what it does when the host has nothing left to give."""

import asyncio
import errno
import socket
from typing import Any

import pytest

from xos_cli.serve import listener
from xos_cli.serve.listener import EXHAUSTED, ListeningSocket


def test_no_file_descriptor_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients wait in the host's queue, the loop does not spin, the log says so, and they are let in afterwards."""
    accepted: list[str] = []
    notes: list[str] = []
    tries = 0

    def exhausted(self: socket.socket) -> Any:
        nonlocal tries
        tries += 1
        raise OSError(errno.EMFILE, "Too many open files")

    async def talk() -> None:
        loop = asyncio.get_running_loop()
        port = ListeningSocket(
            loop, "telnet", "127.0.0.1", 0, lambda wire, address: accepted.append(address), notes.append
        )
        with monkeypatch.context() as patch:
            patch.setattr(socket.socket, "accept", exhausted)
            with socket.create_connection(("127.0.0.1", port.port)):
                for _ in range(200):
                    await asyncio.sleep(0.001)
                    if tries:
                        break
                for _ in range(50):
                    await asyncio.sleep(0)
                assert (tries, accepted) == (1, [])
                patch.undo()
                for _ in range(500):
                    await asyncio.sleep(0.01)
                    if accepted:
                        break
        assert accepted == ["127.0.0.1"]
        port.close()

    monkeypatch.setattr(listener, "RETRY", 0.05)
    asyncio.run(talk())
    assert notes == ["telnet: connections wait: too many open files"]


@pytest.mark.parametrize("number", EXHAUSTED)
def test_closed_while_it_waits(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A listener that was closed meanwhile does not listen again."""

    def exhausted(self: socket.socket) -> Any:
        raise OSError(number, "nothing left")

    async def talk() -> None:
        loop = asyncio.get_running_loop()
        port = ListeningSocket(loop, "telnet", "127.0.0.1", 0, lambda wire, address: None)
        monkeypatch.setattr(socket.socket, "accept", exhausted)
        port._ready()
        port.close()
        await asyncio.sleep(0.05)
        assert not port.is_open

    monkeypatch.setattr(listener, "RETRY", 0.01)
    asyncio.run(talk())


@pytest.mark.parametrize("host", ["bogus..host", "x" * 80 + ".example", "no such host"])
def test_a_host_that_is_none(host: str) -> None:
    """It is an OSError that names it."""

    async def talk() -> None:
        with pytest.raises(OSError, match="telnet on"):
            ListeningSocket(asyncio.get_running_loop(), "telnet", host, 0, lambda wire, address: None)

    asyncio.run(talk())
