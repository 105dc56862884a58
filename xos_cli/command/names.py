"""The names that exist on a node now, and the language of a node, which depends on the processes that run."""

from collections.abc import Collection, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from xos_cli.errors import CommandError
from xos_cli.language.grammar_files import grammar
from xos_cli.switch.hardware.licence import LEVELS
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node

if TYPE_CHECKING:
    from xos_cli.language import Language


@cache
def _language(processes: frozenset[str], user_only: bool) -> "Language":
    from xos_cli.language import Language

    return Language(grammar(), processes, user_only)


def language(node: Node, admin: bool) -> "Language":
    """Return what can be typed at *node*: the commands of the running processes that the account may type."""
    return _language(node.processes.working, not admin)


@cache
def everything() -> "Language":
    """Return the language with the commands of every process, whether it runs or not."""
    from xos_cli.language import Language

    return Language(grammar())


def stopped_process(node: Node, line: str, names: "Existing") -> str:
    """Return the process that has stopped here and whose command *line* is; "" if there is none."""
    stopped = node.processes.keys() - node.processes.working
    if not stopped:
        return ""
    try:
        owner = everything().parse(line, names).entry.process
    except CommandError:
        return ""
    return owner if owner in stopped else ""


def unlicensed(node: Node, line: str, names: "Existing") -> bool:
    """Return whether *line* is a command of a process that the licence of the switch does not allow."""
    if all(process.licensed for process in node.chassis.processes.values()):
        return False
    try:
        owner = everything().parse(line, names).entry.process
    except CommandError:
        return False
    process = node.chassis.processes.get(owner)
    return process is not None and process.licence in LEVELS and not process.licensed


class Existing:
    """The names on one node, by kind of object."""

    def __init__(self, node: Node, machine: Machine) -> None:
        self.node, self.machine = node, machine
        self.modular = node.chassis.modular

    @property
    def sysname(self) -> str:
        """Return the name of the switch, as it stands in the prompt."""
        return str(self.node.software.ask("devmgr", "sysname", self.node.store))

    def find(self, kind: str, word: str) -> str | None:
        """Return the name of an object as it is spelled where it was created; None if it does not exist."""
        table = self.node.software.names.get(kind)
        if table is not None:
            row = self.node.store.get(table, word)
            return None if row is None else str(row.name)
        folded = word.lower()
        return next((name for name in self._fixed(kind) if name.lower() == folded), None)

    def all(self, kind: str) -> Iterable[str]:
        """Return the name of every object of this kind."""
        table = self.node.software.names.get(kind)
        if table is not None:
            rows: list[Any] = self.node.store.rows(table)
            return [str(row.name) for row in rows]
        return self._fixed(kind)

    def _fixed(self, kind: str) -> Collection[str]:
        """Return the names that are not rows of their own: of hardware, processes, and files."""
        chassis = self.node.chassis
        match kind:
            case "process":
                return list(self.node.processes)
            case "module":
                return chassis.modules
            case "file":
                return self.node.flash.names()
            case "policy":
                return [name[:-4] for name in self.node.flash.names() if name.endswith(".pol")]
            case "msm":
                return [msm.letter for msm in chassis.msms if chassis.modular]
            case "slot":
                return [str(number) for number in chassis.slots]
            case "module_type":
                return chassis.fitting()
        return ()
