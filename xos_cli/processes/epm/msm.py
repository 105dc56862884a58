"""Find the images and processes that a command names, and tell the other MSM what to do."""

from collections.abc import Generator
from typing import Any

from xos_cli.command.answer import answer
from xos_cli.command.call import Call
from xos_cli.command.dialogue import Step
from xos_cli.errors import Refusal
from xos_cli.switch.channel.end import Reply
from xos_cli.switch.hardware.chassis import Process
from xos_cli.switch.messages import Message

NOT_TAKEN = "Error: {name} was not reached, and is as it was."


def tell(call: Call, slot_id: str, message: Message) -> Generator[Step, Any, str]:
    """Send the message to the other MSM if the command is for it, and return the warning to print if it fails.

    Refuse the command if it is for the other MSM alone and that cannot be reached.
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


def processes_named(call: Call, wanted: str | None) -> list[tuple[str, Process]]:
    """Return all processes or the one that is named; refuse one that does not exist."""
    every = sorted(call.chassis.processes.items(), key=lambda item: item[0].lower())
    found = [(name, one) for name, one in every if wanted is None or name.lower() == wanted.lower()]
    if not found:
        raise Refusal(f"Error: Process {wanted} does not exist.")
    return found
