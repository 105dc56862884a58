"""`show bgp`: the router, its neighbours and its routes.

Nobody answers, so that the only routes are the switch's own.
"""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Interface

from xos_cli.command.address_and_mask import network_of
from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.bgp.facts import ORIGINS, as_number, exports, router
from xos_cli.processes.bgp.rows import Bgp, BgpAggregate, BgpConfederationPeer, BgpNeighbor, BgpNetwork
from xos_cli.processes.rtmgr.facts import IpRoute, routes
from xos_cli.processes.vlan.rows import VR_DEFAULT

STATE = ("Disabled", "Enabled")
ANSWER = ("No", "Yes")
#: Width of what stands before the colon, and of the values of the first column.
LABEL, VALUE = 20, 16
RULE = "-" * 80 + "\n"
REDISTRIBUTE = f"""
Redistribute:
{RULE}            Admin Status    Operational Status  Shutdown Priority   Policy
{RULE}"""
PEERS = f"     Peer            AS        Weight State        InMsgs     OutMsgs(InQ)    Up/Down\n{RULE}"
PEER_FLAGS = """
Flags: (d) disabled, (e) enabled, (E) external peer, (I) internal peer
       (m) EBGP multihop, (r) route reflector client
"""
ROUTES = f"""\
Routes:
   Destination        Peer            Next-Hop        LPref Weight MED        AS-Path
{RULE}"""
ROUTE_FLAGS = """
Flags: (*) Preferred BGP route, (>) Active, (d) Suppressed, (h) History
       (s) Stale, (m) Multipath, (u) Unfeasible

"""
STATISTICS = """\
BGP Route Statistics
 Total Rxed Routes : {total}
 Feasible Routes   : {total}
 Active Routes     : {total}
 Rejected Routes   : 0
 Unfeasible Routes : 0

Route Statistics on Session Type
 Routes from Int Peer: 0
 Routes from Ext Peer: 0
"""


def show_bgp(call: Call) -> str:
    """Show the router, and what it exports.

    evidence: vendor automation (first label, that identifier and number share a line), clients of 11.2 (the columns
    of what is exported), recalled (the other labels), inferred (without what came after 11.3)
    """
    known, told = router(call.store), exports(call.store)
    table = "".join(_export(known, told, origin) for origin in ORIGINS)
    return _router(known, len(_local(call))) + _lists(call) + REDISTRIBUTE + table


def _router(known: Bgp, local: int) -> str:
    pairs = [
        ("Enabled", ANSWER[known.enabled], "OperStatus", "Up" if known.enabled else "Down"),
        ("RouterId", known.routerId, "AS", known.asNumber),
        ("LocalPref", known.localPreference, "MED", known.med.capitalize()),
        ("Always-Compare-MED", STATE[known.alwaysCompareMed], "Aggregation", STATE[known.aggregation]),
        ("Route Reflector", ANSWER[known.clusterId != 0], "RR ClusterId", known.clusterId),
        ("IGP Synchronization", STATE[known.synchronization], "Community Format", STATE[known.communityFormat]),
        ("Routes from EBGP", 0, "Routes from IBGP", 0),
        ("Routes redistributed", local, "Maximum Paths", known.maximumPaths),
        ("Fast Ext Fallover", STATE[known.fastExternalFallover], "Confederation ID", known.confederationId),
    ]
    return "".join(f"{left:<{LABEL}}: {one:<{VALUE}}{right:<{LABEL}}: {other}\n" for left, one, right, other in pairs)


def _lists(call: Call) -> str:
    lists = {
        "Confed Peers": " ".join(str(row.asNumber) for row in call.rows(BgpConfederationPeer)),
        "Networks": str(len(call.rows(BgpNetwork))),
        "Aggregate Networks": str(len(call.rows(BgpAggregate))),
    }
    return "".join(f"{f'{label:<{LABEL}}: {value}'.rstrip()}\n" for label, value in lists.items())


