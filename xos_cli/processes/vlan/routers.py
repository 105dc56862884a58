"""Virtual routers: three of the system, and the user's own on a BlackDiamond 10808."""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.command.name_rules import check_name
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.vlan.facts import members_of, numbers, protocols_of, router_of, vman_members
from xos_cli.processes.vlan.rows import VR_CONTROL, VR_DEFAULT, VR_MGMT, VirtualRouter, Vlan, VlanPort, Vman
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

SYSTEM = (VR_MGMT, VR_CONTROL, VR_DEFAULT)


# -- making and unmaking ---------------------------------------------------------------------------------------------


def valid_create_virtual_router(chassis: "Chassis", new_vr_name: str) -> None:
    """Refuse one of the user's on a platform that has only those of the system."""
    if not chassis.features.user_routers and new_vr_name not in SYSTEM:
        raise Refusal("Error: User virtual routers are not supported on this platform.")


def create_virtual_router(call: Call, new_vr_name: str) -> None:
    """Create a virtual router; one of the system's, which a replayed configuration names as well, is there already."""
    router = call.get(VirtualRouter, new_vr_name)
    if router and router.name in SYSTEM:
        return
    check_name("Virtual router", new_vr_name)
    if router:
        raise Refusal(f"Error: Virtual router {router.name} already exists.")
    valid_create_virtual_router(call.chassis, new_vr_name)
    most = call.chassis.features.user_routers
    routers = call.rows(VirtualRouter)
    if len(routers) >= most + len(SYSTEM):
        raise Refusal(f"Error: The maximum number of user virtual routers is {most}.")
    counts = numbers(call.store)
    call.put(counts._replace(currVlanIfInstance=counts.currVlanIfInstance + 1))
    free = next(number for number in range(3, 64) if number not in [row.vrId for row in routers])
    call.put(VirtualRouter(new_vr_name, free, vrInstance=counts.currVlanIfInstance))


def valid_delete_virtual_router(chassis: "Chassis", vr_name: str) -> None:
    """Refuse to delete a virtual router that every switch has."""
    _check_own(vr_name, "deleted")


def delete_virtual_router(call: Call, vr_name: str) -> None:
    """Delete a virtual router of the user's making that has no VLANs; its ports are no one's then.

    evidence: guide 11.0 p.101 (rules)
    """
    router = _own(call, vr_name, "deleted")
    owned: list[Vlan | Vman] = [*call.rows(Vlan), *call.rows(Vman)]
    held = next((row for row in owned if row.vrName == router.name), None)
    if held:
        kind = "VLAN" if isinstance(held, Vlan) else "VMAN"
        raise Refusal(f"Error: Virtual router {router.name} still has {kind} {held.name}.")
    call.forget("vr", router.name)
    call.drop(router)
    if call.session.context == router.name:
        call.session.context = ""


def _own(call: Call, name: str, done: str) -> VirtualRouter:
    router = router_of(call.store, name)
    _check_own(router.name, done)
    return router


def _check_own(name: str, done: str) -> None:
    """Refuse to change a virtual router that every switch has."""
    for router in SYSTEM:
        if router.lower() == name.lower():
            raise Refusal(f"Error: Virtual router {router} cannot be {done}.")


# -- its ports and protocols -----------------------------------------------------------------------------------------


def valid_configure_vr_add_ports(chassis: "Chassis", vr_name: str, **_: object) -> None:
    """Refuse ports for the virtual routers that have none.  evidence: inferred (the words)"""
    for name in (VR_MGMT, VR_CONTROL):
        if name.lower() == vr_name.lower():
            raise Refusal(f"Error: Ports cannot be added to virtual router {name}.")


def configure_vr_add_ports(call: Call, vr_name: str, port_list: PortList) -> None:
    """Add ports to a virtual router; a port is of one virtual router only.

    evidence: guide 11.0 p.101, inferred (the words)
    """
    router, ports = router_of(call.store, vr_name), sets.given(call.chassis, port_list)
    valid_configure_vr_add_ports(call.chassis, router.name)
    for other in call.rows(VirtualRouter):
        taken = ports & sets.read(other.portListInVr)
        if taken and other.name != router.name:
            port = call.chassis.port_name(sets.first(taken))
            raise Refusal(f"Error: Port {port} belongs to virtual router {other.name}.")
    _hold(call, router, sets.read(router.portListInVr) | ports)


def configure_vr_delete_ports(call: Call, vr_name: str, port_list: PortList) -> None:
    """Take ports out of a virtual router that are in none of its VLANs."""
    router, ports = router_of(call.store, vr_name), sets.given(call.chassis, port_list)
    for row in call.rows(VlanPort):
        taken = ports & members_of(row).all
        vlan = call.get(Vlan, row.vlanName)
        if taken and vlan and vlan.vrName == router.name:
            port = call.chassis.port_name(sets.first(taken))
            raise Refusal(f"Error: Port {port} is a member of VLAN {vlan.name}.")
    for vman in call.rows(Vman):
        taken = ports & vman_members(call.store, vman.name).all
        if taken and vman.vrName == router.name:
            raise Refusal(f"Error: Port {call.chassis.port_name(sets.first(taken))} is a member of VMAN {vman.name}.")
    _hold(call, router, sets.read(router.portListInVr) & ~ports)


def _hold(call: Call, router: VirtualRouter, ports: int) -> None:
    call.put(router._replace(addPorts=int(bool(ports)), portListInVr=sets.text(ports, call.chassis.modular)))


def valid_configure_vr_add_protocol(chassis: "Chassis", vr_name: str, **_: object) -> None:
    """Refuse a protocol for a virtual router that every switch has."""
    for name in SYSTEM:
        if name.lower() == vr_name.lower():
            raise Refusal(f"Error: The protocols of virtual router {name} cannot be changed.")


def configure_vr_add_protocol(call: Call, vr_name: str, routing_protocol: str) -> None:
    """Let a routing protocol run on a virtual router; VR-Default has all of them."""
    router = router_of(call.store, vr_name)
    protocols = protocols_of(router)
    valid_configure_vr_add_protocol(call.chassis, router.name)
    if routing_protocol not in protocols:
        call.put(router._replace(protocols=",".join([*protocols, routing_protocol])))


def valid_configure_vr_delete_protocol(chassis: "Chassis", vr_name: str, **_: object) -> None:
    """Refuse to change a virtual router that every switch has."""
    _check_own(vr_name, "changed")


def configure_vr_delete_protocol(call: Call, vr_name: str, routing_protocol: str) -> None:
    """Remove a routing protocol from a virtual router."""
    router = _own(call, vr_name, "changed")
    left = [name for name in protocols_of(router) if name != routing_protocol]
    call.put(router._replace(protocols=",".join(left) or None))


def virtual_router(call: Call, vr_name: str = VR_DEFAULT) -> None:
    """Make a virtual router the context of what is typed from now on, VR-Default if none is named."""
    router = router_of(call.store, vr_name)
    call.session.context = "" if router.name == VR_DEFAULT else router.name
