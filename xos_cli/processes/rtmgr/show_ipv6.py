"""Print the routes of IPv6: the static ones, which are all that is known.

evidence: inferred (the layouts)
"""

from collections import Counter
from collections.abc import Iterator
from ipaddress import IPv6Interface, IPv6Network, ip_address, ip_network

from xos_cli.command.call import Call
from xos_cli.processes.rtmgr.rows import Route6Entry, Route6Priority
from xos_cli.processes.vlan.facts import the_router

HEAD = "Ori Destination                                Gateway                                 Mtr\n"


def show_iproute_ipv6(
    call: Call, vlan_name: str = "", ipv6_prefix: IPv6Interface | None = None, vr_name: str = "", **_: bool
) -> str:
    """Show the static routes of IPv6: whether a gateway is there is not known."""
    wanted = str(ipv6_prefix.network) if ipv6_prefix else ""
    return HEAD + "".join(_line(row) for row in _routes(call, vr_name) if wanted in ("", row.ipRouteDest))


def show_iproute_ipv6_origin(call: Call, vr_name: str = "", **origin: bool) -> str:
    """Show the IPv6 routes of one origin: none but static ones are ever there."""
    found = _routes(call, vr_name)
    return HEAD + ("".join(map(_line, found)) if origin.get("static") else "")


def show_iproute_ipv6_summary(call: Call, vr: bool = False, vr_name: str = "") -> str:
    """Show how many IPv6 routes there are, by origin and by length of the prefix."""
    lengths = Counter(IPv6Network(row.ipRouteDest).prefixlen for row in _routes(call, vr_name))
    masks = "".join(f"{count:>6} routes at length {length}\n" for length, count in sorted(lengths.items()))
    total = lengths.total()
    origins = f"{total:>6} routes from Static\n" if total else ""
    parts = f"Mask distribution:\n{masks}\nRoute origin distribution:\n{origins}\n"
    return f"{'ROUTE SUMMARY'.center(47, '=')}\n{parts}Total number of routes = {total}\n"


def show_iproute_ipv6_priority(call: Call, vr: bool = False, vr_name: str = "") -> str:
    """Show the priority of each origin of IPv6 routes.  evidence: recalled (as of IPv4)"""
    the_router(call.store, vr_name, call.session.context)
    return "".join(f"{row.protocol:<16}{row.pri:>5}\n" for row in call.rows(Route6Priority))


def route_to(call: Call, address: str, vr_name: str) -> str:
    """Return the static route with the longest prefix that an IPv6 address is in."""
    found = [row for row in _routes(call, vr_name) if ip_address(address) in ip_network(row.ipRouteDest)]
    longest = max((IPv6Network(row.ipRouteDest).prefixlen for row in found), default=0)
    return HEAD + "".join(_line(row) for row in found if IPv6Network(row.ipRouteDest).prefixlen == longest)


def _routes(call: Call, vr_name: str) -> list[Route6Entry]:
    return list(_static(call, the_router(call.store, vr_name, call.session.context)))


def _static(call: Call, router: str) -> Iterator[Route6Entry]:
    yield from (row for row in call.rows(Route6Entry) if row.vrName == router)


def _line(row: Route6Entry) -> str:
    return f"s   {row.ipRouteDest:<43}{row.ipRouteNextHop:<40}{row.ipRouteMetric1}\n"
