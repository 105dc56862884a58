"""Exchange routes between OSPF and other origins: export, import, and their policies."""

from collections.abc import Iterator
from ipaddress import IPv4Network
from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ip_number, ip_text
from xos_cli.packets.ospf_records import ExternalBody, Lsa
from xos_cli.processes.ospf.facts import Leak, leaks, prefix_of
from xos_cli.processes.ospf.protocol.router import Router
from xos_cli.processes.ospf.protocol.routing import INTER, INTRA, TYPE1, TYPE2, OspfRoute
from xos_cli.processes.ospf.protocol.settings import VIRTUAL, External, RouterSettings
from xos_cli.processes.ospf.protocol.spf import mask_of
from xos_cli.processes.ospf.rows import ON, OspfAseSummary, OspfGlobal, OspfInterface
from xos_cli.processes.polMgr.facts import RouteView, judge
from xos_cli.processes.rtmgr.facts import IpRoute, routes
from xos_cli.processes.rtmgr.rows import LearnedRoute

if TYPE_CHECKING:
    from xos_cli.processes.ospf.protocol.core import Area
    from xos_cli.switch.node import Node

#: The origins as the route manager calls them, by the words of commands, and by the kinds of routes.
ORIGINS = {"direct": "Direct", "static": "Static", "rip": "RIP", "e-bgp": "EBGP", "i-bgp": "IBGP"}
KINDS = {INTRA: "OSPFIntra", INTER: "OSPFInter", TYPE1: "OSPFExt1", TYPE2: "OSPFExt2"}
WORDS = {INTRA: "ospf-intra", INTER: "ospf-inter", TYPE1: "ospf-extern1", TYPE2: "ospf-extern2"}


class FilteredRouter(Router):
    """A router whose areas have policies."""

    def __init__(self, settings: RouterSettings, now: float, node: "Node") -> None:
        super().__init__(settings, now)
        self.node = node

    def admits(self, area: "Area", network: int, length: int, cost: int) -> bool:
        """Return whether the policy of an area permits a route of another area."""
        name = area.settings.filter
        return not name or judge(self.node, name, _view(network, length, "ospf-inter", cost)).permit

    def admits_external(self, area: "Area", lsa: Lsa) -> bool:
        """Return whether the policy of an area permits an external LSA.  evidence: reference 11.5 (external-filter)"""
        body = lsa.body
        if not isinstance(body, ExternalBody):
            return True
        origin = WORDS[TYPE1 if body.kind == 1 else TYPE2]
        view = _view(lsa.id & body.mask, body.mask.bit_count(), origin, body.metric, body.tag)
        return judge(self.node, area.settings.external_filter, view).permit


def _view(network: int, length: int, origin: str, cost: int, tag: int = 0) -> RouteView:
    return RouteView(IPv4Network((network, length)), origin, metric=cost, tag=tag)


# -- into the table --------------------------------------------------------------------------------------------------


def kept_routes(node: "Node", name: str, router: Router) -> list[LearnedRoute]:
    """Return the routes for the route manager: those by other routers that the import policy permits."""
    policy = node.store.one(OspfGlobal).importPlcy or ""
    found: list[LearnedRoute] = []
    for (network, length), route in router.routes.items():
        ways = [hop for hop in route.hops if hop.gateway]
        own = len(ways) < len(route.hops)  # one of its own networks
        if ways and not own and (not policy or _admitted(node, policy, network, length, route)):
            text, kind = f"{ip_text(network)}/{length}", KINDS[route.kind]
            found += [
                LearnedRoute(name, kind, text, ip_text(hop.gateway), hop.interface, route.cost, route.tag)
                for hop in ways
            ]
    return found


def _admitted(node: "Node", policy: str, network: int, length: int, route: OspfRoute) -> bool:
    return judge(node, policy, _view(network, length, WORDS[route.kind], route.cost, route.tag)).permit


# -- from other origins ----------------------------------------------------------------------------------------------


def exported(node: "Node", name: str, router: Router) -> list[External]:
    """Return the exported networks of other origins, aggregated as configured."""
    return _aggregated(node, [*_leaked(node, name, router), *_default(node, name)])


def _leaked(node: "Node", name: str, router: Router) -> Iterator[External]:
    wanted = {ORIGINS[leak.origin]: leak for leak in leaks(node.store) if leak.enabled}
    if not wanted:
        return
    own = {row.ospfIfName for row in node.store.rows(OspfInterface) if row.ospfIfAdminStat == ON}
    for route, unicast, _ in routes(node.store, name):
        leak = wanted.get(route.origin)
        if leak is None or not unicast or (route.origin == "Direct" and route.vlan in own):
            continue
        external = _external(node, leak, route)
        if external is not None and external.length:
            yield external._replace(forward=_forward(router, route))


def _forward(router: Router, route: IpRoute) -> int:
    """Return where others send packets of a route at once: to its gateway, if that is on a network of OSPF; 0 if not.

    evidence: RFC 2328, 2.3 and A.4.5; inferred for this switch
    """
    if route.origin == "Direct" or not route.gateway:
        return 0
    address = ip_number(route.gateway)
    places = [i.settings for i in router.interfaces.values() if i.up and i.settings.kind != VIRTUAL]
    return address if any(not (address ^ place.address) & place.mask for place in places) else 0


def _external(node: "Node", leak: Leak, route: IpRoute) -> External | None:
    """Return how a route is exported, None if the policy denies it; cost 0 keeps the route's.  evidence: recalled"""
    network, length = int(route.network.network_address), route.network.prefixlen
    if not leak.policy:
        return External(network, length, leak.cost or route.metric, leak.type or 2, leak.tag)
    judgement = judge(node, leak.policy, _view(network, length, leak.origin, route.metric, route.tag))
    if not judgement.permit:
        return None
    found = judgement.route
    kind = 1 if found.cost_type in ("ase-type-1", "type-1", "1") else 2
    return External(network, length, route.metric if found.cost is None else found.cost, kind, found.tag)


def _default(node: "Node", name: str) -> Iterator[External]:
    ospf = node.store.one(OspfGlobal)
    if not ospf.defRouteEnable:
        return
    if ospf.always or any(
        unicast and not route.network.prefixlen and not route.origin.startswith("OSPF")
        for route, unicast, _ in routes(node.store, name)
    ):
        yield External(0, 0, ospf.def_cost, ospf.def_type or 2, ospf.def_tag)


def _aggregated(node: "Node", found: list[External]) -> list[External]:
    """Return the networks with those that are summarized replaced by their summary."""
    rows = node.store.rows(OspfAseSummary)
    summaries = [External(*prefix_of(row.network), row.cost, 2, row.tag) for row in rows]
    used: dict[External, None] = {}
    for item in found:
        fits = [s for s in summaries if s.length <= item.length and item.network & mask_of(s.length) == s.network]
        used[max(fits, key=lambda s: s.length)._replace(kind=item.kind) if fits and item.length else item] = None
    return list(used)
