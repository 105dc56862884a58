"""The process manager: processes, memory, `reboot` in all its forms, images, `synchronize`, processes that fail."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from xos_cli.processes.epm.rows import SysRecovery

QUESTION = "Are you sure you want to reboot the switch? (y/n) "
SAVE_FIRST = """\
Do you want to save configuration changes to currently selected configuration
file (primary.cfg) and reboot?
(y - save and reboot, n - reboot without save, <cr> - cancel command) """


def states(console: Any) -> list[str]:
    """The states of the nodes, by slot."""
    return [node.state for node in console.machine.nodes.values()]


def boots(console: Any) -> list[int]:
    """How often each MSM was booted."""
    return [node.boots for node in console.machine.nodes.values()]


def changed(console: Any) -> Any:
    """A console at which a name was changed that is not saved, after another was."""
    console.say("configure snmp sysName saved", "save", "y", "configure snmp sysName unsaved")
    return console


# -- processes and memory ---------------------------------------------------------------------------------------------


def test_show_process_of_two_nodes(console: Any) -> None:
    """All of the master, then the same of the backup, by the alphabet.  evidence: capture 12.5 (columns, order)"""
    head, rule, *lines = console.run("show process").splitlines()
    assert head == "Card   Process Name     Version  Restart    State             Start Time"
    assert rule == "-" * 78
    cards = [line[:7] for line in lines]
    half = len(lines) // 2
    assert cards == ["MSM-A  "] * half + ["MSM-B  "] * half
    names = [line[7:24].rstrip() for line in lines]
    assert names[:half] == names[half:] == sorted(console.machine.chassis.processes, key=str.lower)
    assert lines[0] == "MSM-A  aaa              3.0.0.2     0    Ready        Tue Nov  1 08:51:05 2005"
    assert {line[36:54] for line in lines} == {"0    Ready        "}


def test_show_process_of_one_node(switch: Callable[..., Any]) -> None:
    """Without the column of the card; a process without licence is not started.  evidence: vendor page of 2005"""
    out = switch("summit-x450-24t").run("show process")
    assert out.startswith(
        f"Process Name     Version  Restart    State             Start Time\n{'-' * 73}\n"
        "aaa              3.0.0.2     0    Ready        Tue Nov  1 08:51:05 2005\n"
    )
    assert "bgp              Not Started 0    No license   Not Started\n" in out


def test_show_process_of_one_name(console: Any) -> None:
    """On each node; one there is not is refused."""
    out = console.run("show process VLAN")
    assert [line.split()[:2] for line in out.splitlines()[2:]] == [["MSM-A", "vlan"], ["MSM-B", "vlan"]]
    console.refuse("show process nosuch")


def test_show_process_without_the_other_node(console: Any) -> None:
    """Only the nodes that are there are listed."""
    assert "MSM-B" not in console.run(":remove msm-b", ":wait 1", "show process")


def test_show_memory_is_that_of_the_capture(switch: Callable[..., Any], capture: Callable[[str], str]) -> None:
    """What a real X450-24t printed, to the byte."""
    real = capture("summit-x450-11.2.3.3/show-memory.txt").partition("\n")[2]
    assert switch("summit-x450-24t").run("show memory") == real[: real.rindex("SummitX450-24t.6 #")]


def test_show_memory_of_two_nodes(console: Any) -> None:
    """evidence: capture 12.5 (the layout)"""
    lines = console.run("show memory").splitlines()
    assert lines[:5] == [
        "",
        "System Memory Information",
        "-------------------------",
        " MSM-A     Total DRAM (KB): 524288",
        " MSM-A     System     (KB): 25852",
    ]
    assert lines[7] == " MSM-B     Total DRAM (KB): 524288"
    assert lines[11:16] == [
        "",
        "Memory Utilization Statistics",
        "-----------------------------",
        "",
        " Card Slot Process Name     Memory (KB)",
    ]
    assert [line.rstrip() for line in lines[16:18]] == ["-" * 39, " MSM-A  9   aaa              13500"]
    assert lines[-1].rstrip() == " MSM-B  10  xmld             9148"


def test_show_memory_of_one_process(console: Any) -> None:
    """The rows of that process alone."""
    rows = console.run("show memory process fdb").splitlines()[17:]
    assert [row.split() for row in rows] == [["MSM-A", "9", "fdb", "12912"], ["MSM-B", "10", "fdb", "12912"]]


# -- reboot -----------------------------------------------------------------------------------------------------------


def test_reboot_restarts_both_msms(console: Any) -> None:
    """Asked about; then everything boots, and the saved configuration is back."""
    console.say("configure snmp sysName core", "save", "y")
    out = console.say("reboot", "y", "show switch")
    assert f"core.3 # reboot\n{QUESTION}Yes\nRebooting ...\n" in out
    assert "Starting ExtremeWare XOS 11.3.1.3" in out
    assert "core.1 # show switch\n" in out
    assert boots(console) == [2, 2]


@pytest.mark.parametrize("answer", ["n", "", "z"])
def test_reboot_can_be_declined(console: Any, answer: str) -> None:
    """Anything but y, and nothing happens."""
    assert console.press("reboot", answer).endswith(f"{QUESTION}No\n")
    console.say(":wait 10", "show node")
    assert boots(console) == [1, 1]


@pytest.mark.parametrize(("answer", "echo", "name"), [("y", "Yes", "unsaved"), ("n", "No", "saved"), ("", "", "")])
def test_reboot_with_unsaved_changes(console: Any, answer: str, echo: str, name: str) -> None:
    """y saves and reboots, n reboots without saving, anything else cancels.  evidence: clients and later captures"""
    changed(console)
    out = console.say("reboot", answer, "show node")
    assert f"{SAVE_FIRST}{echo}\n" in out
    assert boots(console) == ([2, 2] if name else [1, 1])
    assert ("Saving configuration on primary MSM" in out) == (answer == "y")
    assert f"{name or '* unsaved'}.{1 if name else 5} # show node\n" in out


def test_reboot_names_the_file_that_will_be_written(console: Any) -> None:
    """Before the first save that is primary.cfg; afterwards the selected one."""
    assert "file (primary.cfg) and reboot?" in console.say("configure snmp sysName a", "reboot", "")
    console.say("save configuration other", "y", "configure snmp sysName b")
    out = console.say("reboot", "y", "show switch")
    assert "file (other.cfg) and reboot?" in out
    assert "Configuration saved to other.cfg successfully." in out
    assert "\nConfig Booted:    other.cfg " in out


def test_reboot_of_the_backup_alone(console: Any) -> None:
    """The master goes on, whether there are unsaved changes or not."""
    changed(console)
    out = console.say("reboot msm b", "y", ":wait 1", "show node")
    assert "Are you sure you want to reboot the MSM in slot B? (y/n) Yes\n" in out
    assert (boots(console), states(console)[0]) == ([1, 2], "MASTER")
    console.say(":wait in-sync")
    assert console.lab.session.prompt == "* unsaved.6 # "


def test_reboot_of_the_master_alone_is_a_failover(console: Any) -> None:
    """The backup goes on with the unsaved changes."""
    changed(console)
    console.say("reboot msm A", "y", ":console msm-b", ":wait in-sync", "show node")
    assert states(console) == ["BACKUP", "MASTER"]
    assert boots(console) == [2, 1]
    assert console.lab.session.prompt.startswith("* unsaved.")


@pytest.mark.parametrize("fault", [":remove msm-b", ":cut", ":fail msm-b"])
def test_reboot_of_the_master_alone_without_a_backup_asks_to_save(console: Any, fault: str) -> None:
    """Nobody goes on with the unsaved changes then.  evidence: guide 11.3 p.72 (the question)"""
    changed(console)
    console.say(fault, ":wait 1")
    assert console.say("reboot msm A", "").endswith(SAVE_FIRST + "\n")
    assert boots(console) == [1, 1]
    console.say("reboot msm A", "y", ":wait 5")
    assert boots(console)[0] == 2
    assert b"<![CDATA[unsaved]]>" in console.machine.nodes["MSM-A"].flash.read("primary.cfg")


def test_reboot_of_an_msm_there_is_not(console: Any, switch: Callable[..., Any]) -> None:
    """An empty slot, a slot that no MSM has, a switch without MSMs."""
    console.say(":remove msm-b")
    assert console.refuse("reboot msm B") == "Error: There is no MSM in slot B."
    console.refuse("reboot msm C")
    console.say(":wait 5")
    assert boots(console)[0] == 1
    switch("summit-x450-24t").refuse("reboot msm A")


def test_reboot_of_a_stand_alone_switch(switch: Callable[..., Any]) -> None:
    """The same questions, one node."""
    console = switch("summit-x450-24t")
    out = console.say("configure snmp sysName x", "reboot", "y", "show switch")
    assert "Saving configuration on master ...... done!\n" in out
    assert "x.1 # show switch\n" in out


# -- a reboot that is to come -----------------------------------------------------------------------------------------


def test_a_scheduled_reboot(console: Any) -> None:
    """It stands in `show switch`, comes at its time, and is gone afterwards."""
    out = console.say("reboot time 11 1 2005 10 0 0", "y", "show switch")
    assert "\nNext Reboot:      Tue Nov  1 10:00:00 2005\n" in out
    console.machine.clock.advance_to(console.machine.clock.now + 3580.0)
    assert boots(console) == [1, 1]
    console.machine.advance(30.0)
    assert boots(console) == [2, 2]
    console.machine.settle()
    assert "\nNext Reboot:      None scheduled\n" in console.say("show switch")


def test_a_scheduled_reboot_can_be_cancelled(console: Any) -> None:
    """And moved: the last one counts."""
    console.say("reboot time 11 1 2005 10 0 0", "y", "reboot cancel")
    assert "None scheduled" in console.run("show switch")
    console.say("reboot time 11 1 2005 10 0 0", "y", "reboot time 11 1 2005 11 0 0", "y")
    assert "Next Reboot:      Tue Nov  1 11:00:00 2005\n" in console.run("show switch")
    console.machine.advance(5400.0)
    assert boots(console) == [1, 1]
    console.machine.advance(3600.0)
    assert boots(console) == [2, 2]


def test_a_scheduled_reboot_survives_a_failover(console: Any) -> None:
    """The new master knows of it, shows it, and carries it out at its time, once."""
    console.say("reboot time 11 1 2005 10 0 0", "y", "run msm-failover", "y", ":console msm-b", ":wait in-sync")
    assert "Next Reboot:      Tue Nov  1 10:00:00 2005\n" in console.run("show switch")
    before = boots(console)
    console.machine.advance(3600.0)
    assert [now - then for now, then in zip(boots(console), before, strict=True)] == [1, 1]
    console.machine.advance(36000.0)
    assert [now - then for now, then in zip(boots(console), before, strict=True)] == [1, 1]


@pytest.mark.parametrize("fault", [(":remove msm-b", ":insert msm-b", ":wait 120"), (":cut", ":wait 1")])
def test_a_scheduled_reboot_survives_a_failover_out_of_sync(console: Any, fault: tuple[str, ...]) -> None:
    """The backup was sent it, in the middle of bulk or before the channel was cut; no module restarts either."""
    console.say("reboot time 11 1 2005 12 0 0", "y")
    slots = [line[:65] for line in console.run("show slot").splitlines() if line.startswith("Slot-")]
    console.say(*fault)
    assert not console.machine.in_sync
    console.say(":remove msm-a", ":console msm-b", ":wait 1")
    assert "Next Reboot:      Tue Nov  1 12:00:00 2005\n" in console.run("show switch")
    assert [line[:65] for line in console.run("show slot").splitlines() if line.startswith("Slot-")] == slots


def test_a_reboot_of_the_whole_switch_forgets_what_was_scheduled(console: Any) -> None:
    """It is run-time state: after a reboot nothing is to come."""
    console.say("reboot time 11 1 2005 10 0 0", "y", "reboot", "y", ":wait in-sync")
    assert "None scheduled" in console.run("show switch")
    console.machine.advance(4000.0)
    assert boots(console) == [2, 2]


def test_a_scheduled_reboot_of_one_msm(console: Any) -> None:
    """Only that one restarts."""
    console.say("reboot time 11 1 2005 9 10 0 msm B", "y")
    console.machine.advance(700.0)
    assert boots(console) == [1, 2]


def test_scheduled_reboots_of_two_msms_and_of_the_switch(console: Any) -> None:
    """Each stands for itself: none replaces another, `show switch` says whose it is, and each comes at its time."""
    console.say("reboot time 11 1 2005 10 0 0", "y", "reboot time 11 1 2005 9 20 0 msm B", "y")
    console.say("reboot time 11 1 2005 9 15 0 msm B", "y")
    words = "\nNext Reboot:      Tue Nov  1 09:15:00 2005 (MSM-B), Tue Nov  1 10:00:00 2005\n"
    assert words in console.run("show switch")
    console.machine.advance(1500.0)
    assert boots(console) == [1, 2]
    assert "\nNext Reboot:      Tue Nov  1 10:00:00 2005\n" in console.run("show switch")
    console.machine.advance(2200.0)
    assert boots(console) == [2, 3]


def test_scheduled_reboots_are_cancelled_together_or_one_by_one(console: Any) -> None:
    """With an MSM named only the one of that MSM.  evidence: inferred"""
    console.say("reboot time 11 1 2005 10 0 0", "y", "reboot time 11 1 2005 9 20 0 msm B", "y", "reboot cancel msm B")
    assert "\nNext Reboot:      Tue Nov  1 10:00:00 2005\n" in console.run("show switch")
    console.say("reboot time 11 1 2005 9 20 0 msm B", "y", "reboot cancel")
    assert "None scheduled" in console.run("show switch")
    console.machine.advance(4000.0)
    assert boots(console) == [1, 1]


def test_a_scheduled_reboot_follows_the_clock(console: Any) -> None:
    """It comes when the switch's clock says so: set forward it is sooner, set back it is later."""
    console.say("reboot time 11 1 2005 10 0 0", "y", "configure time 11 1 2005 9 59 0")
    console.machine.advance(70.0)
    assert boots(console) == [2, 2]
    console.machine.settle()
    console.say("reboot time 11 1 2005 11 0 0", "y", "configure time 11 1 2005 9 0 0")
    console.machine.advance(5000.0)
    assert boots(console) == [2, 2]
    console.machine.advance(2300.0)
    assert boots(console) == [3, 3]


