"""Find the MSMs that a command names, and what each has said of itself."""

from typing import TYPE_CHECKING

from xos_cli.errors import Refusal
from xos_cli.switch.messages import Hello

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: evidence: inferred
UNREACHED = "Error: The MSM in slot {slot} cannot be reached."


def nodes(node: "Node", slot_id: str = "") -> list[Hello]:
    """Return what is known of this MSM and of the other, or of the MSM in one slot."""
    wanted = named(node, slot_id) if slot_id else ""
    known = (node.hello(), node.peer)
    return [hello for hello in known if hello is not None and wanted in ("", hello.name)]


def named(node: "Node", slot_id: str) -> str:
    """Return the name of the MSM ``A`` or ``B``; refuse one that is not there.  evidence: inferred (the words)"""
    if not node.chassis.modular:
        raise Refusal("Error: This command is not supported on a stand-alone switch.")
    name = next(msm.name for msm in node.chassis.msms if msm.letter == slot_id)
    if node.backplane.lamp(name) == "EMPTY":
        raise Refusal(f"Error: There is no MSM in slot {slot_id}.")
    return name


def reached(node: "Node", slot_id: str) -> Hello:
    """Return what the MSM ``A`` or ``B`` says of itself; refuse one that cannot be reached."""
    name = named(node, slot_id)
    if name == node.name:
        return node.hello()
    if node.peer is None:
        raise Refusal(UNREACHED.format(slot=slot_id))
    return node.peer
