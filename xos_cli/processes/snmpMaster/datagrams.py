"""Take SNMP messages that come to an address of the switch over its network, and send the answers back."""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import ip_text
from xos_cli.packets.frames import Frame, Ipv4, Udp
from xos_cli.processes.snmpMaster.notifications import has_library

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


def take_request(node: "Node", vid: int, frame: Frame) -> None:
    """Answer a request from the address that it came to; nobody is answered without the library."""
    packet, fabric = frame.payload, node.fabric
    interface = fabric.router.interfaces.get(vid) if fabric is not None else None
    if type(packet) is not Ipv4 or type(packet.payload) is not Udp or fabric is None or interface is None:
        return
    asked = packet.payload
    if (interface.router, packet.dst) not in fabric.router.own or not has_library():
        return
    answer = node.software.ask("snmpMaster", "snmp_answer", node, asked.data, ip_text(packet.src))
    if answer:
        reply = Ipv4(packet.dst, packet.src, Udp(asked.dst_port, asked.src_port, answer))
        node.call("rtmgr", "transmit", interface.router, reply)
