"""What may be typed for each value, what becomes of it, and how far a wrong word was right."""

from datetime import date, time
from ipaddress import IPv4Address, IPv4Interface, IPv6Address, IPv6Interface
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xos_cli.language.typed import DEFINITE, STRING, UNKNOWN, WORD, Names, Reading, Typed
from xos_cli.language.value import NOTHING, Number, Pattern, Ports, Value, unquoted
from xos_cli.language.values import value


def known(name: str) -> Value:
    """The value of that name."""
    found = value(name)
    assert found
    return found


def reading(name: str, line: str, names: Names = NOTHING) -> Reading | None:
    """What the value makes of the beginning of a line."""
    word = WORD.match(line)
    return known(name).match(Typed(line, names), 0, word[1] if word else "")


def reach(name: str, line: str, names: Names = NOTHING) -> int:
    """How far the value goes with the beginning of a line."""
    return known(name).reach(Typed(line, names), 0, line.split()[0])


@pytest.mark.parametrize(
    ("name", "text", "result"),
    [
        ("ipaddress", "10.0.0.1", IPv4Address("10.0.0.1")),
        ("netmask", "255.255.240.0", IPv4Address("255.255.240.0")),
        ("ip_prefix", "10.1.2.3/24", IPv4Interface("10.1.2.3/24")),
        ("ipv6_address", "2001:db8::1", IPv6Address("2001:db8::1")),
        ("ipv6_prefix", "fe80::1/64", IPv6Interface("fe80::1/64")),
        ("scoped_link_local", "fe80::1%Default", "fe80::1%Default"),
        ("mac_address", "00:04:96:AB:c:20", "00:04:96:ab:0c:20"),
        ("hex", "0x8100", 0x8100),
        ("tag", "4094", 4094),
        ("x (-5-5)", "-3", -3),
        ("gmt_offset", "-480", -480),
        ("slot_id", "msm-b", "B"),
        ("slot_id", "A", "A"),
        ("slot", "10", 10),
        ("time", "3:04", time(3, 4)),
        ("time", "3:04:05.50", time(3, 4, 5, 500_000)),
        ("date", "10/31/2005", date(2005, 10, 31)),
        ("date", "2005-10-31", date(2005, 10, 31)),
        ("floatingday", "first sunday april", ("first", "sunday", "april")),
        ("absoluteday", "10 31 2005", date(2005, 10, 31)),
        ("severity", "Debug-Data", "debug-data"),
        ("port_list", "1:1, 1:3-5", ((1, 1, 1), (1, 3, 5))),
    ],
)
def test_definite_values_have_typed_results(name: str, text: str, result: Any) -> None:
    """A value of a certain shape is believed, and gives what it stands for."""
    assert reading(name, f"{text} more") == Reading(DEFINITE, len(text), result, reading(name, text).text)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "text", "column"),
    [
        ("ipaddress", "10.300.1.1", 5),
        ("ipaddress", "10.1.1", 6),
        ("ipaddress", "10.1.1.1.1", 8),
        ("ipaddress", "ten", 0),
        ("netmask", "255.0.255.0", 6),
        ("ip_prefix", "10.0.0.1/33", 10),
        ("ipv6_address", "fe80::1::2", 8),
        ("mac_address", "00:04:9g:00", 7),
        ("tag (1-4094)", "5000", 3),
        ("tag (1-4094)", "12x", 2),
        ("x (100-200)", "3", 0),
        ("x (100-200)", "25", 1),
        ("x (100-200)", "2000", 3),
        ("x (-5-5)", "-6", 1),
        ("x (0-5)", "-1", 0),
        ("slot_id", "C", 0),
        ("slot_id", "MSM-C", 4),
        ("slot_id", "AB", 1),
        ("port_list", "1:1-1:x", 6),
        ("port_list", "1:1,x", 4),
        ("port_list", "1:1, x", 5),
        ("port_list", "5", 1),
        ("port_list", "1:5-1:3", 7),
        ("time", "25:00", 1),
        ("date", "13/1/2005", 2),
        ("severity", "warm", 3),
        ("partition", "tertiary", 0),
    ],
)
def test_a_wrong_word_is_right_up_to_some_character(name: str, text: str, column: int) -> None:
    """The first character that no such value can have there is found."""
    assert reading(name, text) is None
    assert reach(name, text) == column


