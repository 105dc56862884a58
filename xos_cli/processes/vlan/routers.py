"""Virtual routers: three of the system, and the user's own on a BlackDiamond 10808."""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.command.name_rules import check_name
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.vlan.facts import members_of, numbers, router_of
from xos_cli.processes.vlan.rows import VR_CONTROL, VR_DEFAULT, VR_MGMT, VirtualRouter, Vlan, VlanPort
from xos_cli.switch import portset as sets
from xos_cli.switch.tables import Store

SYSTEM = (VR_MGMT, VR_CONTROL, VR_DEFAULT)
#: The routing protocols and their letters in `show virtual-router`.  evidence: recalled
LETTERS = {"bgp": "b", "ospf": "o", "pim": "p", "rip": "r", "ospfv3": "O", "ripng": "R"}


def protocols_of(router: VirtualRouter) -> list[str]:
    """The routing protocols that can run on a virtual router."""
    if router.name == VR_DEFAULT:
        return list(LETTERS)
    return router.protocols.split(",") if router.protocols else []


# -- making and unmaking ---------------------------------------------------------------------------------------------


def create_virtual_router(call: Call, new_vr_name: str) -> None:
    """One of the system's, which a replayed configuration names as well, is there already."""
    router = call.get(VirtualRouter, new_vr_name)
    if router and router.name in SYSTEM:
        return
    check_name("Virtual router", new_vr_name)
    if router:
        raise Refusal(f"Error: Virtual router {router.name} already exists.")
    most = call.chassis.features.user_routers
    if not most:
        raise Refusal("Error: User virtual routers are not supported on this platform.")
    routers = call.rows(VirtualRouter)
    if len(routers) >= most + len(SYSTEM):
        raise Refusal(f"Error: The maximum number of user virtual routers is {most}.")
    counts = numbers(call.store)
    call.put(counts._replace(currVlanIfInstance=counts.currVlanIfInstance + 1))
    free = next(number for number in range(3, 64) if number not in [row.vrId for row in routers])
    call.put(VirtualRouter(new_vr_name, free, vrInstance=counts.currVlanIfInstance))


def delete_virtual_router(call: Call, vr_name: str) -> None:
    """One of the user's making that has no VLANs; its ports are no one's then.  evidence: guide 11.0 p.101 (rules)"""
    router = _own(call, vr_name, "deleted")
    vlan = next((row for row in call.rows(Vlan) if row.vrName == router.name), None)
    if vlan:
        raise Refusal(f"Error: Virtual router {router.name} still has VLAN {vlan.name}.")
    call.forget("vr", router.name)
    call.drop(router)
    if call.session.context == router.name:
        call.session.context = ""


def _own(call: Call, name: str, done: str) -> VirtualRouter:
    router = router_of(call.store, name)
    if router.name in SYSTEM:
        raise Refusal(f"Error: Virtual router {router.name} cannot be {done}.")
    return router


# -- its ports and protocols -----------------------------------------------------------------------------------------


def configure_vr_add_ports(call: Call, vr_name: str, port_list: PortList) -> None:
    """A port is of one virtual router only.  evidence: guide 11.0 p.101, inferred (the words)"""
    router, ports = router_of(call.store, vr_name), sets.given(call.chassis, port_list)
    if router.name in (VR_MGMT, VR_CONTROL):
        raise Refusal(f"Error: Ports cannot be added to virtual router {router.name}.")
    for other in call.rows(VirtualRouter):
        taken = ports & sets.read(other.portListInVr)
        if taken and other.name != router.name:
            port = call.chassis.port_name(sets.first(taken))
            raise Refusal(f"Error: Port {port} belongs to virtual router {other.name}.")
    _hold(call, router, sets.read(router.portListInVr) | ports)


