"""Rows in keyed tables, and the one kind of change that is made to them.

All that a process knows is rows.  A row class is a ``NamedTuple`` marked with ``@table``; its fields are the elements
of the saved file, in their order.  (Not a dataclass: defining one of those takes 0.6 ms, and there are a hundred.)

    @table(key=("name",))
    class Vlan(NamedTuple):
        name: str
        tag: int
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from xos_cli.record import NamedTuple
from xos_cli.switch.table_index import TableIndex, TableView

R = TypeVar("R", bound=tuple[Any, ...])
V = TypeVar("V", bound=TableView)
#: The rows of a table from which on its references are looked up in an index, and its rows are numbered.
LARGE = 256
#: What identifies a row in its table: its key fields, text folded to lower case unless the table is exact.
RowKey = tuple[Any, ...]

#: Text that the saved file writes bare (``<age>300</age>``); a plain ``str`` stands in CDATA, or ``<x/>`` when empty.
#: A field can be limited further: ``Annotated[int, MODELS]``, to what is in a container or what a function finds right.
Plain = Annotated[str, "plain"]
#: Text that the saved file writes as CDATA even when it is empty.
Always = Annotated[str, "always"]


def is_octets(text: str) -> bool:
    """Return whether *text* is octets in hexadecimal, with colons or without."""
    try:
        bytes.fromhex(text.replace(":", ""))
    except ValueError:
        return False
    return True


def is_address(text: str) -> bool:
    """Return whether *text* is an IPv4 address or a mask."""
    parts = text.split(".")
    return len(parts) == 4 and all(part.isdecimal() and int(part) < 256 for part in parts)


#: On or off, octets as ``61:64:6d:69:6e``, and an IPv4 address or mask.
Flag = Annotated[int, (0, 1)]
Octets = Annotated[str, "plain", is_octets]
Ipv4 = Annotated[str, "plain", is_address]


class Scope(Enum):
    """The scope of a table: whether its rows are saved, checkpointed, or stay on their MSM."""

    CONFIG = "config"  #: saved, relayed to the backup, kept over every failover
    STATE = "state"  #: checkpointed to the backup, lost at a reboot; at a failover too where the table is not hitless
    LOCAL = "local"  #: never leaves its MSM


class TableInfo(NamedTuple):
    """What a table is: the element its rows are saved as, the fields of its key, how far its rows go.

    *refs*: the fields that name an object of another table, and its kind (``{"vlanName": "vlan"}``): a row goes when
    the object goes, and follows when it is renamed.  *innate*: the keys (in lower case) of rows that every switch has,
    and that the saved file leaves out as long as they are the factory's.  *counters*: the fields that only say which
    number is given out next; they are saved, but a configuration that differs in nothing else is the same.
    """

    element: str
    key: tuple[str, ...]
    scope: Scope
    exact: bool
    hitless: bool
    refs: Mapping[str, str]
    innate: Collection[str]
    counters: Collection[str] = ()


_INFO: dict[type, tuple[TableInfo, tuple[int, ...]]] = {}


def table(
    element: str = "",
    key: tuple[str, ...] = (),
    scope: Scope = Scope.CONFIG,
    exact: bool = False,
    hitless: bool = True,
    refs: Mapping[str, str] | None = None,
    innate: Collection[str] = (),
    counters: Collection[str] = (),
) -> Callable[[type[R]], type[R]]:
    """Make a NamedTuple the row of a table.  No key: the table has one row."""

    def mark(row: type[R]) -> type[R]:
        fields: tuple[str, ...] = row._fields  # type: ignore[attr-defined]
        info = TableInfo(element or row.__name__, key, scope, exact, hitless, refs or {}, innate, counters)
        _INFO[row] = info, tuple(fields.index(name) for name in key)
        return row

    return mark


def info(row: type) -> TableInfo:
    """Return what the table of this row class is."""
    return _INFO[row][0]


def fold(key: Iterable[Any]) -> RowKey:
    """Return the key under which names that differ in case only are the same."""
    return tuple([part.lower() if isinstance(part, str) else part for part in key])


def key_of(row: tuple[Any, ...]) -> RowKey:
    """Return the key of *row* in its table."""
    about, places = _INFO[type(row)]
    if about.exact:
        return tuple([row[place] for place in places])
    return tuple([part.lower() if isinstance(part := row[place], str) else part for place in places])


def uncounted(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return *row* without what it counts: two rows that are then equal are the same configuration."""
    counters = _INFO[type(row)][0].counters
    return row._replace(**dict.fromkeys(counters)) if counters else row  # type: ignore[attr-defined]


