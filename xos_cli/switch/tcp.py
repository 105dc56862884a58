"""One end of a TCP connection (RFC 793) as a state machine: segments come in, segments go out.  No timers, no I/O.

Each end sends what it has at once, as far as the window of the other goes, and keeps it until it is acknowledged; its
owner calls ``resend`` when that takes too long.  Segments out of order are dropped, and come again.
"""

from enum import Enum

from xos_cli.packets.tcp import ACK, FIN, PSH, RST, SYN, WINDOW, Tcp

#: Octets of a segment: what fits into an Ethernet frame.
LARGEST = 1460
MODULUS = 2**32
#: Seconds until a segment is sent again, which double each time, and how often that is done.  evidence: RFC 2988 2.1
AGAIN, TRIES = 1.0, 6


class TcpState(Enum):
    """The states of RFC 793; LAST stands for those in which this end has said that it is done."""

    CLOSED = "closed"
    SYN_SENT = "syn-sent"
    SYN_RECEIVED = "syn-received"
    ESTABLISHED = "established"
    CLOSE_WAIT = "close-wait"
    LAST = "last"


def behind(one: int, other: int) -> bool:
    """Return whether a sequence number comes before another one."""
    return (one - other) % MODULUS >= MODULUS // 2


class TcpEnd:
    """One end: *port* here, *far_port* there; *first* is its first sequence number."""

    def __init__(self, port: int, far_port: int, first: int) -> None:
        self.port, self.far_port = port, far_port
        self.state = TcpState.CLOSED
        self.next, self.acknowledged, self.expected = first, first, 0
        self.window = WINDOW
        self.heard = b""  # what came in and was not taken yet
        self.refused = False  # the other end reset the connection
        self._kept: list[Tcp] = []  # sent, and not acknowledged
        self._queue = b""  # to be sent when the window lets it
        self._closing = False

    @property
    def waits(self) -> bool:
        """Return whether an acknowledgement is waited for."""
        return bool(self._kept)

    @property
    def over(self) -> bool:
        """Return whether nothing more can come in."""
        return self.state in (TcpState.CLOSED, TcpState.CLOSE_WAIT)

    # -- what the owner wants ------------------------------------------------------------------------------------

    def open(self) -> list[Tcp]:
        """Ask the other end for a connection."""
        self.state = TcpState.SYN_SENT
        return [self._new(SYN, options=_largest())]

    def send(self, data: bytes) -> list[Tcp]:
        """Send octets, as far as the connection is ready for them; the others follow by themselves."""
        self._queue += data
        return self._flow()

    def close(self) -> list[Tcp]:
        """Say that nothing more follows."""
        self._closing = True
        return self._flow()

    def resend(self) -> list[Tcp]:
        """Return what was not acknowledged, to be sent again."""
        return [one._replace(acknowledged=self.expected) if one.flags & ACK else one for one in self._kept]

    def give_up(self) -> list[Tcp]:
        """End the connection at once, and tell the other end."""
        told = [] if self.state == TcpState.CLOSED else [Tcp(self.port, self.far_port, self.next, 0, RST)]
        self._end()
        return told

    # -- what comes in -------------------------------------------------------------------------------------------

    def take(self, segment: Tcp) -> list[Tcp]:
        """Take a segment of the other end; return what is to be sent."""
        if segment.flags & RST:
            self.refused = True
            self._end()
            return []
        if self.state == TcpState.CLOSED and segment.flags & SYN and not segment.flags & ACK:
            self.state, self.expected = TcpState.SYN_RECEIVED, (segment.sequence + 1) % MODULUS
            return [self._new(SYN | ACK, options=_largest())]
        if self.state == TcpState.SYN_SENT:
            return self._opened(segment)
        if self.state == TcpState.CLOSED:
            return []
        self._confirm(segment)
        return self._read(segment)

    def _opened(self, segment: Tcp) -> list[Tcp]:
        """Take the answer to a SYN."""
        if segment.flags & (SYN | ACK) != SYN | ACK or segment.acknowledged != self.next:
            return []
        self.expected = (segment.sequence + 1) % MODULUS
        self._confirm(segment)
        self.state = TcpState.ESTABLISHED
        return self._flow() or [self._bare()]

    def _confirm(self, segment: Tcp) -> None:
        """Forget what the other end has acknowledged."""
        if not segment.flags & ACK or behind(self.next, segment.acknowledged):
            return
        self.window = segment.window
        self._kept = [one for one in self._kept if behind(segment.acknowledged, (one.sequence + one.room) % MODULUS)]
        self.acknowledged = segment.acknowledged
        if self.state == TcpState.SYN_RECEIVED and not self._kept:
            self.state = TcpState.ESTABLISHED
        if self.state == TcpState.LAST and self._far_done and not self._kept:
            self._end()

    _far_done = False

    def _read(self, segment: Tcp) -> list[Tcp]:
        """Take the octets of a segment that is the next one, and answer."""
        if segment.room and segment.sequence == self.expected and not self._far_done:
            self.heard += segment.data
            self.expected = (self.expected + segment.room) % MODULUS
            if segment.flags & FIN:
                self._finished()
        sent = self._flow() if self.state != TcpState.CLOSED else []
        return sent or ([self._bare()] if segment.room else [])

    def _finished(self) -> None:
        """Note that the other end is done."""
        self._far_done = True
        if self.state == TcpState.LAST and not self._kept:
            self._end()
        elif self.state != TcpState.LAST:
            self.state = TcpState.CLOSE_WAIT

    # -- what goes out -------------------------------------------------------------------------------------------

    def _flow(self) -> list[Tcp]:
        """Return as much of the queue as may be sent now, and FIN behind the last of it."""
        if self.state not in (TcpState.ESTABLISHED, TcpState.CLOSE_WAIT):
            return []
        sent: list[Tcp] = []
        while self._queue and (room := self.window - (self.next - self.acknowledged) % MODULUS) > 0:
            data, self._queue = self._queue[: min(LARGEST, room)], self._queue[min(LARGEST, room) :]
            sent.append(self._new(ACK | PSH, data))
        if self._closing and not self._queue:
            sent.append(self._new(ACK | FIN))
            self.state = TcpState.LAST
        return sent

    def _new(self, flags: int, data: bytes = b"", options: bytes = b"") -> Tcp:
        """Return a new segment, and keep it until it is acknowledged."""
        acknowledged = self.expected if flags & ACK else 0
        segment = Tcp(self.port, self.far_port, self.next, acknowledged, flags, data, options=options)
        self.next = (self.next + segment.room) % MODULUS
        self._kept.append(segment)
        return segment

    def _bare(self) -> Tcp:
        """Return an acknowledgement."""
        return Tcp(self.port, self.far_port, self.next, self.expected, ACK)

    def _end(self) -> None:
        self.state, self._kept, self._queue = TcpState.CLOSED, [], b""


def _largest() -> bytes:
    """Return the option with the largest segment (RFC 793 3.1)."""
    return bytes((2, 4)) + LARGEST.to_bytes(2, "big")


def reset_for(segment: Tcp) -> Tcp | None:
    """Return the answer to a segment for which there is no connection, None if it has none."""
    if segment.flags & RST:
        return None
    if segment.flags & ACK:
        return Tcp(segment.dst_port, segment.src_port, segment.acknowledged, 0, RST)
    expected = (segment.sequence + segment.room) % MODULUS
    return Tcp(segment.dst_port, segment.src_port, 0, expected, RST | ACK)
