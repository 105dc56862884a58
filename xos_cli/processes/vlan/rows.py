"""The rows of VLANs and virtual routers, as the saved file has them, and what a switch has of them when it is new.

evidence: capture 11.2 (elements and fields, but those with a default of None, which are inferred)
"""

from typing import TYPE_CHECKING, Annotated, Any

from xos_cli.language.ports import Ports
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Flag, Ipv4, Plain, Scope, table

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

DEFAULT, MGMT = "Default", "Mgmt"
VR_DEFAULT, VR_MGMT, VR_CONTROL = "VR-Default", "VR-Mgmt", "VR-Control"
MGMT_TAG = 4095
#: The QoS profiles, by the number of their queue.
PROFILES = tuple(f"QP{number}" for number in range(1, 9))
#: The filter of a VLAN that takes every frame no other VLAN's filter takes.
ANY = "ANY"


@table(
    "vlanGlobalConfig",
    counters=("currVlanIfInstance", "currVpifInstance", "currL3AddrInstance", "currVlanId", "filterIndex"),
)
class VlanGlobalConfig(NamedTuple):
    """The counts of the VLAN manager, and its settings for the whole switch.

    *currVlanIfInstance* and *currVlanId* are the next interface index and the next internal tag to be given (tags go
    downwards); *currVpifInstance* grows by one with each port that comes into a VLAN.
    """

    currVlanIfInstance: int = 1000005
    currVpifInstance: int = 50000000
    vManEtherType: Plain = "0x88a8"
    dot1qEtherType: Plain = "0x8100"
    currL3AddrInstance: int = 0
    globalJumboEnabled: int = 0
    currVlanId: int = 4094
    filterIndex: int = 9
    mirrorEnable: int = 0
    jumboFrameSize: int | None = None
    sharingAlgorithm: Plain | None = None


@table("vr", key=("name",), innate=("vr-mgmt", "vr-control"))
class VirtualRouter(NamedTuple):
    """A virtual router.  *protocols*: the routing protocols added to one of the user's making."""

    name: str
    vrId: int
    addPorts: int = 0
    arpInspection: int = 0
    portListInVr: Ports = ""
    arpLearnDisabled: int = 0
    arpSecured: int = 0
    vrInstance: int = 0
    arpGratuitousInspection: int = 0
    protocols: Plain | None = None


@table("vlan", key=("name",), refs={"vrName": "vr"}, innate=("mgmt",))
class Vlan(NamedTuple):
    """A VLAN.  *tagged* 0: *tag* is an internal one, which no frame carries.  *loopbackMode* 1 is on, 2 off.

    *protocolName*: its protocol filter, None for ANY.
    """

    ifIndex: int
    name: str
    qosProfile: int = 0
    ipMtu: int = 1500
    arpInspection: int = 0
    loopback: int = 0
    arpGratuitousInspection: int = 0
    vrName: str = VR_DEFAULT
    vlanIfInstance: int = 0
    tagType: int = 1
    type: int = 2
    tag: Annotated[int, range(4096)] = 0
    loopbackMode: int = 2
    tagged: int = 0
    arpLearnDisabled: int = 0
    ipv6Forwarding: int = 0
    arpSecured: int = 0
    protocolName: str | None = None


@table("vlanPort", key=("vlanName",), refs={"vlanName": "vlan"})
class VlanPort(NamedTuple):
    """The ports of a VLAN; one without ports has no row.  *noBroadcastPorts*: those of them that get no broadcasts."""

    vlanName: str
    untaggedPorts: Ports | None = None
    taggedPorts: Ports | None = None
    noBroadcastPorts: Ports | None = None


#: Why a port is in a VLAN for a time: network login is enabled there, a client's user, that no client answers, or that
#: single stations behind it are, while the port itself is in another VLAN.
PLACED, BY_USER, AS_GUEST, FOR_STATIONS = "placed", "user", "guest", "stations"


@table("vlanVisitingPort", key=("port", "vlanName"), refs={"vlanName": "vlan"})
class VisitingPort(NamedTuple):
    """A port that network login has brought into a VLAN, and the VLAN *home* where it was before, "" for none.

    It is saved, so that a port comes back from the VLAN of a client that a reboot has logged out.  `show configuration`
    has the port in its home.  evidence: inferred
    """

    port: Plain
    vlanName: str
    why: Plain
    home: str = ""
    tagged: int = 0


