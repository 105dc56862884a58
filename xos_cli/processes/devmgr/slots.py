"""Configure the slots for types of modules, and clear them."""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Answer, Dialogue, Question
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.rows import CardInfo, CardState

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def valid_clear_slot(chassis: "Chassis", slot: int) -> None:
    """Refuse a slot that the chassis does not have."""
    if slot not in chassis.slots:
        raise Refusal(f"Error: Slot {slot} is not a valid slot.")


def valid_unconfigure_slot(chassis: "Chassis", slot: int) -> None:
    """Refuse a slot that the chassis does not have."""
    valid_clear_slot(chassis, slot)


def valid_configure_slot_module(chassis: "Chassis", slot: int, module_type: str) -> None:
    """Refuse a slot that the chassis does not have, and a module that does not fit it."""
    _fitting(chassis, slot, module_type)


def configure_slot_module(call: Call, slot: int, module_type: str) -> None:
    """Configure a slot for a type of module; a slot that holds another type goes to Mismatch."""
    kind = _fitting(call.chassis, slot, module_type)
    before = call.get(CardInfo, slot) or CardInfo(slot)
    if before.configured_type not in ("", kind):
        raise Refusal(f"Error: Slot {slot} is already configured as {before.configured_type}.")
    call.put(before._replace(configured_type=kind))
    card = call.get(CardState, slot)
    if card and card.type != kind:
        call.put(card._replace(state="Mismatch"))


def _fitting(chassis: "Chassis", slot: int, module_type: str) -> str:
    """Return the type of module as it is spelled; refuse a slot or a type that does not exist here.

    evidence: inferred (the words)
    """
    valid_clear_slot(chassis, slot)
    for kind in [*chassis.fitting(), chassis.slots[slot].module]:
        if kind and kind.lower() == module_type.lower():
            return kind
    raise Refusal(f"Error: {module_type} is not a module type that {chassis.product} supports.")


def clear_slot(call: Call, slot: int) -> Dialogue:
    """Clear the configuration of a slot, of its ports and of their VLANs.  evidence: inferred (the words)"""
    valid_clear_slot(call.chassis, slot)
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
