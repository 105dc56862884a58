"""Power over Ethernet: slots and ports, and no powered device at any of them."""

from collections.abc import Callable

import pytest
from conftest import Typist
from printing_back import prints_back


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


def test_power_is_given_by_modules_that_can(switch: Callable[..., Typist]) -> None:
    """Slots and ports of other modules are refused."""
    console = switch("bd8810")
    chassis = console.machine.chassis
    able = next(n for n, slot in chassis.slots.items() if slot.module and chassis.types[slot.module].poe)
    unable = next(n for n, slot in chassis.slots.items() if slot.module and not chassis.types[slot.module].poe)
    refused = f"Error: Slot {unable} is not capable of inline-power."
    assert console.refuse(f"configure inline-power budget 100 slot {unable}") == refused
    assert console.refuse(f"configure inline-power priority high ports {unable}:1") == refused
    lines = [
        f"configure inline-power budget 100 slot {able}",
        f"configure inline-power priority high ports {able}:1",
        f"configure inline-power operator-limit 7000 ports {able}:1",
        f'configure inline-power label "phone" ports {able}:1',
        f"disable inline-power ports {able}:2",
    ]
    console.run(*lines, "enable inline-power")
    assert set(lines) <= set(console.lines("poe"))
    assert f"{able:<6}Enabled       Operational       100            0\n" in console.run("show inline-power")
    console.run(f"unconfigure inline-power budget slot {able}", "unconfigure inline-power priority ports all")
    assert f"{able:<6}Enabled       Operational       50             0\n" in console.run("show inline-power")


def test_section_is_the_captured_one(switch: Callable[..., Typist], section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines.  evidence: capture 11.2"""
    assert switch("summit-x450-24t").lines("poe") == section("poe")


def test_lines_print_back(switch: Callable[..., Typist]) -> None:
    """Every setting of the switch is printed, can be typed again, and is saved."""
    lines = [
        "enable inline-power",
        "configure inline-power usage-threshold 80",
        "configure inline-power disconnect-precedence lowest-priority",
    ]
    prints_back(switch, "poe", lines)


def test_a_budget_is_refused_that_cannot_be(switch: Callable[..., Typist]) -> None:
    """More than the supplies give, and 0 while the slot is enabled, as the reference (11.5 p.510) says."""
    console = switch("bd8810")
    assert "must be disabled" in console.refuse("configure inline-power budget 0 slot 2")
    console.run("disable inline-power slot 2", "configure inline-power budget 0 slot 2")
    assert "has a power budget of 0 W" in console.refuse("enable inline-power slot 2")
    console.say(":fail psu 1")
    assert "not enough power" in console.refuse("configure inline-power budget 768 slot 2")
    assert "configure inline-power budget 0 slot 2" in console.lines("poe")


def test_legacy_devices(switch: Callable[..., Typist]) -> None:
    """Detection is enabled by slot, shown for the switch, and goes with `clear slot`."""
    console = switch("bd8810")
    assert "Legacy Mode : Disabled" in console.run("show inline-power")
    console.run("enable inline-power legacy slot 2")
    assert "Legacy Mode : Enabled" in console.run("show inline-power")
    assert "enable inline-power legacy slot 2" in console.lines("poe")
    assert "not capable" in console.refuse("enable inline-power legacy slot 1")
    console.run("disable inline-power legacy slot 2")
    assert "enable inline-power legacy slot 2" not in console.lines("poe")


def test_reset_of_ports(powered: Typist) -> None:
    """It says that no device loses power; a port that gives none is refused."""
    assert powered.run("reset inline-power ports 2:1") == (
        "[nothing was reset: no powered device is plugged into these ports]\n"
    )
    assert powered.refuse("reset inline-power ports 1:1") == "Error: Slot 1 is not capable of inline-power."
