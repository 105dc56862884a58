"""EAP in RADIUS messages (RFC 3579): packets in pieces, and the authenticator of a whole message."""

import hmac
from collections.abc import Iterable

from xos_cli.packets.radius import MOST, Radius, encode

EAP_MESSAGE, MESSAGE_AUTHENTICATOR, STATE = 79, 80, 24
#: Octets of a Message-Authenticator.
SIZE = 16


def eap_attributes(octets: bytes) -> list[tuple[int, bytes]]:
    """Return the attributes that carry an EAP packet."""
    return [(EAP_MESSAGE, octets[at : at + MOST]) for at in range(0, len(octets), MOST)]


def eap_of(attributes: Iterable[tuple[int, bytes]]) -> bytes:
    """Return the EAP packet of a message, b"" if it carries none."""
    return b"".join([value for kind, value in attributes if kind == EAP_MESSAGE])


def vouched(message: Radius, secret: bytes) -> Radius:
    """Return a message with its Message-Authenticator; a reply has the authenticator of its request until it is signed.

    An attribute of that type in it is replaced.
    """
    rest = tuple([pair for pair in message.attributes if pair[0] != MESSAGE_AUTHENTICATOR])
    bare = message._replace(attributes=(*rest, (MESSAGE_AUTHENTICATOR, bytes(SIZE))))
    return bare._replace(attributes=(*rest, (MESSAGE_AUTHENTICATOR, _digest(bare, secret))))


def is_vouched(message: Radius, authenticator: bytes, secret: bytes) -> bool:
    """Return whether the Message-Authenticator of a message is right; *authenticator*: that of the request.

    A message with EAP must have one; of another message it counts if it is there.
    """
    given = message.get(MESSAGE_AUTHENTICATOR)
    if not given:
        return not eap_of(message.attributes)
    zeros = [(kind, bytes(SIZE) if kind == MESSAGE_AUTHENTICATOR else value) for kind, value in message.attributes]
    bare = message._replace(authenticator=authenticator, attributes=tuple(zeros))
    return hmac.compare_digest(given, _digest(bare, secret))


def _digest(message: Radius, secret: bytes) -> bytes:
    return hmac.new(secret, encode(message), "md5").digest()
