"""LLDP: its timers and ports; neighbours and statistics, of which there are none without a network."""

from collections.abc import Callable

from conftest import Typist

LINES = [
    "configure lldp transmit-interval 60",
    "configure lldp snmp-notification-delay 10",
    "enable lldp ports 1:1",
    "enable lldp ports 1:2 receive-only",
    "configure lldp ports 1:2 advertise system-name",
    "configure lldp ports 1:3 no-advertise system-description",
]


def test_section_is_the_captured_one(switch: Callable[..., Typist], section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines, blanks at their ends included."""
    assert switch("summit-x450-24t").lines("lldp") == section("lldp")


def test_lines_print_back_and_can_be_typed_again(switch: Callable[..., Typist]) -> None:
    """What was typed is there, in the flash of both MSMs after a save, and makes the same on another switch."""
    console = switch()
    console.run(*LINES)
    lines = console.lines("lldp")
    assert set(LINES) <= set(lines)
    other = switch()
    other.run(*lines)
    assert other.lines("lldp") == lines
    console.say("save", "y", "reboot", "y", ":wait booted")
    assert console.lines("lldp") == lines


def test_lldp_shows_the_ports_that_are_on(console: Typist) -> None:
    """Their modes, and a letter for each thing they advertise."""
    console.run("enable lldp ports 1:1", "configure lldp ports 1:1 advertise system-name")
    console.run(
        "configure lldp ports all advertise management-address", "configure lldp ports 1:1 no-advertise system-name"
    )
    shown = console.run("show lldp")
    assert "LLDP transmit hold multiplier   : 4 (used TTL = 120 seconds)\n" in shown
    assert "1:1    Enabled     Enabled     --D-M   ---     ----\n" in shown
    assert "1:2 " not in shown
    console.run("disable lldp ports all", "unconfigure lldp port all")
    assert len(console.lines("lldp")) == 5


def test_a_port_that_does_not_exist(console: Typist) -> None:
    """A port that the chassis does not have is refused."""
    assert console.refuse("enable lldp ports 1:99") == "Error: Invalid port number."


def test_no_neighbours(console: Typist) -> None:
    """A head and no rows."""
    rows = console.run("show lldp neighbors").splitlines()
    assert rows[1].split() == ["Port", "Chassis", "ID", "Port", "ID", "TTL", "Age"]
    assert rows[2] == rows[3] == "=" * 78
    assert console.run("show lldp neighbors detailed") == "-" * 77 + "\n"
    console.run("clear lldp neighbors all")


def test_statistics(console: Typist) -> None:
    """A row of zeros for each port that is on."""
    console.run("enable lldp ports 1:1", "enable lldp ports 1:2 receive-only")
    rows = [row.split() for row in console.run("show lldp statistics").splitlines() if row.startswith("1:")]
    assert rows == [["1:1", *"0000000"], ["1:2", *"0000000"]]


def test_ports_have_a_row_each(console: Typist) -> None:
    """Between two rules, with a letter for each TLV; the system description is advertised unless it is turned off."""
    console.run("enable lldp ports 1:1", "enable lldp ports 1:2 receive-only")
    console.run(
        "configure lldp ports 1:1 advertise system-name", "configure lldp ports 1:2 no-advertise system-description"
    )
    for tlv in ("dot1 vlan-name vlan all", "dot1 port-protocol-vlan-id", "dot3 mac-phy", "dot3 max-frame-size"):
        console.run(f"configure lldp ports 1:1 advertise vendor-specific {tlv}")
    rows = console.run("show lldp").splitlines()
    assert rows[10:14] == [
        "=" * 68,
        "1:1    Enabled     Enabled     -ND--   -pN     M--F",
        "1:2    Enabled     Disabled    -----   ---     ----",
        "=" * 68,
    ]
