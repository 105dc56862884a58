"""Print the memory of both MSMs, what each process takes of the processor, and the list of `top`.

evidence: later 16 and 22 (the layout of `show cpu-monitoring`), inferred (the costs: `switch/processor.py`)
"""

from collections.abc import Iterator
from typing import Any

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Dialogue
from xos_cli.processes.devmgr.facts import msm_named
from xos_cli.processes.epm.msm import processes_named, tell
from xos_cli.processes.epm.rows import CpuMonitoring
from xos_cli.processes.epm.usage import usage, usages
from xos_cli.switch.messages import ProcessOrder, ProcessUsage, Usage
from xos_cli.switch.processor import MILLION, SYSTEM


def show_memory(call: Call, process: str | None = None, slot: bool = False, slot_id: str = "") -> Dialogue:
    """Print the memory of each MSM and of each process: it grows with the rows of their tables.

    evidence: capture 11.2 (a stand-alone switch), capture 12.5 (the layout of two nodes), guide 11.3 p.105 (``slot``),
    inferred (the figures of a chassis)
    """
    processes_named(call, process)
    there = yield from usages(call, slot_id)
    yield _memory(call, there, process)


def memory_here(call: Call) -> str:
    """Return the memory of this MSM alone."""
    return _memory(call, [usage(call.node)], None)


def _memory(call: Call, there: list[Usage], process: str | None) -> str:
    chassis = call.chassis
    out = ["\n" if chassis.modular else "\n\n", "System Memory Information\n-------------------------\n"]
    for said in there:
        card, user = (f" {said.name:<9}" if chassis.modular else ""), said.rows[0].memory
        out.append(f"{card} Total DRAM (KB): {chassis.dram}\n{card} System     (KB): {chassis.system}\n")
        out.append(f"{card} User       (KB): {user}\n")
        out.append(f"{card} Free       (KB): {chassis.dram - chassis.system - user}\n")
    out.append("\nMemory Utilization Statistics\n-----------------------------\n\n")
    head = " Card Slot Process Name     Memory (KB)\n" if chassis.modular else " Process Name     Memory (KB)\n"
    out += [head, "-" * (39 if chassis.modular else 29) + "\n"]
    return "".join(out) + "".join(row for said in there for row in _memory_rows(call, said, process))


def _memory_rows(call: Call, said: Usage, wanted: str | None) -> Iterator[str]:
    slot = next(msm.slot for msm in call.chassis.msms if msm.name == said.name)
    for row in sorted(said.rows[1:], key=lambda row: row.name.lower()):
        if wanted is None or wanted.lower() == row.name.lower():
            place = f"{said.name:<6} {slot:<3} " if call.chassis.modular else ""
            yield f" {place}{row.name:<16} {row.memory:<16}\n"


COLUMNS = (
    "secs secs secs min  mins mins hour            User/System",
    "util util util util util util util util       CPU Usage",
    "(%)  (%)  (%)  (%)   (%)  (%)  (%)  (%)         (secs)",
)
MODULAR = "Card   Process      5    10   30   1    5    30   1    Max           Total\n"
ALONE = "Process      5   10   30   1    5    30   1    Max           Total\n"


def show_cpu_monitoring(call: Call, process: str | None = None, slot: bool = False, slot_id: str = "") -> Dialogue:
    """Print what each process takes of the processor: shares as of the last interval, the most, and seconds in all."""
    modular = call.chassis.modular
    chosen = [name for name, _ in processes_named(call, process)]
    there = yield from usages(call, slot_id)
    whole = [_used(call, said, said.rows[0]) for said in there] if process is None else []
    rows = [_used(call, said, row) for said in there for name in chosen for row in said.rows if row.name == name]
    rule, indent = "-" * (79 if modular else 71), " " * (20 if modular else 12)
    title = f"\n      CPU Utilization Statistics - Monitored every {call.one(CpuMonitoring).interval} seconds\n"
    lines = "".join(f"{indent}{line}\n" for line in COLUMNS)
    yield f"{title}{rule}\n\n{MODULAR if modular else ALONE}{lines}{rule}\n\n" + "".join([*whole, *rows])


def _used(call: Call, said: Usage, row: ProcessUsage) -> str:
    """Return the row of a process.  evidence: later 16 (the blank at the end, but of the system one is at)"""
    card = f"{said.name:<7}" if call.chassis.modular else ""
    here = row.name == SYSTEM and said.name == call.node.name
    seconds = row.system / MILLION
    system = f"{seconds:>12.2f}" if here else f"{seconds:>11.2f} "
    first, *others = row.shares
    shares = f"{first:>4.1f}" + "".join(f"{share:>5.1f}" for share in others)
    return f"{card}{row.name:<13}{shares}{row.peak:>5.1f}{row.user / MILLION:>9.2f}{system}\n"


def clear_cpu_monitoring(call: Call, process: str | None = None, slot: bool = False, slot_id: str = "") -> Any:
    """Count what a process or all processes take of the processor from zero again, on both MSMs or on one."""
    name = processes_named(call, process)[0][0] if process is not None else ""
    if slot_id:
        msm_named(call.node, slot_id)
    return _cleared(call, name, slot_id)


def _cleared(call: Call, name: str, slot_id: str) -> Dialogue:
    if slot_id in ("", call.node.msm.letter):
        call.node.processor.clear(name)
    if slot_id != call.node.msm.letter:
        yield (yield from tell(call, slot_id, ProcessOrder("clear", name)))
