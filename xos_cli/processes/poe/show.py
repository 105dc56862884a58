"""`show inline-power` of slots and ports.

evidence: guide 11.3 p.174-180 (words, states, the columns of the statistics), recalled (the other layouts)
"""

from collections.abc import Iterable, Iterator

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.devmgr.facts import RESERVED, UNRESERVED, budget
from xos_cli.processes.devmgr.rows import CardInfo, CardState
from xos_cli.processes.poe.facts import DELIVERING, DENIED, DISABLED, FAULTED, SEARCHING, port_state
from xos_cli.processes.poe.rows import PRECEDENCE, PRIORITIES, PseLegacy, PsePort, PseState, PseSystem
from xos_cli.processes.poe.supply import capable, rows_of
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.hardware.portset import in_slot

#: Of the controllers of a module.  evidence: recalled
REVISION = "292b1"
#: Of a port that gives power, and what a port shows that gives none.  evidence: IEEE 802.3af (the volts)
VOLTS, OFF = 48.0, ("0.0", "0", "0.000")
COUNTERS = "    STATISTICS COUNTERS\n" + (
    f"{'Port':<7}{'State':<14}{'Class':<10}{'Absent':<11}{'InvSig':<11}{'Denied':<11}{'OverCurrent':<15}Short\n"
)
INFO = f"{'Port':<7}{'State':<14}{'Class':<10}{'Volts':<7}{'Curr':<7}{'Power':<9}Fault\n{'':<38}{'(mA)':<7}(Watts)\n"
SETTINGS = f"{'Port':<8}{'Config':<10}{'Operator Limit':<18}{'Priority':<12}Label\n"


def state(call: Call, row: PsePort) -> str:
    """Return what a port does.  evidence: guide 11.3 p.178"""
    return port_state(call.store, row)


def _device(call: Call, row: PsePort) -> PseState:
    """Return what is known of the device at a port."""
    return call.get(PseState, row.port) or PseState(row.port)


def _class(call: Call, row: PsePort) -> str:
    """Return the class of a port's device.  evidence: guide 11.3 p.180 (of a port that searches)"""
    known = {SEARCHING: "class0", DELIVERING: f"class{_device(call, row).kind}"}
    return known.get(state(call, row), "-----")


def _taken(call: Call, row: PsePort) -> tuple[str, str, str]:
    """Return the volts, milliamperes and watts at a port."""
    milliwatts = _device(call, row).milliwatts if state(call, row) == DELIVERING else 0
    return (f"{VOLTS:.1f}", f"{milliwatts / VOLTS:.0f}", f"{milliwatts / 1000:.3f}") if milliwatts else OFF


def slot_statistics(call: Call, slot: int, rows: list[PsePort]) -> str:
    """Return the firmware of a slot, and how many of its ports are in each state.  evidence: recalled"""
    states = [state(call, row) for row in rows]
    fields = {
        "Firmware status": "Operational" if call.get(CardState, slot) else "Card not present",
        "Firmware revision": REVISION,
        "Total ports powered": states.count(DELIVERING),
        "Total ports awaiting power": states.count(SEARCHING) + states.count(DENIED),
        "Total ports faulted": states.count(FAULTED),
        "Total ports disabled": states.count(DISABLED),
    }
    body = "".join(f"{label:<29}: {value}\n" for label, value in fields.items())
    return f"Inline-Power Slot Statistics\nSlot: {slot}\n{body}"


def port_statistics(call: Call, rows: Iterable[PsePort]) -> str:
    """Return what was counted at each port; a short circuit never happens.  evidence: guide 11.3 p.180 (columns)"""
    return COUNTERS + "".join(_statistics(call, row) for row in rows)


def _statistics(call: Call, row: PsePort) -> str:
    seen = _device(call, row)
    counts = f"{seen.absent:<11}{seen.invalid:<11}{seen.denied:<11}{seen.over:<15}0"
    return f"{row.port:<7}{state(call, row):<14}{_class(call, row):<10}{counts}\n"


def ports_of(call: Call, slot: int) -> PortList:
    """Return the ports of one slot."""
    return PortList.read(sets.text(sets.every(call.chassis) & sets.slot_mask(slot), call.chassis.modular))


def information(call: Call, rows: Iterable[PsePort]) -> str:
    """Return volts, current and power of each port.  evidence: recalled"""
    return INFO + "".join(_information(call, row) for row in rows)


def _information(call: Call, row: PsePort) -> str:
    volts, current, watts = _taken(call, row)
    taken = f"{volts:<7}{current:<7}{watts:<9}{_fault(call, row)}"
    return f"{row.port:<7}{state(call, row):<14}{_class(call, row):<10}{taken}\n"


def _fault(call: Call, row: PsePort) -> int:
    """Return the number of a port's fault, 0 for none.  evidence: inferred (that of a port above its limit)"""
    return int(state(call, row) == FAULTED)


