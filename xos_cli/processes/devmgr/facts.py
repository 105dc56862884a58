"""Answer questions about the name of the switch, its local time, and the state of the MSMs."""

from typing import TYPE_CHECKING

from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.rows import DmSystem, TimeInfo
from xos_cli.switch.messages import Hello

if TYPE_CHECKING:
    from xos_cli.switch.node import Node
    from xos_cli.switch.tables import Store


def zone_offset(store: "Store") -> float:
    """Return the seconds that the local time is ahead of UTC."""
    rows = store.rows(TimeInfo)
    return 60.0 * (rows[0].gmt_offset or 0) if rows else 0.0


def local(node: "Node", at: float | None = None) -> float:
    """Return a moment (now if none is given) in the local time that the switch shows."""
    return (node.time() if at is None else at) + zone_offset(node.store)


def sysname(store: "Store") -> str:
    """Return the system name, which stands in the prompt."""
    rows = store.rows(DmSystem)
    return rows[0].sysName if rows else ""


#: evidence: inferred
UNREACHED = "Error: The MSM in slot {slot} cannot be reached."


def nodes(node: "Node", slot_id: str = "") -> list[Hello]:
    """Return what is known of this MSM and of the other, or of the MSM in one slot."""
    wanted = msm_named(node, slot_id) if slot_id else ""
    known = (node.hello(), node.peer)
    return [hello for hello in known if hello is not None and wanted in ("", hello.name)]


def msm_named(node: "Node", slot_id: str) -> str:
    """Return the name of the MSM ``A`` or ``B``; refuse one that is not there.  evidence: inferred (the words)"""
    if not node.chassis.modular:
        raise Refusal("Error: This command is not supported on a stand-alone switch.")
    name = next(msm.name for msm in node.chassis.msms if msm.letter == slot_id)
    if node.backplane.lamp(name) == "EMPTY":
        raise Refusal(f"Error: There is no MSM in slot {slot_id}.")
    return name


def reached(node: "Node", slot_id: str) -> Hello:
    """Return what the MSM ``A`` or ``B`` says of itself; refuse one that cannot be reached."""
    name = msm_named(node, slot_id)
    if name == node.name:
        return node.hello()
    if node.peer is None:
        raise Refusal(UNREACHED.format(slot=slot_id))
    return node.peer
