"""Configure VRRP routers: their settings, their addresses, and what they track."""

from ipaddress import IPv4Address, IPv4Interface
from typing import TYPE_CHECKING, Any

from xos_cli.command.address_and_mask import network_of
from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.processes.vrrp.facts import in_subnet, is_host
from xos_cli.processes.vrrp.rows import VrrpAddress, VrrpRouter, VrrpTrack
from xos_cli.switch.secrets import hidden

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: evidence: reference 11.0 p.581
ROUTERS, ROUTERS_PER_VLAN = 64, 7
#: evidence: guide 11.3 p.486 (the limit), inferred (the words)
TRACKED_VLANS = 8
PASSWORD = 8  # evidence: inferred (RFC 2338)


def _router(call: Call, vlan_name: str, vridval: int) -> VrrpRouter:
    """Return the VRRP router of a VLAN with this number; raise the switch's error if there is none.

    evidence: inferred (the words)
    """
    row = call.get(VrrpRouter, the_vlan(call.store, vlan_name), vridval)
    if row is None:
        raise Refusal(f"Error: VRID {vridval} does not exist on VLAN {vlan_name}.")
    return row


def _set(call: Call, vlan_name: str, vridval: int, **fields: Any) -> None:
    call.put(_router(call, vlan_name, vridval)._replace(**fields))
    _follow(call)


def _follow(call: Call) -> None:
    """Update the VRRP routers once a command is done."""
    call.node.later(0.0, "vrrp", "vlans_changed")


def create_vrrp_vlan_vrid(call: Call, vlan_name: str, vridval: int) -> None:
    """Create a VRRP router on a VLAN, disabled.  evidence: reference 11.0 p.581 (limits), inferred (the words)"""
    vlan = the_vlan(call.store, vlan_name)
    if call.get(VrrpRouter, vlan, vridval):
        raise Refusal(f"Error: VRID {vridval} already exists on VLAN {vlan}.")
    routers = call.rows(VrrpRouter)
    if len(routers) >= ROUTERS or sum(row.vlanName == vlan for row in routers) >= ROUTERS_PER_VLAN:
        raise Refusal(f"Error: At most {ROUTERS} VRIDs are supported, {ROUTERS_PER_VLAN} on a VLAN.")
    call.put(VrrpRouter(vlan, vridval))


def delete_vrrp_vlan_vrid(call: Call, vlan_name: str, vridval: int) -> None:
    """Delete a VRRP router with all that was configured of it."""
    router = _router(call, vlan_name, vridval)
    rows: list[Any] = [*call.rows(VrrpAddress), *call.rows(VrrpTrack)]
    for row in rows:
        if row[:2] == router[:2]:
            call.drop(row)
    call.drop(router)
    _follow(call)


def _chosen(call: Call, vlan_name: str, vridval: int) -> list[VrrpRouter]:
    return [_router(call, vlan_name, vridval)] if vlan_name else call.rows(VrrpRouter)


def enable_vrrp(call: Call, vlan: bool = False, vlan_name: str = "", vrid: bool = False, vridval: int = 0) -> None:
    """Enable one VRRP router or all; it begins to listen for a master."""
    for row in _chosen(call, vlan_name, vridval):
        _without_esrp(call, row.vlanName)
        call.put(row._replace(enabled=1))
    _follow(call)


def _without_esrp(call: Call, vlan_name: str) -> None:
    """Refuse VRRP on a VLAN of an ESRP domain that is enabled.

    evidence: reference 11.0 p.581 (not on one switch), later 16.1 (not on one VLAN, which is refused), inferred (words)
    """
    if domain := call.software.ask("esrp", "domain_on", call.store, vlan_name):
        raise Refusal(f"Error: ESRP domain {domain} is enabled on VLAN {vlan_name}, which cannot run VRRP.")


def disable_vrrp(call: Call, vlan: bool = False, vlan_name: str = "", vrid: bool = False, vridval: int = 0) -> None:
    """Disable one VRRP router or all."""
    for row in _chosen(call, vlan_name, vridval):
        call.put(row._replace(enabled=0))
    _follow(call)


def configure_vrrp_vlan_vrid_add(call: Call, vlan_name: str, vridval: int, ip_address: IPv4Address) -> None:
    """Add an address that a VRRP router answers for, in a subnet of the VLAN.  evidence: inferred (the words)"""
    router = _router(call, vlan_name, vridval)
    if not in_subnet(call.store, router.vlanName, ip_address):
        raise Refusal(f"Error: {ip_address} is not in a subnet of VLAN {router.vlanName}.")
    if not is_host(call.store, router.vlanName, ip_address):
        raise Refusal(f"Error: {ip_address} is not the address of a host in VLAN {router.vlanName}.")
    call.put(VrrpAddress(router.vlanName, router.vrid, str(ip_address)))
    _follow(call)


def configure_vrrp_vlan_vrid_delete(call: Call, vlan_name: str, vridval: int, ip_address: IPv4Address) -> None:
    """Delete an address that a VRRP router answers for.  evidence: inferred (the words)"""
    router = _router(call, vlan_name, vridval)
    row = call.get(VrrpAddress, router.vlanName, router.vrid, str(ip_address))
    if row is None:
        raise Refusal(f"Error: {ip_address} is not an address of VRID {vridval}.")
    call.drop(row)
    _follow(call)


