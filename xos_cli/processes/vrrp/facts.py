"""Questions about VRRP, answered from a store."""

from typing import TYPE_CHECKING

from xos_cli.processes.vlan.ip.facts import interface
from xos_cli.processes.vrrp.rows import VrrpRouter

if TYPE_CHECKING:
    from ipaddress import IPv4Address

    from xos_cli.switch.tables import Store


def runs(store: "Store", vlan_name: str) -> bool:
    """Return whether a VLAN has a VRRP router that is enabled."""
    return any(row.enabled and row.vlanName == vlan_name for row in store.rows(VrrpRouter))


def in_subnet(store: "Store", vlan_name: str, address: "IPv4Address") -> bool:
    """Return whether an address is in a subnet of a VLAN."""
    own = interface(store, vlan_name)
    return own is not None and any(address in mine.network for mine in (own.address, *own.secondary))
