"""What one MSM knows of the other: by what it was told, else by the lines of its slot.

evidence: inferred (the lines); events page of 31.4 (the event and its reasons)
"""

from collections.abc import Callable
from typing import Any

import pytest
import toy
from toy import Learned, NoWatchdog, Setting

from xos_cli.errors import LabError
from xos_cli.switch.channel.end import Reply
from xos_cli.switch.channel.wire import SILENCE
from xos_cli.switch.machine import Machine
from xos_cli.switch.messages import Dynamic, RebootNode
from xos_cli.switch.node import Node
from xos_cli.switch.replication.agenda import BATCH
from xos_cli.switch.tables import Change


def states(machine: Machine) -> list[str]:
    """The states of the nodes, by slot."""
    return [node.state for node in machine.nodes.values()]


def said(node: Node, since: int = 0) -> list[str]:
    """What the log of a node says of the other."""
    return [entry.text for entry in list(node.log.entries)[since:] if node.peer_name in entry.text]


def both() -> tuple[Machine, Node, Node]:
    """A switch in sync, and its nodes."""
    machine = toy.warm()
    machine.drain()
    a, b = machine.nodes.values()
    return machine, a, b


def crash(machine: Machine, name: str) -> None:
    machine.node(name).reset()


def reboot(machine: Machine, name: str) -> None:
    """Have the other node order it, as `reboot msm` does."""
    other = next(node for node in machine.nodes.values() if node is not machine.node(name))
    other.checkpoint.send(RebootNode())


def cut(machine: Machine, name: str) -> None:
    machine.backplane.cut()


@pytest.mark.parametrize(
    ("how", "text", "state"),
    [
        (Machine.remove, "was removed from its slot", ""),
        (Machine.fail, "has failed (Hw Failure)", "FAIL"),
        (cut, "is cut off: it works, and nothing is heard of it (Backup lost)", "FAIL"),
        (crash, "crashed and restarts (Process Failure)", "INIT"),
        (reboot, "was rebooted", "DOWN"),
        (Machine.hang, "hangs: nothing is heard of it, and it does not work (Device Timeout)", "INIT"),
    ],
)
def test_the_loss_of_the_backup_is_logged_with_its_reason(
    how: Callable[[Machine, str], None], text: str, state: str
) -> None:
    """The master says once what became of the backup, shows its state as far as it can be seen, and goes on."""
    machine, a, _ = both()
    before = len(a.log.entries)
    how(machine, "MSM-B")
    machine.advance(3.0)
    assert said(a, before)[:1] == [f"Node MSM-B {text}"]
    assert len(said(a, before)) == 1 + (how is Machine.hang)  # its reset line is pulled then
    assert (a.state, a.peer, a.watch.state()) == ("MASTER", None, state)
    assert not a.checkpoint.active


@pytest.mark.parametrize(
    ("how", "text", "state"),
    [
        (Machine.remove, "was removed from its slot", ""),
        (Machine.fail, "has failed (Hw Failure)", "FAIL"),
        (crash, "crashed and restarts (Process Failure)", "INIT"),
        (Machine.hang, "hangs: nothing is heard of it, and it does not work (Device Timeout)", "INIT"),
    ],
)
def test_the_loss_of_the_master_is_logged_by_the_backup_that_takes_over(
    how: Callable[[Machine, str], None], text: str, state: str
) -> None:
    """The survivor has the active configuration, and its log says what became of the old master."""
    machine, _, b = both()
    toy.put(machine, Setting("unsaved", 5), Learned(1, 1))
    how(machine, "MSM-A")
    machine.advance(SILENCE + 0.1)
    assert said(b)[0] == f"Node MSM-A {text}"
    assert (b.state, b.running, b.watch.state()) == ("MASTER", True, state)
    assert (b.store.get(Setting, "unsaved"), b.store.rows(Learned)) == (Setting("unsaved", 5), [Learned(1, 1)])


