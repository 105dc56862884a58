"""Find the rows of a table that have the same value in one field of their key, without looking at the others."""

from typing import Any

RowKey = tuple[Any, ...]
Group = dict[RowKey, Any]


class TableIndex:
    """The rows of one table by the value at one *place* of their keys; in each group in the order of the table."""

    def __init__(self, place: int, rows: Group) -> None:
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
