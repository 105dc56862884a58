"""A neighbour, and an interface with its neighbours: what is known of them, and their timers."""

from enum import IntEnum
from typing import Any

from xos_cli.packets.ospf_records import Lsa, LsaHeader, LsaKey, Ospf, OspfDbd
from xos_cli.processes.ospf.protocol.database import Database, Scope
from xos_cli.processes.ospf.protocol.settings import NEVER, InterfaceSettings


class State(IntEnum):
    """The states of a neighbour, in their order."""

    DOWN = 0
    INIT = 1
    TWO_WAY = 2
    EX_START = 3
    EXCHANGE = 4
    LOADING = 5
    FULL = 6


#: The states of an interface, as the switch calls them.
DOWN, WAITING, P2P, DR_OTHER, BDR, DR = "DOWN", "WAITING", "P2P", "ODR", "BDR", "DR"


class Neighbor:
    """What a router knows of a neighbour.

    The moments *dead_at*, *describe_at*, *request_at* and *update_at* are those of its timers.  *tries* counts what was
    sent again without an answer.
    """

    def __init__(self, id: int, address: int, mac: Any, now: float) -> None:
        self.id, self.address, self.mac = id, address, mac
        self.state = State.DOWN
        self.since = now
        self.priority = self.dr = self.bdr = self.options = 0
        self.heard: Ospf | None = None  # its last hello, as long as it was taken
        self.dead_at = NEVER
        self.changes = self.tries = 0
        self.crypto = 0  # the sequence number of its last packet with a digest
        self.helped_until = 0.0  # how long this router waits for its restart, 0 if it does not
        self.restart_reason = 0
        self.sequence = int(now) & 0x7FFFFFFF
        self.forget()

    def forget(self) -> None:
        """Forget the exchange of databases."""
        self.master = False  # whether this router is the master of the exchange
        self.listed: list[tuple[Scope, LsaKey]] = []  # what is still to be described
        self.sent: OspfDbd | None = None
        self.received: tuple[int, int, int] | None = None  # flags, options and number of the last description
        self.requests: dict[LsaKey, LsaHeader] = {}
        self.asked: dict[LsaKey, None] = {}
        self.retransmit: dict[LsaKey, Lsa] = {}
        self.describe_at = self.request_at = self.update_at = NEVER

    @property
    def full(self) -> bool:
        """Return whether the adjacency counts for the topology: it is FULL, or its restart is waited for."""
        return self.state is State.FULL or self.helped_until > 0


class Interface:
    """An interface that OSPF runs on.  *dr*, *bdr*: addresses.  *complaints*: why the packets of whom are refused."""

    def __init__(self, settings: InterfaceSettings, now: float) -> None:
        self.settings = settings
        self.up = False
        self.state = DOWN
        self.dr = self.bdr = 0
        self.neighbors: dict[int, Neighbor] = {}  # by address; at the end of a point-to-point link by identifier
        self.links: Database = {}
        self.hello: Ospf | None = None
        self.news = True  # whether the next hello says something else than the last
        self.hello_at = self.wait_at = self.ack_at = NEVER
        self.acks: dict[LsaHeader, None] = {}
        self.crypto = int(now) & 0xFFFFFFFF  # a later start has a higher number
        self.cost = settings.cost
        self.address = settings.address
        self.hops: tuple[Any, ...] = ()  # of a virtual link: how its other end is reached
        self.peer_address = 0
        self.complaints: dict[int, str] = {}
        self.counts: dict[str, int] = {}

    @property
    def name(self) -> str:
        """Return its name: that of the VLAN, or of the virtual link."""
        return self.settings.name

    @property
    def designated(self) -> bool:
        """Return whether it elects a designated router."""
        return self.settings.kind == "broadcast"

    @property
    def full(self) -> list[Neighbor]:
        """Return the neighbours whose adjacency is complete."""
        return [neighbor for neighbor in self.neighbors.values() if neighbor.full]

    def count(self, what: str) -> None:
        """Count a packet that was sent or received, or an error."""
        self.counts[what] = self.counts.get(what, 0) + 1
