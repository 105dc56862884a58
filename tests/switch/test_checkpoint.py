"""Replication: its order, its time, its counters, and that nothing is lost whatever happens meanwhile.

evidence: guide 11.3 p.72-73 (the steps, the order of dependencies)
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
import toy
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import Fleeting, Learned, Only, Own, Priority, Setting

from xos_cli.switch.channel.pieces import Piece
from xos_cli.switch.machine import Machine
from xos_cli.switch.messages import Bulk, CheckpointBegin, ConfigDone, Dynamic, Message, ModuleConfig
from xos_cli.switch.node import Node
from xos_cli.switch.tables import Change, Scope, info


@cache
def _asking(rows: int) -> Machine:
    machine = toy.warm()
    toy.put(machine, *[Learned(number) for number in range(rows)])
    machine.remove("B")
    machine.advance(1.0)
    machine.insert("B")
    machine.wait(lambda: toy.master(machine).checkpoint.active, "the checkpoint")
    return machine


def asking(rows: int = 100) -> Machine:
    """A toy whose checkpoint of so many learned rows has just begun."""
    return _asking(rows).snapshot()


def steps(machine: Machine) -> Iterator[Node]:
    """The master, before each step of the checkpoint until it ends."""
    while not machine.in_sync:
        yield toy.master(machine)
        assert machine.clock.step(machine.clock.now + 100.0)


class Wire:
    """Listens to the wires of the channel: who sent how many messages of which process, what was sent again, and all
    messages in their order."""

    def __init__(self, machine: Machine) -> None:
        self.sent: Counter[tuple[str, str]] = Counter()
        self.again: Counter[tuple[str, str]] = Counter()
        self.messages: list[Message] = []
        for name, wire in machine.backplane.wires.items():
            wire.carry = self.listen(name, wire.carry)  # type: ignore[assignment,method-assign]

    def listen(self, sender: str, carry: Callable[[Any, int], float]) -> Callable[[Any, int], float]:
        """Count what a wire carries."""
        seen: set[tuple[int, int]] = set()

        def carried(frame: Any, size: int) -> float:
            if isinstance(frame, Piece) and frame.message is not None:
                again = frame[0:3:2] in seen
                (self.again if again else self.sent)[sender, frame.message.process] += 1
                seen.add(frame[0:3:2])
                if not again:
                    self.messages.append(frame.message)
            return carry(frame, size)

        return carried


# -- order and time ---------------------------------------------------------------------------------------------------


def test_a_process_begins_when_all_it_depends_on_have_finished() -> None:
    """At the moment a process is switched on everything that it waits for has sent all its rows."""
    machine = asking()
    toy.put(machine, *[Fleeting(number) for number in range(50)])
    on: list[str] = []
    for master in steps(machine):
        counters = master.checkpoint.counters
        for name, counter in counters.items():
            if counter.on and name not in on:
                on.append(name)
                before = [other for other in master.chassis.processes[name].after if other in counters]
                assert all(counters[other].on and counters[other].sent == counters[other].total for other in before)
                assert set(before) <= set(on)
    assert on == list(toy.master(machine).chassis.checkpoint_order())


def test_processes_transfer_one_after_another() -> None:
    """While one process has rows to send no later one is switched on."""
    machine = asking(400)
    under_way = 0
    for master in steps(machine):
        counters = master.checkpoint.counters
        if 0 < counters["fdb"].sent < counters["fdb"].total:
            under_way += 1
            assert not counters["eaps"].on
            assert not counters["fdb"].done
    assert under_way > 5


def test_counters_grow_to_their_total() -> None:
    """Sent only grows, never beyond the total, and ends there."""
    machine, seen = asking(1000), [0]
    for master in steps(machine):
        counter = master.checkpoint.counters["fdb"]
        assert seen[-1] <= counter.sent <= max(counter.total, seen[-1])
        seen.append(counter.sent)
    for node in machine.nodes.values():
        counter = node.checkpoint.counters["fdb"]
        assert (counter.sent, counter.total, counter.on, counter.done) == (1000, 1000, True, True)


def test_it_takes_time_in_proportion_to_the_rows() -> None:
    """So many rows more take so many times longer."""
    seconds = []
    for rows in (0, 1000, 2000, 4000):
        machine = asking(rows)
        before = machine.clock.now
        machine.settle()
        seconds.append(machine.clock.now - before)
    more = [later - seconds[0] for later in seconds[1:]]
    assert more == pytest.approx([1000 * 0.004, 2000 * 0.004, 4000 * 0.004], rel=0.01)


def test_configuration_comes_before_run_time_state() -> None:
    """Step one is complete before the first row of state goes.  evidence: guide 11.3 p.72"""
    machine = asking()
    wire = Wire(machine)
    machine.settle()
    kinds = [type(message).__name__ for message in wire.messages]
    first_bulk, last_module = kinds.index("Bulk"), len(kinds) - 1 - kinds[::-1].index("ModuleConfig")
    assert last_module < kinds.index("ConfigDone") < first_bulk < kinds.index("InSync")


# -- counters ---------------------------------------------------------------------------------------------------------


def counted(node: Node, what: str) -> dict[str, int]:
    """One column of `show checkpoint-data`, without its zeros."""
    return {
        name: getattr(counter, what) for name, counter in node.checkpoint.counters.items() if getattr(counter, what)
    }


def of(wire: Counter[tuple[str, str]], name: str) -> dict[str, int]:
    """What a node sent, by process."""
    return {process: count for (sender, process), count in wire.items() if sender == name}


def test_counters_are_the_messages_that_really_went() -> None:
    """From power-on through changes: Tx and Rx of both nodes are what passed over the channel."""
    machine = toy.cold()
    wire = Wire(machine)
    machine.power_on()
    machine.settle()
    machine.drain()
    toy.put(machine, *[Learned(number) for number in range(40)])
    toy.put(machine, Setting("late"), Fleeting(1))
    toy.save(machine)
    a, b = machine.nodes.values()
    assert counted(a, "transmitted") == counted(b, "received") == of(wire.sent, "MSM-A")
    assert counted(b, "transmitted") == counted(a, "received") == of(wire.sent, "MSM-B")
    assert counted(a, "errors") == counted(b, "errors") == {}
    assert counted(a, "transmitted")["fdb"] == 2  # the end of an empty bulk checkpoint, and one change
    assert counted(a, "received").keys() == {"nodemgr", "cfgmgr"}  # who only sends changes receives nothing
    answers = counted(a, "received")["cfgmgr"] - 1  # without the request for the checkpoint
    assert answers == counted(a, "transmitted")["cfgmgr"]


def test_traffic_stays_over_a_new_checkpoint() -> None:
    """A backup that comes again adds to the master's traffic; Sent and Total begin anew."""
    machine = asking(64)
    before = counted(toy.master(machine), "transmitted")
    machine.settle()
    after = toy.master(machine).checkpoint.counters["fdb"]
    assert after.transmitted == before["fdb"] + 3  # two batches and the end
    assert (after.sent, after.total) == (64, 64)


