"""RADIUS messages (RFC 2865, RFC 2866): the data of datagrams to the ports 1812 and 1813.

A reply proves that its sender knows the shared secret, by an authenticator over the request's.  MD5 is what the RFCs
prescribe; this module is imported when a message is sent or read.
"""

import hashlib
from collections.abc import Iterator
from struct import Struct

from xos_cli.errors import PacketError
from xos_cli.packets.octets import take
from xos_cli.record import NamedTuple

#: Ports of authentication and of accounting.
PORT, ACCOUNTING_PORT = 1812, 1813
#: Codes of messages.
ACCESS_REQUEST, ACCESS_ACCEPT, ACCESS_REJECT = 1, 2, 3
ACCOUNTING_REQUEST, ACCOUNTING_RESPONSE, ACCESS_CHALLENGE = 4, 5, 11
#: Types of attributes.
USER_NAME, USER_PASSWORD, NAS_IP_ADDRESS, NAS_PORT, SERVICE_TYPE = 1, 2, 4, 5, 6
VENDOR_SPECIFIC, CALLING_STATION, STATUS_TYPE, SESSION_ID, SESSION_TIME = 26, 31, 40, 44, 46
NAS_PORT_TYPE, TUNNEL_TYPE, TUNNEL_MEDIUM, TUNNEL_GROUP = 61, 64, 65, 81
#: Values of Service-Type, of NAS-Port-Type, of Acct-Status-Type, and of Tunnel-Type and Tunnel-Medium-Type (RFC 3580).
LOGIN, FRAMED, ADMINISTRATIVE = 1, 2, 6
ASYNC, VIRTUAL, ETHERNET = 0, 5, 15
START, STOP = 1, 2
TUNNEL_VLAN, TUNNEL_802 = 13, 6
#: Extreme's enterprise number.  evidence: guide 11.3 p.352
EXTREME = 1916
HEADER, LONGEST = Struct("!BBH16s"), 4096
#: Octets of an attribute's value, and of a password.
MOST, LONGEST_PASSWORD = 253, 128


class Radius(NamedTuple):
    """A message: its code, identifier, 16 octets of authenticator, and attributes as types and octets."""

    code: int
    identifier: int
    authenticator: bytes = bytes(16)
    attributes: tuple[tuple[int, bytes], ...] = ()

    def get(self, type: int) -> bytes:
        """Return the value of the first attribute of a type, b"" if there is none."""
        return next((value for kind, value in self.attributes if kind == type), b"")


def encode(message: Radius) -> bytes:
    """Return the octets of a message."""
    body = b"".join([bytes((kind, len(value) + 2)) + value for kind, value in message.attributes])
    return HEADER.pack(message.code, message.identifier, HEADER.size + len(body), message.authenticator) + body


def decode(octets: bytes) -> Radius:
    """Return the message; a length that is wrong, its own or that of an attribute, is a PacketError."""
    code, identifier, length, authenticator = take(HEADER, octets, 0, "radius")
    if not HEADER.size <= length <= min(len(octets), LONGEST):
        raise PacketError("radius", f"length {length} of {len(octets)} octets")
    return Radius(code, identifier, authenticator, tuple(_attributes(octets[HEADER.size : length])))


def _attributes(octets: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(octets):
        kind, size = octets[place], octets[place + 1] if place + 1 < len(octets) else 0
        if size < 2 or place + size > len(octets):
            raise PacketError("radius", f"attribute {kind} of {size} octets")
        yield kind, octets[place + 2 : place + size]
        place += size


# -- secrets ---------------------------------------------------------------------------------------------------------


def hide(password: bytes, secret: bytes, authenticator: bytes) -> bytes:
    """Return a password as User-Password has it (RFC 2865, 5.2); at most 128 octets of it."""
    password = password[:LONGEST_PASSWORD]
    padded = password + bytes(-len(password) % 16 or 16 * (not password))
    found, last = b"", authenticator
    for place in range(0, len(padded), 16):
        last = _mixed(padded[place : place + 16], secret, last)
        found += last
    return found


def reveal(hidden: bytes, secret: bytes, authenticator: bytes) -> bytes:
    """Return the password that User-Password hides; with another secret than the sender's, other octets."""
    blocks = [hidden[place : place + 16] for place in range(0, len(hidden), 16)]
    before = [authenticator, *blocks]
    clear = [_mixed(block, secret, last) for block, last in zip(blocks, before, strict=False)]
    return b"".join(clear).rstrip(b"\0")


def _mixed(block: bytes, secret: bytes, last: bytes) -> bytes:
    digest = hashlib.md5(secret + last, usedforsecurity=False).digest()
    return bytes(one ^ other for one, other in zip(block, digest, strict=False))


def signed(message: Radius, secret: bytes) -> Radius:
    """Return a reply or an accounting request with its authenticator.

    A reply comes with the authenticator of its request in that place, an accounting request with zeros.
    """
    return message._replace(authenticator=hashlib.md5(encode(message) + secret, usedforsecurity=False).digest())


def is_genuine(message: Radius, authenticator: bytes, secret: bytes) -> bool:
    """Return whether a sender knows the secret; *authenticator*: of the request answered, zeros for accounting."""
    return signed(message._replace(authenticator=authenticator), secret).authenticator == message.authenticator


# -- attributes ------------------------------------------------------------------------------------------------------


def text(kind: int, words: str) -> tuple[int, bytes]:
    """Return an attribute with a text; what is too long for it is cut off."""
    return kind, words.encode()[:MOST]


def number(kind: int, value: int) -> tuple[int, bytes]:
    """Return an attribute with a number or an IPv4 address."""
    return kind, value.to_bytes(4, "big")
