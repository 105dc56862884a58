"""Give power to the devices at the ports: which of them get it, and what is logged.

evidence: guide 11.3 p.171-180 (budget, priorities, the disconnect precedence, the usage threshold, the states),
inferred (that among equal ports the lower number comes first, the words)
"""

from typing import TYPE_CHECKING

from xos_cli.processes.devmgr.facts import RESERVED, UNRESERVED
from xos_cli.processes.devmgr.rows import CardInfo, CardState
from xos_cli.processes.poe.facts import DELIVERING, DENIED, FAULTED, SEARCHING, gives
from xos_cli.processes.poe.rows import PseLegacy, PsePort, PseState, PseSystem
from xos_cli.switch.fabric.ports import FabricPort
from xos_cli.switch.hardware.link import PowerNeed

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: Where the slots that use more than the threshold are remembered.
ABOVE = "poe slots above the threshold"


class Applicant:
    """A port with a powered device, its settings, and the last state of its power."""

    def __init__(self, node: "Node", port: FabricPort, need: PowerNeed) -> None:
        name = node.chassis.port_name(port.id)
        self.port, self.need = port, need
        self.row = node.store.get(PsePort, name) or PsePort(name)
        self.last = node.store.get(PseState, name) or PseState(name)

    def place(self, by_priority: bool) -> tuple[int, int, tuple[int, int]]:
        """Return where it stands in the queue: those that have power first, unless priorities alone decide."""
        return 0 if by_priority or self.port.feeding else 1, -self.row.priority, self.port.id


def follow_power(node: "Node") -> None:
    """Decide anew which devices get power, slot by slot."""
    if node.fabric is None:
        return
    devices = [(port, end.needs) for port in node.fabric.ports.values() if (end := port.device) is not None]
    for slot in sorted({port.id[0] for port, _ in devices}):
        able = node.store.get(CardState, slot)
        if able is not None and node.chassis.types[able.type].poe:
            _share(node, slot, [Applicant(node, port, need) for port, need in devices if need and port.id[0] == slot])


def _share(node: "Node", slot: int, applicants: list[Applicant]) -> None:
    """Share the budget of a slot."""
    info = node.store.get(CardInfo, slot) or CardInfo(slot)
    budget = 1000 * (RESERVED if info.poe_budget == UNRESERVED else info.poe_budget)
    system, used, found = node.store.one(PseSystem), 0, list[tuple[FabricPort, PseState]]()
    for one in sorted(applicants, key=lambda one: one.place(bool(system.systemDisconnectPrecedence))):
        state = _judged(node, one, used, budget)
        used += one.need.milliwatts if state == DELIVERING else 0
        found.append((one.port, _counted(one, state)))
    node.put([row for _, row in found if row != node.store.get(PseState, row.port)])
    for port, row in found:
        port.feed(row.state == DELIVERING)
    _watch(node, slot, used, budget * system.systemUsageThreshold // 100)


def _judged(node: "Node", one: Applicant, used: int, budget: int) -> str:
    """Return the state of a port whose device wants power while *used* of the milliwatts of *budget* are given."""
    if not gives(node.store, one.row):
        return ""
    if one.need.legacy and node.store.get(PseLegacy, one.port.id[0]) is None:
        return SEARCHING
    if one.need.milliwatts > one.row.limit:
        return FAULTED
    return DELIVERING if used + one.need.milliwatts <= budget else DENIED


def _counted(one: Applicant, state: str) -> PseState:
    """Return the row of a port with the counter of its device's new state."""
    last = one.last
    row = last._replace(state=state, milliwatts=one.need.milliwatts if state == DELIVERING else 0, kind=one.need.kind)
    if state == last.state:
        return row
    return row._replace(
        invalid=last.invalid + (state == SEARCHING),
        denied=last.denied + (state == DENIED),
        over=last.over + (state == FAULTED),
    )


def _watch(node: "Node", slot: int, used: int, limit: int) -> None:
    """Log that a slot uses more than the threshold, once until it uses less."""
    above = node.memory.setdefault(ABOVE, set())
    assert isinstance(above, set)
    if used <= limit:
        above.discard(slot)
    elif slot not in above:
        above.add(slot)
        text = f"Slot {slot}: inline-power usage of {used / 1000:.1f} W is above the threshold of {limit / 1000:.1f} W"
        node.event("Warning", "POE.Warning", text)


def cable_changed(node: "Node", port: tuple[int, int]) -> None:
    """Process a cable that was plugged in or pulled out: the device that had power is gone."""
    row = node.store.get(PseState, node.chassis.port_name(port)) if port[0] else None
    if row is not None and node.fabric is not None and node.fabric.ports[port].device is None:
        node.put([row._replace(state="", milliwatts=0, absent=row.absent + (row.state == DELIVERING))])
    follow_power(node)


def power_reset(node: "Node", ports: tuple[tuple[int, int], ...]) -> None:
    """Take the power from ports, and look at their devices anew a second later."""
    assert node.fabric is not None
    for id in ports:
        node.fabric.ports[id].feed(False)
    node.later(1.0, "poe", "follow_power")
