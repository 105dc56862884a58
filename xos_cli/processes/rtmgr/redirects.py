"""Routes that other routers tell the switch of by ICMP redirects, for packets that it sends itself.

evidence: guide 11.3 p.500 (that they change the table, off by default), RFC 1122 3.2.2.2 (which are believed), inferred
(a route lasts until redirects are turned off, its VLAN goes, or the other MSM takes over)
"""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ip_text
from xos_cli.packets.frames import Icmp
from xos_cli.processes.rtmgr.facts import lookup
from xos_cli.processes.rtmgr.learned import learned
from xos_cli.processes.rtmgr.rows import LearnedRoute, UseRedirects

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

ORIGIN, METRIC = "ICMP", 1


def redirected(node: "Node", router: str, vid: int, sender: int, message: Icmp) -> None:
    """Accept the gateway of a redirect if the present gateway sent it and both are in one subnet."""
    assert node.fabric is not None
    if not node.store.one(UseRedirects).enabled or message.quoted is None:
        return
    interface, target = node.fabric.router.interfaces[vid], message.quoted.dst
    gateway = message.identifier << 16 | message.sequence
    present = [route.gateway for route in lookup(node.store, router, target)]
    own = node.fabric.router.own
    if interface.subnet_of(gateway) is None or (router, gateway) in own or (router, message.quoted.src) not in own:
        return
    if present != [ip_text(sender)]:
        return
    host, name = f"{ip_text(target)}/32", node.fabric.vlans[vid].name
    others = [row for row in _known(node, router) if row.destination != host]
    route = LearnedRoute(router, ORIGIN, host, ip_text(gateway), name, METRIC)
    learned(node, router, "icmp", [*others, route])


def _known(node: "Node", router: str) -> list[LearnedRoute]:
    return [row for row in node.store.where(LearnedRoute, "origin", ORIGIN) if row.vrName == router]
