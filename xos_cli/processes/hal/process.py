"""The hardware abstraction layer: diagnostics.  The screens of quality of service, whose settings are recorded, are in
``_hal_qos``.

evidence: capture 12.5 (the screen, of a slot that never ran any), inferred (of an MSM)
"""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.rows import CardState
from xos_cli.processes.hal.marks import port_flags as port_flags
from xos_cli.processes.hal.qos import check_recorded as check_recorded

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


def running(node: "Node") -> None:
    """A new master reprograms the I/O modules, once every process has found out what the hardware says."""
    if node.fabric is not None:
        node.later(0.0, "hal", "reprogram")


def show_diagnostics_slot(call: Call, slot: int = 0, slot_id: str = "") -> str:
    """No diagnostics were ever run."""
    if slot_id:
        msm = next((msm for msm in call.chassis.msms if msm.letter == slot_id), None)
        if msm is None:
            raise Refusal(f"Error: Slot {slot_id} is not a valid slot.")
        there = call.node.backplane.lamp(msm.name) != "EMPTY"
        return _result(msm.name, msm.module if there else "")
    if slot not in call.chassis.slots:
        raise Refusal(f"Error: Slot {slot} is not a valid slot.")
    card = call.get(CardState, slot)
    return _result(f"Slot-{slot}", card.type if card else "")


def _result(name: str, kind: str) -> str:
    return f"\n{name}: {kind}\nNo Diagnostics Data\n" if kind else f"No card in {name}\n"
