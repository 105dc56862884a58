"""The states of a node, who takes over, and with what.

evidence: guide 11.3 p.70-73 (states, election, what a new master runs with)
"""

import pytest
import toy
from toy import Fleeting, Learned, Own, Priority, Setting

from xos_cli.errors import LabError
from xos_cli.switch.election import State
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node


def states(machine: Machine) -> list[str]:
    """The states of the nodes, by slot."""
    return [node.state for node in machine.nodes.values()]


def way(machine: Machine, name: str, seconds: int) -> list[str]:
    """The states that a node goes through in so many seconds."""
    found: list[str] = []
    for _ in range(seconds * 4):
        machine.advance(0.25)
        state = machine.nodes[name].state
        if not found or found[-1] != state:
            found.append(state)
    return found


def saved(machine: Machine, *rows: Priority | Setting) -> None:
    """Have the rows in the saved file of both MSMs."""
    toy.put(machine, *rows)
    toy.save(machine)


# -- from power-on to a role ------------------------------------------------------------------------------------------


def test_states_of_a_cold_boot() -> None:
    """INIT until the hardware is initialised, STANDBY until the election, then the role."""
    machine = toy.cold()
    machine.power_on()
    assert way(machine, "MSM-A", 66) == ["INIT"]
    other = machine.snapshot()
    assert way(machine, "MSM-A", 60) == ["INIT", "STANDBY", "MASTER"]
    assert way(other, "MSM-B", 60) == ["INIT", "STANDBY", "BACKUP"]


def test_times_of_a_cold_boot() -> None:
    """The moments are those of a real two-node system.  evidence: capture 12.5 debug-cfgmgr-show-history"""
    machine = toy.cold()
    machine.power_on()
    entered: dict[str, float] = {}
    while not machine.in_sync:
        assert machine.clock.step()
        for name, so in {
            "standby": toy_state(machine, State.STANDBY),
            "master": machine.master is not None,
            "running": machine.master is not None and machine.master.running,
        }.items():
            if so:
                entered.setdefault(name, machine.clock.now - toy.START)
    assert entered == pytest.approx({"standby": 71, "master": 87, "running": 150}, abs=1.0)


def toy_state(machine: Machine, state: str) -> bool:
    """Whether MSM-A is in this state."""
    return machine.nodes["MSM-A"].state == state


def test_a_stand_alone_switch_is_operational() -> None:
    """A node without a peer is OPERATIONAL, sooner, and in sync with itself.  evidence: capture 11.2"""
    machine = toy.cold("summit-x450-24t")
    machine.power_on()
    machine.settle()
    assert states(machine) == ["OPERATIONAL"]
    assert machine.in_sync
    assert machine.clock.now - toy.START < 120


def test_the_console_shows_the_boot_and_then_the_login() -> None:
    """The boot screen in its order, and when one can log in, on both consoles."""
    machine = toy.cold()
    machine.power_on()
    machine.settle()
    for node, role in zip(machine.nodes.values(), ("master", "backup"), strict=True):
        screen = node.console.take()
        places = [
            screen.index(text)
            for text in (
                "Bootloader",
                "POST... PASSED",
                "primary image",
                "ExtremeWare XOS 11.3.1.3",
                f"the {role} node",
            )
        ]
        assert places == sorted(places)


def test_one_can_log_in_at_the_backup_once_it_has_the_configuration() -> None:
    """Not before: accounts are part of the configuration; without the channel at once."""
    machine = toy.warm()
    machine.remove("B")
    machine.insert("B")
    backup = machine.nodes["MSM-B"]
    machine.wait(lambda: backup.login_open, "a login")
    assert backup.checkpoint.configured
    machine.remove("B")
    machine.backplane.cut()
    machine.insert("B")
    machine.wait(lambda: backup.login_open, "a login")
    assert (backup.state, backup.checkpoint.configured) == ("BACKUP", False)


# -- election ---------------------------------------------------------------------------------------------------------


def test_slot_a_is_master_by_default() -> None:
    """With nothing configured MSM-A wins a cold boot, and after a failover and a reboot of all again."""
    machine = toy.warm()
    assert states(machine) == ["MASTER", "BACKUP"]
    toy.master(machine).step_down()
    machine.settle()
    assert states(machine) == ["BACKUP", "MASTER"]
    machine.backplane.reset_all()
    machine.settle()
    assert states(machine) == ["MASTER", "BACKUP"]


def test_priority_wins_a_cold_boot() -> None:
    """The priority in the saved file counts; the lower the better."""
    machine = toy.warm()
    saved(machine, Priority("A", 20), Priority("B", 10))
    machine.power_off()
    machine.power_on()
    machine.settle()
    assert states(machine) == ["BACKUP", "MASTER"]


def test_an_unsaved_priority_counts_for_nothing_after_a_reboot() -> None:
    """Priorities are configuration: what is not saved is gone."""
    machine = toy.warm()
    toy.put(machine, Priority("B", 1))
    machine.backplane.reset_all()
    machine.settle()
    assert states(machine) == ["MASTER", "BACKUP"]


