"""What stands in the chassis files that come with the program: bays, software, the management port's link."""

import pytest

from xos_cli.program.resources import read_chassis
from xos_cli.switch.hardware.chassis import Link


@pytest.mark.parametrize(("name", "psus", "fans"), [("bd10808", 6, 2), ("bd8810", 6, 1), ("summit-x450-24t", 2, 1)])
def test_bays_are_numbered_from_1(name: str, psus: int, fans: int) -> None:
    """Power supplies and fan trays have the numbers that the screens show, without a gap."""
    chassis = read_chassis(name)
    assert [psu.number for psu in chassis.psus] == list(range(1, psus + 1))
    assert [tray.number for tray in chassis.fans] == list(range(1, fans + 1))


def test_software_and_management_port() -> None:
    """A switch runs ExtremeWare XOS; the management port of an MSM has a link of 100 Mbps, that of the Summit none."""
    core, edge = read_chassis("bd10808"), read_chassis("summit-x450-24t")
    assert (core.software, edge.software) == ("ExtremeWare XOS", "ExtremeWare XOS")
    assert (core.management, edge.management) == (Link(100, "full"), None)
