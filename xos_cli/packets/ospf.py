"""OSPFv2 packets as octets (RFC 2328, A.3 and appendix D)."""

import hashlib
from collections.abc import Callable
from struct import Struct
from typing import Any

from xos_cli.errors import PacketError
from xos_cli.packets.octets import checksum, take
from xos_cli.packets.ospf_lsa import decode_header, decode_lsa, encode_header
from xos_cli.packets.ospf_records import (
    ACKNOWLEDGEMENT,
    CRYPTOGRAPHIC,
    DESCRIPTION,
    DIGEST,
    HEADER,
    HELLO,
    LSA_HEADER,
    NO_AUTHENTICATION,
    PASSWORD,
    REQUEST,
    UPDATE,
    LsaHeader,
    LsaKey,
    Ospf,
    OspfAuth,
    OspfBody,
    OspfDbd,
    OspfHello,
    OspfLsAck,
    OspfLsr,
    OspfLsu,
)

NUMBER = 89
VERSION = 2
HEAD = Struct("!BBHIIHH8s")
CRYPTO = Struct("!HBBI")
HELLO_LAYOUT = Struct("!IHBBIII")
DBD_LAYOUT = Struct("!HBBI")
KEY = Struct("!III")
WORD = Struct("!I")
CHECKSUM_AT, AUTH_AT = 12, 16


def encode(packet: Ospf) -> bytes:
    """Return a packet with its checksum, and with the digest behind it if it has one."""
    bare = _bare(packet)
    if packet.auth.kind == CRYPTOGRAPHIC:
        return bare + packet.auth.data
    found = checksum(bare[:AUTH_AT] + bare[HEADER:])
    return bare[:CHECKSUM_AT] + found.to_bytes(2, "big") + bare[CHECKSUM_AT + 2 :]


def _bare(packet: Ospf) -> bytes:
    """Return a packet without a checksum."""
    kind, encoder = BODIES[type(packet.body)]
    body, auth = encoder(packet.body), packet.auth
    word = CRYPTO.pack(0, auth.key, DIGEST, auth.sequence) if auth.kind == CRYPTOGRAPHIC else auth.data
    return HEAD.pack(VERSION, kind, HEADER + len(body), packet.router, packet.area, 0, auth.kind, word) + body


def digest(packet: Ospf, key: bytes) -> bytes:
    """Return the MD5 digest of a packet with a key of up to 16 octets (RFC 2328, D.4.3)."""
    return hashlib.md5(_bare(packet) + key[:DIGEST].ljust(DIGEST, b"\0"), usedforsecurity=False).digest()


def decode(octets: bytes) -> Ospf:
    """Return the packet; a version, length, type or checksum that is wrong is a PacketError."""
    version, kind, length, router, area, _, how, word = take(HEAD, octets, 0, "ospf")
    if version != VERSION or not HEADER <= length <= len(octets):
        raise PacketError("ospf", f"version {version}, {length} of {len(octets)} octets")
    if kind not in READERS:
        raise PacketError("ospf", f"type {kind}")
    auth = _authentication(octets, length, how, word)
    if how != CRYPTOGRAPHIC and checksum(octets[:AUTH_AT] + octets[HEADER:length]):
        raise PacketError("ospf", "checksum")
    return Ospf(router, area, READERS[kind](octets[HEADER:length]), auth)


def _authentication(octets: bytes, length: int, kind: int, word: bytes) -> OspfAuth:
    if kind == CRYPTOGRAPHIC:
        _, key, size, sequence = CRYPTO.unpack(word)
        if size != DIGEST or len(octets) < length + size:
            raise PacketError("ospf", f"a digest of {size} octets")
        return OspfAuth(kind, octets[length : length + size], key, sequence)
    if kind not in (NO_AUTHENTICATION, PASSWORD):
        raise PacketError("ospf", f"authentication type {kind}")
    return OspfAuth(kind, word.rstrip(b"\0") if kind == PASSWORD else b"")


# -- bodies ----------------------------------------------------------------------------------------------------------


def _encode_hello(hello: OspfHello) -> bytes:
    start = HELLO_LAYOUT.pack(*hello[:7])
    return start + b"".join([WORD.pack(router) for router in hello.neighbors])


def _read_hello(octets: bytes) -> OspfHello:
    mask, interval, options, priority, dead, dr, bdr = take(HELLO_LAYOUT, octets, 0, "ospf")
    rest = octets[HELLO_LAYOUT.size :]
    if len(rest) % 4:
        raise PacketError("ospf", f"a hello of {len(octets)} octets")
    neighbors = tuple([router for (router,) in WORD.iter_unpack(rest)])
    return OspfHello(mask, interval, options, priority, dead, dr, bdr, neighbors)


def _encode_headers(headers: tuple[LsaHeader, ...]) -> bytes:
    return b"".join([encode_header(header) for header in headers])


def _read_headers(octets: bytes, at: int) -> tuple[LsaHeader, ...]:
    if (len(octets) - at) % LSA_HEADER:
        raise PacketError("ospf", f"headers of {len(octets) - at} octets")
    return tuple([decode_header(octets, place) for place in range(at, len(octets), LSA_HEADER)])


def _encode_dbd(dbd: OspfDbd) -> bytes:
    return DBD_LAYOUT.pack(*dbd[:4]) + _encode_headers(dbd.headers)


def _read_dbd(octets: bytes) -> OspfDbd:
    mtu, options, flags, sequence = take(DBD_LAYOUT, octets, 0, "ospf")
    return OspfDbd(mtu, options, flags, sequence, _read_headers(octets, DBD_LAYOUT.size))


def _encode_lsr(lsr: OspfLsr) -> bytes:
    return b"".join([KEY.pack(*key) for key in lsr.keys])


def _read_lsr(octets: bytes) -> OspfLsr:
    if len(octets) % KEY.size:
        raise PacketError("ospf", f"a request of {len(octets)} octets")
    return OspfLsr(tuple([LsaKey(*key) for key in KEY.iter_unpack(octets)]))


def _encode_lsu(lsu: OspfLsu) -> bytes:
    return WORD.pack(len(lsu.lsas)) + b"".join([lsa.octets for lsa in lsu.lsas])


def _read_lsu(octets: bytes) -> OspfLsu:
    (count,), at, found = take(WORD, octets, 0, "ospf"), WORD.size, []
    for _ in range(count):
        lsa, at = decode_lsa(octets, at)
        found.append(lsa)
    if at != len(octets):
        raise PacketError("ospf", f"{len(octets) - at} octets behind {count} LSAs")
    return OspfLsu(tuple(found))


BODIES: dict[type, tuple[int, Callable[[Any], bytes]]] = {
    OspfHello: (HELLO, _encode_hello),
    OspfDbd: (DESCRIPTION, _encode_dbd),
    OspfLsr: (REQUEST, _encode_lsr),
    OspfLsu: (UPDATE, _encode_lsu),
    OspfLsAck: (ACKNOWLEDGEMENT, lambda ack: _encode_headers(ack.headers)),
}
READERS: dict[int, Callable[[bytes], OspfBody]] = {
    HELLO: _read_hello,
    DESCRIPTION: _read_dbd,
    REQUEST: _read_lsr,
    UPDATE: _read_lsu,
    ACKNOWLEDGEMENT: lambda octets: OspfLsAck(_read_headers(octets, 0)),
}
