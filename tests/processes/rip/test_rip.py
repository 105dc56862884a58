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


# -- show --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def routed(console: Typist) -> Typist:
    """A switch with a VLAN that forwards, one that is under RIP as well, and a static route."""
    console.run("create vlan sales", "configure vlan sales ipaddress 10.1.1.1/24", "enable loopback-mode vlan sales")
    console.run("configure vlan Default ipaddress 10.2.0.1/16", "configure iproute add 172.16.0.0/12 10.2.0.9")
    console.run("enable ipforwarding", "configure rip add vlan sales")
    return console


def test_interfaces(routed: Typist) -> None:
    """Every VLAN that could run RIP, whether it does, and what its routes cost."""
    routed.run("configure rip vlan sales cost 5", "enable rip", "disable ipforwarding vlan sales")
    routed.run("configure vlan Mgmt ipaddress 10.9.9.9/24")
    assert routed.run("show rip interface") == (
        "VLAN        IP Address          Flags    Sent      Rcved     Triggered Cost\n"
        "                                         Packets   Packets   Updates\n"
        "Default     10.2.0.1       /16  r-f-     0         0         0         1\n"
        "sales       10.1.1.1       /24  ri--     0         0         0         5\n"
        "\n"
        "Flags: (f) Interface Forwarding Enabled, (i) Interface RIP Enabled,\n"
        "       (n) Multinetted VLAN, (r) Router RIP Enabled\n"
    )


def test_routes_are_those_it_tells_of(routed: Typist) -> None:
    """None until RIP is on; then the networks of its VLANs; then what is exported, at its cost, if it forwards."""
    head = "Ori  Destination        Peer            Mtr State VLAN       Age Next-hop\n"
    own = ">d   10.1.1.0/24        0.0.0.0         1         sales      0   10.1.1.1\n"
    assert routed.run("show rip routes") == head
    assert routed.run("enable rip", "show rip routes") == head + own
    routed.run("enable rip export direct cost 2", "enable rip export static cost 0")
    assert routed.run("show rip routes detail") == (
        head
        + own
        + ">d   10.2.0.0/16        0.0.0.0         2         Default    0   10.2.0.1\n"
        + ">s   172.16.0.0/12      0.0.0.0         1         Default    0   10.2.0.9\n"
    )
    routed.run("disable ipforwarding vlan Default", "disable rip export static")
    assert routed.run("show rip routes") == head + own
    routed.run("disable ipforwarding")  # evidence: guide 11.3 p.533 (a VLAN that does not route is not told of)
    assert routed.run("show rip routes") == head
    routed.run("enable ipforwarding", "disable loopback-mode vlan sales", "disable rip export direct")
    assert routed.run("show rip routes") == head


def test_settings_are_shown(console: Typist) -> None:
    """Every setting of the router, and what becomes of the routes of each origin."""
    lines = console.run("show rip").splitlines()
    assert lines[:6] == [
        "RIP Routing         : Disabled          Aggregation         : Disabled",
        "Split Horizon       : Enabled           Poison Reverse      : Enabled",
        "Triggered Updates   : Enabled           Router Alert        : Enabled",
        "Update Interval     : 30 s              Route Timeout       : 180 s",
        "Garbage Timeout     : 120 s             Import Policy       : None",
        "Originate Default   : Disabled",
    ]
    assert [line.split() for line in lines[12:]] == [
        [origin, "Disabled", "Down", "2048", "0", "0", "None"]
        for origin in ("Direct", "Static", "OSPFIntra", "OSPFInter", "OSPFExt1", "OSPFExt2", "E-BGP", "I-BGP")
    ]


def test_settings_follow_the_commands(console: Typist) -> None:
    """What is typed is in the screen."""
    console.policies("mine").run("enable rip", "configure rip updatetime 20", "disable rip splithorizon")
    console.run("enable rip originate-default always cost 4 tag 5", "enable rip export static cost 3 tag 7")
    console.run("configure rip import-policy mine", "enable rip export direct policy mine")
    out = console.run("show rip")
    assert "RIP Routing         : Enabled  " in out
    assert "Update Interval     : 20 s  " in out
    assert "Split Horizon       : Disabled  " in out
    assert "Import Policy       : mine\n" in out
    assert "Originate Default   : Enabled (always), Cost: 4, Tag: 5\n" in out
    assert "Direct       Enabled   Up        2048       0     0           mine\n" in out
    assert "Static       Enabled   Up        2048       3     7           None\n" in out


def test_interfaces_in_detail(routed: Typist) -> None:
    """A block for each, or for the one that is named, with what was set there; none without an address."""
    routed.policies("mine").run("configure rip vlan sales cost 5", "configure rip vlan sales rxmode v1only")
    routed.run("configure rip vlan sales route-policy in mine", "enable rip", "create vlan bare")
    block = routed.run("show rip interface vlan sales")
    assert block.splitlines() == [
        "VLAN                : sales             IP Address          : 10.1.1.1/24",
        "Interface RIP       : Enabled           Router RIP          : Enabled",
        "Forwarding          : Enabled           Cost                : 5",
        "Receive Mode        : v1only            Transmit Mode       : v2only",
        "In Policy           : mine              Out Policy          : none",
        "Trusted Gateway     : none              Triggered Updates   : 0",
        "Packets Sent        : 0                 Packets Received    : 0",
        "Bad Packets         : 0                 Bad Routes          : 0",
    ]
    every = routed.run("show rip interface detail").split("\n\n")
    assert [text.split()[2] for text in every] == ["Default", "sales"]
    assert every[1] == block
    assert routed.run("show rip interface vlan bare") == ""
    assert routed.refuse("show rip interface vlan nope") == "Error: VLAN nope does not exist."


def test_why_after_a_screen(console: Typist) -> None:
    """`:why` says that RIP is off, and after other commands nothing of it."""
    console.run("show rip routes")
    assert "RIP is disabled: it neither sends nor receives." in " ".join(console.run(":why").split())
    console.run("enable rip")
    assert "RIP is disabled" not in console.run(":why")
