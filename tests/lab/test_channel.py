"""Lab commands for the channel between the MSMs, for an MSM that hangs, and for single steps."""

from typing import Any

import pytest

from xos_cli.errors import LabError
from xos_cli.switch.timing.clock import EventKind


def states(console: Any) -> list[str]:
    """The states of the MSMs."""
    return [node.state for node in console.machine.nodes.values()]


def test_one_direction_can_be_cut(console: Any) -> None:
    """What MSM-A sends is lost, what MSM-B sends is not; :join mends it, and a plain :cut is both directions."""
    console.say(":channel cut a-to-b")
    wires = console.machine.backplane.wires
    assert (wires["MSM-A"].cut, wires["MSM-B"].cut) == (True, False)
    assert "[channel: cut from MSM-A]\n" in console.say(":channel")
    assert "cannot come in sync" in console.refuse(":wait in-sync")
    console.say(":join", ":wait in-sync", ":cut")
    assert (wires["MSM-A"].cut, wires["MSM-B"].cut) == (True, True)
    assert "cut already" in console.refuse(":cut")
    console.say(":channel join", ":wait in-sync")
    assert "is not cut" in console.refuse(":join")


def test_faults_of_the_channel_add_up(console: Any) -> None:
    """Loss, delay and rate hold together, are named, and are gone after :join."""
    console.say(":channel loss 0.1", ":channel delay 0.2", ":channel slow 100000")
    assert "[channel: loses 10%, 0.2 s late, at 100000 bytes per second]\n" in console.say(":channel")
    console.say("create vlan one", ":join")
    assert "[channel: in order]\n" in console.say(":channel")
    assert all(node.store.referring("vlan", "one") is not None for node in console.machine.nodes.values())


@pytest.mark.parametrize("line", ["loss 2", "loss x", "delay -1", "slow 0", "cut c-to-a", "spoil", "loss"])
def test_what_is_no_fault_is_refused(console: Any, line: str) -> None:
    """And nothing is changed."""
    console.refuse(f":channel {line}")
    assert not console.machine.backplane.faults()


def test_a_stand_alone_switch_has_no_channel(switch: Any) -> None:
    """It says so."""
    console = switch("summit-x450-24t")
    assert "no channel" in console.refuse(":channel loss 0.1")
    assert "channel" not in console.run(":chassis")


def test_a_line_waits_for_the_backup_on_a_slow_channel(console: Any) -> None:
    """After a line, a lab command or an answer the backup has what was sent, however long it takes."""
    console.say(":channel delay 0.8")
    console.say("create vlan slow", ":remove msm-a")
    assert console.machine.nodes["MSM-B"].store.referring("vlan", "slow") is not None
    console.say(":console msm-b", "show vlan slow")


def test_a_save_that_the_backup_does_not_answer_in_time_has_failed(console: Any) -> None:
    """On a channel that takes minutes for the file the master says so; the file arrives all the same, later."""
    console.say("create vlan late", ":channel slow 2000")
    out = console.say("save", "y")
    assert "Synchronizing configuration to backup MSM .. failed!\n" in out
    console.say(":wait 300")
    a, b = console.machine.nodes.values()
    assert a.flash.read("primary.cfg") == b.flash.read("primary.cfg")


def test_the_picture_shows_the_channel(console: Any) -> None:
    """What waits, what was repeated, and what the checkpoint sends next."""
    console.say(":remove msm-b", ":insert msm-b", ":wait checkpoint vlan begin")
    shown = console.run(":chassis")
    assert "channel: in order\n" in shown
    assert "MSM-A: up, " in shown
    assert "checkpoint: " in shown
    console.say(":channel loss 0.5")
    assert "channel: loses 50%\n" in console.run(":chassis")


