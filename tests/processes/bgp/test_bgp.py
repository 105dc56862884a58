"""BGP: its settings by neighbour and by group, and what its screens show of them."""

import pytest
from conftest import Typist

LINES = [
    "configure bgp AS-number 65001",
    "configure bgp add network 10.0.0.0/8",
    "create bgp peer-group inner",
    "configure bgp peer-group inner next-hop-self",
    "create bgp neighbor 10.1.1.2 remote-AS-number 65002",
    "configure bgp neighbor 10.1.1.2 route-policy in one",
    "configure bgp neighbor 10.1.1.2 route-policy out two",
    "configure bgp neighbor 10.1.1.2 weight 5",
    "create bgp neighbor 10.1.1.3 remote-AS-number 65003 multi-hop",
    "configure bgp neighbor 10.1.1.3 weight 6",
    "enable bgp",
]


def test_no_lines_at_first(console: Typist) -> None:
    """The module is there where there is a licence, and is empty."""
    assert "# Module bgp configuration.\n#\n\n" in console.configuration()


def test_lines_are_kept(console: Typist) -> None:
    """Neighbour by neighbour; all but what makes a neighbour or a group is accepted again."""
    console.policies("one", "two").run(*LINES)
    assert console.lines("bgp") == LINES
    console.run(*[line for line in LINES if not line.startswith("create")])
    assert sorted(console.lines("bgp")) == sorted(LINES)


def test_counterparts_take_back(console: Typist) -> None:
    """A neighbour or a group goes with all that was said of it; a setting of one is replaced by its next."""
    console.policies("one", "two").run(*LINES, "configure bgp neighbor 10.1.1.2 weight 9")
    assert "configure bgp neighbor 10.1.1.2 weight 5" not in console.lines("bgp")
    console.run("delete bgp neighbor 10.1.1.2", "delete bgp peer-group inner", "disable bgp")
    console.run("configure bgp delete network 10.0.0.0/8")
    assert console.lines("bgp") == [line for line in LINES if "65001" in line or "10.1.1.3" in line]


def test_no_licence_no_command(switch: object) -> None:
    """On the X450 of the capture BGP does not run.  evidence: capture 11.2, later 12.4 (the words)"""
    assert callable(switch)
    typist = switch("summit-x450-24t")
    assert typist.refuse("enable bgp") == "Error: This command cannot be executed at the current license level."
    assert "Module bgp" not in typist.configuration()


# -- show --------------------------------------------------------------------------------------------------------------


def test_router_of_a_new_switch(console: Typist) -> None:
    """Nothing is on, nothing has a number."""
    assert console.run("show bgp") == (
        "Enabled             : No              OperStatus          : Down\n"
        "RouterId            : 0.0.0.0         AS                  : 0\n"
        "LocalPref           : 100             MED                 : None\n"
        "Always-Compare-MED  : Disabled        Aggregation         : Disabled\n"
        "Route Reflector     : No              RR ClusterId        : 0\n"
        "IGP Synchronization : Disabled        Community Format    : Disabled\n"
        "Routes from EBGP    : 0               Routes from IBGP    : 0\n"
        "Routes redistributed: 0               Maximum Paths       : 1\n"
        "Fast Ext Fallover   : Disabled        Confederation ID    : 0\n"
        "Confed Peers        :\n"
        "Networks            : 0\n"
        "Aggregate Networks  : 0\n"
        "\n"
        "Redistribute:\n" + "-" * 80 + "\n"
        "            Admin Status    Operational Status  Shutdown Priority   Policy\n" + "-" * 80 + "\n"
        "Direct      Disabled        Down                2048                None\n"
        "Static      Disabled        Down                2048                None\n"
        "RIP         Disabled        Down                2048                None\n"
        "BlackHole   Disabled        Down                2048                None\n"
        "OSPFIntra   Disabled        Down                2048                None\n"
        "OSPFInter   Disabled        Down                2048                None\n"
        "OSPFExt1    Disabled        Down                2048                None\n"
        "OSPFExt2    Disabled        Down                2048                None\n"
    )


def test_router_follows_the_lines(console: Typist) -> None:
    """What was recorded is in the screen."""
    console.policies("one").run("configure bgp AS-number 65001", "configure bgp routerid 1.2.3.4", "enable bgp")
    console.run("configure bgp med 7", "configure bgp cluster-id 9", "enable bgp aggregation")
    console.run("configure bgp add confederation-peer sub-AS-number 5", "configure bgp add network 10.0.0.0/8")
    console.run("configure bgp add confederation-peer sub-AS-number 6", "enable bgp export ospf export-policy one")
    out = console.run("show bgp")
    assert "Enabled             : Yes             OperStatus          : Up\n" in out
    assert "RouterId            : 1.2.3.4         AS                  : 65001\n" in out
    assert "LocalPref           : 100             MED                 : 7\n" in out
    assert "Aggregation         : Enabled\n" in out
    assert "Route Reflector     : Yes             RR ClusterId        : 9\n" in out
    assert "Confed Peers        : 5 6\n" in out
    assert "Networks            : 1\n" in out
    assert "OSPFExt2    Enabled         Up                  2048                one\n" in out


