"""The MSMs as a command names and sees them."""

from xos_cli.call import Call
from xos_cli.errors import Refusal
from xos_cli.switch.messages import Hello


def nodes(call: Call) -> list[Hello]:
    """What is known of the node one is at, and of the other."""
    return [hello for hello in (call.node.hello(), call.node.peer) if hello is not None]


def named(call: Call, slot_id: str) -> str:
    """The name of the MSM ``A`` or ``B``; a refusal if there is none.  evidence: inferred (the words)"""
    if not call.chassis.modular:
        raise Refusal("Error: This command is not supported on a stand-alone switch.")
    name = next(msm.name for msm in call.chassis.msms if msm.letter == slot_id)
    if call.node.backplane.lamp(name) == "EMPTY":
        raise Refusal(f"Error: There is no MSM in slot {slot_id}.")
    return name
