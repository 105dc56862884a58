"""Streams of probes between hosts: what was sent, received and lost, and the gaps; and traceroute."""

import math

from xos_cli.errors import LabError
from xos_cli.network.host import Host
from xos_cli.packets.addresses import ip_text
from xos_cli.packets.frames import ECHO_REPLY, ECHO_REQUEST, TIME_EXCEEDED, UNREACHABLE, Icmp, Ipv4
from xos_cli.record import NamedTuple
from xos_cli.switch.timing.clock import Clock, EventKind

#: Seconds after which a probe without an answer is lost.
PATIENCE = 2.0
#: The largest identifier or sequence number of an echo request.
NUMBERS = 0x10000
#: Hops that a traceroute looks at, and seconds it waits for each.  evidence: inferred
HOPS, TRACE_WAIT = 30, 3.0


class ProbeGap(NamedTuple):
    """Probes that were lost one after another: when the first of them was sent, for how many seconds, how many."""

    start: float
    seconds: float
    lost: int


class Stream:
    """Echo requests from a host to an address every *every* seconds, until *count* are sent or it is stopped.

    *dscp* is the DiffServ code point of their packets.
    """

    def __init__(
        self, host: Host, address: int, every: float, count: int | None = None, size: int = 56, dscp: int = 0
    ) -> None:
        if not 0 < every < math.inf:
            raise LabError(f"probes need some time between them, not {every} seconds")
        if count is not None and count < 1:
            raise LabError(f"at least one probe must be sent, not {count}")
        if not 0 <= dscp <= 63:
            raise LabError(f"a code point is a number from 0 to 63, not {dscp}")
        self.host, self.address, self.every, self.count, self.dscp = host, address, every, count, dscp
        self.clock: Clock = host.clock
        self._serial = 0
        self.way: tuple[str, ...] = ()  # the ends by which the last probe that was answered left hosts and switches
        self.identifier = host.identifier(self)
        self._data = bytes(size)
        self._sent: list[float] = []
        self._answered: dict[int, float] = {}
        self.errors: dict[str, int] = {}
        self.going = True
        self.stopped = 0.0
        self.begun = self.clock.now
        self._send()

    def _send(self) -> None:
        """Send the next probe, and see to it that another follows."""
        if not self.going:
            return
        number = len(self._sent)
        self._sent.append(self.clock.now)
        request = Icmp(ECHO_REQUEST, 0, self.identifier, number % NUMBERS, self._data)
        ways = self.host.numbers.ways
        ways.pop(self._serial, None)
        self._serial = self.host.numbers.number()
        ways[self._serial] = []
        self.host.send(Ipv4(self.host.address, self.address, request, tos=self.dscp << 2), self._serial)
        if self.count is None:
            self.clock.at(self.begun + (number + 1) * self.every, self._send, kind=EventKind.GUARD)
        elif number + 1 < self.count:
            self.clock.at(self.begun + (number + 1) * self.every, self._send)
        else:
            self.clock.after(PATIENCE, self._end, kind=EventKind.GUARD)

    def heard(self, packet: Ipv4, message: Icmp) -> None:
        """Count an answer, or an error."""
        if message.kind == ECHO_REPLY and packet.src == self.address:
            self._take(self._number(message.sequence))
        elif message.kind in (UNREACHABLE, TIME_EXCEEDED):
            word = "unreachable" if message.kind == UNREACHABLE else "time exceeded"
            self.errors[word] = self.errors.get(word, 0) + 1

    def _take(self, number: int) -> None:
        """Count the first answer to a probe; one to a probe that was never sent (its number is below 0) is none."""
        if number < 0:
            return
        self._answered.setdefault(number, self.clock.now)
        self.way = tuple(self.host.numbers.ways.get(self._serial, self.way))
        if self.count is not None and len(self._answered) == self.count:
            self._end()

    def _number(self, sequence: int) -> int:
        """Return the probe that a sequence number of 16 bits belongs to."""
        newest = len(self._sent) - 1
        return newest - (newest - sequence) % NUMBERS

    def _end(self) -> None:
        self.stop()

    def stop(self) -> None:
        """Send no more, and listen no longer; a probe of this very moment could not be answered, and does not count."""
        if self.going:
            self.stopped = self.clock.now
        self.going = False
        self.clock.drop(self)
        self.host.listeners.pop(self.identifier, None)

    # -- what came of it -------------------------------------------------------------------------------------------

    @property
    def done(self) -> bool:
        """Return whether all probes are sent, and answered or lost."""
        return not self.going

    @property
    def sent(self) -> int:
        """Return the number of probes that were sent and answered, or that can no longer be answered."""
        return len(self._settled())

    @property
    def received(self) -> int:
        """Return the number of probes that were answered."""
        return len(self._answered)

    @property
    def lost(self) -> int:
        """Return the number of probes that were not answered in time."""
        return self.sent - self.received

    @property
    def trips(self) -> list[float]:
        """Return the seconds that each answer took."""
        return [moment - self._sent[number] for number, moment in sorted(self._answered.items())]

    def _settled(self) -> list[int]:
        """Return the numbers of the probes whose fate is known."""
        late = self.clock.now - PATIENCE
        sent = enumerate(self._sent)
        if self.going:
            return [n for n, moment in sent if n in self._answered or moment <= late]
        return [n for n, moment in sent if n in self._answered or moment < self.stopped]

    @property
    def gaps(self) -> tuple[ProbeGap, ...]:
        """Return the runs of lost probes, oldest first."""
        found: list[ProbeGap] = []
        run: list[int] = []
        for number in self._settled():
            if number not in self._answered:
                run.append(number)
            elif run:
                found.append(self._gap(run))
                run = []
        return (*found, *([self._gap(run)] if run else []))

    def _gap(self, run: list[int]) -> ProbeGap:
        following = run[-1] + 1
        end = self._sent[following] if following < len(self._sent) else self._sent[run[-1]] + self.every
        return ProbeGap(self._sent[run[0]], end - self._sent[run[0]], len(run))

    @property
    def longest_gap(self) -> float:
        """Return the seconds of the longest run of lost probes; 0 if none was lost."""
        return max((gap.seconds for gap in self.gaps), default=0.0)


class Trace:
    """A traceroute: one probe for each hop, with a growing time to live."""

    def __init__(self, host: Host, address: int) -> None:
        self.host, self.address, self.clock = host, address, host.clock
        self.identifier = host.identifier(self)
        self.hops: list[str] = []
        self.done = False
        self._send()

    def _send(self) -> None:
        number = len(self.hops) + 1
        request = Icmp(ECHO_REQUEST, 0, self.identifier, number)
        self.host.send(Ipv4(self.host.address, self.address, request, ttl=number))
        self.clock.after(TRACE_WAIT, self._silent, number)

    def _silent(self, number: int) -> None:
        """Record that no router answered for this hop."""
        if number == len(self.hops) + 1:
            self._note("*")

    def heard(self, packet: Ipv4, message: Icmp) -> None:
        """Note who answered for the hop that is asked for now."""
        about = message if message.quoted is None else message.quoted.payload
        if type(about) is Icmp and about.sequence == len(self.hops) + 1:
            self._note(ip_text(packet.src), message.kind != TIME_EXCEEDED)

    def _note(self, who: str, last: bool = False) -> None:
        self.hops.append(who)
        self.clock.drop(self)
        if last or len(self.hops) == HOPS:
            self.done = True
            self.host.listeners.pop(self.identifier, None)
        else:
            self._send()