def test_a_scheduled_reboot_is_local_time(console: Any) -> None:
    """What is typed and shown is the time of the zone."""
    console.say("configure timezone 60", "save", "y", "reboot time 11 1 2005 10 30 0", "y")
    assert "Next Reboot:      Tue Nov  1 10:30:00 2005\n" in console.run("show switch")
    console.machine.advance(1801.0)
    assert boots(console) == [2, 2]


@pytest.mark.parametrize("date", ["11 1 2005 8 0 0", "2 30 2006 8 0 0", "13 1 2006 8 0 0", "11 2 2005 25 0 0"])
def test_what_is_no_time_to_come_is_refused(console: Any, date: str) -> None:
    """A time that has passed, and what is no time at all, without a question."""
    console.refuse(f"reboot time {date}")
    assert "None scheduled" in console.run("show switch")


# -- images -----------------------------------------------------------------------------------------------------------


def test_the_selected_image_is_booted(console: Any) -> None:
    """On both MSMs unless one is named; nothing changes before the reboot."""
    console.say("use image secondary")
    out = console.run("show switch")
    assert "\nImage Selected:   secondary                    secondary               \n" in out
    assert "\nImage Booted:     primary                      primary                 \n" in out
    out = console.say("use image partition primary msm B", "reboot", "y", "show switch")
    assert "\nImage Booted:     secondary                    primary                 \n" in out
    assert "Loading secondary image ..." in out
    console.refuse("use image tertiary")


