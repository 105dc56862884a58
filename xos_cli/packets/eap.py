"""EAP (RFC 3748) and its carriage over a LAN (802.1X-2001, 7): EtherType 0x888E, to 01:80:C2:00:00:03 or a station."""

import hashlib
from struct import Struct

from xos_cli.errors import PacketError
from xos_cli.packets.frames import EAP_PACKET, Eap, Eapol
from xos_cli.packets.octets import take

ETHERTYPE = 0x888E
HEADER, EAPOL_HEADER = Struct("!BBH"), Struct("!BBH")
#: Codes of EAP packets, and types of requests and responses.
REQUEST, RESPONSE, SUCCESS, FAILURE = 1, 2, 3, 4
IDENTITY, NOTIFICATION, NAK, MD5_CHALLENGE = 1, 2, 3, 4
#: Octets of the header of EAP, and of an MD5 value.
EAP_HEADER, MD5_SIZE = 4, 16


def encode_eap(packet: Eap) -> bytes:
    """Return the octets of an EAP packet; only requests and responses have a type."""
    body = bytes((packet.kind,)) + packet.data if packet.code in (REQUEST, RESPONSE) else b""
    return HEADER.pack(packet.code, packet.identifier, EAP_HEADER + len(body)) + body


def decode_eap(octets: bytes) -> Eap:
    """Return the EAP packet; a length or a code that is wrong is a PacketError."""
    code, identifier, length = take(HEADER, octets, 0, "eap")
    typed = code in (REQUEST, RESPONSE)
    if not EAP_HEADER + typed <= length <= len(octets) or not REQUEST <= code <= FAILURE:
        raise PacketError("eap", f"code {code}, length {length} of {len(octets)} octets")
    if not typed:
        return Eap(code, identifier)
    return Eap(code, identifier, octets[4], octets[5:length])


def encode(frame: Eapol) -> bytes:
    """Return the octets of an EAPOL frame."""
    body = encode_eap(frame.eap) if frame.eap is not None else frame.data
    return EAPOL_HEADER.pack(frame.version, frame.kind, len(body)) + body


def decode(octets: bytes) -> Eapol:
    """Return the EAPOL frame; a length that is wrong is a PacketError."""
    version, kind, length = take(EAPOL_HEADER, octets, 0, "eapol")
    body = octets[EAPOL_HEADER.size : EAPOL_HEADER.size + length]
    if len(body) != length:
        raise PacketError("eapol", f"{len(body)} of {length} octets")
    return Eapol(version, kind, decode_eap(body)) if kind == EAP_PACKET else Eapol(version, kind, data=body)


# -- EAP-MD5 (RFC 3748 5.4, RFC 1994) --------------------------------------------------------------------------------


def challenge(value: bytes, name: bytes = b"") -> bytes:
    """Return the data of an MD5 challenge or of a response to one: a value and the name of the sender."""
    return bytes((len(value),)) + value + name


def value_of(data: bytes) -> bytes:
    """Return the value of an MD5 challenge or response, b"" if it is cut off."""
    size = data[0] if data else 0
    return data[1 : 1 + size] if len(data) > size else b""


def md5_response(identifier: int, password: bytes, value: bytes) -> bytes:
    """Return the answer to an MD5 challenge."""
    return hashlib.md5(bytes((identifier,)) + password + value, usedforsecurity=False).digest()
