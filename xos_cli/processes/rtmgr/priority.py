"""Configure the choice among several routes: priorities of origins, and sharing."""

from xos_cli.command.call import Call
from xos_cli.processes.rtmgr.lines import PRIORITIES, PRIORITIES6
from xos_cli.processes.rtmgr.rows import Route6Priority, RoutePriority, RouteSharing


def configure_iproute_priority(call: Call, priority: int, ipv4: bool = False, **origin: bool) -> None:
    """Set the priority of an origin of routes; the lowest wins."""
    for word, name, _ in PRIORITIES:
        if word.replace("-", "_") in origin:
            call.put(RoutePriority(name, priority))


def configure_iproute_ipv6_priority(call: Call, priority: int, **origin: bool) -> None:
    """Set the priority of an origin of IPv6 routes; the lowest wins."""
    for word, name, _ in PRIORITIES6:
        if word.replace("-", "_") in origin:
            call.put(Route6Priority(name, priority))


def unconfigure_iproute_priority(call: Call, all: bool = False, ipv4: bool = False, **origin: bool) -> None:
    """Reset the priority of one origin of routes, or of all."""
    for word, name, default in PRIORITIES:
        if all or word.replace("-", "_") in origin:
            call.put(RoutePriority(name, default))


def unconfigure_iproute_ipv6_priority(call: Call, all: bool = False, **origin: bool) -> None:
    """Reset the priority of one origin of IPv6 routes, or of all."""
    for word, name, default in PRIORITIES6:
        if all or word.replace("-", "_") in origin:
            call.put(Route6Priority(name, default))


def enable_iproute_sharing(call: Call) -> None:
    """Share the traffic among routes of equal cost."""
    call.put(RouteSharing(1))


def disable_iproute_sharing(call: Call) -> None:
    """Use only one of several routes of equal cost."""
    call.put(RouteSharing(0))
