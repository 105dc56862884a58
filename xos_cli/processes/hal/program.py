"""Program the I/O modules from the tables: at once what a change changes, everything after a takeover."""

from typing import TYPE_CHECKING

from xos_cli.processes.acl.rows import AclBinding, AclMeter, AclModified, DynamicBinding, DynamicRule
from xos_cli.processes.esrp.rows import EsrpState, EsrpVlan
from xos_cli.processes.fdb.rows import ArpLearned, FdbLimit, FdbLocked, FdbOp, PermanentArpEntry, PermanentFdbEntry
from xos_cli.processes.hal.fdb import program_fdb
from xos_cli.processes.hal.qos import program_groups, program_limits, program_port
from xos_cli.processes.hal.routes import (
    neighbor_of,
    program_changed,
    program_interfaces,
    program_neighbors,
    program_routes,
)
from xos_cli.processes.hal.rules import program_rules
from xos_cli.processes.polMgr.rows import PolicyInForce
from xos_cli.processes.rtmgr.rows import BlackholeEntry, LearnedRoute, RouteEntry, RoutePriority, RouteSharing
from xos_cli.processes.vlan.facts import members, numbers, vman_members
from xos_cli.processes.vlan.ports.facts import active_members, algorithm_of, config_of, offer_of, pair_ports, side_ports
from xos_cli.processes.vlan.ports.rows import (
    LacpMember,
    LoadShare,
    MirrorFilter,
    MirrorPort,
    PortConfig,
    PortLink,
    RedundantPort,
)
from xos_cli.processes.vlan.qos.rows import (
    Dot1pProfile,
    DscpProfile,
    DscpReplacement,
    EgressLimit,
    QosBandwidth,
)
from xos_cli.processes.vlan.rows import (
    ANY,
    FILTERS,
    MGMT,
    MgmtLink,
    Protocol,
    VisitingPort,
    Vlan,
    VlanGlobalConfig,
    VlanIpAddress,
    VlanPort,
    VlanStandby,
    Vman,
    VmanPort,
)
from xos_cli.processes.vrrp.rows import VrrpAddress, VrrpState
from xos_cli.switch.fabric.ports import FORWARDING, JUMBO, STANDARD
from xos_cli.switch.fabric.programming import (
    GroupSetting,
    VlanSetting,
    remove_vlan,
    set_group,
    set_mirror,
    set_states,
    set_virtual,
    set_vlan,
)
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Change

if TYPE_CHECKING:
    from xos_cli.switch.fabric.fabric import Fabric
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

#: What a change of each table concerns; of VLANs and their ports only the VLAN that its key names is looked at.
SUBJECTS: dict[type, tuple[str, ...]] = {
    PortConfig: ("ports",),
    PortLink: ("ports", "interfaces"),
    RedundantPort: ("sizes",),
    LoadShare: ("groups", "vlans", "states", "interfaces"),
    LacpMember: ("groups", "interfaces"),
    VlanGlobalConfig: ("sizes", "mirror", "groups", "vmans"),
    Vlan: ("vlan", "interfaces", "virtual"),
    VlanPort: ("vlan", "interfaces", "mirror"),
    VisitingPort: ("interfaces",),
    Protocol: ("vlans",),
    MirrorPort: ("mirror",),
    MirrorFilter: ("mirror",),
    FdbOp: ("fdb",),
    PermanentFdbEntry: ("fdb",),
    FdbLimit: ("fdb",),
    FdbLocked: ("fdb",),
    VlanIpAddress: ("interfaces", "virtual"),
    MgmtLink: ("interfaces",),
    RouteEntry: ("changed routes",),
    BlackholeEntry: ("changed routes",),
    LearnedRoute: ("changed routes",),
    RoutePriority: ("changed routes",),
    RouteSharing: ("changed routes",),
    PermanentArpEntry: ("neighbors",),
    VlanStandby: ("interfaces",),
    EsrpState: ("virtual",),
    EsrpVlan: ("virtual",),
    VrrpState: ("virtual",),
    VrrpAddress: ("virtual",),
    Vman: ("vmans",),
    VmanPort: ("vmans",),
    AclMeter: ("rules",),
    AclBinding: ("rules",),
    AclModified: ("rules",),
    DynamicRule: ("rules",),
    DynamicBinding: ("rules",),
    PolicyInForce: ("rules",),
    Dot1pProfile: ("profiles",),
    DscpProfile: ("profiles",),
    DscpReplacement: ("profiles",),
    QosBandwidth: ("limits",),
    EgressLimit: ("limits",),
}