def test_no_preemption() -> None:
    """A node of better priority that comes later, or whose priority is raised, stays the backup."""
    machine = toy.warm()
    saved(machine, Priority("B", 1))
    machine.advance(300.0)
    assert states(machine) == ["MASTER", "BACKUP"]
    machine.remove("B")
    machine.insert("B")
    assert way(machine, "MSM-B", 200) == ["INIT", "STANDBY", "BACKUP"]
    machine.remove("A")
    machine.advance(1.0)
    saved(machine, Priority("A", 1), Priority("B", 50))
    machine.insert("A")
    assert way(machine, "MSM-A", 200) == ["INIT", "STANDBY", "BACKUP"]


def test_health_decides_among_equals() -> None:
    """With the same priority the node with fewer faults wins."""
    machine = toy.cold()
    machine.nodes["MSM-A"].hardware_faults.add("sensor")
    machine.power_on()
    machine.settle()
    assert states(machine) == ["BACKUP", "MASTER"]


def test_a_node_that_hears_nobody_stands_alone() -> None:
    """One MSM becomes master; with the channel cut the master line keeps the other from it."""
    machine = toy.cold()
    machine.remove("A")
    machine.power_on()
    machine.settle()
    assert states(machine) == ["INIT", "MASTER"]
    machine = toy.cold()
    machine.backplane.cut()
    machine.power_on()
    machine.advance(300.0)
    assert sorted(states(machine)) == ["BACKUP", "MASTER"]
    assert not machine.in_sync


# -- failover ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["step down", "remove", "fail", "reset"])
def test_the_backup_takes_over_in_less_than_half_a_second(how: str) -> None:
    """However the master is lost, the backup manages the switch with the active configuration and the hitless state.

    evidence: guide 11.3 p.78 (the time)
    """
    machine = toy.warm()
    toy.put(machine, Setting("unsaved", 5), Learned(1, 1), Fleeting(1))
    old, new = machine.nodes.values()
    match how:
        case "step down":
            old.step_down()
        case "remove":
            machine.remove("A")
        case "fail":
            machine.fail("A")
        case "reset":
            old.reset()
    machine.advance(0.49)
    assert (new.state, new.running, new.login_open) == ("MASTER", True, True)
    assert new.store.get(Setting, "unsaved") == Setting("unsaved", 5)
    assert (new.store.rows(Learned), new.store.rows(Fleeting)) == ([Learned(1, 1)], [])
    assert new.config.dirty


def test_the_old_master_comes_back_as_backup_in_sync() -> None:
    """After a failover the old master restarts and is brought in sync by the new one."""
    machine = toy.warm()
    toy.put(machine, Setting("unsaved"), Own(1))
    a, b = machine.nodes.values()
    a.step_down()
    machine.advance(0.05)
    assert (states(machine), b.watch.state()) == (["DOWN", "MASTER"], "DOWN")
    assert way(machine, "MSM-A", 120) == ["INIT", "STANDBY", "BACKUP"]
    machine.settle()
    assert toy.content(a) == toy.content(b)
    assert a.config.dirty
    assert a.store.rows(Own) == []


def test_a_hundred_failovers() -> None:
    """The active configuration, unsaved changes included, is in effect however many failovers follow one another."""
    machine = toy.warm()
    toy.put(machine, *[Setting(f"unsaved-{number}", number) for number in range(50)], *map(Learned, range(100)))
    before = toy.content(toy.master(machine))
    for _ in range(100):
        old = toy.master(machine)
        old.step_down()
        machine.settle()
        assert toy.master(machine) is not old
    assert toy.content(toy.master(machine)) == toy.content(toy.backup(machine)) == before
    assert len(machine.clock._events) < 10


def test_a_failed_node_manages_nothing_until_repaired() -> None:
    """FAIL takes part in no election, not even alone; a repair boots it."""
    machine = toy.warm()
    machine.fail("B", "OverHeat")
    machine.fail("A")
    machine.advance(500.0)
    assert states(machine) == ["FAIL", "FAIL"]
    assert (machine.master, machine.nodes["MSM-B"].failure) == (None, "OverHeat")
    machine.repair("B")
    machine.wait(lambda: machine.master is not None and machine.master.running, "a master")
    assert states(machine) == ["FAIL", "MASTER"]
    machine.repair("A")
    machine.settle()
    assert states(machine) == ["BACKUP", "MASTER"]


def test_power_ends_a_failure() -> None:
    """A node that failed boots when the chassis is switched off and on."""
    machine = toy.warm()
    machine.fail("A")
    machine.power_off()
    machine.power_on()
    machine.settle()
    assert states(machine) == ["MASTER", "BACKUP"]
    assert machine.nodes["MSM-A"].failure == ""


