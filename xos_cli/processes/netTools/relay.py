"""Relay BOOTP and DHCP in a network: requests to the servers, replies to the client's VLAN.

evidence: RFC 1542 4 (the relay's address, hops, what is dropped), guide 11.3 p.510-511 (the commands), inferred (that
a request for a DHCP server of the VLAN itself is not relayed)
"""

from typing import TYPE_CHECKING

from xos_cli.errors import PacketError
from xos_cli.packets import dhcp
from xos_cli.packets.addresses import BROADCAST, ip_number
from xos_cli.packets.dhcp import Dhcp
from xos_cli.packets.frames import Frame, Ipv4, Udp
from xos_cli.processes.netTools.rows import BootpRelay, BootpServer, RelayCounts, UdpProfile

if TYPE_CHECKING:
    from xos_cli.switch.fabric.routing import FabricInterface
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

EVERYONE = 0xFFFFFFFF
#: Relays that a request may have passed.  evidence: RFC 1542 4.1.1 (the default)
HOPS = 4


def take_bootp(node: "Node", port: "Port", vid: int, packet: Ipv4, data: bytes) -> None:
    """Process a datagram for a server or a relay: answer it, relay it, or drop it."""
    assert node.fabric is not None
    try:
        message = dhcp.decode(data)
    except PacketError:
        return
    interface = node.fabric.router.interfaces[vid]
    if message.op == dhcp.REPLY:
        if _relays(node, interface.router) or node.store.count(UdpProfile):
            _to_client(node, interface.router, message)
    elif node.works("netLogin") and node.software.ask("netLogin", "serve_dhcp", node, port, vid, message):
        return
    elif packet.dst == EVERYONE and _relays(node, interface.router):
        servers = [row for row in node.store.rows(BootpServer) if row.vrName == interface.router]
        _count(node, interface.router, message, "from_client")
        to_servers(node, interface, message, [ip_number(row.server_addr) for row in servers])


def _relays(node: "Node", router: str) -> bool:
    row = node.store.get(BootpRelay, router)
    return row is not None and bool(row.enable)


def to_servers(node: "Node", interface: "FabricInterface", message: Dhcp, servers: list[int]) -> None:
    """Pass a request on to servers, with the VLAN's address as that of the first relay."""
    for server in servers:
        packet = passed_on(interface, dhcp.encode(message), server)
        if packet is not None:
            _count(node, interface.router, None, "requests")
            node.call("rtmgr", "transmit", interface.router, packet)


def passed_on(interface: "FabricInterface", data: bytes, to: int) -> Ipv4 | None:
    """Return the packet with which a request goes on; None if it is no request or has passed too many relays."""
    try:
        message = dhcp.decode(data)
    except PacketError:
        return None
    if message.hops >= HOPS or message.op != dhcp.REQUEST:
        return None
    own = interface.addresses[0][0]
    passed = message._replace(relay=message.relay or own, hops=message.hops + 1)
    return Ipv4(own, to, Udp(dhcp.SERVER_PORT, dhcp.SERVER_PORT, dhcp.encode(passed)))


def _to_client(node: "Node", router: str, message: Dhcp) -> None:
    """Pass a reply on into the VLAN whose address is the relay's."""
    assert node.fabric is not None
    _count(node, router, message, "from_server")
    vid = node.fabric.router.own.get((router, message.relay))
    if vid is None:
        return
    _count(node, router, None, "replies")
    everyone = bool(message.flags & dhcp.BROADCAST_FLAG) or not message.yours
    datagram = Udp(dhcp.SERVER_PORT, dhcp.CLIENT_PORT, dhcp.encode(message))
    packet = Ipv4(message.relay, EVERYONE if everyone else message.yours, datagram)
    node.fabric.send_vlan(vid, Frame(node.fabric.mac, BROADCAST if everyone else message.mac, 0, packet))


def _count(node: "Node", router: str, message: Dhcp | None, field: str) -> None:
    """Count a message that came or went; of one that came its type, too."""
    row = node.store.get(RelayCounts, router) or RelayCounts(router)
    kinds = list(row.kinds)
    if message is not None and message.kind < len(kinds):
        kinds[message.kind] += 1
    node.put([row._replace(**{field: getattr(row, field) + 1}, kinds=tuple(kinds))])
