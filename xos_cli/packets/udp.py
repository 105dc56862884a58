"""UDP (RFC 768).  Its checksum covers the addresses of the IPv4 packet around it."""

from struct import Struct

from xos_cli.errors import PacketError
from xos_cli.packets.frames import Udp
from xos_cli.packets.octets import checksum, take

NUMBER = 17
HEADER = Struct("!HHHH")
PSEUDO = Struct("!IIBBH")


def encode(udp: Udp, src: int, dst: int) -> bytes:
    """Return a datagram between two IPv4 addresses."""
    bare = HEADER.pack(udp.src_port, udp.dst_port, udp.length, 0) + udp.data
    found = checksum(PSEUDO.pack(src, dst, 0, NUMBER, len(bare)) + bare) or 0xFFFF
    return bare[:6] + found.to_bytes(2, "big") + bare[8:]


def decode(octets: bytes, src: int, dst: int) -> Udp:
    """Return the datagram; a length or checksum that is wrong is a PacketError (0 is no checksum)."""
    src_port, dst_port, length, found = take(HEADER, octets, 0, "udp")
    if not HEADER.size <= length <= len(octets):
        raise PacketError("udp", f"length {length} of {len(octets)} octets")
    octets = octets[:length]
    if found and checksum(PSEUDO.pack(src, dst, 0, NUMBER, length) + octets):
        raise PacketError("udp", "checksum")
    return Udp(src_port, dst_port, octets[HEADER.size :])
