"""Configure inline power: of the switch, of slots and of ports."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.command.port_rows import keep, rows_of_ports
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.devmgr.facts import RESERVED, UNRESERVED, budget
from xos_cli.processes.devmgr.rows import CardInfo, CardState
from xos_cli.processes.poe.rows import LIMIT, USAGE, PseLegacy, PsePort, PseState, PseSystem
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def _change(call: Call, **fields: Any) -> None:
    call.put(call.one(PseSystem)._replace(**fields))


def capable(call: Call, slot: int) -> CardInfo:
    """Return the row of a slot whose module, or the one it is configured for, gives power; refuse any other."""
    card, row = call.get(CardState, slot), call.get(CardInfo, slot)
    kind = call.chassis.types.get(card.type if card else row.configured_type if row else "")
    if kind is None or not kind.poe:
        raise Refusal(f"Error: Slot {slot} is not capable of inline-power.")
    return row or CardInfo(slot)


def valid_enable_inline_power(
    chassis: "Chassis", slot: int = 0, port_list: PortList | None = None, **_: object
) -> None:
    """Refuse slots and ports of a chassis that takes no module with inline power."""
    if port_list is not None and sets.given(chassis, port_list):
        slot = sets.first(sets.given(chassis, port_list))[0]
    kinds = [*chassis.fitting(), *[one.module for one in chassis.slots.values()]]
    if slot and not any(kind in chassis.types and chassis.types[kind].poe for kind in kinds):
        raise Refusal(f"Error: Slot {slot} is not capable of inline-power.")


def valid_disable_inline_power(chassis: "Chassis", **given: Any) -> None:
    """Refuse slots and ports of a chassis that takes no module with inline power."""
    valid_enable_inline_power(chassis, **given)


def valid_configure_inline_power(chassis: "Chassis", **given: Any) -> None:
    """Refuse slots and ports of a chassis that takes no module with inline power."""
    valid_enable_inline_power(chassis, **given)


def valid_unconfigure_inline_power(chassis: "Chassis", **given: Any) -> None:
    """Refuse slots and ports of a chassis that takes no module with inline power."""
    valid_enable_inline_power(chassis, **given)


def valid_reset_inline_power(chassis: "Chassis", **given: Any) -> None:
    """Refuse slots and ports of a chassis that takes no module with inline power."""
    valid_enable_inline_power(chassis, **given)


def valid_show_inline_power(chassis: "Chassis", **given: Any) -> None:
    """Refuse slots and ports of a chassis that takes no module with inline power."""
    valid_enable_inline_power(chassis, **given)


def _switch(call: Call, off: int, slot: int, ports: bool, port_list: PortList | None) -> None:
    """Switch inline power of a slot, of ports, or of the whole switch; an enabled slot has a budget."""
    if slot:
        card = capable(call, slot)
        if not off and card.poe_budget == 0:
            raise Refusal(f"Error: Slot {slot} has a power budget of 0 W; set its budget before it is enabled.")
        call.put(card._replace(poe_disabled=off))
    elif ports:
        for row in rows_of(call, port_list):
            keep(call, row._replace(disabled=off))
    else:
        _change(call, systemAdminEnable=1 - off)


def enable_inline_power(
    call: Call, slot: int = 0, ports: bool = False, port_list: PortList | None = None, all: bool = False
) -> None:
    """Enable inline power on the switch, in a slot, or on ports: a port gives power if all three are enabled."""
    _switch(call, 0, slot, ports, port_list)


def disable_inline_power(
    call: Call, slot: int = 0, ports: bool = False, port_list: PortList | None = None, all: bool = False
) -> None:
    """Disable inline power on the switch, in a slot, or on ports."""
    _switch(call, 1, slot, ports, port_list)


def configure_inline_power_usage_threshold(call: Call, threshold: int) -> None:
    """Set the percentage of a slot's budget at which an event is logged."""
    _change(call, systemUsageThreshold=threshold)


def unconfigure_inline_power_usage_threshold(call: Call) -> None:
    """Restore the usage threshold of 70 percent."""
    _change(call, systemUsageThreshold=USAGE)


def configure_inline_power_disconnect_precedence(
    call: Call, deny_port: bool = False, lowest_priority: bool = False
) -> None:
    """Set which port goes without when power is short: the new one, or that of the lowest priority."""
    _change(call, systemDisconnectPrecedence=int(lowest_priority))


