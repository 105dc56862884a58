"""What both kinds of spanning tree share: priority vectors, times, the port of a bridge, and the bridge itself.

Nothing here sends, waits or knows the time: ``now`` is passed in, what is to be sent and flushed is left in lists, and
``deadlines`` says when the tree has to be asked again.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.stp.rows import NEVER, Bridge, Kept, Times, Vector
from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    from xos_cli.packets.frames import Bpdu

#: Slot and port.
Key = tuple[int, int]
DISABLED, BLOCKING, LISTENING, LEARNING, FORWARDING = "DISABLED", "BLOCKING", "LISTENING", "LEARNING", "FORWARDING"
ROOT, DESIGNATED, ALTERNATE, BACKUP, NO_ROLE = "root", "designated", "alternate", "backup", "disabled"
#: BPDUs count time in 1/256 s.
TICKS = 256
#: The flags of a BPDU; an RST carries the role of its port in two bits (802.1D-2004, 9.3.3).
TC_FLAG, PROPOSAL, LEARNING_FLAG, FORWARDING_FLAG, AGREEMENT, TC_ACK = 0x01, 0x02, 0x10, 0x20, 0x40, 0x80
ROLE_SHIFT = 2
#: What a bridge adds to the age of a message that it passes on (802.1D-1998, table 8-2).
AGE_INCREMENT = 1.0
#: The shortest hello time that a bridge may have (802.1D-1998, table 8-3).
LEAST_HELLO = 1.0
#: How late a hello may be before its message is thought to expire.  evidence: inferred (the hold time)
GRACE = 1.0


#: No message at all is worse.
WORST = Vector(2**64 - 1, 2**32 - 1, 2**64 - 1, 2**16 - 1)


class TreeSettings(NamedTuple):
    """The settings of a bridge: its identifier (priority and MAC address), and times in seconds."""

    bridge: int
    hello: float = 2.0
    max_age: float = 20.0
    forward_delay: float = 15.0
    rapid_root: bool = False

    @property
    def times(self) -> Times:
        """Return what this bridge says of time as root."""
        return Times(0.0, self.max_age, self.hello, self.forward_delay)


class TreeDeadlines(NamedTuple):
    """The next times of a tree: of a change, of a change that usually is put off, and of periodic BPDUs."""

    transition: float
    guard: float
    beacon: float


class TreePort:
    """A port with a link that takes part in a tree.

    *number*: its identifier, priority and number.  *point_to_point*, *admin_edge*: its link type.  *received*: its
    vector is a neighbour's, heard at *heard_at*; else it is what the bridge itself says.
    """

    def __init__(
        self, key: Key, number: int, cost: int, point_to_point: bool = False, admin_edge: bool = False
    ) -> None:
        self.key, self.number, self.cost = key, number, cost
        self.point_to_point, self.admin_edge = point_to_point, admin_edge
        self.role, self.state, self.since = NO_ROLE, BLOCKING, 0.0
        self.vector, self.times = WORST, Times(0, 0, 0, 0)
        self.received = False
        self.heard_at, self.heard_until = 0.0, NEVER
        self.doubt_at = NEVER  # when a hello is overdue
        self.expires = NEVER  # the same as heard_until, once a hello is overdue
        self.forward_at = NEVER  # when it takes the next state
        self.acknowledge = False  # the next message says that a topology change was heard
        # 802.1D: the next message is not sent before the moment, and there is one
        self.hold_until, self.pending = NEVER, False
        # 802.1w: the variables of 802.1D-2004, 17.19
        self.selected = NO_ROLE
        self.edge, self.inconsistent = admin_edge, False
        self.rapid, self.migrate_until, self.partner_rapid = True, 0.0, False
        self.proposing = self.proposed = self.agree = self.agreed = False
        self.sync = self.synced = self.reroot = self.disputed = False
        self.recent_root_until = self.recent_backup_until = 0.0
        self.changing_until = 0.0
        self.active = self.propagate = False
        self.new_info = False
        self.budget, self.budget_from = 0, 0.0

    @property
    def learns(self) -> bool:
        """Return whether the port learns addresses."""
        return self.state in (LEARNING, FORWARDING)

    def kept(self) -> Kept:
        """Return what has to survive a failover."""
        return Kept._make([getattr(self, name) for name in Kept._fields])

    def restore(self, kept: Kept, now: float) -> None:
        """Continue in the state of the other MSM; a neighbour's BPDU counts as received now, unless it is overdue."""
        for name, value in zip(Kept._fields, kept, strict=True):
            setattr(self, name, value)
        if self.received and self.expires == NEVER:
            self.hear(now)
        self.heard_until = min(self.heard_until, self.expires)

    def hear(self, now: float, older: float = 0.0) -> None:
        """Restart the age of a neighbour's information, at *older* seconds more than its message says.

        evidence: later 22.2 (max age in both modes)
        """
        self.heard_at = now
        self.heard_until = now + max(0.0, self.times.max_age - self.times.message_age - older)
        self.doubt_at, self.expires = min(now + self.times.hello + GRACE, self.heard_until), NEVER

    def forget(self) -> None:
        """Stop the timer of the neighbour's information."""
        self.received = False
        self.heard_until = self.doubt_at = self.expires = NEVER

    def doubt(self, now: float) -> None:
        """Note that a hello is overdue: its message is going to expire, if nothing comes."""
        if self.doubt_at <= now:
            self.doubt_at, self.expires = NEVER, self.heard_until

    def turn(self, state: str, now: float) -> None:
        """Change the state."""
        if state != self.state:
            self.state, self.since = state, now


