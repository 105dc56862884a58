"""Keep the power budget: which I/O modules have power, and what happens when a supply is lost or comes back.

evidence: guide 11.3 p.79-80 (modules go down from the highest slot and are considered from the lowest), 11.1 p.105 (a
module without its reserved inline power is not powered up), inferred (words and layout)
"""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.processes.devmgr.facts import budget, psu_works, takes
from xos_cli.processes.devmgr.rows import POWERLESS, CardState

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: Module states that take no power.
WITHOUT = ("Disabled", "Mismatch", "Testing", POWERLESS)


def affords(node: "Node", slot: int) -> bool:
    """Return whether there is power for one more module."""
    now, watts = budget(node), takes(node, slot)
    has = watts if slot in now.slots else 0
    return not now.kept or watts - has <= now.surplus


def balance(node: "Node") -> None:
    """Take modules down from the highest slot while power is short; else bring those without power up, lowest first."""
    if budget(node).surplus < 0:
        _shed(node)
        return
    for card in sorted(node.store.rows(CardState), key=lambda card: card.slot):
        if card.state == POWERLESS and affords(node, card.slot):
            node.call("devmgr", "insert", card.slot, card.type)


def _shed(node: "Node") -> None:
    while (now := budget(node)).kept and now.surplus < 0 and now.slots:
        _power_down(node, max(now.slots))


def _power_down(node: "Node", slot: int) -> None:
    node.call("devmgr", "taken_offline", slot, POWERLESS)
    node.event("Error", "HAL.Card.Error", f"Slot-{slot} is powered off: the available power is insufficient")


def short(node: "Node", slot: int, kind: str) -> None:
    """Leave a module without power, and log it."""
    node.put([CardState(slot, kind, POWERLESS)])
    node.event("Error", "HAL.Card.Error", f"Slot-{slot} is not powered up: the available power is insufficient")


# -- show power budget -----------------------------------------------------------------------------------------------

WIDTH = 60
RULE = "-" * WIDTH + "\n"


def show_power_budget(call: Call) -> str:
    """Print what the supplies give, what each module takes, and whether a supply can be lost.  evidence: recalled"""
    now = budget(call.node)
    sums = {"Power Available": now.available, "Redundant (N+1) Power Available": now.redundant}
    ends = {"Power Required": now.required, "Power Allocated": now.allocated, "Power Surplus": now.surplus}
    several = sum(psu_works(call.node, psu) for psu in call.chassis.psus) > 1
    spare = "yes" if several and now.required <= now.redundant else "NO"
    return (
        f"{'PS':<4}{'State':<36}{'Watts':>20}\n{RULE}{_supplies(call)}{RULE}{_sums(sums)}\n"
        f"{'Slots':<9}{'Type':<18}{'State':<13}{'Watts':>8}{'Budget':>12}\n{RULE}{_modules(call)}{RULE}{_sums(ends)}"
        f"{'Redundant Power Supply(s) present?:':>{WIDTH - 11}}{spare:>11}\n"
    )


def _sums(values: dict[str, int]) -> str:
    return "".join(f"{label + ':':>{WIDTH - 11}}{watts:>11}\n" for label, watts in values.items())


def _supplies(call: Call) -> str:
    node = call.node
    lines = []
    for psu in call.chassis.psus:
        works = psu_works(node, psu)
        state = "Empty" if not psu.info else "Powered On" if works else "Failed"
        lines.append(f"{psu.number:<4}{state:<36}{psu.watts if works else 0:>20}\n")
    return "".join(lines)


def _modules(call: Call) -> str:
    """Return a line for each slot, and for each MSM outside the slots."""
    lines = []
    for number in call.chassis.slots:
        card = call.get(CardState, number)
        if card:
            given = "no" if card.state in WITHOUT else "yes"
            lines.append(_module(f"Slot-{number}", card.type, card.state, takes(call.node, number), given))
        else:
            lines.append(_module(f"Slot-{number}", "", "Empty", 0, ""))
    for msm in call.chassis.msms:
        if msm.letter and msm.slot not in call.chassis.slots:
            state = "Empty" if call.node.backplane.lamp(msm.name) == "EMPTY" else "Operational"
            lines.append(_module(msm.name, msm.module, state, call.chassis.types[msm.module].watts, "yes"))
    return "".join(lines)


def _module(name: str, kind: str, state: str, watts: int, given: str) -> str:
    return f"{name:<9}{kind:<18}{state:<13}{watts:>8}{given:>12}".rstrip() + "\n"
