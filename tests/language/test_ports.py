"""Lists of ports."""

import pytest

from xos_cli.language.ports import PortList, PortRange


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("1:1", [(1, 1, 1)]),
        ("1:1-1:4", [(1, 1, 4)]),
        ("1:1-4", [(1, 1, 4)]),
        ("1:*", [(1, 1, None)]),
        ("1:1,2:3-5", [(1, 1, 1), (2, 3, 5)]),
        ("1:1-22, 1:24-38", [(1, 1, 22), (1, 24, 38)]),
        ("1,3-5", [(1, 1, 1), (1, 3, 5)]),
        ("3:20-4:5", [(3, 20, None), (4, 1, 5)]),
        ("3:20-5:5", [(3, 20, None), (4, 1, None), (5, 1, 5)]),
    ],
)
def test_every_form_is_read(text: str, ranges: list[tuple[int, int, int | None]]) -> None:
    """Each way to write a list gives the ranges it stands for."""
    assert PortList.read(text) == tuple(PortRange(*numbers) for numbers in ranges)


@pytest.mark.parametrize("text", ["1:5-1:3", "5-3", "2:1-1:4"])
def test_a_range_must_not_run_backwards(text: str) -> None:
    """A range whose end stands before its beginning is no list."""
    with pytest.raises(ValueError, match=text):
        PortList.read(text)


def test_expand_names_existing_ports_once_in_the_order_of_the_list() -> None:
    """Of the ports that exist those are named that the list covers, each once."""
    existing = [(slot, number) for slot in (1, 2) for number in range(1, 5)]
    assert PortList.read("2:3-9,1:*,2:3,7:1").expand(existing) == (
        *((2, 3), (2, 4)),
        *((1, 1), (1, 2), (1, 3), (1, 4)),
    )


def test_missing_names_the_ranges_that_reach_beyond_the_switch() -> None:
    """A range with an end that no port has is reported, a whole slot only if it is empty."""
    existing = [(1, number) for number in range(1, 5)]
    missing = PortList.read("1:1-4,1:4-5,1:*,2:*").missing(existing)
    assert missing == (PortRange(1, 4, 5), PortRange(2, 1, None))
