"""The multicast manager: IGMP and MLD by virtual router, snooping and forwarding by VLAN.

The screens are in ``_mcmgr_show``.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from xos_cli.command.call import Call
from xos_cli.processes.mcmgr.rows import (
    FloodList,
    ForwardToRouters,
    Igmp6SnoopTimer,
    Igmp6Timer,
    IgmpSnoopTimer,
    IgmpTimer,
    IpmcForwarding,
    McCache,
    SnoopProxy,
    VlanSnooping,
)
from xos_cli.processes.polMgr.facts import the_policy
from xos_cli.processes.vlan.facts import the_router, the_vlan, user_routers, vlan_names, with_address
from xos_cli.processes.vlan.rows import VR_DEFAULT
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis

TABLES = (
    McCache,
    IgmpSnoopTimer,
    Igmp6SnoopTimer,
    ForwardToRouters,
    IgmpTimer,
    Igmp6Timer,
    SnoopProxy,
    FloodList,
    VlanSnooping,
    IpmcForwarding,
)
R = TypeVar("R", bound=tuple[Any, ...])


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2"""
    by_router = IgmpSnoopTimer, Igmp6SnoopTimer, ForwardToRouters, IgmpTimer, Igmp6Timer, SnoopProxy
    flood = [FloodList(VR_DEFAULT, v6) for v6 in (0, 1)]
    return [McCache(), *[kind(VR_DEFAULT) for kind in by_router], *flood]


def vlan_flags(store: Store) -> dict[str, str]:
    """``m`` for the VLANs to and from which multicast traffic is forwarded."""
    return {row.vlanName.lower(): "m" for row in store.rows(IpmcForwarding)}


def policies(store: Store) -> Iterator[str]:
    """The policies in use: the groups that are flooded."""
    yield from (row.profileName for row in store.rows(FloodList) if row.profileName != "none")


# -- show configuration ----------------------------------------------------------------------------------------------

VERB = ("disable", "enable")


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """evidence: capture 11.2; the lines of VLANs, and that all routers have these: inferred"""
    cache = store.one(McCache)
    yield f"configure igmp snooping cache {cache.maxQueuedPktsPerCache} {cache.maxUnresCacheWithMultiPkts} "
    for part in (_timers, _to_routers, _queries, _proxies, _floods):
        for vr in user_routers(store):
            yield from part(store, vr)
    for snooping in store.rows(VlanSnooping):
        if not snooping.enable:
            yield f"disable igmp snooping vlan {snooping.vlanName}"
    for forwarding in store.rows(IpmcForwarding):
        yield f"enable ipmcforwarding vlan {forwarding.vlanName}"


def _timers(store: Store, vr: str) -> Iterator[str]:
    for name, kind in (("igmp", IgmpSnoopTimer), ("MLD", Igmp6SnoopTimer)):
        row: Any = _row(store, kind, vr)
        yield f"configure {name} snooping timer {row.router_timeout} {row.host_timeout} vr {vr}"
        yield f"configure {name} snooping leave-timeout {row.leave_timeout} vr {vr}"


def _to_routers(store: Store, vr: str) -> Iterator[str]:
    row = _row(store, ForwardToRouters, vr)
    yield f"{VERB[row.enable]} igmp snooping forward-mcrouter-only vr {vr}"
    yield f"{VERB[row.mldEnable]} MLD snooping forward-mcrouter-only vr {vr}"


def _queries(store: Store, vr: str) -> Iterator[str]:
    for name, kind, end in (("igmp", IgmpTimer, ""), ("MLD", Igmp6Timer, " ")):
        row: Any = _row(store, kind, vr)
        intervals = f"{row.query_interval} {row.query_response_interval} {row.last_member_query_interval}"
        yield f"configure {name} {intervals} {row.robustness} vr {vr}{end}"


def _proxies(store: Store, vr: str) -> Iterator[str]:
    row = _row(store, SnoopProxy, vr)
    yield f"{VERB[row.enable]} igmp snooping with-proxy vr {vr}"
    yield f"{VERB[row.mldEnable]} MLD snooping with-proxy vr {vr}"


def _floods(store: Store, vr: str) -> Iterator[str]:
    for name, v6 in (("igmp", 0), ("MLD", 1)):
        row = store.get(FloodList, vr, v6) or FloodList(vr, v6)
        yield f"configure {name} snooping flood-list {row.profileName} vr {vr}"


def _row(store: Store, kind: type[R], vr: str) -> R:
    """The row of a virtual router; one that was never configured has the defaults."""
    return store.get(kind, vr) or kind(vr)


# -- by virtual router -----------------------------------------------------------------------------------------------


def _set(call: Call, kind: type[Any], vr_name: str, **fields: int) -> None:
    call.put(_row(call.store, kind, the_router(call.store, vr_name, call.session.context))._replace(**fields))


def configure_igmp_snooping_cache(call: Call, queued_packets: int, cached_packets: int) -> None:
    """How much waits for an entry, for the whole switch."""
    call.put(McCache(cached_packets, queued_packets))


