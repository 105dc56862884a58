"""Compare the rows of two configurations."""

from typing import Any

from xos_cli.switch.saved.savedfile import Unknown
from xos_cli.switch.tables import RowKey, key_of, uncounted

Rows = list[tuple[Any, ...]]


def differ(running: Rows, restored: Rows) -> bool:
    """Return whether two configurations differ in more than counters and the versions of modules."""
    same = set(map(id, running)) & set(map(id, restored))  # most rows are the factory's, and need no comparison
    if _by_key(_without(running, same)) == _by_key(_without(restored, same)):
        return False
    return _by_key(running) != _by_key(restored)  # a file can have several rows under a key


def _without(rows: Rows, same: set[int]) -> Rows:
    return [row for row in rows if id(row) not in same]


def _by_key(rows: Rows) -> dict[tuple[type, RowKey], tuple[Any, ...]]:
    """Return rows by table and key, without counters and module versions, which every save sets anew."""
    plain = [row._replace(version="") if isinstance(row, Unknown) else uncounted(row) for row in rows]
    return {(type(row), key_of(row)): row for row in plain}
