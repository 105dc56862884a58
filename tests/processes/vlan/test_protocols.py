"""The small protocols: EDP, LLDP, ELRP; what clears nothing, and timers that cannot be 0."""

from collections.abc import Callable

import pytest
from conftest import Typist

SECTIONS = ["edp", "elrp", "lldp"]
#: Lines that stand in `show configuration` once they were typed, by module; each on a chassis of that kind.
LINES = {
    "edp": ["configure edp advertisement-interval 30 holddown-interval 90", "disable edp ports 1:3"],
    "elrp": ["enable elrp-client"],
    "lldp": [
        "configure lldp transmit-interval 60",
        "configure lldp snmp-notification-delay 10",
        "enable lldp ports 1:1",
        "enable lldp ports 1:2 receive-only",
        "configure lldp ports 1:2 advertise system-name",
    ],
}


@pytest.mark.parametrize("module", SECTIONS)
def test_section_is_the_captured_one(
    switch: Callable[..., Typist], section: Callable[[str], list[str]], module: str
) -> None:
    """A new switch prints the captured lines, blanks at their ends included."""
    assert switch("summit-x450-24t").lines(module) == section(module)


@pytest.mark.parametrize("module", LINES)
def test_lines_print_back_and_can_be_typed_again(switch: Callable[..., Typist], module: str) -> None:
    """What was typed is there, in the flash of both MSMs after a save, and makes the same on another switch."""
    console = switch()
    console.run(*LINES[module])
    lines = console.lines(module)
    assert set(LINES[module]) <= set(lines)
    other = switch()
    other.run(*lines)
    assert other.lines(module) == lines
    console.say("save", "y", "reboot", "y", ":wait booted")
    assert console.lines(module) == lines


# -- EDP --------------------------------------------------------------------------------------------------------------


def test_edp_names_the_ports_it_is_on(console: Typist) -> None:
    """All but those that were turned off."""
    console.run("disable edp ports 1:2-60", "disable edp ports 2:*", "disable edp ports 3:1-3:6")
    assert "EDP enabled on ports   :1:1\n" in console.run("show edp")
    console.run("enable edp ports all", "unconfigure edp")
    assert "EDP holddown-interval  :180 seconds\n" in console.run("show edp")


def test_ports_that_do_not_exist(console: Typist) -> None:
    """Whatever the protocol."""
    for line in ("enable edp ports 9:1", "enable lldp ports 1:99"):
        assert console.refuse(line) == "Error: Invalid port number."


# -- LLDP -------------------------------------------------------------------------------------------------------------


def test_lldp_shows_the_ports_that_are_on(console: Typist) -> None:
    """Their modes, and a letter for each thing they advertise."""
    console.run("enable lldp ports 1:1", "configure lldp ports 1:1 advertise system-name")
    console.run(
        "configure lldp ports all advertise management-address", "configure lldp ports 1:1 no-advertise system-name"
    )
    shown = console.run("show lldp")
    assert "LLDP transmit hold multiplier   : 4 (used TTL = 120 seconds)\n" in shown
    assert "1:1    Enabled     Enabled     ----M   ---     ----\n" in shown
    assert "1:2 " not in shown
    console.run("disable lldp ports all", "unconfigure lldp port all")
    assert len(console.lines("lldp")) == 5


# -- PoE --------------------------------------------------------------------------------------------------------------


# -- ELRP -------------------------------------------------------------------------------------------------------------


def test_loops_are_looked_for_when_the_client_is_on(console: Typist) -> None:
    """And the counters are those of the row."""
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


@pytest.mark.parametrize(
    "line",
    [
        "clear access-list counter",
        "clear access-list counter mine ports 1:1 ingress",
        "clear access-list dynamic counter",
        "clear igmp snooping",
        "clear igmp group 225.1.1.1 vlan Default",
        "clear MLD snooping vlan Default",
        "clear MLD group",
        "clear netlogin state",
        "clear netlogin state port 1:1",
        "clear cpu-monitoring process aaa",
    ],
)
def test_nothing_is_left_to_clear(console: Typist, line: str) -> None:
    """Not a word, nothing in the log, no star."""
    before = console.run("show log")
    assert console.run(line) == ""
    assert console.run("show log") == before
    assert not console.machine.nodes["MSM-A"].config.dirty


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("clear igmp snooping vlan none", "Error: VLAN none does not exist."),
        ("clear access-list counter vlan none", "Error: VLAN none does not exist."),
        ("clear netlogin state port 9:1", "Error: Invalid port number."),
        ("clear cpu-monitoring process none", "Error: Process none does not exist."),
    ],
)
def test_what_is_not_there_cannot_be_cleared(console: Typist, line: str, words: str) -> None:
    """The switch's own words."""
    assert console.refuse(line) == words


@pytest.mark.parametrize(
    "line",
    [
        "configure rip updatetime {}",
        "configure rip routetimeout {}",
        "configure rip garbagetime {}",
        "configure ripng updatetime {}",
        "configure ripng routetimeout {}",
        "configure ripng garbagetime {}",
        "configure sys-health-check interval {}",
    ],
)
def test_no_time_is_nothing(console: Typist, line: str) -> None:
    """A timer of 0 seconds is refused where nothing says that it means something; one of 1 second is taken."""
    assert "Invalid input" in console.refuse(line.format(0))
    console.run(line.format(1))


@pytest.mark.parametrize(
    ("protocol", "group", "host"), [("igmp", "239.1.1.1", "10.0.0.1"), ("MLD", "ff0e::101", "2001:db8::1")]
)
def test_a_static_group_is_a_group(console: Typist, protocol: str, group: str, host: str) -> None:
    """Only an address of a group can be one."""
    start = f"configure {protocol} snooping vlan Default ports 1:1 add static group"
    assert "Invalid input" in console.refuse(f"{start} {host}")
    console.run(f"{start} {group}")
