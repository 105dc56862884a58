"""The device manager: `show switch`, `show version`, `show slot`, `show checkpoint-data`, slots, names, time."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from conftest import Typist

# -- show switch ------------------------------------------------------------------------------------------------------

#: The two screens; where a line ends in blanks a ``|`` stands behind them.
SINGLE = """

SysName:          SummitX450-24t
SysLocation:      |
SysContact:       support@extremenetworks.com, +1 888 257 3000
System MAC:       00:04:96:20:AC:D4
Recovery Mode:    All
System Watchdog:  Enabled

Current Time:     Tue Nov  1 09:00:04 2005
Timezone:         [Auto DST Disabled] GMT Offset: 0 minutes, name is UTC.
Boot Time:        Tue Nov  1 08:50:00 2005
Next Reboot:      None scheduled


Current State:    OPERATIONAL             |
Image Selected:   primary                 |
Image Booted:     primary                 |
Primary ver:      11.3.1.3                |
Secondary ver:    11.3.1.3                |

Config Selected:  primary.cfg                                          |
Config Booted:    Factory Default                                      |

primary.cfg       Created by ExtremeWare XOS version 11.3.1.3
                  {size} bytes saved on Tue Nov  1 09:00:04 2005
"""
DUAL = """

SysName:          BD-10808
SysLocation:      |
SysContact:       support@extremenetworks.com, +1 888 257 3000
System MAC:       00:04:96:1F:A2:60
Recovery Mode:    All
System Watchdog:  Enabled

Current Time:     Tue Nov  1 09:00:04 2005
Timezone:         [Auto DST Disabled] GMT Offset: 0 minutes, name is UTC.
Boot Time:        Tue Nov  1 08:50:00 2005
Next Reboot:      None scheduled


MSM:              MSM-A *                      MSM-B                   |
                  ------------------------     ------------------------
Current State:    MASTER                       BACKUP (In Sync)        |

Image Selected:   primary                      primary                 |
Image Booted:     primary                      primary                 |
Primary ver:      11.3.1.3                     11.3.1.3                |
Secondary ver:    11.3.1.3                     11.3.1.3                |

Config Selected:  primary.cfg                  primary.cfg             |
Config Booted:    Factory Default              Factory Default         |

primary.cfg       Created by ExtremeWare XOS version 11.3.1.3
                  {size} bytes saved on Tue Nov  1 09:00:04 2005