def test_what_does_not_arrive_is_an_error() -> None:
    """A change sent into a cut channel, before the cut is noticed, is sent again and given up, which ends the sync.

    Each of these is an error, and it counts as sent once.
    """
    machine = toy.warm()
    machine.drain()
    wire = Wire(machine)
    machine.backplane.cut()
    before = counted(toy.master(machine), "transmitted").get("fdb", 0)
    toy.put(machine, Learned(1))
    master = toy.master(machine)
    again = of(wire.again, master.name)
    assert again["fdb"] > 0
    assert counted(master, "errors") == {"fdb": again["fdb"] + 1}
    assert counted(master, "transmitted")["fdb"] == before + 1
    assert not master.checkpoint.in_sync
    machine.advance(1.0)
    toy.put(machine, Learned(2))
    assert counted(master, "errors") == {"fdb": again["fdb"] + 1}
    assert not any(counter.on for counter in master.checkpoint.counters.values())


def test_both_msms_count_the_same_bulk_checkpoint() -> None:
    """Sent and Total of every process, the configuration manager's modules too, are the same on the backup."""
    machine = asking(40)
    a, b = machine.nodes.values()
    seen = set()
    for _ in steps(machine):
        counter = b.checkpoint.counters["cfgmgr"]
        seen.add(counter.sent)
        assert counter.sent <= counter.total or not b.checkpoint.active
    modules = len(machine.chassis.modules)
    assert seen == set(range(modules + 1))
    for name, counter in a.checkpoint.counters.items():
        other = b.checkpoint.counters[name]
        assert (counter.sent, counter.total, counter.on) == (other.sent, other.total, other.on), name
    assert (b.checkpoint.counters["cfgmgr"].sent, b.checkpoint.counters["cfgmgr"].done) == (modules, True)


