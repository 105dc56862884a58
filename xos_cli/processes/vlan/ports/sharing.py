"""Configure load sharing: several ports act as one, named by the master port.

evidence: guide 11.1 p.89, reference 11.5 p.326-333 (the rules), inferred (the words of the refusals)
"""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.vlan.facts import numbers
from xos_cli.processes.vlan.ports.facts import group_of
from xos_cli.processes.vlan.ports.members import remove_everywhere
from xos_cli.processes.vlan.ports.rows import ADDRESS, LacpGroup, LacpPort, LoadShare, MirrorPort, RedundantPort
from xos_cli.processes.vlan.rows import VirtualRouter
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.hardware.chassis import Port

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def enable_sharing_grouping(
    call: Call,
    port: PortList,
    port_list: PortList,
    algorithm: bool = False,
    port_based: bool = False,
    address_based: bool = False,
    L2: bool = False,
    L3: bool = False,
    lacp: bool = False,
) -> None:
    """Make a load-sharing group; the ports but for the master leave their VLANs."""
    master, ports = sets.first(sets.given(call.chassis, port)), sets.given(call.chassis, port_list)
    _check_master(call.chassis, master, ports)
    features = call.chassis.features
    if len(call.rows(LoadShare)) >= features.sharing_groups:
        raise Refusal(f"Error: The maximum number of load sharing groups is {features.sharing_groups}.")
    named = _algorithm(call.chassis, port_based, address_based, L2, L3)
    group = LoadShare(*master, "", named, int(lacp))
    _no_pair(call, ports)
    _join(call, group, ports)


def _algorithm(chassis: "Chassis", port_based: bool, address_based: bool, layer2: bool, layer3: bool) -> str:
    """Return the algorithm of a new group; refuse one that the platform does not have.  evidence: guide 11.3 p.124

    A BlackDiamond 10808 has port-based, and address-based without a layer; the others address-based by L2 or L3.
    """
    features = chassis.features
    both = features.sharing_global
    if (port_based and not both) or ((layer2 or layer3) and both):
        raise Refusal("Error: This load sharing algorithm is not supported on this platform.")
    named = "port" if port_based else "L3" if layer3 else "L2" if address_based else features.sharing_algorithm
    return ADDRESS if both and named == "L2" else named


def _no_pair(call: Call, ports: int) -> None:
    """Refuse ports of redundant pairs: redundancy has to be ended first.  evidence: guide 11.3 p.136"""
    for pair in call.rows(RedundantPort):
        for port in ((pair.slot, pair.port), (pair.redundantSlot, pair.redundantPort)):
            if sets.bit(port) & ports:
                raise Refusal(f"Error: Port {call.chassis.port_name(port)} is in a redundant pair.")


def valid_enable_sharing_grouping(
    chassis: "Chassis", port: PortList, port_list: PortList, lacp: bool = False, **words: bool
) -> None:
    """Refuse a group that this chassis cannot have: too many ports, without its master, another algorithm."""
    ports = sets.given(chassis, port_list)
    _algorithm(chassis, *[words.get(word, False) for word in ("port_based", "address_based", "L2", "L3")])
    _check_master(chassis, sets.first(sets.given(chassis, port)), ports)
    _check_size(chassis, ports, lacp)


def _check_master(chassis: "Chassis", master: "Port", ports: int) -> None:
    if not sets.bit(master) & ports:
        raise Refusal(f"Error: The master port {chassis.port_name(master)} must be in the group.")


def _check_size(chassis: "Chassis", ports: int, lacp: bool) -> None:
    most = chassis.features.sharing_lacp if lacp else chassis.features.sharing_static
    if ports.bit_count() > most:
        raise Refusal(f"Error: A load sharing group has at most {most} ports.")