def test_a_master_that_steps_down_while_the_other_boots() -> None:
    """The other is no backup yet: it finishes its boot and is elected, and never leaves the role again."""
    for seconds in (50, 65, 69, 75, 86):
        machine = toy.warm()
        machine.remove("B")
        machine.insert("B")
        machine.advance(float(seconds))
        machine.nodes["MSM-A"].step_down()
        found = way(machine, "MSM-B", 120)
        assert found == [state for state in ("INIT", "STANDBY", "MASTER") if state in found]
        assert found[-1] == "MASTER"
        machine.settle()
        assert states(machine) == ["BACKUP", "MASTER"]


# -- with which configuration -----------------------------------------------------------------------------------------


def own_flash(machine: Machine) -> Node:
    """MSM-B, back in its slot and not synchronised: it has ``old`` in its flash, the master runs with ``new``."""
    saved(machine, Setting("old"))
    machine.backplane.cut()
    machine.advance(1.0)
    saved(machine, Setting("new"))
    machine.remove("B")
    machine.insert("B")
    machine.advance(100.0)
    return machine.nodes["MSM-B"]


def test_a_backup_never_synchronised_takes_its_own_flash() -> None:
    """Without the master's active configuration a new master uses what its own flash has.  evidence: guide 11.3 p.72"""
    machine = toy.warm()
    node = own_flash(machine)
    machine.remove("A")
    machine.wait(lambda: node.running and node.is_master, "a master")
    assert (node.store.get(Setting, "old"), node.store.get(Setting, "new")) == (Setting("old"), None)
    assert (node.config.booted, node.config.dirty) == ("primary.cfg", False)


def test_a_backup_that_has_only_part_takes_its_own_flash() -> None:
    """Before the whole active configuration has been sent what has been sent counts for nothing."""
    machine = toy.warm()
    node = own_flash(machine)
    toy.put(machine, *map(Learned, range(5)))
    machine.backplane.join()
    machine.wait(lambda: node.checkpoint.counters["cfgmgr"].sent == len(machine.chassis.modules), "a part")
    assert not node.checkpoint.configured
    machine.remove("A")
    machine.wait(lambda: node.running and node.is_master, "a master")
    assert node.config.booted == "primary.cfg"
    assert node.store.rows(Learned) == []


def test_a_backup_that_has_the_configuration_but_not_all_state_takes_what_it_has() -> None:
    """With the whole active configuration it goes on with it, unsaved changes included."""
    machine = toy.warm()
    toy.put(machine, Setting("unsaved"), *map(Learned, range(500)))
    machine.remove("B")
    machine.insert("B")
    node = machine.nodes["MSM-B"]
    machine.wait(lambda: 0 < len(node.store.rows(Learned)) < 400, "some of the state")
    assert not machine.in_sync
    machine.remove("A")
    machine.advance(0.5)
    assert (node.state, node.running, node.config.dirty) == ("MASTER", True, True)
    assert node.store.get(Setting, "unsaved") == Setting("unsaved")


def test_cut_off_the_backup_stays_backup_and_takes_over_what_it_was_sent() -> None:
    """A cut channel makes no second master; later the backup goes on with what it was really sent."""
    machine = toy.warm()
    toy.put(machine, Setting("sent"))
    machine.backplane.cut()
    machine.advance(60.0)
    toy.put(machine, Setting("not sent"))
    assert states(machine) == ["MASTER", "BACKUP"]
    machine.remove("A")
    machine.advance(0.5)
    store = toy.master(machine).store
    assert (store.get(Setting, "sent"), store.get(Setting, "not sent")) == (Setting("sent"), None)


def test_memory_is_lost_without_power_and_the_hardware_clock_is_not() -> None:
    """After a power failure the switch runs with what was saved, at the time that was set."""
    machine = toy.warm()
    saved(machine, Setting("saved"))
    toy.put(machine, Setting("unsaved"), Learned(1))
    for node in machine.nodes.values():
        node.rtc_offset = 3600.0
    machine.power_off()
    machine.advance(1000.0)
    assert (machine.master, toy.content(machine.nodes["MSM-A"])[Setting]) == (None, [])
    machine.power_on()
    machine.settle()
    store = toy.master(machine).store
    assert store.get(Setting, "saved") == Setting("saved")
    assert (store.get(Setting, "unsaved"), store.rows(Learned)) == (None, [])
    assert toy.master(machine).time() == machine.clock.now + 3600.0


def test_the_master_gives_a_new_backup_its_time() -> None:
    """A backup that was out while the time was set has it right once it is in sync: a failover shifts no clock."""
    machine = toy.warm()
    machine.remove("B")
    toy.master(machine).rtc_offset = -500.0
    machine.insert("B")
    machine.settle()
    assert [node.rtc_offset for node in machine.nodes.values()] == [-500.0, -500.0]


def test_a_settle_that_cannot_end_is_refused() -> None:
    """With a failed MSM, or no power, nothing settles, and the reason is named."""
    machine = toy.warm()
    machine.fail("B")
    with pytest.raises(LabError, match="MSM-B FAIL"):
        machine.settle()
    machine.power_off()
    with pytest.raises(LabError, match="power off"):
        machine.settle()
