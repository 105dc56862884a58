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
    """A ring: *mode* 0 transit, 1 master, None while nobody has said; timers in seconds."""

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
    """A port that two rings share: *mode* 0 partner, 1 controller, None while nobody has said."""

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
        """Whether the primary and the secondary port hold protected VLANs back."""
        return [bool(self.primaryBlocked), bool(self.secondaryBlocked)]
