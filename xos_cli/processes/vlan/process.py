"""VLANs, virtual routers and ports: the tables, the names, the rows of a new switch, and the hooks."""

from typing import TYPE_CHECKING, Any

from xos_cli.processes.vlan import rows as _vlan_rows
from xos_cli.processes.vlan.index import rebuild
from xos_cli.processes.vlan.lasting import lasting_rows as lasting_rows
from xos_cli.processes.vlan.ports import rows as _port_rows
from xos_cli.processes.vlan.ports.links import resume
from xos_cli.processes.vlan.ports.redundancy import choose_ports
from xos_cli.processes.vlan.ports.redundancy import port_states as port_states
from xos_cli.processes.vlan.ports.rows import (
    LacpGroup,
    LacpMember,
    LacpPort,
    LoadShare,
    MirrorFilter,
    MirrorPort,
    PortConfig,
    PortLink,
    RedundantPort,
    RedundantState,
    VlanMonitor,
)
from xos_cli.processes.vlan.qos.rows import (
    Dot1pProfile,
    DscpProfile,
    DscpReplacement,
    EgressLimit,
    QosBandwidth,
    QosProfile,
    QosScheduler,
)
from xos_cli.processes.vlan.rows import (
    Addressed,
    MgmtLink,
    PortsTaken,
    Protocol,
    TagsTaken,
    VirtualRouter,
    VisitingPort,
    Vlan,
    VlanGlobalConfig,
    VlanIpAddress,
    VlanIpv6Address,
    VlanPort,
    VlanStandby,
    Vman,
    VmanPort,
)
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.command.call import Call
    from xos_cli.language import Command
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node


TABLES = (
    VlanGlobalConfig,
    VirtualRouter,
    Protocol,
    Vlan,
    PortConfig,
    LoadShare,
    LacpGroup,
    LacpPort,
    RedundantPort,
    VlanPort,
    VisitingPort,
    VlanIpAddress,
    VlanIpv6Address,
    Vman,
    VmanPort,
    MirrorPort,
    MirrorFilter,
    VlanMonitor,
    PortLink,
    LacpMember,
    RedundantState,
    TagsTaken,
    PortsTaken,
    Addressed,
    MgmtLink,
    VlanStandby,
    QosProfile,
    QosBandwidth,
    QosScheduler,
    Dot1pProfile,
    DscpProfile,
    DscpReplacement,
    EgressLimit,
)
FIXED = (PortLink, Addressed, MgmtLink)
NAMES = {"vlan": Vlan, "vr": VirtualRouter, "protocol": Protocol, "vman": Vman}
#: What LACP receives from the network; the rows that LACP and redundant ports follow; those that hold ports back.
RECEIVES = ("Lacpdu", "Malformed lacp")
FOLLOWS = (LoadShare, LacpGroup, LacpPort, RedundantPort)
STATES = (RedundantPort, RedundantState)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch: VLANs, virtual routers, filters and ports.  evidence: capture 11.2"""
    return [*_vlan_rows.factory_rows(chassis), *_port_rows.factory_rows(chassis)]


def running(node: "Node") -> None:
    """Compute the tags and ports in use, and bring up the links that were coming up on the old master."""
    rebuild(node)
    resume(node)
    rows_changed(node)


def vlans_changed(node: "Node") -> None:
    """Update LACP and redundant ports after a change of links."""
    rows_changed(node)


def rows_changed(node: "Node") -> None:
    """Update LACP and redundant ports after a change of rows."""
    if node.is_master and (bool(node.store.rows(RedundantPort)) or bool(node.store.rows(RedundantState))):
        choose_ports(node)
    lacp = any(row.lacp for row in node.store.rows(LoadShare)) or bool(node.store.rows(LacpMember))
    if node.is_master and lacp:
        node.call("vlan", "align_lacp")


def stand_by_vlans(node: "Node", names: list[str]) -> None:
    """Take down the IP interfaces of exactly these VLANs, for which another switch forwards."""
    wanted = {VlanStandby(name) for name in names}
    known = set(node.store.rows(VlanStandby))
    if wanted == known:
        return
    with node.change() as transaction:
        for row in sorted(known - wanted):
            transaction.delete(VlanStandby, row.vlanName)
        for row in sorted(wanted - known):
            transaction.put(row)
    node.later(0.0, "vlan", "tell_vlans")


def slot_cleared(call: "Call", slot: int) -> None:
    """Reset the ports of a slot to those of a new switch: untagged in VLAN Default."""
    from xos_cli.processes.vlan.ports.slots import clear_ports
    from xos_cli.processes.vlan.qos.groups import clear_limits

    clear_ports(call, slot)
    clear_limits(call, slot)


def renewing(call: "Call", command: "Command") -> None:
    """Enable jumbo frames where an old file has a VMAN that was created without them."""
    if command.entry.handler == "create_vman" and not call.chassis.features.jumbo_by_port:
        call.put(call.one(VlanGlobalConfig)._replace(globalJumboEnabled=1))


def ports_left(call: "Call", vlan_name: str, ports: int) -> None:
    """Delete the mirroring filters for ports in a VLAN that they left."""
    for row in call.rows(MirrorFilter):
        if row.slot and row.vlanName == vlan_name and sets.bit((row.slot, row.port)) & ports:
            call.drop(row)
