"""The rows of the multicast manager.  evidence: capture 11.2, but for the last two, which are inferred"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Flag, table

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
