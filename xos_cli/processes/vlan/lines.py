"""What `show configuration` prints of VLANs and ports.

Typed at a switch with factory defaults, where every port is in Default, the lines make the same VLANs again: what is
there already they restate, and ports that are elsewhere leave Default first, as in capture 12.5.  That a port is in no
VLAN at all is not said, as in capture 11.2.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.vlan.facts import in_order, members_of, numbers, settled
from xos_cli.processes.vlan.ports.lines import mirroring_lines, monitor_lines, port_lines
from xos_cli.processes.vlan.qos.lines import qos_lines, vlan_lines
from xos_cli.processes.vlan.rows import (
    DEFAULT,
    FILTERS,
    MGMT,
    VR_CONTROL,
    VR_DEFAULT,
    VR_MGMT,
    Protocol,
    VirtualRouter,
    Vlan,
    VlanGlobalConfig,
    VlanIpAddress,
    VlanIpv6Address,
    VlanPort,
    Vman,
    VmanPort,
)
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Store, innate

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Yield the lines of VLANs, virtual routers and ports in `show configuration`.

    evidence: capture 11.2 (Default alone), capture 12.5 (VLANs, then ports, then members)
    """
    vlans = [vlan for vlan in in_order(store) if vlan.name != MGMT]
    ports = settled(store, chassis.modular)
    elsewhere = _elsewhere(store, ports)
    leaving = f"configure vlan {DEFAULT} delete ports {sets.printed(sets.text(elsewhere, chassis.modular))}"
    yield from router_lines(store, chassis.modular, [leaving] if elsewhere else [])
    yield from _ethertypes(numbers(store))
    yield from protocol_lines(store)
    yield from qos_lines(store, chassis.modular)
    for vlan in vlans:
        yield from _vlan(vlan)
    yield from port_lines(store, chassis.modular)
    for vlan in vlans:
        held = ports.get(vlan.name.lower())
        yield from _members(vlan.name, held, chassis.modular) if held else ()
    yield from _vmans(store)
    yield from _addresses(store, in_order(store))
    yield from mirroring_lines(store, chassis.modular)
    yield from monitor_lines(store)


def _elsewhere(store: Store, ports: dict[str, VlanPort]) -> int:
    """Return the ports that are in other VLANs or virtual routers, and not in Default."""
    found = 0
    for row in ports.values():
        found |= members_of(row).all
    for router in store.rows(VirtualRouter):
        found |= sets.read(router.portListInVr) if router.name != VR_DEFAULT else 0
    return found & ~members_of(ports.get(DEFAULT.lower())).all


def _ethertypes(counts: VlanGlobalConfig) -> Iterator[str]:
    if counts.dot1qEtherType != "0x8100":
        yield f"configure dot1q ethertype {counts.dot1qEtherType}"
    if counts.vManEtherType != "0x88a8":
        yield f"configure vman ethertype {counts.vManEtherType}"


def _vmans(store: Store) -> Iterator[str]:
    """Yield the lines of VMANs.  evidence: inferred"""
    for row in store.rows(Vman):
        yield f"create vman {row.name}" + ("" if row.vrName == VR_DEFAULT else f" vr {row.vrName}")
        if row.tagged:
            yield f"configure vman {row.name} tag {row.tag}"
        ports = store.get(VmanPort, row.name) or VmanPort(row.name)
        for form, text in ((" tagged", ports.taggedPorts), ("", ports.untaggedPorts)):
            if text:
                yield f"configure vman {row.name} add ports {sets.printed(text)}{form}"


def _vlan(vlan: Vlan) -> Iterator[str]:
    where = "" if vlan.vrName == VR_DEFAULT else f" vr {vlan.vrName}"
    yield f'create vlan "{vlan.name}"{where}'
    if vlan.tagged:
        yield f"configure vlan {vlan.name} tag {vlan.tag}"
    if vlan.protocolName:
        yield f"configure vlan {vlan.name} protocol {vlan.protocolName}"
    if vlan.loopbackMode == 1:
        yield f"enable loopback-mode vlan {vlan.name}"
    if vlan.arpGratuitousInspection:
        yield f"enable iparp gratuitous protect vlan {vlan.name}"
    yield from vlan_lines(vlan)


def _members(name: str, row: VlanPort, modular: bool) -> Iterator[str]:
    """Yield the lines of a VLAN's ports; two blanks stand at the end, where more words could.

    evidence: capture 11.2
    """
    for form, text in (("tagged", row.taggedPorts), ("untagged", row.untaggedPorts)):
        if text and not row.noBroadcastPorts:
            yield f"configure vlan {name} add ports {sets.printed(text)} {form}  "
        elif text:
            quiet = members_of(row).quiet & sets.read(text)
            for ports, end in ((sets.read(text) & ~quiet, "  "), (quiet, " nobroadcast ")):
                if ports:
                    yield f"configure vlan {name} add ports {sets.printed(sets.text(ports, modular))} {form}{end}"


def _addresses(store: Store, vlans: list[Vlan]) -> Iterator[str]:
    """Yield the lines of the addresses of VLANs, and of what goes with them."""
    four: dict[str, list[VlanIpAddress]] = {}
    for row in store.rows(VlanIpAddress):
        four.setdefault(row.vlanName, []).append(row)
    six: dict[str, list[VlanIpv6Address]] = {}
    for other in store.rows(VlanIpv6Address):
        six.setdefault(other.vlanName, []).append(other)
    for vlan in vlans:
        yield from _four(vlan.name, sorted(four.get(vlan.name, ()), key=lambda row: row.secondaryAddr))
        for other in six.get(vlan.name, ()):
            yield f"configure vlan {vlan.name} ipaddress {'eui64 ' * other.eui64}{other.address}"
        if vlan.ipv6Forwarding == 1:
            yield f"enable ipforwarding ipv6 vlan {vlan.name}"
        if vlan.ipMtu != 1500:
            yield f"configure ip-mtu {vlan.ipMtu} vlan {vlan.name}"


def _four(name: str, rows: list[VlanIpAddress]) -> Iterator[str]:
    """Yield the lines of the IPv4 addresses of a VLAN.

    evidence: capture 11.2 (the primary address), later EXOS (forwarding), inferred (secondary ones)
    """
    for row in rows:
        verb = "add secondary-ipaddress" if row.secondaryAddr else "ipaddress"
        yield f"configure vlan {name} {verb} {row.ipaddress} {row.netmask}"
    if any(row.ipForwarding == 1 for row in rows):
        yield f"enable ipforwarding vlan {name}"


def router_lines(store: Store, modular: bool, leaving: list[str]) -> Iterator[str]:
    """Yield the lines that make the virtual routers;

    ports that leave VR-Default have to leave VLAN Default first (*leaving*).

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


def protocol_lines(store: Store) -> Iterator[str]:
    """Yield the lines that make the protocol filters which a new switch does not have.  evidence: inferred"""
    for row in store.rows(Protocol):
        if not innate(row):
            yield f'create protocol "{row.name}"'
        if row.protocols and row.protocols != FILTERS.get(row.name):
            yield f"configure protocol {row.name} add {row.protocols.replace(',', ' ')}"