@table("vman", key=("name",), refs={"vrName": "vr"})
class Vman(NamedTuple):
    """A VMAN.  *tagged* 0: *tag* is an internal one, which no frame carries.  evidence: inferred (the element)"""

    name: str
    vrName: str = VR_DEFAULT
    tag: Annotated[int, range(4096)] = 0
    tagged: Flag = 0


@table("vmanPort", key=("vmanName",), refs={"vmanName": "vman"})
class VmanPort(NamedTuple):
    """The ports of a VMAN: the access ports without its tag, those between switches with it."""

    vmanName: str
    untaggedPorts: Ports | None = None
    taggedPorts: Ports | None = None


@table("vlanIpAddress", key=("vlanName", "ipaddress"), refs={"vlanName": "vlan"})
class VlanIpAddress(NamedTuple):
    """An address of a VLAN; *secondaryAddr* 0 is the primary one.  *ipForwarding* 1 is on, 2 off."""

    ipaddress: Ipv4
    vlanName: str
    ifIndex: int
    ifIndexForL3Addr: int
    netmask: Ipv4
    secondaryAddr: int = 0
    ipForwarding: int = 2


@table("addressed", key=("vlanName",), scope=Scope.STATE, refs={"vlanName": "vlan"})
class Addressed(NamedTuple):
    """An index of the addresses of each VLAN; the row without a name says that the index is complete."""

    vlanName: str
    ipaddresses: tuple[str, ...] = ()


@table("vlan_standby", key=("vlanName",), scope=Scope.STATE, refs={"vlanName": "vlan"})
class VlanStandby(NamedTuple):
    """A VLAN that another switch forwards for (ESRP): its IP interface is down."""

    vlanName: str


@table("mgmt_link", scope=Scope.LOCAL)
class MgmtLink(NamedTuple):
    """Whether the management port of this MSM has a link by a cable."""

    up: int = 0


@table("vlanIpv6Address", key=("vlanName", "address"), refs={"vlanName": "vlan"})
class VlanIpv6Address(NamedTuple):
    """An IPv6 address with its prefix length, or ``ipv6-link-local``; *eui64* 1: its lower half comes from the MAC."""

    vlanName: str
    address: Plain
    eui64: int = 0


#: The filters that every switch has.  evidence: recalled, as many as *filterIndex* of capture 11.2 counts
FILTERS = {
    "IP": "etype 0x0800,etype 0x0806",
    "ANY": "ANY 0xffff",
    "ipx": "etype 0x8137",
    "decnet": "etype 0x6003,etype 0x6004",
    "netbios": "llc 0xf0f0,llc 0xf0f1",
    "ipx_8022": "llc 0xe0e0",
    "ipx_snap": "snap 0x8137",
    "appletalk": "etype 0x809b,etype 0x80f3",
    "ipv6": "etype 0x86dd",
}


def is_protocols(text: str) -> bool:
    """Return whether *text* is a list of types and values, or empty."""
    return not text or all(" " in part for part in text.split(","))


@table("protocolFilter", key=("name",), innate=tuple(name.lower() for name in FILTERS))
class Protocol(NamedTuple):
    """A protocol filter: its *protocols* as ``etype 0x0800,etype 0x0806``."""

    name: str
    protocols: Annotated[Plain, is_protocols] = ""


def factory_rows(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch:

    two VLANs and three virtual routers; all ports are untagged in Default, the management port alone is in Mgmt.
    """
    ports = sets.every(chassis)
    names = sets.text(ports, chassis.modular)
    members = [VlanPort(DEFAULT, names)] if names else []
    return [
        VlanGlobalConfig(currVpifInstance=50000001 + ports.bit_count()),
        VirtualRouter(VR_MGMT, 0, vrInstance=1000000),
        VirtualRouter(VR_CONTROL, 1, vrInstance=1000001),
        VirtualRouter(VR_DEFAULT, 2, 1, portListInVr=names, vrInstance=1000002),
        Vlan(1000003, MGMT, vrName=VR_MGMT, vlanIfInstance=1000003, tag=MGMT_TAG, tagged=1),
        Vlan(1000004, DEFAULT, vlanIfInstance=1000004, tag=1, tagged=1),
        *members,
        *[Protocol(name, protocols) for name, protocols in FILTERS.items()],
    ]


@table("tags_taken", scope=Scope.STATE)
class TagsTaken(NamedTuple):
    """The set of tags in use, internal ones included: one bit each."""

    tags: int = 0


@table("ports_taken", key=("protocol",), scope=Scope.STATE)
class PortsTaken(NamedTuple):
    """The ports that are untagged in a VLAN with this protocol filter."""

    protocol: str
    ports: int
