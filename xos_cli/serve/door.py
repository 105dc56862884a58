"""A listening socket that can be shut, so that connections are refused, and opened again on the same port."""

import errno
import socket
from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextlib import suppress
from typing import Any

#: Connections that may wait to be accepted.
BACKLOG = 128
#: Connections that are accepted at once, before others have their turn.
AT_ONCE = 32
#: An answer leaves at once; a client that is silent for a minute is asked by the host whether it is there, three times.
#: Telnet's urgent byte stays where it is among the others.
OPTIONS = [
    (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    (socket.SOL_SOCKET, socket.SO_OOBINLINE, 1),
] + [
    (socket.IPPROTO_TCP, getattr(socket, name), value)
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 20), ("TCP_KEEPCNT", 3))
    if hasattr(socket, name)  # not on every host
]
#: Seconds to wait when the host has no more files to give.
BREATH = 1.0


class Door:
    """*accept* is given the socket of everybody who connects, and their address.  OSError if *port* is not free."""

    def __init__(
        self, loop: AbstractEventLoop, service: str, host: str, port: int, accept: Callable[[socket.socket, str], None]
    ) -> None:
        self.loop, self.service, self.host, self.accept = loop, service, host, accept
        self._socket: socket.socket | None = None
        self.port = 0
        self.open(port)
        self.planned = self.port

    @property
    def is_open(self) -> bool:
        """Whether one can connect."""
        return self._socket is not None

    def open(self, port: int) -> None:
        """Listen on *port*, and no longer on another."""
        if self._socket is not None and port == self.port:
            return
        self.close()
        listening, address = self._made(port)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(BACKLOG)
            listening.setblocking(False)
        except OSError as error:
            listening.close()
            raise self._refused(port, error) from None
        self._socket, self.port = listening, listening.getsockname()[1]
        self.loop.add_reader(listening, self._knocked)

    def _made(self, port: int) -> tuple[socket.socket, Any]:
        """A socket of the kind that the host has, and the address it is to have."""
        try:
            found = socket.getaddrinfo(self.host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        except OSError as error:
            raise self._refused(port, error) from None
        family, kind, _, _, address = found[0]
        return socket.socket(family, kind), address

    def _refused(self, port: int, error: OSError) -> OSError:
        return OSError(error.errno, f"{self.service} on {self.host} port {port}: {error.strerror}")

    def close(self) -> None:
        """Refuse connections."""
        if self._socket is not None:
            self.loop.remove_reader(self._socket)
            self._socket.close()
            self._socket = None

    def _knocked(self) -> None:
        for _ in range(AT_ONCE):
            if self._socket is None:
                return
            try:
                connection, address = self._socket.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as error:
                if error.errno in (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM):
                    self._rest()
                return
            connection.setblocking(False)
            for level, option, value in OPTIONS:
                connection.setsockopt(level, option, value)
            self.accept(connection, address[0])

    def _rest(self) -> None:
        """Leave who waits waiting for a moment."""
        listening = self._socket
        assert listening is not None
        self.loop.remove_reader(listening)

        def again() -> None:
            if self._socket is listening:
                self.loop.add_reader(listening, self._knocked)

        self.loop.call_later(BREATH, again)


def turn_away(connection: socket.socket, why: str) -> None:
    """Say why, and close."""
    with suppress(OSError):
        connection.send(f"\r\n{why}\r\n".encode())
    connection.close()
