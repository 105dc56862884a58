"""Follow a trainee through a drill: the steps reached, the mistakes made, and the verdict."""

import time
from collections.abc import Callable, Iterator
from textwrap import fill
from typing import TYPE_CHECKING

from xos_cli.lab.commands import Lab
from xos_cli.replay.drill_conditions import hold
from xos_cli.replay.drill_file import Drill, DrillStep

if TYPE_CHECKING:
    from xos_cli.session.execution import Last

WIDTH = 79
MISSED, DONE = "missed", "done"


class Coach:
    """Looks at the switch of a *lab* before and after each line, and whenever time has passed.

    The steps of the *drill* are reached in their order.  *now* returns real time in seconds.
    """

    def __init__(self, drill: Drill, lab: Lab, now: Callable[[], float] = time.monotonic) -> None:
        self.drill, self.lab, self._now = drill, lab, now
        self.reached = self.hints = 0
        self.mistakes: list[str] = []
        self._typed: list[tuple[str, bool]] = []  # commands since the last step, and whether its `when` held
        self._when = True  # whether the `when` of the next step held before the line that was typed last
        self._last: dict[str, Last | None] = {name: one.last for name, one in lab.consoles.items()}
        self._began, self._began_virtual = now(), lab.machine.clock.now
        self._ended: tuple[float, float] | None = None

    @property
    def passed(self) -> bool:
        """Return whether every step is reached and no mistake was made."""
        return self.reached == len(self.drill.steps) and not self.mistakes

    @property
    def _step(self) -> DrillStep | None:
        return self.drill.steps[self.reached] if self.reached < len(self.drill.steps) else None

    # -- looking -----------------------------------------------------------------------------------------------------

    def before(self) -> None:
        """Note what holds before a line is typed."""
        step = self._step
        self._when = step is not None and hold(self.lab.machine, step.when)

    def lab_line(self, line: str) -> None:
        """Note that a lab command was carried out."""
        self._typed.append((" ".join(line.lower().split()), self._when))

    def look(self) -> str:
        """Return a line for each step that is reached now, and for each mistake that is made."""
        self._note_commands()
        return "".join(f"[{words}]\n" for words in (*self._new_mistakes(), *self._new_steps()))

    def _note_commands(self) -> None:
        """Note the commands of the switch that were carried out since the last look."""
        for name, session in self.lab.consoles.items():
            last = session.last
            before = self._last.get(name)
            if last is None or last.command is None or last.error is not None:
                continue
            if before is None or before.command is not last.command:
                self._typed.append((" ".join(last.command.words).lower(), self._when))
            self._last[name] = last

    def _new_steps(self) -> Iterator[str]:
        while (step := self._step) is not None and self._is_reached(step):
            self.reached += 1
            self._typed.clear()
            self._when = True
            yield f"step {self.reached} of {len(self.drill.steps)}: {step.goal}"
            if self._step is None:
                self._ended = self._now(), self.lab.machine.clock.now
                yield "that was the last step; :quit leaves"

    def _is_reached(self, step: DrillStep) -> bool:
        words = step.typed.lower()
        typed = not words or any(when and f"{line} ".startswith(f"{words} ") for line, when in self._typed)
        return typed and hold(self.lab.machine, step.conditions)

    def _new_mistakes(self) -> Iterator[str]:
        for mistake in self.drill.mistakes:
            new = mistake.what not in self.mistakes and mistake.after <= self.reached < mistake.before
            if new and self._step is not None and hold(self.lab.machine, mistake.conditions):
                self.mistakes.append(mistake.what)
                yield f"mistake: {mistake.what}"

    # -- what is printed ---------------------------------------------------------------------------------------------

    def task(self) -> str:
        """Return the title, the task and the steps, each with whether it is reached."""
        paragraphs = [fill(" ".join(part.split()), WIDTH) for part in self.drill.task.split("\n\n")]
        return "\n\n".join([f"Drill: {self.drill.title}", *paragraphs, self._steps("to do")]) + "\n"

    def _steps(self, open: str) -> str:
        """Return a line for each step: ``done``, or *open*."""
        return "\n".join(
            f"  {DONE if number < self.reached else open:<7} {step.goal}"
            for number, step in enumerate(self.drill.steps)
        )

    def hint(self) -> str:
        """Return the hint for the next step."""
        step = self._step
        if step is None:
            return "Nothing is left to do; :quit leaves.\n"
        self.hints += 1
        return fill(f"Next: {step.goal}.  {step.hint}".strip(), WIDTH) + "\n"

    def verdict(self) -> str:
        """Return what was reached and missed, the mistakes, the hints, and how long it took."""
        real, virtual = self._ended or (self._now(), self.lab.machine.clock.now)
        result = "passed" if self.passed else "not passed"
        lines = [
            f"Drill: {self.drill.title}: {result}",
            self._steps(MISSED),
            *(f"  mistake {what}" for what in self.mistakes),
            f"{self.reached} of {len(self.drill.steps)} steps, {_number(len(self.mistakes), 'mistake')}, "
            f"{_number(self.hints, 'hint')}; {_duration(virtual - self._began_virtual)} on the switch, "
            f"{_duration(real - self._began)} of yours",
        ]
        return "\n".join(lines) + "\n"


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _duration(seconds: float) -> str:
    """Return ``45 s`` or ``3 min 20 s``."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
