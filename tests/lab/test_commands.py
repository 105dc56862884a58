"""Lab commands: what no switch has a command for."""

from collections.abc import Callable
from typing import Any

import pytest

from xos_cli.errors import LabError
from xos_cli.lab.commands import COMMANDS, Lab
from xos_cli.lab.help import CHECKS, KEYS, explanation, listing
from xos_cli.lab.network_help import NETWORK_COMMANDS


def states(console: Any) -> list[str]:
    """The states of the nodes, by slot."""
    return [node.state for node in console.machine.nodes.values()]


def test_help_lists_every_command(console: Any) -> None:
    """Each with its usage and a line of help, the checks of scripts and the keys, within 80 columns."""
    out = console.run(":help")
    for command in (*COMMANDS.values(), *CHECKS.values()):
        assert f"  {command.usage}" in out
        assert command.help in " ".join(out.split())
    assert all(key in out for key in KEYS)
    assert max(map(len, out.splitlines())) < 80
    assert console.run(":") == out


def test_help_pages_on_a_terminal(console: Any) -> None:
    """A screen at a time, and the prompt comes back; a script is given the whole list at once."""
    console.run("show node")
    session = console.lab.session
    session.height = 10
    assert console.lab.execute(":help") == ""
    assert session.wiped
    assert session.take().count("\n") == 9
    session.feed("q")
    assert (session.take(), session.prompt) == ("", "BD-10808.2 # ")


@pytest.mark.parametrize("name", [*COMMANDS, *CHECKS])
def test_help_explains_each_command(console: Any, name: str) -> None:
    """Its usage, what it does, and at least one thing more, within 80 columns; a shortened name will do."""
    out = console.run(f":help {name}")
    command = COMMANDS.get(name) or CHECKS[name]
    assert out.startswith(f"{command.usage}\n{command.help.split()[0]}")
    assert command.more
    assert max(map(len, out.splitlines())) < 80
    assert console.run(f":help :{name}") == out


def test_help_for_what_is_no_command(console: Any) -> None:
    """It is refused, and so is what could be several."""
    assert "no such lab command: :frobnicate" in console.refuse(":help frobnicate")
    assert "no such lab command: :re" in console.refuse(":help re")
    assert console.refuse(":help wait fail") == ":help {COMMAND}"


def test_the_issues_commands_exist() -> None:
    """Those that later issues build on."""
    wanted = {"help", "console", "wait", "remove", "insert", "fail", "repair", "cut", "join", "power", "speed"}
    assert wanted | {"snapshot", "restore"} <= set(COMMANDS)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (":nosuch", "no such lab command: :nosuch"),
        (":re msm-a", "no such lab command: :re"),
        (":console", ":console msm-a"),
        (":console msm-c", "no such MSM: msm-c"),
        (":wait", ":wait <seconds>"),
        (":wait soon", "soon is not a number of seconds"),
        (":wait -1", "-1 is not a number of seconds"),
        (":wait nan", "nan is not a number of seconds"),
        (":wait 1e12", "1e12 is not a number of seconds"),
        (":insert msm-a", "MSM-A is in its slot already"),
        (":repair msm-a", "MSM-A has not failed"),
        (":repair psu 1", "psu 1 has not failed"),
        (":repair fan 1", "fan 1 has not failed"),
        (":repair port 1:1", "port 1:1 has not failed"),
        (":repair process vlan", "process vlan on MSM-A has not failed"),
        (":fail", "say what: :fail"),
        (":fail psu 99", "there is no psu 99"),
        (":fail heat 99", "there is no MSM or module 99"),
        (":fail fan", "no such MSM: fan"),
        (":fail port 9:9", "there is no port 9:9"),
        (":fail process nosuch", "no process nosuch runs on MSM-A"),
        (":fail process vlan on msm-x", "no such MSM: msm-x"),
        (":join", "the channel is not cut"),
        (":power", ":power o"),
        (":power on", "the power is on already"),
        (":power maybe", ":power o"),
        (":restore nosuch", "no snapshot nosuch (there is none)"),
        (":speed 0", "the speed can be from 0.001 to 1,000,000"),
        (":speed fast", "fast is not a number"),
    ],
)
def test_what_cannot_be_done_says_why(console: Any, line: str, why: str) -> None:
    """And changes nothing: not the time nor its pace, not the sync, not the number of the prompt."""
    console.run("show node")
    before = console.lab.session.prompt, console.machine.clock.now, console.lab.speed
    assert why in console.refuse(line)
    assert (console.lab.session.prompt, console.machine.clock.now, console.lab.speed) == before
    assert console.machine.in_sync


