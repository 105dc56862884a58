"""Which routes are taken where there are several: how much an origin is believed, and sharing."""

from xos_cli.command.call import Call
from xos_cli.processes.rtmgr.lines import PRIORITIES, PRIORITIES6
from xos_cli.processes.rtmgr.rows import Route6Priority, RoutePriority, RouteSharing


def configure_iproute_priority(call: Call, priority: int, ipv4: bool = False, **origin: bool) -> None:
    """How much an origin is believed."""
    for word, name, _ in PRIORITIES:
        if word.replace("-", "_") in origin:
            call.put(RoutePriority(name, priority))


def configure_iproute_ipv6_priority(call: Call, priority: int, **origin: bool) -> None:
    """The same for IPv6."""
    for word, name, _ in PRIORITIES6:
        if word.replace("-", "_") in origin:
            call.put(Route6Priority(name, priority))


def unconfigure_iproute_priority(call: Call, all: bool = False, ipv4: bool = False, **origin: bool) -> None:
    """Back to the default, of one origin or of all."""
    for word, name, default in PRIORITIES:
        if all or word.replace("-", "_") in origin:
            call.put(RoutePriority(name, default))


def enable_iproute_sharing(call: Call) -> None:
    """Routes of equal cost are taken in turn."""
    call.put(RouteSharing(1))


def disable_iproute_sharing(call: Call) -> None:
    """One of several routes of equal cost is taken."""
    call.put(RouteSharing(0))
