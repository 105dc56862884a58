"""Give OSPF on a node what concerns it: changes, packets, the routes of other origins."""

from typing import TYPE_CHECKING

from xos_cli.packets.frames import Frame, Malformed
from xos_cli.processes.ospf.machine import STOPPED, Routers, routers_of, running_router

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node


def follow(node: "Node") -> None:
    """Apply a change of the configuration or of the links."""
    if node.is_master:
        routers_of(node).follow()


def end(node: "Node", planned: bool) -> None:
    """Stop; the route manager deletes the routes a second later.  evidence: inferred (as after a failover)"""
    found = node.memory.get("ospf")
    if isinstance(found, Routers):
        for name in found.routers:
            node.later(found.prepare(name, planned), "ospf", "withdraw", name)
        found.end()


def withdraw(node: "Node", router: str) -> None:
    """Delete the routes of a process that has crashed, unless it runs again."""
    node.memory.pop(STOPPED, None)
    if running_router(node, router) is None:
        node.software.ask("rtmgr", "learned", node, router, "ospf", [])


def received(node: "Node", port: "Port", vid: int, frame: Frame) -> bool:
    """Process a received packet; one to a group is forwarded as well."""
    found = node.memory.get("ospf")
    if isinstance(found, Routers):
        if isinstance(frame.payload, Malformed):
            found.malformed(vid)
        else:
            found.received(vid, frame)
    return False


def export(node: "Node", router: str) -> None:
    """Check the routes of other origins again."""
    found = node.memory.get("ospf")
    if isinstance(found, Routers) and router in found.routers:
        found.exports[router] = None
        found.after()


def judge_again(node: "Node") -> None:
    """Apply the policies to all routes again, and to the external LSAs of areas with a policy for them."""
    found, now = node.memory.get("ospf"), node.clock.now
    if isinstance(found, Routers):
        for name, router in found.routers.items():
            found.exports[name] = None
            router.routes_changed = True
            router.recalculate(now)
            for area in router.areas.values():
                if area.settings.external_filter:
                    router.offer_externals(area.id, now)
            router.finish(now)
        found.after()


def restarts(node: "Node", router: str) -> bool:
    """Return whether OSPF restarts gracefully in a virtual router, or is going to."""
    found = running_router(node, router)
    return found is not None and found.silent


#: Octets of an LSA in a database, beside itself.  evidence: inferred
STORED = 64


def octets(node: "Node") -> int:
    """Return the octets of the link-state databases of all virtual routers."""
    found = node.memory.get("ospf")
    routers = found.routers.values() if isinstance(found, Routers) else ()
    databases = [database for router in routers for _, database in router.databases()]
    return sum(STORED + stored.lsa.length for database in databases for stored in database.values())
