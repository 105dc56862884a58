"""The settings of a router, its areas and its interfaces; addresses and identifiers are integers, times seconds."""

from xos_cli.record import NamedTuple

BACKBONE = 0
NORMAL, STUB, NSSA = 0, 1, 2
BROADCAST, POINT_TO_POINT, VIRTUAL = "broadcast", "point-to-point", "virtual"
NEVER = float("inf")


class Key(NamedTuple):
    """How packets of an interface are authenticated: *kind* as in packets, *secret* the password or the key."""

    kind: int = 0
    secret: bytes = b""
    number: int = 0


class InterfaceSettings(NamedTuple):
    """An interface; a virtual one has the *transit* area and the router at the other end, *peer*.

    *extra*: further networks on it, as (address, mask).  *helper*: for which restarts of neighbours it waits.
    """

    name: str
    area: int
    address: int
    mask: int
    kind: str = BROADCAST
    cost: int = 1
    priority: int = 1
    hello: int = 10
    dead: int = 40
    retransmit: int = 5
    delay: int = 1
    wait: int = 40
    passive: bool = False
    mtu: int = 1500
    key: Key = Key()
    transit: int = 0
    peer: int = 0
    extra: tuple[tuple[int, int], ...] = ()
    helper: str = ""


class Range(NamedTuple):
    """An aggregate of an area's networks, or of its external ones (*nssa*)."""

    network: int
    length: int
    advertise: bool = True
    nssa: bool = False


class AreaSettings(NamedTuple):
    """An area; *cost* is that of the default route into a stub area; *translate*: this router translates in any case.

    *filter* and *external_filter*: the names of the policies for routes that come in.
    """

    id: int
    kind: int = NORMAL
    summaries: bool = True
    cost: int = 1
    translate: bool = False
    ranges: tuple[Range, ...] = ()
    filter: str = ""
    external_filter: str = ""


class RouterSettings(NamedTuple):
    """The router.  *hold*: the least time between two calculations.  *batch*: LSAs are refreshed in steps of it.

    *restart*: for which restarts of its own it asks its neighbours to wait, and for how long at most (*grace*).
    *limit*: how many external LSAs there may be, 0 for any number; *overflow_timeout*: when a router that has reached
    it tells of its own again, 0 for never.  *alert*: its packets have the router alert option.  *lsa_check*: it
    ends its help for a router that restarts when an LSA changes.
    """

    id: int
    areas: tuple[AreaSettings, ...] = ()
    interfaces: tuple[InterfaceSettings, ...] = ()
    hold: float = 3.0
    batch: float = 30.0
    opaque: bool = True
    restart: str = ""
    grace: int = 120
    limit: int = 0
    overflow_timeout: float = 0.0
    alert: bool = False
    lsa_check: bool = True


class External(NamedTuple):
    """A network of another origin that the router advertises; *kind* is the type of its metric, 1 or 2.

    *forward*: the address that packets are sent to instead of to the router, 0 for none.
    """

    network: int
    length: int
    metric: int
    kind: int = 2
    tag: int = 0
    forward: int = 0
