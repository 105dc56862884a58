"""The vendor's groups: ``extremeSystem``, with fans, power supplies, the images, and the slots of a chassis.

evidence: the vendor's MIB (the numbers, the meaning of values), inferred (which text an object has)
"""

from typing import TYPE_CHECKING

from xos_cli.processes.devmgr.facts import celsius, psu_works
from xos_cli.processes.devmgr.rows import CardState
from xos_cli.processes.snmpMaster.facts import module_state, msm_word
from xos_cli.processes.snmpMaster.mib.objects import Column, Oid, Table, Value, integer, scalars, text, truth
from xos_cli.processes.snmpMaster.rows import MsmFailover
from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import FanTray, Psu
    from xos_cli.switch.node import Node

AGENT = (1, 3, 6, 1, 4, 1, 1916, 1)
COMMON, CHASSIS = (*AGENT, 1, 1), (*AGENT, 1, 2)
IMAGES = {"primary": 1, "secondary": 2}
NOT_PRESENT, PRESENT_OK, PRESENT_NOT_OK = 1, 2, 3


def _image(number: int, partition: str) -> Column:
    def read(node: "Node", row: None) -> Value:
        return text(dict(node.flash.nvram.images)[partition][:15])

    return Column(number, read)


def _temperature(node: "Node", row: None) -> Value:
    return integer(round(celsius(node, node.name, node.msm.celsius)))


def failover_cause(node: "Node") -> int:
    """Return the cause of the last failover, 1 for never."""
    row = node.store.get(MsmFailover)
    return row.cause if row is not None else 1


def master_slot(node: "Node") -> int:
    """Return the number of the master's slot: 1 for MSM-A, 2 for MSM-B.  evidence: inferred"""
    return node.msm.index + 1


SYSTEM = scalars(
    COMMON,
    Column(7, lambda node, row: truth(any(fault.startswith("heat ") for fault in node.hardware_faults))),
    Column(8, _temperature),
    Column(10, lambda node, row: truth(any(psu_works(node, psu) for psu in node.chassis.psus[:1]))),
    _image(13, "primary"),
    _image(14, "secondary"),
    Column(15, lambda node, row: integer(IMAGES[node.flash.nvram.image_selected])),
    Column(16, lambda node, row: text(f"{node.chassis.part} {node.chassis.serial} Rev {node.chassis.revision}")),
    Column(25, lambda node, row: text(node.bootrom[:15])),
    Column(32, lambda node, row: integer(IMAGES[node.image])),
    Column(33, lambda node, row: integer(failover_cause(node))),
)


# -- fans and power supplies -----------------------------------------------------------------------------------------


def _fans(node: "Node") -> "dict[Oid, FanTray]":
    return {(tray.number,): tray for tray in node.chassis.fans if tray.fans}


def _fan_works(node: "Node", row: "FanTray") -> Value:
    return truth(f"fan {row.number}" not in node.hardware_faults)


def _psus(node: "Node") -> "dict[Oid, Psu]":
    return {(psu.number,): psu for psu in node.chassis.psus}


def _psu_status(node: "Node", row: "Psu") -> Value:
    return integer(NOT_PRESENT if not row.info else PRESENT_OK if psu_works(node, row) else PRESENT_NOT_OK)


FANS = Table(
    (*COMMON, 9, 1),
    _fans,
    (Column(1, lambda node, row: integer(row.number)), Column(2, _fan_works)),
)
PSUS = Table((*COMMON, 27, 1), _psus, (Column(2, _psu_status),))


# -- the slots of a chassis ------------------------------------------------------------------------------------------


def _master(node: "Node", row: None) -> Value | None:
    return integer(master_slot(node)) if node.chassis.modular else None


class SlotView(NamedTuple):
    """A slot: the name of the module in it, its state as the switch has it, and its serial number."""

    number: int
    name: str
    state: str
    serial: str


def _slots(node: "Node") -> dict[Oid, SlotView]:
    """Return the slots of a chassis; those of the MSMs come behind the others.  evidence: inferred (the numbers)"""
    if not node.chassis.modular:
        return {}
    found: dict[Oid, SlotView] = {}
    for number, slot in node.chassis.slots.items():
        card = node.store.get(CardState, number)
        known = (card.type, card.state, slot.serial) if card is not None else ("", "Empty", "")
        found[(number,)] = SlotView(number, *known)
    for msm in node.chassis.msms:
        number, there = len(node.chassis.slots) + msm.index + 1, node.backplane.lamp(msm.name) != "EMPTY"
        found[(number,)] = SlotView(number, msm.module if there else "", _msm_state(node, msm.name), msm.serial)
    return found


def _msm_state(node: "Node", name: str) -> str:
    """Return the state of an MSM as that of a module."""
    if name == node.name:
        return "Operational"
    lamp = node.backplane.lamp(name)
    return msm_word(node.peer.state if node.peer is not None and lamp != "EMPTY" else "", lamp)


MASTER = scalars(CHASSIS, Column(1, _master))
SLOTS = Table(
    (*CHASSIS, 2, 1),
    _slots,
    (
        Column(1, lambda node, row: integer(row.number)),
        Column(2, lambda node, row: text(row.name)),
        Column(5, lambda node, row: integer(module_state(row.state))),
        Column(6, lambda node, row: text(row.serial)),
    ),
)
TABLES = (*SYSTEM, FANS, PSUS, *MASTER, SLOTS)
