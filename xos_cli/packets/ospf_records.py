"""OSPFv2 packets and LSAs as frozen records (RFC 2328, appendix A); addresses and identifiers are integers."""

from functools import lru_cache
from itertools import accumulate
from struct import pack
from typing import TypeAlias

from xos_cli.record import NamedTuple

HELLO, DESCRIPTION, REQUEST, UPDATE, ACKNOWLEDGEMENT = 1, 2, 3, 4, 5
ROUTER, NETWORK, SUMMARY, ASBR_SUMMARY, EXTERNAL, NSSA, LINK_OPAQUE, AREA_OPAQUE, AS_OPAQUE = (
    1,
    2,
    3,
    4,
    5,
    7,
    9,
    10,
    11,
)
#: Octets of the headers of a packet and of an LSA.
HEADER, LSA_HEADER = 24, 20
#: The option bits: external LSAs, NSSA (of a type 7 LSA: to be translated), opaque LSAs.
E_BIT, N_BIT, O_BIT = 0x02, 0x08, 0x40
#: The flags of a description: it is the first, more follow, the sender is the master.
INIT, MORE, MASTER = 4, 2, 1
#: The flags of a router LSA: an area border router, an AS boundary router, the end of a virtual link, a translator.
B_FLAG, E_FLAG, V_FLAG, NT_FLAG = 1, 2, 4, 16
#: The kinds of links of a router LSA.
POINT_TO_POINT, TRANSIT, STUB, VIRTUAL = 1, 2, 3, 4
#: Where the checksum stands in an LSA; the flag of a type 2 metric.
CHECKSUM_AT, TYPE_2 = 16, 0x80000000
#: The oldest that an LSA becomes, in seconds; its first and last sequence numbers.
MAX_AGE = 3600
FIRST_SEQUENCE, LAST_SEQUENCE = -0x7FFFFFFF, 0x7FFFFFFF


class RouterLink(NamedTuple):
    """A link of a router: *id* and *data* mean what its *kind* says (RFC 2328, A.4.2)."""

    kind: int
    id: int
    data: int
    metric: int


class RouterBody(NamedTuple):
    """The body of a router LSA."""

    flags: int
    links: tuple[RouterLink, ...]

    @property
    def length(self) -> int:
        """Octets."""
        return 4 + 12 * len(self.links)

    @property
    def octets(self) -> bytes:
        """Return the body on the wire."""
        links = [pack("!IIBBH", link.id, link.data, link.kind, 0, link.metric) for link in self.links]
        return pack("!BxH", self.flags, len(links)) + b"".join(links)


class NetworkBody(NamedTuple):
    """The body of a network LSA: the mask, and the routers that are attached."""

    mask: int
    routers: tuple[int, ...]

    @property
    def length(self) -> int:
        """Octets."""
        return 4 + 4 * len(self.routers)

    @property
    def octets(self) -> bytes:
        """Return the body on the wire."""
        return pack(f"!{1 + len(self.routers)}I", self.mask, *self.routers)


class SummaryBody(NamedTuple):
    """The body of a summary LSA, of a network or of an AS boundary router (whose mask is 0)."""

    mask: int
    metric: int

    @property
    def length(self) -> int:
        """Octets."""
        return 8

    @property
    def octets(self) -> bytes:
        """Return the body on the wire."""
        return pack("!II", *self)


class ExternalBody(NamedTuple):
    """The body of an external LSA, type 5 or 7; *kind* is its metric's type, 1 or 2."""

    mask: int
    metric: int
    kind: int
    forward: int = 0
    tag: int = 0

    @property
    def length(self) -> int:
        """Octets."""
        return 16

    @property
    def octets(self) -> bytes:
        """Return the body on the wire."""
        return pack("!IIII", self.mask, (TYPE_2 if self.kind == 2 else 0) | self.metric, self.forward, self.tag)


class OpaqueBody(NamedTuple):
    """The body of an opaque LSA (RFC 5250); its identifier begins with the opaque type, 3 is a grace LSA (RFC 3623)."""

    data: bytes

    @property
    def length(self) -> int:
        """Octets."""
        return len(self.data)

    @property
    def octets(self) -> bytes:
        """Return the body on the wire."""
        return self.data


LsaBody: TypeAlias = RouterBody | NetworkBody | SummaryBody | ExternalBody | OpaqueBody


class LsaKey(NamedTuple):
    """What tells an LSA from others: its type, its identifier, and the router that advertises it."""

    kind: int
    id: int
    router: int