@given(st.integers(0, 999), st.integers(0, 999), st.integers(0, 99999))
def test_how_far_a_number_is_right(one: int, other: int, typed: int) -> None:
    """The beginning of a number counts as right if some number of the range begins so."""
    low, high = sorted((one, other))
    word, allowed = str(typed), {str(number) for number in range(low, high + 1)}
    right = [length for length in range(len(word) + 1) if any(text.startswith(word[:length]) for text in allowed)]
    if word[0] != "0":
        assert Number(low, high).reach(Typed(word, NOTHING), 0, word) == max(right)


def test_an_existing_name_is_definite_and_spelled_as_it_was_made(names: Names) -> None:
    """Letters of either case and quotes make no difference to a name."""
    assert reading("vlan_name", "DEFAULT", names) == Reading(DEFINITE, 7, "Default", "Default")
    assert reading("vlan_name", '"default"', names) == Reading(DEFINITE, 9, "Default", "Default")


def test_a_name_that_does_not_exist_is_believed_least(names: Names) -> None:
    """The command itself can then say what does not exist."""
    assert reading("vlan_name", "nix", names) == Reading(UNKNOWN, 3, "nix", "nix")


def test_the_ending_of_a_file_name_may_be_left_out(names: Names) -> None:
    """``test`` is ``test.cfg`` where there is such a file."""
    assert reading("file_name", "test", names) == Reading(DEFINITE, 4, "test.cfg", "test.cfg")
    assert reading("file_name", "new", names) == Reading(UNKNOWN, 3, "new", "new")


def test_strings_are_one_word_or_quoted() -> None:
    """A quoted string may have blanks and loses its quotes; one that is not closed is none."""
    assert reading("string", "a b") == Reading(STRING, 1, "a", "a")
    assert reading("string", '"a b" c') == Reading(STRING, 5, "a b", '"a b"')
    assert reading("string", '"a b') is None
    assert reading("password", '""') == Reading(STRING, 2, "", '""')


def test_text_is_the_rest_of_the_line() -> None:
    """Text goes to the end, and loses its quotes if all of it is quoted."""
    assert reading("text", "a b c ") == Reading(STRING, 5, "a b c", "a b c")
    assert reading("text", '"a b c"') == Reading(STRING, 7, "a b c", '"a b c"')


def test_ports_have_the_form_of_the_switch(stand_alone: Names) -> None:
    """A stand-alone switch has plain numbers, a modular one slots."""
    assert reading("port_list", "1,3-5", stand_alone) == Reading(DEFINITE, 5, ((1, 1, 1), (1, 3, 5)), "1,3-5")
    assert reading("port_list", "1:1", stand_alone) is None
    assert reading("port_list", "1") is None
    assert reading("port", "1:1") == Reading(DEFINITE, 3, ((1, 1, 1),), "1:1")
    assert reading("port", "1:1-2") is None


def test_any_name_may_be_new() -> None:
    """``<new_...>`` needs no line in the table, any other name does."""
    assert reading("new_meter_name", "9#x") == Reading(STRING, 3, "9#x", "9#x")
    assert value("no_such_thing") is None


def test_one_line_may_have_several_values_of_a_kind() -> None:
    """Some words before a value's name make it another value of that kind."""
    assert value("begin_hour") is value("end-hour") is value("hour")
    assert value("begin_nothing") is None


def test_values_are_pyparsing_elements() -> None:
    """A value can be used in any pyparsing expression."""
    assert (known("ipaddress") + known("tag")).parse_string("10.0.0.1 7").as_list() == [IPv4Address("10.0.0.1"), 7]


LISTS = st.lists(
    st.sampled_from(["1:1", "2:3-4", "1:*", "10:60", "3:5-4", "1:", "x", "1", "-", ":", " ", "1:1-2:3", ""]), max_size=6
).map(",".join)


@given(LISTS, st.sampled_from(["", ",", ", ", " 1:1", "x"]))
def test_how_far_a_list_is_right(items: str, end: str) -> None:
    """Looking at the last item alone finds the same column as continuing the whole list does."""
    line = Typed((items + end).strip() or "1:1", NOTHING)
    ports = known("port_list")
    assert isinstance(ports, Ports)
    assert ports.reach(line, 0, line.split()[0]) == Pattern.reach(ports, line, 0, line.split()[0])


@pytest.mark.parametrize(
    ("word", "text"), [('"sales"', "sales"), ('""', ""), ('"', None), ('"sales', None), ("sales", "sales")]
)
def test_a_quote_has_its_pair(word: str, text: str | None) -> None:
    """A quoted word loses its quotes; one whose quote is never closed is no word."""
    assert unquoted(word) == text
