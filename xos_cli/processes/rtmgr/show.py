"""Print the routes of a virtual router, their counts, and the route to an address."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Address

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Screen
from xos_cli.processes.rtmgr.facts import ChosenRoute, IpRoute, lookup, routes, routes_to
from xos_cli.processes.rtmgr.lines import PRIORITIES
from xos_cli.processes.rtmgr.rows import RoutePriority
from xos_cli.processes.rtmgr.show_ipv6 import route_to
from xos_cli.processes.vlan.facts import the_router, the_vlan

#: Routes of one piece of the screen.
AT_ONCE = 100
#: evidence: capture 11.2 (to the blank)
LEGEND = """
Origin(Ori): (b) BlackHole, (be) EBGP, (bg) BGP, (bi) IBGP, (bo) BOOTP \n\
            (ct) CBT, (d) Direct, (df) DownIF, (dv) DVMRP, (e1) ISISL1Ext \n\
            (e2) ISISL2Ext, (h) Hardcoded, (i) ICMP, (i1) ISISL1 (i2) ISISL2 \n\
            (mb) MBGP, (mbe) MBGPExt, (mbi) MBGPInter, (ma) MPLSIntra
            (mr) MPLSInter, (mo) MOSPF (o) OSPF, (o1) OSPFExt1, (o2) OSPFExt2 \n\
            (oa) OSPFIntra, (oe) OSPFAsExt, (or) OSPFInter, (pd) PIM-DM, (ps) PIM-SM \n\
            (r) RIP, (ra) RtAdvrt, (s) Static, (sv) SLB_VIP, (un) UnKnown \n\
            (*) Preferred unicast route (@) Preferred multicast route \n\
            (#) Preferred unicast and multicast route \n\

Flags: (B) BlackHole, (D) Dynamic, (G) Gateway, (H) Host Route
       (L) Direct LDP LSP, (l) Indirect LDP LSP, (m) Multicast
       (P) LPM-routing, (R) Modified, (S) Static, (T) Direct RSVP-TE LSP
       (t) Indirect RSVP-TE LSP, (u) Unicast, (U) Up \n\

"""
HEAD = "Ori Destination        Gateway         Mtr  Flags       VLAN       Duration\n"
LETTERS = {
    "Blackhole": "b",
    "EBGP": "be",
    "IBGP": "bi",
    "Bootp": "bo",
    "Direct": "d",
    "ICMP": "i",
    "OSPFExt1": "o1",
    "OSPFExt2": "o2",
    "OSPFIntra": "oa",
    "OSPFAsExt": "oe",
    "OSPFInter": "or",
    "RIP": "r",
    "Static": "s",
}
#: Origins that are several at once, as commands call them.
SEVERAL = {
    "ospf": ("OSPFIntra", "OSPFInter", "OSPFAsExt", "OSPFExt1", "OSPFExt2"),
    "bgp": ("EBGP", "IBGP"),
}
#: What was configured.
PERMANENT = ("Static", "Blackhole")
#: What is marked, by whether unicast and multicast traffic takes it.
MARKS = {(True, True): "#", (True, False): "*", (False, True): "@", (False, False): ""}


def show_iproute(
    call: Call,
    vlan_name: str = "",
    permanent: bool = False,
    ip_prefix: IPv4Interface | None = None,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
    multicast: bool = False,
    unicast: bool = False,
    vr_name: str = "",
    **_: bool,
) -> Screen:
    """Show the routing table of a virtual router, or its routes to some networks.  evidence: capture 11.2"""
    vlan = the_vlan(call.store, vlan_name) if vlan_name else ""
    network = ip_prefix.network if ip_prefix else None
    if ipaddress is not None:
        network = IPv4Network(f"{ipaddress}/{netmask}", strict=False)
    router = the_router(call.store, vr_name, call.session.context)
    found = routes(call.store, router) if network is None else routes_to(call.store, router, network)
    shown = [
        item
        for item in found
        if vlan in ("", item.route.vlan)
        and not (permanent and item.route.origin not in PERMANENT)
        and _carries(item.route, multicast, unicast)
    ]
    return _table(call, shown)


def _carries(route: IpRoute, multicast: bool, unicast: bool) -> bool:
    return (route.multicast or not multicast) and (route.unicast or not unicast)


def show_iproute_origin(
    call: Call, multicast: bool = False, unicast: bool = False, vr_name: str = "", **origin: bool
) -> Screen:
    """Show the routes of one origin; ``ospf`` and ``bgp`` mean several."""
    names = {name for word in origin for name in _origins(word.replace("_", "-"))}
    shown = [
        item
        for item in routes(call.store, the_router(call.store, vr_name, call.session.context))
        if item.route.origin in names
    ]
    return _table(call, [item for item in shown if _carries(item.route, multicast, unicast)])


def _origins(word: str) -> tuple[str, ...]:
    """Return the origins of routes that a word of the command means."""
    return SEVERAL.get(word) or tuple(name for spelled, name, _ in PRIORITIES if spelled == word)


def _table(call: Call, shown: list[ChosenRoute]) -> Screen:
    return Screen(_pieces(call, shown))


def _pieces(call: Call, shown: list[ChosenRoute]) -> Iterator[str]:
    yield f"\n{HEAD}"
    for start in range(0, len(shown), AT_ONCE):
        yield "".join(row(call, item) for item in shown[start : start + AT_ONCE])
    yield f"{LEGEND}{_counts(shown, 'Origin')}\n"


def row(call: Call, item: ChosenRoute) -> str:
    """Return the line of one route; what it leads to is ``-`` while it is not up."""
    route = item.route
    origin = MARKS[item.unicast, item.multicast] + LETTERS[route.origin]
    where = "Default Route" if route.network.prefixlen == 0 else str(route.network)
    start = f"{origin:<4}{where:<19}{route.gateway:<16}{route.metric:<5}{_flags(route):<12}"
    return f"{start}{route.vlan[:10] or '-':<11}{duration(call.node.time() - route.since)}\n"


def _flags(route: IpRoute) -> str:
    return _letters(route.up, route.origin, route.network.prefixlen == 32, route.unicast, route.multicast)


@cache
def _letters(up: bool, origin: str, host: bool, unicast: bool, multicast: bool) -> str:
    """Return the flags of routes of one kind.

    evidence: capture 11.2 (U, G, S, u, m), later EXOS (D), recalled (the place of the others)
    """
    static = origin in PERMANENT
    flags = (
        ("U", up),
        ("G", origin not in ("Direct", "Blackhole")),
        ("H", host),
        ("D", origin not in (*PERMANENT, "Direct")),
        ("R", False),
        ("S", static),
        ("B", origin == "Blackhole"),
        ("u", unicast),
        ("m", multicast),
        ("P", False),
        ("L", False),
    )
    return "".join(letter if on else "-" for letter, on in flags)


def duration(seconds: float) -> str:
    """Return a time in seconds as ``4d:6h:42m:28s``."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    day, hour = divmod(hours, 24)
    return f"{day}d:{hour}h:{minute}m:{second}s"


# -- counts ----------------------------------------------------------------------------------------------------------


def _counts(shown: Iterable[ChosenRoute], origin: str) -> str:
    """Return the summary of these routes: how many there are by origin, and by length of the prefix.

    evidence: capture 11.2
    """
    found = [item.route for item in shown]
    lengths = Counter([route.network.prefixlen for route in found])
    origins = Counter([route.origin for route in found])
    masks = [(count, _length(length)) for length, count in sorted(lengths.items())]
    sources = [(count, f"routes from {name:<10}") for name, count in sorted(origins.items())]
    return (
        "Mask distribution:\n"
        + _pairs(masks)
        + f"\n\nRoute {origin} distribution:\n"
        + _pairs(sources)
        + f"\n\nTotal number of routes = {len(found)}\n"
    )


def _length(length: int) -> str:
    return f"routes at length {length}" if length else "default routes     "


def _pairs(counts: list[tuple[int, str]]) -> str:
    """Return the pairs, two to a line."""
    cells = [f"{count:>6} {text}" for count, text in counts]
    return "".join((" " * 6).join(cells[at : at + 2]) + "\n" for at in range(0, len(cells), 2))


def show_iproute_summary(
    call: Call, multicast: bool = False, unicast: bool = False, vr_name: str = "", **_: bool
) -> str:
    """Show how many routes there are, by origin and by length of the prefix.

    evidence: capture 12.5, but for the compressed routes, which came later
    """
    title = "ROUTE SUMMARY".center(47, "=")
    found = routes(call.store, the_router(call.store, vr_name, call.session.context))
    return f"{title}\n" + _counts([item for item in found if _carries(item.route, multicast, unicast)], "origin")


def show_iproute_priority(call: Call, vr_name: str = "", **_: bool) -> str:
    """Show the priority of each origin of routes.  evidence: recalled (the layout)"""
    the_router(call.store, vr_name, call.session.context)
    return "".join(f"{row.protocol:<16}{row.pri:>5}\n" for row in call.rows(RoutePriority))


# -- others ----------------------------------------------------------------------------------------------------------


def rtlookup(
    call: Call,
    ipaddress: IPv4Address | None = None,
    ipv6_address: IPv6Address | None = None,
    vr: bool = False,
    vr_name: str = "",
) -> str:
    """Show the routes that a packet to an address takes; several where they share the traffic.

    evidence: inferred (that they are rows of the table)
    """
    if ipaddress is None:
        return route_to(call, str(ipv6_address), vr_name)
    router = the_router(call.store, vr_name, call.session.context)
    best = lookup(call.store, router, int(ipaddress))
    found = routes_to(call.store, router, best[0].network) if best else []
    return HEAD + "".join(row(call, item) for item in found if item.unicast)
