"""Configure IGMP and MLD by virtual router: timers, queries, flood lists and the snooping proxy."""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.processes.mcmgr.facts import of_router
from xos_cli.processes.mcmgr.rows import (
    FloodList,
    ForwardToRouters,
    Igmp6SnoopTimer,
    Igmp6Timer,
    IgmpSnoopTimer,
    IgmpTimer,
    McCache,
    SnoopProxy,
)
from xos_cli.processes.polMgr.facts import the_policy
from xos_cli.processes.vlan.facts import the_router


def _set(call: Call, kind: type[Any], vr_name: str, **fields: int) -> None:
    """Change the settings of the virtual router that a command names."""
    call.put(of_router(call.store, kind, the_router(call.store, vr_name, call.session.context))._replace(**fields))


def configure_igmp_snooping_cache(call: Call, queued_packets: int, cached_packets: int) -> None:
    """Set how many packets wait for an entry of the multicast cache, for the whole switch."""
    call.put(McCache(cached_packets, queued_packets))


# -- timers ----------------------------------------------------------------------------------------------------------


def configure_igmp_snooping_timer(
    call: Call, router_timeout: int, host_timeout: int, vr: bool = False, vr_name: str = ""
) -> None:
    """Set after how many seconds IGMP snooping forgets a router and a host."""
    _set(call, IgmpSnoopTimer, vr_name, router_timeout=router_timeout, host_timeout=host_timeout)


def configure_MLD_snooping_timer(
    call: Call, router_timeout: int, host_timeout: int, vr: bool = False, vr_name: str = ""
) -> None:
    """Set after how many seconds MLD snooping forgets a router and a host."""
    _set(call, Igmp6SnoopTimer, vr_name, router_timeout=router_timeout, host_timeout=host_timeout)


def configure_igmp_snooping_leave_timeout(
    call: Call, leave_timeout_ms: int, vr: bool = False, vr_name: str = ""
) -> None:
    """Set how many milliseconds a group is kept after the last IGMP host has left it."""
    _set(call, IgmpSnoopTimer, vr_name, leave_timeout=leave_timeout_ms)


def configure_MLD_snooping_leave_timeout(
    call: Call, leave_timeout_ms: int, vr: bool = False, vr_name: str = ""
) -> None:
    """Set how many milliseconds a group is kept after the last MLD host has left it."""
    _set(call, Igmp6SnoopTimer, vr_name, leave_timeout=leave_timeout_ms)


def _queries(call: Call, kind: type[IgmpTimer] | type[Igmp6Timer], vr_name: str, given: tuple[int, ...]) -> None:
    """Keep the timers of the queries of a virtual router, in the order of their row."""
    call.put(kind(the_router(call.store, vr_name, call.session.context), *given))


def configure_igmp(
    call: Call,
    query_interval: int,
    query_response_interval: int,
    last_member_query_interval: int,
    robustness: int = 2,
    vr: bool = False,
    vr_name: str = "",
) -> None:
    """Set the times of IGMP queries, in seconds, and how many messages may be lost."""
    given = last_member_query_interval, query_response_interval, query_interval, robustness
    _queries(call, IgmpTimer, vr_name, given)


def configure_MLD(
    call: Call,
    query_interval: int,
    query_response_interval: int,
    last_member_query_interval: int,
    robustness: int = 2,
    vr: bool = False,
    vr_name: str = "",
) -> None:
    """Set the times of MLD queries, in seconds, and how many messages may be lost."""
    given = last_member_query_interval, query_response_interval, query_interval, robustness
    _queries(call, Igmp6Timer, vr_name, given)


# -- what is flooded -------------------------------------------------------------------------------------------------


def _flood(call: Call, v6: int, policy_name: str, vr_name: str) -> None:
    """Keep the policy that names the groups which are flooded in a virtual router."""
    router = the_router(call.store, vr_name, call.session.context)
    call.put(FloodList(router, v6, the_policy(call.node.flash.names(), policy_name, "none")))


def configure_igmp_snooping_flood_list(call: Call, policy_name: str = "", vr_name: str = "", **_: bool) -> None:
    """Flood the IPv4 groups that a policy names, or none."""
    _flood(call, 0, policy_name, vr_name)


def configure_MLD_snooping_flood_list(call: Call, policy_name: str = "", vr_name: str = "", **_: bool) -> None:
    """Flood the IPv6 groups that a policy names, or none."""
    _flood(call, 1, policy_name, vr_name)


def enable_igmp_snooping_forward_mcrouter_only(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """Forward IPv4 multicast traffic to multicast routers only."""
    _set(call, ForwardToRouters, vr_name, enable=1)


def disable_igmp_snooping_forward_mcrouter_only(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """Forward IPv4 multicast traffic to every router."""
    _set(call, ForwardToRouters, vr_name, enable=0)


def enable_MLD_snooping_forward_mcrouter_only(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """Forward IPv6 multicast traffic to multicast routers only."""
    _set(call, ForwardToRouters, vr_name, mldEnable=1)


def disable_MLD_snooping_forward_mcrouter_only(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """Forward IPv6 multicast traffic to every router."""
    _set(call, ForwardToRouters, vr_name, mldEnable=0)


# -- who answers -----------------------------------------------------------------------------------------------------


def enable_igmp_snooping_with_proxy(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """Answer IGMP queries in place of the hosts."""
    _set(call, SnoopProxy, vr_name, enable=1)


def disable_igmp_snooping_with_proxy(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """Let the hosts answer IGMP queries themselves."""
    _set(call, SnoopProxy, vr_name, enable=0)


def enable_MLD_snooping_with_proxy(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """Answer MLD queries in place of the hosts."""
    _set(call, SnoopProxy, vr_name, mldEnable=1)


def disable_MLD_snooping_with_proxy(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """Let the hosts answer MLD queries themselves."""
    _set(call, SnoopProxy, vr_name, mldEnable=0)


# -- back to the beginning -------------------------------------------------------------------------------------------


def unconfigure_igmp(call: Call) -> None:
    """Reset the times of IGMP queries and of IGMP snooping, in every virtual router.  evidence: recalled"""
    for queries in call.rows(IgmpTimer):
        call.put(IgmpTimer(queries.vrName))
    for snooping in call.rows(IgmpSnoopTimer):
        call.put(IgmpSnoopTimer(snooping.vrName))


def unconfigure_MLD(call: Call) -> None:
    """Reset the times of MLD queries and of MLD snooping, in every virtual router.  evidence: recalled (as of IGMP)"""
    for queries in call.rows(Igmp6Timer):
        call.put(Igmp6Timer(queries.vrName))
    for snooping in call.rows(Igmp6SnoopTimer):
        call.put(Igmp6SnoopTimer(snooping.vrName))
