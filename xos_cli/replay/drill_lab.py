"""What the lab of a drill has beside its usual commands: a coach, who knows what is to be done."""

from xos_cli.lab.commands import Lab
from xos_cli.lab.help import LabCommand
from xos_cli.replay.drill_coach import Coach

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
