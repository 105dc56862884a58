"""Power over Ethernet: slots and ports, and no powered device at any of them."""

from collections.abc import Callable

import pytest
from conftest import Typist


@pytest.fixture
def powered(switch: Callable[..., Typist]) -> Typist:
    """A BlackDiamond 8810 with a module that gives power, turned on."""
    typist = switch("bd8810")
    typist.run("enable inline-power")
    return typist


def test_one_slot(powered: Typist) -> None:
    """The row of the table of all; a slot that gives no power is refused."""
    row = powered.run("show inline-power").splitlines()[-1]
    assert powered.run("show inline-power slot 2").splitlines()[-1] == row
    for line in ("show inline-power slot 1", "show inline-power stats slot 1", "show inline-power info ports 1:1"):
        assert powered.refuse(line) == "Error: Slot 1 is not capable of inline-power."


def test_statistics_of_a_slot(powered: Typist) -> None:
    """Every port looks for a device, but for those that are off."""
    powered.run("disable inline-power ports 2:1-8")
    screen = powered.run("show inline-power stats slot 2")
    assert "Total ports awaiting power   : 40\n" in screen
    assert "Total ports disabled         : 8\n" in screen
    assert powered.run("show inline-power stats") == screen


@pytest.mark.parametrize(
    "line", ["disable inline-power", "disable inline-power slot 2", "disable inline-power ports 2:1"]
)
def test_a_port_is_off(powered: Typist, line: str) -> None:
    """If the switch, its slot or itself is."""
    row = powered.run("show inline-power stats ports 2:1").splitlines()[-1]
    assert row.split() == ["2:1", "searching", "class0", *"00000"]
    powered.run(line)
    row = powered.run("show inline-power stats ports 2:1").splitlines()[-1]
    assert row.split() == ["2:1", "disabled", "-----", *"00000"]
    powered.run("clear inline-power stats ports all")


def test_information_of_ports(powered: Typist) -> None:
    """No volts, no current, no power; in detail what was configured, too."""
    assert powered.run("show inline-power info ports 2:1").splitlines()[-1].split()[3:] == ["0.0", "0", "0.000", "0"]
    powered.run("configure inline-power label phone ports 2:1")
    assert "        Label                   : phone\n" in powered.run("show inline-power info detail ports 2:1")


def test_configuration_of_ports(powered: Typist) -> None:
    """On or off, limit, priority and label."""
    powered.run(
        "configure inline-power operator-limit 7000 ports 2:2", "configure inline-power priority high ports 2:2"
    )
    rows = powered.run("show inline-power configuration ports 2:1-2").splitlines()[1:]
    assert rows == [
        "2:1     enabled   15400 mW          low",
        "2:2     enabled   7000 mW           high",
    ]
