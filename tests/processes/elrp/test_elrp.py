"""ELRP: its client, on and off, and its sessions."""

from collections.abc import Callable

from conftest import Typist

LINES = ["enable elrp-client"]


def test_section_is_the_captured_one(switch: Callable[..., Typist], section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines, blanks at their ends included."""
    assert switch("summit-x450-24t").lines("elrp") == section("elrp")


def test_lines_print_back_and_can_be_typed_again(switch: Callable[..., Typist]) -> None:
    """What was typed is there, in the flash of both MSMs after a save, and makes the same on another switch."""
    console = switch()
    console.run(*LINES)
    lines = console.lines("elrp")
    assert set(LINES) <= set(lines)
    other = switch()
    other.run(*lines)
    assert other.lines("elrp") == lines
    console.say("save", "y", "reboot", "y", ":wait booted")
    assert console.lines("elrp") == lines


def test_loops_are_looked_for_when_the_client_is_on(console: Typist) -> None:
    """A search is refused while the client is off; the counters are those of the row."""
    assert "not enabled" in console.refuse("run elrp Default")
    console.run("enable elrp-client", "run elrp Default")
    assert "ELRP Standalone Client:            Enabled\n" in console.run("show elrp")


def test_loops_are_looked_for_in_sessions(console: Typist) -> None:
    """One for each VLAN where it is done again and again, however many ports it has lines for."""
    console.run("create vlan red", "configure elrp-client periodic red ports all interval 5 log", "enable elrp-client")
    assert "Number of ELRP sessions:           1\n" in console.run("show elrp")
    console.run("configure elrp-client periodic Default ports 1:1 interval 5 log")
    console.run("configure elrp-client periodic Default ports 1:2 interval 9 log")
    assert "Number of ELRP sessions:           2\n" in console.run("show elrp")
    console.run("unconfigure elrp-client red")
    assert "Number of ELRP sessions:           1\n" in console.run("show elrp")


def test_a_session_goes_with_its_vlan(console: Typist) -> None:
    """A VLAN that is deleted is looked at no longer."""
    console.run("create vlan red", "configure elrp-client periodic red ports all interval 5 log", "enable elrp-client")
    console.run("delete vlan red")
    assert "Number of ELRP sessions:           0\n" in console.run("show elrp")
    assert "periodic" not in "".join(console.lines("elrp"))


def test_a_search_names_a_vlan_and_ports_that_are_there(console: Typist) -> None:
    """The switch's own words for a VLAN and a port that it does not have."""
    console.run("enable elrp-client")
    assert console.refuse("run elrp none") != ""
    assert console.refuse("run elrp Default ports 9:1") == "Error: Invalid port number."


def test_the_client_is_off_again(console: Typist) -> None:
    """`disable elrp-client` ends what could be looked for."""
    console.run("enable elrp-client", "disable elrp-client")
    assert console.lines("elrp") == ["disable elrp-client"]
    assert "not enabled" in console.refuse("run elrp Default")