def innate(row: tuple[Any, ...]) -> bool:
    """Return whether every switch has a row under this key, saved or not."""
    keys = _INFO[type(row)][0].innate
    return bool(keys) and key_of(row)[0] in keys


class Change(NamedTuple):
    """One row put (*row*) or taken away (``None``): what a command does, the channel carries and a journal keeps."""

    table: type
    key: RowKey
    row: tuple[Any, ...] | None


#: What a table without rows has.
_NOTHING: Mapping[RowKey, Any] = MappingProxyType({})


class Store:
    """All tables of one node.  Rows are never altered, so a copy of the store shares them."""

    def __init__(self, tables: Iterable[type] = ()) -> None:
        #: The tables there are, in their order; a dict is shared, for a switch has hundreds of tables.
        self._known: dict[type, None] = tables if isinstance(tables, dict) else dict.fromkeys(tables)
        self._tables: dict[type, dict[RowKey, Any]] = {}  # those that ever had a row
        self._own: set[type] = set()  # those whose dict no other store has; any other is copied before it changes
        self._indexes: dict[type, dict[str, TableIndex]] = {}  # of the fields that were asked for
        self._views: dict[type, TableView] = {}  # those that were asked for
        self._viewed: dict[type, list[TableView]] = {}  # by the tables that they follow
        self._numbers: dict[type, dict[RowKey, int]] = {}  # of the rows of large tables, in their order
        self.changes = 0  # how often a row was put or taken away: what was worked out from rows holds until then

    def get(self, table: type[R], *key: Any) -> R | None:
        """Return the row of *table* under *key*, or None."""
        rows: Mapping[RowKey, R] = self._tables.get(table) or self._none(table)
        return rows.get(key if _INFO[table][0].exact else fold(key))

    def one(self, table: type[R], *key: Any) -> R:
        """Return the row of *table* under *key*; KeyError if there is none."""
        row = self.get(table, *key)
        if row is None:
            raise KeyError((table.__name__, *key))
        return row

    def rows(self, table: type[R]) -> list[R]:
        """Return the rows of *table*, oldest first."""
        return list((self._tables.get(table) or self._none(table)).values())

    def keyed(self, table: type[R]) -> Mapping[RowKey, R]:
        """Return the rows of *table* by key; to be read, not to be kept."""
        return self._tables.get(table) or self._none(table)

    def _none(self, table: type) -> Mapping[RowKey, Any]:
        """Return that a table has no rows; KeyError if there is no such table."""
        self._known[table]
        return _NOTHING

    def where(self, table: type[R], field: str, value: Any) -> list[R]:
        """Return the rows of *table* with *value* in a *field* of their key, oldest first."""
        return list(self.keyed_where(table, field, value).values())

    def count(self, table: type, field: str = "", value: Any = None) -> int:
        """Return how many rows *table* has, or of them those with *value* in a *field* of their key."""
        return len(self.keyed_where(table, field, value) if field else self.keyed(table))

    def keyed_where(self, table: type[R], field: str, value: Any) -> Mapping[RowKey, R]:
        """Return the rows of ``where`` by key, from an index made when it is first asked for; to be read, not kept."""
        about = _INFO[table][0]
        indexes = self._indexes.setdefault(table, {})
        if field not in indexes:
            indexes[field] = TableIndex(about.key.index(field), self.keyed(table))
        return indexes[field].group(value if about.exact else fold((value,))[0])

    def view(self, kind: type[V]) -> V:
        """Return what *kind* works out from these rows; it is made when it is first asked for."""
        found = self._views.get(kind)
        if found is None:
            found = self._views[kind] = kind()
            for table in kind.FOLLOWS:
                self._viewed.setdefault(table, []).append(found)
        assert isinstance(found, kind)
        return found

    def _stale(self, table: type) -> None:
        """Let nothing hold that was worked out from the rows of *table*."""
        self._indexes.pop(table, None)
        for view in self._viewed.get(table, ()):
            view.stale(table)

    def tables(self) -> Iterator[type]:
        """Return the row classes of the tables there are."""
        return iter(self._known)

    def referring(self, kind: str, name: str) -> list[tuple[tuple[Any, ...], str]]:
        """Return the rows that name this object, each with the field that does."""
        folded = name.lower()
        return [
            (row, field)
            for table in self._known
            if (rows := self._tables.get(table))
            for field, of in _INFO[table][0].refs.items()
            if of == kind
            for row in self._candidates(table, rows, field, folded)
            if str(getattr(row, field)).lower() == folded
        ]

    def _candidates(self, table: type, rows: dict[RowKey, Any], field: str, folded: str) -> Iterable[Any]:
        """Return the rows in which *field* could be this name: those of an index where the field is part of the key."""
        about = _INFO[table][0]
        if field not in about.key or about.exact:
            return rows.values()
        if len(about.key) == 1:
            return [rows[(folded,)]] if (folded,) in rows else ()
        return self.where(table, field, folded)

    def set(self, table: type, key: RowKey, row: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
        """Put or take away one row; gives back what stood there before."""
        rows = self._tables[table] if table in self._own else self._to_change(table)
        self.changes += 1
        if table in self._indexes:
            for index in self._indexes[table].values():
                index.set(key, row)
        before: tuple[Any, ...] | None = rows.get(key)
        if row is None:
            rows.pop(key, None)
        else:
            rows[key] = row
        if table in self._numbers:
            self._number(self._numbers[table], key, row is not None)
        if table in self._viewed:
            for view in self._viewed[table]:
                view.follow(table, key, before, row)
        if len(rows) == LARGE and before is None:
            self._prepare_large(table)
        return before

    def _to_change(self, table: type) -> dict[RowKey, Any]:
        """Return the rows of a table in a dict of this store's own; KeyError if there is no such table."""
        rows = self._tables[table] = dict(self.keyed(table))
        self._own.add(table)
        return rows

    def _number(self, numbers: dict[RowKey, int], key: RowKey, put: bool) -> None:
        """Give a new row the highest number; one that is replaced keeps its own."""
        if put:
            numbers.setdefault(key, self.changes)
        else:
            numbers.pop(key, None)

    def numbers(self, table: type) -> Mapping[RowKey, int] | None:
        """Return numbers of the rows of *table* that grow in their order; None for a small table."""
        rows = self._tables.get(table, {})
        if table not in self._numbers and len(rows) >= LARGE:
            self._numbers[table] = {key: number for number, key in enumerate(rows, -len(rows))}
        return self._numbers.get(table)

    def _prepare_large(self, table: type) -> None:
        """Number the rows of a table, and make the indexes for ``referring``, while that takes no time."""
        about = _INFO[table][0]
        if about.scope is Scope.CONFIG:
            self.numbers(table)
        if len(about.key) > 1 and not about.exact:
            for field in about.refs.keys() & set(about.key):
                self.keyed_where(table, field, "")

    def arrange(self, table: type, order: Iterable[RowKey]) -> None:
        """Put the rows of *table* that are in *order* first, in that order."""
        rows: Mapping[RowKey, Any] = self.keyed(table)
        self.replace(table, {key: rows[key] for key in order if key in rows} | {**rows})

    def replace(self, table: type, rows: dict[RowKey, Any]) -> None:
        """Put *rows* in the place of all that *table* has; nothing changes where it has the same in the same order."""
        if [*self.keyed(table).items()] == [*rows.items()]:
            return
        self._tables[table] = rows
        self._own.add(table)
        self._numbers.pop(table, None)
        self.changes += 1
        self._stale(table)

    def share(self, tables: Mapping[type, dict[RowKey, Any]]) -> None:
        """Have these rows instead of any others; their dicts are not changed, so that many stores can have them."""
        for table in (*self._tables, *tables):
            self._stale(table)
        self._tables = {**tables}
        self._own.clear()
        self._numbers.clear()
        self.changes += 1

    def put_back(self, table: type, numbers: Mapping[RowKey, int]) -> None:
        """Put rows of a large table back where they stood when they had these *numbers*."""
        rows, now = self._tables[table], self._numbers[table]
        now.update((key, number) for key, number in numbers.items() if key in rows)
        self._tables[table] = {key: rows[key] for key in sorted(rows, key=now.__getitem__)}
        self._own.add(table)
        self._stale(table)

    def fill(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Put rows, each under its key."""
        for row in rows:
            self.set(type(row), key_of(row), row)

    def apply(self, changes: Iterable[Change]) -> None:
        """Apply changes that were made on the other node."""
        for change in changes:
            self.set(*change)

    def empty(self, table: type) -> None:
        """Take away every row of *table*."""
        self._known[table]
        self._tables.pop(table, None)
        self._own.discard(table)
        self._numbers.pop(table, None)
        self.changes += 1
        self._stale(table)

    def clear(self, scope: Scope | None = None, keep_hitless: bool = False) -> None:
        """Empty every table (of *scope*), but for the hitless ones where *keep_hitless*."""
        self.changes += 1
        for row in list(self._tables):
            about = info(row)
            if (scope is None or about.scope is scope) and not (keep_hitless and about.hitless):
                del self._tables[row]
                self._own.discard(row)
                self._numbers.pop(row, None)
                self._stale(row)

    def content(self, *scopes: Scope) -> dict[type, list[tuple[RowKey, Any]]]:
        """Copy all tables of these scopes: two nodes hold the same, in the same order, if these are equal."""
        return {row: list(self.keyed(row).items()) for row in self._known if info(row).scope in scopes}

    def rewritten(self) -> None:
        """Take note that rows were replaced in their tables: nothing that was worked out from them holds."""
        self.changes += 1
        self._indexes.clear()
        self._numbers.clear()
        self._views.clear()
        self._viewed.clear()

    def __deepcopy__(self, memo: dict[int, Any]) -> "Store":
        copy = Store(self._known)
        copy._tables = {row: rows for row, rows in self._tables.items() if rows}
        copy.changes = self.changes
        self._own.clear()
        return copy


class Transaction:
    """Changes to one store that hold together: read your own writes, keep all or take all back."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._undo: list[Change] = []
        self._order: dict[type, list[RowKey]] = {}  # of small tables that rows were deleted from
        self._places: dict[type, dict[RowKey, int]] = {}  # the numbers of the rows that were deleted from large ones
        self.changes: list[Change] = []

    def put(self, row: tuple[Any, ...]) -> None:
        """Put *row* under its key; a row that stands there already is no change."""
        self._set(Change(type(row), key_of(row), row))

    def delete(self, table: type, *key: Any) -> None:
        """Take the row under *key* away, if there is one; the order of the rows is kept for a table that is saved."""
        about = info(table)
        folded = key if about.exact else fold(key)
        if about.scope is Scope.CONFIG and table not in self._order:
            self._note_place(table, folded)
        self._set(Change(table, folded, None))

    def _note_place(self, table: type, key: RowKey) -> None:
        """Note where a row stands that is to be deleted."""
        numbers = self.store.numbers(table)
        if numbers is None:
            self._order[table] = list(self.store.keyed(table))
        elif key in numbers:
            self._places.setdefault(table, {}).setdefault(key, numbers[key])

    def _set(self, change: Change) -> None:
        before = self.store.set(*change)
        if before != change.row:
            self._undo.append(change._replace(row=before))
            self.changes.append(change)

    def commit(self) -> list[Change]:
        """Return the changes made since the last commit; they can no longer be taken back."""
        changes = self.changes
        self._forget()
        return changes

    def rollback(self) -> None:
        """Take back every change since the last commit, the order of the rows included."""
        self.store.apply(reversed(self._undo))
        for table, order in self._order.items():
            self.store.arrange(table, order)
        for table, places in self._places.items():
            self.store.put_back(table, places)
        self._forget()

    def _forget(self) -> None:
        self.changes, self._undo, self._order, self._places = [], [], {}, {}
