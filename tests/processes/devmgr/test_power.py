"""The power budget: modules go down from the highest slot when a supply fails, and come back from the lowest."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Typist

from xos_cli import Switch

#: Three supplies of 300 W for two MSMs of 100 W and three modules of 200, 100 and 150 W.
CHASSIS = """
release = "11.3"
product = "Test"
platform = "TEST"
prefix = "test-"
bootrom = "1.0.0.0"
part = "1"
serial = "1"
revision = "1.0"
dram = 524288
system = 25852
user = 97696
mac = "00:04:96:00:00:10"
slots = 4
fits = ["M", "A", "B", "C"]
[msm.A]
module = "M"
mac = "00:04:96:00:00:11"
[msm.B]
module = "M"
mac = "00:04:96:00:00:12"
[type.M]
watts = 100
[type.A]
layout = "2x1000:UTP"
watts = 200
[type.B]
layout = "2x1000:UTP"
watts = 100
[type.C]
layout = "2x1000:UTP"
watts = 150
[slot.1]
module = "A"
[slot.2]
module = "B"
[slot.4]
module = "C"
[psu.1]
info = "one"
watts = 300
[psu.2]
info = "two"
watts = 300
[psu.3]
info = "three"
watts = 300
"""


@pytest.fixture
def small(tmp_path: Path) -> Switch:
    """A chassis whose supplies are all needed."""
    (tmp_path / "small.toml").write_text(CHASSIS, encoding="utf-8")
    return Switch(str(tmp_path / "small.toml"))


def states(switch: Switch) -> dict[int, str]:
    """The state of each slot, as `show slot` has it."""
    shown = switch.console(switch.master.name if switch.master else "").run("show slot")
    return {int(n): state for n, state in re.findall(r"Slot-(\d).* (Operational|Powered Off|Booting|Empty) +\d", shown)}


def test_modules_go_down_from_the_highest_slot(small: Switch) -> None:
    """With two supplies slot 4 goes, with one slot 2 and slot 1 as well; with power again the lowest comes first."""
    up = {1: "Operational", 2: "Operational", 3: "Empty", 4: "Operational"}
    assert states(small) == up
    small.fail("psu", 3)
    assert states(small) == up | {4: "Powered Off"}
    small.fail("psu", 2)
    assert states(small) == up | {1: "Powered Off", 2: "Powered Off", 4: "Powered Off"}
    small.repair("psu", 2)
    small.advance(120.0)
    assert states(small) == up | {4: "Powered Off"}
    small.repair("psu", 3)
    small.advance(120.0)
    assert states(small) == up


def test_the_budget_says_what_is_there_and_what_is_missing(small: Switch) -> None:
    """`show power budget` adds up supplies and modules; one supply can be lost only where the rest is enough."""
    console = small.console()
    shown = console.run("show power budget")
    for label, watts in (("Power Available", 900), ("Power Required", 650), ("Power Surplus", 250)):
        assert re.search(rf"  {label}: +{watts}$", shown, re.MULTILINE)
    assert "present?:         NO\n" in shown
    console.run("disable slot 1")
    assert "present?:        yes\n" in console.run("show power budget")
    small.fail("psu", 3)
    small.fail("psu", 2)
    shown = console.run("show power budget")
    assert re.search(r"Power Required: +450$", shown, re.MULTILINE)
    assert re.search(r"Slot-4 +C +Powered Off +150 +no$", shown, re.MULTILINE)


def test_power_that_is_freed_goes_to_a_module_that_waits(small: Switch) -> None:
    """With slot 1 disabled there is enough for slot 4, which boots; slot 1 then finds no power."""
    small.fail("psu", 3)
    console = small.console()
    console.run("disable slot 1")
    small.advance(120.0)
    assert states(small)[4] == "Operational"
    console.run("enable slot 1")
    assert states(small)[1] == "Powered Off"
    assert "Slot-1 is not powered up: the available power is insufficient" in console.run("show log")


def test_modules_without_power_stay_so_over_a_failover(small: Switch) -> None:
    """The new master knows which slots have none, and brings them up when there is power again."""
    small.fail("psu", 3)
    small.fail("MSM-A")
    small.advance(60.0)
    assert states(small)[4] == "Powered Off"
    small.repair("psu", 3)
    small.advance(120.0)
    assert states(small)[4] == "Operational"


def test_one_supply_is_not_redundant(switch: Callable[..., Typist]) -> None:
    """A switch with a single power supply has no redundant one, whatever its modules take."""
    shown = switch("summit-x450-24t").run("show power budget")
    assert shown.splitlines()[-1].split("?:")[1].strip() == "NO"
