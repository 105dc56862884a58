"""Protocol independent multicast: its settings."""

from collections.abc import Callable

import pytest
from conftest import Typist

Switch = Callable[..., Typist]


def test_section_is_the_captured_one(switch: Switch, section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines, and takes them without a change."""
    typist = switch("summit-x450-24t")
    assert typist.lines("pim") == section("pim")
    typist.run(*section("pim"))
    assert typist.lines("pim") == section("pim")
    assert not typist.machine.nodes["Switch"].config.dirty


@pytest.mark.parametrize(
    "line",
    [
        "enable pim",
        "configure pim crp timer 9",
        "configure pim register-suppress-interval 9 register-probe-interval 8",
        "configure pim register-checksum-to exclude-data",
        "configure pim register-rate-limit-interval 9",
        "configure pim spt-threshold 9 8",
        'configure pim add vlan "sales" sparse passive',
        'configure pim add vlan "sales" dense',
        'configure pim cbsr vlan "sales" 9',
        "configure pim crp static 10.1.1.1 groups 7",
    ],
)
def test_settings_print_as_they_are_typed(switch: Switch, line: str) -> None:
    """What was typed is in the section; typed at another switch, the section comes out the same."""
    typist, other = switch().policies("groups"), switch().policies("groups")
    for one in (typist, other):
        one.run("create vlan sales", "configure vlan sales ipaddress 10.1.1.1/24")
    typist.run(line)
    assert line in typist.lines("pim")
    other.run(*typist.lines("pim"))
    assert other.lines("pim") == typist.lines("pim")


def test_vlans_come_and_go(console: Typist) -> None:
    """All that have an address, none, with the VLAN; the table of VLANs has a p."""
    before = console.lines("pim")
    console.run("create vlan sales", "configure vlan sales ipaddress 10.1.1.1/24", "create vlan other")
    console.run("configure pim add vlan all", "configure pim cbsr sales")
    assert 'configure pim add vlan "sales" dense' in console.lines("pim")
    row = next(line for line in console.run("show vlan").splitlines() if line.startswith("sales"))
    assert "p" in row.split()[4]
    console.run("configure pim delete vlan all", "configure pim cbsr none")
    assert console.lines("pim") == before
    console.run("configure pim add vlan other", "configure pim cbsr other", "delete vlan other")
    assert console.lines("pim") == before
    assert console.refuse("configure pim add vlan other") == "Error: VLAN other does not exist."
