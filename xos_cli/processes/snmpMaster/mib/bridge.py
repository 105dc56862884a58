"""The groups ``dot1dBase`` and ``dot1dTp`` of the bridge MIB (RFC 4188), and the VLANs of RFC 4363.

A bridge port has the number of its place among the ports of the switch, from 1.  evidence: inferred
"""

from typing import TYPE_CHECKING

from xos_cli.processes.fdb.rows import FdbLearned, FdbOp
from xos_cli.processes.snmpMaster.mib.interfaces import port_number
from xos_cli.processes.snmpMaster.mib.objects import (
    OID,
    Column,
    Oid,
    Table,
    Value,
    counter,
    gauge,
    integer,
    mac_octets,
    octets,
    scalars,
    text,
)
from xos_cli.processes.vlan.facts import ports_of
from xos_cli.processes.vlan.rows import Vlan

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

BRIDGE = (1, 3, 6, 1, 2, 1, 17)
TRANSPARENT_ONLY, LEARNED, ACTIVE = 2, 3, 1


def _bridge_ports(node: "Node") -> "dict[Oid, Port]":
    return {(place,): port for place, port in enumerate(node.chassis.ports, 1)}


def bridge_place(node: "Node", port: "Port") -> int:
    """Return the number of a port as a bridge port."""
    return node.chassis.ports.index(port) + 1


BASE = scalars(
    (*BRIDGE, 1),
    Column(1, lambda node, row: mac_octets(node.chassis.mac)),
    Column(2, lambda node, row: integer(len(node.chassis.ports))),
    Column(3, lambda node, row: integer(TRANSPARENT_ONLY)),
)
PORTS = Table(
    (*BRIDGE, 1, 4, 1),
    _bridge_ports,
    (
        Column(1, lambda node, row: integer(bridge_place(node, row))),
        Column(2, lambda node, row: integer(port_number(row))),
        Column(3, lambda node, row: Value(OID, (0, 0))),
        Column(4, lambda node, row: counter(0)),
        Column(5, lambda node, row: counter(0)),
    ),
    (Vlan,),
)


# -- the forwarding database -----------------------------------------------------------------------------------------


def _age(node: "Node", row: None) -> Value:
    return integer(max([setting.age for setting in node.store.rows(FdbOp)], default=300))


def _learned(node: "Node") -> dict[Oid, FdbLearned]:
    """Return what was learned by MAC address; of an address in several VLANs one entry.

    The management port is no port of the bridge.
    """
    ports = set(node.chassis.ports)
    rows = [row for row in node.store.rows(FdbLearned) if (row.slot, row.port) in ports]
    return {tuple(bytes.fromhex(row.mac.replace(":", ""))): row for row in rows}


AGING = scalars((*BRIDGE, 4), Column(2, _age))
FORWARDING = Table(
    (*BRIDGE, 4, 3, 1),
    _learned,
    (
        Column(1, lambda node, row: mac_octets(row.mac)),
        Column(2, lambda node, row: integer(bridge_place(node, (row.slot, row.port)))),
        Column(3, lambda node, row: integer(LEARNED)),
    ),
    (FdbLearned,),
)


# -- VLANs -----------------------------------------------------------------------------------------------------------


def _vlans(node: "Node") -> dict[Oid, Vlan]:
    return {(row.tag,): row for row in node.store.rows(Vlan) if row.tag}


def port_list(node: "Node", ports: "list[Port]") -> Value:
    """Return a set of ports as bits, the first bridge port in the highest bit of the first octet."""
    bits = bytearray((len(node.chassis.ports) + 7) // 8)
    for port in ports:
        place = bridge_place(node, port) - 1
        bits[place // 8] |= 0x80 >> place % 8
    return octets(bytes(bits))


def _all_ports(node: "Node", row: Vlan) -> Value:
    untagged, tagged = ports_of(node.store, row.name)
    return port_list(node, untagged + tagged)


QBRIDGE = (*BRIDGE, 7, 1)
QBASE = scalars(
    (*QBRIDGE, 1),
    Column(1, lambda node, row: integer(1)),  # dot1qVlanVersionNumber: version1
    Column(2, lambda node, row: integer(4094)),
    Column(3, lambda node, row: gauge(4094)),
    Column(4, lambda node, row: gauge(len(_vlans(node)))),
)
VLANS = Table(
    (*QBRIDGE, 4, 3, 1),
    _vlans,
    (
        Column(1, lambda node, row: text(row.name)),
        Column(2, _all_ports),
        Column(3, lambda node, row: port_list(node, [])),
        Column(4, lambda node, row: port_list(node, ports_of(node.store, row.name)[0])),
        Column(5, lambda node, row: integer(ACTIVE)),
    ),
    (Vlan,),
)
TABLES = (*BASE, PORTS, *AGING, FORWARDING, *QBASE, VLANS)