def configure_vr_delete_ports(call: Call, vr_name: str, port_list: PortList) -> None:
    """Ports that are in no VLAN of the virtual router."""
    router, ports = router_of(call.store, vr_name), sets.given(call.chassis, port_list)
    for row in call.rows(VlanPort):
        taken = ports & members_of(row).all
        vlan = call.get(Vlan, row.vlanName)
        if taken and vlan and vlan.vrName == router.name:
            port = call.chassis.port_name(sets.first(taken))
            raise Refusal(f"Error: Port {port} is a member of VLAN {vlan.name}.")
    _hold(call, router, sets.read(router.portListInVr) & ~ports)


def _hold(call: Call, router: VirtualRouter, ports: int) -> None:
    call.put(router._replace(addPorts=int(bool(ports)), portListInVr=sets.text(ports, call.chassis.modular)))


def configure_vr_add_protocol(call: Call, vr_name: str, routing_protocol: str) -> None:
    """A protocol can run on the virtual router; VR-Default has all of them."""
    router = router_of(call.store, vr_name)
    protocols = protocols_of(router)
    if router.name in SYSTEM:
        raise Refusal(f"Error: The protocols of virtual router {router.name} cannot be changed.")
    if routing_protocol not in protocols:
        call.put(router._replace(protocols=",".join([*protocols, routing_protocol])))


def configure_vr_delete_protocol(call: Call, vr_name: str, routing_protocol: str) -> None:
    """A protocol can no longer run there."""
    router = _own(call, vr_name, "changed")
    left = [name for name in protocols_of(router) if name != routing_protocol]
    call.put(router._replace(protocols=",".join(left) or None))


def virtual_router(call: Call, vr_name: str = VR_DEFAULT) -> None:
    """What is typed from now on is about this virtual router; VR-Default if none is named."""
    router = router_of(call.store, vr_name)
    call.session.context = "" if router.name == VR_DEFAULT else router.name


# -- screens ---------------------------------------------------------------------------------------------------------

RULE = "-" * 73 + "\n"


def show_virtual_router(call: Call, vr_name: str = "") -> str:
    """evidence: recalled (the table), inferred (the legend, and that one alone is a table as well)"""
    routers = [router_of(call.store, vr_name)] if vr_name else call.rows(VirtualRouter)
    head = "Virtual      Number of    Number of   Flags\nRouter       Vlans        Ports\n"
    lines = [_line(call, router) for router in sorted(routers, key=lambda row: row.name.lower())]
    legend = "Flags : " + ", ".join(f"({letter}) {name.upper()}" for name, letter in LETTERS.items()) + "\n"
    return RULE + head + RULE + "".join(lines) + RULE + legend


def _line(call: Call, router: VirtualRouter) -> str:
    vlans = sum(1 for vlan in call.rows(Vlan) if vlan.vrName == router.name)
    ports = 1 if router.name == VR_MGMT else sets.read(router.portListInVr).bit_count()
    has = protocols_of(router)
    flags = "".join(letter if name in has else "-" for name, letter in LETTERS.items())
    return f"{router.name:<12} {vlans:<12} {ports:<11} {flags}\n"


def router_lines(store: Store, modular: bool, leaving: list[str]) -> Iterator[str]:
    """What makes the virtual routers; ports that leave VR-Default have to leave VLAN Default first (*leaving*).

    evidence: capture 11.2 (VR-Default), capture 12.5 (ports that leave), inferred (the others)
    """
    routers = {row.name: row for row in store.rows(VirtualRouter) if row.name not in (VR_MGMT, VR_CONTROL)}
    default = routers.pop(VR_DEFAULT, None)
    others = 0
    for router in routers.values():
        others |= sets.read(router.portListInVr)
    if default:
        yield from _router(default)
    yield from leaving
    if others:
        yield f"configure vr {VR_DEFAULT} delete ports {sets.printed(sets.text(others, modular))}"
    for router in routers.values():
        yield from _router(router)


def _router(router: VirtualRouter) -> Iterator[str]:
    yield f'create virtual-router "{router.name}"'
    if router.portListInVr:
        yield f"configure vr {router.name} add ports {sets.printed(router.portListInVr)}"
    for protocol in router.protocols.split(",") if router.protocols else ():
        yield f"configure vr {router.name} add protocol {protocol}"
