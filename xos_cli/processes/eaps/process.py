"""Ethernet Automatic Protection Switching: the tables, the names, the rows of a new switch, and the hooks.

``machine`` is the protocol on one node of a ring, ``rings`` has the nodes of a master.
evidence: capture 11.2 (the lines of a new switch), later EXOS (the lines of a ring), guide 11.3 p.391-420 (commands),
capture 12.5 (head of the screen), recalled (the table), inferred (the refusals)
"""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.processes.eaps.facts import control_vlan, held_back, is_master, ring_ports, running_domains, vlans_of
from xos_cli.processes.eaps.facts import layer2_protocol as layer2_protocol
from xos_cli.processes.eaps.facts import vlan_flags as vlan_flags
from xos_cli.processes.eaps.rows import (
    EapsDomain,
    EapsGlobal,
    EapsSegmentState,
    EapsShared,
    EapsSharedState,
    EapsState,
    EapsVlan,
)
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis, Port
    from xos_cli.switch.node import Node


TABLES = (EapsGlobal, EapsDomain, EapsVlan, EapsShared, EapsState, EapsSharedState, EapsSegmentState)
NAMES = {"eaps": EapsDomain}
#: What it receives from the network, and the rows on which it depends how far ports are.
RECEIVES = ("Eaps",)
STATES = (EapsState, EapsVlan, EapsDomain, EapsSharedState, EapsSegmentState)
FOLLOWS = (EapsGlobal, EapsDomain, EapsVlan, EapsShared)
#: The state of a port that holds frames back (``switch/fabric/ports.py``).
BLOCKING = 0


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the row of a new switch, which has no EAPS domains.  evidence: capture 11.2"""
    return [EapsGlobal()]


# The machine is imported where a domain runs, and no sooner.


def running(node: "Node") -> None:
    """Continue in the state that the old master had."""
    rows_changed(node)


def vlans_changed(node: "Node") -> None:
    """Process a change of links, groups, or the ports of VLANs."""
    rows_changed(node)


def rows_changed(node: "Node") -> None:
    """Process a change of domains."""
    if node.is_master and (bool(node.store.rows(EapsDomain)) or bool(node.store.rows(EapsState))):
        node.call("eaps", "align_rings")


def port_states(store: Store, vlan_name: str) -> "dict[Port, int]":
    """Return the ring ports that hold a VLAN back.

    A protected VLAN is held back where its domain says so, or a controller that blocks.  Messages on the control VLAN
    end at the master: its secondary port passes none on, so that they do not circle while no MSM takes them.
    evidence: inferred (the latter)
    """
    if not store.rows(EapsState):
        return {}
    found: dict[Port, int] = {}
    folded = vlan_name.lower()
    for domain in running_domains(store):
        row, ports = store.get(EapsState, domain.name), ring_ports(domain)
        if row is not None and folded in [name.lower() for name in vlans_of(store, domain.name, 0)]:
            found |= {port: BLOCKING for port, held in zip(ports, row.blocked, strict=True) if held}
        control = control_vlan(store, domain.name)
        if control is not None and control.name.lower() == folded and is_master(domain):
            found[ports[1]] = BLOCKING
    for shared in store.rows(EapsShared):
        found |= dict.fromkeys(held_back(store, shared, vlan_name), BLOCKING)
    return found


# -- rings -----------------------------------------------------------------------------------------------------------


def slot_cleared(call: Call, slot: int) -> None:
    """Take the ports of a slot out of their rings, and make none of them a shared port."""
    for row in call.rows(EapsDomain):
        ports = [port * (not sets.in_slot(port, slot)) for port in (row.primaryPort, row.secondaryPort)]
        call.put(row._replace(primaryPort=ports[0], secondaryPort=ports[1]))
    for shared in call.rows(EapsShared):
        if sets.in_slot(shared.port, slot):
            call.drop(shared)