def test_image_of_an_msm_there_is_not(console: Any) -> None:
    """An empty slot has no image to select."""
    console.say(":remove msm-b")
    assert console.refuse("use image secondary msm B") == "Error: There is no MSM in slot B."


UNREACHED = "Error: The MSM in slot B cannot be reached."
DOWNLOAD = "download image 10.0.0.1 bd10K-11.3.2.4.xos"


def versions(console: Any) -> list[dict[str, str]]:
    """The partitions of each MSM."""
    return [dict(node.flash.nvram.images) for node in console.machine.nodes.values()]


@pytest.mark.parametrize("line", ["use image secondary msm B", "reboot msm B", f"{DOWNLOAD} secondary msm B"])
@pytest.mark.parametrize("fault", [":cut", ":fail msm-b", ":boot"])
def test_an_msm_that_cannot_be_reached_is_told_nothing(console: Any, line: str, fault: str) -> None:
    """A command for it alone is refused: with the channel cut, while it boots, and once it failed, but for a reboot."""
    console.say(*((":remove msm-b", ":insert msm-b") if fault == ":boot" else (fault,)), ":wait 1")
    if fault == ":fail msm-b" and line.startswith("reboot"):
        console.say(line, "y", ":wait in-sync")
        assert states(console) == ["MASTER", "BACKUP"]
    else:
        assert console.refuse(line) == UNREACHED
    assert versions(console) == [{"primary": "11.3.1.3", "secondary": "11.3.1.3"}] * 2