def unconfigure_inline_power_disconnect_precedence(call: Call) -> None:
    """Let a new port go without when power is short, as on a new switch."""
    _change(call, systemDisconnectPrecedence=0)


def configure_inline_power_budget_slot(call: Call, num_watts: int, slot: int) -> None:
    """Set the watts that a slot may give; refuse more than there is, and 0 for a slot that is enabled.

    evidence: reference 11.5 p.510 (both rules), inferred (the words)
    """
    row = capable(call, slot)
    if not num_watts and not row.poe_disabled:
        raise Refusal(f"Error: Inline-power of slot {slot} must be disabled before its budget is set to 0.")
    _reserve(call, row, num_watts)


def unconfigure_inline_power_budget_slot(call: Call, slot: int) -> None:
    """Restore a slot's budget of 50 W."""
    _reserve(call, capable(call, slot), UNRESERVED)


def _reserve(call: Call, row: CardInfo, watts: int) -> None:
    now, card = budget(call.node), call.get(CardState, row.slot)
    before, after = (RESERVED if given == UNRESERVED else given for given in (row.poe_budget, watts))
    if now.kept and card and after - before > max(0, now.surplus):
        raise Refusal(f"Error: There is not enough power for a budget of {after} W in slot {row.slot}.")
    call.put(row._replace(poe_budget=watts))
    call.node.call("devmgr", "balance")


def enable_inline_power_legacy_slot(call: Call, slot: int) -> None:
    """Look for devices that do not follow IEEE 802.3af in a slot, too.  evidence: guide 11.3 p.172"""
    call.put(PseLegacy(capable(call, slot).slot))


def disable_inline_power_legacy_slot(call: Call, slot: int) -> None:
    """Look only for devices that follow IEEE 802.3af in a slot."""
    call.delete(PseLegacy, capable(call, slot).slot)


def rows_of(call: Call, ports: PortList | None) -> Iterator[PsePort]:
    """Return the rows of ports whose modules give power, of all such ports where *ports* is None."""
    able = sets.of(port for port in call.chassis.ports if call.chassis.types[call.chassis.slots[port[0]].module].poe)
    given = list(sets.each(sets.given(call.chassis, ports) if ports else able))
    for slot, _ in (port for port in given if not sets.bit(port) & able):
        raise Refusal(f"Error: Slot {slot} is not capable of inline-power.")
    yield from rows_of_ports(call, PsePort, given)


def reset_inline_power_ports(call: Call, port_list: PortList) -> str:
    """Switch the power of ports off and on; say that nothing happens where no device is plugged in."""
    list(rows_of(call, port_list))
    fabric, given = call.node.fabric, sets.each(sets.given(call.chassis, port_list))
    ports = [id for id in given if fabric is not None and fabric.ports[id].device is not None]
    if not ports:
        return "[nothing was reset: no powered device is plugged into these ports]\n"
    call.node.later(0.0, "poe", "power_reset", tuple(ports))
    return ""


def _change_ports(call: Call, port_list: PortList | None, **fields: Any) -> None:
    for row in list(rows_of(call, port_list)):
        keep(call, row._replace(**fields))


def configure_inline_power_priority_ports(
    call: Call, port_list: PortList, critical: bool = False, high: bool = False, low: bool = False
) -> None:
    """Set the priority of the devices at these ports."""
    _change_ports(call, port_list, priority=2 if critical else int(high))


def unconfigure_inline_power_priority_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Restore the low priority of these ports."""
    _change_ports(call, port_list, priority=0)


def configure_inline_power_operator_limit_ports(
    call: Call, milliwatts: int, port_list: PortList | None = None, all: bool = False
) -> None:
    """Set the milliwatts that a port may give."""
    _change_ports(call, port_list, limit=milliwatts)


def unconfigure_inline_power_operator_limit_ports(
    call: Call, port_list: PortList | None = None, all: bool = False
) -> None:
    """Restore the limit of 15.4 W of these ports."""
    _change_ports(call, port_list, limit=LIMIT)


def configure_inline_power_label_ports(call: Call, string: str, port_list: PortList) -> None:
    """Set a name for the devices at these ports."""
    _change_ports(call, port_list, label=string)


def clear_inline_power_stats_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Clear the statistics of ports."""
    for port in rows_of(call, port_list):
        row = call.get(PseState, port.port)
        if row is not None:
            call.put(row._replace(absent=0, invalid=0, denied=0, over=0))
