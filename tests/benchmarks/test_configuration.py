"""What a large configuration costs: 4,000 VLANs on 480 ports, printed, saved and booted; a captured one, typed."""

import time
from collections.abc import Callable

from conftest import Typist, booted

from xos_cli.language.grammar_files import folder
from xos_cli.processes import PROCESSES
from xos_cli.program.listing import counts, rows
from xos_cli.switch.flash import MemoryStorage
from xos_cli.switch.hardware.chassisfile import read
from xos_cli.switch.machine import Machine

VLANS = 4000
FILE = """release = "11.3"
product = "BD-10808"
platform = "BD10K"
prefix = "bd10K-"
mac = "00:04:96:1F:A2:60"
slots = 8
dram = 524288
[msm.A]
module = "MSM-1XL"
slot = 9
mac = "00:04:96:1F:A2:7A"
[msm.B]
module = "MSM-1XL"
slot = 10
mac = "00:04:96:1F:A2:7B"
""" + "".join(f'[slot.{number}]\nmodule = "G60T"\n' for number in range(1, 9))


def seconds(action: Callable[[], object]) -> float:
    """How long *action* takes by the wall's clock."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def release(name: str) -> str:
    """The text of a release's file."""
    with open(f"{folder('configs')}/releases/{name}.toml") as file:
        return file.read()


def test_commands() -> None:
    """How many commands there are."""
    print(f"\ncommands: {counts(rows())}")


def test_captured_configuration(capture: Callable[[str], str]) -> None:
    """Typing the captured configuration at a Summit X450."""
    text = capture("summit-x450-11.2.3.3/show-configuration.txt")
    lines = text[text.index("\n") + 1 : text.rindex("SummitX450-24t.5 # ")].splitlines()
    typist = Typist(booted("summit-x450-24t"))
    taken = seconds(lambda: typist.run(*lines))
    out = typist.type("show configuration")
    printed = out[out.index("show configuration\n") + 19 :].splitlines()
    same = sum(line == other for line, other in zip(lines, printed, strict=True))
    commands = [line for line in lines if line and not line.startswith("#")]
    print(f"\ncaptured configuration: {len(commands)} commands, {same} of {len(lines)} lines match: {taken:.3f} s")


def test_four_thousand_vlans() -> None:
    """480 ports and 4,000 VLANs: `show configuration`, the saved file, and the boot from it."""
    storages = {name: MemoryStorage() for name in ("MSM-A", "MSM-B")}
    machine = Machine(read(FILE, "large.toml", release), PROCESSES, 0.0, storages.__getitem__)
    machine.power_on()
    machine.settle()
    typist = Typist(machine)
    names = [f"v{number}" for number in range(2, VLANS + 2)]
    typist.run(*[f"create vlan {name}" for name in names])
    typist.run(*[f"configure vlan {name} add ports 1:1,8:60 tagged" for name in names[:2000]])
    typist.run("save", "y")
    print(f"\nshow configuration: {seconds(lambda: typist.run('show configuration')):.2f} s")
    print(f"saved file: {machine.nodes['MSM-A'].flash.size('primary.cfg'):,} bytes")
    again = Machine(machine.chassis, PROCESSES, 0.0, storages.__getitem__)
    again.power_on()
    print(f"boot of that file to in sync: {seconds(again.settle):.2f} s")
