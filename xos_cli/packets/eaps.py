"""EAPS: the value of its TLV.

evidence: RFC 3619, Wireshark 4.0 (all but the octets of a segment message, of which nothing is known: they stand where
RFC 3619 has reserved ones)
"""

from struct import Struct

from xos_cli.errors import PacketError
from xos_cli.packets.frames import Eaps, EapsSegment
from xos_cli.packets.octets import mac_octets, take

#: Version, type, control VLAN, four octets not used, MAC address, hello and fail time, state, one not used, number, two
#: not used.
VALUE = Struct("!BBH4x6sHHBxH2x")
#: Link, mode, whether ready, blocking link, root blocker, how far that is.  evidence: unknown
SEGMENT = Struct("!HBBHHH")
VERSION, RESERVED = 1, 36


def encode(message: Eaps) -> bytes:
    """Return the value of the TLV: 60 octets."""
    times = message.hello, message.fail, message.state, message.number & 0xFFFF
    start = VALUE.pack(VERSION, message.kind, message.vlan, mac_octets(message.mac), *times)
    return start + (SEGMENT.pack(*message.segment) if message.segment else b"").ljust(RESERVED, b"\0")


def decode(octets: bytes) -> Eaps:
    """Return the message; one of another version, or one that is too short, is a PacketError."""
    version, kind, vlan, mac, hello, fail, state, number = take(VALUE, octets, 0, "eaps")
    if version != VERSION:
        raise PacketError("eaps", f"version {version}")
    if len(octets) < VALUE.size + RESERVED:
        raise PacketError("eaps", f"{len(octets)} of {VALUE.size + RESERVED} octets")
    link, controller, ready, blocking, root, hops = SEGMENT.unpack_from(octets, VALUE.size)
    segment = EapsSegment(link, bool(controller), bool(ready), blocking, root, hops) if link else None
    return Eaps(kind, vlan, int.from_bytes(mac, "big"), hello, fail, state, number, segment)
