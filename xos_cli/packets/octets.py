"""Read numbers from octets, and compute the Internet checksum."""

from struct import Struct
from typing import Any

from xos_cli.errors import PacketError


def take(layout: Struct, octets: bytes, at: int, protocol: str) -> tuple[Any, ...]:
    """Return the fields of *layout* at an offset; too few octets are a PacketError."""
    if len(octets) < at + layout.size:
        raise PacketError(protocol, f"{len(octets)} of {at + layout.size} octets")
    return layout.unpack_from(octets, at)


def checksum(octets: bytes) -> int:
    """Return the Internet checksum (RFC 1071) of octets; over octets that contain their own, it is 0."""
    if len(octets) % 2:
        octets += b"\0"
    total: int = sum(Struct(f"!{len(octets) // 2}H").unpack(octets))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def mac_octets(mac: int) -> bytes:
    """Return the six octets of a MAC address."""
    return mac.to_bytes(6, "big")


def text_octets(text: str) -> bytes:
    """Return text with the NUL that ends it; a character that is not Latin-1 becomes ``?``."""
    return text.encode("latin-1", "replace") + b"\0"


def text_of(octets: bytes) -> str:
    """Return the text up to the first NUL."""
    return octets.split(b"\0", 1)[0].decode("latin-1")
