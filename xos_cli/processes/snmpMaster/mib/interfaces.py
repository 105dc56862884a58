"""The groups ``interfaces`` and ``ifMIB`` (RFC 2863): the ports and the VLANs of the switch.

evidence: capture 11.2 (the numbers of VLANs, 1000001 and so on), recalled (those of ports, a thousand for each slot;
the words of ifDescr)
"""

from typing import TYPE_CHECKING

from xos_cli.processes.snmpMaster.mib.objects import (
    INTEGER,
    OID,
    BadValue,
    Column,
    Oid,
    Table,
    Value,
    counter,
    counter64,
    gauge,
    integer,
    mac_octets,
    scalars,
    text,
    ticks,
    truth,
)
from xos_cli.processes.vlan.ports.facts import config_of, is_up
from xos_cli.processes.vlan.ports.rows import PortLink
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from xos_cli.switch.fabric.counters import Flow
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

#: ifType: ethernetCsmacd, l2vlan.
ETHERNET, L2_VLAN = 6, 135
UP, DOWN, NOT_PRESENT = 1, 2, 6
MTU, JUMBO_MTU = 1500, 9216
PORTS_PER_SLOT = 1000


class Interface(NamedTuple):
    """An interface: a port, or a VLAN."""

    number: int
    port: "Port | None" = None
    vlan: str = ""


def port_number(port: "Port") -> int:
    """Return the ifIndex of a port."""
    return port[0] * PORTS_PER_SLOT + port[1]


def rows(node: "Node") -> dict[Oid, Interface]:
    """Return the interfaces by their ifIndex."""
    found: dict[Oid, Interface] = {
        (port_number(port),): Interface(port_number(port), port) for port in node.chassis.ports
    }
    for row in node.store.rows(Vlan):
        found[(row.ifIndex,)] = Interface(row.ifIndex, vlan=row.name)
    return found


def _link(node: "Node", row: Interface) -> PortLink | None:
    return node.store.get(PortLink, *row.port) if row.port else None


def name(node: "Node", row: Interface) -> str:
    """Return ifName: the number of a port as commands have it, or the name of a VLAN."""
    return node.chassis.port_name(row.port) if row.port else row.vlan


def _description(node: "Node", row: Interface) -> Value:
    if row.port:
        return text(f"{node.chassis.product} Port {node.chassis.port_name(row.port)}")
    return text(f"VLAN {node.store.one(Vlan, row.vlan).tag:04} ({row.vlan})")


def _mtu(node: "Node", row: Interface) -> Value:
    if row.port:
        return integer(JUMBO_MTU if config_of(node.store, row.port).jumboEnabled else MTU)
    return integer(node.store.one(Vlan, row.vlan).ipMtu)


def megabits(node: "Node", row: Interface) -> int:
    """Return the speed in Mbps: of the link, or what a port without one can do; 0 of a VLAN."""
    link = _link(node, row)
    if link is not None and link.up:
        return link.speed
    return node.chassis.port_type(row.port).speed if row.port and link is not None else 0


def _enabled(node: "Node", row: Interface) -> Value:
    return integer(UP if row.port is None or config_of(node.store, row.port).enabled else DOWN)


def _enable(node: "Node", index: Oid, content: int) -> None:
    """Enable or disable a port; nothing else can be set, and no VLAN can be.  evidence: inferred (as for a port)"""
    port = next((port for port in node.chassis.ports if (port_number(port),) == index), None)
    if port is None or content not in (UP, DOWN):
        raise BadValue(f"{content}")
    node.software.ask("vlan", "port_switched", node, port, content == UP)


def _works(node: "Node", row: Interface) -> Value:
    if row.port is None:
        return integer(UP if is_up(node.store, row.vlan) else DOWN)
    link = _link(node, row)
    return integer(NOT_PRESENT if link is None else UP if link.up else DOWN)


def _since(node: "Node", row: Interface) -> Value:
    """Return when the link came up or fell last, as sysUpTime was then; 0 for before the MSM started."""
    link = _link(node, row)
    last = max(link.last_up, link.last_down) if link else 0.0
    return ticks(max(0.0, last - node.rtc_offset - node.booted_at))


# -- counters --------------------------------------------------------------------------------------------------------


