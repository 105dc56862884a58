"""The counters of a port: frames by size and direction, group frames, errors, and load."""

from xos_cli.record import NamedTuple

#: Seconds over which utilisation is averaged.  evidence: inferred
WINDOW = 5.0
#: The errors of `show ports rxerrors` and `txerrors`.
ERRORS = (
    *("rx_crc", "rx_over", "rx_under", "rx_fragments", "rx_jabber", "rx_align", "rx_lost"),
    *("tx_collisions", "tx_late", "tx_deferred", "tx_errors", "tx_lost", "tx_parity"),
)


class Load(NamedTuple):
    """The average load of one direction of a port, per second."""

    frames: float = 0.0
    octets: float = 0.0


class Flow:
    """One direction of a port.  *sizes* counts frames by their octets; frames and octets follow from it.

    *queues* counts the frames of the queues above the first, by their numbers; the rest went through the first.

    A storm is not stepped through: *rate* frames a second of *size* octets count since *since* (see ``storm.py``).
    """

    __slots__ = (
        "broadcasts",
        "last",
        "mark",
        "multicasts",
        "peak",
        "queues",
        "rate",
        "since",
        "size",
        "sizes",
        "until",
    )

    def __init__(self, now: float) -> None:
        self.sizes: dict[int, int] = {}
        self.queues: dict[int, int] = {}
        self.broadcasts = self.multicasts = 0
        self.rate = self.since = 0.0
        self.size = 0
        self.until = now + WINDOW
        self.mark = 0, 0
        self.last = self.peak = Load()

    @property
    def frames(self) -> int:
        """Return the number of frames."""
        return sum(self.sizes.values())

    @property
    def octets(self) -> int:
        """Return the number of octets."""
        return sum([size * count for size, count in self.sizes.items()])

    def between(self, low: int, high: int) -> int:
        """Return the number of frames of *low* to *high* octets."""
        return sum([count for size, count in self.sizes.items() if low <= size <= high])

    def of_queue(self, number: int) -> int:
        """Return the number of frames of a queue, 1 to 8."""
        return self.queues.get(number, 0) if number > 1 else self.frames - sum(self.queues.values())

    def roll(self, now: float) -> None:
        """Close the windows of measurement that have ended by *now*; keep the last one's load, and the peak."""
        self.settle(min(now, self.until))
        frames, octets = self.frames, self.octets
        while now >= self.until:
            self.last = Load((frames - self.mark[0]) / WINDOW, (octets - self.mark[1]) / WINDOW)
            self.peak = max(self.peak, self.last, key=lambda load: load.octets)
            self.mark = frames, octets
            if self.rate:
                self.until += WINDOW
                self.settle(min(now, self.until))
                frames, octets = self.frames, self.octets
            else:
                self._skip(now)

    def _skip(self, now: float) -> None:
        """Begin the window that *now* is in; those in between were idle."""
        idle = int((now - self.until) / WINDOW)
        self.until += WINDOW * (idle + 1)
        if idle:
            self.last = Load()

    def storm(self, now: float, rate: float, size: int) -> None:
        """Count *rate* frames of *size* octets a second from *now* on; 0 ends it."""
        self.settle(now)
        self.rate, self.size, self.since = rate, size, now

    def settle(self, now: float) -> None:
        """Add the frames of a storm up to *now*."""
        if self.rate and now > self.since:
            count = int((now - self.since) * self.rate)
            self.sizes[self.size] = self.sizes.get(self.size, 0) + count
            self.broadcasts += count
            self.since += count / self.rate

    def add(self, count: int, size: int, multicast: bool) -> None:
        """Count *count* frames of one size that were not stepped through."""
        self.sizes[size] = self.sizes.get(size, 0) + count
        self.multicasts += count * multicast


class Counters:
    """The counters of one port."""

    __slots__ = ("errors", "rx", "tx")

    def __init__(self, now: float) -> None:
        self.rx, self.tx = Flow(now), Flow(now)
        self.errors = dict.fromkeys(ERRORS, 0)

    def clear(self, now: float) -> None:
        """Set all counters to 0; a storm goes on."""
        for old, new in ((self.rx, Flow(now)), (self.tx, Flow(now))):
            new.storm(now, old.rate, old.size)
            old.__init__(now)  # type: ignore[misc]
            old.storm(now, new.rate, new.size)
        self.errors = dict.fromkeys(ERRORS, 0)

    def look(self, now: float) -> "Counters":
        """Bring the counters up to date, and return them."""
        for flow in (self.rx, self.tx):
            flow.settle(now)
            if now >= flow.until:
                flow.roll(now)
        return self
