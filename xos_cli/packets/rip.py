"""RIP messages, versions 1 and 2 (RFC 1058, RFC 2453): the data of datagrams to port 520."""

from struct import Struct

from xos_cli.errors import PacketError
from xos_cli.packets.frames import Rip, RipEntry
from xos_cli.packets.octets import take

PORT = 520
#: Routes in one message (RFC 2453, 4).
MOST = 25
HEADER = Struct("!BBH")
ENTRY = Struct("!HHIIII")


def encode(rip: Rip) -> bytes:
    """Return the octets of a message."""
    start = HEADER.pack(rip.command, rip.version, 0)
    return start + b"".join([ENTRY.pack(e.family, e.tag, e.network, e.mask, e.next_hop, e.metric) for e in rip.entries])


def decode(octets: bytes) -> Rip:
    """Return the message; a length that is no whole number of routes, or of too many, is a PacketError."""
    command, version, _ = take(HEADER, octets, 0, "rip")
    body = octets[HEADER.size :]
    if len(body) % ENTRY.size or len(body) > MOST * ENTRY.size:
        raise PacketError("rip", f"{len(octets)} octets")
    entries = [
        RipEntry(network, mask, metric, next_hop, tag, family)
        for family, tag, network, mask, next_hop, metric in ENTRY.iter_unpack(body)
    ]
    return Rip(command, version, tuple(entries))
