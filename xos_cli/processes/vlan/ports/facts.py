"""Questions about ports that their rows answer."""

from typing import TYPE_CHECKING

from xos_cli.processes.vlan.ports.rows import PortLink, RedundantPort, config_of

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Port
    from xos_cli.switch.link import Offer
    from xos_cli.switch.node import Node


def stands_by(node: "Node", port: "Port") -> bool:
    """Whether the other port of a redundant pair keeps this one's link down.

    The primary port has its link whenever it can; without smart redundancy not until the other one has lost its own.
    """
    for pair in node.store.rows(RedundantPort):
        primary, second = (pair.slot, pair.port), (pair.redundantSlot, pair.redundantPort)
        if not pair.linkOn and port in (primary, second):
            other = node.store.get(PortLink, *(second if port == primary else primary))
            smart = not config_of(node.store, primary).smartRedundancyDisabled
            return other is not None and bool(other.up) and (port == second or not smart)
    return False


def offer_of(node: "Node", port: "Port") -> "Offer | None":
    """What a port offers to the other end of its cable; None while it is disabled, broken, not there, or stands by."""
    from xos_cli.switch.link import Offer

    config, link = config_of(node.store, port), node.store.get(PortLink, *port)
    if not config.enabled or link is None or link.broken or stands_by(node, port):
        return None
    if config.speed is None or config.duplex is None:
        return Offer(node.chassis.port_type(port).speed)
    return Offer(config.speed, config.duplex, auto=False)
