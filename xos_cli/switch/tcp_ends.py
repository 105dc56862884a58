"""The TCP connections of a host or of a switch: they are found by their addresses and ports, and sent again in time."""

from collections.abc import Callable

from xos_cli.errors import PacketError
from xos_cli.packets import tcp
from xos_cli.packets.frames import Ipv4, Raw
from xos_cli.packets.tcp import Tcp
from xos_cli.record import NamedTuple
from xos_cli.switch.tcp import AGAIN, TRIES, TcpEnd, TcpState, reset_for
from xos_cli.switch.timing.clock import Clock, EventKind

#: Ports of a client begin here (RFC 6335, 6).
EPHEMERAL, PORTS = 49152, 16384


class TcpKey(NamedTuple):
    """A connection: its own address and port, and those of the other end."""

    own: int
    port: int
    far: int
    far_port: int


class TcpEnds:
    """The ends of all connections here.

    *send* sends a packet of a connection; *heard* is called whenever a connection has changed; *serves* says whether
    somebody listens at a port.
    """

    def __init__(
        self,
        clock: Clock,
        send: Callable[[TcpKey, Ipv4], None],
        heard: Callable[[TcpKey], None],
        serves: Callable[[int], bool] = bool,
    ) -> None:
        self.clock, self._send, self._heard, self._serves = clock, send, heard, serves
        self.ends: dict[TcpKey, TcpEnd] = {}
        self._opened = 0
        self._timers: dict[TcpKey, int] = {}
        self._armed = 0
        self._left: set[TcpKey] = set()  # those that their owner has closed, and does not read any more

    def open(self, own: int, far: int, far_port: int) -> TcpKey:
        """Open a connection from a port that none has; return its key."""
        key = TcpKey(own, EPHEMERAL + self._opened % PORTS, far, far_port)
        self._opened += 1
        end = self.ends[key] = TcpEnd(key.port, far_port, self._first(key))
        self._emit(key, end, end.open())
        return key

    def write(self, key: TcpKey, data: bytes) -> None:
        """Send octets over a connection; one that is gone sends nothing."""
        if (end := self.ends.get(key)) is not None:
            self._emit(key, end, end.send(data))

    def read(self, key: TcpKey) -> bytes:
        """Return and forget what came in over a connection."""
        end = self.ends.get(key)
        if end is None:
            return b""
        heard, end.heard = end.heard, b""
        if end.state == TcpState.CLOSED:
            del self.ends[key]
        return heard

    def close(self, key: TcpKey) -> None:
        """Close a connection when everything is sent; one that never opened is gone at once."""
        end = self.ends.get(key)
        if end is None:
            return
        self._left.add(key)
        if end.state in (TcpState.SYN_SENT, TcpState.SYN_RECEIVED):
            self._emit(key, end, end.give_up())
        else:
            self._emit(key, end, end.close())

    def take(self, packet: Ipv4) -> bool:
        """Take a packet with a segment; return False if it belongs to no connection and opens none."""
        raw = packet.payload
        assert type(raw) is Raw
        try:
            segment = tcp.decode(raw.data, packet.src, packet.dst)
        except PacketError:
            return True
        key = TcpKey(packet.dst, segment.dst_port, packet.src, segment.src_port)
        end = self.ends.get(key)
        if end is None and segment.flags & (tcp.SYN | tcp.ACK) == tcp.SYN and self._serves(key.port):
            end = self.ends[key] = TcpEnd(key.port, key.far_port, self._first(key))
        if end is None:
            return False
        self._timers.pop(key, None)
        self._emit(key, end, end.take(segment))
        self._heard(key)
        return True

    def refuse(self, packet: Ipv4) -> None:
        """Answer a segment of no connection with a reset."""
        raw = packet.payload
        assert type(raw) is Raw
        try:
            segment = tcp.decode(raw.data, packet.src, packet.dst)
        except PacketError:
            return
        key = TcpKey(packet.dst, segment.dst_port, packet.src, segment.src_port)
        if (reset := reset_for(segment)) is not None:
            self._transmit(key, reset)

    # -- timers --------------------------------------------------------------------------------------------------

    def _again(self, key: TcpKey, timer: int, tries: int) -> None:
        """Send again what was not acknowledged meanwhile; give up after some tries."""
        end = self.ends.get(key)
        if end is None or self._timers.get(key) != timer:
            return
        if tries > TRIES:
            end.give_up()
            self._forget(key)
            self._heard(key)
            return
        for segment in end.resend():
            self._transmit(key, segment)
        self._arm(key, tries + 1)

    def _arm(self, key: TcpKey, tries: int) -> None:
        self._armed += 1
        self._timers[key] = self._armed
        self.clock.after(AGAIN * 2 ** (tries - 1), self._again, key, self._armed, tries, kind=EventKind.GUARD)

    # -- what goes out -------------------------------------------------------------------------------------------

    def _emit(self, key: TcpKey, end: TcpEnd, segments: list[Tcp]) -> None:
        for segment in segments:
            self._transmit(key, segment)
        if end.state == TcpState.CLOSED:
            self._forget(key)
        elif end.waits and key not in self._timers:
            self._arm(key, 1)
        elif not end.waits:
            self._timers.pop(key, None)

    def _transmit(self, key: TcpKey, segment: Tcp) -> None:
        octets = tcp.encode(segment, key.own, key.far)
        self._send(key, Ipv4(key.own, key.far, Raw(tcp.NUMBER, octets)))

    def _forget(self, key: TcpKey) -> None:
        """Forget a connection that is over; one that its owner has not closed can still be read."""
        self._timers.pop(key, None)
        if (end := self.ends.get(key)) is not None and (key in self._left or not end.heard):
            del self.ends[key]
            self._left.discard(key)

    def _first(self, key: TcpKey) -> int:
        """Return the first sequence number of a connection: it rises with time (RFC 793 3.3)."""
        return (int(self.clock.now * 250_000) + sum(key)) % 2**32
