"""`show tech`: the screens that support asks for, one after the other.

evidence: later EXOS (that it prints many screens, each under its command), inferred (which, and the heads)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Screen
from xos_cli.errors import CommandError, Refusal

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: Area, command, its process and its handler.
SCREENS = (
    ("general", "show version", "devmgr", "show_version"),
    ("general", "show switch", "devmgr", "show_switch"),
    ("general", "show management", "cli", "show_management"),
    ("general", "show process", "epm", "show_process"),
    ("general", "show memory", "epm", "memory_here"),
    ("hardware", "show slot", "devmgr", "show_slot"),
    ("hardware", "show power", "devmgr", "show_power"),
    ("hardware", "show fans", "devmgr", "show_fans"),
    ("hardware", "show temperature", "devmgr", "show_temperature"),
    ("hardware", "show node", "nodemgr", "show_node"),
    ("hardware", "show checkpoint-data", "devmgr", "show_checkpoint_data"),
    ("vlan", "show vlan", "vlan", "show_vlan"),
    ("vlan", "show fdb", "fdb", "show_fdb"),
    ("stp", "show stpd", "stp", "show_stpd"),
    ("ip", "show iparp", "fdb", "show_iparp"),
    ("ip", "show iproute", "rtmgr", "show_iproute"),
    ("ip", "show ipconfig", "rtmgr", "show_ipconfig"),
    ("cfgmgr", "show configuration", "cfgmgr", "show_configuration"),
    ("log", "show log", "ems", "show_log"),
)
RULE = "=" * 80 + "\n"


def valid_show_tech(chassis: "Chassis", string: str = "", **_: object) -> None:
    """Refuse an area that there is not."""
    areas = tuple(dict.fromkeys(screen[0] for screen in SCREENS))
    if string and string.lower() not in areas:
        raise Refusal(f"Error: {string} is not an area ({', '.join(areas)}).")


def show_tech(call: Call, string: str = "", all: bool = False, detail: bool = False) -> Screen:
    """Print the screens of all areas, or of one."""
    valid_show_tech(call.chassis, string)
    wanted = [screen for screen in SCREENS if string.lower() in ("", screen[0])]
    return Screen(part for screen in wanted for part in _screen(call, *screen[1:]))


def _screen(call: Call, command: str, process: str, handler: str) -> Iterator[str]:
    """Yield one screen under its command; a part that is not there says so in its place."""
    yield f"{RULE}{command}\n{RULE}"
    found = call.software.handler(process, handler)
    try:
        shown = found(call) if found else ""
        yield from shown.pieces if isinstance(shown, Screen) else [shown]
    except CommandError as refusal:
        yield f"{refusal}\n"
    yield "\n"
