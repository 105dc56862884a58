"""Limits of the command line; recovery and processes; power, fans, temperature; slots without current; diagnostics."""

from collections.abc import Callable

import pytest
from conftest import Typist


@pytest.mark.parametrize("module", ["cfgmgr", "epm", "devmgr"])
def test_section_is_the_captured_one(
    switch: Callable[..., Typist], section: Callable[[str], list[str]], module: str
) -> None:
    """A new switch prints the captured lines."""
    assert switch("summit-x450-24t").lines(module) == section(module)


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("cfgmgr", "configure cli max-sessions 16"),
        ("cfgmgr", "configure cli max-failed-logins 5"),
        ("cfgmgr", "configure idletimeout 60"),
        ("cfgmgr", "disable idletimeout"),
        ("cfgmgr", "enable cli-config-logging"),
        ("cfgmgr", "configure debug core-dumps internal-memory"),
        ("epm", "configure sys-recovery-level None"),
        ("epm", "configure sys-recovery-level slot 2 shutdown"),
        ("epm", "disable watchdog"),
        ("epm", "configure firmware auto-install"),
        ("epm", "enable cpu-monitoring interval 5 threshold 90"),
        ("epm", "disable cpu-monitoring"),
        ("devmgr", "disable slot 2"),
    ],
)
def test_line_prints_back(console: Typist, module: str, line: str) -> None:
    """As it was typed; and it is relayed to the backup."""
    console.say(line, *(["y"] if "shutdown" in line else []), ":wait 1")
    assert line in console.lines(module)
    master, backup = (node.store for node in console.machine.nodes.values())
    own = console.lab.session.node.tables(module)
    assert all(master.rows(table) == backup.rows(table) for table in own)


def test_cpu_monitoring_keeps_what_is_not_named(console: Typist) -> None:
    """Interval and threshold, one at a time."""
    console.run("enable cpu-monitoring threshold 90", "disable cpu-monitoring", "enable cpu-monitoring interval 5")
    assert "enable cpu-monitoring interval 5 threshold 90" in console.lines("epm")


def test_commands_are_logged_without_their_secrets(console: Typist) -> None:
    """Those that change something, once that is asked for."""
    console.run("create vlan sooner", "enable cli-config-logging", "create account user guest topsecret", "show vlan")
    shown = console.run("show log match logLocalCmd")
    assert "serial admin: create account user guest ********\n" in shown
    assert "sooner" not in shown
    assert "show vlan" not in shown


# -- processes --------------------------------------------------------------------------------------------------------


def test_process_is_stopped_and_started(console: Typist) -> None:
    """Its commands are refused meanwhile."""
    assert console.run("terminate process telnetd graceful") == "Successful graceful termination for telnetd\n"
    assert console.refuse("enable telnet") == "Error: Process telnetd is not running."
    assert "cannot be terminated" in console.refuse("terminate process telnetd forceful")
    console.run("start process telnetd", "enable telnet")
    assert console.refuse("start process telnetd") == "Error: Process telnetd already exists!"
    assert console.run("restart process lldp") == "Restarted lldp successfully\n"


@pytest.mark.parametrize(("answer", "saved"), [("y", True), ("n", False)])
def test_a_restart_asks_about_unsaved_changes(console: Typist, answer: str, saved: bool) -> None:
    """Whatever the answer, the process restarts; with none unsaved nothing is asked.  evidence: later 30"""
    assert console.run("restart process lldp") == "Restarted lldp successfully\n"
    out = console.say("create vlan red", "restart process lldp", answer, "show node")
    assert (
        "Do you want to save configuration changes to currently selected configuration\nfile (primary.cfg)? (y or n) "
    ) in out
    assert console.machine.nodes["MSM-A"].processes["lldp"].restarts == 2
    assert console.lab.session.prompt.startswith("BD-10808") is saved


