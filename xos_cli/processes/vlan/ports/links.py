"""Bring links up and down, and report it.  The chassis file says which ports have a partner.

evidence: capture 12.5 (the two events), inferred (how a link is agreed on, and how long it takes)
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from xos_cli.errors import LabError
from xos_cli.processes.vlan.ports.facts import config_of, offer_of, pair_ports, side_ports, stands_by
from xos_cli.processes.vlan.ports.rows import PortLink, RedundantPort
from xos_cli.processes.vlan.rows import MgmtLink
from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

#: Seconds that two ports need to agree on a link.  evidence: inferred
AGREEING = 3.0
Put = Callable[[tuple[Any, ...]], None]


class LinkMode(NamedTuple):
    """The speed in Mbps and the duplex (``full`` or ``half``) that the two ends of a link agree on."""

    speed: int
    duplex: str


def agreed(node: "Node", port: "Port") -> LinkMode | None:
    """Return what the two ends of a port's link agree on, None if it cannot be up."""
    if cabled(node, port):
        return carrier(node, port)
    config, link = config_of(node.store, port), node.store.get(PortLink, *port)
    partner = node.chassis.links.get(port)
    if not config.enabled or partner is None or link is None or link.broken or stands_by(node, port):
        return None
    if config.speed is None or config.duplex is None:
        return LinkMode(min(partner.speed, node.chassis.port_type(port).speed), partner.duplex)
    return LinkMode(config.speed, config.duplex) if config.speed <= partner.speed else None


def _with_partners(node: "Node", ports: Iterable["Port"]) -> list["Port"]:
    """Return *ports*, and those that stand by for them or that they stand by for."""
    found = dict.fromkeys(ports)
    for pair in node.store.rows(RedundantPort):
        both = [port for own in pair_ports(pair) for port in side_ports(node.store, own)]
        if any(port in found for port in both):
            found |= dict.fromkeys(both)
    return list(found)


# -- cables ----------------------------------------------------------------------------------------------------------


def cabled(node: "Node", port: "Port") -> bool:
    """Return whether there is a cable in a port; without one the chassis file says who is at the other end."""
    return node.fabric is not None and node.fabric.ports[port].wire is not None


def carrier(node: "Node", port: "Port") -> LinkMode | None:
    """Return what the two ends of a port's cable have agreed on, as far as this end still offers it."""
    if node.fabric is None or offer_of(node, port) is None:
        return None
    found = node.fabric.ports[port].agreed
    return LinkMode(*found) if found else None


def cable_changed(node: "Node", port: "Port") -> None:
    """Process a cable that was plugged into a port or pulled out: the link goes down, or comes up."""
    if not port[0]:
        carrier_changed(node, port)
        return
    with node.change() as transaction:
        follow(node, transaction.put, [port])


def carrier_changed(node: "Node", port: "Port | None") -> None:
    """Process a cable whose two ends agreed on a link or lost it; None: all cables."""
    assert node.fabric is not None
    ports = [id for id, found in node.fabric.ports.items() if found.wire is not None] if port is None else [port]
    links_up(node, [id for id in ports if id[0] and carrier(node, id)])
    with node.change() as transaction:
        follow(node, transaction.put, [id for id in ports if id[0]])
        up = int(node.fabric.management[node.name].agreed is not None)
        if any(not id[0] for id in ports):
            transaction.put(MgmtLink(up))


def tell_link(node: "Node", port: "Port", up: bool) -> None:
    """Tell the processes that a link came up or went down."""
    node.software.tell("link_changed", node, port, up)


def tell_vlans(node: "Node") -> None:
    """Tell the processes that the active ports of VLANs have changed."""
    node.software.tell("vlans_changed", node)


# -- up and down -----------------------------------------------------------------------------------------------------


def follow(node: "Node", put: Put, ports: Iterable["Port"]) -> None:
    """Process a change: take down at once the links that no longer fit, and bring up soon those that can be up."""
    coming = []
    for port in _with_partners(node, ports):
        link = node.store.get(PortLink, *port)
        if link is None:
            continue
        wanted = agreed(node, port)
        if link.up and wanted != (link.speed, link.duplex):
            _fall(node, put, link)
        if wanted and not cabled(node, port) and wanted != (link.speed, link.duplex):
            coming.append(port)
    if coming:
        node.later(AGREEING, "vlan", "links_up", tuple(coming))