@pytest.mark.parametrize("sender", ["", "MSM-A", "MSM-B"])
def test_behind_a_cut_channel_nobody_takes_over(sender: str) -> None:
    """Silence with a pulse: the backup still sees that a working MSM holds the master line; one way or both ways."""
    machine, a, b = both()
    machine.backplane.cut(sender)
    machine.advance(600.0)
    assert states(machine) == ["MASTER", "BACKUP"]
    assert (a.watch.state(), b.watch.state()) == ("FAIL", "MASTER")
    assert said(a)[-1] == "Node MSM-B is cut off: it works, and nothing is heard of it (Backup lost)"
    assert said(b) == ["Node MSM-A is cut off: it works, and nothing is heard of it"]  # it is no backup
    assert not machine.in_sync
    machine.backplane.join()
    machine.settle()
    assert machine.in_sync
    assert (a.watch.state(), b.watch.state()) == ("BACKUP", "MASTER")


def test_a_hanging_master_keeps_its_line_without_the_watchdog() -> None:
    """Nobody takes over until it is repaired; it then boots as the backup of the other."""
    machine, a, b = both()
    toy.put(machine, NoWatchdog())
    machine.hang("A")
    machine.advance(600.0)
    assert (machine.backplane.master, b.state, b.watch.state()) == ("MSM-A", "BACKUP", "MASTER")
    assert machine.describe() == "MSM-A hangs, MSM-B BACKUP"
    with pytest.raises(LabError, match="does not run"):
        machine.hang("A")
    machine.repair("A")
    machine.settle()
    assert states(machine) == ["BACKUP", "MASTER"]
    assert machine.in_sync
    assert not a.hangs


def test_a_hanging_node_does_nothing() -> None:
    """It takes no message and sends none, no timer of it runs, and what it had sent is lost."""
    machine, a, b = both()
    toy.put(machine, NoWatchdog())
    a.put([Learned(1)])
    a.later(5.0, "vlan", "anything")
    machine.hang("A")
    content = toy.content(a)
    machine.advance(100.0)
    assert b.store.rows(Learned) == []
    assert toy.content(a) == content
    assert machine.clock.next is None


def test_down_is_a_state_of_its_own() -> None:
    """A node that is rebooted says so before: it is DOWN here and there, and there until its next boot is heard."""
    machine, a, b = both()
    reboot(machine, "MSM-B")
    machine.advance(0.05)
    assert (b.state, a.watch.state()) == ("DOWN", "DOWN")
    machine.advance(60.0)
    assert (b.state, a.watch.state()) == ("INIT", "DOWN")
    machine.advance(6.0)
    assert a.watch.state() == "INIT"


def test_who_hands_over_while_the_channel_fails_is_followed_all_the_same() -> None:
    """The word is lost; the backup sees that the master line is free once the master restarts."""
    machine, a, b = both()
    toy.put(machine, Setting("unsaved", 5))
    machine.backplane.cut()
    a.step_down()
    machine.advance(3.0)
    assert (a.state, b.state, b.running) == ("INIT", "MASTER", True)
    assert b.store.get(Setting, "unsaved") == Setting("unsaved", 5)


# -- what is under way -----------------------------------------------------------------------------------------------


def test_what_is_under_way_is_lost_with_the_master() -> None:
    """A change that has not arrived dies with its sender; one that was waited for is kept."""
    machine, a, b = both()
    toy.put(machine, Setting("kept"))
    a.put([Setting("lost")])
    machine.remove("A")
    machine.advance(5.0)
    assert (b.store.get(Setting, "kept"), b.store.get(Setting, "lost")) == (Setting("kept"), None)


def test_what_is_under_way_is_part_of_a_snapshot() -> None:
    """In the copy it arrives, whatever becomes of the original."""
    machine, a, b = both()
    a.put([Setting("under way")])
    copy = machine.snapshot()
    machine.remove("A")
    machine.advance(5.0)
    copy.drain()
    assert b.store.get(Setting, "under way") is None
    assert copy.nodes["MSM-B"].store.get(Setting, "under way") == Setting("under way")


