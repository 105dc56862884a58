"""What a handler may see and change while its command runs."""

from typing import Any, Protocol, TypeVar

from xos_cli.switch.hardware.chassis import Chassis
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node
from xos_cli.switch.software import Software
from xos_cli.switch.tables import Store, Transaction, key_of

R = TypeVar("R", bound=tuple[Any, ...])


class Login(Protocol):
    """The session in which a command was typed, as far as commands need it.

    *number* is that of the next prompt. *paging* holds for this session only; *height* is the number of the
    terminal's lines, None where nothing is paged.
    """

    id: int
    account: str
    admin: bool
    paging: bool
    height: int | None
    number: int
    history: list[str]
    context: str

    def leave(self) -> None:
        """End the session when the command is done."""

    def wake(self) -> None:
        """Let a command that is connected to another host look at what came from there."""

    def noted(self, refusal: str) -> None:
        """Take note that another host, on which this session works, has refused a line."""


class Call:
    """What a handler receives: the node it runs on, the node's tables in one transaction, and the session."""

    def __init__(self, machine: Machine, node: Node, session: Login, words: tuple[str, ...]) -> None:
        self.machine, self.node, self.session, self.words = machine, node, session, words
        self._transaction = Transaction(node.store)
        self.changed: set[type] = set()  # tables whose rows this command has changed

    @property
    def chassis(self) -> Chassis:
        return self.node.chassis

    @property
    def software(self) -> Software:
        """Return the processes that run on the node; through them a handler calls the hooks of other processes."""
        return self.node.software

    @property
    def store(self) -> Store:
        """Return the node's tables, with the changes of this command, for reading."""
        return self.node.store

    def get(self, table: type[R], *key: Any) -> R | None:
        """Return the row under *key*; None if there is none."""
        return self.node.store.get(table, *key)

    def one(self, table: type[R]) -> R:
        """Return the row of a table that has exactly one."""
        return self.node.store.one(table)

    def rows(self, table: type[R]) -> list[R]:
        """Return the rows of *table*, oldest first."""
        return self.node.store.rows(table)

    def put(self, row: tuple[Any, ...]) -> None:
        """Put a row under its key."""
        self._transaction.put(row)

    def delete(self, table: type, *key: Any) -> None:
        """Delete the row under *key*."""
        self._transaction.delete(table, *key)

    def drop(self, row: tuple[Any, ...]) -> None:
        """Delete this row."""
        self._transaction.delete(type(row), *key_of(row))

    def forget(self, kind: str, name: str) -> None:
        """Delete an object with every row of any process that depends on it."""
        for row, _ in self.node.store.referring(kind, name):
            self.drop(row)
        self.software.tell("forgotten", self, kind, name)

    def rename(self, kind: str, old: str, new: str) -> None:
        """Give an object a new name in every row that names it."""
        for row, field in self.node.store.referring(kind, old):
            self.drop(row)
            self.put(row._replace(**{field: new}))  # type: ignore[attr-defined]

    def commit(self) -> None:
        """Make the changes so far final and relay them."""
        changes = self._transaction.commit()
        self.changed |= {change.table for change in changes}
        self.node.commit(changes)

    def rollback(self) -> None:
        """Take back the changes since the last commit."""
        self._transaction.rollback()
