"""The routing information protocol: its settings, its exports, its VLANs."""

from collections.abc import Callable

import pytest
from conftest import Typist

Switch = Callable[..., Typist]


def test_section_is_the_captured_one(switch: Switch, section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines, and takes them without a change."""
    typist = switch("summit-x450-24t")
    assert typist.lines("rip") == section("rip")
    typist.run(*section("rip"))
    assert typist.lines("rip") == section("rip")
    assert not typist.machine.nodes["Switch"].config.dirty


@pytest.mark.parametrize(
    "line",
    [
        "configure rip garbagetime 99",
        "configure rip import-policy mine",
        "configure rip routetimeout 99",
        "configure rip updatetime 99",
        "enable rip originate-default always cost 9 tag 8",
        "enable rip originate-default cost 9 tag 0",
        "disable rip use-ip-router-alert",
        "enable rip aggregation",
        "disable rip poisonreverse",
        "disable rip splithorizon",
        "disable rip triggerupdates",
        "enable rip",
        "enable rip export direct cost 9 tag 8 ",
        "enable rip export ospf-extern2 policy mine ",
        "configure rip add vlan sales",
        "configure rip vlan sales cost 9",
        "configure rip vlan sales rxmode none",
        "configure rip vlan sales txmode v1comp",
        "configure rip vlan sales trusted-gateway mine",
        "configure rip vlan sales route-policy in mine",
        "configure rip vlan sales route-policy out mine",
    ],
)
def test_settings_print_as_they_are_typed(switch: Switch, line: str) -> None:
    """What was typed is in the section; typed at another switch, the section comes out the same."""
    typist, other = switch().policies("mine"), switch().policies("mine")
    for one in (typist, other):
        one.run("create vlan sales", "configure vlan sales ipaddress 10.1.1.1/24")
    typist.run(line)
    assert line in typist.lines("rip")
    other.run(*typist.lines("rip"))
    assert other.lines("rip") == typist.lines("rip")


def test_origins_of_several_kinds(console: Typist) -> None:
    """`ospf` is its four kinds, `bgp` its two; disabled again nothing is left."""
    before = console.lines("rip")
    console.run("enable rip export ospf cost 4", "enable rip export bgp cost 5 tag 6")
    exported = [line for line in console.lines("rip") if line.startswith("enable rip export")]
    assert [line.split()[3] for line in exported] == [
        *("ospf-intra", "ospf-inter", "ospf-extern1", "ospf-extern2", "e-bgp", "i-bgp"),
    ]
    console.run("disable rip export ospf", "disable rip export bgp")
    assert console.lines("rip") == before


def test_unconfigure(console: Typist) -> None:
    """One VLAN, or all but whether RIP is on and where."""
    console.run("create vlan sales", "configure vlan sales ipaddress 10.1.1.1/24", "enable rip")
    console.run("configure rip add vlan sales")
    before = console.lines("rip")
    console.run("configure rip vlan sales cost 9", "unconfigure rip vlan sales")
    assert console.lines("rip") == before
    console.run("configure rip vlan all cost 9", "configure rip updatetime 99", "unconfigure rip")
    assert console.lines("rip") == before


def test_vlans_come_and_go(console: Typist) -> None:
    """All that have an address, none, with the VLAN; the table of VLANs has an r."""
    before = console.lines("rip")
    console.run("create vlan sales", "configure vlan sales ipaddress 10.1.1.1/24", "configure rip add vlan all")
    assert console.lines("rip") == [*before, "configure rip add vlan sales"]
    row = next(line for line in console.run("show vlan").splitlines() if line.startswith("sales"))
    assert "r" in row.split()[4]
    console.run("configure rip delete vlan sales")
    assert console.lines("rip") == before
    console.run("configure rip add vlan sales", "delete vlan sales")
    assert console.lines("rip") == before
