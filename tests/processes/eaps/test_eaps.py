"""EAPS rings: what is configured of them."""

from collections.abc import Callable

import pytest
from conftest import Typist

RING = [
    "create eaps ring1",
    "configure eaps ring1 mode master",
    "configure eaps ring1 primary port 1:1",
    "configure eaps ring1 secondary port 2:1",
    "configure eaps ring1 hellotime 2",
    "configure eaps ring1 failtime 9",
    "configure eaps ring1 failtime expiry-action open-secondary-port",
    "configure eaps ring1 add protected vlan sales",
    "configure eaps ring1 add control vlan control1",
    "enable eaps ring1",
]


@pytest.fixture
def ring(console: Typist) -> Typist:
    """A bd10808 with a ring."""
    console.run("create vlan sales", "create vlan control1", "configure vlan control1 tag 101", *RING)
    console.run("configure vlan control1 add ports 1:1, 2:1 tagged")
    return console


def test_section_is_the_captured_one(switch: Callable[..., Typist], section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines."""
    assert switch("summit-x450-24t").lines("eaps") == section("eaps")


def test_ring_prints_back(ring: Typist) -> None:
    """Line by line, in the order of later captures."""
    assert [line for line in ring.lines("eaps") if "ring1" in line] == [RING[0], *RING[1:9], RING[9]]


def test_ring_is_shown(ring: Typist) -> None:
    """Idle while EAPS is off; then its master is in Init until its own packets have stayed away for the fail time."""
    assert "ring1       Idle         M   Y   1:1    2:1    control1     (101 ) 1\n" in ring.run("show eaps")
    ring.run("enable eaps", "configure eaps fast-convergence on")
    shown = ring.run("show eaps")
    assert shown.startswith("\nEAPS Enabled: Yes\nEAPS Fast-Convergence: On\nNumber of EAPS instances: 1\n")
    assert "ring1       Init         M " in shown
    assert "ring1       Failed       M " in ring.run(":wait 9", "show eaps")
    block = ring.run("show eaps ring1")
    assert "Fail Timer expiry action: Open-secondary-port\n" in block
    assert "Secondary port: 2:1      Port status: Up        Tag status: Tagged\n" in block
    ring.run("configure ring1 mode transit")
    block = ring.run("show eaps ring1")
    assert "State: Links-Up " in block
    assert "Preforwarding Timer interval: 18 sec\nLast update: From Master Id None\n" in block
    ring.run(":fail port 2:1")
    assert "State: Links-Down " in ring.run("show eaps ring1")
    assert "Secondary port: 2:1      Port status: Down" in ring.run("show eaps ring1")


@pytest.mark.parametrize(
    "line",
    [
        "unconfigure eaps ring1 secondary port",
        "configure vlan control1 delete ports 2:1",
        "disable eaps",
        "disable eaps ring1",
    ],
)
def test_ring_that_is_not_complete_is_idle(ring: Typist, line: str) -> None:
    """A domain does not run without a ring port, without a control VLAN on both, or disabled."""
    ring.run("enable eaps")
    assert "Running: Yes\n" in ring.run("show eaps ring1")
    ring.run(line)
    block = ring.run("show eaps ring1")
    assert "State: Idle" in block
    assert "Running: No\n" in block
    assert "Primary port:   1:1      Port status: Unknown" in block


@pytest.mark.parametrize("line", ["delete eaps ring1", "configure eaps ring1 delete control vlan control1"])
def test_a_ring_that_runs_is_kept(ring: Typist, line: str) -> None:
    """A domain that runs cannot be deleted, nor its control VLAN taken out; once it is disabled both can."""
    ring.run("enable eaps")
    before = ring.configuration()
    assert "is running" in ring.refuse(line)
    assert ring.configuration() == before
    ring.run("disable eaps ring1", line)


def test_ring_on_the_new_master(ring: Typist) -> None:
    """The new master is in Init until the fail timer of the ring expires.  evidence: guide 11.3 p.75"""
    ring.run("enable eaps")
    assert "ring1       Failed       M " in ring.run(":wait 9", "show eaps")
    ring.type("run msm-failover", "y", ":console msm-b")
    assert "ring1       Init         M " in ring.run("show eaps")
    assert "ring1       Failed       M " in ring.run(":wait 9", "show eaps")


def test_ring_raises_an_alert(ring: Typist) -> None:
    """With send-alert the master stays in Init, and logs a critical event."""
    ring.run("configure eaps ring1 failtime expiry-action send-alert", "enable eaps", ":wait 9")
    assert "State: Init [Failtimer Expired]" in ring.run("show eaps ring1")
    assert "<Crit:EAPS.FailTimerExp> MSM-A: EAPSD ring1 - Fail timer expired" in ring.run("show log")


def test_letters_of_vlans(ring: Typist) -> None:
    """`show vlan` has a C for the control VLAN and a P for a protected one."""
    rows = {line.split()[0]: line for line in ring.run("show vlan").splitlines() if line.startswith(("sales", "contr"))}
    assert "C" in rows["control1"].split()[2]
    assert "P" in rows["sales"].split()[2]


def test_ring_follows_its_vlans(ring: Typist) -> None:
    """A VLAN that goes leaves the ring."""
    ring.run("delete vlan sales")
    assert "EAPS Domain has no Protected Vlans\n" in ring.run("show eaps ring1")


def test_ring_is_renamed_and_deleted(ring: Typist) -> None:
    """With all that belongs to it."""
    ring.run("configure eaps ring1 name ring2")
    assert "configure eaps ring2 add control vlan control1" in ring.lines("eaps")
    ring.run("delete eaps ring2")
    assert ring.lines("eaps") == ["configure eaps fast-convergence off", "disable eaps"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("create eaps RING1", "already exists"),
        ("create eaps 1ring", "begin with a letter"),
        ("configure eaps ring9 mode master", "does not exist"),
        ("configure eaps ring1 secondary port 1:1", "other port"),
        ("configure eaps ring1 failtime 2", "more than"),
        ("configure eaps ring1 add control vlan Default", "already has"),
        ("configure eaps ring1 add protected vlan nothing", "does not exist"),
        ("configure eaps ring1 delete protected vlan control1", "is not in"),
    ],
)
def test_ring_refuses(ring: Typist, line: str, why: str) -> None:
    """What cannot be."""
    assert why in ring.refuse(line)


def test_shared_ports(ring: Typist, capture: Callable[[str], str]) -> None:
    """Two at most, one controller; the table is the captured one while there is none."""
    text = capture("two-node-stack-12.5.4.5/show-eaps-shared-port-detail.txt").partition("\n")[2]
    assert ring.run("show eaps shared-port detail") == text + "-" * 80 + "\n"
    lines = [
        "create eaps shared-port 1:1",
        "configure eaps shared-port 1:1 mode controller",
        "configure eaps shared-port 1:1 link-id 10",
        "configure eaps shared-port 1:1 segment-timeout expiry-action segment-down",
    ]
    ring.run(*lines, "create eaps shared-port 2:1")
    assert ring.lines("eaps")[-5:-1] == lines
    assert "controller already" in ring.refuse("configure eaps shared-port 2:1 mode controller")
    assert "2 EAPS shared ports" in ring.refuse("create eaps shared-port 3:1")
    assert "1:1          Controller  10   Y  Idle           1      1     No" in ring.run("show eaps shared-port 1:1")
    ring.run("delete eaps shared-port 1:1")
    assert "not an EAPS shared port" in ring.refuse("delete eaps shared-port 1:1")


def test_times_can_be_typed_back(console: Typist) -> None:
    """A hello time of more than the default fail time is printed behind the fail time that allows it."""
    console.run("create eaps ring", "configure eaps ring failtime 30", "configure eaps ring hellotime 10")
    assert console.typed_back() == console.configuration()


def test_a_vlan_has_one_role_in_its_domain(ring: Typist) -> None:
    """The control VLAN is not protected, and a protected VLAN is not the control VLAN."""
    before = ring.configuration()
    assert "already a control" in ring.refuse("configure eaps ring1 add protected vlan control1")
    assert "already a protected" in ring.refuse("configure eaps ring1 add control vlan sales")
    assert ring.configuration() == before
