"""Read the valid routes in a RIP message of a neighbour (RFC 2453, 3.9.2, 4; RFC 1058, 3.4)."""

from xos_cli.packets.frames import Rip, RipEntry
from xos_cli.processes.rip.records import INFINITY, RipInterface, RipRoute
from xos_cli.processes.rip.updates import class_length, mask_of, natural

IPV4 = 2
#: Versions that are received, by mode; a later version is read as version 2 (RFC 2453, 5.1).
LATER = range(2, 256)
VERSIONS = {"any": range(1, 256), "v1only": range(1, 2), "v2only": LATER, "none": ()}


def routes_in(interface: RipInterface, peer: int, rip: Rip, until: float) -> tuple[list[RipRoute], int]:
    """Return the routes of a response with the cost of the VLAN added, and how many were invalid."""
    found, bad = [], 0
    for entry in rip.entries:
        length = _length(interface, rip.version, entry)
        if length is None:
            bad += 1
            continue
        metric = min(INFINITY, entry.metric + interface.cost)
        through = entry.next_hop if _reachable(interface, rip.version, entry.next_hop) else peer
        found.append(RipRoute(entry.network, length, metric, interface.vlan, peer, through, entry.tag, until=until))
    return found, bad


def _reachable(interface: RipInterface, version: int, address: int) -> bool:
    """Return whether a next hop other than the sender is on the VLAN itself (RFC 2453, 4.4)."""
    return version > 1 and address not in (0, interface.address) and interface.has(address)


def _length(interface: RipInterface, version: int, entry: RipEntry) -> int | None:
    """Return the prefix length of a route, None for an invalid route."""
    unused = entry.mask or entry.next_hop or entry.tag
    if entry.family != IPV4 or not 1 <= entry.metric <= INFINITY or (version == 1 and unused):
        return None
    if (
        entry.network >> 28 >= 0xE
        or entry.network >> 24 == 127
        or not (entry.network >> 24 or entry.network == entry.mask)
    ):
        return None
    length = _mask_length(entry.mask) if version > 1 and entry.mask else _implied(interface, version, entry)
    if length is None or entry.network & ~mask_of(length):
        return None
    return length


def _mask_length(mask: int) -> int | None:
    length = mask.bit_count()
    return length if mask == mask_of(length) else None


def _implied(interface: RipInterface, version: int, entry: RipEntry) -> int:
    """Return the length of a route without a mask: that of the VLAN within its class, else of the class, or a host."""
    if not entry.network:
        return 0
    here = natural(entry.network) == natural(interface.address)
    length = max(interface.length, class_length(entry.network)) if here else class_length(entry.network)
    return 32 if entry.network & ~mask_of(length) else length
