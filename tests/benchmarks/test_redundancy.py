"""What a failover costs, and commands beside another checkout: printed, not judged.

``python -m pytest -s tests/benchmarks/test_redundancy.py``; with ``XOS_BESIDE=/path/of/a/checkout`` the commands of
that one are measured in the same run, in turn.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from xos_cli import Switch

ROOT = Path(__file__).resolve().parents[2]
WAYS: dict[str, Callable[[Switch], object]] = {
    "the master is removed": lambda switch: switch.remove("MSM-A"),
    "the master fails": lambda switch: switch.fail("MSM-A"),
    "the master hangs": lambda switch: switch.hang("MSM-A"),
    "run msm-failover": lambda switch: _type(switch, "run msm-failover"),
    "reboot msm A": lambda switch: _type(switch, "reboot msm A"),
}


def _type(switch: Switch, line: str) -> None:
    """Type a line that asks, and answer so that it is done and nothing is saved."""
    console = switch.console("MSM-A")
    console.send(line)
    console.answer("y")


def _with_vlans(count: int) -> Switch:
    """A switch in sync with so many VLANs."""
    switch = Switch()
    switch.console("MSM-A").script([f"create vlan v{number}" for number in range(count)])
    switch.console("MSM-A").run("save", "y")
    return switch


@pytest.mark.parametrize("count", [10, 4000])
def test_virtual_cost_of_a_failover(count: int) -> None:
    """Virtual milliseconds from what happens to the master until the other one works, with all of the configuration."""
    switch = _with_vlans(count)
    before, snapshot = switch.configuration(), switch.snapshot()
    for name, happens in WAYS.items():
        switch.restore(snapshot)
        start = switch.now
        happens(switch)
        while not switch.nodes["MSM-B"].is_master:
            switch.advance(0.001)
        print(f"\n{name}, {count} VLANs: {(switch.now - start).total_seconds() * 1000:.0f} virtual ms", end="")
        assert switch.configuration() == before
    print()


COMMANDS = """
import sys, time
from statistics import median
from xos_cli import Switch
try:
    from xos_cli.session.session import Session
except ImportError:
    from xos_cli.session import Session
MIX = (
    "create vlan sales", "configure vlan sales tag 100", "show vlan sales",
    "configure vlan sales add ports 1:1-1:4 tagged", "configure vlan sales delete ports 1:1-1:4", "show node",
    "configure snmp sysContact noc", "show slot 1", "configure snmp sysContact somebody",
    "show checkpoint-data vlan", "delete vlan sales", "show switch",
)
machine = Switch()._machine
session, drain = Session(machine, "MSM-A"), getattr(machine, "drain", lambda: None)
for text in ("admin", ""):
    session.feed(text)
rates = []
for turn in range(6):
    start = time.process_time()
    for _ in range(20):
        for line in MIX:
            session.feed(line)
            drain()
            assert session.error is None, line
        session.take()
    rates.append(20 * len(MIX) / (time.process_time() - start))
print(max(rates[1:]))
"""


def test_commands_beside_another_checkout() -> None:
    """Commands per second of processor time, each time until the backup has what the command did."""
    beside = os.environ.get("XOS_BESIDE")
    if not beside:
        pytest.skip("XOS_BESIDE names no checkout")
    rates: dict[str, list[float]] = {str(ROOT): [], beside: []}
    for _ in range(7):
        for path, found in rates.items():
            found.append(_commands(path))
    here, there = (median(found) for found in rates.values())
    print(f"\ncommands per second: {here:,.0f} here, {there:,.0f} there: {here / there:.2f} times", end="")
    print(f" (best {max(rates[str(ROOT)]):,.0f} and {max(rates[beside]):,.0f})")


def _commands(path: str) -> float:
    """Commands per second of the checkout there."""
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run([sys.executable, "-c", COMMANDS], capture_output=True, text=True, env=environment, check=True)
    return float(done.stdout)
