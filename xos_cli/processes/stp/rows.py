"""The rows of the spanning tree.  evidence: capture 11.2, but for those that say otherwise"""

from typing import Annotated

from xos_cli.language.ports import Ports
from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Flag, Plain, Scope, table

STPD = {"stpd_name": "stpd"}
BOTH = {"stpd_name": "stpd", "vlan_name": "vlan"}
#: The domain that every switch has.
S0 = "s0"
#: How a port sends, as commands and as screens call it, by its number in the file (1: capture; 2, 3: inferred).
ENCAPSULATIONS = {1: ("dot1d", "802.1D"), 2: ("emistp", "EMISTP"), 3: ("pvst-plus", "PVST+")}
#: How the tree is made.
MODES = (("dot1d", "802.1D"), ("dot1w", "802.1W"))
LINK_TYPES = ("auto", "broadcast", "edge", "point-to-point")


@table("stp_compatibility")
class StpCompatibility(NamedTuple):
    """The settings of all domains."""

    ew_compatible: int = 0
    hitless_failover: int = 1


@table("stp_domain", key=("stpd_name",))
class StpDomain(NamedTuple):
    """A domain.  Times in seconds; *protocol_mode* 1 is 802.1w; *default_mode* is one of ``ENCAPSULATIONS``."""

    stpd_name: str
    default_mode: Annotated[int, ENCAPSULATIONS] = 1
    hello_time: int = 2
    stpd_tag: int = 0
    max_bpdu_age: int = 20
    snmp_instance: int = 1
    protocol_mode: Flag = 0
    rapid_root_failover: Flag = 0
    forward_delay: int = 15
    priority: int = 32768

    @property
    def name(self) -> str:
        """Return the name of the domain."""
        return self.stpd_name


@table("stp_vlan_autoadd", key=("vlan_name", "stpd_name"), refs=BOTH)
class StpAutoBind(NamedTuple):
    """A VLAN whose ports come into a domain by themselves."""

    vlan_name: str
    auto_add_enabled: int
    stpd_name: str


@table("stp_domain_enable", key=("stpd_name",), refs=STPD)
class StpEnable(NamedTuple):
    """Whether a domain is enabled."""

    stpd_name: str
    stpd_enabled: int = 0


@table("stp_vlan_port", key=("stpd_name", "vlan_name", "mode"), refs=BOTH)
class StpVlanPort(NamedTuple):
    """Ports of a VLAN that were put into a domain, by how they send; *mode* 0: those that were taken out of it again.

    evidence: inferred (where it is kept)
    """

    stpd_name: str
    vlan_name: str
    mode: Annotated[int, (0, *ENCAPSULATIONS)]
    ports: Ports


@table("stp_port", key=("stpd_name", "slot", "port"), refs=STPD)
class StpPortConfig(NamedTuple):
    """What a port of a domain is set to: *cost* 0 is automatic.  evidence: inferred (where it is kept)"""

    stpd_name: str
    slot: int
    port: int
    cost: int = 0
    priority: int = 16
    link_type: Plain = "broadcast"
    enabled: int = 1


# -- what the trees learned -------------------------------------------------------------------------------------------

#: A timer that does not run.
NEVER = float("inf")


class Vector(NamedTuple):
    """A priority vector: the lower one is better (802.1D-2004, 17.5)."""

    root: int
    cost: int
    bridge: int
    port: int


class Times(NamedTuple):
    """What a message says of time, in seconds."""

    message_age: float
    max_age: float
    hello: float
    forward_delay: float


class Bridge(NamedTuple):
    """What has to survive a failover of the state of a bridge; see the fields of the same names of ``Tree``."""

    changes: int = 0
    last_change: float = 0.0
    hello_from: float = 0.0
    detected: bool = False
    changing: bool = False
    tcn_at: float = NEVER
    changing_until: float = NEVER


class Kept(NamedTuple):
    """What has to survive a failover of the state of a port; see the fields of the same names of ``TreePort``."""

    role: str
    state: str
    since: float
    vector: Vector
    times: Times
    received: bool = False
    expires: float = NEVER
    forward_at: float = NEVER
    acknowledge: bool = False
    point_to_point: bool = False
    edge: bool = False
    inconsistent: bool = False
    rapid: bool = True
    partner_rapid: bool = False
    proposing: bool = False
    agree: bool = False
    agreed: bool = False
    synced: bool = False
    recent_root_until: float = 0.0
    recent_backup_until: float = 0.0
    changing_until: float = 0.0
    migrate_until: float = 0.0


@table("stp_port_state", key=("stpd_name", "slot", "port"), scope=Scope.STATE, refs=STPD)
class StpPortState(NamedTuple):
    """The state of a port of an enabled domain.

    STP runs in step on both MSMs, so that a failover changes nothing.  evidence: guide 11.3 p.75
    """

    stpd_name: str
    slot: int
    port: int
    kept: Kept

    @property
    def state(self) -> str:
        """Return the state, LISTENING for example; the port has it since ``kept.since`` (virtual seconds)."""
        return self.kept.state

    @property
    def role(self) -> str:
        """Return the role, such as root or designated; disabled on a port without STP."""
        return self.kept.role


@table("stp_topology", key=("stpd_name",), scope=Scope.STATE, refs=STPD)
class StpTopology(NamedTuple):
    """What the bridge of a domain that works knows: the root, how far it is and behind which port (0, 0: itself).

    *times*: the root's.
    """

    stpd_name: str
    root: int
    cost: int
    root_slot: int
    root_port: int
    times: Times
    kept: Bridge
