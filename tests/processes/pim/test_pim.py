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


# -- show --------------------------------------------------------------------------------------------------------------

HEAD = (
    "VLAN             Cid IP Address          Designated       Flags    Hello J/P   Nbrs\n"
    "                                          Router                    Int   Int\n"
)


def test_router_is_shown(console: Typist) -> None:
    """The router of a new switch, and no VLAN."""
    assert console.run("show pim") == (
        "PIM Disabled, Version 2\n"
        "PIM CRP Disabled\n"
        "BSR state           : ACCEPT_ANY ; BSR Hash Mask Length : 255.255.255.252\n"
        "Current BSR Info    : 0.0.0.0 (Priority 0)\n"
        "Configured BSR Info : 0.0.0.0 (Priority 0)\n"
        "CRP Adv Interval    : 60 sec\n"
        "Register-Rate-Limit-Interval : 0 sec\n"
        "Register Suppress Interval   : 60 sec ; Register Probe Interval : 5 sec\n"
        "PIM SPT Threshold for last hop router is 0 kbps\n"
        "PIM SPT Threshold for Rendezvous Point is 0 kbps\n"
        "Register Checksum to : Include Data\n"
        "Active Sparse Ckts 0 Dense Ckts 0\n"
        "\n" + HEAD + "\n"
        "Legend: J/P Int: Join/Prune Interval\n"
        "Flags : (f) Interface Forwarding Enabled, (i) Interface PIM Enabled,\n"
        "        (m) Interface Multicast Forwarding Enabled, (n) Multinetted VLAN,\n"
        "        (p) Passive Mode, (r) Router PIM Enabled, (s) Sparse mode\n"
    )


def test_vlans_are_shown(console: Typist) -> None:
    """Each with its mode and timers; alone, it is designated router and bootstrap router of a VLAN that is up."""
    console.policies("groups").run(
        "create vlan sales", "configure vlan sales ipaddress 10.1.1.1/24", "create vlan dark"
    )
    console.run("configure pim add vlan sales sparse", "configure pim add vlan dark passive")
    console.run("configure pim timer 20 50 vlan sales", "enable ipmcforwarding vlan sales", "enable ipforwarding")
    console.run("configure pim cbsr vlan sales 9", "configure pim crp vlan sales groups 7", "enable pim")
    sales = "sales            1   10.1.1.1       /24  {:<17}rifm--s  20    50    0\n"
    dark = "dark             2   0.0.0.0             0.0.0.0          ri---p-  30    60    0\n"
    out = console.run("show pim")
    assert HEAD + sales.format("0.0.0.0") + dark in out
    assert "PIM CRP Enabled\n" in out
    assert "Current BSR Info    : 0.0.0.0 (Priority 0)\nConfigured BSR Info : 10.1.1.1 (Priority 9)\n" in out
    out = console.run("enable loopback-mode vlan sales", "show pim vlan sales")
    assert HEAD + sales.format("10.1.1.1") + "\nLegend" in out
    assert "BSR state           : ELECTED ; " in out
    assert "Current BSR Info    : 10.1.1.1 (Priority 9)\n" in out
    assert "Active Sparse Ckts 1 Dense Ckts 0\n" in out
    assert console.refuse("show pim vlan none") == "Error: VLAN none does not exist."


def test_no_traffic_has_come(console: Typist) -> None:
    """The heading and the count."""
    assert console.run("show pim cache 224.1.1.1") == (
        "Index Dest Group       Source          InVlan          Origin\n\nNumber of multicast cache = 0\n"
    )
