"""How a port takes part in a domain: its identifier, cost, link type, and how it sends."""

from typing import TYPE_CHECKING

from xos_cli.processes.stp.facts import enabled, mode_of, ports_in, tree_ports
from xos_cli.processes.stp.rows import LINK_TYPES, StpDomain, StpPortConfig, StpPortState
from xos_cli.processes.vlan.ports.facts import active_ports
from xos_cli.processes.vlan.ports.rows import LoadShare, PortLink
from xos_cli.record import NamedTuple
from xos_cli.switch.fabric.ports import BLOCKING, FORWARDING, LEARNING
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis, Port
    from xos_cli.switch.node import Node

#: Cost by speed in Mbps.  evidence: reference 11.5 p.1189
COSTS = {10: 100, 100: 19, 1000: 4, 10000: 2}
DOT1D, EMISTP, PVST = 1, 2, 3
AUTO, _, EDGE, POINT_TO_POINT = LINK_TYPES


class Part(NamedTuple):
    """How a port takes part in a tree.

    *mode*: one of ``ENCAPSULATIONS``.  *tag*: what it sends in EMISTP and PVST+; it is mute where the domain has none.
    """

    number: int
    cost: int
    point_to_point: bool
    edge: bool
    mode: int
    tag: int

    @property
    def mute(self) -> bool:
        """Return whether the port cannot send, for want of a tag."""
        return self.mode != DOT1D and not self.tag


def parts(store: Store, chassis: "Chassis", domain: StpDomain) -> "dict[Port, Part]":
    """Return the ports that take part in the tree of a domain now: with a link, and with STP."""
    if not enabled(store, domain.name):
        return {}
    working = sets.each(tree_ports(store, domain) & active_ports(store))
    return {port: _part(store, chassis, domain, port) for port in working if setting(store, domain, port).enabled}


def setting(store: Store, domain: StpDomain, port: "Port") -> StpPortConfig:
    """Return what a port of a domain is set to."""
    return store.get(StpPortConfig, domain.name, *port) or StpPortConfig(domain.name, *port)


def port_setting(node: "Node", stpd_name: str, port: "Port") -> tuple[int, int, bool]:
    """Return the cost and the priority of a port of a domain, and whether STP is on there, for another process."""
    row = setting(node.store, node.store.one(StpDomain, stpd_name), port)
    return row.cost or cost_of(node.store, node.chassis, port), row.priority, bool(row.enabled)


def _part(store: Store, chassis: "Chassis", domain: StpDomain, port: "Port") -> Part:
    row = setting(store, domain, port)
    mode = mode_of(store, domain, sets.bit(port))
    number, cost = number_of(row), row.cost or cost_of(store, chassis, port)
    fast = row.link_type == POINT_TO_POINT or (row.link_type == AUTO and _is_full(store, port))
    edge = row.link_type == EDGE and domain.protocol_mode == 1
    return Part(number, cost, fast, edge, mode, 0 if mode == DOT1D else domain.stpd_tag)


def number_of(row: StpPortConfig) -> int:
    """Return the identifier of a port: its priority in steps of 8, then a number that grows by slot and port.

    evidence: later 22.x (8001 is port 1 of priority 16), inferred (slots)
    """
    return (row.priority * 8 << 8) + (row.slot - 1) * 128 + row.port


def cost_of(store: Store, chassis: "Chassis", port: "Port") -> int:
    """Return the cost by the speed that a port has, or could have."""
    link = store.get(PortLink, *port)
    speed = link.speed if link and link.up else chassis.port_type(port).speed
    return COSTS[speed]


def _is_full(store: Store, port: "Port") -> bool:
    """Return whether a link is full duplex, or several.  evidence: guide 11.3 p.438"""
    link = store.get(PortLink, *port)
    return store.get(LoadShare, *port) is not None or (link is not None and link.duplex == "full")


# -- what the I/O modules do -------------------------------------------------------------------------------------------

#: What the I/O modules do with a port in each state.
FABRIC = {"LEARNING": LEARNING, "FORWARDING": FORWARDING}


def states_of(store: Store, vlan_name: str) -> "dict[Port, int]":
    """Return how far the ports of a VLAN are that are in domains which work; those that have not begun block."""
    found: dict[Port, int] = {}
    for domain in store.rows(StpDomain):
        if enabled(store, domain.name):
            found |= _states_in(store, domain.name, ports_in(store, domain.name, vlan_name))
    return found


def _states_in(store: Store, name: str, ports: int) -> "dict[Port, int]":
    found = dict.fromkeys(sets.each(ports), BLOCKING)
    for row in store.rows(StpPortState) if found else ():
        if row.stpd_name == name and (row.slot, row.port) in found:
            found[row.slot, row.port] = FABRIC.get(row.state, BLOCKING)
    for off in store.rows(StpPortConfig) if found else ():
        if off.stpd_name == name and not off.enabled and (off.slot, off.port) in found:
            found[off.slot, off.port] = FORWARDING
    return found