def test_a_download_to_an_empty_slot_is_refused(console: Any) -> None:
    """At once, and if the MSM is pulled out meanwhile in the end.  evidence: inferred"""
    console.machine.clock.visit(20.0, console.machine.remove, "B")
    assert console.refuse(f"{DOWNLOAD} msm B", "y") == "Error: There is no MSM in slot B."
    assert console.refuse(f"{DOWNLOAD} msm B") == "Error: There is no MSM in slot B."


def test_an_image_for_both_while_one_cannot_be_reached(console: Any) -> None:
    """It is done on this MSM, and said of the other; an empty slot is no MSM."""
    said = "Error: MSM-B was not reached, and is as it was.\n"
    console.say(":cut", ":wait 1")
    assert console.run("use image secondary") == said
    assert console.say(DOWNLOAD, "y").endswith(f"rebooting the switch!\n{said}")
    assert versions(console)[1]["secondary"] == "11.3.1.3"
    console.say(":remove msm-b")
    assert console.run("use image secondary") == ""
    assert [node.flash.nvram.image_selected for node in console.machine.nodes.values()] == ["secondary", "primary"]


def test_a_download_leaves_the_other_partitions_alone(console: Any) -> None:
    """Each MSM keeps its own table, and has the new version in the one partition."""
    b = console.machine.nodes["MSM-B"]
    b.flash.change(images={"primary": "11.2.0.1", "secondary": "11.2.0.2"})
    console.say(f"{DOWNLOAD} msm B", "y")
    assert versions(console) == [
        {"primary": "11.3.1.3", "secondary": "11.3.1.3"},
        {"primary": "11.2.0.1", "secondary": "11.3.2.4"},
    ]
    console.say(f"{DOWNLOAD} sec", "y")
    assert versions(console) == [
        {"primary": "11.3.1.3", "secondary": "11.3.2.4"},
        {"primary": "11.2.0.1", "secondary": "11.3.2.4"},
    ]


