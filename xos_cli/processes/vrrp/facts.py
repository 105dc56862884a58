"""Questions about VRRP, answered from a store."""

from collections.abc import Iterator
from ipaddress import IPv4Address
from typing import TYPE_CHECKING

from xos_cli.processes.vlan.ip.facts import IpInterface, interface
from xos_cli.processes.vrrp.machine import INIT, OWNER
from xos_cli.processes.vrrp.rows import VrrpAddress, VrrpRouter, VrrpState

if TYPE_CHECKING:
    from xos_cli.switch.tables import Store


def runs(store: "Store", vlan_name: str) -> bool:
    """Return whether a VLAN has a VRRP router that is enabled."""
    return any(row.enabled and row.vlanName == vlan_name for row in store.rows(VrrpRouter))


def in_subnet(store: "Store", vlan_name: str, address: "IPv4Address") -> bool:
    """Return whether an address is in a subnet of a VLAN."""
    own = interface(store, vlan_name)
    return own is not None and any(address in mine.network for mine in (own.address, *own.secondary))


def is_host(store: "Store", vlan_name: str, address: "IPv4Address") -> bool:
    """Return whether an address can be that of a router in a VLAN: not that of a subnet, nor its broadcast address."""
    own = interface(store, vlan_name)
    subnets = [mine.network for mine in (own.address, *own.secondary)] if own else []
    return not any(net.prefixlen < 31 and address in (net.network_address, net.broadcast_address) for net in subnets)


def addresses_of(store: "Store", router: VrrpRouter) -> list[str]:
    """Return the virtual addresses of a VRRP router."""
    return [row.ipAddress for row in store.rows(VrrpAddress) if row[:2] == router[:2]]


def priority_of(store: "Store", router: VrrpRouter, own: IpInterface | None) -> int:
    """Return the priority that a VRRP router has: 255 where the VLAN itself has one of its addresses (RFC 3768)."""
    mine = {str(address.ip) for address in (own.address, *own.secondary)} if own else set()
    return OWNER if mine & {*addresses_of(store, router)} else router.priority


def state_of(store: "Store", router: VrrpRouter) -> str:
    """Return the state of a VRRP router: ``INIT``, ``BACKUP`` or ``MASTER``."""
    row = store.get(VrrpState, router.vlanName, router.vrid)
    return row.state if row else INIT


def shared(store: "Store") -> Iterator[tuple[VrrpRouter, bool, tuple[int, ...]]]:
    """Yield the VRRP routers that are enabled, whether each is master, and its virtual addresses."""
    for router in store.rows(VrrpRouter):
        if router.enabled:
            addresses = tuple([int(IPv4Address(text)) for text in addresses_of(store, router)])
            yield router, state_of(store, router) == "MASTER", addresses
