"""What routing policies look at and do: the words, and the values that each can have.

evidence: guide 11.3 p.280-283 (tables 36 and 39)
"""

import re
from collections.abc import Mapping
from ipaddress import ip_network

from xos_cli.processes.polMgr import expression
from xos_cli.processes.polMgr.expression import Expression
from xos_cli.processes.polMgr.values import (
    BIGGEST,
    BadValue,
    ValueReader,
    address,
    choice,
    limited,
    nothing,
    number,
    parts,
)
from xos_cli.record import NamedTuple

AS_NUMBER = 0xFFFF
_NLRI = re.compile(r"(any|[\da-f.:]+)(?:\s*/\s*(\d+)|\s+mask\s+([\d.]+))?(\s+exact)?", re.IGNORECASE)
_COMMUNITY = re.compile(r"(\d{1,20})\s*:\s*(\d{1,20})|(\d{1,20})")
#: The communities that have a name (RFC 1997).
NAMED = {"no-export": 0xFFFFFF01, "no-advertise": 0xFFFFFF02, "no-export-subconfed": 0xFFFFFF03}
ORIGINS = (
    *("direct", "static", "icmp", "egp", "ggp", "hello", "rip", "isis", "esis", "cisco-igrp", "ospf", "bgp", "idrp"),
    *("dvmrp", "mospf", "pim-dm", "pim-sm", "ospf-intra", "ospf-inter", "ospf-extern1", "ospf-extern2", "bootp"),
    *("e-bgp", "i-bgp", "mbgp", "i-mbgp", "e-mbgp", "isis-level-1", "isis-level-2", "isis-level-1-external"),
    "isis-level-2-external",
)


class Nlri(NamedTuple):
    """The routes that an ``nlri`` names: those with a prefix of *length* or longer whose first bits are *bits*.

    *version*: 4 or 6; 0 stands for any address.
    """

    version: int
    bits: int
    length: int
    exact: bool


class CommunityChange(NamedTuple):
    """What an action does to the communities: *verb* is ``set``, ``add``, ``delete`` or ``remove``."""

    verb: str
    numbers: tuple[int, ...] = ()


class MedChange(NamedTuple):
    """What an action does to the MED: *verb* is ``set``, ``add``, ``delete``, ``remove`` or ``internal``."""

    verb: str
    number: int = 0


def quoted(text: str) -> str | None:
    """Return what stands between quotation marks; None if the value has none."""
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else None


def as_path(text: str) -> Expression:
    """Read the number of an autonomous system, or a quoted expression."""
    inner = quoted(text)
    if inner is None:
        number(1, AS_NUMBER)(text)
    return expression.numbers(text if inner is None else inner, AS_NUMBER)


def community(text: str) -> Expression:
    """Read a community: a name, ``number`` and a number, ``65001:7``, or a quoted expression."""
    inner = quoted(text)
    if inner is not None and inner.lower() not in NAMED:
        return expression.numbers(inner, BIGGEST)
    found = numbers_of(text.removeprefix("number ") if text.lower().startswith("number ") else text)
    if len(found) != 1:
        raise BadValue
    return Expression((expression.Step(((found[0], found[0]),)),))


def numbers_of(text: str) -> tuple[int, ...]:
    """Read communities that blanks separate, quoted or not."""
    found = []
    left = text.replace('"', " ").strip()
    while left:
        name = left.split()[0].lower()
        match = _COMMUNITY.match(left)
        if name in NAMED:
            found.append(NAMED[name])
            left = left[len(name) :].lstrip()
        elif match is None or left[match.end() : match.end() + 1].strip():
            raise BadValue(f"{name} is no community")
        else:
            found.append(_community(match))
            left = left[match.end() :].lstrip()
    if not found:
        raise BadValue
    return tuple(found)


def _community(match: re.Match[str]) -> int:
    if match[3]:
        return limited(int(match[3]), 0, BIGGEST)
    return limited(int(match[1]), 0, AS_NUMBER) << 16 | limited(int(match[2]), 0, 0xFFFF)


