"""The rows of the route manager.

evidence: capture 11.2, but for those that say otherwise; `<vlan>` rows: one that was never configured has the defaults
"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Flag, Ipv4, Plain, Scope, table

VLAN = {"vlan": "vlan"}
ROUTER = {"vrName": "vr"}


@table("ipRouteSharing")
class RouteSharing(NamedTuple):
    """Several routes of equal cost at once."""

    enabled: Flag = 0


@table("ipRoutePri", key=("protocol",))
class RoutePriority(NamedTuple):
    """How much an origin is believed: the lowest number first."""

    protocol: str
    pri: int


@table("ip6RoutePri", key=("protocol",))
class Route6Priority(NamedTuple):
    """The same for IPv6."""

    protocol: str
    pri: int


@table("irdpConfig")
class IrdpConfig(NamedTuple):
    """Seconds; *mcast* 1 is to 224.0.0.1."""

    lifetime: int = 1800
    maxinterval: int = 600
    mcast: int = 0
    preference: int = 0
    mininterval: int = 450


@table("irdp", key=("vlan",), refs=VLAN)
class Irdp(NamedTuple):
    """Whether a VLAN's routers are advertised."""

    vlan: str
    enabled: Flag = 0


@table("icmp", key=("vlan",), refs=VLAN)
class IcmpSettings(NamedTuple):
    """The messages that are sent into a VLAN."""

    vlan: str
    icmpTimeExceeded: Flag = 1
    icmpRedirects: Flag = 1
    icmpUnreachables: Flag = 1
    icmpParamProblem: Flag = 1
    icmpTimeStamp: Flag = 0
    icmpPortUnreachables: Flag = 1
    icmpAddressMask: Flag = 0


@table("ipOption")
class IpOption(NamedTuple):
    """The options of packets that are heeded."""

    routerAlert: Flag = 1
    looseSourceRoute: Flag = 1
    recordRoute: Flag = 1
    recordTimestamp: Flag = 1
    strictSourceRoute: Flag = 1


@table("ipRouteEntry", key=("vrName", "ipRouteDest", "ipRouteMask", "ipRouteNextHop"), refs=ROUTER)
class RouteEntry(NamedTuple):
    """A static route; *ipRouteProto* 3 is netmgmt, as in the MIB."""

    ipRouteMetric1: int
    vrName: str
    ipRouteProto: int
    ipRouteNextHop: Ipv4
    ipRouteMask: Ipv4
    ipRouteDest: Ipv4
    unicastonly: int = 0
    multicastonly: int = 0


@table("ipBlackholeEntry", key=("vrName", "ipRouteDest", "ipRouteMask"), refs=ROUTER)
class BlackholeEntry(NamedTuple):
    """A route into nowhere.  evidence: inferred (where it is kept)"""

    vrName: str
    ipRouteMask: Plain
    ipRouteDest: Plain
    unicastonly: int = 0
    multicastonly: int = 0


@table("ip6RouteEntry", key=("vrName", "ipRouteDest", "ipRouteNextHop"), refs=ROUTER)
class Route6Entry(NamedTuple):
    """A static route of IPv6.  evidence: inferred (where it is kept)"""

    ipRouteMetric1: int
    vrName: str
    ipRouteNextHop: Plain
    ipRouteDest: Plain
    unicastonly: int = 0
    multicastonly: int = 0


@table("ipBrForward", key=("vlan",), refs=VLAN)
class BroadcastForwarding(NamedTuple):
    """What becomes of broadcasts into a VLAN."""

    vlan: str
    ignoreEnabled: int = 0
    enabled: Flag = 0
    fastEnabled: int = 0


@table("icmpUseRedirects")
class UseRedirects(NamedTuple):
    """Whether the switch believes that there is a better router."""

    enabled: Flag = 0


@table("route_since", key=("vrName", "destination", "gateway"), scope=Scope.STATE, refs=ROUTER)
class RouteSince(NamedTuple):
    """When a static route was made, seconds since the epoch."""

    vrName: str
    destination: str
    gateway: str
    at: float


@table("address_since", key=("vlanName", "ipaddress"), scope=Scope.STATE, refs={"vlanName": "vlan"})
class AddressSince(NamedTuple):
    """When a VLAN got an address, seconds since the epoch."""

    vlanName: str
    ipaddress: str
    at: float
