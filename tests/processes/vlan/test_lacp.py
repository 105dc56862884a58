"""LACP and VMANs on a switch alone: what is configured shows, and nobody is at the other end."""

import pytest
from conftest import Typist

#: evidence: later 22
PORTS = """Member     Port      Rx           Sel          Mux            Actor     Partner
Port       Priority  State        Logic        State          Flags     Port
--------------------------------------------------------------------------------
"""


@pytest.fixture
def group(console: Typist) -> Typist:
    """A switch with a group of two ports that are up and one that is down, after the time-out of the partners."""
    console.run("enable sharing 1:1 grouping 1:1-3 lacp", ":wait 4")
    return console


def test_no_group(console: Typist) -> None:
    """The head alone; a static group is none of LACP's."""
    console.run("enable sharing 1:1 grouping 1:1-3")
    rows = console.run("show lacp").splitlines()
    assert rows[:2] == ["LACP Up              : Yes", "LACP Enabled         : Yes"]
    assert rows[-2:] == ["-" * 80, "=" * 80]
    assert console.refuse("show lacp lag 1:1") == "Error: Port 1:1 is not the master of an LACP group."
    assert console.refuse("show lacp member-port 1:2") == "Error: Port 1:2 is not in an LACP group."


def test_groups(group: Typist) -> None:
    """Priority and key of each, and no partner."""
    group.run("configure sharing 1:1 lacp system-priority 5")
    assert "configure sharing 1:1 lacp system-priority 5" in group.lines("vlan")
    assert group.run("show lacp").splitlines()[-2] == ("1:1         5  0x03e9 00:00:00:00:00:00       0  0x0000      0")


def test_counters(group: Typist) -> None:
    """Zeros for each port, to the byte."""
    rows = group.run("show lacp counters").splitlines()
    assert rows[8] == "1:1        1:1        0        0        0        0        0        0"
    assert rows[9] == "           1:2        0        0        0        0        0        0"
    group.run("clear lacp counters")


def test_ports_of_a_group(group: Typist) -> None:
    """A port that is up has heard nobody, one that is down does not listen; timeout and mode are those configured."""
    screen = group.run("show lacp lag 1:1")
    assert PORTS in screen
    assert "1:1        0         Defaulted    Unselected   Detached       A-G---F-  0\n" in screen
    assert "1:3        0         Idle         Unselected   Detached       A-G-----  0\n" in screen
    group.run("configure sharing 1:1 lacp timeout short", "configure sharing 1:1 lacp activity-mode passive")
    assert "-TG---F-" in group.run("show lacp lag 1:1 detail")
    assert "Current timeout     : Short" in group.run("show lacp lag 1:1 detail")


def test_one_port(group: Typist) -> None:
    """Its row, its priority, its counters."""
    group.run("configure lacp member-port 1:2 priority 7")
    assert "configure lacp member-port 1:2 priority 7" in group.lines("vlan")
    assert group.run("show lacp member-port 1:2").startswith(f"{PORTS}1:2        7         Defaulted")
    assert "P.pri:7   , P.num:1002" in group.run("show lacp member-port 1:2 detail")


def test_a_port_waits_before_it_does_without_a_partner(console: Typist) -> None:
    """For 3 s after its link came up a port expects a partner (802.3ad, 43.4.12); then it is defaulted, for good."""
    console.run("enable sharing 1:1 grouping 1:1-3 lacp")
    waiting = "1:1        0         Expired      Unselected   Detached       A-G----E  0\n"
    assert waiting in console.run("show lacp lag 1:1")
    assert "1:1        0         Defaulted    Unselected" in console.run(":wait 4", "show lacp lag 1:1")


def test_settings_go_with_the_group(group: Typist) -> None:
    """What was set of LACP goes with the group, and the priority of a port with the port; then neither can be set."""
    group.run(
        "configure sharing 1:1 lacp timeout short",
        "configure lacp member-port 1:2 priority 7",
        "configure lacp member-port 1:3 priority 8",
        "configure sharing 1:1 delete ports 1:3",
    )
    assert [line for line in group.lines("vlan") if " lacp " in line] == [
        "configure sharing 1:1 lacp timeout short",
        "configure lacp member-port 1:2 priority 7",
    ]
    group.run("disable sharing 1:1")
    assert [line for line in group.lines("vlan") if " lacp " in line] == []
    assert "not the master of an LACP group" in group.refuse("configure sharing 1:1 lacp timeout short")
    assert "not in an LACP group" in group.refuse("configure lacp member-port 1:2 priority 1")


def test_vmans(console: Typist) -> None:
    """A row for each in the table of VLANs, a block in detail; gone when deleted."""
    console.run("create vman v1", "configure vman v1 tag 100", "configure vman v1 add ports 1:3, 1:1 untagged")
    console.run("configure vman v1 add ports 2:1-4 tagged")
    row = f"v1              100  {'-' * 45} ANY    3 /6   VR-Default"
    assert row in console.run("show vman").splitlines()
    assert "Untag:    *1:1,    1:3" in console.run("show vman v1")
    assert "Tag:      *2:1,   *2:2" in console.run("show vman detail")
    console.run("configure vman v1 delete ports 2:1-4", "delete vman v1")
    assert "Total number of VLAN(s) : 0" in console.run("show vman")
    assert console.refuse("show vman v1") == "Error: VMAN v1 does not exist."


def test_counters_of_lacp_by_name(console: Typist) -> None:
    """The counters of the whole switch have the names that the field uses."""
    assert [line.partition(" : ")[0].rstrip() for line in console.run("show lacp counters").splitlines()[:5]] == [
        "LACP PDUs dropped on non-LACP ports",
        "LACP Bulk checkpointed msgs sent",
        "LACP Bulk checkpointed msgs recv",
        "LACP PDUs checkpointed sent",
        "LACP PDUs checkpointed recv",
    ]