def test_neighbours(console: Typist) -> None:
    """Each with its number and state: those that are enabled go on trying."""
    console.run("configure bgp AS-number 65001", "create bgp neighbor 10.1.1.2 remote-AS-number 65002")
    console.run("create bgp neighbor 10.1.1.3 remote-AS-number 65001 multi-hop", "create bgp peer-group inner")
    console.run("configure bgp peer-group inner remote-AS-number 65009")
    console.run("create bgp neighbor 10.1.1.4 peer-group inner", "configure bgp neighbor 10.1.1.2 weight 5")
    console.run("configure bgp neighbor 10.1.1.3 route-reflector-client", "enable bgp neighbor all", "enable bgp")
    console.run("disable bgp neighbor 10.1.1.4")
    lines = console.run("show bgp neighbor").splitlines()
    assert lines[0] == "     Peer            AS        Weight State        InMsgs     OutMsgs(InQ)    Up/Down"
    assert [line.split()[:5] for line in lines[2:5]] == [
        ["Ee--", "10.1.1.2", "65002", "5", "ACTIVE"],
        ["Iemr", "10.1.1.3", "65001", "1", "ACTIVE"],
        ["Ed--", "10.1.1.4", "65009", "1", "IDLE"],
    ]
    assert console.run("show bgp neighbor 10.1.1.2").splitlines()[2] == lines[2]
    assert console.run("disable bgp", "show bgp neighbor 10.1.1.2").split("\n")[2].split()[4] == "IDLE"
    assert console.refuse("show bgp neighbor 10.1.1.9") == "Error: BGP neighbor 10.1.1.9 does not exist."


def test_routes_are_its_own(console: Typist) -> None:
    """Networks it was told of and routes it passes on, if they are in the routing table and BGP is on."""
    console.run("create vlan sales", "configure vlan sales ipaddress 10.1.1.1/24", "enable loopback-mode vlan sales")
    console.run("configure iproute add 172.16.0.0/12 10.1.1.9", "create bgp neighbor 10.1.1.2 remote-AS-number 65002")
    console.run("configure bgp add network 10.1.1.0/24", "configure bgp add network 10.9.9.0/24")
    assert " Active Routes     : 0\n" in console.run("show bgp routes summary")
    console.run("enable bgp", "enable bgp export static")
    lines = console.run("show bgp routes all").splitlines()
    assert lines[:5] == [
        "Routes:",
        "   Destination        Peer            Next-Hop        LPref Weight MED        AS-Path",
        "-" * 80,
        "*> 10.1.1.0/24        0.0.0.0         10.1.1.1        100   1      0",
        "*> 172.16.0.0/12      0.0.0.0         10.1.1.9        100   1      0",
    ]
    assert "10.1.1.0/24" in console.run("show bgp routes 10.0.0.0/8")
    assert "10.1.1.0/24" not in console.run("show bgp routes 10.0.0.0/8 exact")
    assert " Active Routes     : 2\n" in console.run("show bgp routes summary")
    assert "Routes redistributed: 2 " in console.run("show bgp")
    assert "*>" not in console.run("show bgp neighbor 10.1.1.2 received-routes all").partition("Flags")[0]


@pytest.mark.parametrize("line", ["configure bgp neighbor {} soft-reset in", "clear bgp neighbor {} counters"])
def test_sessions_that_never_were(console: Typist, line: str) -> None:
    """A command about them says that there was nothing to do; the neighbour must exist."""
    console.run("create bgp neighbor 10.1.1.2 remote-AS-number 65002")
    before = console.configuration()
    assert console.run(line.format("10.1.1.2")).startswith("[nothing was done: ")
    assert console.run(line.format("all")).startswith("[nothing was done: ")
    assert "BGP neighbor 10.1.1.9 does not exist" in console.refuse(line.format("10.1.1.9"))
    assert console.configuration() == before


def test_a_neighbor_in_no_group_acquires_nothing(console: Typist) -> None:
    """`acquire-all` goes with the group, so that what is printed can be typed."""
    console.run("create bgp peer-group g", "create bgp neighbor 10.1.1.2 remote-AS-number 65002")
    console.run("configure bgp neighbor 10.1.1.2 peer-group g acquire-all")
    console.run("configure bgp neighbor 10.1.1.2 peer-group none acquire-all")
    assert "acquire-all" not in console.configuration()
