"""OSPF packets of every type, with LSAs of every type, drawn by hypothesis."""

from hypothesis import strategies as st

from xos_cli.packets.ospf_records import (
    AREA_OPAQUE,
    AS_OPAQUE,
    ASBR_SUMMARY,
    CRYPTOGRAPHIC,
    EXTERNAL,
    LINK_OPAQUE,
    NETWORK,
    NSSA,
    PASSWORD,
    ROUTER,
    SUMMARY,
    ExternalBody,
    Lsa,
    LsaKey,
    NetworkBody,
    OpaqueBody,
    Ospf,
    OspfAuth,
    OspfDbd,
    OspfHello,
    OspfLsAck,
    OspfLsr,
    OspfLsu,
    RouterBody,
    RouterLink,
    SummaryBody,
)

OCTET, WORD2, WORD4 = st.integers(0, 0xFF), st.integers(0, 0xFFFF), st.integers(0, 0xFFFFFFFF)
#: Options of packets: without the bit that says that a block of link-local signals follows (RFC 5613).
OPTIONS = OCTET.map(lambda bits: bits & ~0x10)
METRIC, ZERO = st.integers(0, 0xFFFFFF), st.just(0)
MASKS = st.integers(0, 32).map(lambda length: 0xFFFFFFFF << (32 - length) & 0xFFFFFFFF)


def some(strategy: st.SearchStrategy, most: int = 4) -> st.SearchStrategy:
    """Return tuples of a few."""
    return st.lists(strategy, max_size=most).map(tuple)


BODIES = {
    ROUTER: st.builds(
        RouterBody, st.sampled_from(range(8)), some(st.builds(RouterLink, st.integers(1, 4), WORD4, WORD4, WORD2))
    ),
    NETWORK: st.builds(NetworkBody, MASKS, st.lists(WORD4, min_size=1, max_size=4).map(tuple)),
    SUMMARY: st.builds(SummaryBody, MASKS, METRIC),
    ASBR_SUMMARY: st.builds(SummaryBody, st.just(0), METRIC),
    EXTERNAL: st.builds(ExternalBody, MASKS, METRIC, st.sampled_from((1, 2)), WORD4, WORD4),
    NSSA: st.builds(ExternalBody, MASKS, METRIC, st.sampled_from((1, 2)), WORD4, WORD4),
    LINK_OPAQUE: st.just(OpaqueBody(b"\x00\x01\x00\x04\x00\x00\x00\x78\x00\x02\x00\x01\x01\x00\x00\x00")),
    AREA_OPAQUE: st.just(OpaqueBody(b"")),
    AS_OPAQUE: st.just(OpaqueBody(b"")),
}
#: The identifiers of opaque LSAs begin with a type: 3 is a grace LSA.
IDS = {LINK_OPAQUE: st.just(0x03000000)}


def lsas(kind: int) -> st.SearchStrategy[Lsa]:
    """Return LSAs of a type."""
    ages, numbers = st.integers(0, 3600), st.integers(-0x7FFFFFFF, 0x7FFFFFFF)
    return st.builds(Lsa, ages, OCTET, st.just(kind), IDS.get(kind, WORD4), WORD4, numbers, BODIES[kind])


LSAS = st.sampled_from(sorted(BODIES)).flatmap(lsas)
HEADERS = some(LSAS.map(lambda lsa: lsa.header))
AUTHS = (
    st.builds(OspfAuth, ZERO, st.just(b""), ZERO, ZERO)
    | st.builds(OspfAuth, st.just(PASSWORD), st.binary(max_size=8).map(lambda data: data.rstrip(b"\0")), ZERO, ZERO)
    | st.builds(OspfAuth, st.just(CRYPTOGRAPHIC), st.binary(min_size=16, max_size=16), OCTET, WORD4)
)
OSPF_BODIES = {
    "hello": st.builds(OspfHello, MASKS, WORD2, OPTIONS, OCTET, WORD4, WORD4, WORD4, some(WORD4)),
    "dbd": st.builds(OspfDbd, WORD2, OPTIONS, st.integers(0, 3), WORD4, HEADERS)
    | st.builds(OspfDbd, WORD2, OPTIONS, st.just(7), WORD4, st.just(())),  # the first has no headers
    "lsr": st.builds(OspfLsr, some(st.builds(LsaKey, st.sampled_from(sorted(BODIES)), WORD4, WORD4))),
    "lsu": st.builds(OspfLsu, some(LSAS)),
    "lsack": st.builds(OspfLsAck, HEADERS),
}


def packets(kind: str) -> st.SearchStrategy[Ospf]:
    """Return packets of a type."""
    return st.builds(Ospf, WORD4, WORD4, OSPF_BODIES[kind], AUTHS)
