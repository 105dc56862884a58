"""ARP of IPv4 on Ethernet (RFC 826)."""

from struct import Struct

from xos_cli.errors import PacketError
from xos_cli.packets.frames import REPLY, REQUEST, Arp
from xos_cli.packets.octets import mac_octets, take

LAYOUT = Struct("!HHBBH6sI6sI")
ETHERNET, IPV4 = 1, 0x0800


def encode(arp: Arp) -> bytes:
    """Return the 28 octets of a request or reply."""
    operation, sender, sender_ip, target, target_ip = arp
    sizes = ETHERNET, IPV4, 6, 4
    return LAYOUT.pack(*sizes, operation, mac_octets(sender), sender_ip, mac_octets(target), target_ip)


def decode(octets: bytes) -> Arp:
    """Return the request or reply; other hardware, protocols and operations are a PacketError."""
    *sizes, operation, sender, sender_ip, target, target_ip = take(LAYOUT, octets, 0, "arp")
    if tuple(sizes) != (ETHERNET, IPV4, 6, 4):
        raise PacketError("arp", "not IPv4 on Ethernet")
    if operation not in (REQUEST, REPLY):
        raise PacketError("arp", f"operation {operation}")
    return Arp(operation, int.from_bytes(sender, "big"), sender_ip, int.from_bytes(target, "big"), target_ip)