def reprogram(node: "Node") -> None:
    """Program everything, and remove what this master does not have."""
    fabric = _fabric(node)
    names = {vlan.name for vlan in node.store.rows(Vlan)}
    for vid, vlan in list(fabric.vlans.items()):
        if vlan.name not in names and not vlan.vman:
            remove_vlan(fabric, vid)
    for subject in (
        "groups",
        "ports",
        "vlans",
        "vmans",
        "states",
        "fdb",
        "mirror",
        "interfaces",
        "routes",
        "neighbors",
        "virtual",
        "rules",
        "profiles",
        "limits",
    ):
        _ALL[subject](node, fabric)
    node.call("vlan", "carrier_changed", None)
    node.call("fdb", "reconcile")


def program(node: "Node", changes: list[Change]) -> None:
    """Program what these changes of rows require."""
    fabric = _fabric(node)
    subjects: dict[str, None] = {}
    vlans: dict[str, None] = {}
    ports: dict[Port, None] = {}
    for change in changes:
        for subject in SUBJECTS.get(change.table, ()):
            if subject == "vlan":
                vlans[change.key[0]] = None
            elif subject == "ports":
                ports |= _ports_of(node, change)
            else:
                subjects[subject] = None
        if change.table is ArpLearned:
            neighbor_of(node, fabric, change)
        elif change.table in node.software.state_tables:
            subjects["states"] = None
    for port in ports:
        _port(node, fabric, port)
    for name in vlans:
        _vlan_named(node, fabric, name)
    for subject in subjects:
        _ALL[subject](node, fabric)


def bounce(node: "Node", port: "Port") -> None:
    """Take the link of a port down for a moment (`restart ports`)."""
    fabric = _fabric(node)
    fabric.ports[port].set_offer(None)
    _port(node, fabric, port)


def _fabric(node: "Node") -> "Fabric":
    assert node.fabric is not None
    return node.fabric


# -- ports -----------------------------------------------------------------------------------------------------------


def _ports_of(node: "Node", change: Change) -> "dict[Port, None]":
    """Return the ports that a change of a port's row concerns: with a redundant pair both sides of it."""
    found: dict[Port, None] = {(change.key[0], change.key[1]): None}
    for pair in node.store.rows(RedundantPort):
        both = [port for own in pair_ports(pair) for port in side_ports(node.store, own)]
        if any(port in found for port in both):
            found |= dict.fromkeys(both)
    return found


def _port(node: "Node", fabric: "Fabric", id: "Port") -> None:
    """Program one port: whether it learns and floods, how large frames are, what it offers to the other end."""
    port, config, globals = fabric.ports.get(id), config_of(node.store, id), numbers(node.store)
    if port is None or not id[0]:
        return
    port.learning = bool(config.fdbLearning)
    port.flooding = not config.flood_mask
    jumbo = config.jumboEnabled or globals.globalJumboEnabled
    port.largest = (globals.jumboFrameSize or JUMBO) if jumbo else STANDARD
    program_port(node, fabric, id)
    port.set_offer(offer_of(node, id))


def _ports(node: "Node", fabric: "Fabric") -> None:
    for id in fabric.chassis.ports:
        _port(node, fabric, id)


def _groups(node: "Node", fabric: "Fabric") -> None:
    """Program the load-sharing groups, and end those that are gone."""
    wanted = {(row.slot, row.port): row for row in node.store.rows(LoadShare)}
    for id, port in fabric.ports.items():
        if port.members and id not in wanted:
            set_group(fabric, id, GroupSetting())
    for master, row in wanted.items():
        ports = tuple(sets.each(sets.read(row.portList)))
        set_group(fabric, master, GroupSetting(ports, active_members(node.store, row), algorithm_of(node.store, row)))


def _mirror(node: "Node", fabric: "Fabric") -> None:
    """Program mirroring: a filter names a port, a VLAN with all its ports, or a port's part of a VLAN."""
    store = node.store
    monitor = next(iter(store.rows(MirrorPort)), None)
    on = monitor is not None and numbers(store).mirrorEnable
    whole: list[Port] = []
    parts: dict[Port, set[str]] = {}
    for row in store.rows(MirrorFilter):
        if not row.vlanName:
            whole.append((row.slot, row.port))
            continue
        for port in [(row.slot, row.port)] if row.slot else sets.each(members(store, row.vlanName).all):
            parts.setdefault(port, set()).add(row.vlanName)
    target = (monitor.slot, monitor.port) if monitor and on else None
    set_mirror(fabric, target, bool(monitor and monitor.tagged), whole, parts)


