"""VRRP version 2 (RFC 3768, 5)."""

from struct import Struct

from xos_cli.errors import PacketError
from xos_cli.packets.frames import Vrrp
from xos_cli.packets.octets import checksum

NUMBER = 112
HEADER = Struct("!BBBBBBH")
VERSION, ADVERTISEMENT = 2, 1
PASSWORD = 8


def encode(message: Vrrp) -> bytes:
    """Return an advertisement with its checksum."""
    first, count = VERSION << 4 | ADVERTISEMENT, len(message.addresses)
    start = first, message.vrid, message.priority, count, message.authentication, message.interval
    rest = Struct(f"!{count}I").pack(*message.addresses) + message.password
    return HEADER.pack(*start, checksum(HEADER.pack(*start, 0) + rest)) + rest


def fault(octets: bytes) -> str:
    """Return what is wrong with an advertisement: ``length``, ``version``, ``type``, ``checksum``; "" if nothing is."""
    if len(octets) < HEADER.size + PASSWORD:
        return "length"
    if octets[0] >> 4 != VERSION:
        return "version"
    if octets[0] & 15 != ADVERTISEMENT:
        return "type"
    if len(octets) != HEADER.size + 4 * octets[3] + PASSWORD:
        return "length"
    return "checksum" if checksum(octets) else ""


def decode(octets: bytes) -> Vrrp:
    """Return the advertisement; one that is damaged, or of another version, is a PacketError."""
    wrong = fault(octets)
    if wrong:
        raise PacketError("vrrp", wrong)
    _, vrid, priority, count, authentication, interval, _ = HEADER.unpack_from(octets)
    addresses = Struct(f"!{count}I").unpack_from(octets, HEADER.size)
    return Vrrp(vrid, priority, interval, addresses, authentication, octets[-PASSWORD:])
