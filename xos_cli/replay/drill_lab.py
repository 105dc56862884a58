"""The lab of a drill: its coach, and the lines that are typed before the drill begins."""

from collections.abc import Iterable, Sequence

from xos_cli.errors import XosError
from xos_cli.lab.commands import Lab
from xos_cli.lab.help import LabCommand
from xos_cli.replay.drill_coach import Coach
from xos_cli.replay.runner import Runner
from xos_cli.switch.machine import Machine

COACHING = {
    "task": LabCommand(":task", "Show the task, and the steps that are done", "Nothing is counted."),
    "hint": LabCommand(":hint", "Give a hint for the next step", "The verdict says how many were taken."),
}


class Coached(Lab):
    """The part of a lab that tells the coach of lab commands, and asks for task and hints."""

    coach: Coach

    def execute(self, line: str) -> str:
        """Carry out a lab command; the coach is told of it."""
        said = super().execute(line)
        name, *words = line.lstrip(":").split() or ["help"]
        self.coach.lab_line(" ".join([f":{self._one_named(name)}", *words]))
        return said

    def _task(self, words: list[str]) -> str:
        return self.coach.task()

    def _hint(self, words: list[str]) -> str:
        return self.coach.hint()


def type_lines(name: str, lab: Lab, machines: Iterable[Machine], lines: Sequence[str]) -> None:
    """Type the lines of the drill *name* at the first console, and log out again; XosError if one is refused."""
    if not lines:
        return
    runner = Runner(lab, lambda text: None, password=None)
    runner.run(name, lines)
    runner.finish()
    for session in lab.consoles.values():
        session.close()
    for node in (node for machine in machines for node in machine.nodes.values()):
        node.console.take()
    for refused in runner.refused:
        raise XosError(f"{name}: `{refused.text}` is refused: {refused.message}")
