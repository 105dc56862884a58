"""TCP (RFC 793).  A packet has a segment as octets (``Raw`` with protocol 6); its checksum covers the addresses."""

from struct import Struct

from xos_cli.errors import PacketError
from xos_cli.packets.octets import checksum, take
from xos_cli.record import NamedTuple

NUMBER = 6
FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16
HEADER, PSEUDO = Struct("!HHIIBBHHH"), Struct("!IIBBH")
#: The window that both ends offer: no more octets may be under way.
WINDOW = 65535


class Tcp(NamedTuple):
    """A segment; *options* are a multiple of four octets."""

    src_port: int
    dst_port: int
    sequence: int
    acknowledged: int
    flags: int
    data: bytes = b""
    window: int = WINDOW
    options: bytes = b""

    @property
    def room(self) -> int:
        """Return how many sequence numbers the segment takes: its octets, and one for SYN and for FIN each."""
        return len(self.data) + bool(self.flags & SYN) + bool(self.flags & FIN)


def encode(segment: Tcp, src: int, dst: int) -> bytes:
    """Return a segment between two IPv4 addresses."""
    size = HEADER.size + len(segment.options)
    ports = segment.src_port, segment.dst_port, segment.sequence, segment.acknowledged
    head = HEADER.pack(*ports, size // 4 << 4, segment.flags, segment.window, 0, 0) + segment.options
    bare = head + segment.data
    found = checksum(PSEUDO.pack(src, dst, 0, NUMBER, len(bare)) + bare)
    return bare[:16] + found.to_bytes(2, "big") + bare[18:]


def decode(octets: bytes, src: int, dst: int) -> Tcp:
    """Return the segment; a length or checksum that is wrong is a PacketError."""
    source, target, sequence, acknowledged, offset, flags, window, _, _ = take(HEADER, octets, 0, "tcp")
    size = (offset >> 4) * 4
    if not HEADER.size <= size <= len(octets):
        raise PacketError("tcp", f"header of {size} octets")
    if checksum(PSEUDO.pack(src, dst, 0, NUMBER, len(octets)) + octets):
        raise PacketError("tcp", "checksum")
    data, options = octets[size:], octets[HEADER.size : size]
    return Tcp(source, target, sequence, acknowledged, flags & 0x3F, data, window, options)
