"""Redundant ports: each rule of guide 11.3 p.136, in both orders."""

import pytest
from conftest import Typist

PAIR = "configure ports 1:1 redundant 1:2"
#: A VLAN in a domain of its own.
RED = (
    "create stpd s1",
    "create vlan red",
    "configure vlan red tag 10",
    "configure vlan red add ports 1:1-2 tagged",
    "configure stpd s1 tag 10",
    "configure stpd s1 add vlan red ports 1:1-2",
)
ON = ("create stpd s1", "enable stpd s1")


@pytest.mark.parametrize(
    ("before", "line", "undo", "protocol"),
    [
        ((), "enable stpd s0", "disable stpd s0", "STP"),
        (RED, "enable stpd s1", "disable stpd s1", "STP"),
        (
            ("create stpd s1", "enable stpd s1"),
            "configure stpd s1 add vlan Default ports 1:1",
            "disable stpd s1",
            "STP",
        ),
        (
            ("create eaps ring",),
            "configure eaps ring add protected vlan Default",
            "configure eaps ring delete protected vlan Default",
            "EAPS",
        ),
        (
            ("create esrp pair",),
            "configure esrp pair add master Default",
            "configure esrp pair delete master Default",
            "ESRP",
        ),
    ],
    ids=["STP on Default", "STP", "a VLAN added to STP", "EAPS", "ESRP"],
)
def test_no_layer_2_protocol(console: Typist, before: tuple[str, ...], line: str, undo: str, protocol: str) -> None:
    """A VLAN with a layer 2 protocol has no redundant ports; a VLAN with redundant ports gets no such protocol."""
    if "add vlan" in line:
        console.run("disable stpd s0 auto-bind vlan Default", "configure stpd s0 delete vlan Default ports all")
    console.run(*before, line)
    assert f"VLAN {'red' if before == RED else 'Default'} runs {protocol}" in console.refuse(PAIR)
    console.run(undo, PAIR)
    kept = console.configuration()
    again = line if "add vlan" not in line else "enable stpd s1"
    assert f"cannot run {protocol}: port 1:1 is in a redundant pair" in console.refuse(again)
    assert console.configuration() == kept


def test_a_pair_comes_into_no_vlan_with_a_protocol(console: Typist) -> None:
    """Both ports at once cannot be added to a VLAN that runs one."""
    console.run("create vlan red", "configure vlan red tag 10", "create eaps ring")
    console.run("configure eaps ring add protected vlan red", PAIR)
    assert "VLAN red runs EAPS" in console.refuse("configure vlan red add ports 1:1-2 tagged")


def test_a_domain_that_does_not_work_is_no_hindrance(console: Typist) -> None:
    """Every new switch has Default in a domain that is disabled."""
    console.run(PAIR)
    assert f"{PAIR} link off" in console.lines("vlan")


def test_identical_vlans(console: Typist) -> None:
    """Both ports are in the same VLANs in the same form; what would change that for one of them is refused."""
    console.run("create vlan red", "configure vlan red tag 10", "configure vlan red add ports 1:1 tagged")
    assert "identical membership in VLAN red" in console.refuse(PAIR)
    console.run("configure vlan red add ports 1:2 tagged", PAIR)
    before = console.configuration()
    for line in (
        "configure vlan red delete ports 1:1",
        "configure vlan Default delete ports 1:2",
        "configure vlan Default add ports 1:2 tagged",
    ):
        assert "identical membership" in console.refuse(line)
    assert console.configuration() == before
    assert console.typed_back() == before
    console.run("configure vlan red delete ports 1:1-2", "delete vlan red")


def test_only_the_master_of_a_group(console: Typist) -> None:
    """The master port of a group can be in a pair, no other; a port of a pair comes into no group."""
    console.run("enable sharing 1:5 grouping 1:5-6")
    assert "not the master port" in console.refuse("configure ports 1:6 redundant 1:2")
    assert "not the master port" in console.refuse("configure ports 1:1 redundant 1:6")
    console.run("configure ports 1:5 redundant 1:2")
    for line in (
        "disable sharing 1:5",
        "enable sharing 1:2 grouping 1:2-3",
        "enable sharing 1:3 grouping 1:2-3",
        "enable sharing 2:1 grouping 2:1,1:2",
    ):
        assert "is in a redundant pair" in console.refuse(line)
    console.run("unconfigure ports 1:5 redundant", "disable sharing 1:5", "configure vlan Default add ports 1:6")
    console.run("configure ports 1:5 redundant 1:6")
    assert "is in a redundant pair" in console.refuse("enable sharing 1:5 grouping 1:5,1:7")
    assert "is in a redundant pair" in console.refuse("enable sharing 1:7 grouping 1:6-7")
    console.run("unconfigure ports 1:5 redundant", "enable sharing 1:5 grouping 1:5-6")


def test_one_redundant_port(console: Typist) -> None:
    """A primary port has one redundant port, and a port is in one pair."""
    console.run(PAIR)
    assert "in a redundant pair already" in console.refuse("configure ports 1:3 redundant 1:2")
    assert "in a redundant pair already" in console.refuse("configure ports 1:3 redundant 1:1")
    assert "in a redundant pair already" in console.refuse("configure ports 1:2 redundant 1:3")
