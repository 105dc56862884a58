"""The IP stack of the CPU: it answers echo requests, and notes the answers that a `ping` or `traceroute` waits for."""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import BROADCAST, is_multicast
from xos_cli.packets.dhcp import CLIENT_PORT, SERVER_PORT
from xos_cli.packets.dns import PORT as DNS
from xos_cli.packets.frames import ECHO_REPLY, ECHO_REQUEST, REDIRECT, Frame, Icmp, Ipv4, Raw, Udp
from xos_cli.processes.netTools import (
    dhcp_client,
    file_client,
    relay,
    resolver,
    tcp_client,
    time_client,
    udp_forwarding,
    watch,
)
from xos_cli.processes.netTools.remote.login_server import connections
from xos_cli.processes.netTools.rows import CnaTestplug, ProbeAnswer, SentProbe

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

TTL, TCP = 64, 6
#: The ports of the CNA agent: tests that are asked for, RTP packets to be echoed, echoes of its own.
CNA_PORTS = (8889, 8888, 8887)


def received(node: "Node", port: "Port", vid: int, frame: Frame) -> bool:
    """Process a packet to the switch that no other process receives."""
    packet = frame.payload
    fabric = node.fabric
    if type(packet) is not Ipv4 or fabric is None:
        return True
    interface, message = fabric.router.interfaces.get(vid), packet.payload
    if type(message) is Udp and message.dst_port == CLIENT_PORT:
        dhcp_client.take_answer(node, vid, packet.src, message.data)
        return True
    if interface is None:
        return True
    router = interface.router
    if type(message) is Icmp and message.kind == ECHO_REQUEST:
        _echo(node, router, vid, packet, message)
    elif type(message) is Icmp and (message.kind, message.identifier) == (ECHO_REPLY, watch.IDENTIFIER):
        watch.answered(node, packet.src)
    elif type(message) is Icmp and message.kind == REDIRECT:
        node.call("rtmgr", "redirected", router, vid, packet.src, message)
    elif type(message) is Icmp:
        _note(node, packet, message)
    elif type(message) is Udp and frame.dst == BROADCAST and udp_forwarding.forward(node, vid, packet):
        return True
    elif type(message) is Udp and message.dst_port == SERVER_PORT:
        relay.take_bootp(node, port, vid, packet, message.data)
    elif type(message) is Udp and message.dst_port in CNA_PORTS and node.store.count(CnaTestplug):
        _test_network(node, packet, message)
    elif type(message) is Udp and (message.src_port, message.dst_port) == (DNS, resolver.PORT):
        resolver.take_answer(node, packet, message.data)
    elif type(message) is Udp and message.src_port == time_client.PORT:
        time_client.take_time(node, packet, message.data)
    elif type(message) is Udp and message.src_port == file_client.PORT:
        file_client.take_block(node, packet, message.dst_port, message.data)
    elif type(message) is Raw and message.number == TCP and (router, packet.dst) in fabric.router.own:
        if not tcp_client.take_segment(node, packet):
            connections(node).arrived(router, packet)
    elif type(message) is Udp and (router, packet.dst) in fabric.router.own:
        node.call("rtmgr", "unclaimed", router, packet, message, vid)
    return True


def _test_network(node: "Node", packet: Ipv4, message: Udp) -> None:
    """Give a datagram to the CNA agent, whose code is imported on a switch that has one."""
    from xos_cli.processes.netTools import cna_agent

    if message.dst_port == cna_agent.CONTROL:
        cna_agent.take_cna(node, packet, message.data)
    elif message.dst_port == cna_agent.RTP:
        cna_agent.echo_rtp(node, packet, message)
    else:
        cna_agent.take_rtp(node, message.data)


def _echo(node: "Node", router: str, vid: int, packet: Ipv4, message: Icmp) -> None:
    """Answer an echo request from the address that it was sent to; one to a group from the VLAN's own."""
    assert node.fabric is not None
    own = packet.dst
    if (router, own) not in node.fabric.router.own:
        if is_multicast(own) and own != 0xE0000001:
            return
        own = node.fabric.router.interfaces[vid].addresses[0][0]
    node.call("rtmgr", "transmit", router, Ipv4(own, packet.src, message._replace(kind=ECHO_REPLY), ttl=TTL))


def _note(node: "Node", packet: Ipv4, message: Icmp) -> None:
    """Store the answer to a probe of this switch, if a command waits for it."""
    about = message if message.quoted is None else message.quoted.payload
    if type(about) is Icmp:
        identifier, sequence = about.identifier, about.sequence
    elif type(about) is Udp:
        identifier, sequence = about.src_port, about.dst_port
    else:
        return
    if node.store.get(SentProbe, identifier, sequence) is None:
        return
    size = packet.length - 20
    node.put(
        [ProbeAnswer(identifier, sequence, packet.src, message.kind, message.code, packet.ttl, size, node.clock.now)]
    )