def test_a_file_of_which_half_has_come_replaces_nothing() -> None:
    """The old file stays until the new one is complete, also if the sender dies in the middle of it."""
    machine, a, b = both()
    toy.save(machine)
    old = b.flash.read("primary.cfg")
    a.put([Setting(f"{number}", number) for number in range(400)])
    machine.drain()
    machine.backplane.impair(slower=9600.0)
    reply = a.config.save("primary.cfg", "admin")
    size = len(a.flash.read("primary.cfg"))
    machine.advance(size / 9600.0 * 0.7)
    assert (reply.answered, b.flash.read("primary.cfg") == old) == (False, True)
    whole = machine.snapshot()
    machine.remove("A")
    machine.advance(60.0)
    assert b.flash.read("primary.cfg") == old
    whole.drain()
    assert whole.nodes["MSM-B"].flash.read("primary.cfg") == a.flash.read("primary.cfg")


@pytest.mark.parametrize("fault", [{"loss": 0.1}, {"later": 0.5}, {"slower": 9600.0}])
def test_a_faulty_channel_brings_a_backup_in_sync(fault: dict[str, float]) -> None:
    """It takes longer, and both have the same in the end; on a lossy channel the repeats are errors."""
    machine, a, b = both()
    machine.backplane.impair(**fault)
    machine.remove("B")
    machine.advance(1.0)
    toy.put(machine, *[Learned(number) for number in range(200)], Setting("meanwhile"))
    machine.insert("B")
    machine.settle()
    machine.drain()
    assert machine.in_sync
    assert toy.content(a) == toy.content(b)
    errors = sum(counter.errors for counter in a.checkpoint.counters.values())
    assert (errors > 0) == (a.channel is not None and a.channel.repeats > 0)
    assert errors > 0 or "loss" not in fault


def test_an_idle_day_has_no_events() -> None:
    """Nothing happens in it, and the keep-alives of the day are counted all the same."""
    machine, _, _ = both()
    wire = machine.backplane.wires["MSM-A"]
    before = wire.keep_alives
    assert machine.clock.next is None
    machine.advance(86400.0)
    assert wire.keep_alives - before == 86400 * 20
    assert machine.in_sync


# -- processes that do not run ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["MSM-A", "MSM-B"])
def test_a_process_that_does_not_run_neither_sends_nor_receives(where: str) -> None:
    """Its changes stay where they are, the backup is not in sync, and once it runs again it is brought in sync."""
    machine, a, b = both()
    toy.put(machine, Learned(1), Learned(2), Setting("before"))
    node = machine.nodes[where]
    node.process_stopped("fdb")
    machine.drain()
    assert not machine.in_sync
    assert (a.checkpoint.in_sync, a.checkpoint.counters["fdb"].on) == (False, False)
    assert said(a)[-1] == "Node MSM-B is not in sync: fdb does not run on both MSMs"
    before = [n.checkpoint.counters["fdb"].transmitted + n.checkpoint.counters["fdb"].received for n in (a, b)]
    toy.put(machine, Learned(3), Setting("other"))
    with a.change() as transaction:
        transaction.delete(Learned, 1)
    machine.drain()
    assert (b.store.rows(Learned), b.store.get(Setting, "other")) == ([Learned(1), Learned(2)], Setting("other"))
    after = [n.checkpoint.counters["fdb"].transmitted + n.checkpoint.counters["fdb"].received for n in (a, b)]
    assert after == before
    node.process_started("fdb")
    machine.settle()
    assert machine.in_sync
    assert toy.content(a) == toy.content(b)
    assert b.store.rows(Learned) == [Learned(2), Learned(3)]


@pytest.mark.parametrize("where", ["MSM-A", "MSM-B"])
@pytest.mark.parametrize("process", ["vlan", "cfgmgr", "devmgr", "nodemgr"])
def test_the_configuration_follows_when_its_process_runs_again(process: str, where: str) -> None:
    """Whichever process stopped, on whichever MSM, what changed meanwhile is on the backup in the end."""
    machine, a, b = both()
    machine.nodes[where].process_stopped(process)
    machine.advance(2.0)
    assert states(machine) == ["MASTER", "BACKUP"]
    assert not machine.in_sync
    toy.put(machine, Setting("meanwhile", 7))
    assert (b.store.get(Setting, "meanwhile") is None) == (process in ("vlan", "nodemgr"))
    machine.nodes[where].process_started(process)
    machine.settle()
    assert machine.in_sync
    assert b.store.get(Setting, "meanwhile") == Setting("meanwhile", 7)
    assert toy.content(a) == toy.content(b)


