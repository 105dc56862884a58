"""Ethernet frames: 802.3 and EtherTypes, 802.1Q and other tags, LLC and SNAP; the codec of each payload."""

from collections.abc import Callable
from struct import Struct
from typing import Any

from xos_cli.errors import PacketError
from xos_cli.packets import arp, bpdu, eap, edp, ipv4, lacp, lldp
from xos_cli.packets.frames import (
    C_TAG,
    S_TAG,
    Arp,
    Bpdu,
    Eapol,
    Eaps,
    Edp,
    Elrp,
    Esrp,
    Frame,
    Ipv4,
    Lacpdu,
    Lldp,
    Malformed,
    Payload,
    Raw,
    Tag,
)
from xos_cli.packets.octets import mac_octets, take

ADDRESSES = Struct("!6s6s")
WORD = Struct("!H")
TAG = Struct("!HH")
#: Shortest frame without its check sequence; the first number that is an EtherType and no length (802.3, 3.2.6).
SHORTEST, FIRST_ETHERTYPE = 60, 0x600
#: The tags of VMANs that are known without being told.
OUTER_TYPES = frozenset((S_TAG, 0x9100))

BPDU_LLC = b"\x42\x42\x03"
PVST_SNAP = b"\xaa\xaa\x03\x00\x00\x0c\x01\x0b"
EDP_SNAP = b"\xaa\xaa\x03\x00\xe0\x2b\x00\xbb"

DECODERS: dict[int, Callable[[bytes], Payload]] = {
    0x0800: ipv4.decode,
    0x0806: arp.decode,
    0x88CC: lldp.decode,
    lacp.SLOW_PROTOCOLS: lacp.decode,
    eap.ETHERTYPE: eap.decode,
}
ENCODERS: dict[type, tuple[int, Callable[[Any], bytes]]] = {
    Ipv4: (0x0800, ipv4.encode),
    Arp: (0x0806, arp.encode),
    Lldp: (0x88CC, lldp.encode),
    Lacpdu: (lacp.SLOW_PROTOCOLS, lacp.encode),
    Eapol: (eap.ETHERTYPE, eap.encode),
    Bpdu: (0, lambda message: (PVST_SNAP if message.pvst else BPDU_LLC) + bpdu.encode(message)),
    Edp: (0, lambda message: EDP_SNAP + edp.encode(message)),
    Elrp: (0, lambda message: EDP_SNAP + edp.encode(message)),
    Eaps: (0, lambda message: EDP_SNAP + edp.encode(message)),
    Esrp: (0, lambda message: EDP_SNAP + edp.encode(message)),
}
DECODERS_LLC: dict[bytes, Callable[[bytes], Payload]] = {
    BPDU_LLC: bpdu.decode,
    PVST_SNAP: lambda octets: bpdu.decode(octets, pvst=True),
    EDP_SNAP: edp.decode,
}


def encode(frame: Frame) -> bytes:
    """Return a frame without its check sequence, padded to the shortest."""
    number, body = _encode_payload(frame.payload)
    tags = b"".join(TAG.pack(tag.ethertype, tag.priority << 13 | tag.vlan) for tag in frame.outer)
    if frame.vlan or frame.priority:
        tags += TAG.pack(C_TAG, frame.priority << 13 | frame.vlan)
    start = mac_octets(frame.dst) + mac_octets(frame.src) + tags
    return (start + WORD.pack(number or len(body)) + body).ljust(SHORTEST, b"\0")


def _encode_payload(payload: Payload) -> tuple[int, bytes]:
    """Return an EtherType, or 0, and the octets behind it."""
    if isinstance(payload, Raw | Malformed):
        return payload.number, payload.data
    number, encoder = ENCODERS[type(payload)]
    return number, encoder(payload)


def decode(octets: bytes, outer_types: frozenset[int] = OUTER_TYPES) -> Frame:
    """Return the frame; one whose header or payload is damaged is a PacketError."""
    frame, number, body = _header(octets, outer_types)
    return frame._replace(payload=_decode_payload(number, body))


def read(octets: bytes, outer_types: frozenset[int] = OUTER_TYPES) -> Frame:
    """Return the frame, with a ``Malformed`` payload if that is damaged; a damaged header is a PacketError."""
    frame, number, body = _header(octets, outer_types)
    try:
        return frame._replace(payload=_decode_payload(number, body))
    except PacketError as error:
        return frame._replace(payload=Malformed(error.protocol, number, body))


def _header(octets: bytes, outer_types: frozenset[int]) -> tuple[Frame, int, bytes]:
    """Return the frame with its payload as octets, the EtherType or 0, and these octets."""
    dst, src = take(ADDRESSES, octets, 0, "ethernet")
    tags, at = _tags(octets, outer_types)
    (number,) = take(WORD, octets, at, "ethernet")
    body = octets[at + WORD.size :]
    if number < FIRST_ETHERTYPE:
        if number > len(body):
            raise PacketError("ethernet", f"{len(body)} of {number} octets")
        number, body = 0, body[:number]
    own = tags.pop() if tags and tags[-1].ethertype == C_TAG else Tag(C_TAG, 0)
    addresses = int.from_bytes(src, "big"), int.from_bytes(dst, "big")
    return Frame(*addresses, own.vlan, Raw(number, body), own.priority, tuple(tags)), number, body


def _tags(octets: bytes, outer_types: frozenset[int]) -> tuple[list[Tag], int]:
    """Return the tags, outermost first, and where they end."""
    tags, at = [], ADDRESSES.size
    while take(WORD, octets, at, "ethernet")[0] in outer_types | {C_TAG}:
        ethertype, control = take(TAG, octets, at, "ethernet")
        tags.append(Tag(ethertype, control & 0xFFF, control >> 13))
        at += TAG.size
    return tags, at


def _decode_payload(number: int, body: bytes) -> Payload:
    if number:
        decoder = DECODERS.get(number)
        return decoder(body) if decoder else Raw(number, body)
    for start, decoder in DECODERS_LLC.items():
        if body.startswith(start):
            return decoder(body[len(start) :])
    return Raw(0, body)
