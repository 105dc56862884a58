"""RIP for IPv6: its settings and its exports."""

from collections.abc import Callable

import pytest
from conftest import Typist

Switch = Callable[..., Typist]


def test_section_is_the_captured_one(switch: Switch, section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines, and takes them without a change."""
    typist = switch("summit-x450-24t")
    assert typist.lines("ripng") == section("ripng")
    typist.run(*section("ripng"))
    assert typist.lines("ripng") == section("ripng")
    assert not typist.machine.nodes["Switch"].config.dirty


@pytest.mark.parametrize(
    "line",
    [
        "enable ripng ",
        "configure ripng garbagetime 99",
        "configure ripng updatetime 99",
        "configure ripng routetimeout 99 ",
        "configure ripng import-policy mine",
        "enable ripng originate-default always cost 9 tag 8",
        "enable ripng export direct cost 9 tag 8",
        "enable ripng export ospfv3-extern2 policy mine",
        "disable ripng splithorizon vlan sales",
        "configure ripng add vlan sales",
        "configure ripng vlan sales cost 9",
        "configure ripng vlan sales route-policy in mine",
    ],
)
def test_settings_print_as_they_are_typed(switch: Switch, line: str) -> None:
    """What was typed is in the section; typed at another switch, the section comes out the same."""
    typist, other = switch().policies("mine"), switch().policies("mine")
    for one in (typist, other):
        one.run("create vlan sales")
    typist.run(line)
    assert line in typist.lines("ripng")
    other.run(*typist.lines("ripng"))
    assert other.lines("ripng") == typist.lines("ripng")


def test_what_is_on_can_be_turned_off(console: Typist) -> None:
    """The counterpart of each command takes it back; `ospfv3` is its four kinds."""
    before = console.lines("ripng")
    console.run("enable ripng", "enable ripng export ospfv3 cost 3", "enable ripng originate-default cost 3")
    console.policies("mine").run("configure ripng import-policy mine")
    assert len(console.lines("ripng")) == len(before) + 6
    console.run("disable ripng", "disable ripng export ospfv3", "disable ripng originate-default")
    console.run("configure ripng import-policy none")
    assert console.lines("ripng") == before


def test_policies_in_and_out_do_not_replace_each_other(console: Typist) -> None:
    """Each has its line; a second one of a kind replaces the first."""
    console.policies("one", "two", "three")
    console.run("create vlan sales", "configure ripng vlan sales route-policy in one")
    console.run("configure ripng vlan sales route-policy out two", "configure ripng vlan sales route-policy in three")
    assert [line for line in console.lines("ripng") if "route-policy" in line] == [
        "configure ripng vlan sales route-policy in three",
        "configure ripng vlan sales route-policy out two",
    ]
