"""The records that the RIP machine works with; addresses are numbers."""

from xos_cli.packets.frames import Rip
from xos_cli.record import NamedTuple

#: The metric of a network that cannot be reached.
INFINITY = 16
NEVER = float("inf")
#: A network and its prefix length.
Key = tuple[int, int]
#: The origin of the networks of RIP's own VLANs, of routes that neighbours tell of, and of the default route.
DIRECT, LEARNED, DEFAULT_ROUTE = "Direct", "RIP", "Default"


class RipSettings(NamedTuple):
    """The settings of the protocol; times in seconds."""

    update: float = 30.0
    timeout: float = 180.0
    garbage: float = 120.0
    split_horizon: bool = True
    poison_reverse: bool = True
    triggered: bool = True
    aggregation: bool = False


class RipInterface(NamedTuple):
    """A VLAN on which RIP runs: its primary address, what routes cost that come in, versions that go in and out."""

    vlan: str
    address: int
    length: int
    cost: int = 1
    rxmode: str = "any"
    txmode: str = "v2only"

    def has(self, address: int) -> bool:
        """Return whether an address is in the primary subnet, from which alone RIP is taken.

        evidence: guide 11.3 p.506
        """
        return not (self.address ^ address) >> (32 - self.length)


class RipRoute(NamedTuple):
    """A route of RIP.  *vlan*: where it leads to or came from.  *peer*: who advertised it, 0 for the switch itself.

    *until*: when it times out; of a route whose metric is INFINITY, when it is forgotten.
    """

    network: int
    length: int
    metric: int
    vlan: str
    peer: int = 0
    next_hop: int = 0
    tag: int = 0
    origin: str = LEARNED
    until: float = NEVER

    @property
    def key(self) -> Key:
        """Return its place in the table."""
        return self.network, self.length

    @property
    def alive(self) -> bool:
        """Return whether the network can be reached."""
        return self.metric < INFINITY


class Sent(NamedTuple):
    """A message to send: *peer* and its *port*, or 0 for all neighbours on the VLAN."""

    vlan: str
    rip: Rip
    peer: int = 0
    port: int = 0


class Deadlines(NamedTuple):
    """When something is due: a triggered update, a route or neighbour that expires, a regular update."""

    transition: float
    guard: float
    beacon: float


class Judge:
    """What policies say of routes that come in and go out; this one permits all."""

    def trusts(self, vlan: str, peer: int) -> bool:
        """Return whether a neighbour is trusted."""
        return True

    def incoming(self, vlan: str, route: RipRoute) -> RipRoute | None:
        """Return a route as it is accepted from a neighbour, None if it is refused."""
        return route

    def outgoing(self, vlan: str, route: RipRoute) -> RipRoute | None:
        """Return a route as it is advertised to neighbours, None if it is not."""
        return route
