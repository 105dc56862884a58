"""Enable a licence of the software, and print which one there is.

evidence: guide 11.3 p.35 (the names of the commands), later 12.4 (the EEPROM of the chassis keeps the licence; a key is
for one chassis), later EXOS (the layout of `show licenses`), recalled (the answer to a good key), inferred (the words
of the refusals)
"""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.switch.hardware.licence import allows, level_of_key

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def valid_enable_license(chassis: "Chassis", key: str, **_: object) -> None:
    """Refuse a key that enables nothing on this chassis."""
    if not level_of_key(chassis.serial, key):
        raise Refusal("Error: The license key is not valid for this switch.")


def enable_license(call: Call, key: str) -> str:
    """Enable the licence that a key is for; the processes that it allows start."""
    valid_enable_license(call.chassis, key)
    level = level_of_key(call.chassis.serial, key)
    if allows(call.chassis.licence, level):
        raise Refusal(f"Error: The {call.chassis.licence} license is enabled already.")
    call.machine.enable_licence(level)
    return "Enabled license successfully.\n"


def show_licenses(call: Call) -> str:
    """Print the level of the licence."""
    return f"Enabled License Level:\n\t{call.chassis.licence}\n"
