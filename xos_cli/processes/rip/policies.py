"""Apply the policies to RIP's neighbours and routes: trusted gateways, in, out, import and export.

evidence: reference 11.5 ch.25 (what each policy is for), guide 11.3 p.281 (cost and tag are set by policies),
inferred (a trusted gateway is judged as the route to its own address)
"""

from ipaddress import IPv4Network
from typing import TYPE_CHECKING

from xos_cli.processes.polMgr.facts import RouteView, judge
from xos_cli.processes.rip.records import INFINITY, LEARNED, Judge, RipRoute
from xos_cli.processes.rip.rows import Rip2Conf, Rip2ExportConf, Rip2IfConf
from xos_cli.processes.rip.updates import dotted

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


class Policies(Judge):
    """The policies that are configured, as the machine asks them."""

    def __init__(self, node: "Node") -> None:
        self.node = node

    def trusts(self, vlan: str, peer: int) -> bool:
        """Return whether the trusted-gateway policy of a VLAN permits a neighbour."""
        view = RouteView(IPv4Network((peer, 32)), LEARNED, dotted(peer))
        return judge(self.node, self._row(vlan).trustedGateway, view).permit

    def incoming(self, vlan: str, route: RipRoute) -> RipRoute | None:
        """Return a route as the policy of a VLAN for what comes in lets it pass."""
        return judged(self.node, self._row(vlan).inPolicy, route)

    def outgoing(self, vlan: str, route: RipRoute) -> RipRoute | None:
        """Return a route as the policy of a VLAN for what goes out lets it pass; a dead one stays dead."""
        found = judged(self.node, self._row(vlan).outPolicy, route)
        return found if found is None or route.alive else found._replace(metric=INFINITY)

    def _row(self, vlan: str) -> Rip2IfConf:
        return self.node.store.get(Rip2IfConf, vlan) or Rip2IfConf(vlan)


def imported(node: "Node", route: RipRoute) -> RipRoute | None:
    """Return a route as the import policy gives it to the route manager, None for not at all."""
    return judged(node, node.store.one(Rip2Conf).rip2SysImportPolicyName, route)


def judged(node: "Node", policy: str, route: RipRoute) -> RipRoute | None:
    """Return a route with what a policy sets of it, None where that denies it."""
    if policy in ("", "none"):
        return route
    network = IPv4Network((route.network, route.length))
    found = judge(node, policy, RouteView(network, route.origin, dotted(route.next_hop), route.metric, route.tag))
    if not found.permit:
        return None
    cost = route.metric if found.route.cost is None else found.route.cost
    return route._replace(metric=max(1, min(INFINITY, cost)), tag=found.route.tag)


def in_use(node: "Node") -> tuple[object, ...]:
    """Return which policy is used for what: with others, everything is judged anew."""
    store = node.store
    vlans = [(row.vlanName, row.trustedGateway, row.inPolicy, row.outPolicy) for row in store.rows(Rip2IfConf)]
    exports = [row.rip2ExportPolicyName for row in store.rows(Rip2ExportConf)]
    return store.one(Rip2Conf).rip2SysImportPolicyName, tuple(vlans), tuple(exports)