def test_no_image_is_installed_over_one_that_runs(console: Any) -> None:
    """Of the MSM that is to have it, whichever that is; for both it must be free on both.  evidence: later EXOS"""
    console.say("use image secondary msm B", "reboot msm B", "y", ":wait in-sync")
    words = "Error: Image can only be installed to the non-active partition."
    for line in (DOWNLOAD, f"{DOWNLOAD} primary", f"{DOWNLOAD} secondary msm B", f"{DOWNLOAD} primary msm A"):
        assert console.refuse(line) == words
    assert "Installing to primary partition!" in console.say(f"{DOWNLOAD} msm B", "y")
    assert [table["primary"] for table in versions(console)] == ["11.3.1.3", "11.3.2.4"]
    assert [node.flash.nvram.image_selected for node in console.machine.nodes.values()] == ["primary", "primary"]


def test_a_scheduled_reboot_of_an_msm_that_is_gone(console: Any) -> None:
    """The log says that it did not come about."""
    console.say("reboot time 11 1 2005 9 10 0 msm B", "y", ":cut", ":wait 700")
    assert "MSM-B was not rebooted: it cannot be reached" in console.run("show log")
    assert boots(console) == [1, 1]


# -- software that does not go together -------------------------------------------------------------------------------


def test_msms_with_other_releases_are_not_in_sync(console: Any) -> None:
    """Failover is refused without force and keeps the active configuration with it.  evidence: guide 11.3 p.71"""
    console.say("create vlan red", "download image 10.0.0.1 bd10K-10.1.2.16.xos msm B", "y", "reboot msm B", "y")
    console.say(":wait 200")
    assert states(console) == ["MASTER", "BACKUP"]
    assert not console.machine.in_sync
    assert "  BACKUP                  \n" in console.run("show switch")
    assert "MSM-B is not in sync: the releases of the MSMs are not compatible" in console.run("show log")
    assert console.refuse("run msm-failover").startswith("Error: The backup MSM is not in sync.")
    assert console.refuse("synchronize").startswith("Error: MSM-B runs 10.1.2.16; synchronize needs version 11.0")
    console.say("create vlan blue")
    console.type("run msm-failover force", "y", ":console msm-b", "show node")
    assert {'create vlan "red"', 'create vlan "blue"'} <= set(console.lines("vlan"))
    console.say("use image primary", ":console msm-a", ":wait 200", ":console msm-b")
    assert not console.machine.in_sync


