"""The vendor's groups of ports, VLANs and addresses: ``extremePort``, ``extremeVlan``, ``extremeFdb``.

evidence: the vendor's MIB (the numbers, the units), inferred (that 11.3 has all of these columns)
"""

from typing import TYPE_CHECKING

from xos_cli.processes.fdb.rows import FdbLearned
from xos_cli.processes.snmpMaster.mib.extreme import AGENT
from xos_cli.processes.snmpMaster.mib.interfaces import megabits, port_number
from xos_cli.processes.snmpMaster.mib.interfaces import rows as interfaces
from xos_cli.processes.snmpMaster.mib.objects import (
    Column,
    Oid,
    Table,
    Value,
    address,
    integer,
    mac_octets,
    text,
    truth,
)
from xos_cli.processes.vlan.rows import Vlan, VlanIpAddress

if TYPE_CHECKING:
    from collections.abc import Callable

    from xos_cli.processes.snmpMaster.mib.interfaces import Interface
    from xos_cli.switch.fabric.counters import Flow
    from xos_cli.switch.node import Node

ACTIVE, LAYER_2, LEARNED = 1, 1, 3
#: Shares are in hundredths of a per cent.
WHOLE = 10_000


def _ports(node: "Node") -> "dict[Oid, Interface]":
    """Return the interfaces that are ports; only those of a network carry a load."""
    return {oid: row for oid, row in interfaces(node).items() if row.port is not None}


def _load(number: int, side: int, field: "Callable[[Flow], float]") -> Column:
    """Return a column of the share of a link that one direction takes, in hundredths of a per cent."""

    def read(node: "Node", row: "Interface") -> Value:
        speed = megabits(node, row) * 125_000
        if node.fabric is None or row.port is None or not speed:
            return integer(0)
        found = node.fabric.ports[row.port].counters.look(node.clock.now)
        return integer(min(WHOLE, round(WHOLE * field((found.rx, found.tx)[side]) / speed)))

    return Column(number, read)


UTILIZATION = Table(
    (*AGENT, 4, 5, 1),
    _ports,
    (
        _load(1, 1, lambda flow: flow.last.octets),
        _load(2, 0, lambda flow: flow.last.octets),
        _load(3, 1, lambda flow: flow.peak.octets),
        _load(4, 0, lambda flow: flow.peak.octets),
    ),
)


# -- VLANs -----------------------------------------------------------------------------------------------------------


def _vlans(node: "Node") -> dict[Oid, Vlan]:
    return {(row.ifIndex,): row for row in node.store.rows(Vlan)}


VLANS = Table(
    (*AGENT, 2, 1, 2, 1),
    _vlans,
    (
        Column(1, lambda node, row: integer(row.ifIndex)),
        Column(2, lambda node, row: text(row.name[:32])),
        Column(3, lambda node, row: integer(LAYER_2)),
        Column(4, lambda node, row: integer(row.tag)),
        Column(6, lambda node, row: integer(ACTIVE)),
        Column(7, lambda node, row: truth(False)),
        Column(8, lambda node, row: truth(False)),
        Column(9, lambda node, row: truth(row.loopbackMode == 1)),
        Column(10, lambda node, row: integer(row.tag)),
    ),
    (Vlan,),
)


def _addresses(node: "Node") -> dict[Oid, VlanIpAddress]:
    found: dict[Oid, VlanIpAddress] = {}
    for row in node.store.rows(VlanIpAddress):
        vlan = node.store.get(Vlan, row.vlanName)
        if vlan is not None:
            found.setdefault((vlan.ifIndex,), row)
    return found


ADDRESSES = Table(
    (*AGENT, 2, 4, 1, 1),
    _addresses,
    (
        Column(1, lambda node, row: address(row.ipaddress)),
        Column(2, lambda node, row: address(row.netmask)),
        Column(3, lambda node, row: integer(ACTIVE)),
        Column(4, lambda node, row: truth(row.ipForwarding == 1)),
    ),
    (Vlan, VlanIpAddress),
)


# -- the forwarding database -----------------------------------------------------------------------------------------


def _learned(node: "Node") -> dict[Oid, FdbLearned]:
    """Return what was learned by the VLAN's interface and a number that counts from 1."""
    numbers = {row.name.lower(): row.ifIndex for row in node.store.rows(Vlan)}
    found: dict[Oid, FdbLearned] = {}
    counts: dict[int, int] = {}
    for row in node.store.rows(FdbLearned):
        vlan = numbers.get(row.vlan_name.lower())
        if vlan is not None:
            counts[vlan] = counts.get(vlan, 0) + 1
            found[(vlan, counts[vlan])] = row
    return found


MAC_ADDRESSES = Table(
    (*AGENT, 16, 1, 1),
    _learned,
    (
        Column(3, lambda node, row: mac_octets(row.mac)),
        Column(4, lambda node, row: integer(port_number((row.slot, row.port)))),
        Column(5, lambda node, row: integer(LEARNED)),
    ),
    (FdbLearned, Vlan),
)
TABLES = (UTILIZATION, VLANS, ADDRESSES, MAC_ADDRESSES)
