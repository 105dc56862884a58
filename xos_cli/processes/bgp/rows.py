"""The rows of BGP: what is configured of the router, of peer groups, and of neighbors."""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Flag, table


@table("bgp")
class Bgp(NamedTuple):
    """The router; there is no row as long as nothing is configured.

    evidence: recalled (the defaults)
    """

    enabled: Flag = 0
    asNumber: int = 0
    routerId: str = "0.0.0.0"
    localPreference: int = 100
    med: str = "none"
    importPolicy: str = ""
    maximumPaths: int = 1
    clusterId: int = 0
    confederationId: int = 0
    aggregation: Flag = 0
    alwaysCompareMed: Flag = 0
    communityFormat: Flag = 0
    fastExternalFallover: Flag = 0
    synchronization: Flag = 0


@table("bgpConfederationPeer", key=("asNumber",))
class BgpConfederationPeer(NamedTuple):
    """A sub-AS of the confederation that is a peer."""

    asNumber: int = 0


@table("bgpNetwork", key=("prefix",))
class BgpNetwork(NamedTuple):
    """A network that is advertised, with the policy that sets its attributes."""

    prefix: str = ""
    policy: str = ""


@table("bgpAggregate", key=("prefix",))
class BgpAggregate(NamedTuple):
    """An aggregate address; *match* is ``as-match`` or ``as-set``, *summary* ``summary-only``."""

    prefix: str = ""
    match: str = ""
    summary: str = ""
    advertisePolicy: str = ""
    attributePolicy: str = ""


@table("bgpExport", key=("origin",))
class BgpExport(NamedTuple):
    """An origin of routes that BGP exports, as the command calls it."""

    origin: str = ""
    policy: str = ""


@table("bgpPeerGroup", key=("name",))
class BgpPeerGroup(NamedTuple):
    """A peer group.  evidence: recalled (the defaults)"""

    name: str = ""
    asNumber: int = 0
    policyIn: str = ""
    policyOut: str = ""
    nextHopSelf: Flag = 0
    sendCommunity: Flag = 0
    reflectorClient: Flag = 0
    removePrivateAs: Flag = 0
    password: str = ""
    source: str = ""
    keepAlive: int = 60
    holdTime: int = 180
    weight: int = 1
    prefixFamily: str = ""
    maximumPrefix: int = 0
    threshold: int = 0
    teardown: str = ""
    holddown: int = 0
    sendTraps: str = ""
    description: str = ""
    softInReset: Flag = 0
    dampFamily: str = ""
    dampening: Flag = 0
    halfLife: int = 0
    reuseLimit: int = 0
    suppressLimit: int = 0
    maxSuppress: int = 0
    dampPolicy: str = ""


@table("bgpNeighbor", key=("address",))
class BgpNeighbor(NamedTuple):
    """A neighbor; *asNumber* 0: that of its group.

    evidence: recalled (the defaults), later 12.1 (those of the capabilities)
    """

    address: str = ""
    asNumber: int = 0
    group: str = ""
    acquireAll: str = ""
    multiHop: str = ""
    enabled: Flag = 0
    description: str = ""
    policyIn: str = ""
    policyOut: str = ""
    nextHopSelf: Flag = 0
    sendCommunity: Flag = 0
    reflectorClient: Flag = 0
    removePrivateAs: Flag = 0
    softInReset: Flag = 0
    password: str = ""
    source: str = ""
    keepAlive: int = 60
    holdTime: int = 180
    weight: int = 1
    prefixFamily: str = ""
    maximumPrefix: int = 0
    threshold: int = 0
    teardown: str = ""
    holddown: int = 0
    sendTraps: str = ""
    ipv4Unicast: Flag = 1
    ipv4Multicast: Flag = 1
    routeRefresh: Flag = 1
    routerAlert: Flag = 0
    allowAsIn: Flag = 0
    asOccurrences: int = 0
    dampFamily: str = ""
    dampening: Flag = 0
    halfLife: int = 0
    reuseLimit: int = 0
    suppressLimit: int = 0
    maxSuppress: int = 0
    dampPolicy: str = ""
