"""Rows, changes and transactions."""

from copy import deepcopy
from typing import NamedTuple
from unittest.mock import patch

import pytest
from conftest import calls
from hypothesis import given
from hypothesis import strategies as st

import xos_cli.switch.tables as switch_tables
from xos_cli.switch.tables import Change, RowKey, Scope, Store, Transaction, fold, info, key_of, table


@table("thing", key=("name",))
class Thing(NamedTuple):
    name: str
    value: int = 0


@table(key=("thing", "number"), exact=True, refs={"thing": "thing"})
class Part(NamedTuple):
    thing: str
    number: int


@table(scope=Scope.STATE)
class Single(NamedTuple):
    value: int


@table(key=("number",), scope=Scope.STATE, hitless=False)
class Passing(NamedTuple):
    number: int


def store() -> Store:
    """Empty tables."""
    return Store([Thing, Part, Single, Passing])


def order(tables: Store) -> list[RowKey]:
    """The keys of the things, oldest first."""
    return list(tables.keyed(Thing))


def test_what_a_table_is() -> None:
    """The element is the given name or that of the class, and a table without key has one row."""
    assert (info(Thing).element, info(Part).element) == ("thing", "Part")
    assert key_of(Single(3)) == key_of(Single(4)) == ()
    assert (info(Thing).scope, info(Passing).hitless) == (Scope.CONFIG, False)


def test_case_folds_unless_the_table_is_exact() -> None:
    """``Sales`` and ``SALES`` are one row, keeping the spelling it was made with; in an exact table they are two."""
    tables = store()
    Transaction(tables).put(Thing("Sales"))
    Transaction(tables).put(Part("Sales", 1))
    assert tables.get(Thing, "SALES") == Thing("Sales")
    assert tables.one(Thing, "sales").name == "Sales"
    assert tables.get(Part, "SALES", 1) is None
    assert fold(("AbC", 3)) == ("abc", 3)
    with pytest.raises(KeyError):
        tables.one(Thing, "marketing")


def test_referring_finds_rows_by_the_object_they_name() -> None:
    """Whatever the case, with the field that names it."""
    tables = store()
    for row in (Part("sales", 1), Part("Sales", 2), Part("other", 1)):
        Transaction(tables).put(row)
    assert tables.referring("thing", "SALES") == [(Part("sales", 1), "thing"), (Part("Sales", 2), "thing")]
    assert tables.referring("vlan", "sales") == []


def test_a_transaction_reads_its_own_writes() -> None:
    """What was put can be got before it is committed."""
    tables = store()
    transaction = Transaction(tables)
    transaction.put(Thing("a", 1))
    assert tables.get(Thing, "a") == Thing("a", 1)
    transaction.delete(Thing, "a")
    assert tables.get(Thing, "a") is None


def test_no_difference_is_no_change() -> None:
    """To put what stands there already, or to delete what does not, changes nothing and is not relayed."""
    tables = store()
    Transaction(tables).put(Thing("a", 1))
    transaction = Transaction(tables)
    transaction.put(Thing("a", 1))
    transaction.delete(Thing, "b")
    assert transaction.commit() == []


def test_what_is_committed_cannot_be_taken_back() -> None:
    """A rollback goes back to the last commit, not further."""
    tables = store()
    transaction = Transaction(tables)
    transaction.put(Thing("a"))
    assert transaction.commit() == [Change(Thing, ("a",), Thing("a"))]
    transaction.put(Thing("b"))
    transaction.rollback()
    assert tables.rows(Thing) == [Thing("a")]
    assert transaction.commit() == []


NAMES = st.sampled_from(["a", "B", "b", "c", "d"])
STEPS = st.lists(st.one_of(st.builds(Thing, NAMES, st.integers(0, 2)), NAMES), max_size=12)


def carry_out(transaction: Transaction, steps: list[Thing | str]) -> None:
    """Put the rows, delete the names."""
    for step in steps:
        if isinstance(step, str):
            transaction.delete(Thing, step)
        else:
            transaction.put(step)


@given(before=STEPS, kept=STEPS, steps=STEPS, large=st.integers(1, 6))
def test_rollback_restores_rows_and_their_order(
    before: list[Thing | str], kept: list[Thing | str], steps: list[Thing | str], large: int
) -> None:
    """After a rollback everything is as it was, the order of the rows included: it is that of the saved file.

    It is so again after the next transaction, whether the table is small or large.
    """
    with patch.object(switch_tables, "LARGE", large):
        tables = store()
        carry_out(Transaction(tables), before)
        for _ in range(2):
            rows, index = tables.rows(Thing), tables.keyed_where(Thing, "name", "a")
            assert [*index] == [key for key in tables.keyed(Thing) if key == ("a",)]
            transaction = Transaction(tables)
            carry_out(transaction, steps)
            transaction.rollback()
            assert tables.rows(Thing) == rows
            carry_out(transaction, kept)
            transaction.commit()


