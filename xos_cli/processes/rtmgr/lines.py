"""What `show configuration` prints of the route manager.  evidence: capture 11.2, but where it says otherwise"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes.rtmgr.rows import (
    BlackholeEntry,
    BroadcastForwarding,
    IcmpSettings,
    IpOption,
    Irdp,
    IrdpConfig,
    Route6Entry,
    Route6Priority,
    RouteEntry,
    RoutePriority,
    RouteSharing,
    UseRedirects,
)
from xos_cli.processes.vlan.facts import vlan_names, with_address
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: Origins as commands call them, as the file calls them, and how much they are believed.  evidence: capture 11.2
PRIORITIES = (
    ("direct", "Direct", 10),
    ("blackhole", "Blackhole", 50),
    ("static", "Static", 1100),
    ("icmp", "ICMP", 1200),
    ("ebgp", "EBGP", 1700),
    ("ibgp", "IBGP", 1900),
    ("ospf-intra", "OSPFIntra", 2200),
    ("ospf-inter", "OSPFInter", 2300),
    ("rip", "RIP", 2400),
    ("ospf-as-external", "OSPFAsExt", 3100),
    ("ospf-extern1", "OSPFExt1", 3200),
    ("ospf-extern2", "OSPFExt2", 3300),
    ("bootp", "Bootp", 5000),
)
PRIORITIES6 = (
    ("direct", "Direct", 10),
    ("blackhole", "Blackhole", 50),
    ("static", "Static", 1100),
    ("icmp", "ICMP", 1200),
    ("ospfv3-intra", "OSPFv3Intra", 2200),
    ("ospfv3-inter", "OSPFv3Inter", 2300),
    ("RIPng", "RIPng", 2400),
    ("ospfv3-as-external", "OSPFv3AsExt", 3100),
    ("ospfv3-extern1", "OSPFv3Ext1", 3200),
    ("ospfv3-extern2", "OSPFv3Ext2", 3300),
)
#: Messages and options as commands call them, in the order of the lines.  evidence: capture 11.2
MESSAGES = {
    "address-mask": "icmpAddressMask",
    "parameter-problem": "icmpParamProblem",
    "port-unreachables": "icmpPortUnreachables",
    "unreachables": "icmpUnreachables",
    "redirects": "icmpRedirects",
    "time-exceeded": "icmpTimeExceeded",
    "timestamp": "icmpTimeStamp",
}
OPTIONS = {
    "loose-source-route": "looseSourceRoute",
    "strict-source-route": "strictSourceRoute",
    "record-timestamp": "recordTimestamp",
    "router-alert": "routerAlert",
    "record-route": "recordRoute",
}
VERB = ("disable", "enable")
DEFAULT6 = "::/0"


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Yield the lines of the route manager in `show configuration`."""
    yield f"{VERB[store.one(RouteSharing).enabled]} iproute sharing "
    yield from _priority_lines(store)
    yield from _irdp_lines(store)
    yield from _icmp_lines(store)
    yield from _option_lines(store)
    yield from _route_lines(store)
    yield from _broadcast_lines(store)
    yield f"{VERB[store.one(UseRedirects).enabled]} icmp useredirects"
    yield from _declared_lines(store)


def _declared_lines(store: Store) -> Iterator[str]:
    """Yield the lines of what is not as on a new switch; the declarations are imported when they are needed."""
    from xos_cli.command.settings import lines
    from xos_cli.processes.rtmgr.declared import SETTINGS

    yield from lines(SETTINGS, store)


def with_rows(store: Store, kind: type[Any]) -> list[str]:
    """Return the VLANs that have lines: those with an IP address, and those that were configured.

    evidence: capture 11.2 (Default, which has both; Mgmt, which has neither), inferred (which of the two it takes)
    """
    addressed = set(with_address(store))
    return [name for name in vlan_names(store) if name in addressed or store.get(kind, name)]


def _priority_lines(store: Store) -> Iterator[str]:
    """Yield the lines of the priorities; direct routes come first and stay there, so they have none."""
    for word, name, default in PRIORITIES[1:]:
        row = store.get(RoutePriority, name)
        yield f"configure iproute priority {word} {row.pri if row else default} "
    for word, name, default in PRIORITIES6[1:]:
        row6 = store.get(Route6Priority, name)
        yield f"configure iproute ipv6 priority {word} {row6.pri if row6 else default} "


def _irdp_lines(store: Store) -> Iterator[str]:
    """Yield the lines of router advertisements.  evidence: capture 11.2"""
    irdp = store.one(IrdpConfig)
    yield f"configure irdp {'multicast' if irdp.mcast else 'broadcast'} "
    yield f"configure irdp {irdp.mininterval} {irdp.maxinterval} {irdp.lifetime} {irdp.preference} "
    for name in with_rows(store, Irdp):
        yield f'{VERB[(store.get(Irdp, name) or Irdp(name)).enabled]} irdp "{name}"'


def _icmp_lines(store: Store) -> Iterator[str]:
    """Yield the lines of ICMP messages.  evidence: capture 11.2"""
    for name in with_rows(store, IcmpSettings):
        row = store.get(IcmpSettings, name) or IcmpSettings(name)
        for word, field in MESSAGES.items():
            yield f'{VERB[getattr(row, field)]} icmp {word} vlan "{name}"'


def _option_lines(store: Store) -> Iterator[str]:
    """Yield the lines of IP options.  evidence: capture 11.2"""
    for word, field in OPTIONS.items():
        yield f"{VERB[getattr(store.one(IpOption), field)]} ip-option {word} "


def _route_lines(store: Store) -> Iterator[str]:
    """Yield the lines of static routes.  evidence: capture 11.2 (default routes), inferred (the others)"""
    for row in store.rows(RouteEntry):
        where = "default" if row.ipRouteMask == "0.0.0.0" else f"{row.ipRouteDest} {row.ipRouteMask}"
        yield f"configure iproute add {where} {row.ipRouteNextHop} {row.ipRouteMetric1} {_only(row)}vr {row.vrName} "
    for hole in store.rows(BlackholeEntry):
        where = "default" if hole.ipRouteMask == "0.0.0.0" else f"{hole.ipRouteDest} {hole.ipRouteMask}"
        yield f"configure iproute add blackhole {where} {_only(hole)}vr {hole.vrName} "
    for row6 in store.rows(Route6Entry):
        where = "default" if row6.ipRouteDest == DEFAULT6 else row6.ipRouteDest
        how = f"{row6.ipRouteNextHop} {row6.ipRouteMetric1} {_only(row6)}"
        yield f"configure iproute add {where} {how}vr {row6.vrName} "


def _only(row: RouteEntry | BlackholeEntry | Route6Entry) -> str:
    return "unicast-only " if row.unicastonly else "multicast-only " if row.multicastonly else ""


def _broadcast_lines(store: Store) -> Iterator[str]:
    """Yield the lines of broadcasts.

    evidence: capture 11.2 (the first), inferred (the others, which it does not have)
    """
    for name in with_rows(store, BroadcastForwarding):
        row = store.get(BroadcastForwarding, name) or BroadcastForwarding(name)
        yield f'{VERB[row.enabled]} ipforwarding broadcast vlan "{name}"'
        if row.ignoreEnabled:
            yield f'enable ipforwarding ignore-broadcast vlan "{name}"'
        if row.fastEnabled:
            yield f'enable ipforwarding fast-direct-broadcast vlan "{name}"'
