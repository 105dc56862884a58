"""Carry out the recorded lines of a loaded file: an earlier version kept commands that had no rows as lines."""

from collections.abc import Generator
from typing import Any

from xos_cli.command.call import Call
from xos_cli.command.dialogue import automatic
from xos_cli.command.names import Existing, language
from xos_cli.errors import CommandError, Refusal
from xos_cli.language import Command
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node
from xos_cli.switch.recorded import Recorded
from xos_cli.switch.saved.savedfile import Unknown, element_text


class FileLogin:
    """The login under which the lines of a file are carried out: an administrator whom nobody sees."""

    id, number, context, account = 0, 1, "", "admin"
    admin, paging = True, False
    height: int | None = None

    def __init__(self) -> None:
        self.history: list[str] = []

    def leave(self) -> None:
        """Take no notice of `logout`."""

    def wake(self) -> None:
        """Take no notice: nobody works on another host."""

    def noted(self, refusal: str) -> None:
        """Take no notice, for the same reason."""


def renew(machine: Machine, node: Node) -> list[str]:
    """Carry out recorded lines as the commands that they are now, in the order of `show configuration`.

    Their rows go.  Return each line that was refused, with the reason; it stays in the file.
    """
    modules = {module: place for place, module in enumerate(node.chassis.modules)}
    rows = sorted(node.store.rows(Recorded), key=lambda row: modules.get(row.module, len(modules)))
    tried = [(row, _tried(machine, node, row)) for row in rows]
    return [f"{row.line}: {why}" for row, why in tried if why]


def _tried(machine: Machine, node: Node, row: Recorded) -> str:
    """Carry out one line; return why it was refused, "" if it was not."""
    try:
        command = language(node, True).parse(row.line, Existing(node, machine))
    except CommandError as error:
        _set_aside(Call(machine, node, FileLogin(), ()), row, str(error))
        return str(error)
    return _carry_out(Call(machine, node, FileLogin(), command.words), row, command)


def _carry_out(call: Call, row: Recorded, command: Command) -> str:
    """Carry out one line in the place of its row; return why it was refused, "" if it was not."""
    handler = call.software.handler(command.entry.process, command.entry.handler)
    try:
        call.drop(row)
        if prepare := call.software.handler(command.entry.process, "renewing"):
            prepare(call, command)
        result = handler(call, **command.arguments) if handler else None
        if isinstance(result, Generator):
            _converse(result)
    except Exception as error:  # whatever goes wrong with one line, the switch comes up with the others
        call.rollback()
        why = str(error) if isinstance(error, Refusal) else f"internal error: {type(error).__name__}: {error}"
        _set_aside(call, row, why)
        return why
    call.commit()
    return ""


def _set_aside(call: Call, row: Recorded, fault: str) -> None:
    """Keep a line as an element of the file that does not apply."""
    number = max([other.number for other in call.rows(Unknown) if other.module == row.module], default=-1) + 1
    call.drop(row)
    call.put(Unknown(row.module, number, element_text(row), fault=fault))
    call.commit()


def _converse(steps: Generator[Any, Any, Any]) -> None:
    """Answer whatever a handler asks."""
    answer: Any = None
    try:
        while True:
            answer = automatic(steps.send(answer))
    except StopIteration:
        pass
