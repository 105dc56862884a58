"""Tables and hooks of the device manager; bring modules up, set names and the time, configure slots."""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Answer, Dialogue, Question
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.facts import sysname as sysname
from xos_cli.processes.devmgr.facts import zone_offset
from xos_cli.processes.devmgr.msm_ports import carries_ports, other_left, there
from xos_cli.processes.devmgr.rows import CardInfo, CardState, DmSystem, NodePriority, PowerInfo, TimeInfo
from xos_cli.processes.devmgr.slot_power import DISABLED
from xos_cli.switch import calendar
from xos_cli.switch.messages import SetTime

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis
    from xos_cli.switch.node import Node


TABLES = (DmSystem, TimeInfo, PowerInfo, CardInfo, NodePriority, CardState)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch: each slot is configured for the module that it holds."""
    cards = [CardInfo(slot.number, configured_type=slot.module) for slot in chassis.slots.values() if slot.module]
    return [DmSystem(sysName=chassis.product), TimeInfo(), PowerInfo(), *cards]


# -- what the hardware says ------------------------------------------------------------------------------------------


def running(node: "Node") -> None:
    """Look into the slots as the new master: a module that works goes on working over a failover.

    An 8800 restarts a module that does not work yet.  evidence: guide 11.3 p.78 (the 8800), inferred (the others)
    """
    for number, slot in node.chassis.slots.items():
        if slot.module and there(node, number):
            _take_over(node, number, slot.module)
    if node.peer is None:
        other_left(node)


def _take_over(node: "Node", number: int, kind: str) -> None:
    """Find out how the module in a slot is; what its state was when the old master last sent it may be known."""
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
    """Let a module work that may: at once if its hardware does already, else when it has booted."""
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
    ready = node.backplane.modules.setdefault(number, node.clock.now + node.chassis.timing.card)
    if ready <= node.clock.now:
        operational(node, number)
        return
    node.put([CardState(number, kind, "Booting")])
    node.later(ready - node.clock.now, "devmgr", "booted", number, ready)


def booted(node: "Node", number: int, ready: float) -> None:
    """Let a module that has booted work, unless its power was taken away or it was restarted meanwhile."""
    if node.backplane.modules.get(number) == ready:
        operational(node, number)


def operational(node: "Node", number: int) -> None:
    """Mark a module as operational and bring its ports up, unless its power was taken away meanwhile."""
    card = node.store.get(CardState, number)
    if card and card.state == DISABLED:
        return
    node.put([CardState(number, node.chassis.slots[number].module, "Operational")])
    # evidence: later EXOS (``Switch is operational`` on a stand-alone switch), inferred (the chassis)
    what = f"Module in Slot-{number} is operational" if node.chassis.modular else "Switch is operational"
    node.event("Info", "HAL.Card.Info", what)
    node.call("vlan", "ports_up", number)


# -- names and time --------------------------------------------------------------------------------------------------


def configure_snmp_sysName(call: Call, sysname: str) -> None:
    """Set the system name; the prompt shows it from the next line on.

    evidence: guide 11.x (32 characters, a letter first)
    """
    if not sysname[:1].isalpha() or len(sysname) > 32 or any(c.isspace() for c in sysname):
        raise Refusal("Error: Invalid system name: it must begin with a letter and have at most 32 characters.")
    call.put(call.one(DmSystem)._replace(sysName=sysname))


def configure_snmp_sysLocation(call: Call, syslocation: str) -> None:
    """Set the system location, at most 255 characters."""
    call.put(call.one(DmSystem)._replace(sysLocation=_text(syslocation) or None))


def configure_snmp_sysContact(call: Call, syscontact: str) -> None:
    """Set the system contact, at most 255 characters."""
    call.put(call.one(DmSystem)._replace(sysContact=_text(syscontact)))


def _text(text: str) -> str:
    if len(text) > 255:
        raise Refusal("Error: The text is longer than 255 characters.")
    return text


def configure_time(call: Call, month: int, day: int, year: int, hour: int, min: int, sec: int) -> None:
    """Set the hardware clocks of both MSMs, which are no part of the configuration."""
    node = call.node
    try:
        wanted = calendar.seconds(year, month, day, hour, min, sec)
    except ValueError:
        raise Refusal("Error: Invalid date or time.") from None
    node.rtc_offset = wanted - zone_offset(call.store) - node.clock.now
    node.checkpoint.send(SetTime(node.rtc_offset))
    node.call("epm", "time_changed")
    node.event("Notice", "DM.Notice", "Setting hwclock time to system time, and broadcasting time")


# -- slots -----------------------------------------------------------------------------------------------------------


def configure_slot_module(call: Call, slot: int, module_type: str) -> None:
    """Configure a slot for a type of module; a slot that holds another type goes to Mismatch."""
    kind = _fitting(call, slot, module_type)
    before = call.get(CardInfo, slot) or CardInfo(slot)
    if before.configured_type not in ("", kind):
        raise Refusal(f"Error: Slot {slot} is already configured as {before.configured_type}.")
    call.put(before._replace(configured_type=kind))
    card = call.get(CardState, slot)
    if card and card.type != kind:
        call.put(card._replace(state="Mismatch"))


def _fitting(call: Call, slot: int, module_type: str) -> str:
    """Return the type of module as it is spelled; refuse a slot or a type that does not exist here.

    evidence: inferred (the words)
    """
    if slot not in call.chassis.slots:
        raise Refusal(f"Error: Slot {slot} is not a valid slot.")
    for kind in [*call.chassis.fitting(), call.chassis.slots[slot].module]:
        if kind and kind.lower() == module_type.lower():
            return kind
    raise Refusal(f"Error: {module_type} is not a module type that {call.chassis.product} supports.")


def clear_slot(call: Call, slot: int) -> Dialogue:
    """Clear the configuration of a slot, of its ports and of their VLANs.  evidence: inferred (the words)"""
    if slot not in call.chassis.slots:
        raise Refusal(f"Error: Slot {slot} is not a valid slot.")
    warning = "This command will also clear the configuration of the ports of the slot.\n"
    if (yield Question(warning + "Are you sure you want to continue? (y/n) ")) is Answer.YES:
        call.delete(CardInfo, slot)
        call.software.tell("slot_cleared", call, slot)
        card = call.get(CardState, slot)
        if card and card.state == "Mismatch":
            call.put(card._replace(state="Operational"))


def unconfigure_slot(call: Call, slot: int) -> Dialogue:
    """Forget what the slot, its ports and their VLANs were configured to, as `clear slot` does."""
    yield from clear_slot(call, slot)


def part_changed(node: "Node", kind: str, which: str, broken: bool) -> None:
    """Log that a power supply or a fan tray broke or was repaired.

    evidence: guide 11.0 p.140 (``PowerSupply:4 Powered On``)
    """
    name = f"PowerSupply:{which}" if kind == "psu" else f"FanTray:{which}"
    state = "Failed" if broken else "Powered On" if kind == "psu" else "Operational"
    node.event("Error" if broken else "Info", "DM.Error" if broken else "DM.Info", f"{name} {state}")
