"""Build the RIP messages of one VLAN: split horizon, poison reverse, aggregation, versions, 25 routes each.

evidence: RFC 2453 3.4.3, 3.7, 4; guide 11.3 p.532-534
"""

from collections.abc import Iterable, Iterator

from xos_cli.packets.frames import RIP_RESPONSE, Rip, RipEntry
from xos_cli.packets.rip import MOST
from xos_cli.processes.rip.records import DIRECT, INFINITY, Judge, Key, RipInterface, RipRoute, RipSettings

HOST = 32


def responses(
    interface: RipInterface, routes: Iterable[RipRoute], settings: RipSettings, judge: Judge, withdraw: bool = False
) -> Iterator[Rip]:
    """Yield the messages that advertise these routes on a VLAN, in the order of their networks.

    *withdraw*: those that a policy denies are told of as unreachable, since they may have been told of before.
    """
    version = 1 if interface.txmode == "v1only" else 2
    told = []
    for route in routes:
        found = _told(interface, route, settings)
        judged = None if found is None else judge.outgoing(interface.vlan, found)
        if judged is not None:
            told.append(judged)
        elif found is not None and withdraw:
            told.append(found._replace(metric=INFINITY))
    if version == 1 or settings.aggregation:
        told = _aggregated(interface, told, version)
    entries = [_entry(interface, route, version) for route in sorted(told, key=lambda route: route.key)]
    for start in range(0, len(entries), MOST):
        yield Rip(RIP_RESPONSE, version, tuple(entries[start : start + MOST]))


def _told(interface: RipInterface, route: RipRoute, settings: RipSettings) -> RipRoute | None:
    """Return a route as it is advertised on a VLAN before policies apply, None if it is not.

    Poison reverse goes before split horizon.  evidence: guide 11.0 p.277, later 11.5 p.1525
    """
    if route.vlan == interface.vlan and route.alive:
        if route.origin == DIRECT and interface.has(route.network):
            if settings.poison_reverse or settings.split_horizon:
                return None
        elif route.peer and settings.poison_reverse:
            route = route._replace(metric=INFINITY)
        elif route.peer and settings.split_horizon:
            return None
    return route


def _entry(interface: RipInterface, route: RipRoute, version: int) -> RipEntry:
    if version == 1:
        return RipEntry(route.network, 0, route.metric)
    foreign = not route.peer and route.origin != DIRECT and route.vlan == interface.vlan
    through = route.next_hop if foreign and interface.has(route.next_hop) else 0
    return RipEntry(route.network, mask_of(route.length), route.metric, through, route.tag & 0xFFFF)


# -- classes of networks ---------------------------------------------------------------------------------------------


def dotted(address: int) -> str:
    """Return an address as text."""
    return ".".join(str(address >> shift & 255) for shift in (24, 16, 8, 0))


def mask_of(length: int) -> int:
    """Return the mask of a prefix length."""
    return 0xFFFFFFFF << (32 - length) & 0xFFFFFFFF


def class_length(network: int) -> int:
    """Return the prefix length that the class of a network has: A 8, B 16, C 24; the default route 0."""
    if not network:
        return 0
    return 8 if network >> 31 == 0 else 16 if network >> 30 == 0b10 else 24


def natural(network: int) -> Key:
    """Return the network of the class that a network is in."""
    length = class_length(network)
    return network & mask_of(length), length


def _aggregated(interface: RipInterface, routes: list[RipRoute], version: int) -> list[RipRoute]:
    """Return the routes with subnets of other classes' networks put together, as version 1 always does.

    Within a class boundary nothing is put together.  evidence: later 32.1 (rules), RFC 1058 3.2 (same mask only)
    """
    found: dict[Key, RipRoute] = {}
    here = natural(interface.address)
    for route in routes:
        wide = natural(route.network)
        if wide == here or route.length <= wide[1]:
            fits = version == 2 or route.length in (interface.length, wide[1], HOST)
            if not fits:
                continue
            key = route.key
        else:
            key = wide
        old = found.get(key)
        if old is None or route.metric < old.metric:
            found[key] = route._replace(network=key[0], length=key[1])
    return list(found.values())
