"""Health checks of slots: the processor works for them, and a module that does not answer is reported."""

from conftest import Typist

from xos_cli.processes.devmgr.process import packets
from xos_cli.processes.devmgr.rows import POWERLESS, CardState


def seconds(console: Typist) -> float:
    """Return what devmgr has taken of the processor of MSM-A."""
    row = next(line for line in console.run("show cpu-monitoring process devmgr").splitlines() if "MSM-A" in line)
    return sum(map(float, row.split()[-2:]))


def reports(console: Typist) -> list[str]:
    """Return what was reported."""
    entries = console.machine.nodes["MSM-A"].log.entries
    return [entry.text for entry in entries if entry.text.startswith("Health Check")]


def taken(console: Typist, hours: float) -> float:
    """Return what devmgr takes in a time."""
    before = seconds(console)
    console.machine.advance(3600.0 * hours)
    return seconds(console) - before


def test_the_processor_works_for_them(console: Typist) -> None:
    """Two packets for each interval and slot, on top of what the process does anyway; none once it is disabled."""
    idle = taken(console, 6)
    console.run("enable sys-health-check slot 1")
    one = taken(console, 6)
    assert abs(one - idle - 6 * 600 * 2 * 200e-6) < 0.05
    console.run("enable sys-health-check slot 2", "configure sys-health-check interval 3")
    two = taken(console, 6)
    assert abs(two - idle - 2 * 6 * 1200 * 2 * 200e-6) < 0.05
    console.run("disable sys-health-check slot 1", "disable sys-health-check slot 2")
    assert abs(taken(console, 6) - idle) < 0.05


def test_a_module_without_power_is_reported(console: Typist) -> None:
    """Once, with its slot, at the next packet; again after it has answered; not where checks are disabled."""
    node = console.machine.nodes["MSM-A"]
    card = node.store.one(CardState, 1)
    console.run("enable sys-health-check slot 1")
    for times in (1, 2):
        node.put([card._replace(state=POWERLESS)])
        console.machine.advance(60.0)
        assert len(reports(console)) == times
        node.put([card])
        console.machine.advance(60.0)
    assert reports(console)[0].startswith("Health Check: slot 1: the MSM did not receive the last packet, id 0x")
    console.run("disable sys-health-check slot 1")
    node.put([card._replace(state=POWERLESS)])
    console.machine.advance(60.0)
    assert len(reports(console)) == 2


def test_checks_go_on_after_a_failover(console: Typist) -> None:
    """The new master sends them."""
    console.run("enable sys-health-check slot 1")
    console.say("run msm-failover", "y", ":console msm-b", ":wait in-sync")
    node = console.machine.nodes["MSM-B"]
    before = packets(node)
    console.machine.advance(60.0)
    assert packets(node) - before == 20
