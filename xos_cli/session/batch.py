"""Carry out a command that no person types: what a process of the switch asks for.

evidence: guide 11.3 p.385 (no login; a command that fails is logged), inferred (questions are answered with yes)
"""

from collections.abc import Generator
from typing import Any

from xos_cli.command.dialogue import Step, automatic
from xos_cli.errors import XosError
from xos_cli.session.execution import execute
from xos_cli.session.typist import Last, Vouched
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node


class BatchTypist:
    """A session without a login, of an administrator whom nobody sees."""

    id, number, most = 0, 1, 0
    account, kind, location, context, prompt, through = "admin", "batch", "", "", "# ", "batch"
    admin, paging, under_way = True, False, False
    height: int | None = None
    vouched: Vouched | None = None

    def __init__(self, machine: Machine, name: str) -> None:
        self.machine, self.name = machine, name
        self.history: list[str] = []
        self.last: Last | None = None
        self.error: XosError | None = None

    @property
    def node(self) -> Node:
        """Return the MSM on which the command runs."""
        return self.machine.nodes[self.name]

    def text_of_prompt(self) -> str:
        """Return the prompt, which nobody sees."""
        return self.prompt

    def ended(self, id: int, why: str) -> None:
        """Take no notice: this is no login that can end."""

    def leave(self) -> None:
        """Take no notice of `logout`."""

    def wake(self) -> None:
        """Take no notice: nobody works on another host."""

    def noted(self, refusal: str) -> None:
        """Take no notice, for the same reason."""


def run(machine: Machine, node: Node, line: str) -> str:
    """Carry out a command on an MSM; return why it failed, "" if it did not."""
    typist = BatchTypist(machine, node.name)
    steps: Generator[Step, Any, None] = execute(typist, line)
    answer: Any = None
    try:
        while True:
            answer = automatic(steps.send(answer))
    except StopIteration:
        pass
    return str(typist.error) if typist.error else ""
