"""Print power supplies, fans and temperatures, with the parts that failed.

evidence: capture 11.2 (`show power`), capture 12.5 (fans, temperature), later 16.x (that a BD-8806 lists slots, MSMs
and controllers), recalled (no limits of temperature in 11.x; a controller), inferred (what broken parts look like)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.facts import celsius, too_hot
from xos_cli.processes.devmgr.rows import CardState
from xos_cli.switch.hardware.chassis import Controller, FanTray, Psu

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

LABEL = 17
FAN_LABEL = 25


def _broken(call: Call, part: str, number: int) -> bool:
    return f"{part} {number}" in call.node.hardware_faults


# -- power -----------------------------------------------------------------------------------------------------------


def valid_show_power(chassis: "Chassis", ps_num: int | None = None, **_: object) -> None:
    """Refuse a power supply that the chassis has no bay for."""
    if ps_num is not None and ps_num not in [psu.number for psu in chassis.psus]:
        raise Refusal(f"Error: There is no power supply {ps_num}.")


def show_power(call: Call, ps_num: int | None = None, detail: bool = False) -> str:
    """Print a block for each power supply."""
    valid_show_power(call.chassis, ps_num)
    psus = [psu for psu in call.chassis.psus if ps_num in (None, psu.number)]
    return "".join(_psu(call, psu) for psu in psus)


def _psu(call: Call, psu: Psu) -> str:
    state = "Empty" if not psu.info else "Failed" if _broken(call, "psu", psu.number) else "Powered On"
    info = f"{' PartInfo:':<{LABEL}}{psu.info}\n" if psu.info else ""
    return f"\n\nPowerSupply {psu.number} information:\n{' State:':<{LABEL}}{state}\n{info}"


def show_power_controller(call: Call, number: int | None = None) -> str:
    """Print a block for each controller of the power supplies."""
    found = [control for control in call.chassis.controllers if number in (None, control.number)]
    if not found:
        raise Refusal("Error: There is no such power supply controller.")
    return "\n".join(_controller(control) for control in found)


def _controller(control: Controller) -> str:
    head = f"PSUCTRL-{control.number} information:\n"
    if not control.part:
        return f"{head}{' State:':<{LABEL}}Empty\n"
    return (
        f"{head}{' State:':<{LABEL}}Operational\n{' PartInfo:':<{LABEL}}{control.serial} {control.part}\n"
        f"{' Revision:':<{LABEL}}{control.revision}\n"
    )


# -- fans ------------------------------------------------------------------------------------------------------------


def show_fans(call: Call, detail: bool = False) -> str:
    """Print a block for each fan tray."""
    return "\n".join(_tray(call, tray) for tray in call.chassis.fans)


def _tray(call: Call, tray: FanTray) -> str:
    name = f"FanTray-{tray.number}" if len(call.chassis.fans) > 1 else "FanTray"
    return f"{name} information:\n" + "".join(
        f"{f' {label}:':<{FAN_LABEL}}{value}\n" for label, value in _fans(call, tray)
    )


def _fans(call: Call, tray: FanTray) -> Iterator[tuple[str, str]]:
    if not tray.fans:
        yield "State", "Empty"
        return
    broken = _broken(call, "fan", tray.number)
    yield "State", "Failed" if broken else "Operational"
    yield "NumFan", str(tray.fans)
    for number in range(1, tray.fans + 1):
        yield f"Fan-{number}", "Failed" if broken else f"Operational at {tray.rpm} RPM"


# -- temperature -----------------------------------------------------------------------------------------------------

HEAD = "Field Replaceable Units               Temp (C)   Status\n" + "-" * 57 + "\n"


def show_temperature(call: Call) -> str:
    """Print what the sensors say; an empty slot and a module without power have no reading."""
    return HEAD + "".join(_sensor(*unit, too_hot(call.node, unit[0].removeprefix("Slot-"))) for unit in _units(call))


def _units(call: Call) -> Iterator[tuple[str, str, float | None]]:
    """Return each unit, its type and its temperature."""
    chassis = call.chassis
    for number, slot in chassis.slots.items():
        card = call.get(CardState, number)
        warm = card is not None and card.state not in ("Disabled", "Empty")
        yield (
            f"Slot-{number}",
            card.type if card else "",
            celsius(call.node, f"{number}", slot.celsius) if warm else None,
        )
    for msm in chassis.msms:
        if msm.letter:
            there = call.node.backplane.lamp(msm.name) != "EMPTY"
            yield msm.name, msm.module if there else "", celsius(call.node, msm.name, msm.celsius) if there else None
    for control in chassis.controllers:
        yield f"PSUCTRL-{control.number}", "", control.celsius if control.part else None


def _sensor(name: str, kind: str, degrees: float | None, hot: bool) -> str:
    """Return the line of a sensor.  evidence: inferred (the word for one that is too hot)"""
    if degrees is None:
        return f"{name:<15}: {kind:<23}".rstrip() + "\n"
    return f"{name:<15}: {kind:<23}{degrees:5.2f}    {'Over Temp' if hot else 'Normal'}\n"
