"""The rows of the multicast manager.  evidence: capture 11.2, but for those by VLAN, which are inferred"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Flag, Plain, table

ROUTER = {"vrName": "vr"}


@table("mcCacheMgtConfig")
class McCache(NamedTuple):
    """The limits of the multicast cache: entries with several waiting packets, and packets that wait for one entry."""

    maxUnresCacheWithMultiPkts: int = 64
    maxQueuedPktsPerCache: int = 32


@table("igmpSnoopTimer", key=("vrName",), refs=ROUTER)
class IgmpSnoopTimer(NamedTuple):
    """The timers of IGMP snooping: milliseconds after a leave message, seconds for hosts and routers."""

    vrName: str
    leave_timeout: int = 1000
    host_timeout: int = 260
    router_timeout: int = 260


@table("igmp6SnoopTimer", key=("vrName",), refs=ROUTER)
class Igmp6SnoopTimer(NamedTuple):
    """The same for MLD."""

    vrName: str
    leave_timeout: int = 1000
    host_timeout: int = 260
    router_timeout: int = 260


@table("igmpSnoopFwMcRouter", key=("vrName",), refs=ROUTER)
class ForwardToRouters(NamedTuple):
    """Whether traffic goes to routers for multicast only."""

    vrName: str
    mldEnable: Flag = 0
    enable: Flag = 0


@table("igmpTimer", key=("vrName",), refs=ROUTER)
class IgmpTimer(NamedTuple):
    """The timers of IGMP queries, in seconds."""

    vrName: str
    last_member_query_interval: int = 1
    query_response_interval: int = 10
    query_interval: int = 125
    robustness: int = 2


@table("igmp6Timer", key=("vrName",), refs=ROUTER)
class Igmp6Timer(NamedTuple):
    """The same for MLD."""

    vrName: str
    last_member_query_interval: int = 1
    query_response_interval: int = 10
    query_interval: int = 125
    robustness: int = 2


@table("igmpSnoopProxy", key=("vrName",), refs=ROUTER)
class SnoopProxy(NamedTuple):
    """Whether the switch answers in place of the hosts."""

    vrName: str
    mldEnable: Flag = 1
    enable: Flag = 1


@table("igmpSnoopFloodList", key=("vrName", "v6"), refs=ROUTER)
class FloodList(NamedTuple):
    """The policy with the groups that are flooded, of IGMP (*v6* 0) or of MLD."""

    vrName: str
    v6: int
    profileName: str = "none"


@table("igmpSnoopVlan", key=("vlanName",), refs={"vlanName": "vlan"})
class VlanSnooping(NamedTuple):
    """A VLAN on which snooping was turned off."""

    vlanName: str
    enable: int = 0


@table("ipmcForwarding", key=("vlanName",), refs={"vlanName": "vlan"})
class IpmcForwarding(NamedTuple):
    """A VLAN to and from which multicast traffic is forwarded."""

    vlanName: str


@table("igmpVlan", key=("vlanName",), refs={"vlanName": "vlan"})
class VlanIgmp(NamedTuple):
    """A VLAN where IGMP is not as at first: *version* is ``IGMPv1``, ``IGMPv3``, or "" for IGMPv2.

    evidence: reference 11.5 p.1785 (that it is enabled at first)
    """

    vlanName: str = ""
    enable: Flag = 1
    version: str = ""


@table("mldVlan", key=("vlanName",), refs={"vlanName": "vlan"})
class VlanMld(NamedTuple):
    """A VLAN where MLD is not as at first: *version* is ``MLDv2``, or "" for MLDv1.  evidence: inferred (as of IGMP)"""

    vlanName: str = ""
    enable: Flag = 1
    version: str = ""
    snooping: Flag = 1


@table("snoopStatic", key=("v6", "vlanName", "what"), refs={"vlanName": "vlan"})
class SnoopStatic(NamedTuple):
    """A static group, or ``router``, on ports of a VLAN; of IGMP (*v6* 0) or of MLD."""

    v6: int
    vlanName: str
    what: str
    ports: Plain = ""


@table("snoopFilter", key=("v6", "vlanName", "policy"), refs={"vlanName": "vlan"})
class SnoopFilter(NamedTuple):
    """A policy with the groups that ports of a VLAN may join; of IGMP (*v6* 0) or of MLD."""

    v6: int
    vlanName: str
    policy: str
    ports: Plain = ""
