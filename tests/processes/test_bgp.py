"""BGP: its commands are kept as they were typed, by neighbour and by group."""

from conftest import Typist

LINES = [
    "configure bgp AS-number 65001",
    "create bgp neighbor 10.1.1.2 remote-AS-number 65002",
    "create bgp neighbor 10.1.1.3 remote-AS-number 65003 multi-hop",
    "configure bgp neighbor 10.1.1.2 weight 5",
    "configure bgp neighbor 10.1.1.3 weight 6",
    "configure bgp neighbor 10.1.1.2 route-policy in one",
    "configure bgp neighbor 10.1.1.2 route-policy out two",
    "create bgp peer-group inner",
    "configure bgp peer-group inner next-hop-self",
    "configure bgp add network 10.0.0.0/8",
    "enable bgp",
]


def test_no_lines_at_first(console: Typist) -> None:
    """The module is there where there is a licence, and is empty."""
    assert "# Module bgp configuration.\n#\n\n" in console.configuration()


def test_lines_are_kept(console: Typist) -> None:
    """As they were typed, neighbours side by side; the section is accepted again."""
    console.policies("one", "two").run(*LINES)
    assert console.lines("bgp") == LINES
    console.run(*LINES)
    assert sorted(console.lines("bgp")) == sorted(LINES)
    assert console.run("show bgp neighbor").splitlines() == console.lines("bgp")


def test_counterparts_take_back(console: Typist) -> None:
    """A neighbour or a group goes with all that was said of it; a setting of one is replaced by its next."""
    console.policies("one", "two").run(*LINES, "configure bgp neighbor 10.1.1.2 weight 9")
    assert "configure bgp neighbor 10.1.1.2 weight 5" not in console.lines("bgp")
    console.run("delete bgp neighbor 10.1.1.2", "delete bgp peer-group inner", "disable bgp")
    console.run("configure bgp delete network 10.0.0.0/8")
    assert console.lines("bgp") == [line for line in LINES if "65001" in line or "10.1.1.3" in line]


def test_no_licence_no_command(switch: object) -> None:
    """On the X450 of the capture BGP does not run."""
    assert callable(switch)
    typist = switch("summit-x450-24t")
    assert "Invalid input" in typist.refuse("enable bgp")
    assert "Module bgp" not in typist.configuration()