class LsaHeader(NamedTuple):
    """The header of an LSA as descriptions and acknowledgements have it."""

    age: int
    options: int
    kind: int
    id: int
    router: int
    sequence: int
    checksum: int
    length: int

    @property
    def key(self) -> LsaKey:
        """Return what tells it from others."""
        return LsaKey(self.kind, self.id, self.router)


class Lsa(NamedTuple):
    """A link-state advertisement; *sequence* is signed."""

    age: int
    options: int
    kind: int
    id: int
    router: int
    sequence: int
    body: LsaBody

    @property
    def key(self) -> LsaKey:
        """Return what tells it from others."""
        return LsaKey(self.kind, self.id, self.router)

    @property
    def length(self) -> int:
        """Octets."""
        return LSA_HEADER + self.body.length

    @property
    def checksum(self) -> int:
        """Return the Fletcher checksum of its octets, without the age."""
        return _checksum(self[1:])

    @property
    def octets(self) -> bytes:
        """Return the LSA on the wire, with its checksum."""
        return _octets(self, self.checksum)

    def __deepcopy__(self, memo: object) -> "Lsa":
        return self

    @property
    def header(self) -> LsaHeader:
        """Return the header."""
        return LsaHeader(*self[:6], self.checksum, self.length)


@lru_cache(maxsize=65_536)
def _checksum(rest: tuple[int, int, int, int, int, LsaBody]) -> int:
    """Return the checksum of an LSA: the sums over its octets but for the age become 0 with it.

    Each instance is asked for again and again by many routers.
    """
    covered = _octets(Lsa(0, *rest), 0)[2:]
    first = sum(covered) % 255
    second = sum(accumulate(covered)) % 255
    high = ((len(covered) - CHECKSUM_AT + 1) * first - second) % 255 or 255
    low = (510 - first - high) % 255 or 255
    return high << 8 | low


def _octets(lsa: Lsa, checksum: int) -> bytes:
    body = lsa.body.octets
    return pack("!HBBIIiHH", *lsa[:6], checksum, LSA_HEADER + len(body)) + body


class OspfHello(NamedTuple):
    """A hello; *dr* and *bdr* are interface addresses."""

    mask: int
    interval: int
    options: int
    priority: int
    dead: int
    dr: int = 0
    bdr: int = 0
    neighbors: tuple[int, ...] = ()

    @property
    def length(self) -> int:
        """Octets."""
        return 20 + 4 * len(self.neighbors)


class OspfDbd(NamedTuple):
    """A database description."""

    mtu: int
    options: int
    flags: int
    sequence: int
    headers: tuple[LsaHeader, ...] = ()

    @property
    def length(self) -> int:
        """Octets."""
        return 8 + LSA_HEADER * len(self.headers)


class OspfLsr(NamedTuple):
    """A link-state request."""

    keys: tuple[LsaKey, ...]

    @property
    def length(self) -> int:
        """Octets."""
        return 12 * len(self.keys)


class OspfLsu(NamedTuple):
    """A link-state update."""

    lsas: tuple[Lsa, ...]

    @property
    def length(self) -> int:
        """Octets."""
        return 4 + sum([lsa.length for lsa in self.lsas])


class OspfLsAck(NamedTuple):
    """A link-state acknowledgement."""

    headers: tuple[LsaHeader, ...]

    @property
    def length(self) -> int:
        """Octets."""
        return LSA_HEADER * len(self.headers)


OspfBody: TypeAlias = OspfHello | OspfDbd | OspfLsr | OspfLsu | OspfLsAck

NO_AUTHENTICATION, PASSWORD, CRYPTOGRAPHIC = 0, 1, 2
DIGEST = 16


class OspfAuth(NamedTuple):
    """How a packet is authenticated: *data* is the password, or the digest made with the key of the number *key*."""

    kind: int = NO_AUTHENTICATION
    data: bytes = b""
    key: int = 0
    sequence: int = 0


NOT_AUTHENTICATED = OspfAuth()


class Ospf(NamedTuple):
    """An OSPF packet: the router that sends it, the area, what it says, and how it is authenticated."""

    router: int
    area: int
    body: OspfBody
    auth: OspfAuth = NOT_AUTHENTICATED

    def __deepcopy__(self, memo: object) -> "Ospf":
        return self

    @property
    def length(self) -> int:
        """Octets, with the digest behind the packet."""
        return HEADER + self.body.length + (DIGEST if self.auth.kind == CRYPTOGRAPHIC else 0)
