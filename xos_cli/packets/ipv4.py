"""IPv4 (RFC 791) and ICMP (RFC 792); an ICMP error quotes the packet that it is about."""

from struct import Struct

from xos_cli.errors import PacketError
from xos_cli.packets import ospf, udp, vrrp
from xos_cli.packets.frames import QUOTED, REDIRECT, TIME_EXCEEDED, UNREACHABLE, Icmp, Ipv4, Raw, Udp, Vrrp
from xos_cli.packets.octets import checksum, take
from xos_cli.packets.ospf_records import Ospf

HEADER = Struct("!BBHHHBBHII")
ICMP_HEADER = Struct("!BBHHH")
ICMP = 1
ERRORS = (UNREACHABLE, REDIRECT, TIME_EXCEEDED)
#: The bits of *fragment* that make a packet one of several: more follow, and the offset.
PART = 0x3FFF


def encode(packet: Ipv4) -> bytes:
    """Return a packet with its checksums."""
    number, body = _encode_payload(packet)
    size = HEADER.size + len(packet.options)
    start = 0x40 | size // 4, packet.tos, size + len(body), packet.identifier, packet.fragment, packet.ttl, number
    header = HEADER.pack(*start, 0, packet.src, packet.dst) + packet.options
    return header[:10] + checksum(header).to_bytes(2, "big") + header[12:] + body


def _encode_payload(packet: Ipv4) -> tuple[int, bytes]:
    payload = packet.payload
    if isinstance(payload, Icmp):
        return ICMP, _encode_icmp(payload)
    if isinstance(payload, Udp):
        return udp.NUMBER, udp.encode(payload, packet.src, packet.dst)
    if isinstance(payload, Ospf):
        return ospf.NUMBER, ospf.encode(payload)
    if isinstance(payload, Vrrp):
        return vrrp.NUMBER, vrrp.encode(payload)
    return payload.number, payload.data


def _encode_icmp(icmp: Icmp) -> bytes:
    data = encode(icmp.quoted)[:QUOTED] if icmp.quoted else icmp.data
    bare = ICMP_HEADER.pack(icmp.kind, icmp.code, 0, icmp.identifier, icmp.sequence) + data
    return bare[:2] + checksum(bare).to_bytes(2, "big") + bare[4:]


def decode(octets: bytes) -> Ipv4:
    """Return the packet; a length or checksum that is wrong is a PacketError."""
    size, length = _sizes(octets)
    if length > len(octets):
        raise PacketError("ip", f"{len(octets)} of {length} octets")
    return _decode(octets, octets[size:length])


def _sizes(octets: bytes) -> tuple[int, int]:
    """Return the lengths of the header and of the packet, after a look at both."""
    first, _, length, *_ = take(HEADER, octets, 0, "ip")
    size = (first & 15) * 4
    if first >> 4 != 4 or not HEADER.size <= size <= min(length, len(octets)):
        raise PacketError("ip", "header")
    if checksum(octets[:size]):
        raise PacketError("ip", "checksum")
    return size, length


def _decode(octets: bytes, body: bytes) -> Ipv4:
    _, tos, _, identifier, fragment, ttl, number, _, src, dst = HEADER.unpack_from(octets)
    payload = Raw(number, body) if fragment & PART else _decode_payload(number, body, src, dst)
    return Ipv4(src, dst, payload, ttl, tos, identifier, fragment, _options(octets))


def _options(octets: bytes) -> bytes:
    """Return the options of a packet whose header is whole."""
    return octets[HEADER.size : (octets[0] & 15) * 4]


def _decode_payload(number: int, body: bytes, src: int, dst: int) -> Icmp | Udp | Ospf | Vrrp | Raw:
    if number == ICMP:
        return _decode_icmp(body)
    if number == udp.NUMBER:
        return udp.decode(body, src, dst)
    if number == ospf.NUMBER:
        return ospf.decode(body)
    if number == vrrp.NUMBER:
        return vrrp.decode(body)
    return Raw(number, body)


def _decode_icmp(octets: bytes) -> Icmp:
    kind, code, _, identifier, sequence = take(ICMP_HEADER, octets, 0, "icmp")
    if checksum(octets):
        raise PacketError("icmp", "checksum")
    rest = octets[ICMP_HEADER.size :]
    if kind in ERRORS:
        return Icmp(kind, code, identifier, sequence, b"", _decode_quoted(rest))
    return Icmp(kind, code, identifier, sequence, rest)


def _decode_quoted(octets: bytes) -> Ipv4:
    """Return the packet that an error quotes; the payload of one that was cut off is ``Raw``."""
    size, length = _sizes(octets)
    if length > len(octets):
        number = octets[9]
        _, tos, _, identifier, fragment, ttl, _, _, src, dst = HEADER.unpack_from(octets)
        payload = Raw(number, octets[size:])
        return Ipv4(src, dst, payload, ttl, tos, identifier, fragment, _options(octets))
    return _decode(octets, octets[size:length])