def restart(node: "Node", put: Put, ports: Iterable["Port"]) -> None:
    """Take links down, and have them come up again if they can."""
    there = [link for link in (node.store.get(PortLink, *port) for port in ports) if link]
    for link in there:
        if link.up:
            _fall(node, put, link)
        if cabled(node, (link.slot, link.port)):
            node.later(0.0, "hal", "bounce", (link.slot, link.port))
    node.later(AGREEING, "vlan", "links_up", tuple([(link.slot, link.port) for link in there]))


def bounce_links(node: "Node", ports: "tuple[Port, ...]") -> None:
    """Take links down for a moment, on behalf of another process."""
    with node.change() as transaction:
        restart(node, transaction.put, ports)


def _fall(node: "Node", put: Put, link: PortLink) -> None:
    put(link._replace(up=0, speed=0, duplex="", downs=link.downs + 1, last_down=node.time()))
    port = node.chassis.port_name((link.slot, link.port))
    node.event("Info", "vlan.msgs.portLinkStateDown", f"Port {port} link down")
    if node.fabric is not None:
        node.later(0.0, "vlan", "tell_link", (link.slot, link.port), False)
    node.call("snmpMaster", "link_moved", (link.slot, link.port), False)
    node.later(0.0, "vlan", "tell_vlans")


def links_up(node: "Node", ports: Iterable["Port"]) -> None:
    """Bring up the links whose two ends have agreed, if nothing came between."""
    risen = [port for port in ports if _rise(node, port)]
    with node.change() as transaction:
        follow(node, transaction.put, _with_partners(node, risen))


def _rise(node: "Node", port: "Port") -> bool:
    link, wanted = node.store.get(PortLink, *port), agreed(node, port)
    if link is None or link.up or wanted is None:
        return False
    node.put([link._replace(up=1, speed=wanted.speed, duplex=wanted.duplex, ups=link.ups + 1, last_up=node.time())])
    speed = f"{wanted.speed // 1000} Gbps" if wanted.speed >= 1000 else f"{wanted.speed} Mbps"
    text = f"Port {node.chassis.port_name(port)} link UP at speed {speed} and {wanted.duplex}-duplex"
    node.event("Info", "vlan.msgs.portLinkStateUp", text)
    if node.fabric is not None:
        node.later(0.0, "vlan", "tell_link", port, True)
    node.call("snmpMaster", "link_moved", port, True)
    node.later(0.0, "vlan", "tell_vlans")
    return True


# -- modules and faults ----------------------------------------------------------------------------------------------


def ports_up(node: "Node", slot: int) -> None:
    """Add the ports of a module that works now; their links come up soon."""
    ports = [port for port in node.chassis.ports if port[0] == slot]
    known = {port: node.store.get(PortLink, *port) for port in ports}
    node.put([PortLink(*port) for port, link in known.items() if link is None])
    resume(node, slot)


def ports_down(node: "Node", slot: int) -> None:
    """Remove the ports of a module that is gone, with their links."""
    with node.change() as transaction:
        for link in node.store.rows(PortLink):
            if link.slot == slot:
                if link.up:
                    _fall(node, transaction.put, link)
                transaction.delete(PortLink, link.slot, link.port)


def resume(node: "Node", slot: int | None = None) -> None:
    """Schedule the links that can come up, of one slot or of all slots."""
    down = [(link.slot, link.port) for link in node.store.rows(PortLink) if not link.up]
    coming = [port for port in down if slot in (None, port[0]) and port in node.chassis.links]
    if coming:
        node.later(AGREEING, "vlan", "links_up", tuple(coming))


def link_broken(node: "Node", which: str, broken: bool) -> None:
    """Break or mend the link of a port."""
    ports = {node.chassis.port_name(port): port for port in node.chassis.ports}
    if which not in ports:
        raise LabError(f"there is no port {which}")
    link = node.store.get(PortLink, *ports[which])
    if link is None:
        raise LabError(f"the module of port {which} does not work yet")
    if not broken and not link.broken:
        raise LabError(f"port {which} has not failed")
    with node.change() as transaction:
        transaction.put(link._replace(broken=int(broken)))
        follow(node, transaction.put, [ports[which]])
