"""The RADIUS attributes of network login: into which VLAN a client gets, and the page that it comes to.

evidence: guide 11.3 p.352-355 (the attributes, their order, the letters of the extended one), RFC 3580 3.31 (tunnels)
"""

from collections.abc import Iterable, Iterator

from xos_cli.packets.radius import (
    EXTREME,
    TUNNEL_802,
    TUNNEL_GROUP,
    TUNNEL_MEDIUM,
    TUNNEL_TYPE,
    TUNNEL_VLAN,
    VENDOR_SPECIFIC,
    number,
)
from xos_cli.record import NamedTuple

#: Types of Extreme's own attributes.
VLAN_NAME, URL, URL_DESCRIPTION, NETLOGIN_ONLY, VLAN_ID, EXTENDED_VLAN = 203, 204, 205, 206, 209, 211
VENDOR = EXTREME.to_bytes(4, "big")
#: The first letter of an extended VLAN, and how the port gets into it: "" is as the client's frames come in.
WAYS = {"T": "tagged", "U": "untagged", "*": ""}
UNTAGGED = "untagged"

Attributes = Iterable[tuple[int, bytes]]


class VlanGrant(NamedTuple):
    """The VLAN of a client, by its name or its tag, "" for none; *way*: ``tagged``, ``untagged`` or "" for either."""

    vlan: str = ""
    way: str = UNTAGGED


def own(kind: int, value: bytes) -> tuple[int, bytes]:
    """Return one of Extreme's own attributes."""
    return VENDOR_SPECIFIC, VENDOR + bytes((kind, len(value) + 2)) + value


def own_attributes(attributes: Attributes) -> dict[int, bytes]:
    """Return Extreme's own attributes of a message by type; the first of each type counts."""
    found: dict[int, bytes] = {}
    for kind, value in _own(attributes):
        found.setdefault(kind, value)
    return found


def _own(attributes: Attributes) -> Iterator[tuple[int, bytes]]:
    for kind, value in attributes:
        place = len(VENDOR)
        if kind != VENDOR_SPECIFIC or not value.startswith(VENDOR):
            continue
        while place + 2 <= len(value) and value[place + 1] >= 2:
            yield value[place], value[place + 2 : place + value[place + 1]]
            place += value[place + 1]


def vlan_grant(attributes: Attributes) -> VlanGrant:
    """Return the VLAN that a reply gives a client: the extended attribute comes first, then name, tag and tunnel."""
    given = tuple(attributes)
    found = own_attributes(given)
    extended = _text(found.get(EXTENDED_VLAN, b""))
    if extended[:1] in WAYS and extended[1:]:
        return VlanGrant(extended[1:].strip(), WAYS[extended[0]])
    if name := _text(found.get(VLAN_NAME, b"")):
        return VlanGrant(name)
    if tag := int.from_bytes(found.get(VLAN_ID, b""), "big"):
        return VlanGrant(str(tag))
    return VlanGrant(_tunnel(dict(given)))


def _tunnel(found: dict[int, bytes]) -> str:
    """Return the group of a tunnel that is a VLAN of 802, "" if there is none."""
    kinds = (TUNNEL_TYPE, TUNNEL_VLAN), (TUNNEL_MEDIUM, TUNNEL_802)
    if any(found.get(kind, b"")[-3:] != wanted.to_bytes(3, "big") for kind, wanted in kinds):
        return ""
    group = found.get(TUNNEL_GROUP, b"")
    return _text(group.removeprefix(group[:1] if group[:1] < b"\x20" else b""))


def _text(octets: bytes) -> str:
    return octets.decode("utf-8", "replace").rstrip("\0")


def page_of(attributes: Attributes) -> tuple[str, str]:
    """Return the page that a client comes to after its login, and what it is, "" where a reply does not say."""
    found = own_attributes(attributes)
    return _text(found.get(URL, b"")), _text(found.get(URL_DESCRIPTION, b""))


def is_netlogin_only(attributes: Attributes) -> bool:
    """Return whether a user may log in to the network alone, and not to the switch."""
    return int.from_bytes(own_attributes(attributes).get(NETLOGIN_ONLY, b""), "big") == 1


def tunnel(group: str) -> list[tuple[int, bytes]]:
    """Return the attributes of RFC 3580 that put a client into a VLAN."""
    kinds = number(TUNNEL_TYPE, TUNNEL_VLAN), number(TUNNEL_MEDIUM, TUNNEL_802)
    return [*kinds, (TUNNEL_GROUP, group.encode()[:200])]
