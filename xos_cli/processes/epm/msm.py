"""The MSMs as a command names and sees them."""

from collections.abc import Generator
from typing import Any

from xos_cli.command.answer import answer
from xos_cli.command.call import Call
from xos_cli.command.dialogue import Step
from xos_cli.errors import Refusal
from xos_cli.switch.channel import Reply
from xos_cli.switch.messages import Message

NOT_TAKEN = "Error: {name} was not reached, and is as it was."


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
    """Return the image partition that a word names or begins."""
    for name in call.chassis.images:
        if name.startswith(word.lower()):
            return name
    raise Refusal("Error: The partition is primary or secondary.")
