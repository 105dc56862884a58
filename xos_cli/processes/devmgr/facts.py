"""Answer questions about the name of the switch, its local time, and the state of the MSMs."""

from typing import TYPE_CHECKING

from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.rows import DmSystem, TimeInfo
from xos_cli.switch.messages import Hello

if TYPE_CHECKING:
    from xos_cli.switch.node import Node
    from xos_cli.switch.tables import Store


def zone_offset(store: "Store", at: float) -> float:
    """Return the seconds that the local time is ahead of UTC at a moment (seconds since the epoch, UTC)."""
    rows = store.rows(TimeInfo)
    if not rows:
        return 0.0
    standard = 60.0 * (rows[0].gmt_offset or 0)
    return standard + (_ahead(rows[0].dst, at, standard) if rows[0].dst else 0.0)


def _ahead(rule: str, at: float, standard: float) -> float:
    from xos_cli.processes.devmgr.daylight import daylight  # most switches have none

    return daylight(rule).ahead(at, standard)


def utc(store: "Store", shown: float) -> float:
    """Return the moment at which the clock shows a time; of two such moments, the one in the standard time."""
    later = shown - zone_offset(store, shown - zone_offset(store, shown))
    return shown - zone_offset(store, later)


def local(node: "Node", at: float | None = None) -> float:
    """Return a moment (now if none is given) in the local time that the switch shows."""
    moment = node.time() if at is None else at
    return moment + zone_offset(node.store, moment)


def sysname(store: "Store") -> str:
    """Return the system name, which stands in the prompt."""
    rows = store.rows(DmSystem)
    return rows[0].sysName if rows else ""


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
