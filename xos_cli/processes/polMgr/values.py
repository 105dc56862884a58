"""Read the values of a policy: numbers, ranges, addresses, words.  Each reader raises BadValue with the reason."""

import re
from collections.abc import Callable, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from xos_cli.record import NamedTuple

#: What reads a value: it returns what the value means.
ValueReader = Callable[[str], Any]

BIGGEST = 0xFFFFFFFF
_NUMBER = re.compile(r"0x[0-9a-f]{1,16}|\d{1,20}", re.IGNORECASE)
_RANGE = re.compile(r"(\S+?)\s*-\s*(\S+)")
_PARTS = re.compile(r'"[^"]*"|[^\s"]+')
_MAC = r"[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}"
_MASKED_MAC = re.compile(rf"({_MAC})(?:(?: ?/ ?| mask )({_MAC}))?")


class BadValue(Exception):
    """A value that its word cannot have; the text is the reason, "" if there is nothing to say."""


class Span(NamedTuple):
    """The numbers from *low* to *high*."""

    low: int
    high: int


class MaskedMac(NamedTuple):
    """A MAC address, and the bits of it that count."""

    value: int
    mask: int


def nothing(text: str) -> None:
    """Read no value."""
    if text:
        raise BadValue


def word(text: str) -> str:
    """Read one word, or a quoted text, without its quotation marks."""
    found = parts(text)
    if len(found) != 1 or not found[0].strip('"'):
        raise BadValue
    return found[0].strip('"')


def parts(text: str) -> list[str]:
    """Return the words of a value; a quoted text is one word."""
    return _PARTS.findall(text)


def number(least: int = 0, most: int = BIGGEST) -> ValueReader:
    """Return the reader of a number in a range."""

    def read(text: str) -> int:
        if not _NUMBER.fullmatch(text):
            raise BadValue
        return limited(int(text, 0) if "x" in text.lower() else int(text), least, most)

    return read


def limited(value: int, least: int, most: int) -> int:
    """Return a number that is in a range; raise BadValue if it is not."""
    if not least <= value <= most:
        raise BadValue(f"{value} is not in {least} - {most}")
    return value


def span(most: int, synonyms: Mapping[str, int] = {}) -> ValueReader:
    """Return the reader of a number, a range of numbers or an operator with a number; words can stand for numbers."""
    one = number(0, most)

    def single(text: str) -> int:
        found = synonyms.get(text.lower())
        return one(text) if found is None else found

    def read(text: str) -> Span:
        operator, _, rest = text.partition(" ")
        if operator in ("<", "<=", ">", ">="):
            return compared(operator, single(rest.strip()), most)
        found = _RANGE.fullmatch(text)
        if text.lower() in synonyms or found is None:
            return Span(single(text), single(text))
        low, high = single(found[1]), single(found[2])
        if low > high:
            raise BadValue(f"{low} - {high} does not ascend")
        return Span(low, high)

    return read


def compared(operator: str, value: int, most: int) -> Span:
    """Return the numbers up to *most* that an operator chooses; raise BadValue if there is none."""
    low, high = {"<": (0, value - 1), "<=": (0, value), ">": (value + 1, most), ">=": (value, most)}[operator]
    if low > high:
        raise BadValue(f"no number is {operator} {value}")
    return Span(low, high)


def choice(*words: str) -> ValueReader:
    """Return the reader of one of some words, which are given in lower case."""

    def read(text: str) -> str:
        if text.lower() not in words:
            raise BadValue(f"{text or 'nothing'} is none of {', '.join(words)}" if len(words) < 8 else "")
        return text.lower()

    return read


def flags(bits: Mapping[str, int]) -> ValueReader:
    """Return the reader of bits: a number, or names of bits with ``|``, ``&`` or a blank between them."""
    byte = number(0, 0xFF)

    def read(text: str) -> int:
        if _NUMBER.fullmatch(text):
            return byte(text)  # type: ignore[no-any-return]
        names = [name for name in re.split(r"[\s|&]+", text.lower()) if name]
        if not names or any(name not in bits for name in names):
            raise BadValue
        found = 0
        for name in names:
            found |= bits[name]
        return found

    return read


def mac(text: str) -> MaskedMac:
    """Read a MAC address, alone or with a mask."""
    found = _MASKED_MAC.fullmatch(text)
    if found is None:
        raise BadValue
    value, mask = (int(part.replace(":", ""), 16) for part in (found[1], found[2] or "ff:ff:ff:ff:ff:ff"))
    return MaskedMac(value & mask, mask)


def prefix(text: str) -> IPv4Network | IPv6Network:
    """Read an address of either family, alone, as ``10.1.1.0/24`` or with ``mask``."""
    try:
        return ip_network(re.sub(r"\s*/\s*|\s+mask\s+", "/", text), strict=False)
    except ValueError:
        raise BadValue from None


def address(text: str) -> str:
    """Read an IPv4 address."""
    try:
        found = ip_address(text)
    except ValueError:
        raise BadValue from None
    if found.version != 4:
        raise BadValue
    return str(found)
