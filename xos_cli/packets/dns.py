"""DNS (RFC 1035): a question for the IPv4 address of a name, and its answer."""

from struct import Struct

from xos_cli.errors import PacketError
from xos_cli.packets.octets import take

HEADER = Struct("!HHHHHH")
RECORD = Struct("!HHIH")
QUERY, REPLY, NO_NAME = 0x0100, 0x8580, 3
#: Type A, class IN; seconds that an answer holds; a pointer to the name of the question.
A, IN, LIFE, POINTER = 1, 1, 3600, b"\xc0\x0c"
RESPONSE, CODE = 0x8000, 15


def _labels(name: str) -> bytes:
    labels = [label.encode("latin-1", "replace")[:63] for label in name.split(".") if label]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def query(number: int, name: str) -> bytes:
    """Return a question; *number* is in its answer, too."""
    return HEADER.pack(number, QUERY, 1, 0, 0, 0) + _labels(name) + A.to_bytes(2, "big") + IN.to_bytes(2, "big")


def _name(octets: bytes, at: int) -> tuple[str, int]:
    """Return the name at an offset, and the offset behind it."""
    labels: list[str] = []
    while True:
        if at >= len(octets):
            raise PacketError("dns", "a name without an end")
        size = octets[at]
        if size >= 0xC0:
            return ".".join(labels), at + 2
        if not size:
            return ".".join(labels), at + 1
        labels.append(octets[at + 1 : at + 1 + size].decode("latin-1"))
        at += 1 + size


def question(octets: bytes) -> tuple[int, str]:
    """Return the number of a message and the name that it asks for."""
    number, _, questions, *_ = take(HEADER, octets, 0, "dns")
    if not questions:
        raise PacketError("dns", "no question")
    return number, _name(octets, HEADER.size)[0]


def reply(number: int, name: str, address: int | None) -> bytes:
    """Return the answer to a question: an address, or that there is no such name."""
    asked = _labels(name) + A.to_bytes(2, "big") + IN.to_bytes(2, "big")
    if address is None:
        return HEADER.pack(number, REPLY | NO_NAME, 1, 0, 0, 0) + asked
    found = POINTER + RECORD.pack(A, IN, LIFE, 4) + address.to_bytes(4, "big")
    return HEADER.pack(number, REPLY, 1, 1, 0, 0) + asked + found


def address_in(octets: bytes) -> tuple[int, int | None]:
    """Return the number of an answer and the first address in it, None if it has none."""
    number, flags, _, answers, *_ = take(HEADER, octets, 0, "dns")
    if not flags & RESPONSE:
        raise PacketError("dns", "no answer")
    at = _name(octets, HEADER.size)[1] + 4
    for _ in range(0 if flags & CODE else answers):
        at = _name(octets, at)[1]
        kind, _, _, size = take(RECORD, octets, at, "dns")
        at += RECORD.size
        if kind == A and size == 4 and at + 4 <= len(octets):
            return number, int.from_bytes(octets[at : at + 4], "big")
        at += size
    return number, None
