"""Static routes: `configure iproute add` and `delete`."""

from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Address, IPv6Interface

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.rtmgr.facts import destination_of, network_of
from xos_cli.processes.rtmgr.lines import DEFAULT6
from xos_cli.processes.rtmgr.rows import BlackholeEntry, Route6Entry, RouteEntry, RouteSince
from xos_cli.processes.vlan.facts import the_router
from xos_cli.processes.vlan.ip.facts import interfaces

#: Of the MIB's ipRouteProto: netmgmt.  evidence: capture 11.2
NETMGMT = 3
DEFAULT = IPv4Network("0.0.0.0/0")
#: evidence: inferred (the words)
EXISTS, MISSING = "Error: The route already exists.", "Error: The route does not exist."


# -- what is meant ---------------------------------------------------------------------------------------------------


def _network(prefix: IPv4Interface | None, address: IPv4Address | None, mask: IPv4Address | None) -> IPv4Network:
    """The destination; bits of a host do not count."""
    if prefix is not None:
        return prefix.network
    return IPv4Network(f"{address}/{mask}", strict=False) if address is not None else DEFAULT


def _flags(words: dict[str, bool]) -> tuple[int, int]:
    return int("unicast_only" in words), int("multicast_only" in words)


def _check_gateway(call: Call, router: str, gateway: IPv4Address) -> None:
    """A gateway is another router.  evidence: inferred (the words)"""
    if gateway.is_unspecified or gateway.is_multicast or gateway.is_loopback or gateway.is_reserved:
        raise Refusal(f"Error: {gateway} is not a valid gateway.")
    here = [item for item in interfaces(call.store) if item.vlan.vrName == router]
    if any(gateway == own.ip for item in here for own in (item.address, *item.secondary)):
        raise Refusal(f"Error: Gateway {gateway} is an address of this switch.")


# -- adding ----------------------------------------------------------------------------------------------------------


def _add(
    call: Call, network: IPv4Network, gateway: IPv4Address, metric: int, vr_name: str, words: dict[str, bool]
) -> None:
    router = the_router(call.store, vr_name, call.session.context)
    _check_gateway(call, router, gateway)
    where = str(gateway), str(network.netmask), str(network.network_address)
    row = RouteEntry(metric, router, NETMGMT, *where, *_flags(words))
    if call.get(RouteEntry, router, row.ipRouteDest, row.ipRouteMask, row.ipRouteNextHop):
        raise Refusal(EXISTS)
    call.put(row)
    call.put(RouteSince(router, destination_of(row), str(gateway), call.node.time()))


def _add6(call: Call, prefix: str, gateway: str, metric: int, vr_name: str, words: dict[str, bool]) -> None:
    row = Route6Entry(metric, the_router(call.store, vr_name, call.session.context), gateway, prefix, *_flags(words))
    if call.get(Route6Entry, row.vrName, prefix, gateway):
        raise Refusal(EXISTS)
    call.put(row)


def configure_iproute_add(
    call: Call,
    ip_prefix: IPv4Interface | None = None,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
    gateway: IPv4Address | None = None,
    ipv6_prefix: IPv6Interface | None = None,
    ipv6_gateway: IPv6Address | None = None,
    ipv6scopedgateway: str = "",
    metric: int = 1,
    vr_name: str = "",
    **words: bool,
) -> None:
    """A route to a network; its gateway need not be reachable now."""
    if gateway is not None:
        _add(call, _network(ip_prefix, ipaddress, netmask), gateway, metric, vr_name, words)
    elif ipv6_prefix is not None:
        _add6(call, str(ipv6_prefix.network), str(ipv6_gateway or ipv6scopedgateway), metric, vr_name, words)


def configure_iproute_add_default(
    call: Call,
    gateway: IPv4Address | None = None,
    ipv6_gateway: IPv6Address | None = None,
    ipv6scopedgateway: str = "",
    metric: int = 1,
    vr_name: str = "",
    **words: bool,
) -> None:
    """A route to everywhere."""
    if gateway is not None:
        _add(call, DEFAULT, gateway, metric, vr_name, words)
    else:
        _add6(call, DEFAULT6, str(ipv6_gateway or ipv6scopedgateway), metric, vr_name, words)


def configure_iproute_add_blackhole(
    call: Call,
    ip_prefix: IPv4Interface | None = None,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
    vr_name: str = "",
    **words: bool,
) -> None:
    """A route into nowhere."""
    network, router = _network(ip_prefix, ipaddress, netmask), the_router(call.store, vr_name, call.session.context)
    row = BlackholeEntry(router, str(network.netmask), str(network.network_address), *_flags(words))
    if call.get(BlackholeEntry, router, row.ipRouteDest, row.ipRouteMask):
        raise Refusal(EXISTS)
    call.put(row)
    call.put(RouteSince(router, destination_of(row), "", call.node.time()))


# -- deleting --------------------------------------------------------------------------------------------------------


def _drop(call: Call, row: RouteEntry | BlackholeEntry | None, gateway: str = "") -> None:
    if row is None:
        raise Refusal(MISSING)
    call.drop(row)
    call.delete(RouteSince, row.vrName, destination_of(row), gateway)


def _delete(call: Call, network: IPv4Network, gateway: IPv4Address, vr_name: str) -> None:
    router = the_router(call.store, vr_name, call.session.context)
    where = str(network.network_address), str(network.netmask), str(gateway)
    _drop(call, call.get(RouteEntry, router, *where), str(gateway))


def _delete6(call: Call, prefix: str, gateway: str, vr_name: str) -> None:
    row = call.get(Route6Entry, the_router(call.store, vr_name, call.session.context), prefix, gateway)
    if row is None:
        raise Refusal(MISSING)
    call.drop(row)


def configure_iproute_delete(
    call: Call,
    ip_prefix: IPv4Interface | None = None,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
    gateway: IPv4Address | None = None,
    ipv6_prefix: IPv6Interface | None = None,
    ipv6_gateway: IPv6Address | None = None,
    ipv6scopedgateway: str = "",
    vr: bool = False,
    vr_name: str = "",
) -> None:
    """The route to this network by this gateway."""
    if gateway is not None:
        _delete(call, _network(ip_prefix, ipaddress, netmask), gateway, vr_name)
    elif ipv6_prefix is not None:
        _delete6(call, str(ipv6_prefix.network), str(ipv6_gateway or ipv6scopedgateway), vr_name)


def configure_iproute_delete_default(
    call: Call,
    gateway: IPv4Address | None = None,
    ipv6_gateway: IPv6Address | None = None,
    ipv6scopedgateway: str = "",
    vr: bool = False,
    vr_name: str = "",
) -> None:
    """The default route by this gateway."""
    if gateway is not None:
        _delete(call, DEFAULT, gateway, vr_name)
    else:
        _delete6(call, DEFAULT6, str(ipv6_gateway or ipv6scopedgateway), vr_name)


def configure_iproute_delete_blackhole(
    call: Call,
    ip_prefix: IPv4Interface | None = None,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
    all: bool = False,
    vr_name: str = "",
    **_: bool,
) -> None:
    """One route into nowhere, or all of a virtual router."""
    router = the_router(call.store, vr_name, call.session.context)
    if all:
        holes = [row for row in call.rows(BlackholeEntry) if row.vrName == router]
        networks = [network_of(row) for row in holes]
    else:
        networks = [_network(ip_prefix, ipaddress, netmask)]
    for network in networks:
        _drop(call, call.get(BlackholeEntry, router, str(network.network_address), str(network.netmask)))
