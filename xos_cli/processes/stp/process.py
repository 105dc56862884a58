"""The spanning tree: the tables, the rows of a new switch, and the hooks.

``tree`` with ``classic`` and ``rapid`` is the protocol, ``machine`` has the trees of a master.
"""

from typing import TYPE_CHECKING, Any

from xos_cli.processes.stp.facts import layer2_protocol as layer2_protocol
from xos_cli.processes.stp.facts import vlan_flags as vlan_flags
from xos_cli.processes.stp.facts import works
from xos_cli.processes.stp.rows import (
    S0,
    StpAutoBind,
    StpCompatibility,
    StpDomain,
    StpEnable,
    StpPortConfig,
    StpPortState,
    StpTopology,
    StpVlanPort,
)
from xos_cli.processes.vlan.rows import DEFAULT
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.command.call import Call
    from xos_cli.switch.hardware.chassis import Chassis, Port
    from xos_cli.switch.node import Node


TABLES = (
    StpCompatibility,
    StpDomain,
    StpVlanPort,
    StpPortConfig,
    StpAutoBind,
    StpEnable,
    StpPortState,
    StpTopology,
)
NAMES = {"stpd": StpDomain}
#: What it receives from the network, and the rows on which it depends how far ports are.
RECEIVES = ("Bpdu", "Malformed stp")
STATES = (StpPortState, StpPortConfig, StpVlanPort, StpAutoBind, StpEnable)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch: one domain, which does not work, with the ports of VLAN Default.

    evidence: capture 11.2
    """
    return [StpCompatibility(), StpDomain(S0), StpAutoBind(DEFAULT, 1, S0), StpEnable(S0)]


def ports_left(call: "Call", vlan_name: str, ports: int) -> None:
    """Take ports that left a VLAN out of its domains."""
    from xos_cli.processes.stp.vlans import leave

    for domain in call.rows(StpDomain):
        leave(call, domain, vlan_name, ports)


def slot_cleared(call: "Call", slot: int) -> None:
    """Forget which ports of a slot were taken out of the domains of VLANs that bind themselves."""
    for row in call.rows(StpVlanPort):
        left = sets.read(row.ports) & ~sets.slot_mask(slot)
        if left:
            call.put(row._replace(ports=sets.text(left, call.chassis.modular)))
        else:
            call.drop(row)


# The machine is imported where a domain works, and no sooner.


def running(node: "Node") -> None:
    """Continue the trees on a new master in the state that the old one had."""
    vlans_changed(node)


def vlans_changed(node: "Node") -> None:
    """Make the trees follow a change of ports, VLANs or domains."""
    if node.is_master and (works(node.store) or node.store.rows(StpTopology)):
        node.call("stp", "align_trees")


def port_states(store: Store, vlan_name: str) -> "dict[Port, int]":
    """Return the STP states of the ports of a VLAN that are in enabled domains."""
    if not works(store):
        return {}
    from xos_cli.processes.stp.membership import states_of

    return states_of(store, vlan_name)