def test_a_process_of_the_other_msm(console: Typist) -> None:
    """It is stopped and started from the master, which knows how it is there.  evidence: guide 11.3 p.105"""
    a, b = console.machine.nodes.values()
    since = b.processes["telnetd"].since
    console.run("terminate process telnetd graceful msm B")
    assert (a.processes["telnetd"].state, b.processes["telnetd"].state) == ("Ready", "Stopped")
    assert "MSM-B  telnetd          3.0.0.2     0    Stopped " in console.run("show process telnetd")
    assert "cannot be terminated" in console.refuse("terminate process telnetd forceful msm B")
    console.run("start process telnetd msm B")
    assert console.refuse("start process telnetd msm B") == "Error: Process telnetd already exists!"
    assert console.run("restart process telnetd msm B") == "Restarted telnetd successfully\n"
    assert (b.processes["telnetd"].restarts, a.processes["telnetd"].restarts) == (2, 0)
    assert b.processes["telnetd"].since > since
    console.run("terminate process telnetd graceful msm A")
    assert (a.processes["telnetd"].state, b.processes["telnetd"].state) == ("Stopped", "Ready")


def test_a_process_of_an_msm_that_cannot_be_reached(console: Typist, switch: Callable[..., Typist]) -> None:
    """Is not stopped; nor is one of the other MSM from the backup, or of a switch without MSMs."""
    line = "terminate process telnetd forceful msm"
    console.say(":console msm-b", "show node")
    assert console.refuse(f"{line} A") == "Error: This command can only be executed on Master."
    console.say(":console msm-a", ":cut", ":wait 1")
    assert console.refuse(f"{line} B") == "Error: The MSM in slot B cannot be reached."
    console.say(":remove msm-b")
    assert console.refuse(f"{line} B") == "Error: There is no MSM in slot B."
    switch("summit-x450-24t").refuse(f"{line} A")
    assert {node.processes["telnetd"].state for node in console.machine.nodes.values() if node.processes} == {"Ready"}


def test_processes_that_are_not_stopped(console: Typist) -> None:
    """Those without which the switch is none, and those that do not exist."""
    assert "cannot be terminated" in console.refuse("terminate process vlan forceful")
    assert "does not exist" in console.refuse("start process nothing")


# -- power, fans, temperature -----------------------------------------------------------------------------------------


def test_power_is_the_captured_screen(switch: Callable[..., Typist], capture: Callable[[str], str]) -> None:
    """Of a stand-alone switch."""
    text = capture("summit-x450-11.2.3.3/show-power.txt")
    wanted = text[text.index("\n") + 1 : text.rindex("SummitX450-24t.")]
    assert switch("summit-x450-24t").run("show power") == wanted


def test_broken_parts_are_shown(console: Typist) -> None:
    """Until they are mended."""
    console.run(":fail psu 2", ":fail fan 1")
    assert "PowerSupply 2 information:\n State:          Failed\n" in console.run("show power 2")
    fans = console.run("show fans")
    assert "FanTray-1 information:\n State:                  Failed\n" in fans
    assert " Fan-1:                  Operational at " in fans.partition("FanTray-2")[2]
    console.run(":repair psu 2", ":repair fan 1")
    assert "Failed" not in console.run("show power") + console.run("show fans")
    assert "no power supply 8" in console.refuse("show power 8")


def test_controllers(console: Typist, switch: Callable[..., Typist]) -> None:
    """A chassis has two bays, a stand-alone switch none."""
    assert "PSUCTRL-2 information:\n State:          Empty\n" in console.run("show power controller")
    assert "no such" in switch("summit-x450-24t").refuse("show power controller")


def test_temperature_of_what_is_there(console: Typist) -> None:
    """Modules, MSMs, controllers; nothing of empty slots and of those without current."""
    before = console.run("show temperature")
    assert "Slot-1         : G60X                   26.50    Normal\n" in before
    assert "Slot-4         :\n" in before
    assert "MSM-B          : MSM-1XL                37.50    Normal\n" in before
    console.run("disable slot 1", ":remove MSM-B")
    after = console.run("show temperature")
    assert "Slot-1         : G60X\n" in after
    assert "MSM-B          :\n" in after


# -- slots ------------------------------------------------------------------------------------------------------------


def test_slot_without_current(console: Typist) -> None:
    """Its ports are gone; enabled, it boots, and they come back."""
    console.run("disable slot 1")
    assert "Slot-1   G60X                 G60X                 Disabled " in console.run("show slot")
    assert "Port 1:1 link down" in console.run("show log")
    console.run("enable slot 1")
    assert "Booting" in console.run("show slot")
    console.run(":wait 60")
    assert "Slot-1   G60X                 G60X                 Operational" in console.run("show slot")


