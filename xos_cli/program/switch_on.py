"""Switch on the machine that the program's options describe."""

import argparse
import re
from collections.abc import Callable

from xos_cli.errors import XosError
from xos_cli.processes import PROCESSES
from xos_cli.program.resources import read_chassis
from xos_cli.switch.flash import MemoryStorage, Storage
from xos_cli.switch.hardware.chassis import Chassis
from xos_cli.switch.machine import Machine
from xos_cli.switch.timing import calendar

#: The date on a switch that was given none: the same every time, so that a script gives the same bytes.
START = "2005-11-01 09:00:00"
#: Seconds from power-on to the start of the session: enough to boot and to come in sync.
UP = 600.0


def moment(text: str) -> float:
    """Return ``2005-11-01 09:00:00`` as seconds since the epoch, UTC."""
    match = re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)(?:[ T](\d\d?):(\d\d)(?::(\d\d))?)?", text.strip())
    try:
        if match is None:
            raise ValueError
        return calendar.seconds(*[int(part or 0) for part in match.groups()])
    except ValueError:
        raise XosError(f'--start {text}: not a date like "2005-11-01 09:00:00"') from None


def storage(folder: str | None) -> Callable[[str], Storage]:
    """Return each MSM's flash: in memory, or in a folder of its own under one that is reserved for this program."""
    if folder is None:
        return lambda name: MemoryStorage()
    from xos_cli.program.flash_folder import FolderStorage, claim

    claim(folder)
    return lambda name: FolderStorage(f"{folder}/{name}")


def serve_files(machine: Machine, folder: str | None) -> None:
    """Let the file servers that the switch can reach serve a folder, if one is given."""
    if folder is not None:
        from xos_cli.program.flash_folder import SharedFolder

        machine.server = SharedFolder(folder)


def checked(options: argparse.Namespace) -> None:
    """Raise XosError if the options describe no switch."""
    moment(options.start or START)
    if options.tftp is not None:
        from xos_cli.program.flash_folder import SharedFolder

        SharedFolder(options.tftp)


def switch(options: argparse.Namespace) -> Machine:
    """Return the switch that the options describe: booted and in sync at its start, or just powered on."""
    return powered(read_chassis(options.chassis), options)


def powered(chassis: Chassis, options: argparse.Namespace) -> Machine:
    """Return a switch of *chassis*, otherwise as the options describe it."""
    start = moment(options.start or START)
    before = 0.0 if options.cold else UP
    machine = Machine(chassis, PROCESSES, start - before, storage(options.flash), options.seed)
    serve_files(machine, options.tftp)
    switch_on(machine, options.ssh_module, options.cold)
    if not options.cold:
        sit_down(machine, start)
    return machine


def switch_on(machine: Machine, ssh_module: bool = False, cold: bool = False) -> None:
    """Power on, and wait until the switch is in sync unless it is *cold*; with *ssh_module*, SSH is enabled then."""
    if ssh_module:
        from xos_cli.program.ssh_module import enable_ssh, install_ssh

        install_ssh(machine)
    machine.power_on()
    if not cold:
        machine.settle()
        if ssh_module:
            enable_ssh(machine)
            machine.settle()


def sit_down(machine: Machine, at: float) -> None:
    """Open the consoles at the moment *at*; of the boot they show only what was wrong with a saved file."""
    machine.clock.advance_to(at)
    for node in machine.nodes.values():
        node.console.take()
        node.console.say(node.config.said)
