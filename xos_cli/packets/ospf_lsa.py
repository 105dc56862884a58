"""LSAs as octets (RFC 2328, A.4; RFC 3101; RFC 5250), and their Fletcher checksum (RFC 905, annex B)."""

from collections.abc import Callable
from itertools import accumulate
from struct import Struct
from typing import Any

from xos_cli.errors import PacketError
from xos_cli.packets.octets import take
from xos_cli.packets.ospf_records import (
    AREA_OPAQUE,
    AS_OPAQUE,
    ASBR_SUMMARY,
    EXTERNAL,
    LINK_OPAQUE,
    LSA_HEADER,
    NETWORK,
    NSSA,
    ROUTER,
    SUMMARY,
    ExternalBody,
    Lsa,
    LsaBody,
    LsaHeader,
    NetworkBody,
    OpaqueBody,
    RouterBody,
    RouterLink,
    SummaryBody,
)

HEAD = Struct("!HBBIIiHH")
ROUTER_HEAD = Struct("!BxH")
LINK = Struct("!IIBBH")
WORD = Struct("!I")
SUMMARY_LAYOUT = Struct("!II")
EXTERNAL_LAYOUT = Struct("!IIII")
#: Where the checksum stands in an LSA, and in what it covers (all but the age).
CHECKSUM_AT, COVERED_AT = 16, 14
TYPE_2, METRIC = 0x80000000, 0xFFFFFF


def encode_lsa(lsa: Lsa) -> bytes:
    """Return an LSA with its checksum."""
    bare = _bare(lsa)
    return bare[:CHECKSUM_AT] + lsa.checksum.to_bytes(2, "big") + bare[CHECKSUM_AT + 2 :]


def _bare(lsa: Lsa) -> bytes:
    """Return an LSA with a checksum of 0."""
    body = BODIES[type(lsa.body)](lsa.body)
    return HEAD.pack(*lsa[:6], 0, LSA_HEADER + len(body)) + body


def lsa_checksum(lsa: Lsa) -> int:
    """Return the checksum of an LSA: the sums over its octets but for the age become 0 with it."""
    covered = _bare(lsa)[2:]
    first = sum(covered) % 255
    second = sum(accumulate(covered)) % 255
    high = ((len(covered) - COVERED_AT - 1) * first - second) % 255 or 255
    low = (510 - first - high) % 255 or 255
    return high << 8 | low


def lsa_intact(octets: bytes) -> bool:
    """Return whether the checksum in an LSA is right."""
    covered = octets[2:]
    return sum(covered) % 255 == 0 and sum(accumulate(covered)) % 255 == 0


def encode_header(header: LsaHeader) -> bytes:
    """Return the header of an LSA."""
    return HEAD.pack(*header)


def decode_header(octets: bytes, at: int) -> LsaHeader:
    """Return the header of an LSA at an offset."""
    return LsaHeader(*take(HEAD, octets, at, "ospf"))


def decode_lsa(octets: bytes, at: int) -> tuple[Lsa, int]:
    """Return the LSA at an offset and where it ends; a length, type or checksum that is wrong is a PacketError."""
    header = decode_header(octets, at)
    end = at + header.length
    if header.length < LSA_HEADER or end > len(octets):
        raise PacketError("ospf", f"an LSA of {header.length} octets")
    if not lsa_intact(octets[at:end]):
        raise PacketError("ospf", "checksum of an LSA")
    reader = READERS.get(header.kind)
    if reader is None:
        raise PacketError("ospf", f"an LSA of type {header.kind}")
    return Lsa(*header[:6], reader(octets[at + LSA_HEADER : end])), end


# -- bodies ----------------------------------------------------------------------------------------------------------


def _encode_router(body: RouterBody) -> bytes:
    links = [LINK.pack(link.id, link.data, link.kind, 0, link.metric) for link in body.links]
    return ROUTER_HEAD.pack(body.flags, len(links)) + b"".join(links)


def _read_router(octets: bytes) -> RouterBody:
    flags, count = take(ROUTER_HEAD, octets, 0, "ospf")
    links, at = [], ROUTER_HEAD.size
    for _ in range(count):
        id, data, kind, tos, metric = take(LINK, octets, at, "ospf")
        links.append(RouterLink(kind, id, data, metric))
        at += LINK.size + 4 * tos  # metrics by type of service, which RFC 2328 has no more
    return RouterBody(flags, tuple(links))


def _encode_network(body: NetworkBody) -> bytes:
    return b"".join([WORD.pack(word) for word in (body.mask, *body.routers)])


def _read_network(octets: bytes) -> NetworkBody:
    if len(octets) % 4 or len(octets) < 4:
        raise PacketError("ospf", f"a network LSA of {len(octets)} octets")
    mask, *routers = [word for (word,) in WORD.iter_unpack(octets)]
    return NetworkBody(mask, tuple(routers))


def _encode_summary(body: SummaryBody) -> bytes:
    return SUMMARY_LAYOUT.pack(body.mask, body.metric)


def _read_summary(octets: bytes) -> SummaryBody:
    mask, metric = take(SUMMARY_LAYOUT, octets, 0, "ospf")
    return SummaryBody(mask, metric & METRIC)


def _encode_external(body: ExternalBody) -> bytes:
    return EXTERNAL_LAYOUT.pack(body.mask, (TYPE_2 if body.kind == 2 else 0) | body.metric, body.forward, body.tag)


def _read_external(octets: bytes) -> ExternalBody:
    mask, metric, forward, tag = take(EXTERNAL_LAYOUT, octets, 0, "ospf")
    return ExternalBody(mask, metric & METRIC, 2 if metric & TYPE_2 else 1, forward, tag)


BODIES: dict[type, Callable[[Any], bytes]] = {
    RouterBody: _encode_router,
    NetworkBody: _encode_network,
    SummaryBody: _encode_summary,
    ExternalBody: _encode_external,
    OpaqueBody: lambda body: bytes(body.data),
}
READERS: dict[int, Callable[[bytes], LsaBody]] = {
    ROUTER: _read_router,
    NETWORK: _read_network,
    SUMMARY: _read_summary,
    ASBR_SUMMARY: _read_summary,
    EXTERNAL: _read_external,
    NSSA: _read_external,
    LINK_OPAQUE: OpaqueBody,
    AREA_OPAQUE: OpaqueBody,
    AS_OPAQUE: OpaqueBody,
}