def _flows(node: "Node", row: Interface) -> "tuple[Flow, Flow] | None":
    """Return what was received and sent on a port; None if the switch is not part of a network, or of a VLAN."""
    if row.port is None or node.fabric is None:
        return None
    found = node.fabric.ports[row.port].counters.look(node.clock.now)
    return found.rx, found.tx


def _flow(number: int, side: int, count: "Callable[[Flow], int]", wide: bool = False) -> Column:
    """Return a column of counters: of received frames (*side* 0) or sent ones (1); *wide* ones have 64 bits."""

    def read(node: "Node", row: Interface) -> Value | None:
        if row.port is None:
            return None  # VLANs count nothing.  evidence: inferred
        flows = _flows(node, row)
        amount = count(flows[side]) if flows else 0
        return counter64(amount) if wide else counter(amount)

    return Column(number, read)


def _errors(number: int, side: str) -> Column:
    def read(node: "Node", row: Interface) -> Value | None:
        if row.port is None:
            return None
        if node.fabric is None:
            return counter(0)
        counters = node.fabric.ports[row.port].counters
        return counter(sum(count for name, count in counters.errors.items() if name.startswith(side)))

    return Column(number, read)


def _unicasts(flow: "Flow") -> int:
    return flow.frames - flow.broadcasts - flow.multicasts


FOLLOWS = (Vlan,)
INTERFACES = (
    *scalars((1, 3, 6, 1, 2, 1, 2), Column(1, lambda node, row: integer(len(rows(node))))),
    Table(
        (1, 3, 6, 1, 2, 1, 2, 2, 1),
        rows,
        (
            Column(1, lambda node, row: integer(row.number)),
            Column(2, _description),
            Column(3, lambda node, row: integer(ETHERNET if row.port else L2_VLAN)),
            Column(4, _mtu),
            Column(5, lambda node, row: gauge(megabits(node, row) * 1_000_000)),
            Column(6, lambda node, row: mac_octets(node.chassis.mac)),
            Column(7, _enabled, _enable, INTEGER),
            Column(8, _works),
            Column(9, _since),
            _flow(10, 0, lambda flow: flow.octets),
            _flow(11, 0, _unicasts),
            _flow(12, 0, lambda flow: flow.broadcasts + flow.multicasts),
            _flow(13, 0, lambda flow: 0),
            _errors(14, "rx_"),
            _flow(16, 1, lambda flow: flow.octets),
            _flow(17, 1, _unicasts),
            _flow(18, 1, lambda flow: flow.broadcasts + flow.multicasts),
            _flow(19, 1, lambda flow: 0),
            _errors(20, "tx_"),
            Column(21, lambda node, row: gauge(0)),
            Column(22, lambda node, row: Value(OID, (0, 0))),
        ),
        FOLLOWS,
    ),
)
EXTENSIONS = Table(
    (1, 3, 6, 1, 2, 1, 31, 1, 1, 1),
    rows,
    (
        Column(1, lambda node, row: text(name(node, row))),
        _flow(2, 0, lambda flow: flow.multicasts),
        _flow(3, 0, lambda flow: flow.broadcasts),
        _flow(4, 1, lambda flow: flow.multicasts),
        _flow(5, 1, lambda flow: flow.broadcasts),
        _flow(6, 0, lambda flow: flow.octets, wide=True),
        _flow(7, 0, _unicasts, wide=True),
        _flow(8, 0, lambda flow: flow.multicasts, wide=True),
        _flow(9, 0, lambda flow: flow.broadcasts, wide=True),
        _flow(10, 1, lambda flow: flow.octets, wide=True),
        _flow(11, 1, _unicasts, wide=True),
        _flow(12, 1, lambda flow: flow.multicasts, wide=True),
        _flow(13, 1, lambda flow: flow.broadcasts, wide=True),
        Column(15, lambda node, row: gauge(megabits(node, row))),
        Column(16, lambda node, row: truth(False)),
        Column(17, lambda node, row: truth(row.port is not None)),
        Column(18, lambda node, row: text((config_of(node.store, row.port).displayString or "") if row.port else "")),
        Column(19, lambda node, row: ticks(0)),
    ),
    FOLLOWS,
)
TABLES = (*INTERFACES, EXTENSIONS)
