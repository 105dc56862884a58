"""Licences: which one a chassis comes with, what each covers, and the keys that enable one."""

from collections.abc import Callable

import pytest
from conftest import Typist

from xos_cli.processes import PROCESSES
from xos_cli.program.flash_folder import FolderStorage
from xos_cli.program.resources import read_chassis
from xos_cli.switch.hardware.licence import CORE, EDGE, LEVELS, allows, key_for, level_of_key
from xos_cli.switch.machine import Machine

Switch = Callable[..., Typist]
X450 = "summit-x450-24t"
REFUSED = "Error: This command cannot be executed at the current license level."
#: The first word of a line of each process that the lowest licence does not allow.  evidence: capture 12.5
UNLICENSED = {"bgp": "enable bgp", "ospf": "enable ospf", "ospfv3": "enable ospfv3", "pim": "enable pim"} | {
    "vrrp": "enable vrrp"
}


def edge() -> Typist:
    """Sit down at a BD-10808 that came with the lowest licence."""
    machine = Machine(read_chassis("bd10808").with_licence(EDGE), PROCESSES, 1.1e9)
    machine.power_on()
    machine.settle()
    return Typist(machine)


def key(console: Typist, level: str) -> str:
    """Return the line that enables a licence on this switch."""
    return f"enable license {key_for(console.machine.chassis.serial, level)}"


def running(console: Typist) -> list[set[str]]:
    """Return the processes of each MSM that need a licence and run."""
    return [set(UNLICENSED) & set(node.processes) for node in console.machine.nodes.values()]


def test_the_levels() -> None:
    """Each includes those before it."""
    assert [[allows(level, needed) for needed in LEVELS] for level in LEVELS] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]


@pytest.mark.parametrize(
    ("chassis", "level"), [("bd10808", "Core"), ("bd8810", "Core"), ("bd8806", "Core"), (X450, "Advanced Edge")]
)
def test_each_chassis_states_its_licence(switch: Switch, chassis: str, level: str) -> None:
    """`show licenses` prints it.  evidence: later EXOS (the layout)"""
    assert switch(chassis).run("show licenses") == f"Enabled License Level:\n\t{level}\n"


def test_what_the_lowest_licence_lacks() -> None:
    """The processes do not start, and their commands are refused.  evidence: capture 12.5, later 12.4 (the words)"""
    console = edge()
    assert running(console) == [set(), set()]
    screen = console.run("show process")
    for process, line in UNLICENSED.items():
        assert f"MSM-A  {process:<16} Not Started 0    No license   Not Started\n" in screen
        assert console.refuse(line) == REFUSED
        assert f"Module {process} " not in console.configuration()
    assert "Invalid input" in console.refuse("enable bgpp")


def test_a_key_enables_what_it_covers() -> None:
    """The processes start on both MSMs, their commands work, and the backup takes over with their settings."""
    console = edge()
    assert console.run(key(console, "Advanced Edge")) == "Enabled license successfully.\n"
    assert running(console) == [{"ospf", "pim", "vrrp"}] * 2
    assert console.refuse("enable bgp") == REFUSED
    console.run(key(console, CORE), "enable bgp", "enable pim")
    assert running(console) == [set(UNLICENSED)] * 2
    assert console.run("show licenses") == "Enabled License Level:\n\tCore\n"
    console.say(":wait in-sync", "show node")
    assert console.machine.in_sync
    console.say("run msm-failover", "y", ":console msm-b", ":wait in-sync", "show node")
    assert "enable bgp" in console.lines("bgp")


def test_a_licence_survives_everything(switch: Switch) -> None:
    """A reboot, the factory's configuration, and another MSM in the slot: it is the chassis that has it."""
    console = switch(X450)
    console.say(key(console, CORE), "save", "y", "reboot", "y", ":wait booted", "show node")
    assert console.run("show licenses").endswith("Core\n")
    console.say("unconfigure switch all", "y", ":wait booted", "show node")
    assert console.run("show licenses").endswith("Core\n")
    console.run("enable bgp")


def test_a_licence_is_kept_in_a_flash_folder(tmp_path: pytest.TempPathFactory) -> None:
    """The next start of the program has it again; a new MSM gets it from the chassis."""
    chassis = read_chassis("bd10808").with_licence(EDGE)

    def machine() -> Machine:
        return Machine(chassis, PROCESSES, 1.1e9, lambda name: FolderStorage(f"{tmp_path}/{name}"))

    machine().enable_licence(CORE)
    assert machine().chassis.licence == CORE
    (tmp_path / "MSM-B" / ".nvram").unlink()  # type: ignore[operator]
    assert [node.chassis.licence for node in machine().nodes.values()] == [CORE, CORE]


@pytest.mark.parametrize("text", ["1234-5678-9abc-def0-1234", "core", "{other}"])
def test_a_bad_key_is_refused(switch: Switch, text: str) -> None:
    """One that was made up, and one for another chassis; nothing changes."""
    console = switch(X450)
    other = key_for(read_chassis("bd10808").serial, CORE)
    error = "Error: The license key is not valid for this switch."
    assert console.refuse(f"enable license {text.replace('{other}', other)}") == error
    assert console.run("show licenses").endswith("Advanced Edge\n")


def test_a_licence_that_cannot_be_written(switch: Switch, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error of the flash is told, and no MSM has the licence."""
    console = edge()
    flash = console.machine.nodes["MSM-B"].flash

    def full(name: str, make: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(flash.storage, "keep", full)
    assert "No space left on device" in console.refuse(key(console, CORE))
    assert console.run("show licenses").endswith("\tEdge\n")
    assert [node.flash.nvram.licence for node in console.machine.nodes.values()] == ["", ""]
    assert running(console) == [set(), set()]


def test_a_lower_licence_changes_nothing(console: Typist) -> None:
    """The higher one stays, and the switch says so."""
    assert console.refuse(key(console, EDGE)) == "Error: The Core license is enabled already."
    assert console.run("show licenses").endswith("Core\n")


def test_the_lab_has_the_keys(switch: Switch) -> None:
    """`:license` prints the line to type; a word that is no level is refused."""
    console = switch(X450)
    line = console.run(":license core").strip()
    assert level_of_key(console.machine.chassis.serial, line.split()[-1]) == CORE
    console.run(line, "enable bgp")
    assert ":license edge | advanced-edge | core" in console.refuse(":license gold")


def test_shared_ports_of_eaps_need_the_core_licence(switch: Switch) -> None:
    """evidence: guide 11.3 (EAPS shared ports)"""
    console = switch(X450)
    assert console.refuse("create eaps shared-port 1") == REFUSED
    console.run(key(console, CORE), "create eaps shared-port 1")


def vlans(console: Typist, count: int) -> None:
    """Make VLANs with addresses."""
    for number in range(count):
        console.run(f"create vlan v{number}", f"configure vlan v{number} ipaddress 10.0.{number}.1/24")


@pytest.mark.parametrize("line", ["configure ospf add vlan v{} area 0.0.0.0", "configure pim add vlan v{} sparse"])
def test_interfaces_below_the_core_licence(switch: Switch, line: str) -> None:
    """OSPF and PIM run on four VLANs; the fifth needs the Core licence.  evidence: recalled from later EXOS"""
    console = switch(X450)
    vlans(console, 5)
    console.run(*[line.format(number) for number in range(4)])
    error = "Error: You have reached the maximum limit for this feature at this license level."
    assert console.refuse(line.format(4)) == error
    assert line.format(4).split(" sparse")[0] not in console.configuration()
    console.run(key(console, CORE), line.format(4))
