"""Answer questions about the name of the switch, its local time, and the state of the MSMs."""

from typing import TYPE_CHECKING

from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.rows import POWERLESS, CardInfo, CardState, DmSystem, TimeInfo
from xos_cli.record import NamedTuple
from xos_cli.switch.messages import Hello

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Psu
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
    """Return the latest hello messages of this MSM and of the other, or of the MSM in one slot."""
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
    """Return the latest hello message of the MSM ``A`` or ``B``; refuse one that cannot be reached."""
    name = msm_named(node, slot_id)
    if name == node.name:
        return node.hello()
    if node.peer is None:
        raise Refusal(UNREACHED.format(slot=slot_id))
    return node.peer


# -- power -----------------------------------------------------------------------------------------------------------

#: What a slot's row says while no inline power is reserved for it, and what it gets then, in watts.
#: evidence: capture 11.2, reference 11.5 p.510
UNRESERVED, RESERVED = 65536, 50


class Budget(NamedTuple):
    """The power of a chassis in watts; *slots*: those whose modules can be switched off and have power."""

    available: int
    redundant: int
    required: int
    allocated: int
    slots: tuple[int, ...]
    kept: bool

    @property
    def surplus(self) -> int:
        """Return the watts that no module has."""
        return self.available - self.allocated


#: Degrees Celsius by which a part is hotter that is too hot.  evidence: inferred
EXCESS = 40.0


def too_hot(node: "Node", part: str) -> bool:
    """Return whether an MSM (``MSM-A``) or a slot (``1``) is too hot."""
    return f"heat {part.lower()}" in node.hardware_faults


def celsius(node: "Node", part: str, normal: float) -> float:
    """Return the temperature of an MSM or a slot that has this one normally."""
    return normal + EXCESS if too_hot(node, part) else normal


def psu_works(node: "Node", psu: "Psu") -> bool:
    """Return whether a power supply is there and gives power."""
    return bool(psu.info) and f"psu {psu.number}" not in node.hardware_faults


def takes(node: "Node", slot: int) -> int:
    """Return the watts of the module in a slot, with the inline power that is reserved for it."""
    card, info = node.store.get(CardState, slot), node.store.get(CardInfo, slot) or CardInfo(slot)
    kind = node.chassis.types[card.type if card else node.chassis.slots[slot].module]
    reserved = RESERVED if info.poe_budget == UNRESERVED else info.poe_budget
    return kind.watts + (reserved if kind.poe else 0)


def budget(node: "Node") -> Budget:
    """Return the power budget: the MSMs have theirs whether or not they are there.  evidence: guide 11.0 p.52"""
    psus = [psu.watts for psu in node.chassis.psus if psu_works(node, psu)]
    carriers = {msm.slot for msm in node.chassis.msms}
    base = sum(node.chassis.types[msm.module].watts for msm in node.chassis.msms if msm.module)
    there = [card for card in node.store.rows(CardState) if card.slot not in carriers]
    powered = tuple(card.slot for card in there if card.state in ("Operational", "Booting"))
    wanting = [card.slot for card in there if card.state == POWERLESS]
    allocated = base + sum(takes(node, slot) for slot in powered)
    required = allocated + sum(takes(node, slot) for slot in wanting)
    kept = node.chassis.modular and all(psu.watts for psu in node.chassis.psus if psu.info)
    return Budget(sum(psus), sum(psus) - max(psus, default=0), required, allocated, powered, kept)
