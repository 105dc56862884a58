"""The multicast manager: the settings of virtual routers and VLANs."""

from collections.abc import Callable

import pytest
from conftest import Typist

Switch = Callable[..., Typist]


def test_section_is_the_captured_one(switch: Switch, section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines, and takes them without a change."""
    typist = switch("summit-x450-24t")
    assert typist.lines("mcmgr") == section("mcmgr")
    typist.run(*section("mcmgr"))
    assert typist.lines("mcmgr") == section("mcmgr")
    assert not typist.machine.nodes["Switch"].config.dirty


@pytest.mark.parametrize(
    "line",
    [
        "configure igmp snooping cache 1 2 ",
        "configure igmp snooping timer 100 200 vr VR-Default",
        "configure MLD snooping timer 100 200 vr VR-Default",
        "configure igmp snooping leave-timeout 0 vr VR-Default",
        "configure MLD snooping leave-timeout 0 vr VR-Default",
        "enable igmp snooping forward-mcrouter-only vr VR-Default",
        "enable MLD snooping forward-mcrouter-only vr VR-Default",
        "disable igmp snooping with-proxy vr VR-Default",
        "disable MLD snooping with-proxy vr VR-Default",
        "configure igmp 25 5 2 3 vr VR-Default",
        "configure MLD 25 5 2 3 vr VR-Default ",
        "configure igmp snooping flood-list groups vr VR-Default",
        "configure MLD snooping flood-list groups vr VR-Default",
        "disable igmp snooping vlan Default",
        "enable ipmcforwarding vlan Default",
        "disable igmp vlan Default",
        "configure MLD snooping vlan Default ports 1:1-2 add static router",
        "configure igmp snooping vlan Default ports 1:1-2 filter groups",
        "configure igmp snooping vlan Default ports 1:3 add static group 225.1.1.1",
    ],
)
def test_settings_print_as_they_are_typed(switch: Switch, line: str) -> None:
    """Each changes one line of the section, or adds one; the section makes the same at another switch."""
    typist, other = switch().policies("groups"), switch().policies("groups")
    before = typist.lines("mcmgr")
    typist.run(line)
    assert [new for new in typist.lines("mcmgr") if new not in before] == [line]
    other.run(*typist.lines("mcmgr"))
    assert other.lines("mcmgr") == typist.lines("mcmgr")


def test_virtual_router_may_be_left_out(console: Typist) -> None:
    """It is VR-Default then; one that is not there is refused."""
    console.run("configure igmp 25 5 2", "enable mld snooping forward-mcrouter-only")
    assert "configure igmp 25 5 2 2 vr VR-Default" in console.lines("mcmgr")
    assert "enable MLD snooping forward-mcrouter-only vr VR-Default" in console.lines("mcmgr")
    assert console.refuse("configure igmp 25 5 2 vr red") == "Error: Virtual router red does not exist."


def test_new_virtual_router_has_lines_of_its_own(console: Typist) -> None:
    """With the defaults; they go with it."""
    before = console.lines("mcmgr")
    console.run("create virtual-router red", "configure igmp 25 5 2 2 vr red")
    assert "configure igmp 25 5 2 2 vr red" in console.lines("mcmgr")
    assert "enable MLD snooping with-proxy vr red" in console.lines("mcmgr")
    console.run("delete virtual-router red")
    assert console.lines("mcmgr") == before


def test_show_igmp_snooping(console: Typist, capture: Callable[[str], str]) -> None:
    """The head and the rows of the capture: the VLANs of users, and whether snooping is on."""
    head = capture("two-node-stack-12.5.4.5/show-igmp-snooping.txt").splitlines()[1:3]
    console.run("create vlan Area12", "configure vlan Area12 tag 13", "disable igmp snooping Default")
    rows = [
        "Default          1           0                          No",
        "Area12           13          0                          Yes",
    ]
    assert console.run("show igmp snooping").splitlines() == head + rows
    console.run("enable igmp snooping")
    assert "No" not in console.run("show igmp snooping")


def test_forwarding_shows_in_the_table_of_vlans(console: Typist) -> None:
    """The letter m; without a VLAN it is all that have an address."""
    console.run("create vlan sales", "configure vlan sales ipaddress 10.1.1.1/24", "enable ipmcforwarding")
    assert [line for line in console.lines("mcmgr") if "ipmc" in line] == ["enable ipmcforwarding vlan sales"]
    row = next(line for line in console.run("show vlan").splitlines() if line.startswith("sales"))
    assert "m" in row.split()[4]
    console.run("disable ipmcforwarding")
    assert not any("ipmc" in line for line in console.lines("mcmgr"))
