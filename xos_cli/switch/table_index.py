"""What is worked out from the rows of tables and follows their changes: indexes of one field, views of several tables.

A view is what a process works out, e.g. the best routes of all that there are.  It is made when it is first asked for,
told of every change of the tables that it names, and never copied: a copy of the store makes its own from the rows.
What it answers may therefore depend on nothing but the rows and their order.
"""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar, Protocol

RowKey = tuple[Any, ...]
Group = dict[RowKey, Any]


class TableView(Protocol):
    """What is worked out from the rows of some tables."""

    FOLLOWS: ClassVar[Collection[type]]

    def follow(self, table: type, key: RowKey, before: Any, row: Any) -> None:
        """Note that a row was put or taken away (None) where *before* was."""

    def stale(self, table: type) -> None:
        """Note that the rows of a table were replaced, or are in another order."""


class TableIndex:
    """The rows of one table by the value at one *place* of their keys; in each group in the order of the table."""

    def __init__(self, place: int, rows: Mapping[RowKey, Any]) -> None:
        self._place = place
        self._groups: dict[Any, Group] = {}
        for key, row in rows.items():
            self.set(key, row)

    def set(self, key: RowKey, row: Any) -> None:
        """Follow a row that was put, or taken away (None)."""
        value = key[self._place]
        if row is not None:
            self._groups.setdefault(value, {})[key] = row
            return
        group = self._groups.get(value)
        if group is not None:
            group.pop(key, None)
            if not group:
                del self._groups[value]

    def group(self, value: Any) -> Group:
        """Return the rows with this value, by key; to be read, not to be kept."""
        return self._groups.get(value, {})
