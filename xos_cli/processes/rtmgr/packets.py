"""Process packets that the I/O modules give to the CPU: unresolved next hops, expired TTLs, missing routes.

evidence: RFC 1812 4.3 (which error answers what, and what is never answered), guide 11.3 p.500 (the settings)
"""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import is_multicast
from xos_cli.packets.frames import (
    ECHO_REQUEST,
    REDIRECT,
    TIME_EXCEEDED,
    UNREACHABLE,
    Frame,
    Icmp,
    Ipv4,
)
from xos_cli.processes.rtmgr import rows
from xos_cli.switch.fabric import routing

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: Codes of "destination unreachable" (RFC 792).
NETWORK, HOST, TOO_BIG = 0, 1, 4
HOST_REDIRECT = 1
TTL = 64


def exception(node: "Node", reason: str, vid: int, frame: Frame) -> None:
    """Handle a packet that the I/O modules could not route; *vid* is the VLAN it came from."""
    packet = frame.payload
    assert node.fabric is not None
    interface = node.fabric.router.interfaces.get(vid)
    if interface is None or type(packet) is not Ipv4:
        return
    if reason == routing.RESOLVE:
        _resolve(node, interface.router, packet._replace(ttl=packet.ttl - 1))
    elif reason == routing.EXPIRED:
        report(node, interface.router, packet, Icmp(TIME_EXCEEDED, 0, quoted=packet), vid)
    elif reason == routing.TOO_BIG:
        report(node, interface.router, packet, Icmp(UNREACHABLE, TOO_BIG, quoted=packet), vid)
    elif reason == routing.REDIRECT:
        _redirect(node, interface.router, packet, vid)
    else:
        report(node, interface.router, packet, Icmp(UNREACHABLE, NETWORK, quoted=packet), vid)


def _resolve(node: "Node", router: str, packet: Ipv4) -> None:
    """Let ARP resolve the next hop of a packet, which waits for it."""
    assert node.fabric is not None
    hop = node.fabric.router.hop(router, packet)
    if hop is not None and hop.vid:
        node.call("fdb", "resolve", router, hop.vid, hop.gateway or packet.dst, packet)


def unresolved(node: "Node", router: str, packet: Ipv4) -> None:
    """Send "host unreachable" to the sender of a packet whose next hop did not answer ARP."""
    assert node.fabric is not None
    back = node.fabric.router.hop(router, packet._replace(dst=packet.src))
    own = (router, packet.src) in node.fabric.router.own
    if back is not None and back.vid and not own:
        report(node, router, packet, Icmp(UNREACHABLE, HOST, quoted=packet), back.vid)


def _redirect(node: "Node", router: str, packet: Ipv4, vid: int) -> None:
    """Send a redirect to a host that has a better gateway in its own subnet."""
    assert node.fabric is not None
    hop = node.fabric.router.hop(router, packet)
    if hop is not None:
        gateway = hop.gateway or packet.dst
        message = Icmp(REDIRECT, HOST_REDIRECT, gateway >> 16, gateway & 0xFFFF, quoted=packet)
        report(node, router, packet, message, vid)


def report(node: "Node", router: str, packet: Ipv4, message: Icmp, vid: int) -> None:
    """Send an ICMP error about *packet* to its sender, if the VLAN it came from sends such messages."""
    assert node.fabric is not None
    interface = node.fabric.router.interfaces.get(vid)
    about = packet.payload
    is_error = type(about) is Icmp and about.kind not in (ECHO_REQUEST, 0, 13, 14, 17, 18)
    if interface is None or is_error or not packet.src or is_multicast(packet.dst) or packet.fragment & 0x1FFF:
        return
    if not _sends(node, vid, message):
        return
    own = interface.subnet_of(packet.src) or interface.addresses[0][0]
    transmit(node, router, Ipv4(own, packet.src, message, ttl=TTL))


def _sends(node: "Node", vid: int, message: Icmp) -> bool:
    """Return whether a VLAN is configured to send this kind of message."""
    assert node.fabric is not None
    row = node.store.get(rows.IcmpSettings, node.fabric.vlans[vid].name) or rows.IcmpSettings(
        node.fabric.vlans[vid].name
    )
    if message.kind == TIME_EXCEEDED:
        return bool(row.icmpTimeExceeded)
    if message.kind == REDIRECT:
        return bool(row.icmpRedirects)
    return bool(row.icmpPortUnreachables if message.code == 3 else row.icmpUnreachables)


def transmit(node: "Node", router: str, packet: Ipv4) -> str:
    """Send a packet of the CPU by the routes of a virtual router; say ``unreachable`` if there is none."""
    assert node.fabric is not None
    reason = node.fabric.router.send(router, packet)
    if reason == routing.RESOLVE:
        _resolve(node, router, packet)
        return ""
    return reason