def _join(call: Call, group: LoadShare, new: int) -> None:
    """Put ports into a group."""
    held = sets.read(group.portList)
    for port in sets.each(new & ~held):
        if group_of(call.store, port):
            raise Refusal(f"Error: Port {call.chassis.port_name(port)} is already in a load sharing group.")
    if any(sets.bit((row.slot, row.port)) & new for row in call.rows(MirrorPort)):
        raise Refusal("Error: The mirroring monitor port cannot be in a load sharing group.")
    _check_size(call.chassis, held | new, bool(group.lacp))
    _alike(call, (group.slot, group.port), new)
    call.put(group._replace(portList=sets.text(held | new, call.chassis.modular)))
    remove_everywhere(call, new & ~held & ~sets.bit((group.slot, group.port)))


def _alike(call: Call, master: Port, ports: int) -> None:
    """Refuse ports that do not have the master's speed and virtual router."""
    kinds, one = call.chassis.port_type, sets.bit(master)
    for port in sets.each(ports):
        if kinds(port).speed != kinds(master).speed:
            raise Refusal("Error: The ports of a load sharing group must have the same speed.")
    for router in call.rows(VirtualRouter):
        mine = sets.read(router.portListInVr)
        if mine & one and ports & ~mine:
            raise Refusal("Error: The ports of a load sharing group must be in the same virtual router.")


def disable_sharing(call: Call, port: PortList) -> None:
    """End a load-sharing group: the master stays in its VLANs, the others are in none."""
    group = _of_master(call, port)
    _no_pair(call, sets.bit((group.slot, group.port)))
    drop_group(call, group)


def drop_group(call: Call, group: LoadShare) -> None:
    """Drop a group with what was set of LACP."""
    call.drop(group)
    call.delete(LacpGroup, group.slot, group.port)
    forget_lacp(call, sets.read(group.portList))


def forget_lacp(call: Call, ports: int) -> None:
    """Forget the priorities of ports for LACP."""
    for row in call.rows(LacpPort):
        if sets.bit((row.slot, row.port)) & ports:
            call.drop(row)


def _of_master(call: Call, port: PortList) -> LoadShare:
    """Return the group of a master port; refuse a port that is none."""
    master = sets.first(sets.given(call.chassis, port))
    group = call.get(LoadShare, *master)
    if group is None:
        raise Refusal(f"Error: Port {call.chassis.port_name(master)} is not the master of a load sharing group.")
    return group


def configure_sharing_add_ports(call: Call, port: PortList, port_list: PortList) -> None:
    """Add ports to a load-sharing group."""
    new = sets.given(call.chassis, port_list)
    _no_pair(call, new)
    _join(call, _of_master(call, port), new)


def configure_sharing_delete_ports(call: Call, port: PortList, port_list: PortList) -> None:
    """Take ports out of a load-sharing group; the master stays."""
    group, gone = _of_master(call, port), sets.given(call.chassis, port_list)
    held = sets.read(group.portList)
    if gone & sets.bit((group.slot, group.port)):
        raise Refusal("Error: The master port cannot be deleted from its load sharing group.")
    if gone & ~held:
        name = call.chassis.port_name(sets.first(gone & ~held))
        raise Refusal(f"Error: Port {name} is not in the load sharing group.")
    call.put(group._replace(portList=sets.text(held & ~gone, call.chassis.modular)))
    forget_lacp(call, gone)


def valid_configure_sharing_address_based(chassis: "Chassis", **algorithm: bool) -> None:
    """Refuse the command on a platform where each group has its own algorithm."""
    if not chassis.features.sharing_global:
        raise Refusal("Error: This command is not supported on this platform.")


def configure_sharing_address_based(call: Call, **algorithm: bool) -> None:
    """Choose what of a frame selects the port, for all address-based groups; on a BlackDiamond 10808 only."""
    valid_configure_sharing_address_based(call.chassis)
    name = next(name for name in algorithm if algorithm[name])
    call.put(numbers(call.store)._replace(sharingAlgorithm=None if name == "L2" else name))
