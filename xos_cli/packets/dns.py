"""DNS messages (RFC 1035) as far as a host and the login page need them: a question for an address, and its answer."""

from struct import Struct

from xos_cli.errors import PacketError
from xos_cli.packets.octets import take
from xos_cli.record import NamedTuple

PORT = 53
HEADER, QUESTION, ANSWER = Struct("!HHHHHH"), Struct("!HH"), Struct("!HHHIHI")
ADDRESS, INTERNET = 1, 1
#: The bits of the second word: a response, recursion desired and available; and the code for a name that is refused.
RESPONSE, DESIRED, AVAILABLE, REFUSED = 0x8000, 0x0100, 0x0080, 5
#: Where the name of the question stands, as a pointer.
NAME_OF_QUESTION = 0xC00C


class Dns(NamedTuple):
    """A question for the IPv4 address of a name, or its answer; *address* 0: the name is refused."""

    identifier: int
    name: str
    response: bool = False
    address: int = 0
    ttl: int = 0


def encode(message: Dns) -> bytes:
    """Return the octets of a message."""
    labels = [label.encode("ascii", "replace")[:63] for label in message.name.split(".") if label]
    name = b"".join([bytes((len(label),)) + label for label in labels]) + b"\0"
    flags = DESIRED | (RESPONSE | AVAILABLE if message.response else 0)
    found = message.response and message.address
    head = HEADER.pack(
        message.identifier, flags | (REFUSED if message.response and not found else 0), 1, int(bool(found)), 0, 0
    )
    body = head + name + QUESTION.pack(ADDRESS, INTERNET)
    if not found:
        return body
    return body + ANSWER.pack(NAME_OF_QUESTION, ADDRESS, INTERNET, message.ttl, 4, message.address)


def decode(octets: bytes) -> Dns:
    """Return the message; a question for anything but an address, and a name that is cut off, is a PacketError."""
    identifier, flags, questions, answers, _, _ = take(HEADER, octets, 0, "dns")
    name, place = _name(octets, HEADER.size)
    kind, group = take(QUESTION, octets, place, "dns")
    if questions != 1 or (kind, group) != (ADDRESS, INTERNET):
        raise PacketError("dns", f"{questions} questions, type {kind}")
    address = ttl = 0
    if flags & RESPONSE and answers:
        _, kind, _, ttl, size, address = take(ANSWER, octets, place + QUESTION.size, "dns")
        if (kind, size) != (ADDRESS, 4):
            raise PacketError("dns", f"answer of type {kind}")
    return Dns(identifier, name, bool(flags & RESPONSE), address, ttl)


def _name(octets: bytes, place: int) -> tuple[str, int]:
    """Return a name and where it ends."""
    labels = []
    while place < len(octets) and octets[place]:
        size = octets[place]
        if size > 63 or place + 1 + size > len(octets):
            raise PacketError("dns", f"label of {size} octets")
        labels.append(octets[place + 1 : place + 1 + size].decode("latin-1"))
        place += 1 + size
    return ".".join(labels), place + 1