def next_hop(text: str) -> Expression | str:
    """Read an IPv4 address, or a quoted expression over its characters."""
    inner = quoted(text)
    return address(text) if inner is None else expression.characters(inner)


def nlri(text: str) -> Nlri:
    """Read the networks that an entry is about.  evidence: reference 11.5 p.1616 (IPv6)"""
    found = _NLRI.fullmatch(text)
    if found is None:
        raise BadValue
    name, length, mask, exact = found.groups()
    any_ = name.lower() == "any"
    if any_ and not (length or mask):
        raise BadValue("any has no length")
    try:
        network = ip_network(f"{'0.0.0.0' if any_ else name}/{length or mask or _longest(name)}", strict=False)
    except ValueError:
        raise BadValue from None
    if any_:
        return Nlri(0, 0, network.prefixlen, bool(exact))
    bits = int(network.network_address) >> network.max_prefixlen - network.prefixlen
    return Nlri(network.version, bits, network.prefixlen, bool(exact))


def _longest(name: str) -> int:
    return 128 if ":" in name else 32


def prepended(text: str) -> tuple[int, ...]:
    """Read the numbers that are put before the AS path."""
    found = text.replace('"', " ").split()
    if not found:
        raise BadValue
    return tuple([number(1, AS_NUMBER)(one) for one in found])


def community_change(text: str) -> CommunityChange:
    """Read an action on the communities."""
    verb, _, rest = text.partition(" ")
    if text.lower() == "remove":
        return CommunityChange("remove")
    if verb.lower() in ("add", "delete", "set"):
        return CommunityChange(verb.lower(), numbers_of(rest))
    return CommunityChange("set", numbers_of(text))


def med_change(text: str) -> MedChange:
    """Read an action on the MED; a number alone sets it.  evidence: inferred (the number alone)"""
    verb, _, rest = text.lower().partition(" ")
    if verb in ("internal", "remove") and not rest:
        return MedChange(verb)
    if verb in ("add", "delete", "set"):
        return MedChange(verb, number()(rest.strip()))
    return MedChange("set", number()(text))


#: The parameters of ``dampening`` with their limits.
DAMPENING = {"half-life": (1, 45), "reuse-limit": (1, 20000), "suppress-limit": (1, 20000), "max-suppress": (1, 255)}


def dampening(text: str) -> tuple[int, ...]:
    """Read the four parameters of route flap dampening, each behind its name."""
    words = parts(text.lower())
    if words[::2] != list(DAMPENING) or len(words) != 2 * len(DAMPENING):
        raise BadValue(f"{', '.join(DAMPENING)} are needed, each with a number")
    return tuple([_named(name, value) for name, value in zip(words[::2], words[1::2], strict=True)])


def _named(name: str, value: str) -> int:
    try:
        return int(number(*DAMPENING[name])(value))
    except BadValue as bad:
        raise BadValue(f"{name}: {bad or f'{value} is no number'}") from None


MED = TAG = number()
#: What routing policies look at.
ROUTES: Mapping[str, ValueReader] = {
    "as-path": as_path,
    "community": community,
    "med": number(),
    "next-hop": next_hop,
    "nlri": nlri,
    "origin": choice("igp", "egp", "incomplete"),
    "tag": number(),
    "route-origin": choice(*ORIGINS),
    "cost": number(),  # evidence: inferred
}
#: What is done with a route.  evidence: reference 11.5 p.1815 (``nlri`` in ``then``: the groups of an RP)
ROUTE_ACTIONS: Mapping[str, ValueReader] = {
    **dict.fromkeys(("permit", "deny"), nothing),
    "as-path": prepended,
    "community": community_change,
    "cost": number(0, 4261412864),
    "cost-type": choice("ase-type-1", "ase-type-2", "external", "internal"),
    "dampening": dampening,
    "local-preference": number(),
    "med": med_change,
    "next-hop": address,
    "nlri": nlri,
    "origin": choice("igp", "egp", "incomplete"),
    "tag": number(),
    "weight": number(0, 0xFFFF),  # evidence: recalled (the limit)
}