def test_words_may_be_shortened_and_written_in_capitals(console: Any) -> None:
    """As long as it is clear what is meant."""
    console.say(":CUT", ":wait 1", ":j", ":wa in-sync", ":cons B", "show node")
    assert console.lab.at == "MSM-B"
    assert console.machine.in_sync


def test_the_consoles_are_two(console: Any) -> None:
    """Each with its own login, prompt number and history; coming back finds it as it was left."""
    out = console.say("show node", ":console msm-b", "show node", ":console msm-a", "history")
    assert "[console of MSM-B]\n" in out
    assert "BD-10808.1 > show node\n" in out
    assert out.endswith("BD-10808.2 # history\n    1 show node\n    2 history\n")


def test_what_the_other_console_printed_is_read_there(console: Any) -> None:
    """The boot of the other MSM stands on its console, not on this one."""
    here = console.say("show node", ":remove msm-b", ":insert msm-b", ":wait in-sync", "show node")
    assert "Running POST" not in here
    assert "Running POST... PASSED" in console.say(":console msm-b", "show node")


def test_waiting_for_quiet(console: Any) -> None:
    """A switch alone is quiet once nothing is under way; one whose MSM boots takes as long as that."""
    console.say(":wait in-sync", ":wait quiet")
    clock = console.machine.clock
    now = clock.now
    console.say(":wait quiet")
    assert clock.now == now
    console.say(":remove msm-b", ":insert msm-b")
    assert not clock.quiet
    console.say(":wait quiet")
    assert clock.quiet
    assert clock.now > now
    assert console.machine.in_sync


def test_waiting(console: Any) -> None:
    """So many seconds, or until the switch is booted, or in sync: to the moment, not further."""
    machine = console.machine
    before = machine.clock.now
    console.say(":wait 12.5")
    assert machine.clock.now == before + 12.5
    machine.backplane.reset_all()
    start = machine.clock.now
    console.say(":wait booted")
    assert (machine.in_sync, machine.master.running) == (False, True)
    assert machine.clock.now == pytest.approx(start + 150.0, abs=2.0)
    console.say(":wait in-sync", ":wait in-sync")
    assert machine.in_sync


@pytest.mark.parametrize("lines", [(":cut",), (":remove msm-b",), (":power off",)])
def test_a_sync_that_cannot_come_is_refused(console: Any, lines: tuple[str, ...]) -> None:
    """At once, with what stands in its way."""
    assert "cannot come in sync" in console.refuse(*lines, ":wait in-sync")


def test_a_sync_with_a_failed_msm_is_refused(console: Any) -> None:
    """Nothing but a repair would bring it about."""
    assert "MSM-B FAIL" in console.refuse(":fail msm-b", ":wait in-sync")


def test_a_stand_alone_switch_is_in_sync_with_itself(switch: Callable[..., Any]) -> None:
    """There the wait ends at once; faults of what it has not are refused."""
    console = switch("summit-x450-24t")
    console.say(":wait in-sync", ":wait booted")
    assert "there is Switch" in console.refuse(":console msm-b")


def test_faults_of_parts_show_and_are_mended(console: Any) -> None:
    """In the health of the node and in the log."""
    console.say(":fail psu 1", ":fail fan 2")
    assert console.machine.nodes["MSM-A"].hello().hardware_health == 5
    console.say(":repair psu 1", ":repair fan 2")
    assert console.machine.nodes["MSM-A"].hello().hardware_health == 7
    log = console.run("show log")
    for text in ("PowerSupply:1 Failed", "FanTray:2 Failed", "PowerSupply:1 Powered On", "FanTray:2 Operational"):
        assert text in log