def configure_igmp_snooping_timer(
    call: Call, router_timeout: int, host_timeout: int, vr: bool = False, vr_name: str = ""
) -> None:
    """In seconds."""
    _set(call, IgmpSnoopTimer, vr_name, router_timeout=router_timeout, host_timeout=host_timeout)


def configure_MLD_snooping_timer(
    call: Call, router_timeout: int, host_timeout: int, vr: bool = False, vr_name: str = ""
) -> None:
    """In seconds."""
    _set(call, Igmp6SnoopTimer, vr_name, router_timeout=router_timeout, host_timeout=host_timeout)


def configure_igmp_snooping_leave_timeout(
    call: Call, leave_timeout_ms: int, vr: bool = False, vr_name: str = ""
) -> None:
    """In milliseconds."""
    _set(call, IgmpSnoopTimer, vr_name, leave_timeout=leave_timeout_ms)


def configure_MLD_snooping_leave_timeout(
    call: Call, leave_timeout_ms: int, vr: bool = False, vr_name: str = ""
) -> None:
    """In milliseconds."""
    _set(call, Igmp6SnoopTimer, vr_name, leave_timeout=leave_timeout_ms)


def configure_igmp_snooping_flood_list(call: Call, policy_name: str = "", vr_name: str = "", **_: bool) -> None:
    """The groups that go everywhere."""
    call.put(
        FloodList(
            the_router(call.store, vr_name, call.session.context),
            0,
            the_policy(call.node.flash.names(), policy_name, "none"),
        )
    )


def configure_MLD_snooping_flood_list(call: Call, policy_name: str = "", vr_name: str = "", **_: bool) -> None:
    """The groups that go everywhere."""
    call.put(
        FloodList(
            the_router(call.store, vr_name, call.session.context),
            1,
            the_policy(call.node.flash.names(), policy_name, "none"),
        )
    )


def configure_igmp(
    call: Call,
    query_interval: int,
    query_response_interval: int,
    last_member_query_interval: int,
    robustness: int = 2,
    vr: bool = False,
    vr_name: str = "",
) -> None:
    """In seconds; how many messages may be lost."""
    times = last_member_query_interval, query_response_interval, query_interval
    call.put(IgmpTimer(the_router(call.store, vr_name, call.session.context), *times, robustness))


def configure_MLD(
    call: Call,
    query_interval: int,
    query_response_interval: int,
    last_member_query_interval: int,
    robustness: int = 2,
    vr: bool = False,
    vr_name: str = "",
) -> None:
    """In seconds; how many messages may be lost."""
    times = last_member_query_interval, query_response_interval, query_interval
    call.put(Igmp6Timer(the_router(call.store, vr_name, call.session.context), *times, robustness))


def enable_igmp_snooping_forward_mcrouter_only(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """Traffic goes to routers for multicast only."""
    _set(call, ForwardToRouters, vr_name, enable=1)


def disable_igmp_snooping_forward_mcrouter_only(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """It goes to every router."""
    _set(call, ForwardToRouters, vr_name, enable=0)


def enable_MLD_snooping_forward_mcrouter_only(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """Traffic goes to routers for multicast only."""
    _set(call, ForwardToRouters, vr_name, mldEnable=1)


def disable_MLD_snooping_forward_mcrouter_only(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """It goes to every router."""
    _set(call, ForwardToRouters, vr_name, mldEnable=0)


def enable_igmp_snooping_with_proxy(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """The switch answers in place of the hosts."""
    _set(call, SnoopProxy, vr_name, enable=1)


def disable_igmp_snooping_with_proxy(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """The hosts answer themselves."""
    _set(call, SnoopProxy, vr_name, enable=0)


def enable_MLD_snooping_with_proxy(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """The switch answers in place of the hosts."""
    _set(call, SnoopProxy, vr_name, mldEnable=1)


def disable_MLD_snooping_with_proxy(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """The hosts answer themselves."""
    _set(call, SnoopProxy, vr_name, mldEnable=0)


# -- by VLAN ---------------------------------------------------------------------------------------------------------


def _snoop(call: Call, vlan_name: str, on: int) -> None:
    for name in [the_vlan(call.store, vlan_name)] if vlan_name else vlan_names(call.store):
        if on:
            call.delete(VlanSnooping, name)
        else:
            call.put(VlanSnooping(name, 0))


def enable_igmp_snooping(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """On one VLAN or on all; it is on from the start."""
    _snoop(call, vlan_name, 1)


def disable_igmp_snooping(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """On one VLAN or on all there are."""
    _snoop(call, vlan_name, 0)


def enable_ipmcforwarding(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """On one VLAN, or on all that have an IP address."""
    for name in [the_vlan(call.store, vlan_name)] if vlan_name else with_address(call.store):
        call.put(IpmcForwarding(name))


def disable_ipmcforwarding(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """On one VLAN, or on all."""
    rows = [the_vlan(call.store, vlan_name)] if vlan_name else [row.vlanName for row in call.rows(IpmcForwarding)]
    for name in rows:
        call.delete(IpmcForwarding, name)