# -- what arrives -----------------------------------------------------------------------------------------------------


def test_scopes_go_as_far_as_they_say() -> None:
    """Configuration and state are on the backup, what is local is not."""
    machine = toy.warm()
    toy.put(machine, Setting("a", 5), Learned(1, 2), Fleeting(3), Own(4))
    store = toy.backup(machine).store
    assert (store.rows(Learned), store.rows(Fleeting), store.rows(Own)) == ([Learned(1, 2)], [Fleeting(3)], [])
    assert store.get(Setting, "a") == Setting("a", 5)
    assert toy.content(toy.master(machine)) == toy.content(toy.backup(machine))


def test_the_order_of_rows_is_the_masters() -> None:
    """Both nodes would print and save the same lines in the same order."""
    machine = toy.warm()
    toy.put(machine, *[Setting(name) for name in "cab"])
    with toy.master(machine).change() as transaction:
        transaction.delete(Setting, "a")
        transaction.put(Setting("a", 9))
    machine.remove("B")
    machine.insert("B")
    machine.settle()
    toy.put(machine, Setting("d"))
    rows = toy.master(machine).store.rows(Setting)
    assert toy.backup(machine).store.rows(Setting) == rows
    assert [row.name for row in rows] == ["factory", "c", "b", "a", "d"]


def test_a_row_learned_between_the_turn_and_the_first_batch_stays() -> None:
    """A change that overtakes the first batch of its process is not wiped out by it."""
    machine = asking(40)
    for master in steps(machine):
        if master.checkpoint.counters["fdb"].on:
            break
    assert toy.master(machine).checkpoint.counters["fdb"].sent == 0
    toy.put(machine, Learned(1000, 7))
    machine.settle()
    assert toy.backup(machine).store.get(Learned, 1000) == Learned(1000, 7)
    assert toy.content(toy.master(machine)) == toy.content(toy.backup(machine))


def test_what_a_backup_held_before_is_forgotten() -> None:
    """Rows that the master lost while the channel was cut are gone on the backup after the join, in every process."""
    machine = toy.warm()
    toy.put(machine, Learned(1), Fleeting(1), Setting("old"))
    machine.backplane.cut()
    machine.advance(1.0)
    with toy.master(machine).change() as transaction:
        for table, key in ((Learned, 1), (Fleeting, 1), (Setting, "old")):
            transaction.delete(table, key)
    assert toy.backup(machine).store.rows(Learned) == [Learned(1)]
    machine.backplane.join()
    machine.settle()
    assert toy.backup(machine).store.rows(Learned) == []
    assert toy.backup(machine).store.rows(Fleeting) == []
    assert toy.backup(machine).store.get(Setting, "old") is None


ROWS = st.one_of(
    st.builds(Learned, st.integers(0, 70)),
    st.builds(Fleeting, st.integers(0, 3)),
    st.builds(Setting, st.sampled_from(["a", "b", "c"])),
    st.builds(Priority, st.sampled_from("AB"), st.just(0)),
    st.just(Only()),
)
CHANGES: st.SearchStrategy[list[tuple[float, Any, bool]]] = st.lists(
    st.tuples(st.floats(0.0, 2.5), ROWS, st.booleans()), max_size=25
)