def test_slot_stays_without_current_if_that_was_saved(console: Typist) -> None:
    """Over a reboot; and a module that boots does not work when its current goes."""
    console.say(
        "disable slot 1", "enable slot 1", "disable slot 1", "save", "y", "reboot", "y", ":wait booted", ":wait 60"
    )
    assert "Slot-1   G60X                 G60X                 Disabled " in console.run("show slot")


def test_slots_that_are_refused(console: Typist, switch: Callable[..., Typist]) -> None:
    """Of a stand-alone switch, and such as do not exist."""
    assert "not a valid slot" in console.refuse("disable slot 9")
    assert console.refuse("enable sys-health-check slot 58") == "Error: Slot 58 is not a valid slot."
    assert "not a valid slot" in console.refuse("run diagnostics normal slot 58")
    console.run("enable sys-health-check slot 8")
    assert "no module in slot 5" in console.refuse("run diagnostics normal slot 5")
    assert "stand-alone" in switch("summit-x450-24t").refuse("disable slot 1")


def test_no_diagnostics_were_run(console: Typist, capture: Callable[[str], str]) -> None:
    """As in the capture: of a module, of an MSM, of an empty slot."""
    text = capture("two-node-stack-12.5.4.5/show-diagnostics-slot.txt").partition("\n")[2]
    assert console.run("show diagnostics slot 1") == text.replace("X460-48p", "G60X")
    assert console.run("show diagnostics slot B") == "\nMSM-B: MSM-1XL\nNo Diagnostics Data\n"
    assert console.run("show diagnostics slot 5") == "No card in Slot-5\n"


def test_recorded_lines_of_different_things_stand_side_by_side(console: Typist) -> None:
    """Supplies and slots; a second line about one of them replaces the first."""
    lines = [
        "configure power supply 1 on",
        "configure power supply 2 on",
        "enable sys-health-check slot 1",
        "enable sys-health-check slot 2",
    ]
    console.run(*lines)
    assert [line for line in console.configuration().splitlines() if line in lines] == lines
    console.run("disable sys-health-check slot 1")
    kept = console.configuration()
    assert "enable sys-health-check slot 2" in kept
    assert "sys-health-check slot 1" not in kept


def test_recorded_lines_can_be_typed_again(console: Typist, switch: Callable[..., Typist]) -> None:
    """Lists of ports with blanks in them, too."""
    console.run("create vman red", "configure vman red add ports 1:3, 1:1 tagged")
    assert console.lines("vlan")[-1] == "configure vman red add ports 1:1, 1:3 tagged"
    other = switch()
    other.run(*console.lines("vlan"))
    assert other.lines("vlan") == console.lines("vlan")


def test_recorded_lines_follow_their_objects(console: Typist) -> None:
    """Renamed with a VLAN, gone with it."""
    console.run("create vlan sales", "configure vlan sales dhcp-lease-timer 60", "configure vlan sales name sold")
    assert "configure vlan sold dhcp-lease-timer 60" in console.lines("netLogin")
    console.run("delete vlan sold")
    assert not [line for line in console.lines("netLogin") if "dhcp" in line]


def test_odometers(console: Typist, capture: Callable[[str], str]) -> None:
    """The head and the columns of the capture; days since the first power-on, which no reboot changes."""
    lines = capture("two-node-stack-12.5.4.5/show-odometers.txt").splitlines()
    rows = console.run("show odometers").splitlines()
    assert rows[:3] == lines[1:4]
    assert rows[3] == f"{'Chassis':<15}: {'BD-10808':<23}      0  Nov-01-2005"
    assert f"{'Slot-8':<15}:" in rows
    assert lines[4].index("Aug-02-2013") == rows[3].index("Nov-01-2005")
    console.run(":wait 259200")
    console.say("reboot", "y", ":wait in-sync")
    row = next(row for row in console.run("show odometers").splitlines() if row.startswith("MSM-A"))
    assert row.split()[-2:] == ["3", "Nov-01-2005"]