def details(call: Call, rows: Iterable[PsePort]) -> Iterator[str]:
    """Return volts, current and power of each port as a block.  evidence: recalled"""
    for row in rows:
        volts, current, watts = _taken(call, row)
        fields = {
            "Configured Admin State": "disabled" if row.disabled else "enabled",
            "Inline Power State": state(call, row),
            "MIB Detect Status": state(call, row),
            "Label": row.label,
            "Operator Limit": f"{row.limit} milliwatts",
            "PD Class": _class(call, row),
            "Max Allowed Power": f"{row.limit / 1000 if state(call, row) == DELIVERING else 0.0:.1f} W",
            "Measured Power": f"{float(watts):.1f} W",
            "Line Voltage": f"{volts} Volts",
            "Current": f"{current} mA",
            "Fault Status": f"{_fault(call, row)}",
            "Priority": PRIORITIES[row.priority],
        }
        body = "".join(f"        {label:<24}: {value}".rstrip() + "\n" for label, value in fields.items())
        yield f"Port {row.port}\n{body}"


def settings(rows: Iterable[PsePort]) -> str:
    """Return the settings of each port.  evidence: recalled"""
    lines = []
    for row in rows:
        config, limit = "disabled" if row.disabled else "enabled", f"{row.limit} mW"
        lines.append(f"{row.port:<8}{config:<10}{limit:<18}{PRIORITIES[row.priority]:<12}{row.label}".rstrip() + "\n")
    return SETTINGS + "".join(lines)


#: evidence: guide 11.3 p.174 (words; the widths: inferred)
COLUMNS = (
    f"{'':<38}{'Budgeted':<15}Measured\n"
    f"{'Slot':<6}{'Inline-Power':<14}{'Firmware Status':<18}{'Power (Watts)':<15}Power (Watts)\n"
)


def show_inline_power(call: Call) -> str:
    """Print the switch, and the slots that give power.

    evidence: guide 11.3 p.174
    """
    row, power = call.one(PseSystem), budget(call.node)
    spare = max(0, power.redundant - power.allocated)
    legacy = "Enabled" if call.rows(PseLegacy) else "Disabled"
    head = (
        "Inline Power System Information\n"
        f"Configured : {'Enabled' if row.systemAdminEnable else 'Disabled'}\n"
        f"System Power Surplus : {max(0, power.surplus)} Watts available for budgeting\n"
        f"Redundant Power Surplus : {spare} Watts available for budgeting to maintain N+1\n"
        f"Power Usage Threshold : {row.systemUsageThreshold} percent (per slot)\n"
        f"Disconnect Precedence : {PRECEDENCE[row.systemDisconnectPrecedence]}\n"
        f"Legacy Mode : {legacy}\n\n{COLUMNS}"
    )
    return head + "".join(_slots(call))


def show_inline_power_slot(call: Call, slot: int) -> str:
    """Print the inline power of one slot.  evidence: guide 11.3 p.174 (the table)"""
    capable(call, slot)
    return f"Inline-Power Slot Information\n{COLUMNS}" + "".join(_slots(call, slot))


def _slots(call: Call, only: int = 0) -> Iterator[str]:
    on = call.one(PseSystem).systemAdminEnable
    for card in call.rows(CardState):
        info = call.get(CardInfo, card.slot) or CardInfo(card.slot)
        if call.chassis.types[card.type].poe and only in (0, card.slot):
            state = "Enabled" if on and not info.poe_disabled else "Disabled"
            firmware = "Operational" if card.state == "Operational" else "Card not present"
            watts = RESERVED if info.poe_budget == UNRESERVED else info.poe_budget
            measured = sum(row.milliwatts for row in call.rows(PseState) if in_slot(row.port, card.slot)) / 1000
            yield f"{card.slot:<6}{state:<14}{firmware:<18}{watts:<15}{measured:g}\n"


def show_inline_power_stats(call: Call, slot: int = 0, ports: bool = False, port_list: PortList | None = None) -> str:
    """Print the statistics of ports, of one slot, or of all slots."""
    if ports:
        return port_statistics(call, rows_of(call, port_list))
    if slot:
        capable(call, slot)
    able = [card.slot for card in call.rows(CardState) if call.chassis.types[card.type].poe and slot in (0, card.slot)]
    blocks = [slot_statistics(call, one, list(rows_of(call, ports_of(call, one)))) for one in able]
    return "\n".join(blocks)


def show_inline_power_info_ports(call: Call, port_list: PortList | None = None, detail: bool = False) -> str:
    """Print a row for each port, or with *detail* a block.  evidence: guide 11.3 p.167 (without a list)"""
    rows = rows_of(call, port_list)
    return "\n".join(details(call, rows)) if detail else information(call, rows)


def show_inline_power_configuration_ports(call: Call, port_list: PortList) -> str:
    """Print the settings of each port."""
    return settings(rows_of(call, port_list))
