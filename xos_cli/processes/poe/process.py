"""Power over Ethernet.  What a slot may use is in its row of ``devmgr``; no powered device is ever plugged in.

The screens of slots and ports are in ``_poe_show``.

evidence: capture 11.2 (the row and the lines), guide 11.3 p.171-180 (commands, the screen), command reference 11.5
p.510 (budget, its refusal), inferred (the row and the lines of a port)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.devmgr.rows import CardInfo, CardState
from xos_cli.processes.poe import show as screens
from xos_cli.processes.poe.rows import BUDGET, LIMIT, PRECEDENCE, PRIORITIES, UNSET, USAGE, PsePort, PseSystem
from xos_cli.switch import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis

TABLES = (PseSystem, PsePort)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2"""
    return [PseSystem()]


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """evidence: capture 11.2 (the first three lines)"""
    row = store.one(PseSystem)
    yield f"{'enable' if row.systemAdminEnable else 'disable'} inline-power"
    yield f"configure inline-power usage-threshold {row.systemUsageThreshold}"
    yield f"configure inline-power disconnect-precedence {PRECEDENCE[row.systemDisconnectPrecedence]}"
    for card in store.rows(CardInfo):
        if card.poe_disabled:
            yield f"disable inline-power slot {card.slot}"
        if card.poe_budget != UNSET:
            yield f"configure inline-power budget {card.poe_budget} slot {card.slot}"
    for port in store.rows(PsePort):
        yield from _port_lines(port)


def _port_lines(row: PsePort) -> Iterator[str]:
    if row.disabled:
        yield f"disable inline-power ports {row.port}"
    if row.priority:
        yield f"configure inline-power priority {PRIORITIES[row.priority]} ports {row.port}"
    if row.limit != LIMIT:
        yield f"configure inline-power operator-limit {row.limit} ports {row.port}"
    if row.label:
        yield f'configure inline-power label "{row.label}" ports {row.port}'


# -- the switch and its slots ----------------------------------------------------------------------------------------


def _change(call: Call, **fields: Any) -> None:
    call.put(call.one(PseSystem)._replace(**fields))


def _capable(call: Call, slot: int) -> CardInfo:
    """The row of a slot whose module, or the one it is configured for, gives power."""
    card, row = call.get(CardState, slot), call.get(CardInfo, slot)
    kind = call.chassis.types.get(card.type if card else row.configured_type if row else "")
    if kind is None or not kind.poe:
        raise Refusal(f"Error: Slot {slot} is not capable of inline-power.")
    return row or CardInfo(slot)


def _switch(call: Call, off: int, slot: int, ports: bool, port_list: PortList | None) -> None:
    if slot:
        call.put(_capable(call, slot)._replace(poe_disabled=off))
    elif ports:
        for row in _rows(call, port_list):
            _keep(call, row._replace(disabled=off))
    else:
        _change(call, systemAdminEnable=1 - off)


def enable_inline_power(
    call: Call, slot: int = 0, ports: bool = False, port_list: PortList | None = None, all: bool = False
) -> None:
    """On the switch, in a slot, or on ports: all three must be on."""
    _switch(call, 0, slot, ports, port_list)


def disable_inline_power(
    call: Call, slot: int = 0, ports: bool = False, port_list: PortList | None = None, all: bool = False
) -> None:
    """On the switch, in a slot, or on ports."""
    _switch(call, 1, slot, ports, port_list)


def configure_inline_power_usage_threshold(call: Call, threshold: int) -> None:
    """Per cent of a slot's budget at which it is logged."""
    _change(call, systemUsageThreshold=threshold)


def unconfigure_inline_power_usage_threshold(call: Call) -> None:
    """70 per cent."""
    _change(call, systemUsageThreshold=USAGE)


def configure_inline_power_disconnect_precedence(
    call: Call, deny_port: bool = False, lowest_priority: bool = False
) -> None:
    """Who goes without when there is too little: the newcomer, or the least important."""
    _change(call, systemDisconnectPrecedence=int(lowest_priority))


def unconfigure_inline_power_disconnect_precedence(call: Call) -> None:
    """The newcomer goes without."""
    _change(call, systemDisconnectPrecedence=0)


def configure_inline_power_budget_slot(call: Call, num_watts: int, slot: int) -> None:
    """Watts that a slot may give away."""
    call.put(_capable(call, slot)._replace(poe_budget=num_watts))


def unconfigure_inline_power_budget_slot(call: Call, slot: int) -> None:
    """50 W."""
    call.put(_capable(call, slot)._replace(poe_budget=UNSET))


# -- ports -----------------------------------------------------------------------------------------------------------


