"""The entries of the forwarding database by the ports that they lead to, kept up to date with the rows."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, ClassVar, TypeVar

from xos_cli.processes.fdb.rows import FdbLearned, PermanentFdbEntry
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import RowKey, Store

Entry = TypeVar("Entry", PermanentFdbEntry, FdbLearned)
#: Entries of one VLAN (in lower case) with the same ports, as a set, by their key.
Groups = dict[str, dict[int, dict[RowKey, Any]]]


class EntriesByPorts:
    """A view of the store: the configured and the learned entries of each VLAN, by their ports."""

    FOLLOWS: ClassVar[Collection[type]] = (PermanentFdbEntry, FdbLearned)

    def __init__(self) -> None:
        self._groups: dict[type, Groups] = {}

    def follow(self, table: type, key: RowKey, before: Any, row: Any) -> None:
        """Process a row that was put or deleted, if its table was indexed before."""
        groups = self._groups.get(table)
        if groups is None:
            return
        if before is not None and (row is None or ports_of(before) != ports_of(row)):
            vlan = groups[key[1]]
            ports = ports_of(before)
            del vlan[ports][key]
            if not vlan[ports]:
                del vlan[ports]
        if row is not None:
            groups.setdefault(key[1], {}).setdefault(ports_of(row), {})[key] = row

    def stale(self, table: type) -> None:
        """Mark the index of a table as outdated; the next question rebuilds it."""
        self._groups.pop(table, None)

    def rows(self, store: Store, table: type[Entry], ports: int, vlan: str = "") -> Iterator[Entry]:
        """Yield the entries in *table* that lead to one of the *ports* (0: to none), of one VLAN or of all."""
        groups = self._of(store, table)
        for name in [vlan.lower()] if vlan else list(groups):
            for found, entries in list(groups.get(name, {}).items()):
                if found & ports or (not ports and not found):
                    yield from list(entries.values())

    def _of(self, store: Store, table: type) -> Groups:
        if table not in self._groups:
            self._groups[table] = {}
            rows: Mapping[RowKey, Any] = store.keyed(table)
            for key, row in rows.items():
                self.follow(table, key, None, row)
        return self._groups[table]


def ports_of(row: PermanentFdbEntry | FdbLearned) -> int:
    """Return the ports of an entry as a set."""
    if isinstance(row, FdbLearned):
        return sets.bit((row.slot, row.port))
    return sets.read(row.ports)
