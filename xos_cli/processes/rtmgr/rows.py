"""The rows of the route manager.

evidence: capture 11.2, but for those that say otherwise; `<vlan>` rows: one that was never configured has the defaults
"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Flag, Ipv4, Plain, Scope, table

VLAN = {"vlan": "vlan"}
ROUTER = {"vrName": "vr"}


@table("ipRouteSharing")
class RouteSharing(NamedTuple):
    """Whether several routes of equal cost share the traffic."""

    enabled: Flag = 0


@table("ipRoutePri", key=("protocol",))
class RoutePriority(NamedTuple):
    """The priority of the routes of one origin: the lowest number wins."""

    protocol: str
    pri: int


@table("ip6RoutePri", key=("protocol",))
class Route6Priority(NamedTuple):
    """The same for IPv6."""

    protocol: str
    pri: int


@table("irdpConfig")
class IrdpConfig(NamedTuple):
    """The intervals of ICMP router discovery in seconds; *mcast* 1 advertises to 224.0.0.1."""

    lifetime: int = 1800
    maxinterval: int = 600
    mcast: int = 0
    preference: int = 0
    mininterval: int = 450


@table("irdp", key=("vlan",), refs=VLAN)
class Irdp(NamedTuple):
    """Whether ICMP router discovery is enabled on a VLAN."""

    vlan: str
    enabled: Flag = 0


@table("icmp", key=("vlan",), refs=VLAN)
class IcmpSettings(NamedTuple):
    """The ICMP messages that the switch sends into a VLAN."""

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
    """The IP options that the switch obeys."""

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
    """A blackhole route: its packets are dropped.  evidence: inferred (where it is kept)"""

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
    """Whether directed broadcasts are forwarded into a VLAN."""

    vlan: str
    ignoreEnabled: int = 0
    enabled: Flag = 0
    fastEnabled: int = 0


@table("icmpUseRedirects")
class UseRedirects(NamedTuple):
    """Whether the switch accepts ICMP redirects."""

    enabled: Flag = 0


@table("route_since", key=("vrName", "destination", "gateway"), scope=Scope.STATE, refs=ROUTER)
class RouteSince(NamedTuple):
    """The moment at which a static route was created, in seconds since the epoch."""

    vrName: str
    destination: str
    gateway: str
    at: float


@table(
    "learned_route",
    key=("vrName", "origin", "destination", "gateway"),
    scope=Scope.STATE,
    refs={"vrName": "vr", "vlanName": "vlan"},
)
class LearnedRoute(NamedTuple):
    """A route of a routing protocol.  *origin* as in ``RoutePriority``, *gateway* "" for none.

    *destination* is a network with its prefix length (``10.1.0.0/24``); *at*: when it became as it is, seconds since
    the epoch.  Whoever gives it to the route manager leaves that out.
    """

    vrName: str
    origin: str
    destination: str
    gateway: str
    vlanName: str
    metric: int
    tag: int = 0
    at: float = 0.0


@table("address_since", key=("vlanName", "ipaddress"), scope=Scope.STATE, refs={"vlanName": "vlan"})
class AddressSince(NamedTuple):
    """The moment at which a VLAN got an address, in seconds since the epoch."""

    vlanName: str
    ipaddress: str
    at: float


@table("ipv6Neighbor", key=("vrName", "address"), refs=ROUTER)
class Ipv6Neighbor(NamedTuple):
    """A neighbor of IPv6 that was configured.  evidence: inferred (where it is kept)"""

    vrName: str = "VR-Default"
    address: str = ""
    mac: str = ""


@table("udpEcho", key=("vrName",), refs=ROUTER)
class UdpEcho(NamedTuple):
    """The UDP echo server of a virtual router; *port* 0 is that of RFC 862.  evidence: inferred (where it is kept)"""

    vrName: str = "VR-Default"
    enabled: Flag = 0
    port: int = 0


@table("tunnel", key=("name",))
class Tunnel(NamedTuple):
    """A tunnel of IPv6 over IPv4; *kind* is ``6to4``, or "" for a tunnel to one destination; it *forwards* IPv6 or not.

    evidence: inferred
    """

    name: str = ""
    destination: str = ""
    kind: str = ""
    source: str = ""
    forwards: Flag = 0


@table("routerDiscovery", key=("vlanName",), refs={"vlanName": "vlan"})
class RouterDiscovery(NamedTuple):
    """What is advertised to the IPv6 hosts of a VLAN: times in seconds, but the last two in milliseconds.

    A time of -1 was not set.  evidence: inferred
    """

    vlanName: str = ""
    enabled: Flag = 0
    lifetime: int = -1
    linkMtu: int = -1
    managed: str = "off"
    other: str = "off"
    maxInterval: int = -1
    minInterval: int = -1
    hopLimit: int = -1
    reachable: int = -1
    retransmit: int = -1


@table("routerPrefix", key=("vlanName", "prefix"), refs={"vlanName": "vlan"})
class RouterPrefix(NamedTuple):
    """A prefix that is advertised to the IPv6 hosts of a VLAN, for how many seconds it is preferred and valid.

    evidence: inferred, later 32.2 (the defaults of the last four)
    """

    vlanName: str = ""
    prefix: str = ""
    autonomous: str = "on"
    onlink: str = "on"
    preferred: int = 604_800
    valid: int = 2_592_000


@table("tunnelIp6Address", key=("tunnelName", "address"), refs={"tunnelName": "tunnel"})
class TunnelAddress(NamedTuple):
    """An IPv6 address of a tunnel: ``ipv6-link-local``, or address and length, the last half of it with *eui64* made
    of the MAC address.  evidence: inferred
    """

    tunnelName: str = ""
    address: str = ""
    eui64: str = ""