def _rows(call: Call, ports: PortList | None) -> Iterator[PsePort]:
    """The rows of ports whose modules give power; *ports* None: of all such ports."""
    able = sets.of(port for port in call.chassis.ports if call.chassis.types[call.chassis.slots[port[0]].module].poe)
    for port in sets.each(sets.given(call.chassis, ports) if ports else able):
        if not sets.bit(port) & able:
            raise Refusal(f"Error: Slot {port[0]} is not capable of inline-power.")
        name = call.chassis.port_name(port)
        yield call.get(PsePort, name) or PsePort(name)


def slot_cleared(call: Call, slot: int) -> None:
    """Its ports give power as on a new switch."""
    for row in call.rows(PsePort):
        if sets.in_slot(row.port, slot):
            call.drop(row)


def _keep(call: Call, row: PsePort) -> None:
    if row == PsePort(row.port):
        call.delete(PsePort, row.port)
    else:
        call.put(row)


def _change_ports(call: Call, port_list: PortList | None, **fields: Any) -> None:
    for row in list(_rows(call, port_list)):
        _keep(call, row._replace(**fields))


def configure_inline_power_priority_ports(
    call: Call, port_list: PortList, critical: bool = False, high: bool = False, low: bool = False
) -> None:
    """How important what hangs on these ports is."""
    _change_ports(call, port_list, priority=2 if critical else int(high))


def unconfigure_inline_power_priority_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Low."""
    _change_ports(call, port_list, priority=0)


def configure_inline_power_operator_limit_ports(
    call: Call, milliwatts: int, port_list: PortList | None = None, all: bool = False
) -> None:
    """Milliwatts that a port may give."""
    _change_ports(call, port_list, limit=milliwatts)


def unconfigure_inline_power_operator_limit_ports(
    call: Call, port_list: PortList | None = None, all: bool = False
) -> None:
    """15.4 W."""
    _change_ports(call, port_list, limit=LIMIT)


def configure_inline_power_label_ports(call: Call, string: str, port_list: PortList) -> None:
    """A name for what hangs there."""
    _change_ports(call, port_list, label=string)


# -- screen ----------------------------------------------------------------------------------------------------------


COLUMNS = "                                    Budgeted\nSlot  Inline-Power  Firmware Status Power (Watts)\n"


def show_inline_power(call: Call) -> str:
    """The switch, and the slots that give power.  evidence: guide 11.3 p.174 (words; surplus and use are not known)"""
    row = call.one(PseSystem)
    head = (
        "Inline Power System Information\n"
        f"Configured : {'Enabled' if row.systemAdminEnable else 'Disabled'}\n"
        f"Power Usage Threshold : {row.systemUsageThreshold} percent (per slot)\n"
        f"Disconnect Precedence : {PRECEDENCE[row.systemDisconnectPrecedence]}\n\n{COLUMNS}"
    )
    return head + "".join(_slots(call))


def show_inline_power_slot(call: Call, slot: int) -> str:
    """One slot.  evidence: guide 11.3 p.174 (the table)"""
    _capable(call, slot)
    return f"Inline-Power Slot Information\n{COLUMNS}" + "".join(_slots(call, slot))


def _slots(call: Call, only: int = 0) -> Iterator[str]:
    on = call.one(PseSystem).systemAdminEnable
    for card in call.rows(CardState):
        info = call.get(CardInfo, card.slot) or CardInfo(card.slot)
        if call.chassis.types[card.type].poe and only in (0, card.slot):
            state = "Enabled" if on and not info.poe_disabled else "Disabled"
            firmware = "Operational" if card.state == "Operational" else "Card not present"
            budget = BUDGET if info.poe_budget == UNSET else info.poe_budget
            yield f"{card.slot:<6}{state:<14}{firmware:<16}{budget} W\n"


def show_inline_power_stats(call: Call, slot: int = 0, ports: bool = False, port_list: PortList | None = None) -> str:
    """Of ports, of one slot, or of all slots."""
    if ports:
        return screens.port_statistics(call, _rows(call, port_list))
    if slot:
        _capable(call, slot)
    able = [card.slot for card in call.rows(CardState) if call.chassis.types[card.type].poe and slot in (0, card.slot)]
    blocks = [screens.slot_statistics(call, one, list(_rows(call, screens.ports_of(call, one)))) for one in able]
    return "\n".join(blocks)


def show_inline_power_info_ports(call: Call, port_list: PortList, detail: bool = False) -> str:
    """A row for each port, or a block."""
    rows = _rows(call, port_list)
    return "\n".join(screens.details(call, rows)) if detail else screens.information(call, rows)


def show_inline_power_configuration_ports(call: Call, port_list: PortList) -> str:
    """What each port is configured to."""
    return screens.settings(_rows(call, port_list))


def clear_inline_power_stats_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Nothing is left to clear: every counter stands at 0."""
    list(_rows(call, port_list))