def test_failing_and_repairing_an_msm(console: Any) -> None:
    """The other takes over; the repaired one comes back as its backup."""
    console.say(":fail msm-a", ":wait 1")
    assert states(console) == ["FAIL", "MASTER"]
    console.say(":repair msm-a", ":wait in-sync")
    assert states(console) == ["BACKUP", "MASTER"]


def test_power(console: Any) -> None:
    """Off and on: the console shows the boot, and what was not saved is gone."""
    console.say("configure snmp sysName gone", ":power off", ":wait 60")
    assert states(console) == ["INIT", "INIT"]
    assert "a prompt on MSM-A: it would never be so" in console.refuse("show node")
    out = console.say(":power on", "show node")
    assert "Running POST... PASSED" in out
    assert "BD-10808.1 # show node\n" in out


def test_snapshots(console: Any) -> None:
    """Everything is as it was, the time and the flash included; the session goes on."""
    console.say("configure snmp sysName before", ":snapshot one")
    now = console.machine.clock.now
    console.say("configure snmp sysName after", "save", "y", ":remove msm-b", ":wait 100", ":restore one")
    assert console.machine.clock.now == now
    assert console.machine.in_sync
    out = console.say("show switch")
    assert out.startswith("* before.4 # show switch\n")
    assert "\nConfig Selected:  NONE                         NONE                    \n" in out
    assert "(there is one)" in console.refuse(":restore two")


def test_a_snapshot_can_be_gone_back_to_twice(console: Any) -> None:
    """And from another console, and after a failover."""
    console.say(":snapshot one", "run msm-failover", "y", ":console msm-b", ":wait in-sync", ":restore one")
    assert states(console) == ["MASTER", "BACKUP"]
    console.say(":console msm-a", "configure snmp sysName x", ":restore one")
    assert "SysName:          BD-10808\n" in console.run("show switch")
    console.say("save", "y")
    assert console.machine.in_sync


def test_a_snapshot_in_the_middle_of_a_boot(console: Any) -> None:
    """The events to come are part of it."""
    console.say(":remove msm-b", ":insert msm-b", ":wait 60", ":snapshot booting", ":wait in-sync", ":restore booting")
    assert states(console) == ["MASTER", "INIT"]
    console.say(":wait in-sync")
    assert states(console) == ["MASTER", "BACKUP"]


def test_speed_is_for_the_shell(console: Any) -> None:
    """It is remembered and changes nothing for a script."""
    now = console.machine.clock.now
    assert console.run(":speed 100").startswith("[100 virtual seconds per second")
    assert (console.lab.speed, console.machine.clock.now) == (100.0, now)


def test_a_lab_needs_no_runner(switch: Callable[..., Any]) -> None:
    """Whoever has a machine can use it directly."""
    lab = Lab(switch().machine)
    assert lab.execute(":cut") == ""
    with pytest.raises(LabError, match="already"):
        lab.execute(":cut")


@pytest.mark.parametrize("fault", [":fail msm-a", ":remove msm-a", ":power off"])
def test_a_restored_console_whose_msm_had_died(console: Any, fault: str) -> None:
    """Somebody can log in there again."""
    console.run("show switch", ":snapshot one", fault, ":restore one")
    assert "MSM-A  MASTER" in console.run("show node")
    assert console.lab.session.prompt.endswith(".2 # ")


def test_a_wait_for_msms_that_do_not_go_together(console: Any) -> None:
    """It ends as soon as everything is sent and says what is wrong; the next one is refused at once."""
    console.say("download image 10.0.0.1 bd10K-10.1.2.16.xos msm B", "y", "reboot msm B", "y")
    begun = console.machine.clock.now
    for _ in range(2):
        assert "cannot come in sync: the releases of the MSMs are not compatible (MSM-A MASTER" in console.refuse(
            ":wait in-sync"
        )
        assert console.machine.clock.now - begun < 200.0


def test_help_for_a_network_fits_the_screen() -> None:
    """All of its commands, some of which have long usages, and the explanation of each."""
    pages = [listing(NETWORK_COMMANDS), *(explanation(name, NETWORK_COMMANDS) for name in NETWORK_COMMANDS)]
    assert max(len(line) for page in pages for line in page.splitlines()) < 80
    for command in NETWORK_COMMANDS.values():
        assert command.usage in " ".join(pages[0].split())
        assert command.more, command.usage
