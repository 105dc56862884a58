"""Read LSAs from octets (RFC 2328, A.4; RFC 3101; RFC 5250); their Fletcher checksum is that of RFC 905, annex B."""

from collections.abc import Callable
from itertools import accumulate
from struct import Struct

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
    TYPE_2,
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
METRIC = 0xFFFFFF


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


def _read_router(octets: bytes) -> RouterBody:
    flags, count = take(ROUTER_HEAD, octets, 0, "ospf")
    links, at = [], ROUTER_HEAD.size
    for _ in range(count):
        id, data, kind, tos, metric = take(LINK, octets, at, "ospf")
        links.append(RouterLink(kind, id, data, metric))
        at += LINK.size + 4 * tos  # metrics by type of service, which RFC 2328 has no more
    return RouterBody(flags, tuple(links))


def _read_network(octets: bytes) -> NetworkBody:
    if len(octets) % 4 or len(octets) < 4:
        raise PacketError("ospf", f"a network LSA of {len(octets)} octets")
    mask, *routers = [word for (word,) in WORD.iter_unpack(octets)]
    return NetworkBody(mask, tuple(routers))


def _read_summary(octets: bytes) -> SummaryBody:
    mask, metric = take(SUMMARY_LAYOUT, octets, 0, "ospf")
    return SummaryBody(mask, metric & METRIC)


def _read_external(octets: bytes) -> ExternalBody:
    mask, metric, forward, tag = take(EXTERNAL_LAYOUT, octets, 0, "ospf")
    return ExternalBody(mask, metric & METRIC, 2 if metric & TYPE_2 else 1, forward, tag)


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