def test_points_of_a_checkpoint(console: Any) -> None:
    """The wait ends where a process begins, where it ends, and where the whole checkpoint ends."""
    console.say(":remove msm-b", ":insert msm-b", ":wait checkpoint begin")
    master = console.machine.nodes["MSM-A"]
    counters = master.checkpoint.counters
    assert not counters["cfgmgr"].sent
    console.say(":wait checkpoint vlan begin")
    assert (counters["vlan"].on, counters["vlan"].done) == (True, False)
    console.say(":wait checkpoint vlan end")
    assert (counters["vlan"].done, counters["fdb"].on, console.machine.in_sync) == (True, False, False)
    console.say(":wait checkpoint")
    assert console.machine.in_sync
    assert "no process nosuch" in console.refuse(":wait checkpoint nosuch")
    console.say(":cut")
    assert "cannot come in sync" in console.refuse(":wait checkpoint vlan begin")


def test_booted_waits_for_every_msm(console: Any) -> None:
    """One that was just inserted, too; one that has failed or hangs is not waited for, and refused if it is named."""
    console.say(":remove msm-b", ":insert msm-b", ":wait booted")
    assert states(console) == ["MASTER", "BACKUP"]
    console.say(":remove msm-b", ":insert msm-b", ":wait booted msm-a")
    assert states(console) == ["MASTER", "INIT"]
    console.say(":wait booted msm-b")
    assert states(console) == ["MASTER", "BACKUP"]
    console.say(":fail msm-b", ":wait booted")
    assert "cannot boot" in console.refuse(":wait booted msm-b")


def test_a_wait_that_cannot_end_takes_no_time(console: Any) -> None:
    """It is refused at once, with a faulty channel, too, whose keep-alives are all that is to come."""
    console.say(":channel loss 0.1", ":wait 1")
    before = console.machine.clock.now
    with pytest.raises(LabError, match="never"):
        console.machine.wait(lambda: False, "the moon")
    assert console.machine.clock.now == before
    console.say(":join")
    for fault in (":cut", ":channel cut b-to-a", ":fail msm-b", ":power off"):
        console.say(fault)
        before = console.machine.clock.now
        console.refuse(":wait in-sync")
        assert console.machine.clock.now == before


def test_an_msm_that_hangs_answers_nothing(console: Any) -> None:
    """Its console is dead until it is reset; the lab's commands work there all the same."""
    console.say("disable watchdog", ":hang msm-a", ":wait 5")
    assert console.lab.session.prompt == ""
    assert "a prompt on MSM-A" in console.refuse("show node")
    assert states(console) == ["MASTER", "BACKUP"]
    assert "does not run" in console.refuse(":hang msm-a")
    console.say(":repair msm-a", ":wait booted", "show node")
    assert states(console) == ["BACKUP", "MASTER"]


def test_the_watchdog_ends_a_hang(console: Any) -> None:
    """The other MSM pulls the reset line and takes over within a second or so."""
    console.say("create vlan kept", ":hang msm-a", ":wait 2", ":console msm-b", "show vlan kept")
    assert states(console)[1] == "MASTER"
    assert "The reset line of MSM-A is pulled" in console.run("show log")


def test_a_step_says_what_happened(console: Any) -> None:
    """One transition or arrival at a time; where nothing is under way it is refused."""
    machine, lab = console.machine, console.lab
    assert "nothing is under way" in console.refuse(":step")
    console.say("show node")
    lab.session.feed("create vlan one")
    before = machine.clock.now
    assert machine.clock.pending(EventKind.FLIGHT) == 1
    assert lab.execute(":step") == "[+0.0005 s  MSM-A to MSM-B: Dynamic of vlan]\n"
    assert lab.execute(":step") == "[+0.0005 s  MSM-B to MSM-A: an acknowledgement]\n"
    assert machine.clock.now - before < 0.01
    with pytest.raises(LabError, match="nothing is under way"):
        lab.execute(":step")
    console.say(":remove msm-b", ":insert msm-b", ":wait checkpoint vlan begin")
    steps = [lab.execute(":step") for _ in range(8)]
    assert any("MSM-A: checkpoint, bulk checkpoint of vlan" in step for step in steps)


def test_paused_time_stands_still(console: Any) -> None:
    """Where somebody sits, no virtual time passes until :go; a wait passes it all the same."""
    lab = console.lab
    assert lab.rate == 20.0
    console.say(":pause")
    assert lab.rate == 0.0
    before = console.machine.clock.now
    console.say(":wait 5", ":go")
    assert (console.machine.clock.now - before, lab.rate) == (5.0, 20.0)
