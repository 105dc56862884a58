"""The entries of the forwarding database by their ports."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from xos_cli.processes.fdb.index import EntriesByPorts, ports_of
from xos_cli.processes.fdb.rows import FdbLearned, PermanentFdbEntry
from xos_cli.switch.tables import Store, key_of

TABLES: list[Any] = [PermanentFdbEntry, FdbLearned]
MACS = st.sampled_from(["00:00:00:00:00:01", "00:00:00:00:00:02", "00:00:00:00:00:03"])
VLANS = st.sampled_from(["v1", "V2"])
FIXED = st.builds(PermanentFdbEntry, MACS, VLANS, st.sampled_from(["", "1:1", "1:2", "1:1-2"]))
LEARNED = st.builds(FdbLearned, MACS, VLANS, st.just(1), st.integers(1, 3))


@given(st.lists(st.tuples(FIXED | LEARNED, st.booleans())), st.booleans(), st.sampled_from([0, 1 << 1, 1 << 2, 6]))
def test_the_view_follows_the_rows(
    changes: list[tuple[PermanentFdbEntry | FdbLearned, bool]], early: bool, ports: int
) -> None:
    """Whenever it is made, it has exactly the entries that a look at all rows finds."""
    store = Store([PermanentFdbEntry, FdbLearned])
    view = store.view(EntriesByPorts)
    for row, stays in changes:
        table: Any = type(row)
        if early:
            list(view.rows(store, table, 1))
        store.set(table, key_of(row), row if stays else None)
    for vlan in ("", "v1", "v2"):
        for table in TABLES:
            wanted = {
                row
                for row in store.rows(table)
                if vlan in ("", row.vlan_name.lower()) and (ports_of(row) & ports or not (ports or ports_of(row)))
            }
            assert set(view.rows(store, table, ports, vlan)) == wanted
