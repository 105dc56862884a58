"""Bring the modules of the slots up, and log what the hardware reports."""

from typing import TYPE_CHECKING

from xos_cli.processes.devmgr.msm_ports import carries_ports
from xos_cli.processes.devmgr.power import affords, balance, short
from xos_cli.processes.devmgr.rows import CardInfo, CardState
from xos_cli.processes.devmgr.slot_power import DISABLED

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


def take_over(node: "Node", number: int, kind: str) -> None:
    """Take over the module in a slot: one that the old master reported as operational goes on working."""
    card, ready = node.store.get(CardState, number), node.backplane.modules.get(number)
    if card is not None and card.state != "Booting":
        if card.state == "Operational":
            node.call("vlan", "ports_up", number)
    elif ready is not None and ready > node.clock.now and carries_ports(node.chassis):
        insert(node, number, kind)
    else:
        _bring_up(node, number, kind)


def insert(node: "Node", number: int, kind: str) -> None:
    """Put a module into a slot: it boots if the slot is not configured for another type."""
    node.backplane.modules.pop(number, None)
    _bring_up(node, number, kind)


def _bring_up(node: "Node", number: int, kind: str) -> None:
    """Bring a module up: at once if its hardware works already, else when it has booted."""
    configured = node.store.get(CardInfo, number)
    if configured and configured.card_disabled:
        node.put([CardState(number, kind, DISABLED)])
        return
    wanted = configured.configured_type if configured else ""
    if wanted not in ("", kind):
        node.put([CardState(number, kind, "Mismatch")])
        node.event("Warning", "HAL.Card.Warning", f"Slot-{number} has a {kind}, but is configured for a {wanted}")
        return
    if number in [msm.slot for msm in node.chassis.msms] or not node.chassis.modular:
        operational(node, number)
        return
    if not affords(node, number):
        short(node, number, kind)
        return
    ready = node.backplane.modules.setdefault(number, node.clock.now + node.chassis.timing.card)
    if ready <= node.clock.now:
        operational(node, number)
        return
    node.put([CardState(number, kind, "Booting")])
    node.later(ready - node.clock.now, "devmgr", "booted", number, ready)


def booted(node: "Node", number: int, ready: float) -> None:
    """Mark a module that has booted as operational, unless it was switched off or restarted meanwhile."""
    if node.backplane.modules.get(number) == ready:
        operational(node, number)


def operational(node: "Node", number: int) -> None:
    """Mark a module as operational and bring its ports up, unless it was switched off meanwhile."""
    card = node.store.get(CardState, number)
    if card and card.state == DISABLED:
        return
    node.put([CardState(number, node.chassis.slots[number].module, "Operational")])
    # evidence: later EXOS (``Switch is operational`` on a stand-alone switch), inferred (the chassis)
    what = f"Module in Slot-{number} is operational" if node.chassis.modular else "Switch is operational"
    node.event("Info", "HAL.Card.Info", what)
    node.call("vlan", "ports_up", number)


def part_changed(node: "Node", kind: str, which: str, broken: bool) -> None:
    """Log that a power supply or a fan tray broke or was repaired, or a part became too hot or cool again.

    evidence: guide 11.0 p.140 (``PowerSupply:4 Powered On``)
    """
    if kind == "heat":
        _heat_changed(node, which, broken)
        return
    name = f"PowerSupply:{which}" if kind == "psu" else f"FanTray:{which}"
    state = "Failed" if broken else "Powered On" if kind == "psu" else "Operational"
    node.event("Error" if broken else "Info", "DM.Error" if broken else "DM.Info", f"{name} {state}")
    node.call("snmpMaster", "part_moved", kind, int(which), broken)
    balance(node)
    node.software.tell("environment_changed", node)


def _heat_changed(node: "Node", which: str, hot: bool) -> None:
    """Log that an MSM or a slot is too hot, or has its normal temperature again.  evidence: inferred (the words)"""
    name = f"Slot-{which}" if which.isdecimal() else which.upper()
    if hot:
        node.event("Warning", "DM.Warning", f"{name} Temperature too high")
        node.software.tell("overheated", node, which)
    else:
        node.event("Info", "DM.Info", f"{name} Temperature normal")
