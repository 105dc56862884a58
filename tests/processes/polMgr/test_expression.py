"""Expressions over AS paths and communities: what they match, what is none, and how long they take."""

import pytest
from conftest import calls

from xos_cli.processes.polMgr.expression import characters, community, numbers
from xos_cli.processes.polMgr.judge import path_of
from xos_cli.processes.polMgr.values import BadValue


@pytest.mark.parametrize(
    ("text", "path", "found"),
    [
        ("1234", "1234", True),
        ("1234", "12345", False),
        ("1234*", "1234 1234", True),
        ("10 12 { 34", "33 10 12 { 34 37 }", True),
        ("12 } 34", "{ 12 } 34 56", True),
        ("^99 34 ", "99 34 45", True),
        ("^99 34 ", "45 99 34", False),
        ("99 $", "45 66 99", True),
        ("99 $", "45 99 66", False),
        ("4 5 6 .*", "4 5 6 4 5 6 7 8 9", True),
        (".* 4 5 6 $", "1 2 3 4 5 6", True),
        ("^65535$", "65535", True),
        ("^65535$", "65535 1", False),
        ("^1 2-8 [11 13 15]$", "1 5 13", True),
        ("^1 2-8 [11 13 15]$", "1 9 13", False),
        ("111 [2-8]$", "111 9", False),
        ("111 .?", "111", True),
        ("^1 [^2-8]$", "1 9", True),
        ("^1 [^2-8]$", "1 5", False),
        ("^1+$", "1 1 1", True),
        ("^1+$", "", False),
        ("^$", "", True),
        ("^$", "1", False),
        ("^1 2?3$", "1 3", True),
        ("_65001_", "1 65001 2", True),
        ("( 65001 )", "( 65001 ) 2", True),
    ],
)
def test_expression_over_as_paths(text: str, path: str, found: bool) -> None:
    """The examples of the guide (p.282) and each sign of its notation."""
    assert numbers(text, 65535).found_in(path_of(path)) is found


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[1 2", "[ has no ] after it"),
        ("1 2]", "] has no [ before it"),
        ("(1 2", "the parentheses are not balanced"),
        ("1) (2", "the parentheses are not balanced"),
        ("[]", "a group is empty"),
        ("*", "* has nothing before it"),
        ("1 $ 2", "2 follows $"),
        ("8-2", "8 - 2 does not ascend"),
        ("65536", "65536 is not in 1 - 65535"),
        ("1-", "a range has no end"),
        ("", "the expression is empty"),
        ("1 x", "x has no meaning in an expression"),
    ],
)
def test_text_that_is_no_expression(text: str, reason: str) -> None:
    """Each mistake is refused with its reason."""
    with pytest.raises(BadValue) as bad:
        numbers(text, 65535)
    assert str(bad.value) == reason


def test_expression_takes_linear_time() -> None:
    """A path twice as long takes twice the calls, with an expression that could match in millions of ways."""
    expression = numbers(".* .* .* .* .* .* .* .* 9$", 65535)
    assert not expression.found_in([1] * 100)
    once, twice = (calls(lambda many=many: expression.found_in([1] * many)) for many in (1000, 2000))  # type: ignore[misc]
    assert twice < 2.2 * once


def test_expression_over_communities_and_addresses() -> None:
    """Communities are numbers of four octets, also with a colon; an address is matched by its characters."""
    assert numbers("65001:7 .", 0xFFFFFFFF).found_in([community("65001:7"), 5])
    assert characters("^10\\.1\\..*").found_in([ord(letter) for letter in "10.1.2.3"])
    assert not characters("^10\\.1\\.").found_in([ord(letter) for letter in "10.11.2.3"])
