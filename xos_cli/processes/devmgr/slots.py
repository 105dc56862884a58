"""Configure the slots for types of modules, and clear them."""

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Answer, Dialogue, Question
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.rows import CardInfo, CardState


def configure_slot_module(call: Call, slot: int, module_type: str) -> None:
    """Configure a slot for a type of module; a slot that holds another type goes to Mismatch."""
    kind = _fitting(call, slot, module_type)
    before = call.get(CardInfo, slot) or CardInfo(slot)
    if before.configured_type not in ("", kind):
        raise Refusal(f"Error: Slot {slot} is already configured as {before.configured_type}.")
    call.put(before._replace(configured_type=kind))
    card = call.get(CardState, slot)
    if card and card.type != kind:
        call.put(card._replace(state="Mismatch"))


def _fitting(call: Call, slot: int, module_type: str) -> str:
    """Return the type of module as it is spelled; refuse a slot or a type that does not exist here.

    evidence: inferred (the words)
    """
    if slot not in call.chassis.slots:
        raise Refusal(f"Error: Slot {slot} is not a valid slot.")
    for kind in [*call.chassis.fitting(), call.chassis.slots[slot].module]:
        if kind and kind.lower() == module_type.lower():
            return kind
    raise Refusal(f"Error: {module_type} is not a module type that {call.chassis.product} supports.")


def clear_slot(call: Call, slot: int) -> Dialogue:
    """Clear the configuration of a slot, of its ports and of their VLANs.  evidence: inferred (the words)"""
    if slot not in call.chassis.slots:
        raise Refusal(f"Error: Slot {slot} is not a valid slot.")
    warning = "This command will also clear the configuration of the ports of the slot.\n"
    if (yield Question(warning + "Are you sure you want to continue? (y/n) ")) is Answer.YES:
        call.delete(CardInfo, slot)
        call.software.tell("slot_cleared", call, slot)
        card = call.get(CardState, slot)
        if card and card.state == "Mismatch":
            call.put(card._replace(state="Operational"))


def unconfigure_slot(call: Call, slot: int) -> Dialogue:
    """Clear the configuration of a slot, of its ports and of their VLANs, as `clear slot` does."""
    yield from clear_slot(call, slot)
