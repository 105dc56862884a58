"""The TCP connections of terminals: sessions at other hosts, and sessions of callers here."""

from collections.abc import Callable
from typing import Any, Protocol

from xos_cli.packets.frames import Ipv4
from xos_cli.switch.tcp import TcpState
from xos_cli.switch.tcp_ends import TcpEnds, TcpKey
from xos_cli.switch.timing.clock import Clock


class TcpStack(Protocol):
    """The IP stack under the connections, and who accepts new ones."""

    @property
    def clock(self) -> Clock:
        """Return the virtual clock."""

    def transmit(self, router: str, packet: Ipv4) -> None:
        """Send a packet."""

    def serves(self, router: str, port: int) -> bool:
        """Return whether somebody listens at a port."""

    def accept(self, socket: "Socket", router: str) -> None:
        """Serve a caller."""


class Socket:
    """A connection as a client or a server uses it; *changed* is called when something came or it is over."""

    def __init__(self, ends: TcpEnds, key: TcpKey) -> None:
        self.ends, self.key = ends, key
        self.end = ends.ends[key]
        self.changed: Callable[[], None] = lambda: None

    @property
    def opening(self) -> bool:
        """Return whether the other end has not answered yet."""
        return self.end.state == TcpState.SYN_SENT

    @property
    def over(self) -> bool:
        """Return whether nothing more comes in: one of the ends has closed it, or it is lost."""
        return self.end.over and not self.opening

    @property
    def inbox(self) -> bytes:
        """Return what came in and was not taken yet."""
        return self.end.heard

    def take(self) -> bytes:
        """Return and forget what came in."""
        data, self.end.heard = self.end.heard, b""
        return data

    def send(self, data: bytes) -> None:
        """Send octets."""
        self.ends.write(self.key, data)

    def close(self) -> None:
        """Close it once everything is sent."""
        self.ends.close(self.key)


class TcpTable(TcpEnds):
    """The connections of the terminals at one switch; a copy of it has none, as a terminal is never copied."""

    def __init__(self, stack: TcpStack) -> None:
        super().__init__(stack.clock, self._to_stack, self._changed, self._listens)
        self.stack = stack
        self.sockets: dict[TcpKey, Socket] = {}
        self._routers: dict[TcpKey, str] = {}
        self._router = ""  # that of the connection which is being opened

    def __deepcopy__(self, memo: dict[int, Any]) -> "TcpTable":
        from copy import deepcopy

        memo[id(self)] = copy = TcpTable.__new__(TcpTable)
        TcpTable.__init__(copy, deepcopy(self.stack, memo))
        copy._opened = self._opened
        return copy

    def connect(self, router: str, own: int, address: int, port: int) -> Socket:
        """Begin to open a connection."""
        self._router = router
        key = self.open(own, address, port)
        return self._keep(key, router)

    def arrived(self, router: str, packet: Ipv4) -> None:
        """Process a segment; reset one that belongs to no connection and opens none."""
        self._router = router
        if not self.take(packet):
            self.refuse(packet)

    def leave_all(self) -> None:
        """Forget all connections, as the process has ended: the other ends find out when they send."""
        sockets, self.sockets = list(self.sockets.values()), {}
        self.ends.clear()
        self.clock.drop(self)
        for socket in sockets:
            socket.end.give_up()
            socket.changed()

    def _keep(self, key: TcpKey, router: str) -> Socket:
        for gone in [key for key in self.sockets if key not in self.ends]:
            del self.sockets[gone]
            self._routers.pop(gone, None)
        self._routers[key] = router
        socket = self.sockets[key] = Socket(self, key)
        return socket

    def _to_stack(self, key: TcpKey, packet: Ipv4) -> None:
        self.stack.transmit(self._routers.get(key, self._router), packet)

    def _listens(self, port: int) -> bool:
        return self.stack.serves(self._router, port)

    def _changed(self, key: TcpKey) -> None:
        socket = self.sockets.get(key)
        if socket is None and key in self.ends:
            socket = self._keep(key, self._router)
            self.stack.accept(socket, self._router)
        if socket is not None and not socket.opening:
            socket.changed()
