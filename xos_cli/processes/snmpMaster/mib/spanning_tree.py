"""The group ``dot1dStp`` of the bridge MIB (RFC 4188): the spanning tree of the domain that every switch has.

evidence: RFC 4188 (the objects), inferred (which domain; what a domain that is disabled has)
"""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import mac_number
from xos_cli.processes.snmpMaster.mib.bridge import BRIDGE, bridge_place
from xos_cli.processes.snmpMaster.mib.objects import (
    Column,
    Oid,
    Table,
    Value,
    counter,
    integer,
    octets,
    scalars,
    ticks,
)
from xos_cli.processes.stp.facts import enabled, ports_of_domain
from xos_cli.processes.stp.rows import S0, StpAutoBind, StpDomain, StpPortState, StpTopology, StpVlanPort
from xos_cli.processes.vlan.rows import Vlan, VlanPort
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from collections.abc import Callable

    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

STP = (*BRIDGE, 2)
IEEE = 3
STATES = {"DISABLED": 1, "BLOCKING": 2, "LISTENING": 3, "LEARNING": 4, "FORWARDING": 5}
ON, OFF = 1, 2
#: Hundredths of a second: at most one message in a second.
HOLD_TIME = 100


def _domain(node: "Node") -> StpDomain:
    return node.store.get(StpDomain, S0) or StpDomain(S0)


def _topology(node: "Node") -> StpTopology | None:
    return node.store.get(StpTopology, S0) if enabled(node.store, S0) else None


def own_bridge(node: "Node", domain: StpDomain) -> int:
    """Return the identifier of the switch's own bridge: its priority and its MAC address."""
    return domain.priority << 48 | mac_number(node.chassis.mac)


def _changed(node: "Node", row: None) -> Value:
    topology = _topology(node)
    return ticks(node.clock.now - topology.kept.last_change if topology and topology.kept.changes else 0.0)


def _root(node: "Node", row: None) -> Value:
    topology = _topology(node)
    return octets((topology.root if topology else own_bridge(node, _domain(node))).to_bytes(8, "big"))


def _root_port(node: "Node", row: None) -> Value:
    topology = _topology(node)
    at = (topology.root_slot, topology.root_port) if topology and topology.root_port else None
    return integer(bridge_place(node, at) if at else 0)


def _seconds(number: int, own: str, told: str) -> Column:
    """Return a time in hundredths of a second: the root's, or the own one where there is none."""

    def read(node: "Node", row: None) -> Value:
        topology = _topology(node)
        return integer(round(100 * (getattr(topology.times, told) if topology else getattr(_domain(node), own))))

    return Column(number, read)


def _own(number: int, field: str) -> Column:
    return Column(number, lambda node, row: integer(100 * getattr(_domain(node), field)))


BASE = scalars(
    STP,
    Column(1, lambda node, row: integer(IEEE)),
    Column(2, lambda node, row: integer(_domain(node).priority)),
    Column(3, _changed),
    Column(4, lambda node, row: counter(top.kept.changes if (top := _topology(node)) else 0)),
    Column(5, _root),
    Column(6, lambda node, row: integer(top.cost if (top := _topology(node)) else 0)),
    Column(7, _root_port),
    _seconds(8, "max_bpdu_age", "max_age"),
    _seconds(9, "hello_time", "hello"),
    Column(10, lambda node, row: integer(HOLD_TIME)),
    _seconds(11, "forward_delay", "forward_delay"),
    _own(12, "max_bpdu_age"),
    _own(13, "hello_time"),
    _own(14, "forward_delay"),
)


class TreePort(NamedTuple):
    """A port of the domain: its cost, its priority, whether STP is on, and its state where it works."""

    cost: int
    priority: int
    on: bool
    state: StpPortState | None


def _ports(node: "Node") -> "dict[Oid, Port]":
    return {(bridge_place(node, port),): port for port in sets.each(ports_of_domain(node.store, S0))}


def _tree_port(node: "Node", port: "Port") -> TreePort:
    """Return what a port is set to, and its state where STP works."""
    cost, priority, on = node.software.ask("stp", "port_setting", node, S0, port)
    state = node.store.get(StpPortState, S0, *port) if enabled(node.store, S0) else None
    return TreePort(cost, priority, on, state if on else None)


def _field(number: int, read: "Callable[[TreePort], int]") -> Column:
    """Return a column with a number of a port."""
    return Column(number, lambda node, row: integer(read(_tree_port(node, row))))


def _vector(number: int, field: str, size: int) -> Column:
    """Return a column of what the designated bridge of a port says; *size* octets, 0 for a number."""

    def read(node: "Node", row: "Port") -> Value:
        state = _tree_port(node, row).state
        content = int(getattr(state.kept.vector, field)) if state is not None else 0
        return octets(content.to_bytes(size, "big")) if size else integer(content)

    return Column(number, read)


PORTS = Table(
    (*STP, 15, 1),
    _ports,
    (
        Column(1, lambda node, row: integer(bridge_place(node, row))),
        _field(2, lambda port: port.priority),
        _field(3, lambda port: STATES.get(port.state.state, 1) if port.state else STATES["DISABLED"]),
        _field(4, lambda port: ON if port.on else OFF),
        _field(5, lambda port: port.cost),
        _vector(6, "root", 8),
        _vector(7, "cost", 0),
        _vector(8, "bridge", 8),
        _vector(9, "port", 2),
    ),
    (StpDomain, StpVlanPort, StpAutoBind, Vlan, VlanPort),
)
TABLES = (*BASE, PORTS)