@settings(max_examples=40, deadline=None)
@given(changes=CHANGES)
def test_changes_under_way_arrive_and_never_go_back(changes: list[tuple[float, Any, bool]]) -> None:
    """Whatever changes while a checkpoint is under way is on the backup in the end, each row never older than before.

    The value of each row that is put is the number of the change.
    """
    machine = asking(60)
    backup = toy.backup(machine)
    last: dict[tuple[type, Any], int] = {}
    store_set = backup.store.set

    def watch(table: type, key: Any, row: Any) -> Any:
        if row is not None and table in (Learned, Setting):
            assert row.value >= last.get((table, key), 0) or row.value == 0
            last[table, key] = row.value
        return store_set(table, key, row)

    backup.store.set = watch  # type: ignore[method-assign]
    for number, (seconds, row, gone) in enumerate(changes, 1):
        machine.advance(seconds)
        with toy.master(machine).change() as transaction:
            if gone:
                transaction.delete(type(row), *row[: len(info(type(row)).key)])
            elif hasattr(row, "value"):
                transaction.put(row._replace(value=number))
            else:
                transaction.put(row)
    machine.settle()
    assert toy.content(toy.master(machine)) == toy.content(backup)
    assert [*backup.store.rows(Setting)] == [*toy.master(machine).store.rows(Setting)]


def test_a_change_in_sync_goes_once_and_at_once() -> None:
    """In sync every change is one message of its process, whatever the number of rows."""
    machine = toy.warm()
    wire = Wire(machine)
    toy.put(machine, *[Learned(number) for number in range(100)])
    assert [type(message) for message in wire.messages] == [Dynamic]
    toy.put(machine, Learned(5), Own(1))
    assert len(wire.messages) == 1


# -- broken off -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [0.0, 5.0, 16.0, 20.0, 27.0])
@pytest.mark.parametrize("how", ["cut", "remove", "fail"])
def test_a_checkpoint_can_be_broken_off_anywhere(how: str, seconds: float) -> None:
    """Whatever ends it, the master goes on alone; the next one begins from the beginning and ends in sync."""
    machine = asking(300)
    machine.advance(seconds)
    assert not machine.in_sync
    if how == "cut":
        machine.backplane.cut()
    else:
        getattr(machine, how)("B")
    machine.advance(5.0)
    master = toy.master(machine)
    assert (master.checkpoint.active, master.checkpoint.in_sync, master.config.state) == (False, False, "RUNNING")
    toy.put(machine, Learned(7, 7), Setting("meanwhile"))
    if how == "cut":
        machine.backplane.join()
    else:
        {"remove": machine.insert, "fail": machine.repair}[how]("B")
    machine.settle()
    assert toy.content(master) == toy.content(toy.backup(machine))


def test_an_empty_process_sends_nothing() -> None:
    """Processes without rows of state add no time and no message, and are on all the same."""
    machine = asking(0)
    wire = Wire(machine)
    machine.settle()
    assert {message.process for message in wire.messages if isinstance(message, Bulk)} == set()
    assert all(counter.on for node in machine.nodes.values() for counter in node.checkpoint.counters.values())
    assert toy.backup(machine).store.content(Scope.STATE) == toy.master(machine).store.content(Scope.STATE)


# -- saved files ------------------------------------------------------------------------------------------------------


def away(machine: Machine) -> tuple[Node, Node]:
    """MSM-B is pulled out of its slot; the two nodes."""
    machine.remove("B")
    machine.advance(1.0)
    a, b = machine.nodes.values()
    return a, b


def back(machine: Machine) -> None:
    """MSM-B is put in again, until it is in sync."""
    machine.insert("B")
    machine.settle()


