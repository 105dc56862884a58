"""Run the diagnostics of a module, which is out of service meanwhile, and print the result.

evidence: guide 11.3 p.185-189 (the commands, that the module goes offline and is reset), capture 12.5 (no data),
inferred (the question, the times, the words of a result)
"""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Answer, Dialogue, Question
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.facts import local
from xos_cli.processes.devmgr.rows import CardState
from xos_cli.processes.hal.rows import Diagnostics
from xos_cli.switch.timing.calendar import stamp

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node

#: Seconds that each kind of diagnostics takes.
TAKES = {"normal": 30.0, "extended": 300.0, "stack-port": 30.0}
QUESTION = "Running diagnostics will disrupt network traffic on {name}. Are you sure you want to continue? (y/n) "


def run_diagnostics_slot(call: Call, slot: int = 0, slot_id: str = "", **kinds: bool) -> Dialogue:
    """Test a module after a question: its ports are down until it has been tested and has booted again."""
    kind = next(kind for kind in TAKES if kinds.get(kind.replace("-", "_")))
    name = f"MSM-{slot_id}" if slot_id else f"Slot-{slot}"
    _module(call, slot, slot_id)
    if (yield Question(QUESTION.format(name=name))) is not Answer.YES:
        return
    node = call.node
    if slot_id:
        node.put([Diagnostics(slot_id, kind, node.time(), TAKES[kind])])
        node.call("epm", "reboot_now", slot_id)
        return
    node.call("devmgr", "taken_offline", slot, "Testing")
    node.later(TAKES[kind], "hal", "tested", slot, kind, node.time())
    yield f"Running {kind} diagnostics on {name}.\n"


def tested(node: "Node", slot: int, kind: str, began: float) -> None:
    """Note the result of a slot, and boot its module."""
    card = node.store.get(CardState, slot)
    if card is not None and card.state == "Testing":
        node.put([Diagnostics(str(slot), kind, began, TAKES[kind])])
        node.event("Info", "HAL.Card.Info", f"Slot-{slot} passed {kind} diagnostics")
        node.call("devmgr", "insert", slot, card.type)


def _module(call: Call, slot: int, slot_id: str) -> str:
    """Return the type of the module that is meant; refuse a slot there is not, or one that is empty."""
    kind = module_in(call, slot, slot_id)
    if not kind:
        raise Refusal(f"Error: There is no module in slot {slot_id or slot}.")
    card = call.get(CardState, slot) if slot else None
    if card is not None and card.state != "Operational":
        raise Refusal(f"Error: The module in slot {slot} is not operational.")
    if slot and any(msm.slot == slot for msm in call.chassis.msms):
        raise Refusal(f"Error: Slot {slot} holds an MSM: name it by its letter.")
    return kind


def module_in(call: Call, slot: int, slot_id: str) -> str:
    """Return the type of the module in a slot, or of an MSM, "" for none; refuse a slot there is not."""
    if slot_id:
        msm = next((msm for msm in call.chassis.msms if msm.letter == slot_id), None)
        if msm is None:
            raise Refusal(f"Error: Slot {slot_id} is not a valid slot.")
        return msm.module if call.node.backplane.lamp(msm.name) != "EMPTY" else ""
    if slot not in call.chassis.slots:
        raise Refusal(f"Error: Slot {slot} is not a valid slot.")
    card = call.get(CardState, slot)
    return card.type if card else ""


def valid_show_diagnostics(chassis: "Chassis", slot: int = 0, **_: object) -> None:
    """Refuse a slot that the chassis does not have."""
    if slot and slot not in chassis.slots:
        raise Refusal(f"Error: Slot {slot} is not a valid slot.")


def valid_run_diagnostics(chassis: "Chassis", slot: int = 0, **_: object) -> None:
    """Refuse a slot that the chassis does not have."""
    valid_show_diagnostics(chassis, slot)


def show_diagnostics(call: Call, slot: int = 0, slot_id: str = "", **_: bool) -> str:
    """Print the last diagnostics of a slot or an MSM, or of all of them."""
    if slot or slot_id:
        return _result(call, slot, slot_id)
    msms = [msm.letter for msm in call.chassis.msms if msm.letter]
    return "".join([_result(call, number, "") for number in call.chassis.slots] + [_result(call, 0, a) for a in msms])


def _result(call: Call, slot: int, slot_id: str) -> str:
    kind, name = module_in(call, slot, slot_id), f"MSM-{slot_id}" if slot_id else f"Slot-{slot}"
    if not kind:
        return f"No card in {name}\n"
    found = call.get(Diagnostics, slot_id or str(slot))
    if found is None:
        return f"\n{name}: {kind}\nNo Diagnostics Data\n"
    when = stamp(local(call.node, found.at))
    return f"\n{name}: {kind}\nLast {found.kind} diagnostics: {when}, {found.seconds:.0f} seconds\nResult: Passed\n"