def _export(known: Bgp, told: dict[str, str], origin: str) -> str:
    on = origin in told
    runs = "Up" if on and known.enabled else "Down"
    return f"{ORIGINS[origin]:<12}{STATE[on]:<16}{runs:<20}{2048:<20}{told.get(origin, 'None')}\n"


# -- neighbours ------------------------------------------------------------------------------------------------------


def show_bgp_neighbor(
    call: Call,
    remoteaddr: IPv4Address | None = None,
    ip_prefix: IPv4Interface | None = None,
    detail: bool = False,
    all: bool = False,
    exact: bool = False,
    **which: object,
) -> str:
    """Show the table of neighbours, one neighbour's row of it, or the routes that were exchanged with one:

    there are none.

    evidence: vendor automation (columns up to the state), recalled (labels), inferred (one neighbour alone)
    """
    found = call.rows(BgpNeighbor)
    if remoteaddr is not None:
        found = [row for row in found if row.address == str(remoteaddr)]
        if not found:
            raise Refusal(f"Error: BGP neighbor {remoteaddr} does not exist.")
    if which:
        return ROUTES + ROUTE_FLAGS + STATISTICS.format(total=0)
    return PEERS + "".join(_peer(call, row) for row in found) + PEER_FLAGS


def _peer(call: Call, row: BgpNeighbor) -> str:
    known, number = router(call.store), as_number(call.store, row)
    flags = f"{'I' if number == known.asNumber else 'E'}{'e' if row.enabled else 'd'}"
    flags += f"{'m' if row.multiHop else '-'}{'r' if row.reflectorClient else '-'}"
    state = "ACTIVE" if known.enabled and row.enabled else "IDLE"
    start = f"{flags:<5}{row.address:<16}{number:<10}{row.weight:<7}{state:<13}"
    return f"{start}{0:<11}{0:<7}({0:<4})   0:0:00:00\n"


# -- routes ----------------------------------------------------------------------------------------------------------


def show_bgp_routes(
    call: Call,
    ip_prefix: IPv4Interface | None = None,
    detail: bool = False,
    all: bool = False,
    exact: bool = False,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
    **attributes: object,
) -> str:
    """Show the configured networks and the exported routes, if they are in the routing table.

    evidence: vendor automation (columns up to the next hop), recalled (labels, statistics), inferred (own routes)
    """
    wanted = network_of(ip_prefix, ipaddress, netmask)
    local = [] if attributes.keys() - {"network"} else _local(call)  # own routes have neither AS path nor community
    shown = [route for route in local if wanted is None or _fits(route, wanted, exact)]
    return ROUTES + "".join(_route(route) for route in shown) + ROUTE_FLAGS + STATISTICS.format(total=len(shown))


def _fits(route: IpRoute, wanted: IPv4Interface, exact: bool) -> bool:
    return route.network == wanted.network if exact else route.network.subnet_of(wanted.network)


def show_bgp_routes_summary(call: Call) -> str:
    """Show how many routes BGP has.  evidence: recalled (all of the layout)"""
    return STATISTICS.format(total=len(_local(call)))


def _local(call: Call) -> list[IpRoute]:
    return list(_own(call)) if router(call.store).enabled else []


def _own(call: Call) -> Iterator[IpRoute]:
    """Return the routes that BGP advertises, each once."""
    networks = {IPv4Interface(row.prefix).network for row in call.rows(BgpNetwork)}
    told = exports(call.store)
    for taken in routes(call.store, VR_DEFAULT):
        route = taken.route
        if taken.unicast and (route.network in networks or route.origin.lower() in told):
            yield route


def _route(route: IpRoute) -> str:
    start = f"*> {route.network!s:<19}{'0.0.0.0':<16}{route.gateway:<16}"
    return f"{start}{100:<6}{1:<7}{0:<11}".rstrip() + "\n"
