"""`xos-cli drill`: guided exercises at the real console."""

import argparse
import sys
from typing import TYPE_CHECKING

from xos_cli.errors import XosError
from xos_cli.lab.commands import COMMANDS, Lab
from xos_cli.program.switch_on import switch
from xos_cli.replay import files
from xos_cli.replay.drill_coach import Coach
from xos_cli.replay.drill_file import Drill, names, read
from xos_cli.replay.drill_lab import COACHING, Coached, type_lines
from xos_cli.replay.runner import Runner
from xos_cli.shell import shell
from xos_cli.shell.operator import Operator
from xos_cli.switch.machine import Machine

if TYPE_CHECKING:
    from xos_cli.replay.network_drill import NetworkDrillLab

#: What a damaged file is cut down to, in bytes.
LEFT = 64


def drill(options: argparse.Namespace) -> int:
    """List the drills, or carry one out; return 0 if it was passed, else 1."""
    if options.name is None:
        return _list()
    if options.cold or options.flash:
        raise XosError("drill: the switch of a drill is up, and its flash is new: no --cold, no --flash")
    found = read(options.name)
    lab = _lab(found, options)
    coach = lab.coach = Coach(found, lab)
    print(coach.task())
    if options.solve:
        solve(coach, *files.script(options.solve))
    else:
        print("[:hint helps with the next step, :task shows this again, :quit gives up]")
        sys.stdout.flush()
        shell(options, DrillOperator(lab, coach))
        print(coach.look(), end="")  # the last line of a file can end after it was typed, as save does
    print(f"\n{coach.verdict()}", end="")
    return 0 if coach.passed else 1


def _lab(found: Drill, options: argparse.Namespace) -> "DrillLab | NetworkDrillLab":
    """Return the lab of a drill: a switch, or a network."""
    if not found.network:
        return DrillLab(prepared(found, options), found.speed)
    from xos_cli.replay.network_drill import network_drill_lab

    return network_drill_lab(found, options)


def _list() -> int:
    """Print the drills that come with the program."""
    width = max(map(len, names()))
    for name in names():
        print(f"{name:<{width}}  {read(name).title}")
    print("\nxos-cli drill NAME starts one.")
    return 0


def prepared(found: Drill, options: argparse.Namespace) -> Machine:
    """Return the switch of a drill, prepared as its file says, with nobody logged in."""
    machine = switch(argparse.Namespace(**{**vars(options), "chassis": found.chassis}))
    type_lines(found.name, Lab(machine), [machine], found.prepare)
    for name, damaged in found.damage.items():
        flash = machine.node(name).flash
        for file in damaged:
            if file not in flash.names():
                raise XosError(f"{found.name}: damage: there is no {file} on {name}")
            flash.write(file, flash.read(file)[:LEFT], machine.clock.now)
    type_lines(found.name, Lab(machine), [machine], found.begin)
    return machine


class DrillLab(Coached, Lab):
    """The lab of a drill at one switch."""

    commands = COACHING | COMMANDS


class DrillOperator(Operator):
    """An operator who is coached: what the coach has to say stands behind what the switch prints."""

    def __init__(self, lab: Lab, coach: Coach) -> None:
        super().__init__(lab)
        self.coach = coach

    def pass_time(self) -> str:
        """Let virtual time catch up; return what went wrong, and the steps that are reached."""
        return super().pass_time() + self.coach.look()

    def enter(self, typed: str, height: int | None = None) -> str:
        """Take a line or a key; return what is printed, and the steps that are reached."""
        self.coach.before()
        return super().enter(typed, height) + self.coach.look()


def solve(coach: Coach, file: str, lines: list[str]) -> None:
    """Type a script, and look at the switch behind each line; print what the terminal shows."""
    runner = Runner(coach.lab, lambda text: print(text, end=""), password=None)
    for number, line in enumerate(lines, 1):
        coach.before()
        runner.line(file, number, line)
        runner.attempt(runner.ended)
        sys.stdout.write(coach.look())
        if coach.lab.left:
            break
    runner.finish()
    for refused in runner.refused:
        print(f"{refused.file}:{refused.line}: {refused.text.strip()}: {refused.message}", file=sys.stderr)
