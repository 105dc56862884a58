"""The MSMs as a command names and sees them."""

from collections.abc import Generator
from typing import Any

from xos_cli.command.answer import answer
from xos_cli.command.call import Call
from xos_cli.command.dialogue import Step
from xos_cli.errors import Refusal
from xos_cli.switch.channel import Reply
from xos_cli.switch.messages import Hello, Message

#: evidence: inferred
UNREACHED = "Error: The MSM in slot {slot} cannot be reached."
NOT_TAKEN = "Error: {name} was not reached, and is as it was."


def nodes(call: Call, slot_id: str = "") -> list[Hello]:
    """What is known of the node one is at, and of the other; or of the MSM in a slot alone."""
    wanted = named(call, slot_id) if slot_id else ""
    known = (call.node.hello(), call.node.peer)
    return [hello for hello in known if hello is not None and wanted in ("", hello.name)]


def named(call: Call, slot_id: str) -> str:
    """The name of the MSM ``A`` or ``B``; a refusal if there is none.  evidence: inferred (the words)"""
    if not call.chassis.modular:
        raise Refusal("Error: This command is not supported on a stand-alone switch.")
    name = next(msm.name for msm in call.chassis.msms if msm.letter == slot_id)
    if call.node.backplane.lamp(name) == "EMPTY":
        raise Refusal(f"Error: There is no MSM in slot {slot_id}.")
    return name


def reached(call: Call, slot_id: str) -> Hello:
    """What the MSM ``A`` or ``B`` says of itself; a refusal if it does not hear what it is told."""
    name, node = named(call, slot_id), call.node
    if name == node.name:
        return node.hello()
    if node.peer is None:
        raise Refusal(UNREACHED.format(slot=slot_id))
    return node.peer


def tell(call: Call, slot_id: str, message: Message) -> Generator[Step, Any, str]:
    """Have the other MSM do what the message says if the command is for it, too; what is to be said if it does not.

    A refusal if it is for the other alone.
    """
    node = call.node
    if slot_id == node.msm.letter or not node.backplane.others(node):
        return ""
    reply = Reply()
    if node.checkpoint.send(message, reply.expect()) and (yield from answer(reply)):
        return ""
    said = NOT_TAKEN.format(name=node.peer_name)
    if slot_id:
        raise Refusal(said)
    return f"{said}\n"


def partition_named(call: Call, word: str) -> str:
    """The image partition, by the beginning of its name."""
    for name in call.chassis.images:
        if name.startswith(word.lower()):
            return name
    raise Refusal("Error: The partition is primary or secondary.")
