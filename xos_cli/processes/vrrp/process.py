"""The virtual router redundancy protocol: the tables, the rows of a new switch, and the hooks."""

from typing import TYPE_CHECKING, Any

from xos_cli.processes.vrrp.rows import VrrpAddress, VrrpGlobal, VrrpListening, VrrpRouter, VrrpTrack
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.command.call import Call
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node

TABLES = (VrrpGlobal, VrrpRouter, VrrpAddress, VrrpTrack, VrrpListening)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the row of a new switch, which has no VRRP routers.  evidence: capture 11.2"""
    return [VrrpGlobal()]


def running(node: "Node") -> None:
    """Begin to listen for masters on a new master of the switch."""
    routers = [row for row in node.store.rows(VrrpRouter) if row.enabled]
    node.put([VrrpListening(row.vlanName, row.vrid, node.time()) for row in routers])


def vlan_flags(store: Store) -> dict[str, str]:
    """Return ``v`` for the VLANs with a VRRP router that is enabled."""
    return {row.vlanName.lower(): "v" for row in store.rows(VrrpRouter) if row.enabled}


def subnets_changed(call: "Call", vlan_name: str) -> None:
    """Delete the addresses of VRRP routers whose subnet the VLAN has lost.  evidence: inferred"""
    from ipaddress import IPv4Address

    from xos_cli.processes.vrrp.facts import in_subnet

    for row in call.rows(VrrpAddress):
        if row.vlanName == vlan_name and not in_subnet(call.store, vlan_name, IPv4Address(row.ipAddress)):
            call.drop(row)
