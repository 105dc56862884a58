"""What the switch costs: printed, not judged.  ``python -m pytest -s tests/benchmarks/test_machine.py``."""

import os
import pathlib
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from statistics import median
from time import perf_counter, process_time

import pytest
import toy
from conftest import booted

from xos_cli.session.session import Session
from xos_cli.switch.machine import Machine

ROOT = pathlib.Path(__file__).resolve().parents[2]
#: Modelled commands: half of them show something, half change something.
MIX = (
    "create vlan sales",
    "configure vlan sales tag 100",
    "show vlan sales",
    "configure vlan sales add ports 1:1-1:4 tagged",
    "configure vlan sales delete ports 1:1-1:4",
    "show node",
    "configure snmp sysContact noc",
    "show slot 1",
    "configure snmp sysContact somebody",
    "show checkpoint-data vlan",
    "delete vlan sales",
    "show switch",
)


def logged_in(machine: Machine) -> Session:
    """Somebody at the console of MSM-A."""
    session = Session(machine, "MSM-A")
    for text in ("admin", ""):
        session.feed(text)
    session.take()
    return session


def type_all(session: Session, lines: tuple[str, ...]) -> None:
    """Type the lines, each when the backup has what the one before sent; none may be refused."""
    for line in lines:
        session.feed(line)
        session.machine.drain()
        assert session.error is None, (line, session.error)
    session.take()


@cache
def _with_vlans(count: int) -> Machine:
    machine = booted("bd10808")
    session = logged_in(machine)
    for number in range(2, count + 2):
        type_all(session, (f"create vlan v{number}", f"configure vlan v{number} tag {number}"))
    session.close()
    return machine


def with_vlans(count: int) -> Machine:
    """A switch in sync that has so many VLANs, each with a tag."""
    return _with_vlans(count).snapshot()


def test_commands_per_second() -> None:
    """In process, one switch: the mix, over and over."""
    session = logged_in(booted("bd10808"))
    type_all(session, MIX)
    rounds = []
    for _ in range(7):
        start = perf_counter()
        for _ in range(20):
            type_all(session, MIX)
        rounds.append(20 * len(MIX) / (perf_counter() - start))
    print(f"\ncommands per second: {median(rounds):,.0f} (best {max(rounds):,.0f})")
    for line in MIX:
        print(f"  {_alone(session, line) * 1e6:7.0f} us  {line}")


def _alone(session: Session, line: str) -> float:
    """Seconds that one line of the mix takes, in its place."""
    found = []
    for _ in range(15):
        for other in MIX:
            start = perf_counter()
            session.feed(other)
            session.machine.drain()
            if other == line:
                found.append(perf_counter() - start)
        session.take()
    return median(found)


def test_failover() -> None:
    """From the command to the new master at work, with few and with many VLANs."""
    costs = {}
    for count in (10, 4000):
        found = []
        for _ in range(5):
            machine = with_vlans(count)
            start = perf_counter()
            machine.nodes["MSM-A"].step_down()
            machine.advance(0.5)
            found.append(perf_counter() - start)
            assert machine.nodes["MSM-B"].running
            assert machine.nodes["MSM-B"].is_master
        costs[count] = median(found)
        print(f"\nfailover with {count} VLANs: {costs[count] * 1e3:.2f} ms", end="")
    print(f"\nratio: {costs[4000] / costs[10]:.1f}")


def test_an_idle_day() -> None:
    """A virtual day in which nobody does anything: without and with a login whose time-out is off."""
    for idle in (True, False):
        machine = booted("bd10808")
        if not idle:
            session = logged_in(machine)
            type_all(session, ("disable idletimeout",))
        found = []
        for _ in range(7):
            start = process_time()
            machine.advance(86400.0)
            found.append(process_time() - start)
        who = "nobody logged in" if idle else "one login without a time-out"
        print(f"\na virtual day, {who}: {median(found) * 1e3:.2f} ms of CPU", end="")
    print()


def test_failover_in_virtual_time() -> None:
    """From the loss of the master, or the order to hand over, to the new master at work: virtual milliseconds."""
    ways: dict[str, Callable[[Machine], object]] = {
        "run msm-failover": lambda machine: machine.nodes["MSM-A"].step_down(),
        "the master is removed": lambda machine: machine.remove("A"),
        "the master fails": lambda machine: machine.fail("A"),
        "the master crashes": lambda machine: machine.nodes["MSM-A"].reset(),
        "the master hangs": lambda machine: machine.hang("A"),
    }
    for words, act in ways.items():
        machine = with_vlans(10)
        before = machine.clock.now
        act(machine)
        backup = machine.nodes["MSM-B"]
        while not backup.is_master:
            assert machine.clock.step()
        print(f"\n{words}: {(machine.clock.now - before) * 1e3:.1f} ms", end="")
    print()


def test_failover_of_the_machine_alone() -> None:
    """The same without any process of the switch: rows of configuration and of state that nobody looks at."""
    costs = {}
    for count in (10, 4000):
        found = []
        for _ in range(5):
            machine = toy.warm()
            toy.put(machine, *[toy.Setting(f"s{n}") for n in range(count)], *[toy.Learned(n) for n in range(count)])
            start = perf_counter()
            machine.nodes["MSM-A"].step_down()
            machine.advance(0.5)
            found.append(perf_counter() - start)
        costs[count] = median(found)
    print(f"\nfailover of the machine alone: 10 rows {costs[10] * 1e3:.2f} ms, 4,000 rows {costs[4000] * 1e3:.2f} ms")


def test_bulk_checkpoint() -> None:
    """From the power of the backup to in sync: real time per VLAN, and virtual time."""
    for count in (500, 1000, 2000, 4000):
        found = []
        for _ in range(3):
            machine = with_vlans(count)
            machine.remove("B")
            machine.insert("B")
            before, start = machine.clock.now, perf_counter()
            machine.settle()
            found.append(perf_counter() - start)
        cost = median(found)
        virtual = machine.clock.now - before
        print(f"\ncheckpoint of {count} VLANs: {cost * 1e3:.1f} ms, {cost / count * 1e6:.2f} us each", end="")
        print(f"; {virtual:.0f} virtual seconds from power-on", end="")
    print()


HUNDRED = """
import gc, resource, sys, time
from xos_cli.program.switch_on import START, moment
from xos_cli.processes import PROCESSES
from xos_cli.program.resources import read_chassis
from xos_cli.switch.machine import Machine

def status(name):
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(name))

chassis = read_chassis("bd10808")

def switch(seed):
    machine = Machine(chassis, PROCESSES, moment(START) - 600, seed=seed)
    machine.power_on()
    machine.settle()
    return machine

one = switch(0)
gc.collect()
before, start = status("VmRSS"), time.perf_counter()
hundred = [switch(number) for number in range(100)]
seconds = time.perf_counter() - start
now = status("VmRSS")
print(f"100 switches: {seconds:.2f} s, {(now - before) / 1024:.0f} MB more, {now / 1024:.0f} MB in all")
"""


@pytest.mark.skipif(not pathlib.Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_a_hundred_switches() -> None:
    """Dual-MSM switches, booted to in sync, in one process: time and memory."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", HUNDRED], capture_output=True, text=True, env=environment, check=True)
    print(f"\n{done.stdout}", end="")


def test_a_snapshot() -> None:
    """To copy a switch, with few and with many VLANs."""
    for count in (10, 4000):
        machine = with_vlans(count)
        start = perf_counter()
        for _ in range(10):
            machine.snapshot()
        print(f"\nsnapshot with {count} VLANs: {(perf_counter() - start) * 100:.2f} ms", end="")
    print()
