"""TCP (RFC 793), without options.  Its checksum covers the addresses of the IPv4 packet around it."""

from struct import Struct

from xos_cli.errors import PacketError
from xos_cli.packets.octets import checksum, take
from xos_cli.record import NamedTuple

NUMBER = 6
FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
HEADER = Struct("!HHIIBBHHH")
PSEUDO = Struct("!IIBBH")
WINDOW = 65535
#: Sequence numbers are counted modulo this.
MODULUS = 1 << 32


class Segment(NamedTuple):
    """A TCP segment; SYN and FIN take a sequence number each."""

    src_port: int
    dst_port: int
    sequence: int
    acknowledged: int
    flags: int
    data: bytes = b""

    @property
    def size(self) -> int:
        """Return how many sequence numbers it takes."""
        return len(self.data) + bool(self.flags & SYN) + bool(self.flags & FIN)


def encode(segment: Segment, src: int, dst: int) -> bytes:
    """Return a segment between two IPv4 addresses."""
    ports = segment.src_port, segment.dst_port
    bare = HEADER.pack(*ports, segment.sequence, segment.acknowledged, 5 << 4, segment.flags, WINDOW, 0, 0)
    bare += segment.data
    found = checksum(PSEUDO.pack(src, dst, 0, NUMBER, len(bare)) + bare)
    return bare[:16] + found.to_bytes(2, "big") + bare[18:]


def decode(octets: bytes, src: int, dst: int) -> Segment:
    """Return the segment; a header or checksum that is wrong is a PacketError."""
    src_port, dst_port, sequence, acknowledged, offset, flags, *_ = take(HEADER, octets, 0, "tcp")
    size = (offset >> 4) * 4
    if not HEADER.size <= size <= len(octets):
        raise PacketError("tcp", f"header of {size} octets")
    if checksum(PSEUDO.pack(src, dst, 0, NUMBER, len(octets)) + octets):
        raise PacketError("tcp", "checksum")
    return Segment(src_port, dst_port, sequence, acknowledged, flags & 0x3F, octets[size:])