@pytest.mark.parametrize("seconds", [0.0, 5.0, 16.0, 20.0, 24.0, 26.0, 27.0, 28.0, 30.0])
def test_a_process_can_stop_at_any_moment_of_a_checkpoint(seconds: float) -> None:
    """The checkpoint goes on without it and ends out of sync; started again, at once or later, it is in sync."""
    machine = toy.warm()
    toy.put(machine, *[Learned(number) for number in range(300)])
    machine.remove("B")
    machine.advance(1.0)
    machine.insert("B")
    machine.wait(lambda: toy.master(machine).checkpoint.active, "the checkpoint")
    machine.advance(seconds)
    b = machine.nodes["MSM-B"]
    b.process_stopped("fdb")
    machine.advance(1.0)
    other = machine.snapshot()
    b.process_started("fdb")
    machine.settle()
    other.settle()
    assert (machine.in_sync, other.in_sync) == (True, False)
    other.nodes["MSM-B"].process_started("fdb")
    other.settle()
    for each in (machine, other):
        a, b = each.nodes.values()
        assert (each.in_sync, toy.content(a) == toy.content(b)) == (True, True)
        counter = a.checkpoint.counters["fdb"]
        assert (counter.sent, counter.total, counter.done) == (300, 300, True)


def test_no_message_of_a_stopped_process_leaves_or_is_taken() -> None:
    """Neither by the sender, who is told so at once, nor by the receiver, whose refusal is an error of the sender."""
    machine, a, b = both()
    message = Dynamic("fdb", (Change(Learned, (9,), Learned(9)),))
    a.process_stopped("fdb")
    assert not a.checkpoint.send(message)
    a.process_started("fdb")
    machine.settle()
    errors = a.checkpoint.counters["fdb"].errors
    b.process_stopped("fdb")
    reply = Reply()
    assert a.checkpoint.send(message, reply.expect())
    machine.drain()
    assert (reply.answered, reply.taken, b.store.rows(Learned)) == (True, False, [])
    assert a.checkpoint.counters["fdb"].errors == errors + 1


def test_a_checkpoint_is_no_faster_than_the_channel() -> None:
    """On a slow channel the master counts nothing as sent that the backup has not, but for what is under way."""
    machine, a, b = both()
    toy.put(machine, *[Learned(number) for number in range(300)])
    machine.remove("B")
    machine.advance(1.0)
    machine.insert("B")
    machine.wait(lambda: a.checkpoint.counters["fdb"].on, "the turn of fdb")
    machine.backplane.impair(slower=1000.0)
    ahead = 0
    while not machine.in_sync:
        assert machine.clock.step()
        ahead = max(ahead, a.checkpoint.counters["fdb"].sent - b.checkpoint.counters["fdb"].sent)
    assert 0 < ahead <= BATCH


def test_health_counts_processes_that_do_not_run() -> None:
    """The other node is told, and shows it."""
    machine, a, b = both()
    healthy = a.hello().software_health
    b.process_stopped("fdb")
    machine.drain()
    peer: Any = a.peer
    assert (peer.software_health, peer.state) == (healthy - 1, "BACKUP")


@pytest.mark.parametrize("delay", [0.5, 2.0, 10.0])
def test_words_that_are_late_are_heard_all_the_same(delay: float) -> None:
    """A delay longer than the silence that is allowed breaks the channel once at most; then both are in sync again."""
    machine, a, _ = both()
    before = len(a.log.entries)
    machine.backplane.impair(later=delay)
    machine.advance(1200.0)
    assert machine.in_sync
    assert len(said(a, before)) == 2 * (delay > SILENCE)  # it was cut off, and it is in sync
    machine.backplane.join()
    machine.advance(600.0)
    assert machine.in_sync
