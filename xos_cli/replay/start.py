"""Where a run begins: a switch fresh from the factory, or one that has a given configuration.

The configuration is a file that `save` wrote, or what `show configuration` printed, typed in again.
"""

import re

from xos_cli.errors import XosError
from xos_cli.processes import PROCESSES
from xos_cli.program.resources import read_chassis
from xos_cli.program.switch_on import START, UP, moment, sit_down, storage
from xos_cli.record import NamedTuple
from xos_cli.session.session import KEY, SECRET, TIME, Session
from xos_cli.switch.machine import Machine
from xos_cli.switch.savedfile import read

#: What the configuration that a run begins with is called in the flash.
FILE = "primary.cfg"
_REMARK = re.compile(r"(Warning|Error): Configuration file ")
_PROMPT = re.compile(r"(?:\* )?(?:\([^)]*\) )?\S+\.\d+ [#>](?: |$)")


class Untaken(NamedTuple):
    """A line of a configuration that the switch did not take, and its words for it."""

    line: int
    text: str
    message: str


class Start(NamedTuple):
    """A switch that is up and in sync, the lines of its configuration that it did not take, and what it said of the
    file that it booted with."""

    machine: Machine
    untaken: tuple[Untaken, ...] = ()
    remarks: tuple[str, ...] = ()


def booted(
    chassis: str = "bd10808", start: str = START, seed: int = 0, flash: str | None = None, config: bytes | None = None
) -> Start:
    """A switch with what is in its *flash*, or with the configuration *config*."""
    if config is not None and flash is not None:
        raise XosError("a switch begins with what is in its flash, or with a configuration given: not with both")
    at = moment(start)
    machine = Machine(read_chassis(chassis), PROCESSES, at - UP, storage(flash), seed)
    saved = config is not None and config.lstrip()[:1] == b"<"
    if config is not None and saved:
        _put(machine, config)
    machine.power_on()
    machine.settle()
    untaken = () if config is None or saved else _type(machine, as_text(config))
    sit_down(machine, at)
    said = "".join([node.config.said for node in machine.nodes.values()])
    remarks = dict.fromkeys(line for line in said.splitlines() if _REMARK.match(line))
    return Start(machine, untaken, tuple(remarks))


def _put(machine: Machine, config: bytes) -> None:
    """Put a saved file into every flash, and select it."""
    read(config)  # a damaged one is refused here: the switch would come up without it
    for node in machine.nodes.values():
        node.flash.write(FILE, config, machine.clock.now)
        node.flash.change(config_selected=FILE)


def as_text(data: bytes) -> str:
    """Text as it was meant: what is not UTF-8 is of the time when it was Latin-1."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


# -- a configuration as commands --------------------------------------------------------------------------------------


def commands(text: str) -> list[tuple[int, str]]:
    """The commands of a `show configuration`, each with its line: without the banners, the command itself and the
    prompt at the end."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    return [
        (number, line)
        for number, line in lines
        if line and line[0] != "#" and not line.startswith("show configuration") and not _PROMPT.match(line)
    ]


def _type(machine: Machine, text: str) -> tuple[Untaken, ...]:
    """Type the commands and save them; those that were refused."""
    master = machine.master
    if master is None:
        raise XosError(f"there is no master to configure ({machine.describe()})")
    session = Session(machine, master.name)
    for word in ("admin", ""):
        session.feed(word)
    lines = commands(text)
    if any(re.match(r'configure vlan "?default"? add ports', line, re.IGNORECASE) for _, line in lines):
        _feed(session, "configure vlan Default delete ports all")  # the text says which ports are in it
    refused = [Untaken(number, line, said) for number, line in lines if (said := _feed(session, line))]
    session.close()
    master.config.save(FILE, "admin")
    machine.settle()
    return tuple(refused)


def _feed(session: Session, line: str) -> str:
    """Type one command, and yes to whatever it asks; what it was refused with."""
    session.error = None
    session.feed(line)
    for _ in range(5):
        if session.wants == TIME:
            session.machine.wait(lambda: session.wants != TIME, "the end of the command")
        elif session.wants in (KEY, SECRET) or session.in_text:
            session.feed("y" if session.wants == KEY else "")
        else:
            break
    session.take()
    return str(session.error) if session.error else ""
