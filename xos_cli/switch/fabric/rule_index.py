"""Find the entries of an access list that match a packet, without a look at each of them.

For each field that the entries look at there is a table that says for every value which entries it suits, as a number
with one bit for each entry.  The entries that match are those whose bit is set for all fields.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from xos_cli.record import NamedTuple
from xos_cli.switch.fabric.headers import Headers


class InSpan(NamedTuple):
    """A field is from *low* to *high*."""

    field: int
    low: int
    high: int


class HasBits(NamedTuple):
    """A field has the bits *value* in those of *mask*."""

    field: int
    value: int
    mask: int


Test = InSpan | HasBits


class RuleIndex:
    """The conditions of the entries of one access list; each entry has a bit, the first one the lowest."""

    def __init__(self, entries: Iterable[tuple[Sequence[Test], bool]]) -> None:
        """Index entries, each with its conditions and whether one of them is enough."""
        rows: list[Sequence[Test]] = []
        self._entry: list[int] = []
        for place, (tests, any_) in enumerate(entries):
            for row in [[test] for test in tests] if any_ and tests else [tests]:
                rows.append(row)
                self._entry.append(place)
        self._every = (1 << len(rows)) - 1
        fields = {test.field for row in rows for test in row}
        self._fields = [(field, _FieldIndex(field, rows)) for field in sorted(fields)]

    def __deepcopy__(self, memo: dict[int, Any]) -> "RuleIndex":
        return self

    def _bits(self, values: Headers) -> int:
        bits = self._every
        for place, field in self._fields:
            bits &= field.suits(values[place])
            if not bits:
                break
        return bits

    def first(self, values: Headers) -> int | None:
        """Return the place of the first entry that matches, None if none does."""
        bits = self._bits(values)
        return self._entry[(bits & -bits).bit_length() - 1] if bits else None

    def every(self, values: Headers) -> list[int]:
        """Return the places of all entries that match."""
        bits = self._bits(values)
        found: dict[int, None] = {}
        while bits:
            lowest = bits & -bits
            found[self._entry[lowest.bit_length() - 1]] = None
            bits ^= lowest
        return list(found)


class _FieldIndex:
    """Says for each value of a field which rows it suits; *free* are the rows that do not look at the field."""

    def __init__(self, field: int, rows: Sequence[Sequence[Test]]) -> None:
        looking = [[test for test in row if test.field == field] for row in rows]
        self.free = sum([1 << place for place, tests in enumerate(looking) if not tests])
        self.masks: dict[int, dict[int, int]] = {}
        self.starts: list[int] = [0]
        self.maps: list[int] = [0]
        spans = [(place, tests) for place, tests in enumerate(looking) if tests and isinstance(tests[0], InSpan)]
        self._add_spans([(place, *_overlap(tests)) for place, tests in spans])
        for place, tests in enumerate(looking):
            if tests and isinstance(tests[0], HasBits):
                self._add_mask(place, tests)

    def _add_spans(self, spans: Sequence[tuple[int, int, int]]) -> None:
        """Work out the rows between every two values where one begins or ends."""
        changes: dict[int, int] = {0: 0}
        for place, low, high in spans:
            if low <= high:
                changes[low] = changes.get(low, 0) ^ 1 << place
                changes[high + 1] = changes.get(high + 1, 0) ^ 1 << place
        self.starts, now = sorted(changes), 0
        self.maps = []
        for start in self.starts:
            now ^= changes[start]
            self.maps.append(now)

    def _add_mask(self, place: int, tests: Sequence[Any]) -> None:
        value = mask = 0
        for test in tests:
            if (test.value ^ value) & test.mask & mask:
                return  # it cannot have both
            value, mask = value | test.value, mask | test.mask
        table = self.masks.setdefault(mask, {})
        table[value] = table.get(value, 0) | 1 << place

    def suits(self, value: int | None) -> int:
        """Return the rows that a value of the field suits."""
        if value is None:
            return self.free
        bits = self.free | self.maps[bisect_right(self.starts, value) - 1]
        for mask, table in self.masks.items():
            bits |= table.get(value & mask, 0)
        return bits


def _overlap(tests: Sequence[Any]) -> tuple[int, int]:
    """Return the values that are in all of some spans."""
    return max(test.low for test in tests), min(test.high for test in tests)