"""


@pytest.mark.parametrize(("chassis", "screen"), [("summit-x450-24t", SINGLE), ("bd10808", DUAL)])
def test_show_switch(switch: Callable[..., Any], chassis: str, screen: str) -> None:
    """The whole screen after a save, to the byte.  evidence: capture 11.2 (one node), capture 16.2 (two columns)"""
    console = switch(chassis)
    console.say("save", "y")
    size = next(iter(console.machine.nodes.values())).flash.size("primary.cfg")
    screen = screen.replace("|\n", "\n")
    assert console.run("show switch") == screen.format(size=size)
    assert console.run("show switch detail").startswith(screen[: screen.index("Current Time")])


def test_show_switch_is_that_of_the_capture(switch: Callable[..., Any], capture: Callable[[str], str]) -> None:
    """What a real X450-24t printed, but for the moments, the versions and the size."""

    def shape(text: str) -> str:
        text = re.sub(r"\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}", "(moment)", text)
        return re.sub(r"\d+ bytes", "(size)", re.sub(r"11\.[23]\.\d\.\d", "(ver)", text))

    console = switch("summit-x450-24t")
    console.say("save", "y", "reboot", "y")
    real = capture("summit-x450-11.2.3.3/show-switch.txt").partition("\n")[2]
    assert shape(console.run("show switch")) == shape(real[: real.rindex("SummitX450-24t.3 #")])


def test_show_switch_on_the_backup_has_its_own_column_first(console: Any) -> None:
    """The star marks the MSM one is at.  evidence: later 22.x"""
    out = console.run(":console msm-b", "show switch")
    assert "\nMSM:              MSM-B *                      MSM-A                   \n" in out
    assert "\nCurrent State:    BACKUP (In Sync)             MASTER                  \n" in out


def second(console: Any, label: str) -> str:
    """What stands in the second column of `show switch`."""
    line: str = re.search(rf"^{label}:.*$", console.run("show switch"), re.MULTILINE)[0]  # type: ignore[index]
    return line[47:].rstrip()


def test_the_second_column_follows_the_other_msm(console: Any) -> None:
    """EMPTY, INIT, STANDBY, BACKUP, BACKUP (In Sync), FAIL.  evidence: guide 11.3 p.71 (the states)"""
    console.run(":remove msm-b", ":wait 1")
    assert (second(console, "Current State"), second(console, "Image Booted")) == ("EMPTY", "")
    seen = []
    console.run(":insert msm-b")
    while not console.machine.in_sync:
        seen.append(second(console, "Current State"))
        console.machine.advance(3.0)
    seen.append(second(console, "Current State"))
    assert list(dict.fromkeys(seen)) == ["INIT", "STANDBY", "BACKUP", "BACKUP (In Sync)"]
    console.run(":fail msm-b", ":wait 1")
    assert second(console, "Current State") == "FAIL"


def test_files_and_images_are_shown_per_msm(console: Any) -> None:
    """What is selected shows at once in both columns; what is booted after the reboot."""
    console.say("save", "y", "save configuration test", "y", "y")
    assert second(console, "Config Selected") == "test.cfg"
    console.say("use image secondary msm B")
    out = console.run("show switch")
    assert "\nImage Selected:   primary                      secondary               \n" in out
    assert "\nImage Booted:     primary                      primary                 \n" in out
    console.say("reboot msm B", "y", ":wait in-sync")
    out = console.run("show switch")
    assert "\nImage Booted:     primary                      secondary               \n" in out
    assert "\nConfig Booted:    Factory Default              Factory Default         \n" in out


def test_show_switch_names_the_file_that_is_selected(console: Any) -> None:
    """NONE while there is none, and no size; after a reboot it is the booted one."""
    out = console.run("show switch")
    assert "\nConfig Selected:  NONE                         NONE                    \n" in out
    assert out.endswith("\nConfig Booted:    Factory Default              Factory Default         \n")
    console.say("save", "y", "reboot", "y")
    out = console.run("show switch")
    assert "\nConfig Booted:    primary.cfg                  " in out
    assert "\nprimary.cfg       Created by ExtremeWare XOS version 11.3.1.3\n" in out


# -- show version -----------------------------------------------------------------------------------------------------


def test_show_version_is_that_of_the_capture(switch: Callable[..., Any], capture: Callable[[str], str]) -> None:
    """What a real X450-24t printed, but for version, branch and date."""

    def shape(text: str) -> str:
        return re.sub(r"v?11[23.]\S+|(?<=on )\w{3} \w{3}.*", "*", text)

    real = capture("summit-x450-11.2.3.3/show-version.txt").partition("\n")[2]
    assert shape(switch("summit-x450-24t").run("show version")) == shape(real[: real.rindex("SummitX450-24t.4 #")])


def test_show_version_lists_the_units_of_a_chassis(console: Any) -> None:
    """One line per unit, twelve characters of name; what is not there has nothing behind the colon."""
    out = console.run("show version")
    lines = out.splitlines()
    assert lines[1] == "Chassis   : 804300-00-09 0450F-00039 Rev 9.0"
    assert [line[:12].rstrip() for line in lines[2:14]] == [
        *[f"Slot-{number}    :" for number in range(1, 9)],
        "MSM-A     :",
        "MSM-B     :",
        "PSUCTRL-1 :",
        "PSUCTRL-2 :",
    ]
    assert lines[5] == "Slot-4    :"
    assert lines[11].endswith("Rev 3.0 BootROM: 1.0.1.5    IMG: 11.3.1.3")
    assert out.endswith("by release-manager\n          on Thu Sep 15 09:00:00 PDT 2005\nBootROM : 1.0.1.5\n")
    assert "\nMSM-B     :\n" in console.run(":remove msm-b", ":wait 1", "show version")


def test_show_version_of_processes_and_images(switch: Callable[..., Any], capture: Callable[[str], str]) -> None:
    """As a system of two nodes printed them, one node's rows behind the other's; an MSM that is out has none."""
    for command, name in (("show version process", "vlan"), ("show version images", "primary  ")):
        real = capture(f"two-node-stack-12.5.4.5/{command.replace(' ', '-')}.txt")
        console = switch("bd10808")
        out = console.run(command)
        assert out.splitlines()[:2] == real.splitlines()[1:3]
        there, here = (next(line for line in text.splitlines() if name in line) for text in (real, out))
        places = [
            [match.start() for match in re.finditer(r"(?<=  )\S|(?<=\d )(?=[a-z])|^\S", line)] for line in (there, here)
        ]
        assert places[0] == places[1]
        assert out.count(f" {name}") == 2
        assert console.run(":remove msm-b", ":wait 1", command).count("MSM-B") == 0


def test_show_version_of_one_thing(switch: Callable[..., Any]) -> None:
    """One process, one partition, one MSM; what is not there is refused, and of a downloaded image no date is known."""
    console = switch("bd10808")
    assert console.run("show version process STP").splitlines()[2:] == [
        f"{msm}  stp              3.0.0.21    release-manager  Thu Sep 15 09:00:00 PDT 2005"
        for msm in ("MSM-A", "MSM-B")
    ]
    assert console.refuse("show version process nothing") == "Error: Process nothing does not exist."
    console.run("download image 10.0.0.1 bd10K-11.3.2.4.xos msm B", "y")
    assert console.run("show version images partition secondary msm B").splitlines()[2:] == [
        f"MSM-B  secondary {'Unknown':<28} 11.3.2.4 bd10K-11.3.2.4.xos v1132b4",
        "",
        "",
    ]
    single = switch("summit-x450-24t")
    assert "\nbgp              Not Started Unknown          Unknown\n" in single.run("show version process")
    assert single.run("show version images").splitlines()[2].startswith("Switch primary   ")
    assert single.refuse("show version images msm A").startswith("Error: This command is not supported")


# -- show slot --------------------------------------------------------------------------------------------------------

SLOTS = """\
Slots    Type                 Configured           State       Ports
--------------------------------------------------------------------
Slot-1   G60X                 G60X                 Operational   60
Slot-2   G60T                 G60T                 Operational   60
Slot-3   10G6X                10G6X                Operational    6
Slot-4                                             Empty          0
Slot-5                                             Empty          0
Slot-6                                             Empty          0
Slot-7                                             Empty          0
Slot-8                                             Empty          0
MSM-A    MSM-1XL                                   Operational    0
MSM-B    MSM-1XL                                   Operational    0
"""
BLOCK = """\
Slot-1 information:
    State:               Operational
    Download %:          100
    Restart count:       0 (limit 5)
    Serial number:       800114-00-04 04364-00021
    Hw Module Type:      G60X
    SW Version:          11.3.1.3
    SW Build:            v1131b3
    Configured Type:     G60X
    Ports available:     60
    Recovery Mode:       Reset
