"""Objects of the MIB: values, tables of columns, and the tree that is read and walked.  No messages, no library.

A scalar is a table with the one column ``0`` and one row without an index.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

Oid = tuple[int, ...]
#: The types of values (RFC 2578), as the codec names them.
INTEGER, OCTETS, OID = "Integer", "OctetString", "ObjectIdentifier"
ADDRESS, COUNTER, GAUGE, TICKS, COUNTER64 = "IpAddress", "Counter32", "Gauge32", "TimeTicks", "Counter64"
TRUE, FALSE = 1, 2


class Value(NamedTuple):
    """A value of an object: its type, and a number, octets, or the numbers of an object identifier."""

    kind: str
    content: Any


def integer(number: int) -> Value:
    """Return a value of the type Integer32."""
    return Value(INTEGER, number)


def truth(is_so: object) -> Value:
    """Return a TruthValue: 1 is true, 2 is false."""
    return Value(INTEGER, TRUE if is_so else FALSE)


def text(words: str) -> Value:
    """Return a text as octets."""
    return Value(OCTETS, words.encode())


def octets(data: bytes) -> Value:
    """Return octets."""
    return Value(OCTETS, data)


def mac_octets(mac: str) -> Value:
    """Return a MAC address (``00:04:96:00:00:01``) as six octets."""
    return Value(OCTETS, bytes.fromhex(mac.replace(":", "")))


def counter(number: int) -> Value:
    """Return a counter that wraps at 2**32."""
    return Value(COUNTER, number & 0xFFFFFFFF)


def counter64(number: int) -> Value:
    """Return a counter of 64 bits, which SNMPv1 cannot carry."""
    return Value(COUNTER64, number)


def gauge(number: int) -> Value:
    """Return a gauge, which stays at 2**32 - 1 when it is more."""
    return Value(GAUGE, min(number, 0xFFFFFFFF))


def ticks(seconds: float) -> Value:
    """Return seconds as hundredths of a second."""
    return Value(TICKS, int(round(seconds * 100, 3)) & 0xFFFFFFFF)


def address(dotted: str) -> Value:
    """Return an IPv4 address."""
    return Value(ADDRESS, dotted)


def numbers(dotted: str) -> Oid:
    """Return the numbers of a dotted text: ``1.3.6``, or an IPv4 address."""
    return tuple(map(int, dotted.strip(".").split(".")))


class Column(NamedTuple):
    """One column of a table: how a row's value is read, None for none; how it is set.

    *write* gets the index of the row and the content of a value of the type *kind*, and raises BadValue where it cannot
    be set to that; None: read-only.
    """

    number: int
    read: "Callable[[Node, Any], Value | None]"
    write: "Callable[[Node, Oid, Any], None] | None" = None
    kind: str = OCTETS


class Table(NamedTuple):
    """A table by the identifier of its entry; *rows* returns what its columns are read of, by index.

    *follows*: the row classes that say which rows there are; without any, that is found out at each request.
    *version* says the same of rows that are no rows of the store: they are worked out anew when it returns another
    value.  *remove* takes away a row that a manager can create by setting a column of it; None: no manager can.
    """

    entry: Oid
    rows: "Callable[[Node], dict[Oid, Any]]"
    columns: tuple[Column, ...]
    follows: tuple[type, ...] = ()
    remove: "Callable[[Node, Oid], None] | None" = None
    version: "Callable[[Node], Any] | None" = None


def scalars(group: Oid, *columns: Column) -> tuple[Table, ...]:
    """Return the scalars of a group, each as a table of its own: there can be tables between two of them."""
    return tuple([Table((*group, column.number), _one_row, (column._replace(number=0),)) for column in columns])


def _one_row(node: "Node") -> dict[Oid, Any]:
    return {(): None}


class Index(NamedTuple):
    """The rows of a table now: their indexes in order, and what each is read of."""

    order: list[Oid]
    rows: dict[Oid, Any]


def index_of(node: "Node", table: Table) -> Index:
    """Return the rows of a table, from what was kept where the table can say when that changes."""
    if not table.follows:
        return _fresh(node, table)
    indexes = node.store.view(KeptIndexes)
    kept = indexes.kept
    version = table.version(node) if table.version is not None else None
    if version != indexes.versions.get(table.entry):
        indexes.versions[table.entry] = version
        kept.pop(table.entry, None)
    found = kept.get(table.entry)
    if found is None:
        found = kept[table.entry] = _fresh(node, table)
    return found


def _fresh(node: "Node", table: Table) -> Index:
    rows = table.rows(node)
    return Index(sorted(rows), rows)


class KeptIndexes:
    """Keep the indexes of tables until a row that they follow changes."""

    FOLLOWS: ClassVar[Collection[type]] = ()

    def __init__(self) -> None:
        self.kept: dict[Oid, Index] = {}
        self.versions: dict[Oid, Any] = {}

    def follow(self, table: type, key: tuple[Any, ...], before: Any, row: Any) -> None:
        """Forget the indexes."""
        self.kept.clear()

    def stale(self, table: type) -> None:
        """Forget the indexes."""
        self.kept.clear()


class Mib:
    """The tables of the agent in the order of their identifiers."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.tables = sorted(tables, key=lambda table: table.entry)
        self._entries = [table.entry for table in self.tables]
        KeptIndexes.FOLLOWS = {*KeptIndexes.FOLLOWS, *[row for table in tables for row in table.follows]}

    def _table(self, oid: Oid) -> Table | None:
        place = bisect_right(self._entries, oid) - 1
        found = self.tables[place] if place >= 0 else None
        return found if found is not None and oid[: len(found.entry)] == found.entry else None

    def column(self, oid: Oid) -> "tuple[Column, Oid, Table] | None":
        """Return the column that an object belongs to, its index and its table; None if there is no such column."""
        table = self._table(oid)
        if table is None or len(oid) <= len(table.entry):
            return None
        number, index = oid[len(table.entry)], oid[len(table.entry) + 1 :]
        found = next((column for column in table.columns if column.number == number), None)
        return None if found is None else (found, index, table)

    def get(self, node: "Node", oid: Oid) -> Value | None:
        """Return the value of an object, None if it does not exist."""
        found = self.column(oid)
        if found is None:
            return None
        column, index, table = found
        rows = index_of(node, table).rows
        return column.read(node, rows[index]) if index in rows else None

    def following(self, node: "Node", oid: Oid) -> "tuple[Oid, Value] | None":
        """Return the first object behind *oid* and its value, None behind the last."""
        for table in self.tables[max(0, bisect_right(self._entries, oid) - 1) :]:
            found = _following(node, table, oid)
            if found is not None:
                return found
        return None


def _following(node: "Node", table: Table, oid: Oid) -> tuple[Oid, Value] | None:
    """Return the first object of a table behind *oid*."""
    size = len(table.entry)
    if oid > table.entry and oid[:size] != table.entry:
        return None
    number, index = (oid[size], oid[size + 1 :]) if oid[:size] == table.entry and len(oid) > size else (-1, ())
    found: Index | None = None
    for column in table.columns:
        if column.number < number:
            continue
        found = found or index_of(node, table)
        first = bisect_right(found.order, index) if column.number == number else 0
        for key in found.order[first:]:
            value = column.read(node, found.rows[key])
            if value is not None:
                return (*table.entry, column.number, *key), value
    return None


class BadValue(Exception):
    """A value that an object cannot have."""
