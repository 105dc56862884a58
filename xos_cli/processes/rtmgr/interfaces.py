"""The VLANs and virtual routers as IP and its protocols see them."""

from typing import TYPE_CHECKING, NamedTuple

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.vlan import rows as vlans
from xos_cli.processes.vlan.ports.rows import LoadShare, PortLink, active_ports
from xos_cli.processes.vlan.rows import VR_CONTROL, VR_DEFAULT, VR_MGMT, VirtualRouter, Vlan, VlanIpAddress
from xos_cli.switch import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from ipaddress import IPv4Interface


class Interface(NamedTuple):
    """A VLAN with an IP address: *since* it came up, seconds since the epoch, 0 if it never was down."""

    vlan: Vlan
    address: "IPv4Interface"
    up: bool
    since: float
    forwarding: bool
    secondary: "tuple[IPv4Interface, ...]"


def has_vlan(store: Store, name: str) -> bool:
    """Whether there is a VLAN of this name."""
    return bool(name) and store.get(Vlan, name) is not None


def vlan_names(store: Store) -> list[str]:
    """Every VLAN."""
    return [row.name for row in vlans.in_order(store)]


def with_address(store: Store) -> list[str]:
    """The VLANs with an IP address."""
    addressed = {row.vlanName for row in store.rows(VlanIpAddress)}
    return [row.name for row in vlans.in_order(store) if row.name in addressed] if addressed else []


def routed(store: Store) -> list[str]:
    """The VLANs with an IP address that carry the traffic of users."""
    return [name for name in with_address(store) if store.one(Vlan, name).vrName != VR_MGMT]


def the_vlan(store: Store, name: str) -> str:
    """A VLAN's name as it is spelled; the switch's error if there is none.  evidence: inferred (the words)"""
    vlan = store.get(Vlan, name)
    if vlan is None:
        raise Refusal(f"Error: VLAN {name} does not exist.")
    return vlan.name


def chosen(store: Store, name: str) -> list[str]:
    """The VLAN that a command names, or where it names none, all that routing protocols can run on."""
    return [the_vlan(store, name)] if name else routed(store)


def the_router(call: Call, name: str) -> str:
    """The virtual router that a command names, or the one it was typed in.  evidence: inferred (the words)"""
    router = call.get(VirtualRouter, name or call.session.context or VR_DEFAULT)
    if router is None:
        raise Refusal(f"Error: Virtual router {name} does not exist.")
    return router.name


def vr_choice(call: Call, all: bool, vr_name: str) -> str:
    """Where a server listens: ``all``, or a virtual router, the default one being that of management.

    evidence: recalled (which one is default)
    """
    return "all" if all else the_router(call, vr_name or VR_MGMT)


def the_policy(call: Call, name: str, none: str = "") -> str:
    """A policy that a command names, as its file is spelled; *none* where it names none.

    evidence: inferred (the words)
    """
    if not name:
        return none
    for file in call.node.flash.names():
        if file.lower() == f"{name}.pol".lower():
            return file[:-4]
    raise Refusal(f"Error: Policy {name} does not exist.")


def user_routers(store: Store) -> list[str]:
    """The virtual routers that carry the traffic of users."""
    return [row.name for row in store.rows(VirtualRouter) if row.name not in (VR_MGMT, VR_CONTROL)]


def members(store: Store, vlan_name: str) -> int:
    """The ports of a VLAN, as a set."""
    return vlans.members(store, vlan_name).all


def interface(store: Store, vlan_name: str) -> Interface | None:
    """A VLAN as an IP interface; None if it has no address."""
    vlan, rows = store.get(Vlan, vlan_name), vlans.addresses(store, vlan_name)
    return _interface(store, vlan, rows, active_ports(store)) if vlan and rows else None


def interfaces(store: Store) -> list[Interface]:
    """Every VLAN with an address."""
    held: dict[str, list[VlanIpAddress]] = {}
    for row in store.rows(VlanIpAddress):
        held.setdefault(row.vlanName, []).append(row)
    if not held:
        return []
    active = active_ports(store)
    found = [_interface(store, vlan, held[vlan.name], active) for vlan in vlans.in_order(store) if vlan.name in held]
    return [item for item in found if item]


def _interface(store: Store, vlan: Vlan, rows: list[VlanIpAddress], active: int) -> Interface | None:
    first = next((row for row in rows if not row.secondaryAddr), None)
    if first is None:
        return None
    loopback = vlan.loopbackMode == 1
    working = members(store, vlan.name) & active
    since = 0.0 if loopback else _since(store, working)
    more = tuple([_address(row) for row in rows if row.secondaryAddr])
    return Interface(vlan, _address(first), bool(working) or loopback, since, first.ipForwarding == 1, more)


def _address(row: VlanIpAddress) -> "IPv4Interface":
    from ipaddress import IPv4Interface  # it takes its time, and most switches start without an address

    return IPv4Interface(f"{row.ipaddress}/{row.netmask}")


def _since(store: Store, working: int) -> float:
    """When the first of these ports came up; a group came up with the first of its members."""
    for row in store.rows(LoadShare):
        if working & sets.bit((row.slot, row.port)):
            working |= sets.read(row.portList)
    moments = [row.last_up for row in store.rows(PortLink) if row.up and working & sets.bit((row.slot, row.port))]
    return min(moments, default=0.0)
