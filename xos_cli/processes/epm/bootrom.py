"""Download and install a BootROM, and what comes with an image for the hardware.

evidence: guide 11.3 p.592-594 (the commands, for 8800 and Summit X450), later EXOS (the ending of the files), inferred
(that it runs after the next reboot, the words, that a BlackDiamond 10808 takes none)
"""

import re
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Answer, Dialogue, Question, Step
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.facts import nodes
from xos_cli.processes.epm.images import QUESTION, dots, image_ordered
from xos_cli.processes.epm.msm import tell
from xos_cli.switch.messages import ImageOrder

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: The platform of the hardware whose BootROM has files of its own.
PLATFORM, ENDING = "ASPEN", ".xbr"
_VERSION = re.compile(r"\d+\.\d+\.\d+\.\d+")
NOT_MODELLED = "[nothing was installed: the images of the emulator bring no firmware for the hardware]\n"


def valid_download_bootrom(chassis: "Chassis", filename: str, **_: object) -> None:
    """Refuse a file that is no BootROM of this chassis."""
    if chassis.platform != PLATFORM:
        raise Refusal(f"Error: The BootROM of a {chassis.product} comes with its image.")
    if not filename.startswith(chassis.prefix) or not filename.endswith(ENDING) or not _VERSION.search(filename):
        raise Refusal(f"Error: {filename} is not a BootROM for {chassis.product}.")


def download_bootrom(call: Call, filename: str, **source: object) -> Dialogue:
    """Fetch a BootROM, and install it or keep it for `install bootrom`; the server is taken to have the file."""
    valid_download_bootrom(call.chassis, filename)
    answered = yield Question(QUESTION, otherwise=Answer.CANCEL)
    if answered is Answer.CANCEL:
        return
    yield "\nDownloading to Switch"
    yield from dots()
    if answered is Answer.YES:
        yield from _installed(call, filename)
    else:
        yield (yield from _tell(call, ImageOrder("keep", filename)))


def valid_install_bootrom(chassis: "Chassis", filename: str, **_: object) -> None:
    """Refuse a file that is no BootROM of this chassis."""
    valid_download_bootrom(chassis, filename)


def install_bootrom(call: Call, filename: str) -> Dialogue:
    """Install a BootROM that was downloaded before."""
    valid_download_bootrom(call.chassis, filename)
    for hello in nodes(call.node):
        if filename not in hello.waiting:
            raise Refusal(f"Error: {filename} was not downloaded to {hello.name}.")
    yield from _installed(call, filename)


def install_firmware(call: Call, force: bool = False) -> str:
    """Print that images bring no firmware."""
    return NOT_MODELLED


def _installed(call: Call, filename: str) -> Dialogue:
    yield "\nInstalling BootROM"
    yield from dots()
    left = yield from _tell(call, ImageOrder("bootrom", filename))
    yield "BootROM installed successfully\nIt will be used only after rebooting the switch!\n" + left


def _tell(call: Call, order: ImageOrder) -> Generator[Step, Any, str]:
    image_ordered(call.node, order)
    return (yield from tell(call, "", order))
