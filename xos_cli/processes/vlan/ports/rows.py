"""The rows of ports: what they are set to, and what they are found to be.

evidence: capture 11.2 (``ports``, all but the fields with a default of None), inferred (the other elements)
"""

from typing import TYPE_CHECKING, Annotated, Any

from xos_cli.language.ports import Ports
from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Flag, Plain, Scope, table

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis, Port


@table("ports", key=("slot", "port"))
class PortConfig(NamedTuple):
    """The configuration of a port.

    *speed* (Mbps) and *duplex* (``half``, ``full``) are there where auto-negotiation is off; *mediumPreferred* 1 is
    copper, on ports that have both media; *flood_mask* 1 is no flooding.
    """

    slot: int
    port: int
    arpInspection: int = 0
    enabled: int = 1
    diffServRepEnable: int = 0
    enable_flood: int = 0
    autoPolarityDisabled: int | None = None
    dot1pExamInnerEnable: int = 0
    arpSecured: int = 0
    fdbLearning: int = 1
    vrMode: int = 0
    qosProfile: int = 0
    diffServEnable: int = 0
    flood_mask: int = 0
    jumboEnabled: int = 0
    arpGratuitousInspection: int = 0
    port2: int = 0
    mediumPreferred: int | None = None
    arpLearnDisabled: int = 0
    dot1pRepEnable: int = 0
    forcePreferred: int | None = None
    speed: int | None = None
    duplex: Plain | None = None
    displayString: str | None = None
    smartRedundancyDisabled: int | None = None


#: The algorithm of a group of a BlackDiamond 10808 by addresses; what of them counts is set for all groups.
ADDRESS = "address"
#: The state of a port with LACP that carries frames.
CARRYING = "Collect-Dist"


@table("loadShare", key=("slot", "port"))
class LoadShare(NamedTuple):
    """A load-sharing group, by its master port: its ports, ``port``, ``L2``, ``L3`` or ``address``, LACP or static."""

    slot: Annotated[int, range(100)]
    port: Annotated[int, range(1000)]
    portList: Ports
    algorithm: Plain
    lacp: int = 0


@table("lacpGroup", key=("slot", "port"))
class LacpGroup(NamedTuple):
    """What LACP of a group is set to, where it is not as on a new one."""

    slot: int
    port: int
    systemPriority: int = 0
    shortTimeout: Flag = 0
    passive: Flag = 0


@table("lacpPort", key=("slot", "port"))
class LacpPort(NamedTuple):
    """The priority of a port for LACP, where it is not as on a new one."""

    slot: int
    port: int
    priority: int = 0


class LacpParty(NamedTuple):
    """What one end of a link says of itself: priority and MAC address of the system, key, priority and number of the
    port, and its state as the eight bits of an LACPDU.
    """

    system_priority: int = 0
    system: int = 0
    key: int = 0
    port_priority: int = 0
    port: int = 0
    state: int = 0


@table("lacp_member", key=("slot", "port"), scope=Scope.STATE)
class LacpMember(NamedTuple):
    """A port of a group with LACP: the states of its machines (802.3ad, 43.4), its flags, and its partner.

    evidence: capture 12.5 (what LACP learned is checkpointed), inferred (in 11.3 too)
    """

    slot: int
    port: int
    rx: str
    selection: str
    mux: str
    flags: int
    partner: LacpParty


@table("redundantPort", key=("slot", "port"))
class RedundantPort(NamedTuple):
    """A port that stands by for the primary one of this key.  *linkOn* 0: its link is off meanwhile."""

    slot: int
    port: int
    redundantSlot: int
    redundantPort: int
    linkOn: int = 0


@table("redundant_state", key=("slot", "port"), scope=Scope.STATE)
class RedundantState(NamedTuple):
    """Which port of a redundant pair, by its primary port, carries frames: *redundant* 1 is the redundant one."""

    slot: int
    port: int
    redundant: int = 0


@table("mirrorPort")
class MirrorPort(NamedTuple):
    """The port that the mirrored frames leave by, with a tag or without."""

    slot: int
    port: int
    tagged: int


@table("mirrorFilter", key=("vlanName", "slot", "port"), refs={"vlanName": "vlan"})
class MirrorFilter(NamedTuple):
    """What is mirrored: a VLAN, a port (slot 0: none named), or a port's part of a VLAN."""

    vlanName: str
    slot: int
    port: int


@table("port_link", key=("slot", "port"), scope=Scope.STATE)
class PortLink(NamedTuple):
    """The link of a port of a module that works: *speed* in Mbps; how often it came up and went down, and when last.

    *broken*: a fault keeps it down.
    """

    slot: int
    port: int
    up: int = 0
    speed: int = 0
    duplex: str = ""
    ups: int = 0
    downs: int = 0
    last_up: float = 0.0
    last_down: float = 0.0
    broken: int = 0


@table("vlanMonitor", key=("vlanName",), refs={"vlanName": "vlan"})
class VlanMonitor(NamedTuple):
    """The ports where the statistics of a VLAN are taken.  evidence: inferred (where it is kept)"""

    vlanName: str
    ports: Plain = ""


def factory_port(chassis: "Chassis", port: "Port") -> PortConfig:
    """Return a port as it is when it is new.  evidence: capture 11.2 (which fields go with which media)"""
    media = chassis.port_type(port).media
    row = PortConfig(*port, port2=port[1])
    if media == ("UTP",):
        return row._replace(autoPolarityDisabled=0)
    return row._replace(mediumPreferred=0, forcePreferred=0) if len(media) > 1 else row


def factory_rows(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of every port of a new switch: all are enabled."""
    return [factory_port(chassis, port) for port in chassis.ports]