def configure_vrrp_vlan_vrid_priority(call: Call, vlan_name: str, vridval: int, priorityval: int) -> None:
    """Set the priority of a VRRP router: 1 to 254, 255 for the owner of the address."""
    _set(call, vlan_name, vridval, priority=priorityval)


def configure_vrrp_vlan_vrid_advertisement_interval(call: Call, vlan_name: str, vridval: int, interval: int) -> None:
    """Set the seconds between two advertisements of a VRRP router."""
    _set(call, vlan_name, vridval, interval=interval)


def configure_vrrp_vlan_vrid_preempt(call: Call, vlan_name: str, vridval: int) -> None:
    """Let a better router take over from the master."""
    _set(call, vlan_name, vridval, preempt=1)


def configure_vrrp_vlan_vrid_dont_preempt(call: Call, vlan_name: str, vridval: int) -> None:
    """Let the master stay master though a better router comes."""
    _set(call, vlan_name, vridval, preempt=0)


def valid_configure_vrrp_vlan_vrid_authentication(
    chassis: "Chassis", simple_password: str = "", encrypted: bool = False, **_: object
) -> None:
    """Refuse a typed password of more than 8 characters."""
    if len(simple_password) > PASSWORD and not encrypted:
        raise Refusal(f"Error: The password has more than {PASSWORD} characters.")


def configure_vrrp_vlan_vrid_authentication(
    call: Call, vlan_name: str, vridval: int, simple_password: str = "", encrypted: bool = False, **_: bool
) -> None:
    """Authenticate a VRRP router by a password of up to 8 characters, or not at all."""
    valid_configure_vrrp_vlan_vrid_authentication(call.chassis, simple_password, encrypted)
    kept = simple_password if encrypted or not simple_password else hidden(simple_password)
    _set(call, vlan_name, vridval, password=kept or None, encrypted=1 if kept else None)


# -- what it watches -------------------------------------------------------------------------------------------------


def _watch(call: Call, vlan_name: str, vridval: int, kind: str, what: str, *how: int) -> None:
    router = _router(call, vlan_name, vridval)
    call.put(VrrpTrack(router.vlanName, router.vrid, kind, what, *how))
    tracked = [row for row in call.rows(VrrpTrack) if row[:2] == router[:2] and row.kind == "vlan"]
    if len(tracked) > TRACKED_VLANS:
        raise Refusal(f"Error: At most {TRACKED_VLANS} VLANs can be tracked.")
    _follow(call)


def _ignore(call: Call, vlan_name: str, vridval: int, kind: str, what: str) -> None:
    """Stop tracking something; refuse what is not tracked.  evidence: inferred (the words)"""
    router = _router(call, vlan_name, vridval)
    row = call.get(VrrpTrack, router.vlanName, router.vrid, kind, what)
    if row is None:
        raise Refusal(f"Error: VRID {vridval} does not track {what}.")
    call.drop(row)
    _follow(call)


def configure_vrrp_vlan_vrid_add_track_vlan(call: Call, vlan_name: str, vridval: int, target_vlan_name: str) -> None:
    """Track a VLAN, without which a VRRP router gives up."""
    _watch(call, vlan_name, vridval, "vlan", the_vlan(call.store, target_vlan_name))


def configure_vrrp_vlan_vrid_delete_track_vlan(call: Call, vlan_name: str, vridval: int, target_vlan_name: str) -> None:
    """Stop tracking a VLAN."""
    _ignore(call, vlan_name, vridval, "vlan", target_vlan_name)


def configure_vrrp_vlan_vrid_add_track_iproute(
    call: Call,
    vlan_name: str,
    vridval: int,
    ip_prefix: IPv4Interface | None = None,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
) -> None:
    """Track a route, without which a VRRP router gives up."""
    _watch(call, vlan_name, vridval, "iproute", str(network_of(ip_prefix, ipaddress, netmask)))


def configure_vrrp_vlan_vrid_delete_track_iproute(
    call: Call,
    vlan_name: str,
    vridval: int,
    ip_prefix: IPv4Interface | None = None,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
) -> None:
    """Stop tracking a route."""
    _ignore(call, vlan_name, vridval, "iproute", str(network_of(ip_prefix, ipaddress, netmask)))


def configure_vrrp_vlan_vrid_add_track_ping_frequency_miss(
    call: Call, vlan_name: str, vridval: int, ip_address: IPv4Address, seconds: int, misses: int
) -> None:
    """Track a host by pings, without whose answers a VRRP router gives up."""
    _watch(call, vlan_name, vridval, "ping", str(ip_address), seconds, misses)


def configure_vrrp_vlan_vrid_delete_track_ping(
    call: Call, vlan_name: str, vridval: int, ip_address: IPv4Address
) -> None:
    """Stop tracking a host by pings."""
    _ignore(call, vlan_name, vridval, "ping", str(ip_address))
