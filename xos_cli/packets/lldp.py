"""The Link Layer Discovery Protocol (802.1AB-2005, 9)."""

from collections.abc import Iterator
from struct import Struct

from xos_cli.errors import PacketError
from xos_cli.packets.frames import Lldp, LldpTlv
from xos_cli.packets.octets import take

TLV = Struct("!H")
END, CHASSIS, PORT, TTL = range(4)
LONGEST = 511
#: What an identifier of a chassis or port may have, with its subtype.
IDENTIFIER = range(2, 257)


def encode(lldp: Lldp) -> bytes:
    """Return a message: chassis, port, seconds to live, the others, the end."""
    first = (
        LldpTlv(CHASSIS, bytes([lldp.chassis_kind]) + lldp.chassis),
        LldpTlv(PORT, bytes([lldp.port_kind]) + lldp.port),
        LldpTlv(TTL, lldp.ttl.to_bytes(2, "big")),
    )
    tlvs = *first, *lldp.tlvs, LldpTlv(END, b"")
    return b"".join(TLV.pack(tlv.number << 9 | len(tlv.value)) + tlv.value for tlv in tlvs)


def decode(octets: bytes) -> Lldp:
    """Return the message; one whose first three TLVs are not the mandatory ones is a PacketError."""
    tlvs = list(_tlvs(octets))
    if [tlv.number for tlv in tlvs[:3]] != [CHASSIS, PORT, TTL]:
        raise PacketError("lldp", "no chassis, port or time to live")
    chassis, port, ttl = (tlv.value for tlv in tlvs[:3])
    if len(chassis) not in IDENTIFIER or len(port) not in IDENTIFIER or len(ttl) < 2:
        raise PacketError("lldp", "length of chassis, port or time to live")
    if any(tlv.number in (CHASSIS, PORT, TTL) for tlv in tlvs[3:]):
        raise PacketError("lldp", "a mandatory TLV twice")
    return Lldp(chassis[0], chassis[1:], port[0], port[1:], int.from_bytes(ttl[:2], "big"), tuple(tlvs[3:]))


def _tlvs(octets: bytes) -> Iterator[LldpTlv]:
    """Yield the TLVs up to the end TLV, which a message may lack."""
    at = 0
    while at < len(octets):
        (head,) = take(TLV, octets, at, "lldp")
        number, end = head >> 9, at + TLV.size + (head & LONGEST)
        if number == END:
            return
        if end > len(octets):
            raise PacketError("lldp", f"TLV {number} ends at {end} of {len(octets)} octets")
        yield LldpTlv(number, octets[at + TLV.size : end])
        at = end
