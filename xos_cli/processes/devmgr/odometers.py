"""`show odometers`: the service days of each unit.  All were new when the switch was first powered on.

evidence: capture 12.5 (layout), recalled (that a chassis lists itself, its modules, MSMs and controllers)
"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.processes.devmgr.facts import local
from xos_cli.processes.devmgr.rows import CardState
from xos_cli.switch.timing.calendar import MONTHS, moment

DAY = 86400
HEAD = f"{'':<40}Service  First Recorded\n{'Field Replaceable Units':<40}Days     Start Date\n{'-' * 63}\n"


def show_odometers(call: Call) -> str:
    """Print the days of service of each unit, and the date when it was first powered on."""
    since = call.node.flash.nvram.first_power
    days = max(0, int(call.node.time() - since) // DAY)
    date = moment(local(call.node, since))
    text = f"{days:>7}  {MONTHS[date.month - 1]}-{date.day:02}-{date.year}"
    rows = [f"{name:<15}: {kind:<23}{text}\n" if there else f"{name:<15}:\n" for name, kind, there in _units(call)]
    return HEAD + "".join(rows)


def _units(call: Call) -> Iterator[tuple[str, str, bool]]:
    """Return each unit, its type, and whether it is there."""
    chassis = call.chassis
    if not chassis.modular:
        yield "Switch", chassis.product, True
        return
    yield "Chassis", chassis.product, True
    for number in chassis.slots:
        card = call.get(CardState, number)
        yield f"Slot-{number}", card.type if card else "", card is not None
    for msm in chassis.msms:
        there = call.node.backplane.lamp(msm.name) != "EMPTY"
        yield msm.name, msm.module, there
    for control in chassis.controllers:
        yield f"PSUCTRL-{control.number}", "", bool(control.part)
