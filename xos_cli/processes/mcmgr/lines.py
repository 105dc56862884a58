"""The lines of the multicast manager in `show configuration`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.settings import lines
from xos_cli.processes.mcmgr.declared import SETTINGS
from xos_cli.processes.mcmgr.facts import of_router
from xos_cli.processes.mcmgr.rows import (
    FloodList,
    ForwardToRouters,
    Igmp6SnoopTimer,
    Igmp6Timer,
    IgmpSnoopTimer,
    IgmpTimer,
    IpmcForwarding,
    McCache,
    SnoopFilter,
    SnoopProxy,
    SnoopStatic,
    VlanSnooping,
)
from xos_cli.processes.vlan.facts import user_routers
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


VERB = ("disable", "enable")


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Yield the lines of the multicast manager in `show configuration`.

    evidence: capture 11.2; the lines of VLANs, and that all routers have these: inferred
    """
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
    yield from lines(SETTINGS, store)
    yield from _by_hand(store)


def _by_hand(store: Store) -> Iterator[str]:
    for static in store.rows(SnoopStatic):
        what = static.what if static.what == "router" else f"group {static.what}"
        yield f"{_snooping(static)} add static {what}"
    for chosen in store.rows(SnoopFilter):
        yield f"{_snooping(chosen)} filter {chosen.policy}"


def _snooping(row: SnoopStatic | SnoopFilter) -> str:
    return f"configure {'MLD' if row.v6 else 'igmp'} snooping vlan {row.vlanName} ports {row.ports}"


def _timers(store: Store, vr: str) -> Iterator[str]:
    for name, kind in (("igmp", IgmpSnoopTimer), ("MLD", Igmp6SnoopTimer)):
        row: Any = of_router(store, kind, vr)
        yield f"configure {name} snooping timer {row.router_timeout} {row.host_timeout} vr {vr}"
        yield f"configure {name} snooping leave-timeout {row.leave_timeout} vr {vr}"


def _to_routers(store: Store, vr: str) -> Iterator[str]:
    row = of_router(store, ForwardToRouters, vr)
    yield f"{VERB[row.enable]} igmp snooping forward-mcrouter-only vr {vr}"
    yield f"{VERB[row.mldEnable]} MLD snooping forward-mcrouter-only vr {vr}"


def _queries(store: Store, vr: str) -> Iterator[str]:
    for name, kind, end in (("igmp", IgmpTimer, ""), ("MLD", Igmp6Timer, " ")):
        row: Any = of_router(store, kind, vr)
        intervals = f"{row.query_interval} {row.query_response_interval} {row.last_member_query_interval}"
        yield f"configure {name} {intervals} {row.robustness} vr {vr}{end}"


def _proxies(store: Store, vr: str) -> Iterator[str]:
    row = of_router(store, SnoopProxy, vr)
    yield f"{VERB[row.enable]} igmp snooping with-proxy vr {vr}"
    yield f"{VERB[row.mldEnable]} MLD snooping with-proxy vr {vr}"


def _floods(store: Store, vr: str) -> Iterator[str]:
    for name, v6 in (("igmp", 0), ("MLD", 1)):
        row = store.get(FloodList, vr, v6) or FloodList(vr, v6)
        yield f"configure {name} snooping flood-list {row.profileName} vr {vr}"
