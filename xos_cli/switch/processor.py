"""Count what each process of one MSM takes of its processor.

Every piece of work that a process does has a fixed cost in microseconds of processor time, half of which or all of it
is spent in the kernel.  The costs are this program's; that they are counted where the work is done is what makes the
figures follow the load.  Virtual time does not pass for them.  evidence: inferred (all costs)

A ``Load`` keeps two numbers that only grow, so that a time that is skipped (``network/steady.py``) can grow them by
arithmetic, and a history of the last hour for the percentages.
"""

from collections.abc import Callable

from xos_cli.record import NamedTuple
from xos_cli.switch.timing.clock import Clock


class Work(NamedTuple):
    """What a piece of work costs, in microseconds of the processor: in user mode, and in the kernel."""

    user: int
    system: int


#: A timer or a hook of a process; a frame or packet that it receives; a row that changes in its tables.
CALL, FRAME, CHANGE = Work(80, 20), Work(100, 100), Work(300, 50)
#: A message to or from the other MSM; the answer to a poll of the process manager.
MESSAGE, HEARTBEAT = Work(100, 200), Work(20, 30)
#: A command: reading it (process ``cli``), carrying it out (its own process), and each line that it prints (``cli``).
READING, COMMAND, LINE = Work(15000, 5000), Work(8000, 2000), Work(100, 100)
#: The start of a process.
START = Work(250000, 150000)

#: Seconds of one sample, and samples that are kept: those of an hour.
SAMPLE, KEPT = 5, 720
#: Microseconds in a sample from which on somebody may want to look: one per cent.
BUSY = SAMPLE * 10000
MILLION = 1_000_000
#: Frames a second that the I/O modules pass to the processor of the master at most.  evidence: inferred
MOST_FRAMES = 4000
#: All processes together.
SYSTEM = "System"


class Span(NamedTuple):
    """The microseconds that a process took evenly from one sample on, up to another that does not count."""

    first: int
    end: int
    used: int


class Load:
    """What one process has taken: *user* and *system* in microseconds, and the history of the last hour."""

    #: The history says when what the counters count was taken; a skipped time is entered when it is over.
    TRANSIENT = ("spans", "entered", "peak", "busy", "sample", "now")
    __slots__ = ("busy", "entered", "now", "peak", "sample", "since", "spans", "system", "user")

    def __init__(self, since: float = 0.0) -> None:
        self.since = since  # when it began to be counted
        self.user = self.system = self.entered = self.peak = 0
        self.spans: list[Span] = []  # not a deque, each of which takes half a kilobyte: most loads have few
        self.sample, self.now = -1, 0  # the sample that is being counted, and its microseconds so far
        self.busy = -1  # the sample in which it was last found busy

    def enter(self, sample: int) -> None:
        """Bring the history up to *sample*: what was counted and is in no sample yet was taken since the last one."""
        more = self.user + self.system - self.entered
        if more:
            self._close()
            first = min(sample, self.spans[-1].end if self.spans else sample)
            self._add(Span(first, max(first + 1, sample), more))
            self.entered += more
        if self.spans and self.spans[0].end <= sample - KEPT:
            self.spans = [span for span in self.spans if span.end > sample - KEPT]

    def take(self, sample: int, work: Work, times: int) -> int:
        """Count work in *sample*; return the microseconds of this sample so far."""
        user, system = work
        if times != 1:
            user, system = user * times, system * times
        if self.entered != self.user + self.system:
            self.enter(sample)
        if self.sample != sample:
            self._close()
            self.sample = sample
        self.user += user
        self.system += system
        self.entered += user + system
        self.now += user + system
        return self.now

    def _close(self) -> None:
        """Put the sample that was counted into the history."""
        if self.now:
            self._add(Span(self.sample, self.sample + 1, self.now))
        self.sample, self.now = -1, 0

    def _add(self, span: Span) -> None:
        if self.spans:
            self.spans.append(span)
        else:
            self.spans = [span]  # with room for no more: most processes are hardly busy
        self.peak = max(self.peak, span.used // (span.end - span.first))
        if len(self.spans) > KEPT:
            del self.spans[0]

    @property
    def most(self) -> int:
        """Return the microseconds of the sample in which it took most."""
        return max(self.peak, self.now)

    def used(self, first: int, end: int) -> float:
        """Return the microseconds that were taken in the samples from *first* to before *end*."""
        found = float(self.now) if first <= self.sample < end else 0.0
        for span in reversed(self.spans):
            if span.end <= first:
                break
            common = min(span.end, end) - max(span.first, first)
            if common > 0:
                found += span.used * common / (span.end - span.first)
        return found


class Processor:
    """The processor of an MSM; *watch* is called once in a sample in which a process takes more than one per cent."""

    def __init__(self, clock: Clock, watch: Callable[[], None]) -> None:
        self.clock, self._watch = clock, watch
        self.loads = {SYSTEM: Load()}
        self.floods: dict[str, float] = {}  # the processes that get frames without end, and up to when that is counted
        self._since = 0.0

    def sample(self) -> int:
        """Return the number of the present sample."""
        return int(self.clock.now) // SAMPLE

    def spend(self, process: str, work: Work, times: int = 1) -> None:
        """Count a piece of work of a process, or several of the same kind."""
        load = self.loads.get(process)
        if load is None:
            load = self.loads[process] = Load(self._since)
        sample = int(self.clock.now) // SAMPLE
        self.loads[SYSTEM].take(sample, work, times)
        if load.take(sample, work, times) > BUSY and load.busy != sample:
            load.busy = sample
            self._watch()

    def flood(self, process: str, on: bool) -> None:
        """Let a process get as many frames as the processor is passed, or end that."""
        self._settle()
        if not on:
            self.floods.pop(process, None)
        elif process not in self.floods:
            self.floods[process] = self.clock.now
            self._watch()

    def _settle(self) -> None:
        """Count the frames of floods up to now: they were taken evenly."""
        now = self.clock.now
        for process, since in self.floods.items():
            frames = int((now - since) * MOST_FRAMES)
            for name in (process, SYSTEM):
                load = self.loads.setdefault(name, Load(self._since))
                load.user += FRAME.user * frames
                load.system += FRAME.system * frames
            self.floods[process] = now

    def load(self, process: str) -> Load:
        """Return what a process has taken, its history up to date."""
        self._settle()
        load = self.loads.get(process) or Load(self._since)
        load.enter(self.sample())
        return load

    def clear(self, process: str = "") -> None:
        """Count from zero again, for one process or for all."""
        if process:
            self.loads[process] = Load(self.clock.now)
        else:
            self._since = self.clock.now
            self.loads = {SYSTEM: Load(self._since)}