"""


def test_show_slot(console: Any) -> None:
    """evidence: later EXOS (header and columns), recalled (the rows of the MSMs)"""
    assert console.run("show slot") == SLOTS


def test_show_slot_of_a_removed_and_a_failed_msm(console: Any) -> None:
    """An MSM that is out leaves an empty row, one that failed says so."""
    out = console.run(":remove msm-b", "show slot")
    assert out.splitlines()[-1] == "MSM-B                                              Empty          0"
    out = console.run(":insert msm-b", ":wait 5", ":fail msm-b", "show slot")
    assert out.splitlines()[-1] == "MSM-B    MSM-1XL                                   Failed         0"


def test_show_slot_block(console: Any) -> None:
    """One slot, and one block per slot with detail.  evidence: recalled"""
    assert console.run("show slot 1") == BLOCK
    assert (
        console.run("show slot 4") == "Slot-4 information:\n    State:               Empty\n    Configured Type:     \n"
    )
    detail = console.run("show slot detail")
    assert detail.startswith(BLOCK + "\nSlot-2 information:\n")
    assert re.findall(r"Slot-(\d) information", detail) == list("12345678")
    console.refuse("show slot 9")


def test_a_module_boots_after_the_switch(console: Any) -> None:
    """Modules need their time after a cold boot, and their ports come with them."""
    console.type("reboot", "y", ":wait in-sync")
    assert "Slot-1   G60X                 G60X                 Booting       60\n" in console.run("show slot")
    console.machine.advance(20.0)
    assert console.run("show slot") == SLOTS


def test_a_module_that_boots_over_a_failover_boots_again(console: Any) -> None:
    """The new master restarts a module that was not operational yet.  evidence: guide 11.3 p.78"""
    console.type("reboot", "y", ":wait in-sync", ":remove msm-a", ":console msm-b", ":wait 1")
    assert "Booting" in console.run("show slot")
    out = console.run(":wait 50", "show slot")
    assert out.splitlines()[:-2] == SLOTS.splitlines()[:-2]
    assert "Slot-1 is operational" in console.run("show log")


def test_operational_modules_go_on_over_a_failover(console: Any) -> None:
    """What works goes on working: no module restarts."""
    console.type("run msm-failover", "y", ":console msm-b")
    assert "Booting" not in console.run("show slot")


# -- configuring slots ------------------------------------------------------------------------------------------------


def test_an_empty_slot_can_be_configured_ahead(console: Any) -> None:
    """The type stands in the table and in the configuration, however it was spelled, and goes with `clear slot`."""
    console.run("configure slot 4 module g60t")
    assert "Slot-4                        G60T                 Empty          0\n" in console.run("show slot")
    assert "configure slot 4 module G60T\n" in console.run("show configuration devmgr")
    out = console.say("clear slot 4", "y")
    assert out.endswith("Are you sure you want to continue? (y/n) Yes\n")
    assert console.run("show slot") == SLOTS


def test_another_type_is_a_mismatch(console: Any) -> None:
    """A slot that is configured for another type than it holds is in Mismatch until it is cleared."""
    console.say("clear slot 1", "y", "configure slot 1 module G60T")
    assert "Slot-1   G60X                 G60T                 Mismatch      60\n" in console.run("show slot")
    console.say("save", "y", "reboot", "y", ":wait 100")
    assert "Slot-1   G60X                 G60T                 Mismatch " in console.run("show slot")
    console.say("clear slot 1", "y")
    assert "Slot-1   G60X                                      Operational   60\n" in console.run("show slot")


def test_clear_slot_is_asked_about(console: Any) -> None:
    """Anything but y leaves the slot as it is."""
    console.say("clear slot 1", "n", "clear slot 2", "")
    assert console.run("show slot") == SLOTS
    assert console.lab.session.prompt.startswith("BD-10808")


@pytest.mark.parametrize(
    "line", ["slot 1 module G60T", "slot 9 module G60X", "slot 4 module G48T", "slot 4 module MSM-X"]
)
def test_what_does_not_fit_is_refused(console: Any, line: str) -> None:
    """A slot that is taken, a slot there is not, a module of another chassis, a module nobody knows."""
    console.refuse(f"configure {line}")
    assert console.run("show slot") == SLOTS
    assert not console.machine.nodes["MSM-A"].config.dirty


# -- names and time ---------------------------------------------------------------------------------------------------


def test_names_of_the_system(console: Any) -> None:
    """They show in the prompt, in `show switch` and in the configuration, with blanks in quotes."""
    console.run(
        "configure snmp sysName core-1",
        'configure snmp sysLocation "3rd floor, rack 7"',
        "configure snmp sysContact noc",
    )
    out = console.run("show switch")
    assert "\nSysName:          core-1\nSysLocation:      3rd floor, rack 7\nSysContact:       noc\n" in out
    assert console.lab.session.prompt == "* core-1.5 # "
    lines = console.run("show configuration devmgr").splitlines()[4:7]
    assert lines == [
        'configure snmp sysName "core-1"',
        'configure snmp sysLocation "3rd floor, rack 7"',
        'configure snmp sysContact "noc"',
    ]
    assert "SysName:          core-1\n" in console.run(":console msm-b", "show switch")


@pytest.mark.parametrize("name", ["1core", '"two words"', "x" * 33, '""'])
def test_what_is_no_name_is_refused(console: Any, name: str) -> None:
    """A letter first, no blanks, at most 32 characters.  evidence: guide 11.x"""
    console.refuse(f"configure snmp sysName {name}")
    assert "SysName:          BD-10808\n" in console.run("show switch")


def test_time_is_set_on_both_msms(console: Any) -> None:
    """It is no part of the configuration, survives a failover and a reboot, and shifts nothing that is scheduled."""
    console.run("configure time 12 31 2005 23 59 50", ":wait 20")
    assert "Current Time:     Sun Jan  1 00:00:" in console.run("show switch")
    assert not console.machine.nodes["MSM-A"].config.dirty
    console.type("run msm-failover", "y", ":console msm-b")
    assert "Current Time:     Sun Jan  1 00:00:" in console.run("show switch")
    console.type(":wait in-sync", "reboot", "y", ":console msm-a", ":wait in-sync")
    assert re.search(r"Current Time:     Sun Jan  1 00:0[3-9]:", console.run("show switch"))


@pytest.mark.parametrize("date", ["2 30 2005 0 0 0", "13 1 2005 0 0 0", "1 1 2005 24 0 0", "1 1 2005 0 60 0"])
def test_what_is_no_time_is_refused(console: Any, date: str) -> None:
    """A date or a time of day that does not exist."""
    console.refuse(f"configure time {date}")
    assert "Tue Nov  1 09:00:0" in console.run("show switch")


def test_timezone(console: Any) -> None:
    """Everything that shows a time shows the local one; the line comes back in the configuration."""
    console.run("configure timezone name MET 60 noautodst")
    out = console.run("show switch")
    assert "Current Time:     Tue Nov  1 10:00:0" in out
    assert "Timezone:         [Auto DST Disabled] GMT Offset: 60 minutes, name is MET.\n" in out
    assert "Boot Time:        Tue Nov  1 09:50:00 2005\n" in out
    assert "configure timezone name MET 60 noautodst\n" in console.run("show configuration devmgr")
    assert console.run("show log").startswith("11/01/2005 10:00:0")
    assert "Tue Nov  1 10:00:00 2005 admin" in console.run("show session")
    console.say("save", "y")
    assert " Nov  1 10:00 primary.cfg" in console.run("ls")
    console.refuse("configure timezone 721")


@pytest.mark.parametrize("data", [b"", b"entry one { }", b"<xos-conf", b"<other/>"])
def test_show_switch_of_a_damaged_file(console: Any, data: bytes) -> None:
    """Of a selected file that cannot be read it says the size and the date alone."""
    console.say("save", "y")
    console.machine.nodes["MSM-A"].flash.write("primary.cfg", data, console.machine.clock.now)
    out = console.run("show switch")
    assert out.endswith(f"\nprimary.cfg       {len(data)} bytes saved on Tue Nov  1 09:00:04 2005\n")


OF_PORTS = [
    "configure access-list mine ports 1:5",
    "configure access-list add rule1 first ports 1:5",
    "create fdbentry 00:01:02:03:04:05 vlan Default ports 1:5",
    "configure eaps ring1 primary port 1:5",
    "create eaps shared-port 1:5",
    "enable lldp ports 1:5",
    "configure lldp ports 1:5 advertise system-name",
    "disable edp ports 1:5",
    "enable sflow ports 1:5",
    "configure dos-protect trusted-ports add-ports 1:5",
    "configure stpd s0 ports cost 7 1:5",
    "configure stpd s0 delete vlan Default ports 1:5",
    "configure sys-recovery-level slot 1 none",
]


@pytest.mark.parametrize("line", OF_PORTS)
@pytest.mark.parametrize("command", ["clear slot 1", "unconfigure slot 1"])
def test_cleared_slot_takes_what_every_process_has_of_its_ports(console: Typist, command: str, line: str) -> None:
    """Nothing of a port of the slot is left; the same of a port of another slot is.  evidence: later 16.2"""
    console.policies("mine").run("create eaps ring1", 'create access-list rule1 "protocol udp" "deny"')
    if "slot" not in line:
        console.run(line.replace("1:5", "2:5").replace("primary", "secondary").replace(":05", ":06"))
    console.say("clear slot 1", "y", ":wait 5")
    before = console.configuration()
    console.say(line, *(["y"] if "recovery" in line else []), "show slot")
    assert console.configuration() != before
    console.say(command, "y", ":wait 5")
    assert console.configuration() == before


def test_cleared_slot_has_its_power_again(switch: Callable[..., Typist]) -> None:
    """The power of its ports is as on a new switch, too."""
    console = switch("bd8810")
    slot = next(number for number, what in console.machine.chassis.slots.items() if what.module == "G48P")
    before = console.lines("poe")
    console.run(f"disable inline-power ports {slot}:1", f"configure inline-power operator-limit 7000 ports {slot}:2")
    console.say(f"clear slot {slot}", "y", ":wait 5")
    assert console.lines("poe") == before


# -- modules and failovers --------------------------------------------------------------------------------------------


def slot_state(console: Any, slot: int) -> str:
    """What `show slot` says of a module."""
    line = next(line for line in console.run("show slot").splitlines() if line.startswith(f"Slot-{slot} "))
    return str(line[51:63].strip())


@pytest.mark.parametrize(("chassis", "restarts"), [("bd10808", False), ("bd8810", True)])
def test_a_module_that_boots_during_a_failover(switch: Callable[..., Any], chassis: str, restarts: bool) -> None:
    """An 8800 restarts it, the others let it go on; a module that works is left alone.  evidence: guide 11.3 p.78"""
    console = switch(chassis)
    seconds = console.machine.chassis.timing.card
    console.say("disable slot 1", "enable slot 1")
    start = console.machine.clock.now
    console.type(f":wait {seconds - 5}", "run msm-failover", "y", ":console msm-b", "show node")
    assert (slot_state(console, 1), slot_state(console, 2)) == ("Booting", "Operational")
    console.machine.clock.advance_to(start + seconds + 0.1)
    assert slot_state(console, 1) == ("Booting" if restarts else "Operational")
    console.say(f":wait {seconds}")
    assert slot_state(console, 1) == "Operational"


def test_modules_work_on_under_a_backup_that_knows_nothing_of_them(console: Any) -> None:
    """A backup that was never sent anything finds the modules at work when it has loaded its own configuration."""
    console.say("save", "y", ":cut", ":remove msm-b", ":insert msm-b", ":wait 200", ":remove msm-a", ":console msm-b")
    console.machine.wait(lambda: console.machine.master is not None and console.machine.master.running, "a master")
    assert {slot_state(console, number) for number in (1, 2, 3)} == {"Operational"}
    assert "1:1 " in console.run(":wait 5", "show ports 1:1 configuration")


def test_a_module_that_is_switched_off_while_it_boots(console: Any) -> None:
    """Switched on again it takes its whole time."""
    seconds = console.machine.chassis.timing.card
    console.say("disable slot 1", "enable slot 1", f":wait {seconds - 5}", "disable slot 1", "enable slot 1", ":wait 6")
    assert slot_state(console, 1) == "Booting"
    console.say(f":wait {seconds}")
    assert slot_state(console, 1) == "Operational"
