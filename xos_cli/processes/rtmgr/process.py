"""The route manager: the tables, the rows of a new switch, and the hooks.  Routes are worked out in ``facts``."""

from typing import TYPE_CHECKING, Any

from xos_cli.processes.rtmgr.facts import destination_of
from xos_cli.processes.rtmgr.index import RouteIndex
from xos_cli.processes.rtmgr.lines import PRIORITIES, PRIORITIES6
from xos_cli.processes.rtmgr.rows import (
    AddressSince,
    BlackholeEntry,
    BroadcastForwarding,
    IcmpSettings,
    IpOption,
    Ipv6Neighbor,
    Irdp,
    IrdpConfig,
    LearnedRoute,
    Route6Entry,
    Route6Priority,
    RouteEntry,
    RoutePriority,
    RouterDiscovery,
    RouterPrefix,
    RouteSharing,
    RouteSince,
    Tunnel,
    TunnelAddress,
    UdpEcho,
    UseRedirects,
)
from xos_cli.processes.rtmgr.since import look
from xos_cli.processes.vlan.facts import addresses
from xos_cli.processes.vlan.rows import DEFAULT, Vlan

if TYPE_CHECKING:
    from xos_cli.command.call import Call
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node

TABLES = (
    RouteSharing,
    RoutePriority,
    Route6Priority,
    IrdpConfig,
    Irdp,
    IcmpSettings,
    IpOption,
    RouteEntry,
    BlackholeEntry,
    Route6Entry,
    BroadcastForwarding,
    UseRedirects,
    RouteSince,
    AddressSince,
    LearnedRoute,
    UdpEcho,
    Ipv6Neighbor,
    RouterDiscovery,
    RouterPrefix,
    Tunnel,
    TunnelAddress,
)
NAMES = {"tunnel": Tunnel}
#: The rows on which it depends which routes there are and which of them are taken.
FOLLOWS = (*RouteIndex.FOLLOWS, Irdp, IrdpConfig)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch: priorities, and the settings of VLAN Default.

    evidence: capture 11.2; that VLAN Default has its rows before it has an address: inferred
    """
    return [
        RouteSharing(),
        *[RoutePriority(name, priority) for _, name, priority in PRIORITIES],
        *[Route6Priority(name, priority) for _, name, priority in PRIORITIES6],
        IrdpConfig(),
        Irdp(DEFAULT),
        IcmpSettings(DEFAULT),
        IpOption(),
        BroadcastForwarding(DEFAULT),
        UseRedirects(),
    ]


def running(node: "Node") -> None:
    """Note the age of routes and addresses of the saved file, and mark learned routes as unconfirmed."""
    look(node)
    node.call("rtmgr", "begin")
    _advertise(node)


def rows_changed(node: "Node") -> None:
    """Tell the routing protocols if the best routes changed, and update router discovery."""
    node.call("rtmgr", "announce")
    _advertise(node)


def _advertise(node: "Node") -> None:
    """Update router discovery, where it is or was enabled."""
    if "irdp" in node.memory or any(row.enabled for row in node.store.rows(Irdp)):
        node.call("rtmgr", "advertise")


def address_given(call: "Call", vlan_name: str, address: str) -> None:
    """Note since when a VLAN has an address, for the age of its route."""
    call.put(AddressSince(vlan_name, address, call.node.time()))


def address_taken(call: "Call", vlan_name: str, address: str) -> None:
    """Forget since when a VLAN had an address."""
    call.delete(AddressSince, vlan_name, address)


def subnets_changed(call: "Call", vlan_name: str) -> None:
    """Delete the routes whose gateway is now an address of the switch itself.  evidence: inferred"""
    router = call.store.one(Vlan, vlan_name).vrName
    own = {row.ipaddress for row in addresses(call.store, vlan_name)}
    for row in call.rows(RouteEntry):
        if row.vrName == router and row.ipRouteNextHop in own:
            call.drop(row)
            call.delete(RouteSince, router, destination_of(row), row.ipRouteNextHop)
