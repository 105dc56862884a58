"""Process unclaimed datagrams: the UDP echo server sends back those that come to its port (RFC 862)."""

from typing import TYPE_CHECKING

from xos_cli.packets.frames import UNREACHABLE, Icmp, Ipv4, Udp
from xos_cli.processes.rtmgr.rows import UdpEcho

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: The port of the echo service (RFC 862), and the code of an unreachable port.
ECHO, PORT_UNREACHABLE = 7, 3


def unclaimed(node: "Node", router: str, packet: Ipv4, datagram: Udp, vid: int) -> None:
    """Send a datagram back where the echo server of the virtual router is on; else report the port unreachable."""
    server = node.store.get(UdpEcho, router)
    if server is not None and server.enabled and datagram.dst_port == (server.port or ECHO):
        answer = datagram._replace(src_port=datagram.dst_port, dst_port=datagram.src_port)
        node.call("rtmgr", "transmit", router, Ipv4(packet.dst, packet.src, answer, ttl=64))
    else:
        node.call("rtmgr", "report", router, packet, Icmp(UNREACHABLE, PORT_UNREACHABLE, quoted=packet), vid)
