"""The whole switch: hands on it, waiting for it, copies of it."""

import pytest
import toy
from toy import Learned, Setting

from xos_cli.errors import LabError
from xos_cli.program.resources import read_chassis
from xos_cli.switch.machine import Machine
from xos_cli.switch.timing.clock import Clock


def test_what_cannot_be_done_is_refused_and_changes_nothing() -> None:
    """Each hand on the chassis that makes no sense says why."""
    machine = toy.warm()
    for action, why in (
        (lambda: machine.insert("A"), "is in its slot already"),
        (lambda: machine.repair("msm-b"), "has not failed"),
        (lambda: machine.node("C"), "there is MSM-A, MSM-B"),
        (lambda: machine.break_part("psu", "9", True), "no psu 9"),
        (lambda: machine.break_part("fan", "x", True), "no fan x"),
    ):
        with pytest.raises(LabError, match=why):
            action()
    assert machine.in_sync
    machine.remove("MSM-B")
    with pytest.raises(LabError, match="is not in its slot"):
        machine.remove("b")
    with pytest.raises(LabError, match="is not running"):
        machine.fail("B")
    machine.fail("A")
    with pytest.raises(LabError, match="is not running"):
        machine.fail("A")
    with pytest.raises(LabError, match="no master to notice"):
        machine.break_part("psu", "1", True)


def test_describe_says_how_things_are() -> None:
    """The nodes, the power and the channel."""
    machine = toy.warm()
    assert machine.describe() == "MSM-A MASTER, MSM-B BACKUP"
    machine.remove("B")
    machine.backplane.cut()
    assert machine.describe() == "MSM-A MASTER, MSM-B removed, channel cut"
    machine.power_off()
    assert machine.describe() == "MSM-A INIT, MSM-B removed, power off, channel cut"


def test_an_msm_without_power_boots_when_power_comes() -> None:
    """Put into a chassis that is off, it waits."""
    machine = toy.cold()
    machine.remove("B")
    machine.insert("B")
    machine.advance(500.0)
    assert machine.describe() == "MSM-A INIT, MSM-B INIT, power off"
    machine.power_on()
    machine.settle()
    assert machine.in_sync


def test_a_wait_ends_as_soon_as_it_can() -> None:
    """Time passes to the event that brings what is waited for, and not further."""
    machine = toy.cold()
    machine.power_on()
    machine.wait(lambda: machine.master is not None, "a master")
    assert machine.clock.now == toy.START + 87.0


def test_a_wait_ends_when_nothing_can_happen_any_more() -> None:
    """Without events to come, or beyond its patience, a wait is refused with the reason."""
    machine = toy.warm()
    with pytest.raises(LabError, match="the moon: it would never be so"):
        machine.wait(lambda: False, "the moon")
    machine = toy.cold()
    machine.power_on()
    with pytest.raises(LabError, match="MSM-A INIT"):
        machine.wait(lambda: machine.in_sync, "in sync", patience=30.0)


def test_a_snapshot_takes_everything_along() -> None:
    """Rows, flash, time and the events to come: the copy goes on where the original stood, and the original is free."""
    machine = toy.cold()
    machine.power_on()
    machine.advance(160.0)  # in the middle of the checkpoint
    copy = machine.snapshot()
    machine.remove("A")
    machine.power_off()
    copy.settle()
    assert copy.in_sync
    toy.put(copy, Setting("a"), Learned(1))
    toy.save(copy)
    later = copy.snapshot()
    toy.put(copy, Setting("b"))
    toy.master(copy).flash.remove("primary.cfg")
    copy.backplane.reset_all()
    assert toy.master(later).store.get(Setting, "b") is None
    assert toy.master(later).flash.names() == ["primary.cfg"]
    assert later.in_sync


def test_one_can_go_back_to_a_snapshot_again_and_again() -> None:
    """What was restored does not change the snapshot."""
    machine = toy.warm()
    snapshot = machine.snapshot()
    for number in range(3):
        machine.advance(50.0)
        machine.restore(snapshot)
        assert (machine.in_sync, machine.clock.now) == (True, snapshot.clock.now)
        assert toy.master(machine).store.get(Setting, "x") is None
        toy.put(machine, Setting("x", number))
        machine.remove("B")


def test_the_same_start_and_seed_give_the_same_switch() -> None:
    """Two switches of one seed do the same at the same time; of another they differ in detail."""

    def times(seed: int) -> list[float]:
        machine = Machine(read_chassis("bd10808"), toy.Toy(), toy.START, seed=seed)
        machine.power_on()
        machine.settle()
        return [process.since for node in machine.nodes.values() for process in node.processes.values()]

    assert times(1) == times(1) != times(2)


def test_switches_do_not_share_anything() -> None:
    """What is done to one switch is not done to another of the same chassis."""
    one, other = toy.cold(), toy.cold()
    for machine in (one, other):
        machine.power_on()
        machine.settle()
    toy.put(one, Setting("a"), Learned(1))
    one.remove("B")
    assert toy.master(other).store.get(Setting, "a") is None
    assert other.in_sync


def test_every_chassis_boots() -> None:
    """The chassis that come along are in sync within their time."""
    for name in ("bd10808", "bd8810", "bd8806", "summit-x450-24t"):
        machine = toy.cold(name)
        machine.power_on()
        machine.settle()
        assert machine.in_sync
        assert machine.clock.now - toy.START < 195.0


def test_machines_can_share_a_clock() -> None:
    """Time passes for both at once, and what happens to one drops no event of the other."""
    clock = Clock(toy.START)
    one, other = (Machine(read_chassis("bd10808"), toy.Toy(), toy.START, clock=clock) for _ in range(2))
    one.power_on()
    other.power_on()
    one.advance(60.0)
    one.power_off()
    other.settle()
    assert other.in_sync
    assert (one.clock, one.master) == (other.clock, None)