@pytest.mark.parametrize("version", ["11.3.1.2", "11.3.9.12"])
def test_msms_with_other_builds_of_a_release_are_in_sync(console: Any, version: str) -> None:
    """The same major and minor number is enough.  evidence: inferred"""
    console.say(f"download image 10.0.0.1 bd10K-{version}.xos msm B", "y", "reboot msm B", "y", ":wait in-sync")


def test_synchronize_makes_other_releases_the_same(console: Any) -> None:
    """A backup of an older release runs the images of the master after it.  evidence: guide 11.3 p.71"""
    console.say("save", "y", "download image 10.0.0.1 bd10K-11.1.2.16.xos msm B", "y", "reboot msm B", "y", ":wait 200")
    assert not console.machine.in_sync
    console.say("synchronize", ":wait in-sync")


# -- synchronize ------------------------------------------------------------------------------------------------------


def test_synchronize(console: Any) -> None:
    """The backup reboots, gets images and files, and reboots again.  evidence: guide 11.3 p.71, later 16.2"""
    a, b = console.machine.nodes.values()
    console.say("save", "y", "save configuration spare", "y", "n")
    b.flash.remove("spare.cfg")
    b.flash.change(images={"primary": "11.3.1.3", "secondary": "11.2.0.1"})
    b.flash.write("damaged.cfg", good := b.flash.read("primary.cfg"), 0.0)
    a.flash.write("damaged.cfg", b"<xos", 0.0)
    out = console.say("synchronize", ":wait in-sync")
    assert (a.flash.read("damaged.cfg"), b.flash.read("damaged.cfg")) == (good, good)
    a.flash.remove("damaged.cfg")
    b.flash.remove("damaged.cfg")
    assert re.findall(r"in progress - (\d+)%", out) == ["0", "50", "100"]
    assert "DO NOT interrupt synchronization, the backup MSM may become unbootable!\n" in out
    assert boots(console) == [1, 3]
    assert a.flash.nvram.images == b.flash.nvram.images
    assert {name: a.flash.read(name) for name in a.flash.names()} == {
        name: b.flash.read(name) for name in b.flash.names()
    }


