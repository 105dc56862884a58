"""One end of a TCP connection (RFC 793): a state machine without input or output.

One segment is under way at a time; it is sent again until it is acknowledged, or the connection is given up.
"""

from xos_cli.packets.tcp import ACK, FIN, MODULUS, PSH, RST, SYN, Segment

NEVER = float("inf")
#: Octets of data in a segment.
MSS = 1460
#: Seconds until a segment is sent again the first time, doubled each time; how often it is sent.  evidence: inferred
FIRST_REPEAT, TRIES = 1.0, 6
#: Seconds for which an end that has said its last word waits for that of the other.  evidence: inferred
LINGER = 30.0
OPENING, OPEN, OVER = "opening", "open", "over"
#: Why a connection is over.
CLOSED, REFUSED, RESET, SILENT = "closed", "refused", "reset", "silent"


class TcpEnd:
    """One end: *ports* are its own and the other's; what came in is in *inbox* until it is taken."""

    def __init__(self, ports: tuple[int, int], now: float, called: Segment | None = None) -> None:
        self.ports = ports
        self.state, self.why = OPENING, ""
        self.inbox = b""
        self.out: list[Segment] = []  # to be sent now
        self.again_at, self._tries = NEVER, 0
        self._next = self._first(now)
        self._expected = (called.sequence + 1) % MODULUS if called else 0
        self._called = called is not None
        self._waiting = b""
        self._ends = False  # this end has nothing more to say once everything is sent
        self._ended = False  # it has said so
        self._under_way: Segment | None = None
        self._launch(self._segment(SYN | (ACK if called else 0)), now)

    @staticmethod
    def _first(now: float) -> int:
        """Return the first sequence number: it grows with time (RFC 793, 3.3)."""
        return int(now * 250000) % MODULUS

    # -- for who uses it ---------------------------------------------------------------------------------------------

    def send(self, data: bytes, now: float) -> None:
        """Send octets."""
        if not self._ends:
            self._waiting += data
            self._push(now)

    def close(self, now: float) -> None:
        """Say that nothing more will be sent, once everything is."""
        self._ends = True
        self._push(now)

    def abort(self) -> None:
        """End the connection at once."""
        if self.state != OVER:
            self.out.append(self._segment(RST | ACK))
            self._over(RESET)

    def take(self) -> bytes:
        """Return what came in since the last call."""
        data, self.inbox = self.inbox, b""
        return data

    @property
    def idle(self) -> bool:
        """Return whether everything that was sent has arrived."""
        return not self._waiting and self._under_way is None

    # -- what happens ------------------------------------------------------------------------------------------------

    def receive(self, segment: Segment, now: float) -> None:
        """Take a segment of the other end."""
        if self.state == OVER:
            return
        if segment.flags & RST:
            self._over(REFUSED if self.state == OPENING and not self._called else RESET)
            return
        if segment.flags & SYN and self.state == OPENING and not self._called:
            self._expected = (segment.sequence + 1) % MODULUS
        self._acknowledge(segment, now)
        if segment.size and self.state != OPENING:
            self._accept(segment)
        self._push(now)

    def _acknowledge(self, segment: Segment, now: float) -> None:
        """Take the acknowledgement of what is under way."""
        sent = self._under_way
        if sent is None or not segment.flags & ACK or segment.acknowledged != self._next:
            return
        self._under_way, self.again_at, self._tries = None, NEVER, 0
        if sent.flags & SYN:
            self.state = OPEN
        if sent.flags & FIN:
            self._ended, self.again_at = True, now + LINGER

    def _accept(self, segment: Segment) -> None:
        """Take data in its order, and acknowledge what there is; the end of the other side ends this one."""
        if segment.sequence == self._expected:
            self._expected = (self._expected + segment.size) % MODULUS
            self.inbox += segment.data
            if segment.flags & FIN and not segment.flags & SYN:
                self.out.append(self._segment(ACK))
                if not self._ended:
                    self.out.append(self._segment(FIN | ACK))
                self._over(CLOSED)
                return
        if segment.flags & SYN and segment.sequence != (self._expected - 1) % MODULUS:
            return
        self.out.append(self._segment(ACK))

    def tick(self, now: float) -> None:
        """Send again what is not acknowledged, or give up."""
        if now < self.again_at:
            return
        if self._under_way is None:
            self._over(CLOSED)
        elif self._tries >= TRIES:
            self._over(SILENT)
        else:
            self._launch(self._under_way, now)

    # -- inside ------------------------------------------------------------------------------------------------------

    def _push(self, now: float) -> None:
        """Send the next piece if nothing is under way; after the last one the end."""
        if self.state != OPEN or self._under_way is not None:
            return
        if self._waiting:
            data, self._waiting = self._waiting[:MSS], self._waiting[MSS:]
            self._launch(self._segment(PSH | ACK, data), now)
        elif self._ends and not self._ended:
            self._launch(self._segment(FIN | ACK), now)

    def _segment(self, flags: int, data: bytes = b"") -> Segment:
        return Segment(*self.ports, self._next, self._expected, flags, data)

    def _launch(self, segment: Segment, now: float) -> None:
        """Send a segment that has to be acknowledged."""
        if segment is not self._under_way:
            self._under_way, self._tries = segment, 0
            self._next = (self._next + segment.size) % MODULUS
        self._tries += 1
        self.again_at = now + FIRST_REPEAT * 2.0 ** (self._tries - 1)
        self.out.append(segment._replace(acknowledged=self._expected))

    def _over(self, why: str) -> None:
        self.state, self.why = OVER, why
        self._under_way, self.again_at = None, NEVER