def test_a_delete_in_a_large_table_copies_no_order() -> None:
    """What a transaction keeps to take back a delete does not grow with the table."""
    tables = store()
    Transaction(tables).put(Thing("other"))
    tables.fill(Thing(f"thing {number}") for number in range(1000))
    transaction = Transaction(tables)
    with patch.object(tables, "keyed", side_effect=AssertionError):
        transaction.delete(Thing, "other")
    assert tables.rows(Thing)[0] == Thing("thing 0")
    transaction.rollback()
    assert tables.rows(Thing)[0] == Thing("other")


@given(before=STEPS, steps=STEPS)
def test_changes_make_the_same_rows_elsewhere(before: list[Thing | str], steps: list[Thing | str]) -> None:
    """Who started equal and applies the committed changes ends equal, order included."""
    here, there = store(), store()
    for tables in (here, there):
        carry_out(Transaction(tables), before)
    transaction = Transaction(here)
    carry_out(transaction, steps)
    there.apply(transaction.commit())
    assert there.rows(Thing) == here.rows(Thing)
    assert order(there) == order(here)


def test_clear_by_scope_keeps_the_hitless() -> None:
    """A failover empties the state that is not hitless, and no configuration."""
    tables = store()
    for row in (Thing("a"), Single(1), Passing(1)):
        Transaction(tables).put(row)
    tables.clear(Scope.STATE, keep_hitless=True)
    assert tables.content(Scope.STATE) == {Single: [((), Single(1))], Passing: []}
    tables.clear(Scope.STATE)
    assert tables.rows(Single) == []
    assert tables.rows(Thing) == [Thing("a")]
    tables.clear()
    assert tables.rows(Thing) == []


def test_a_copy_shares_rows_and_nothing_else() -> None:
    """A copy is cheap, and goes its own way."""
    tables = store()
    Transaction(tables).put(Thing("a"))
    copy = deepcopy(tables)
    assert copy.rows(Thing)[0] is tables.rows(Thing)[0]
    Transaction(copy).put(Thing("b"))
    copy.empty(Thing)
    assert tables.rows(Thing) == [Thing("a")]


def test_content_is_a_picture() -> None:
    """What ``content`` gave does not change with the store."""
    tables = store()
    before = tables.content(Scope.CONFIG)
    Transaction(tables).put(Thing("a"))
    assert before[Thing] == []
    assert set(before) == {Thing, Part}


PARTS = st.lists(
    st.one_of(
        st.builds(Part, st.sampled_from("aAb"), st.integers(0, 3)),
        st.tuples(st.sampled_from("aAb"), st.integers(0, 3)),
        st.sampled_from(["commit", "rollback", "clear", "copy"]),
    ),
    max_size=30,
)


@given(PARTS)
def test_an_index_finds_what_looking_at_every_row_finds(steps: list[Part | tuple[str, int] | str]) -> None:
    """Whatever was put, taken away, taken back, emptied or copied; in the same order."""
    tables = store()
    assert tables.where(Part, "thing", "a") == []
    transaction = Transaction(tables)
    for step in steps:
        if isinstance(step, Part):
            transaction.put(step)
        elif isinstance(step, tuple):
            transaction.delete(Part, *step)
        elif step == "clear":
            transaction.commit()
            tables.empty(Part)
        elif step == "copy":
            transaction.commit()
            tables = deepcopy(tables)
            transaction = Transaction(tables)
        else:
            getattr(transaction, step)()
        for name in "aAb":
            found = [row for row in tables.rows(Part) if row.thing == name]
            assert tables.where(Part, "thing", name) == found
            assert tables.count(Part, "thing", name) == len(found)
        assert tables.count(Part) == len(tables.rows(Part))


def test_the_cost_of_one_row_among_many() -> None:
    """Putting, finding and deleting one row costs the same with ten thousand others as with a thousand.

    In a large table its number is noted as well.
    """

    def cost(count: int) -> int:
        tables = store()
        tables.fill(Part("a" if number % 2 else "b", number) for number in range(count))
        tables.count(Part, "thing", "c")

        def one() -> None:
            tables.set(Part, ("c", 1), Part("c", 1))
            assert tables.where(Part, "thing", "c") == [Part("c", 1)]
            tables.set(Part, ("c", 1), None)

        return calls(one)

    assert cost(10_000) == cost(1000) <= cost(10) + 4
