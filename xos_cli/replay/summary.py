"""The summary of a run: lines, refusals, answers, changes, and whether all is saved and in sync."""

from typing import Any

from xos_cli.record import NamedTuple
from xos_cli.replay.difference import Difference, words
from xos_cli.replay.runner import Refused, Runner

#: What `--require` can ask for, and the words where it is not met.
UNSAVED = "the changes are not saved: a reboot would lose them"
OUT_OF_SYNC = "the MSMs are not in sync: a failover would lose what the backup has not been sent"
REQUIREMENTS = {"saved": UNSAVED, "in-sync": OUT_OF_SYNC}


class Summary(NamedTuple):
    """The facts of a run.  *difference*: of the configurations before and after.  *saved*, *in_sync*: at its end."""

    lines: int
    answers: int
    refused: tuple[Refused, ...]
    difference: Difference
    saved: bool
    in_sync: bool

    @property
    def changes(self) -> dict[str, list[str]]:
        """Return the modules that changed, each with the lines of a unified diff."""
        return self.difference.changes

    @property
    def shortcomings(self) -> dict[str, str]:
        """Return the requirements that are not met: requirement -> the words for it."""
        so = {"saved": self.saved, "in-sync": self.in_sync}
        return {name: text for name, text in REQUIREMENTS.items() if not so[name]}

    def text(self) -> str:
        """Return the summary in one line, for a person."""
        state = "saved" if self.saved else "not saved"
        sync = "in sync" if self.in_sync else "not in sync"
        return (
            f"{number(self.lines, 'line')}, {len(self.refused)} refused, {number(self.answers, 'question')} answered; "
            f"changed: {words(self.changes)}; {state}, {sync}"
        )

    def data(self) -> dict[str, Any]:
        """Return the summary for a program."""
        return {
            "lines": self.lines,
            "answers": self.answers,
            "refused": len(self.refused),
            "changes": list(self.changes),
            "saved": self.saved,
            "in_sync": self.in_sync,
            "shortcomings": list(self.shortcomings),
        }


def summary(runner: Runner, difference: Difference) -> Summary:
    """Return the summary of what *runner* typed."""
    machines = runner.lab.machines.values()
    saved = all(machine.master is not None and not machine.master.config.unsaved for machine in machines)
    done = runner.typed, runner.answered, tuple(runner.refused)
    return Summary(*done, difference, saved, all(machine.in_sync for machine in machines))


def number(count: int, what: str) -> str:
    """Return ``1 line``, ``2 lines``."""
    return f"{count} {what}{'' if count == 1 else 's'}"
