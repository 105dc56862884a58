"""Begin a run: with a switch fresh from the factory, or with one that has a given configuration.

The configuration is a file that `save` wrote, or what `show configuration` printed, which is typed in again.
"""

from xos_cli.errors import XosError
from xos_cli.processes import PROCESSES
from xos_cli.program.resources import read_chassis
from xos_cli.program.switch_on import START, UP, moment, sit_down, storage, switch_on
from xos_cli.program.typist import FILE as FILE
from xos_cli.program.typist import as_text as as_text
from xos_cli.program.typist import commands as commands
from xos_cli.program.typist import is_saved, put_saved, type_lines
from xos_cli.record import NamedTuple
from xos_cli.switch.machine import Machine

_REMARK = "Warning: Configuration file ", "Error: Configuration file "


class Untaken(NamedTuple):
    """A line of a configuration that the switch refused, and its words."""

    line: int
    text: str
    message: str


class Start(NamedTuple):
    """A switch that is up and in sync.

    *untaken*: the lines of its configuration that it refused.  *remarks*: what it printed about the file that it booted
    with.
    """

    machine: Machine
    untaken: tuple[Untaken, ...] = ()
    remarks: tuple[str, ...] = ()


def booted(
    chassis: str = "bd10808",
    start: str = START,
    seed: int = 0,
    flash: str | None = None,
    config: bytes | None = None,
    ssh_module: bool = False,
) -> Start:
    """Boot a switch with what is in its *flash*, or with the configuration *config*; *ssh_module*: SSH is enabled."""
    if config is not None and flash is not None:
        raise XosError("a switch begins with what is in its flash, or with a configuration given: not with both")
    at = moment(start)
    machine = Machine(read_chassis(chassis), PROCESSES, at - UP, storage(flash), seed)
    saved = config is not None and is_saved(config)
    if config is not None and saved:
        put_saved(machine, config)
    switch_on(machine, ssh_module)
    untaken = () if config is None or saved else _type(machine, as_text(config))
    sit_down(machine, at)
    said = "".join([node.config.said for node in machine.nodes.values()])
    remarks = dict.fromkeys(line for line in said.splitlines() if line.startswith(_REMARK))
    return Start(machine, untaken, tuple(remarks))


def _type(machine: Machine, text: str) -> tuple[Untaken, ...]:
    """Type the commands and save them; return those that were refused."""
    refused = type_lines(machine, commands(text))
    machine.settle()
    return tuple([Untaken(*line) for line in refused])
