"""The rows of EAPS.

evidence: capture 11.2 (the first), inferred (the others, no saved file of a switch with a ring being known)
"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Flag, Plain, Scope, table

#: A timer that does not run.
NEVER = float("inf")
HELLO, FAIL = 1, 3
TRANSIT, MASTER = 0, 1
ACTIONS = ("send-alert", "open-secondary-port")


@table("eapsGlobalCfg")
class EapsGlobal(NamedTuple):
    """The EAPS settings of the whole switch."""

    fast_convergence: int = 0
    enable: int = 0


@table("eapsDomain", key=("name",))
class EapsDomain(NamedTuple):
    """A ring: *mode* 0 transit, 1 master, None until it is configured; timers in seconds."""

    name: str
    enable: int = 0
    mode: int | None = None
    primaryPort: Plain = ""
    secondaryPort: Plain = ""
    helloTime: int = HELLO
    failTime: int = FAIL
    failAction: Flag = 0


@table("eapsVlan", key=("domain", "vlanName"), refs={"domain": "eaps", "vlanName": "vlan"})
class EapsVlan(NamedTuple):
    """A VLAN of a ring: the one for control packets (*control* 1), or a protected one."""

    domain: str
    vlanName: str
    control: int = 0


@table("eapsSharedPort", key=("port",))
class EapsShared(NamedTuple):
    """A port that two rings share: *mode* 0 partner, 1 controller, None until it is configured."""

    port: Plain
    mode: int | None = None
    linkId: int = 0
    segmentAction: int = 0


@table("eaps_state", key=("domain",), scope=Scope.STATE, refs={"domain": "eaps"})
class EapsState(NamedTuple):
    """The state of a domain that runs, and which of its ring ports hold protected VLANs back.

    *expired*: the fail timer has expired, with an alert.  *until*: the end of Preforwarding, in virtual seconds.
    evidence: guide 11.3 p.75 (a transit node has the same state on both MSMs)
    """

    domain: str
    state: str
    primaryBlocked: int = 0
    secondaryBlocked: int = 0
    expired: int = 0
    until: float = NEVER

    @property
    def blocked(self) -> list[bool]:
        """Return whether the primary and the secondary port hold protected VLANs back."""
        return [bool(self.primaryBlocked), bool(self.secondaryBlocked)]


@table("eaps_shared_state", key=("port",), scope=Scope.STATE)
class EapsSharedState(NamedTuple):
    """The state of a shared port that runs.

    *neighbor*: the other end is heard over the link.  *root*: the link of the root blocker, 0 for none.  *relieved*:
    one more segment forwards while it blocks, since the root blocker cuts the ring elsewhere.
    """

    port: Plain
    state: str
    neighbor: int = 0
    root: int = 0
    relieved: int = 0


@table("eaps_segment", key=("shared", "port"), scope=Scope.STATE)
class EapsSegmentState(NamedTuple):
    """A segment of a shared port, by its ring port: whether the other end is reached by it (*up*), and what is known
    there of blocking links (0: none).  *expired*: nothing was heard in time.
    """

    shared: Plain
    port: Plain
    up: int = 0
    expired: int = 0
    adjacent: int = 0
    root: int = 0
