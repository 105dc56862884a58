"""`clear slot`: the ports of a slot become as they are on a new switch."""

from xos_cli.command.call import Call
from xos_cli.processes.vlan.facts import numbers
from xos_cli.processes.vlan.index import ports_taken
from xos_cli.processes.vlan.ports.links import follow
from xos_cli.processes.vlan.ports.members import add_ports, remove_everywhere
from xos_cli.processes.vlan.ports.monitoring import clear_monitors
from xos_cli.processes.vlan.ports.rows import (
    LoadShare,
    MirrorFilter,
    MirrorPort,
    PortConfig,
    RedundantPort,
    factory_port,
)
from xos_cli.processes.vlan.ports.sharing import drop_group, forget_lacp
from xos_cli.processes.vlan.rows import ANY, DEFAULT, VR_DEFAULT, VirtualRouter, Vlan
from xos_cli.switch.hardware import portset as sets


def clear_ports(call: Call, slot: int) -> None:
    """Make the ports of a slot as on a new switch:

    settings, groups, filters and memberships go, and the ports of the module that is there are in Default again.
    """
    mask = sets.slot_mask(slot)
    there = sets.every(call.chassis) & mask
    clear_monitors(call, mask)
    _ungroup(call, mask)
    remove_everywhere(call, mask)
    for row in call.rows(PortConfig):
        if row.slot == slot:
            call.drop(row)
    for port in sets.each(there):
        call.put(factory_port(call.chassis, port))
    _reroute(call, mask, there)
    default = call.get(Vlan, DEFAULT)
    if default and there:
        add_ports(call, default, there & ~ports_taken(call, ANY.lower()), tagged=False)
    follow(call.node, call.put, sets.each(there))


def _ungroup(call: Call, mask: int) -> None:
    """Take the ports of a slot out of load-sharing groups, redundant pairs and mirroring."""
    for group in call.rows(LoadShare):
        left = sets.read(group.portList) & ~mask
        if sets.bit((group.slot, group.port)) & mask:
            drop_group(call, group)
        else:
            call.put(group._replace(portList=sets.text(left, call.chassis.modular)))
    forget_lacp(call, mask)
    for pair in call.rows(RedundantPort):
        if mask & sets.of([(pair.slot, pair.port), (pair.redundantSlot, pair.redundantPort)]):
            call.drop(pair)
    monitors = [row for row in call.rows(MirrorPort) if mask & sets.bit((row.slot, row.port))]
    for one in call.rows(MirrorFilter):
        if monitors or (one.slot and mask & sets.bit((one.slot, one.port))):
            call.drop(one)
    for monitor in monitors:
        call.drop(monitor)
        call.put(numbers(call.store)._replace(mirrorEnable=0))


def _reroute(call: Call, mask: int, there: int) -> None:
    """Give the ports back to VR-Default."""
    for router in call.rows(VirtualRouter):
        held = sets.read(router.portListInVr)
        after = held & ~mask | (there if router.name == VR_DEFAULT else 0)
        if after != held:
            names = sets.text(after, call.chassis.modular)
            call.put(router._replace(addPorts=int(bool(after)), portListInVr=names))