@pytest.mark.parametrize("data", [b"", b"<xos-configuration", b"<html/>"])
def test_a_damaged_configuration_replaces_no_good_one(data: bytes) -> None:
    """What the master cannot read it does not send, and says so in the log; files of other kinds go as they are."""
    machine = toy.warm()
    toy.save(machine)
    a, b = away(machine)
    a.flash.write("primary.cfg", data, toy.START)
    a.flash.write("one.pol", data, toy.START)
    good = b.flash.read("primary.cfg")
    back(machine)
    assert (b.flash.read("primary.cfg"), b.flash.read("one.pol")) == (good, data)
    warned = [entry.text for entry in a.log.entries if entry.name == "cm.file.syncFail"]
    assert len(warned) == 1
    assert "primary.cfg is not sent" in warned[0]


# -- a failover out of sync -------------------------------------------------------------------------------------------


def resyncing(machine: Machine) -> Node:
    """MSM-B was in sync, missed changes while the channel was cut, and is being brought in sync again."""
    toy.put(machine, Setting("old"), *map(Learned, range(40)))
    machine.backplane.cut()
    machine.advance(1.0)
    toy.put(machine, Setting("new"), Learned(99))
    machine.backplane.join()
    return machine.nodes["MSM-B"]


@pytest.mark.parametrize("step", range(0, 120, 3))
def test_what_was_sent_stays_whenever_the_master_is_lost(step: int) -> None:
    """In each step of a second checkpoint the backup has the whole old configuration or the whole new one, and state.

    evidence: guide 11.3 p.72 (the master's active configuration), inferred (the one sent before)
    """
    machine = toy.warm()
    backup = resyncing(machine)
    for _ in range(step):
        machine.clock.step()
    new = backup.store.get(Setting, "new")
    machine.remove("A")
    machine.advance(1.0)
    assert (backup.is_master, backup.running, backup.config.dirty) == (True, True, True)
    names = [row.name for row in backup.store.rows(Setting)]
    assert names == ["factory", "old", *["new"] * (new is not None)]
    assert {row.number for row in backup.store.rows(Learned)} >= set(range(40))


def test_state_that_a_process_has_not_sent_anew_stays() -> None:
    """A failover before the turn of a process keeps what the process sent in the checkpoint before."""
    machine = toy.warm()
    backup = resyncing(machine)
    machine.wait(lambda: backup.checkpoint.counters["cfgmgr"].done, "the configuration")
    machine.remove("A")
    machine.advance(1.0)
    assert [row.number for row in backup.store.rows(Learned)] == list(range(40))


def test_rows_changed_during_their_turn_have_the_masters_order() -> None:
    """Rows put, deleted and put again before and between the batches of their process are in the same order on both."""
    machine = asking(100)
    number, before = 0, -1
    for master in steps(machine):
        counter = master.checkpoint.counters["fdb"]
        if counter.on and not counter.done and counter.sent > before:
            number, before = number + 1, counter.sent
            with master.change() as transaction:
                transaction.put(Learned(1000 + number))
                transaction.delete(Learned, 50 + number)
                transaction.delete(Learned, number)
                transaction.put(Learned(number, 9))
    backup = toy.backup(machine).store.rows(Learned)
    assert backup == toy.master(machine).store.rows(Learned)
    assert (number > 3, len(backup)) == (True, 100)


def test_what_a_broken_checkpoint_brought_is_not_put_in_force_by_the_next() -> None:
    """Configuration of a checkpoint that was cut off goes; the next one puts in force what it brings itself."""
    machine = toy.warm()
    backup = toy.backup(machine)
    replica, before = backup.checkpoint.replica, toy.content(backup)
    stale = Change(Setting, ("stale",), Setting("stale"))
    replica.begin(CheckpointBegin())
    replica.module(ModuleConfig("vlan", (stale,)))
    backup.checkpoint.stop()
    replica.begin(CheckpointBegin())
    replica.config_done(ConfigDone("primary.cfg"))
    assert toy.content(backup) == before
    replica.begin(CheckpointBegin())
    replica.module(ModuleConfig("vlan", (stale,)))
    replica.config_done(ConfigDone("primary.cfg"))
    assert [row.name for row in backup.store.rows(Setting)] == ["stale"]
