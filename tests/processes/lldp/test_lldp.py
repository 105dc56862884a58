"""LLDP: neighbours and statistics, of which there are none."""

from conftest import Typist


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
    """Between two rules, none on the line of a rule."""
    console.run("enable lldp ports 1:1", "enable lldp ports 1:2 receive-only")
    console.run("configure lldp ports 1:1 advertise system-name")
    rows = console.run("show lldp").splitlines()
    assert rows[10:14] == [
        "=" * 68,
        "1:1    Enabled     Enabled     -N---   ---     ----",
        "1:2    Enabled     Disabled    -----   ---     ----",
        "=" * 68,
    ]
