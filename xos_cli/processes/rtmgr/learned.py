"""The routes that routing protocols give to the route manager, also over a failover."""

from typing import TYPE_CHECKING

from xos_cli.processes.rtmgr.facts import news, routers_with_routes
from xos_cli.processes.rtmgr.rows import LearnedRoute
from xos_cli.switch.tables import RowKey, key_of

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: The origins of the routes of each routing protocol, and of others that bring routes.
CLIENTS = {
    "ospf": ("OSPFIntra", "OSPFInter", "OSPFAsExt", "OSPFExt1", "OSPFExt2"),
    "rip": ("RIP",),
    "bgp": ("EBGP", "IBGP"),
    "icmp": ("ICMP",),
    "bootp": ("Bootp",),
}
#: Seconds for which a new master keeps the routes that its predecessor had learned.  evidence: guide 11.3 p.77
DOUBT = 1.0
#: The place of the field of a row that says since when it is as it is.
AGE = LearnedRoute._fields.index("at")


class RouteManager:
    """The state of a master's route manager: unconfirmed routes, and whether it must announce changes."""

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.doubted: dict[RowKey, None] = {}  # the routes of the old master that no protocol has confirmed yet
        self.begun = False  # this node has been the master before, since its last reset
        self.changed: dict[str, None] = {}  # the virtual routers of whose new best routes the protocols do not know yet

    def begin(self) -> None:
        """Mark the routes of the old master as unconfirmed; a master that stayed master keeps its own."""
        if not self.begun and self.node.store.count(LearnedRoute):
            self._doubt()
        self.begun = True

    def announce(self) -> None:
        """Tell the routing protocols of changed best routes, once for all rows of a change."""
        store, waits = self.node.store, bool(self.changed)
        found = news(store, "rtmgr")
        self.changed |= dict.fromkeys(routers_with_routes(store) if found is None else found)
        if self.changed and not waits:
            self.node.clock.after(0.0, self._tell)

    def _tell(self) -> None:
        changed, self.changed = self.changed, {}
        for router in changed:
            self.node.software.tell("routes_changed", self.node, router)

    def _doubt(self) -> None:
        """Keep the routes that the old master had learned for a second, or as long as their protocol restarts."""
        self.doubted = dict.fromkeys(self.node.store.keyed(LearnedRoute))
        self.node.clock.after(DOUBT, self._give_up)

    def _give_up(self) -> None:
        """Delete the routes that no protocol has confirmed, unless it restarts gracefully."""
        doubted, self.doubted = self.doubted, {}
        store = self.node.store
        with self.node.change() as transaction:
            for row in store.rows(LearnedRoute):
                if key_of(row) in doubted and not _restarting(self.node, row):
                    transaction.delete(LearnedRoute, *key_of(row))


def manager_of(node: "Node") -> RouteManager:
    """Return the route manager of a master."""
    found = node.memory.get("rtmgr")
    if found is None:
        found = node.memory["rtmgr"] = RouteManager(node)
    assert isinstance(found, RouteManager)
    return found


def _restarting(node: "Node", row: LearnedRoute) -> bool:
    """Return whether the protocol that learned a route restarts gracefully: it is asked, if it can do that at all."""
    client = next((name for name, origins in CLIENTS.items() if row.origin in origins), "")
    hook = node.software.handler(client, "restarting")
    return hook is not None and bool(hook(node, row.vrName))


# -- hooks -----------------------------------------------------------------------------------------------------------


def learned(node: "Node", router: str, client: str, routes: list[LearnedRoute]) -> None:
    """Replace all routes of a routing protocol in one virtual router by these; only the differences are put.

    Routes in doubt after a failover are confirmed by this, and stay if they are not among these.
    """
    manager, store = manager_of(node), node.store
    wanted = {key_of(row): row for row in routes}
    groups = [store.keyed_where(LearnedRoute, "origin", origin) for origin in CLIENTS[client]]
    old = {key: row for group in groups for key, row in group.items() if row.vrName == router}
    now = node.time()
    with node.change() as transaction:
        for key in old:
            if key not in wanted and key not in manager.doubted:
                transaction.delete(LearnedRoute, *key)
        for key, row in wanted.items():
            manager.doubted.pop(key, None)
            before = old.get(key)
            if before is None or before[:AGE] != row[:AGE]:
                transaction.put(row._replace(at=now))


def announce(node: "Node") -> None:
    """Make the routing protocols check the routes again (``routes_changed``)."""
    manager_of(node).announce()


def begin(node: "Node") -> None:
    """Start to manage the routes of the switch."""
    manager_of(node).begin()


def told_gateways(node: "Node", router: str, gateways: list[tuple[str, str]]) -> None:
    """Replace the default routes of a virtual router that came by DHCP or BOOTP; *gateways*: VLANs and addresses."""
    found = [LearnedRoute(router, "Bootp", "0.0.0.0/0", gateway, vlan, 1) for vlan, gateway in gateways]
    learned(node, router, "bootp", found)
