"""The index of access lists finds what a look at every entry finds."""

from hypothesis import given
from hypothesis import strategies as st

from xos_cli.switch.fabric.rule_index import HasBits, InSpan, RuleIndex, Test

FIELDS, MOST = 3, 9
small = st.integers(0, MOST)
spans = st.builds(lambda field, one, other: InSpan(field, min(one, other), max(one, other)), st.just(0), small, small)
others = st.builds(lambda field, one, other: InSpan(field, min(one, other), max(one, other)), st.just(1), small, small)
bits = st.builds(lambda value, mask: HasBits(2, value & mask, mask), small, small)
Row = tuple[list[Test], bool]
entries = st.lists(st.tuples(st.lists(spans | others | bits, max_size=3), st.booleans()), max_size=12)
packets = st.tuples(*[st.none() | small] * FIELDS)


def fits(test: Test, values: tuple[int | None, ...]) -> bool:
    """Return whether one condition holds."""
    value = values[test.field]
    if value is None:
        return False
    return test.low <= value <= test.high if isinstance(test, InSpan) else value & test.mask == test.value


@given(entries, packets)
def test_index_equals_a_look_at_every_entry(
    rows: list[tuple[list[Test], bool]], values: tuple[int | None, ...]
) -> None:
    """All entries that match are found, in their order, and the first one by itself."""
    holding = [
        place
        for place, (tests, any_) in enumerate(rows)
        if not tests or (any if any_ else all)(fits(test, values) for test in tests)
    ]
    index = RuleIndex(rows)
    assert sorted(index.every(values)) == holding
    assert index.first(values) == (holding[0] if holding else None)
