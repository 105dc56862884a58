"""Ask the switch over SNMP, and read traps."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from pyasn1.codec.ber import decoder
from pysnmp.proto.api import v2c
from snmp_manager import NAME, Manager

#: Communities that the lab's manager asks as.
COMMUNITIES = ("public", "private", "lab", "extra")
SYSTEM = (1, 3, 6, 1, 2, 1, 1)
CONTACT, LOCATION = (*SYSTEM, 4, 0), (*SYSTEM, 6, 0)
READS = (
    ("reads the name", "get", NAME, None),
    ("reads the contact", "get", CONTACT, None),
    ("reads the place", "get", LOCATION, None),
    ("walks", "next", (1, 3), None),
    ("reads RMON", "next", (1, 3, 6, 1, 2, 1, 16, 1), None),
)
WRITES = (("writes", "set", CONTACT, "lab"),)


Questions = tuple[tuple[str, str, tuple[int, ...], str | None], ...]


@cache
def messages(kinds: Questions) -> list[tuple[str, bytes]]:
    """Return what each community asks; encoded once, since that takes long."""
    return [
        (f"SNMP: {community} {title}", Manager(lambda data: b"", community).message(kind, (oid, text)))
        for community in COMMUNITIES
        for title, kind, oid, text in kinds
    ]


def polls(send: Callable[[bytes], bytes], kinds: Questions = READS) -> Iterator[tuple[str, str]]:
    """Yield what each community may read and write: a title, and the answer as it came."""
    for title, message in messages(kinds):
        yield title, _printable(send(message)) or "no answer"


def _printable(answer: bytes) -> str:
    return re.sub(r"[^ -~]+", ".", answer.decode("latin-1"))


def trap_text(data: bytes) -> str:
    """Return which notification a trap is, and from which community; its length if it is of another version."""
    try:
        message, _ = decoder.decode(data, asn1Spec=v2c.Message())
        bindings = v2c.apiTrapPDU.get_varbinds(v2c.apiMessage.get_pdu(message))
        return f"{v2c.apiMessage.get_community(message)}: {bindings[1][1]}"
    except Exception:  # of SNMPv1 or v3
        return f"{len(data)} octets"