# -- VLANs -----------------------------------------------------------------------------------------------------------


def _vlan_named(node: "Node", fabric: "Fabric", folded: str) -> None:
    """Program one VLAN, or take it out if it is gone."""
    vlan = node.store.get(Vlan, folded)
    if vlan is not None:
        renumbered = any(old.name == vlan.name and vid != vlan.tag for vid, old in fabric.vlans.items())
        set_vlan(fabric, _setting(node, vlan))
        if renumbered:
            program_fdb(node, fabric)
        _states_of(node, fabric, vlan)
        return
    gone = [vid for vid, old in fabric.vlans.items() if old.name.lower() == folded and not old.vman]
    for vid in gone:
        remove_vlan(fabric, vid)


def _vlans(node: "Node", fabric: "Fabric") -> None:
    for vlan in node.store.rows(Vlan):
        set_vlan(fabric, _setting(node, vlan))


def _setting(node: "Node", vlan: Vlan) -> VlanSetting:
    """Return what to program of a VLAN; VLAN Mgmt has the management port of the master."""
    if vlan.name == MGMT:
        return VlanSetting(vlan.tag, vlan.name, ((0, node.msm.index + 1),))
    held = members(node.store, vlan.name)
    untagged, tagged, quiet = (tuple(sets.each(part)) for part in (held.untagged, held.tagged, held.quiet))
    return VlanSetting(vlan.tag, vlan.name, untagged, tagged, quiet, _filters(node, vlan), profile=vlan.qosProfile)


def _filters(node: "Node", vlan: Vlan) -> tuple[str, ...]:
    """Return the protocols that a VLAN takes of its untagged ports, none for all."""
    if not vlan.protocolName or vlan.protocolName.upper() == ANY:
        return ()
    row = node.store.get(Protocol, vlan.protocolName)
    text = row.protocols if row else FILTERS.get(vlan.protocolName, "")
    return tuple(part.strip() for part in text.split(",") if part.strip()) or ("none",)


def _vmans(node: "Node", fabric: "Fabric") -> None:
    """Program the VMANs, and take out those that are gone."""
    fabric.vman_type = int(numbers(node.store).vManEtherType, 0)
    names = {vman.name for vman in node.store.rows(Vman)}
    for vid, old in list(fabric.vlans.items()):
        if old.vman and old.name not in names:
            remove_vlan(fabric, vid)
    for row in node.store.rows(Vman):
        held = vman_members(node.store, row.name)
        untagged, tagged = tuple(sets.each(held.untagged)), tuple(sets.each(held.tagged))
        set_vlan(fabric, VlanSetting(row.tag, row.name, untagged, tagged, vman=True))


def _virtual(node: "Node", fabric: "Fabric") -> None:
    """Program the addresses that several switches share, as far as this one answers for them."""
    set_virtual(fabric, [item for _, found in node.software.gather("virtual_addresses", node.store) for item in found])


def _states(node: "Node", fabric: "Fabric") -> None:
    for vlan in node.store.rows(Vlan):
        _states_of(node, fabric, vlan)


def _states_of(node: "Node", fabric: "Fabric", vlan: Vlan) -> None:
    """Program the states of the ports of a VLAN: the strictest of what all processes say."""
    states: dict[Port, int] = {}
    for _, found in node.software.gather("port_states", node.store, vlan.name):
        for port, state in found.items():
            states[port] = min(state, states.get(port, FORWARDING))
    set_states(fabric, vlan.tag, states)


_ALL = {
    "ports": _ports,
    "sizes": _ports,
    "groups": _groups,
    "vlans": _vlans,
    "vmans": _vmans,
    "states": _states,
    "fdb": program_fdb,
    "mirror": _mirror,
    "interfaces": program_interfaces,
    "routes": program_routes,
    "changed routes": program_changed,
    "neighbors": program_neighbors,
    "rules": program_rules,
    "virtual": _virtual,
    "profiles": program_groups,
    "limits": program_limits,
}
