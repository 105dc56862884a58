"""VLANs, virtual routers and ports: what a switch has of them when it is new, and how `show configuration` prints them.

The commands are in the modules of ``PARTS``.  For other processes there are, beside the row classes, ``vlan_of``,
``vlans_with_ip``, ``ports_of``, ``member``, ``is_up``, ``add_ports`` and ``remove_ports``.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes.vlan import rows as _vlan_rows
from xos_cli.processes.vlan.index import PortsTaken, TagsTaken, rebuild
from xos_cli.processes.vlan.ports import rows as _port_rows
from xos_cli.processes.vlan.ports.links import resume
from xos_cli.processes.vlan.ports.rows import (
    LoadShare,
    MirrorFilter,
    MirrorPort,
    PortConfig,
    PortLink,
    RedundantPort,
    active_ports,
)
from xos_cli.processes.vlan.rows import (
    Addressed,
    MgmtLink,
    Protocol,
    VirtualRouter,
    Vlan,
    VlanGlobalConfig,
    VlanIpAddress,
    VlanIpv6Address,
    VlanPort,
    in_order,
    members,
    members_of,
)
from xos_cli.switch import portset as sets

if TYPE_CHECKING:
    from xos_cli.command.call import Call
    from xos_cli.switch.chassis import Chassis, Port
    from xos_cli.switch.node import Node
    from xos_cli.switch.tables import Store


TABLES = (
    VlanGlobalConfig,
    VirtualRouter,
    Protocol,
    Vlan,
    PortConfig,
    LoadShare,
    RedundantPort,
    VlanPort,
    VlanIpAddress,
    VlanIpv6Address,
    MirrorPort,
    MirrorFilter,
    PortLink,
    TagsTaken,
    PortsTaken,
    Addressed,
    MgmtLink,
)
NAMES = {"vlan": Vlan, "vr": VirtualRouter, "protocol": Protocol}


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2"""
    return [*_vlan_rows.factory_rows(chassis), *_port_rows.factory_rows(chassis)]


def running(node: "Node") -> None:
    """Work out what is taken, and bring up the links that were coming up on the old master."""
    rebuild(node)
    resume(node)


def configuration(store: "Store", chassis: "Chassis", detail: bool) -> Iterator[str]:
    """evidence: capture 11.2 (the order within a VLAN), capture 12.5 (the order of the parts)"""
    from xos_cli.processes.vlan.lines import lines

    return lines(store, chassis.modular)


def slot_cleared(call: "Call", slot: int) -> None:
    """Its ports are as on a new switch, in Default."""
    from xos_cli.processes.vlan.ports.slots import clear_ports

    clear_ports(call, slot)


def ports_left(call: "Call", vlan_name: str, ports: int) -> None:
    """No port is mirrored for its part of a VLAN that it left."""
    for row in call.rows(MirrorFilter):
        if row.slot and row.vlanName == vlan_name and sets.bit((row.slot, row.port)) & ports:
            call.drop(row)


# -- for other processes ---------------------------------------------------------------------------------------------


def vlans_with_ip(store: "Store") -> list[tuple[Vlan, VlanIpAddress]]:
    """Every IPv4 address of every VLAN, the VLANs in their order, the primary address first."""
    found: dict[str, list[VlanIpAddress]] = {}
    for row in store.rows(VlanIpAddress):
        found.setdefault(row.vlanName, []).append(row)
    return [
        (vlan, row)
        for vlan in in_order(store)
        for row in sorted(found.get(vlan.name, ()), key=lambda row: row.secondaryAddr)
    ]


def ports_of(store: "Store", vlan_name: str) -> "tuple[list[Port], list[Port]]":
    """The untagged and the tagged ports of a VLAN."""
    held = members(store, vlan_name)
    return list(sets.each(held.untagged)), list(sets.each(held.tagged))


def member(store: "Store", port: "Port") -> list[Vlan]:
    """The VLANs that a port is in, in their order."""
    bit = sets.bit(port)
    names = {row.vlanName for row in store.rows(VlanPort) if members_of(row).all & bit}
    return [vlan for vlan in in_order(store) if vlan.name in names]


def is_up(store: "Store", vlan_name: str) -> bool:
    """Whether a VLAN has a port whose link is up, or is in loopback mode (Mgmt, whose port is the MSM's, never is)."""
    vlan = store.get(Vlan, vlan_name)
    active = active_ports(store) & members(store, vlan_name).all
    return vlan is not None and (vlan.loopbackMode == 1 or bool(active))
