"""The IP addresses of VLANs: `configure vlan ipaddress` and what takes it back."""

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Interface
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.vlan.facts import addresses, numbers, primary, vlan_of
from xos_cli.processes.vlan.rows import Addressed, Vlan, VlanIpAddress, VlanIpv6Address

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def configure_vlan_ipaddress(
    call: Call,
    vlan_name: str,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
    ipNetmask: IPv4Interface | None = None,
    ipv6_link_local: bool = False,
    eui64: bool = False,
    ipv6_address_mask: IPv6Interface | None = None,
) -> None:
    """Give a VLAN its primary IPv4 address, in the place of another, or one more IPv6 address;

    without a mask it has that of its class.
    """
    vlan = vlan_of(call.store, vlan_name)
    if ipv6_link_local or ipv6_address_mask:
        call.put(VlanIpv6Address(vlan.name, str(ipv6_address_mask or "ipv6-link-local"), int(eui64)))
        return
    address, before = _interface(ipaddress, netmask, ipNetmask), primary(call.store, vlan.name)
    if before and (before.ipaddress, before.netmask) == (str(address.ip), str(address.netmask)):
        return
    if before:
        _take(call, before)
    _give(call, vlan, address, before)
    call.software.tell("subnets_changed", call, vlan.name)


def configure_vlan_add_secondary_ipaddress(
    call: Call,
    vlan_name: str,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
    ipNetmask: IPv4Interface | None = None,
) -> None:
    """Give a VLAN one more IPv4 address, of another subnet.

    evidence: capture 11.2 (``secondaryAddr``), recalled (the command)
    """
    vlan = vlan_of(call.store, vlan_name)
    first = primary(call.store, vlan.name)
    if first is None:
        raise Refusal(f"Error: VLAN {vlan.name} does not have a primary IP address.")
    _give(call, vlan, _interface(ipaddress, netmask, ipNetmask), first, secondary=1)
    call.software.tell("subnets_changed", call, vlan.name)


def configure_vlan_delete_secondary_ipaddress(
    call: Call, vlan_name: str, ipaddress: IPv4Address | None = None, all: bool = False
) -> None:
    """Delete one secondary address of a VLAN, or all of them."""
    vlan = vlan_of(call.store, vlan_name)
    rows = [row for row in addresses(call.store, vlan.name) if row.secondaryAddr]
    gone = [row for row in rows if all or row.ipaddress == str(ipaddress)]
    if not gone and not all:
        raise Refusal(f"Error: {ipaddress} is not a secondary IP address of VLAN {vlan.name}.")
    for row in gone:
        _take(call, row)
    call.software.tell("subnets_changed", call, vlan.name)


def unconfigure_vlan_ipaddress(call: Call, vlan_name: str, ipv6_address_mask: IPv6Interface | None = None) -> None:
    """Delete all IPv4 addresses of a VLAN, or one IPv6 address."""
    vlan = vlan_of(call.store, vlan_name)
    if ipv6_address_mask:
        call.delete(VlanIpv6Address, vlan.name, str(ipv6_address_mask))
        return
    for row in addresses(call.store, vlan.name):
        _take(call, row)
    call.software.tell("subnets_changed", call, vlan.name)


def _give(call: Call, vlan: Vlan, address: IPv4Interface, like: VlanIpAddress | None, secondary: int = 0) -> None:
    """Give a VLAN an address; whether it forwards stays as it was."""
    _usable(address)
    _overlaps(call, vlan, address.network)
    counts = numbers(call.store)
    instance = counts.currVlanIfInstance
    call.put(counts._replace(currVlanIfInstance=instance + 1))
    forwarding = like.ipForwarding if like else 2
    texts = str(address.ip), str(address.netmask)
    call.put(VlanIpAddress(texts[0], vlan.name, vlan.ifIndex, instance, texts[1], secondary, forwarding))
    call.put(Addressed(vlan.name, (*_known(call, vlan.name), texts[0])))
    call.software.tell("address_given", call, vlan.name, texts[0])


def _take(call: Call, row: VlanIpAddress) -> None:
    """Take one address away."""
    call.drop(row)
    call.software.tell("address_taken", call, row.vlanName, row.ipaddress)
    left = tuple([address for address in _known(call, row.vlanName) if address != row.ipaddress])
    call.put(Addressed(row.vlanName, left))


def _known(call: Call, vlan_name: str) -> tuple[str, ...]:
    """Return the addresses of a VLAN as the index has them."""
    row = call.get(Addressed, vlan_name)
    return row.ipaddresses if row else ()


def _interface(address: IPv4Address | None, mask: IPv4Address | None, whole: IPv4Interface | None) -> IPv4Interface:
    if whole is not None or address is None:
        return whole or IPv4Interface(0)
    return IPv4Interface(f"{address}/{mask or _class_length(address)}")


def _class_length(address: IPv4Address) -> int:
    """Return the length of the mask that the class of an address has: A, B, or C."""
    top = int(address) >> 24
    return 8 if top < 128 else 16 if top < 192 else 24


def valid_configure_vlan_ipaddress(
    chassis: "Chassis",
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
    ipNetmask: IPv4Interface | None = None,
    **_: object,
) -> None:
    """Refuse an address that no interface can have."""
    if ipaddress or ipNetmask:
        _usable(_interface(ipaddress, netmask, ipNetmask))


def valid_configure_vlan_add_secondary_ipaddress(chassis: "Chassis", **given: Any) -> None:
    """Refuse an address that no interface can have."""
    valid_configure_vlan_ipaddress(chassis, **given)


def _usable(address: IPv4Interface) -> None:
    """Refuse what no interface can have.  evidence: inferred (the words)"""
    network = address.network
    outside = int(address.ip) >> 24 in (0, 127) or int(address.ip) >> 28 >= 14
    edge = network.prefixlen < 31 and address.ip in (network.network_address, network.broadcast_address)
    if outside or edge or not network.prefixlen:
        raise Refusal(f"Error: {address.ip} with mask {address.netmask} is not a valid IP address for a VLAN.")


def _overlaps(call: Call, vlan: Vlan, network: IPv4Network) -> None:
    """Refuse a subnet that meets another of the same virtual router.

    evidence: guide 11.3 p.497 (the rule), inferred (the words)
    """
    first, last = int(network.network_address), int(network.broadcast_address)
    for row in call.store.keyed(VlanIpAddress).values():
        low, high = _subnet(row.ipaddress, row.netmask)
        if first <= high and low <= last and _router(call, row) == vlan.vrName:
            raise Refusal(f"Error: IP address {network} overlaps with the subnet of VLAN {row.vlanName}.")


def _router(call: Call, row: VlanIpAddress) -> str:
    vlan = call.get(Vlan, row.vlanName)
    return vlan.vrName if vlan else ""


@lru_cache(maxsize=16384)
def _subnet(address: str, mask: str) -> tuple[int, int]:
    """Return the first and the last address of a subnet, as numbers."""
    network = IPv4Interface(f"{address}/{mask}").network
    return int(network.network_address), int(network.broadcast_address)
