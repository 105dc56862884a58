"""Which ports a VLAN has: `configure vlan add ports` and `delete ports`."""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.vlan.facts import Members, members, members_of, numbers, vlan_of, vman_members
from xos_cli.processes.vlan.index import filter_of, free_ports, ports_taken, take_ports
from xos_cli.processes.vlan.ports.facts import members_only
from xos_cli.processes.vlan.ports.redundancy import check_members
from xos_cli.processes.vlan.ports.rows import MirrorPort
from xos_cli.processes.vlan.rows import MGMT, VirtualRouter, Vlan, VlanPort, VmanPort
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: evidence: recalled (no page seen)
CONFLICT = (
    "Error: Protocol conflict when adding untagged port {port}. "
    "Either add this port as tagged or assign another protocol to this VLAN."
)
#: The set of all ports, there or not.
EVERY = -1


def ports_of_router(call: Call, vr_name: str) -> int:
    """Return the ports that VLANs of a virtual router can have."""
    router = call.get(VirtualRouter, vr_name)
    return sets.read(router.portListInVr) if router else 0


def add_ports(call: Call, vlan: Vlan, ports: int, tagged: bool, quiet: bool = False) -> None:
    """Make *ports* members of a VLAN.  A port that is one already, in this form or the other, is one in this form.

    evidence: recalled (the protocol conflict), inferred (that the form can be changed so)
    """
    _may_be_members(call, vlan, ports)
    held, protocol = members(call.store, vlan.name), filter_of(vlan)
    plain = held.untagged & ~ports if tagged else held.untagged | ports
    with_tag = held.tagged | ports if tagged else held.tagged & ~ports
    conflict = plain & ~held.untagged & ports_taken(call, protocol)
    if conflict:
        raise Refusal(CONFLICT.format(port=call.chassis.port_name(sets.first(conflict))))
    _hold(call, vlan, held, Members(plain, with_tag, held.quiet | ports if quiet else held.quiet & ~ports))


def _may_be_members(call: Call, vlan: Vlan, ports: int) -> None:
    """Refuse ports that no command can put into this VLAN.  evidence: guide 11.x (the rules), inferred (the words)"""
    valid_configure_vlan_add_ports(call.chassis, vlan.name)
    check_ports(call, vlan.vrName, ports)


def check_ports(call: Call, vr_name: str, ports: int) -> None:
    """Refuse ports of another virtual router, members of load-sharing groups, and the monitor port."""
    strange = ports & ~ports_of_router(call, vr_name)
    if strange:
        port = call.chassis.port_name(sets.first(strange))
        raise Refusal(f"Error: Port {port} does not belong to virtual router {vr_name}.")
    shared = ports & members_only(call.store)
    if shared:
        port = call.chassis.port_name(sets.first(shared))
        raise Refusal(f"Error: Port {port} is not the master port of its load sharing group.")
    if any(ports & sets.bit((row.slot, row.port)) for row in call.rows(MirrorPort)):
        raise Refusal("Error: The mirroring monitor port cannot be added to a VLAN.")


def _hold(call: Call, vlan: Vlan, before: Members, after: Members) -> None:
    """Keep these ports as those of a VLAN."""
    check_members(call, vlan.name, after)
    call.node.later(0.0, "vlan", "tell_vlans")
    texts = [sets.text(ports, call.chassis.modular) or None for ports in after]
    if after.all:
        call.put(VlanPort(vlan.name, *texts))
    else:
        call.delete(VlanPort, vlan.name)
    protocol = filter_of(vlan)
    take_ports(call, protocol, after.untagged & ~before.untagged)
    free_ports(call, protocol, before.untagged & ~after.untagged)
    new = after.all & ~before.all
    gone = before.all & ~after.all
    if gone:
        call.software.tell("ports_left", call, vlan.name, gone)
    if new:
        counts = numbers(call.store)
        call.put(counts._replace(currVpifInstance=counts.currVpifInstance + new.bit_count()))


def remove_ports(call: Call, vlan: Vlan, ports: int) -> None:
    """Take *ports* out of a VLAN; one that is not in it does not matter.  evidence: capture 12.5 (which does so)"""
    held = members(call.store, vlan.name)
    if held.all & ports:
        _hold(call, vlan, held, Members(*[those & ~ports for those in held]))


def hold_vman(call: Call, name: str, after: Members) -> None:
    """Keep these ports as those of a VMAN."""
    texts = [sets.text(ports, call.chassis.modular) or None for ports in (after.untagged, after.tagged)]
    if after.all:
        call.put(VmanPort(name, *texts))
    else:
        call.delete(VmanPort, name)


def remove_everywhere(call: Call, ports: int) -> None:
    """Take *ports* out of every VLAN and VMAN."""
    for held in call.rows(VmanPort):
        mine = vman_members(call.store, held.vmanName)
        hold_vman(call, held.vmanName, Members(mine.untagged & ~ports, mine.tagged & ~ports))
    for row in call.rows(VlanPort):
        vlan = call.get(Vlan, row.vlanName)
        if vlan and ports & members_of(row).all:
            remove_ports(call, vlan, ports)


def possible_ports(call: Call, vr_name: str) -> int:
    """Return the ports that VLANs and VMANs of a virtual router can have now: what `all` stands for."""
    monitors = sets.of((row.slot, row.port) for row in call.rows(MirrorPort))
    return ports_of_router(call, vr_name) & ~members_only(call.store) & ~monitors


def valid_configure_vlan_add_ports(chassis: "Chassis", vlan_name: str, **_: object) -> None:
    """Refuse ports for the Mgmt VLAN."""
    if vlan_name.lower() == MGMT.lower():
        raise Refusal("Error: Ports cannot be added to the Mgmt VLAN.")


def configure_vlan_add_ports(
    call: Call,
    vlan_name: str,
    port_list: PortList | None = None,
    all: bool = False,
    tagged: bool = False,
    untagged: bool = False,
    nobroadcast: bool = False,
) -> None:
    """Add ports to a VLAN, untagged unless the command says otherwise; *all* are those of the VLAN's virtual router."""
    vlan = vlan_of(call.store, vlan_name)
    ports = sets.given(call.chassis, port_list)
    if all:
        ports &= possible_ports(call, vlan.vrName)
    add_ports(call, vlan, ports, tagged, nobroadcast)


def valid_configure_vlan_delete_ports(chassis: "Chassis", vlan_name: str, **_: object) -> None:
    """Refuse to take a port out of the Mgmt VLAN."""
    if vlan_name.lower() == MGMT.lower():
        raise Refusal("Error: Ports cannot be deleted from the Mgmt VLAN.")


def configure_vlan_delete_ports(
    call: Call, vlan_name: str, port_list: PortList | None = None, all: bool = False
) -> None:
    """Take ports out of a VLAN: those that are named, or all."""
    vlan = vlan_of(call.store, vlan_name)
    valid_configure_vlan_delete_ports(call.chassis, vlan.name)
    remove_ports(call, vlan, EVERY if all else sets.given(call.chassis, port_list))
