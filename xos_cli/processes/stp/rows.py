"""The rows of the spanning tree.  evidence: capture 11.2, but for those that say otherwise"""

from typing import Annotated, NamedTuple

from xos_cli.language.ports import Ports
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
    """What holds for all domains."""

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
        """What the domain is called."""
        return self.stpd_name


@table("stp_vlan_autoadd", key=("vlan_name", "stpd_name"), refs=BOTH)
class StpAutoBind(NamedTuple):
    """A VLAN whose ports come into a domain by themselves."""

    vlan_name: str
    auto_add_enabled: int
    stpd_name: str


@table("stp_domain_enable", key=("stpd_name",), refs=STPD)
class StpEnable(NamedTuple):
    """Whether a domain works."""

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
class StpPort(NamedTuple):
    """What a port of a domain is set to: *cost* 0 is automatic.  evidence: inferred (where it is kept)"""

    stpd_name: str
    slot: int
    port: int
    cost: int = 0
    priority: int = 16
    link_type: Plain = "broadcast"
    enabled: int = 1


@table("stp_port_state", key=("stpd_name", "slot", "port"), scope=Scope.STATE, refs=STPD)
class StpPortState(NamedTuple):
    """How far a port of a domain that works is, and since when, in virtual seconds.

    STP runs in step on both MSMs, so that a failover changes nothing.  evidence: guide 11.3 p.75
    """

    stpd_name: str
    slot: int
    port: int
    state: str
    since: float


@table("stp_topology", key=("stpd_name",), scope=Scope.STATE, refs=STPD)
class StpTopology(NamedTuple):
    """How often the tree of a domain changed since it began to work, and when last, in virtual seconds."""

    stpd_name: str
    changes: int = 0
    last: float = 0.0
