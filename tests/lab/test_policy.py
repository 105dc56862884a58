"""`:policy` and ``Switch.policy``: which entry of a policy a route matches, and what becomes of it."""

from collections.abc import Callable

import pytest
from conftest import Typist

from xos_cli import Switch
from xos_cli.errors import LabError

POLICY = """entry far { if match any { as-path "^65001 .*"; tag 9; } then { deny; } }
entry near { if { nlri 10.1.0.0/16; med 5; } then { cost 7; community add 65001:7; permit; } }
entry web { if { protocol tcp; } then { permit; } }
"""


@pytest.fixture
def console(switch: Callable[..., Typist]) -> Typist:
    """A booted bd10808 with a policy."""
    typist = switch()
    typist.lab.session.node.flash.write("mine.pol", POLICY.encode(), 0.0)
    return typist


def test_entry_that_decides(console: Typist) -> None:
    """Each entry says why it matches or not, and what it changes."""
    assert console.lab.execute(":policy mine route 10.1.2.0/24 med 5") == (
        " 1  no process uses policy mine: this is what its file says\n"
        " 2  entry far: no condition is true\n"
        " 3  entry near: nlri 10.1.0.0/16 and med 5: true\n"
        " 4  entry near sets cost to 7\n"
        " 5  entry near sets communities to 65001:7\n"
        " 6  entry near decides: the route is permitted\n"
        "    permit\n"
    )
    assert 'entry far: as-path "^65001 .*" is true' in console.lab.execute(
        ':policy mine route 10.1.2.0/24 as-path "65001 2"'
    )


def test_no_entry_matches(console: Typist) -> None:
    """The route is denied; an entry for packets does not look at it."""
    console.run("configure rip import-policy mine")
    said = console.lab.execute(":policy MINE route 10.2.0.0/16 community 65001:7 route-origin static")
    assert said.startswith(" 1  policy MINE is in force for rip\n")
    assert "entry near: nlri 10.1.0.0/16 is not true\n" in said
    assert "entry web: it does not look at routes\n" in said
    assert said.endswith("no entry matches: the route is denied\n    deny\n")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("mine", ":policy NAME route"),
        ("mine route", ":policy NAME route"),
        ("mine route 10.0.0.0/8 med", ":policy NAME route"),
        ("mine route 10.0.0.300/8", "10.0.0.300/8 is no network"),
        ("mine route 10.0.0.0/8 colour red", "a route has no colour"),
        ("mine route 10.0.0.0/8 tag x", "tag cannot be x"),
        ("mine route 10.0.0.0/8 as-path 70000", "as_path cannot be 70000: 70000 is not in 1 - 65535"),
        ("nothing route 10.0.0.0/8", "Policy nothing does not exist."),
    ],
)
def test_what_cannot_be_said(console: Typist, words: str, reason: str) -> None:
    """Each mistake is refused with its reason."""
    with pytest.raises(LabError, match=reason.replace(".", "\\.").replace("+", "\\+")):
        console.lab.execute(f":policy {words}")


def test_in_python() -> None:
    """The same answer from a program."""
    switch = Switch(chassis="summit-x450-24t")
    switch.settle()
    node = switch._machine.master
    assert node is not None
    node.flash.write("mine.pol", POLICY.encode(), 0.0)
    verdict = switch.policy("mine").route("10.1.0.0/16", med=5)
    assert (verdict.action, verdict.steps[-1]) == ("permit", "entry near decides: the route is permitted")
    assert switch.policy("mine").route("10.1.0.0/16", as_path="65001").action == "deny"
    with pytest.raises(LabError):
        switch.policy("nothing").route("10.0.0.0/8")
