"""Static routes: `configure iproute add` and `delete`."""

from collections.abc import Collection
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Address, IPv6Interface
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.rtmgr.facts import destination_of, network_of
from xos_cli.processes.rtmgr.lines import DEFAULT6
from xos_cli.processes.rtmgr.rows import BlackholeEntry, Route6Entry, RouteEntry, RouteSince
from xos_cli.processes.vlan.facts import the_router
from xos_cli.processes.vlan.ip.facts import interfaces
from xos_cli.switch.tables import key_of

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: Of the MIB's ipRouteProto: netmgmt.  evidence: capture 11.2
NETMGMT = 3
DEFAULT = IPv4Network("0.0.0.0/0")
#: evidence: inferred (the words)
EXISTS, MISSING = "Error: The route already exists.", "Error: The route does not exist."


# -- what is meant ---------------------------------------------------------------------------------------------------


def _network(prefix: IPv4Interface | None, address: IPv4Address | None, mask: IPv4Address | None) -> IPv4Network:
    """Return the network that a command names, without the bits of a host; the default route if it names none."""
    if prefix is not None:
        return prefix.network
    return IPv4Network(f"{address}/{mask}", strict=False) if address is not None else DEFAULT


def _flags(words: Collection[str]) -> tuple[int, int]:
    """Return whether a route is for unicast traffic only, and whether for multicast traffic only."""
    return int("unicast_only" in words), int("multicast_only" in words)


def valid_configure_iproute_add(chassis: "Chassis", gateway: IPv4Address | None = None, **_: object) -> None:
    """Refuse a gateway that is no address of a router.  evidence: inferred (the words)"""
    if gateway and (gateway.is_unspecified or gateway.is_multicast or gateway.is_loopback or gateway.is_reserved):
        raise Refusal(f"Error: {gateway} is not a valid gateway.")


def _check_gateway(call: Call, router: str, gateway: IPv4Address) -> None:
    """Refuse a gateway that is no other router.  evidence: inferred (the words)"""
    valid_configure_iproute_add(call.chassis, gateway)
    here = [item for item in interfaces(call.store) if item.vlan.vrName == router]
    if any(gateway == own.ip for item in here for own in (item.address, *item.secondary)):
        raise Refusal(f"Error: Gateway {gateway} is an address of this switch.")


# -- adding and deleting ---------------------------------------------------------------------------------------------


def _named(
    call: Call,
    vr_name: str = "",
    ip_prefix: IPv4Interface | None = None,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
    gateway: IPv4Address | None = None,
    ipv6_prefix: IPv6Interface | None = None,
    ipv6_gateway: IPv6Address | None = None,
    ipv6scopedgateway: str = "",
    **_: object,
) -> RouteEntry | Route6Entry:
    """Return the row of the route that a command names; without a destination it is the default route."""
    router = the_router(call.store, vr_name, call.session.context)
    if gateway is None:
        prefix = str(ipv6_prefix.network) if ipv6_prefix is not None else DEFAULT6
        return Route6Entry(1, router, str(ipv6_gateway or ipv6scopedgateway), prefix)
    network = _network(ip_prefix, ipaddress, netmask)
    return RouteEntry(1, router, NETMGMT, str(gateway), str(network.netmask), str(network.network_address))


def configure_iproute_add(call: Call, metric: int = 1, **given: Any) -> None:
    """Add a static route to a network; its gateway need not be reachable now."""
    row = _named(call, **given)._replace(ipRouteMetric1=metric)
    unicast, multicast = _flags(given)
    row = row._replace(unicastonly=unicast, multicastonly=multicast)
    if isinstance(row, RouteEntry):
        _check_gateway(call, row.vrName, IPv4Address(row.ipRouteNextHop))
    if call.get(type(row), *key_of(row)):
        raise Refusal(EXISTS)
    call.put(row)
    if isinstance(row, RouteEntry):
        call.put(RouteSince(row.vrName, destination_of(row), row.ipRouteNextHop, call.node.time()))


def configure_iproute_add_default(call: Call, **given: Any) -> None:
    """Add a default route of IPv4 or IPv6."""
    configure_iproute_add(call, **given)


def configure_iproute_delete(call: Call, **given: Any) -> None:
    """Delete the static route to a network by a gateway."""
    named = _named(call, **given)
    row = call.get(type(named), *key_of(named))
    if isinstance(row, Route6Entry):
        call.drop(row)
    else:
        _drop(call, row, named.ipRouteNextHop)


def configure_iproute_delete_default(call: Call, **given: Any) -> None:
    """Delete the default route by a gateway."""
    configure_iproute_delete(call, **given)


def _drop(call: Call, row: RouteEntry | BlackholeEntry | None, gateway: str = "") -> None:
    """Delete a route of IPv4, and forget since when it was there."""
    if row is None:
        raise Refusal(MISSING)
    call.drop(row)
    call.delete(RouteSince, row.vrName, destination_of(row), gateway)


# -- routes into nowhere ---------------------------------------------------------------------------------------------


def configure_iproute_add_blackhole(
    call: Call,
    ip_prefix: IPv4Interface | None = None,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
    vr_name: str = "",
    **words: bool,
) -> None:
    """Add a blackhole route: packets to that network are dropped."""
    network, router = _network(ip_prefix, ipaddress, netmask), the_router(call.store, vr_name, call.session.context)
    row = BlackholeEntry(router, str(network.netmask), str(network.network_address), *_flags(words))
    if call.get(BlackholeEntry, router, row.ipRouteDest, row.ipRouteMask):
        raise Refusal(EXISTS)
    call.put(row)
    call.put(RouteSince(router, destination_of(row), "", call.node.time()))


def configure_iproute_delete_blackhole(
    call: Call,
    ip_prefix: IPv4Interface | None = None,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
    all: bool = False,
    vr_name: str = "",
    **_: bool,
) -> None:
    """Delete one blackhole route, or all of a virtual router."""
    router = the_router(call.store, vr_name, call.session.context)
    if all:
        holes = [row for row in call.rows(BlackholeEntry) if row.vrName == router]
        networks = [network_of(row) for row in holes]
    else:
        networks = [_network(ip_prefix, ipaddress, netmask)]
    for network in networks:
        _drop(call, call.get(BlackholeEntry, router, str(network.network_address), str(network.netmask)))