class Tree(ABC):
    """A bridge of a spanning tree.

    *sent* and *flushed* collect what the caller has to send, and whose learned addresses it has to forget.
    """

    def __init__(self, settings: TreeSettings, now: float) -> None:
        self.settings = settings
        self.ports: dict[Key, TreePort] = {}
        self.root_port: TreePort | None = None
        self.root = Vector(settings.bridge, 0, settings.bridge, 0)
        self.times = self.designated_times = settings.times
        self.changes, self.last_change = 0, 0.0
        self.hello_from = now
        self.hello_at = now + settings.hello
        self.detected = self.changing = False
        self.tcn_at = self.changing_until = NEVER
        self.sent: list[tuple[TreePort, Bpdu]] = []
        self.flushed: list[TreePort] = []

    # -- facts -----------------------------------------------------------------------------------------------------

    @property
    def is_root(self) -> bool:
        """Return whether this bridge is the root."""
        return self.root.root == self.settings.bridge

    def kept(self) -> Bridge:
        """Return what has to survive a failover, beside the ports."""
        return Bridge._make([getattr(self, name) for name in Bridge._fields])

    def next_hello(self, now: float) -> float:
        """Return the first moment after *now* at which this bridge says hello."""
        period = max(LEAST_HELLO, self.times.hello)  # a root may say anything
        number = int((now - self.hello_from) / period)
        while self.hello_from + number * period <= now:
            number += 1
        return self.hello_from + number * period

    def hello_due(self, now: float) -> bool:
        """Return whether it is time to say hello, and choose the next time."""
        due = self.hello_at <= now
        if due:
            self.hello_at = self.next_hello(now)
        return due

    def _changed_topology(self, now: float) -> None:
        self.changes, self.last_change = self.changes + 1, now

    def others(self, port: TreePort) -> Iterator[TreePort]:
        """Yield all ports but one."""
        return (other for other in self.ports.values() if other is not port)

    def choose_root(self, leading: Iterable[TreePort]) -> None:
        """Choose the root port: the best way, by one of the ports that lead to a better root, or none."""
        best = min(
            ((*_through(port), port.number, port) for port in leading), default=None, key=lambda found: found[:5]
        )
        own = self.settings
        self.root_port = best[5] if best else None
        self.root = Vector(*best[:4]) if best else Vector(own.bridge, 0, own.bridge, 0)
        self.times = best[5].times if best else own.times

    # -- what happens ----------------------------------------------------------------------------------------------

    @abstractmethod
    def link_up(self, port: TreePort, now: float) -> None:
        """Add a port to the tree."""

    @abstractmethod
    def link_down(self, key: Key, now: float) -> None:
        """Remove a port."""

    @abstractmethod
    def received(self, key: Key, bpdu: "Bpdu", now: float) -> bool:
        """Handle a message; return False if it changes nothing but the age of the information."""

    @abstractmethod
    def tick(self, now: float) -> None:
        """Carry out the timers that are due."""

    @abstractmethod
    def hello(self, now: float) -> None:
        """Send the periodic BPDUs."""

    @abstractmethod
    def reconfigure(self, settings: TreeSettings, now: float) -> None:
        """Apply changed settings of the bridge and of its ports."""

    @abstractmethod
    def deadlines(self, now: float) -> TreeDeadlines:
        """Return the times of the next timers."""

    @abstractmethod
    def restore(self, bridge: Bridge, ports: list[tuple[TreePort, Kept]], now: float) -> None:
        """Continue in the state that the other MSM had before the failover."""


def _through(port: TreePort) -> Vector:
    return port.vector._replace(cost=port.vector.cost + port.cost)


def vector_of(bpdu: "Bpdu") -> Vector:
    """Return the priority vector of a message."""
    return Vector(bpdu.root, bpdu.cost, bpdu.bridge, bpdu.port)


def times_of(bpdu: "Bpdu") -> Times:
    """Return what a message says of time."""
    times = bpdu.message_age, bpdu.max_age, bpdu.hello_time, bpdu.forward_delay
    return Times._make([ticks / TICKS for ticks in times])
