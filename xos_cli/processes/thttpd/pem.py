"""Read certificates and RSA keys in PEM form as far as `show ssl` prints them: the subject and the modulus.

A text that is none raises ValueError, IndexError or StopIteration.  The formats are X.509, PKCS 1 and PKCS 8.
"""

import base64
import binascii
import re
from collections.abc import Iterator

from xos_cli.record import NamedTuple

_PEM = re.compile(r"-----BEGIN ([A-Z ]+)-----(.*?)-----END \1-----", re.DOTALL)
CERTIFICATE, KEYS = "CERTIFICATE", ("RSA PRIVATE KEY", "PRIVATE KEY")
INTEGER, BITS, OCTETS, IDENTIFIER, SEQUENCE, SET = 2, 3, 4, 6, 48, 49
#: The parts of a subject that are printed, by their object identifiers (X.520).
NAMES = {b"\x55\x04\x06": "C", b"\x55\x04\x0a": "O", b"\x55\x04\x03": "CN"}


class Item(NamedTuple):
    """One item of a DER text: its tag, and what is in it."""

    tag: int
    data: bytes


def body(text: str, kinds: tuple[str, ...]) -> str:
    """Return the base64 between the lines of a PEM text of one of these kinds."""
    found = _PEM.search(text)
    if found is None or found[1] not in kinds:
        raise ValueError("no PEM text")
    return "".join(found[2].split())


def certificate(encoded: str) -> tuple[dict[str, str], int]:
    """Return the subject and the modulus of a certificate."""
    fields = [item for item in _inside(_inside(_one(encoded))[0]) if item.tag in (INTEGER, SEQUENCE)]
    _, _, _, _, subject, key = fields[:6]  # serial number, signature, issuer, validity
    words = dict(_word(part) for parts in _inside(subject) for part in _inside(parts))
    bits = next(item for item in _inside(key) if item.tag == BITS)
    return {name: word for name, word in words.items() if name}, _number(_inside(_first(bits.data[1:]))[0])


def modulus(encoded: str) -> int:
    """Return the modulus of a private RSA key."""
    items = _inside(_one(encoded))
    inner = next((item for item in items if item.tag == OCTETS), None)
    return _number((items if inner is None else _inside(_first(inner.data)))[1])


def _word(part: Item) -> tuple[str, str]:
    name, value = _inside(part)[:2]
    return NAMES.get(name.data, ""), value.data.decode("utf-8", "replace")


def _one(encoded: str) -> Item:
    try:
        return _first(base64.b64decode(encoded, validate=True))
    except binascii.Error:
        raise ValueError("no base64") from None


def _first(data: bytes) -> Item:
    return next(_items(data))


def _inside(item: Item) -> list[Item]:
    if item.tag not in (SEQUENCE, SET):
        raise ValueError("no sequence")
    return list(_items(item.data))


def _number(item: Item) -> int:
    if item.tag != INTEGER:
        raise ValueError("no number")
    return int.from_bytes(item.data, "big")


def _items(data: bytes) -> Iterator[Item]:
    """Yield the items of a DER text."""
    at = 0
    while at < len(data):
        if at + 2 > len(data):
            raise ValueError("cut off")
        tag, size, at = data[at], data[at + 1], at + 2
        if size & 128:
            many = size & 127
            size, at = int.from_bytes(data[at : at + many], "big"), at + many
        if at + size > len(data):
            raise ValueError("cut off")
        yield Item(tag, data[at : at + size])
        at += size
