"""DNS messages (RFC 1035): a question for the address of a name, and its answer."""

from struct import Struct

from xos_cli.errors import PacketError
from xos_cli.packets.octets import take
from xos_cli.record import NamedTuple

PORT = 53
HEADER, QUESTION, RECORD = Struct("!HHHHHH"), Struct("!HH"), Struct("!HHIH")
RESPONSE, AUTHORITATIVE, RECURSION_WANTED, RECURSION = 0x8000, 0x0400, 0x0100, 0x0080
#: Codes of an answer: there is one, the name does not exist, and what the server does not do.
NO_ERROR, NO_NAME, NOT_DONE = 0, 3, 4
ADDRESS, INTERNET = 1, 1
#: Octets of a label, and of a name.
LABEL, LONGEST = 63, 255
POINTER = 0xC0
PROTOCOL = "dns"


class Dns(NamedTuple):
    """A message about one name: *addresses* are those of an answer, *code* why there is none."""

    number: int
    name: str
    flags: int = RECURSION_WANTED
    addresses: tuple[int, ...] = ()
    kind: int = ADDRESS
    ttl: int = 3600

    @property
    def code(self) -> int:
        """Return the code of an answer."""
        return self.flags & 0x0F


def is_name(text: str) -> bool:
    """Return whether a text can be the name of a host (RFC 1035 2.3.1)."""
    labels = text.rstrip(".").split(".")
    fits = all(0 < len(label) <= LABEL and label.replace("-", "").replace("_", "").isalnum() for label in labels)
    return fits and text.isascii() and len(text) < LONGEST


def encode(message: Dns) -> bytes:
    """Return the octets of a message; a name that none can be is a PacketError."""
    if not is_name(message.name):
        raise PacketError(PROTOCOL, f"name {message.name}")
    labels = [label.encode() for label in message.name.rstrip(".").split(".")]
    name = b"".join([bytes((len(label),)) + label for label in labels]) + b"\0"
    head = HEADER.pack(message.number, message.flags, 1, len(message.addresses), 0, 0)
    records = [_record(message.ttl, address) for address in message.addresses]
    return head + name + QUESTION.pack(message.kind, INTERNET) + b"".join(records)


def _record(ttl: int, address: int) -> bytes:
    """Return an address of the name in the question, which begins at octet 12."""
    return bytes((POINTER, 12)) + RECORD.pack(ADDRESS, INTERNET, ttl, 4) + address.to_bytes(4, "big")


def decode(octets: bytes) -> Dns:
    """Return the message; without exactly one question, or with a name that has no end, a PacketError."""
    number, flags, questions, answers, _, _ = take(HEADER, octets, 0, PROTOCOL)
    if questions != 1:
        raise PacketError(PROTOCOL, f"{questions} questions")
    name, at = _name(octets, HEADER.size)
    kind, _ = take(QUESTION, octets, at, PROTOCOL)
    found, at, ttl = [], at + QUESTION.size, 0
    for _ in range(answers):
        _, at = _name(octets, at)
        type, _, ttl, length = take(RECORD, octets, at, PROTOCOL)
        at += RECORD.size
        data = octets[at : at + length]
        at += length
        if type == ADDRESS and len(data) == 4:
            found.append(int.from_bytes(data, "big"))
    return Dns(number, name, flags, tuple(found), kind, ttl)


def _name(octets: bytes, at: int) -> tuple[str, int]:
    """Return the name at an offset and where what follows begins; pointers are followed."""
    labels, end, jumps = list[str](), -1, 0
    while True:
        if at >= len(octets) or jumps > 8 or sum(map(len, labels)) > LONGEST:
            raise PacketError(PROTOCOL, "name without an end")
        size = octets[at]
        if size & POINTER == POINTER and at + 1 < len(octets):
            end = at + 2 if end < 0 else end
            at, jumps = (size & 0x3F) << 8 | octets[at + 1], jumps + 1
            continue
        if not size:
            return ".".join(labels), end if end >= 0 else at + 1
        if size > LABEL:
            raise PacketError(PROTOCOL, f"label of {size} octets")
        labels.append(octets[at + 1 : at + 1 + size].decode("latin-1"))
        at += size + 1
