"""The TCP connections of a switch or a host: they use its IP stack and the clock."""

from collections.abc import Callable
from typing import Any, Protocol

from xos_cli.errors import PacketError
from xos_cli.packets.frames import Ipv4, Raw
from xos_cli.packets.tcp import ACK, NUMBER, RST, SYN, Segment, decode, encode
from xos_cli.processes.netTools.tcp import NEVER, OVER, TcpEnd
from xos_cli.switch.timing.clock import Clock

#: The first port of a client.
FIRST = 1024
#: Virtual router, own address and the other's, own port and the other's.
Place = tuple[str, int, int, int, int]


class TcpStack(Protocol):
    """The IP stack under the connections, and who accepts new ones."""

    @property
    def clock(self) -> Clock:
        """Return the virtual clock."""

    def transmit(self, router: str, packet: Ipv4) -> None:
        """Send a packet."""

    def accept(self, socket: "Socket", port: int, caller: int) -> bool:
        """Serve a caller at a port; return False if nobody listens there."""


class Socket:
    """A connection as a client or a server uses it; *changed* is called when something came or it is over."""

    def __init__(self, table: "TcpTable", place: Place, called: Segment | None = None) -> None:
        self.table, self.place = table, place
        self.end = TcpEnd((place[3], place[4]), table.stack.clock.now, called)
        self.changed: Callable[[], None] = lambda: None

    @property
    def router(self) -> str:
        """Return the virtual router that it is in."""
        return self.place[0]

    def send(self, data: bytes) -> None:
        """Send octets."""
        self.end.send(data, self.table.stack.clock.now)
        self.table.after(self)

    def close(self) -> None:
        """Close it once everything is sent."""
        self.end.close(self.table.stack.clock.now)
        self.table.after(self)

    def abort(self) -> None:
        """End it at once."""
        self.end.abort()
        self.table.after(self)


class TcpTable:
    """All connections; a copy of a switch has none, as the terminals at their ends are not copied."""

    def __init__(self, stack: TcpStack) -> None:
        self.stack = stack
        self.sockets: dict[Place, Socket] = {}
        self._last = FIRST - 1
        self._armed = NEVER

    def __deepcopy__(self, memo: dict[int, Any]) -> "TcpTable":
        from copy import deepcopy

        copy = TcpTable(deepcopy(self.stack, memo))
        copy._last = self._last
        return copy

    def connect(self, router: str, own: int, address: int, port: int) -> Socket:
        """Begin to open a connection."""
        self._last = FIRST if self._last >= 5000 else self._last + 1
        place = router, own, address, self._last, port
        socket = self.sockets[place] = Socket(self, place)
        self.after(socket)
        return socket

    def take(self, router: str, packet: Ipv4) -> None:
        """Take the segment in a packet; one that belongs to no connection opens one, or is refused."""
        assert isinstance(packet.payload, Raw)
        try:
            segment = decode(packet.payload.data, packet.src, packet.dst)
        except PacketError:
            return
        place = router, packet.dst, packet.src, segment.dst_port, segment.src_port
        socket = self.sockets.get(place)
        if socket is None and segment.flags & (SYN | ACK) == SYN:
            socket = Socket(self, place, segment)
            if self.stack.accept(socket, segment.dst_port, packet.src):
                self.sockets[place] = socket
                self.after(socket)
                return
            socket = None
        if socket is None:
            self._refuse(place, segment)
            return
        before = socket.end.state
        socket.end.receive(segment, self.stack.clock.now)
        self.after(socket)
        if socket.end.inbox or socket.end.state != before:
            socket.changed()

    def _refuse(self, place: Place, segment: Segment) -> None:
        """Answer a segment without a connection with a reset, unless it is one itself."""
        if not segment.flags & RST:
            reply = Segment(place[3], place[4], segment.acknowledged, segment.sequence + segment.size, RST | ACK)
            self._send(place, reply)

    def after(self, socket: Socket) -> None:
        """Send what a connection has to say, forget it if it is over, and wait for the next repetition."""
        out, socket.end.out = socket.end.out, []
        for segment in out:
            self._send(socket.place, segment)
        if socket.end.state == OVER:
            self.sockets.pop(socket.place, None)
        self._arm()

    def _send(self, place: Place, segment: Segment) -> None:
        router, own, other, *_ = place
        self.stack.transmit(router, Ipv4(own, other, Raw(NUMBER, encode(segment, own, other))))

    def _arm(self) -> None:
        moment = min([socket.end.again_at for socket in self.sockets.values()], default=NEVER)
        if moment != self._armed:
            self._armed = moment
            self.stack.clock.drop(self)
            if moment < NEVER:
                self.stack.clock.at(moment, self.due)

    def due(self) -> None:
        """Send again what is due."""
        self._armed = NEVER
        for socket in list(self.sockets.values()):
            socket.end.tick(self.stack.clock.now)
            self.after(socket)
            if socket.end.state == OVER:
                socket.changed()

    def end(self) -> None:
        """Forget all connections, as the process has ended: the other ends find out when they send."""
        sockets, self.sockets = list(self.sockets.values()), {}
        self._arm()
        for socket in sockets:
            socket.end.state = OVER
            socket.changed()
