"""A listening socket that can be closed, so that connections are refused, and opened again on the same port."""

import errno
import socket
from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from xos_cli.errors import host_answer

#: Connections that the host keeps until they are accepted.
BACKLOG = 128
#: Connections accepted in one round of the event loop.
AT_ONCE = 32
#: Send answers without delay; probe a client that is silent for a minute, three times; keep telnet's urgent byte in
#: its place among the others.
OPTIONS = [
    (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    (socket.SOL_SOCKET, socket.SO_OOBINLINE, 1),
] + [
    (socket.IPPROTO_TCP, getattr(socket, name), value)
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 20), ("TCP_KEEPCNT", 3))
    if hasattr(socket, name)  # not on every host
]
#: Seconds until connections are accepted again after the host had no file descriptor left.
RETRY = 1.0
#: What the host answers when it has no file descriptor, or no memory, for another connection.
EXHAUSTED = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


class ListeningSocket:
    """Pass the socket and address of each client that connects to *accept*.  OSError if *port* is not free."""

    def __init__(
        self,
        loop: AbstractEventLoop,
        service: str,
        host: str,
        port: int,
        accept: Callable[[socket.socket, str], None],
        note: Callable[[str], None] = lambda text: None,
    ) -> None:
        self.loop, self.service, self.host, self.accept, self.note = loop, service, host, accept, note
        self._socket: socket.socket | None = None
        self.port = 0
        self.open(port)
        self.planned = self.port

    @property
    def is_open(self) -> bool:
        """Return whether the port is open."""
        return self._socket is not None

    def open(self, port: int) -> None:
        """Listen on *port* instead of the present one."""
        if self._socket is not None and port == self.port:
            return
        self.close()
        listening, address = self._create(port)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(BACKLOG)
            listening.setblocking(False)
        except OSError as error:
            listening.close()
            raise self._refused(port, error) from None
        self._socket, self.port = listening, listening.getsockname()[1]
        self.loop.add_reader(listening, self._ready)

    def _create(self, port: int) -> tuple[socket.socket, Any]:
        """Return a socket of the address family of the host, and the address to bind it to."""
        try:
            found = socket.getaddrinfo(self.host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        except UnicodeError:  # a name that is not written as names of hosts are
            raise OSError(errno.EINVAL, f"{self.service} on {self.host} port {port}: not the name of a host") from None
        except OSError as error:
            raise self._refused(port, error) from None
        family, kind, _, _, address = found[0]
        return socket.socket(family, kind), address

    def _refused(self, port: int, error: OSError) -> OSError:
        return OSError(error.errno, f"{self.service} on {self.host} port {port}: {host_answer(error)}")

    def close(self) -> None:
        """Refuse connections from now on."""
        if self._socket is not None:
            self.loop.remove_reader(self._socket)
            self._socket.close()
            self._socket = None

    def _ready(self) -> None:
        """Accept the clients that wait, as many as belong to one round."""
        for _ in range(AT_ONCE):
            if self._socket is None:
                return
            try:
                connection, address = self._socket.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as error:
                if error.errno in EXHAUSTED:
                    self._wait(error)
                return
            connection.setblocking(False)
            with suppress(OSError):  # the client has gone already
                for level, option, value in OPTIONS:
                    connection.setsockopt(level, option, value)
            self.accept(connection, address[0])

    def _wait(self, error: OSError) -> None:
        """Stop accepting for a moment: clients stay in the host's queue until a connection has ended."""
        listening = self._socket
        assert listening is not None
        self.note(f"{self.service}: connections wait: {host_answer(error)}")
        self.loop.remove_reader(listening)

        def again() -> None:
            if self._socket is listening:
                self.loop.add_reader(listening, self._ready)

        self.loop.call_later(RETRY, again)


def turn_away(connection: socket.socket, why: str) -> None:
    """Tell a client why it is not let in, and close its connection."""
    with suppress(OSError):
        connection.send(f"\r\n{why}\r\n".encode())
    connection.close()