def test_synchronize_saves_first_or_not_at_all(console: Any) -> None:
    """With unsaved changes it asks; no cancels the whole operation.  evidence: later 16.2 (the question)"""
    changed(console)
    out = console.say("synchronize", "n")
    assert "Do you want to save configuration changes to primary.cfg? (y or n) No\n" in out
    assert boots(console) == [1, 1]
    out = console.say("synchronize", "y", ":wait in-sync")
    assert "Synchronizing configuration to backup MSM .. done!\n" in out
    assert boots(console) == [1, 3]
    assert console.lab.session.prompt.startswith("unsaved.")


def test_synchronize_gives_up_after_two_minutes(console: Any) -> None:
    """If the backup does not come back the operation fails, and the master goes on.  evidence: later 16.2 (120 s)"""
    machine = console.machine
    before = machine.clock.now
    machine.clock.visit(20.0, machine.remove, "B")
    assert "did not come back within 120 seconds" in console.refuse("synchronize")
    assert 120.0 <= machine.clock.now - before <= 125.0
    assert states(console)[0] == "MASTER"
    console.run("show node")


def test_synchronize_needs_a_backup(console: Any, switch: Callable[..., Any]) -> None:
    """There is none in an empty slot, behind a cut channel, in a stand-alone switch."""
    console.say(":cut", ":wait 1")
    assert console.refuse("synchronize") == "Error: There is no backup MSM to synchronize."
    console.say(":join", ":remove msm-b", ":wait 1")
    assert console.refuse("synchronize") == "Error: There is no backup MSM to synchronize."
    assert switch("summit-x450-24t").refuse("synchronize") == "Error: There is no backup MSM to synchronize."


# -- processes that fail ----------------------------------------------------------------------------------------------


def test_a_failed_process_reboots_its_msm(console: Any) -> None:
    """With recovery level All (the default) the other MSM takes over.  evidence: reference 11.5 p.612"""
    console.say(
        "configure snmp sysName unsaved",
        ":fail process vlan",
        ":console msm-b",
        ":wait 2",
        ":wait in-sync",
        "show node",
    )
    assert (states(console), boots(console)) == (["BACKUP", "MASTER"], [2, 1])
    assert console.lab.session.prompt.startswith("* unsaved.")
    console.say(":fail process vlan on msm-a", ":wait 2")
    assert boots(console) == [3, 1]


def test_with_recovery_none_the_process_stays_stopped(console: Any) -> None:
    """Its commands are refused until it is started again.  evidence: inferred"""
    console.machine.nodes["MSM-A"].put([SysRecovery(no_reboot=1)])
    assert "Recovery Mode:    None\n" in console.run("show switch")
    console.say(":fail process ems", ":wait 10")
    assert "Stopped" in console.run("show process ems").splitlines()[2]
    assert console.refuse("show log") == "Error: Process ems is not running."
    console.say(":repair process ems", "show log")
    assert console.run("show process ems").splitlines()[2].split()[3:5] == ["1", "Ready"]
    assert states(console) == ["MASTER", "BACKUP"]


def test_a_process_there_is_not_cannot_fail(console: Any) -> None:
    """The lab says so."""
    assert "no process nosuch" in console.refuse(":fail process nosuch")


def test_the_log_says_what_the_watchdog_is(console: Any) -> None:
    """After a boot it is logged as the loaded configuration has it."""
    console.say("disable watchdog", "save", "y", "reboot", "y")
    assert "<Info:EPM.wdg_disable> MSM-A: Watchdog disabled" in console.run("show log")
    console.say("enable watchdog", "save", "y", "reboot", "y")
    log = console.run("show log")
    assert "<Info:EPM.wdg_enable> MSM-A: Watchdog enabled" in log
    assert "Watchdog disabled" not in log


def test_one_msm_only(switch: Callable[..., Any]) -> None:
    """Its processes and its memory; one that is not there is refused.  evidence: guide 11.3 p.105"""
    console = switch("bd10808")
    assert console.run("show process vlan slot B").splitlines()[2:] == [
        "MSM-B  vlan             3.1.0.2     0    Ready        Tue Nov  1 08:51:06 2005"
    ]
    assert "MSM-B" not in console.run("show memory slot A")
    console.run(":remove msm-b", ":wait 1")
    assert console.refuse("show memory process vlan slot B") == "Error: There is no MSM in slot B."
