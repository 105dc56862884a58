"""`disable slot` and `enable slot`: switch the power of a module.

evidence: later 16.x (what it does; kept over a reboot only if it was saved), inferred (the words of the refusals)
"""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.rows import CardInfo, CardState

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node

#: How `show slot` says so.
DISABLED = "Disabled"


def _known(call: Call, slot: int) -> CardInfo:
    """Return what a slot is configured for; refuse a slot that does not exist."""
    valid_enable_slot(call.chassis, slot)
    return call.get(CardInfo, slot) or CardInfo(slot)


def valid_enable_slot(chassis: "Chassis", slot: int, **_: object) -> None:
    """Refuse the command on a switch without slots, and a slot that the chassis does not have."""
    if not chassis.modular:
        raise Refusal("Error: This command is not supported on a stand-alone switch.")
    if slot not in chassis.slots:
        raise Refusal(f"Error: Slot {slot} is not a valid slot.")


def valid_disable_slot(chassis: "Chassis", slot: int, **_: object) -> None:
    """Refuse the command on a switch without slots, and a slot that the chassis does not have."""
    valid_enable_slot(chassis, slot)


def disable_slot(call: Call, slot: int, offline: bool = False) -> None:
    """Switch a module off, now and whenever one is inserted; *offline*: for diagnostics."""
    row = _known(call, slot)
    call.put(row._replace(card_disabled=1))
    card = call.get(CardState, slot)
    if card and card.state != DISABLED:
        taken_offline(call.node, slot, DISABLED)
        call.node.call("devmgr", "balance")
        call.node.event("Info", "HAL.Card.Info", f"Module in Slot-{slot} is powered off")  # evidence: inferred


def taken_offline(node: "Node", slot: int, state: str) -> None:
    """Take a module out of service: its ports are down until it boots again."""
    node.put([node.store.one(CardState, slot)._replace(state=state)])
    node.backplane.modules.pop(slot, None)
    node.call("vlan", "ports_down", slot)


def enable_slot(call: Call, slot: int) -> None:
    """Switch a module on: it boots."""
    row = _known(call, slot)
    call.put(row._replace(card_disabled=0))
    card = call.get(CardState, slot)
    if card and card.state == DISABLED:
        call.node.call("devmgr", "insert", slot, card.type)
