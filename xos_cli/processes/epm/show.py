"""Print processes, memory, heartbeats and the load of the processor, on both MSMs.

evidence: reference 11.5 p.276 (the columns of heartbeats), recalled (their widths), later 16 and 22 (the layout
of `show cpu-monitoring`), inferred (how often a process is asked, its share of the processor)
"""

from collections.abc import Iterator
from typing import Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.facts import local, msm_named, nodes
from xos_cli.processes.epm.msm import processes_named
from xos_cli.processes.epm.rows import CpuMonitoring
from xos_cli.switch.hardware.chassis import Process
from xos_cli.switch.messages import Hello
from xos_cli.switch.timing.calendar import stamp


def show_process(
    call: Call, process: str | None = None, detail: bool = False, slot: bool = False, slot_id: str = ""
) -> str:
    """Print the state of each process on each MSM.

    evidence: capture 12.5 (two nodes), vendor page of 2005 (one node)
    """
    modular = call.chassis.modular
    card = "Card   " if modular else ""
    head = f"{card}Process Name     Version  Restart    State             Start Time\n" + "-" * (78 if modular else 73)
    rows = [row for hello in nodes(call.node, slot_id) for row in _process_rows(call, hello, process)]
    if process is not None and not rows:
        raise Refusal(f"Error: Process {process} does not exist.")
    return f"{head}\n" + "".join(rows)


def _process_rows(call: Call, hello: Any, wanted: str | None) -> Iterator[str]:
    running = {name: (since, restarts, state) for name, since, restarts, state in hello.processes}
    card = f"{hello.name:<6} " if call.chassis.modular else ""
    for name, process in sorted(call.chassis.processes.items(), key=lambda item: item[0].lower()):
        if wanted is not None and name.lower() != wanted.lower():
            continue
        if name in running:
            since, restarts, state = running[name]
            started = stamp(local(call.node, since))
            yield f"{card}{name:<16} {process.version:<12}{restarts:<5}{state:<13}{started}\n"
        else:
            state = "Stopped" if process.licensed else "No license"
            yield f"{card}{name:<16} {'Not Started':<12}{0:<5}{state:<13}Not Started\n"


def show_memory(call: Call, process: str | None = None, slot: bool = False, slot_id: str = "") -> str:
    """Print the memory of each MSM and of each process.

    evidence: capture 11.2 (a stand-alone switch), capture 12.5 (the layout of two nodes), guide 11.3 p.105 (``slot``),
    inferred (the figures of a chassis)
    """
    chassis, there = call.chassis, nodes(call.node, slot_id)
    out = ["\n" if chassis.modular else "\n\n", "System Memory Information\n-------------------------\n"]
    for hello in there:
        card = f" {hello.name:<9}" if chassis.modular else ""
        out.append(f"{card} Total DRAM (KB): {chassis.dram}\n{card} System     (KB): {chassis.system}\n")
        out.append(f"{card} User       (KB): {chassis.user}\n")
        out.append(f"{card} Free       (KB): {chassis.dram - chassis.system - chassis.user}\n")
    out.append("\nMemory Utilization Statistics\n-----------------------------\n\n")
    head = " Card Slot Process Name     Memory (KB)\n" if chassis.modular else " Process Name     Memory (KB)\n"
    out += [head, "-" * (39 if chassis.modular else 29) + "\n"]
    return "".join(out) + "".join(row for hello in there for row in _memory_rows(call, hello, process))


def _memory_rows(call: Call, hello: Any, wanted: str | None) -> Iterator[str]:
    running = {name for name, *_ in hello.processes}
    slot = next(msm.slot for msm in call.chassis.msms if msm.name == hello.name)
    for name, process in sorted(call.chassis.processes.items(), key=lambda item: item[0].lower()):
        if wanted is None or wanted.lower() == name.lower():
            memory = process.memory if name in running else 0
            yield (
                f" {hello.name:<6} {slot:<3} {name:<16} {memory:<16}\n"
                if call.chassis.modular
                else f" {name:<16} {memory:<16}\n"
            )


#: Processes that report by themselves, and seconds between two heartbeats; the others are polled.
#: evidence: command reference 11.0 p.362 (six processes; the seconds follow from its counts), inferred (the others)
REPORTING = ("aaa", "bgp", "devmgr")
PERIODS = {"aaa": 2.0, "bgp": 2.0, "devmgr": 2.0, "cfgmgr": 5.0, "cli": 6.0}
POLLED = 10.0


def show_heartbeat_process(call: Call, process: str | None = None) -> str:
    """Print how often each process was polled and answered, or reported; kernel modules do neither."""
    card = f"{'Card':<7}" if call.chassis.modular else ""
    head = f"{card}{'Process Name':<17}{'Hello':<8}{'HelloAck':<10}Last Heartbeat Time\n"
    rows = [row for hello in nodes(call.node) for row in _beats(call, hello, processes_named(call, process))]
    return head + "-" * (68 + len(card)) + "\n" + "".join(rows)


def _beats(call: Call, hello: Hello, processes: list[tuple[str, Process]]) -> Iterator[str]:
    since = {name: began for name, began, _, state in hello.processes if state == "Ready"}
    card = f"{hello.name:<7}" if call.chassis.modular else ""
    for name, process in processes:
        period = PERIODS.get(name, POLLED)
        count = int((call.node.time() - since[name]) // period) if name in since and not process.kernel else 0
        last = stamp(local(call.node, since[name] + count * period)) if count else "Unknown"
        yield f"{card}{name:<17}{0 if name in REPORTING else count:<8}{count:<10}{last}\n"


COLUMNS = (
    "secs secs secs min  mins mins hour            User/System",
    "util util util util util util util util       CPU Usage",
    "(%)  (%)  (%)  (%)   (%)  (%)  (%)  (%)         (secs)",
)
MODULAR = "Card   Process      5    10   30   1    5    30   1    Max           Total\n"
ALONE = "Process      5   10   30   1    5    30   1    Max           Total\n"
#: The row of an MSM as a whole.
SYSTEM = "System"


def show_cpu_monitoring(call: Call, process: str | None = None, slot: bool = False, slot_id: str = "") -> str:
    """Print what each process takes of the processor: hardly anything, once it has started."""
    modular = call.chassis.modular
    only = msm_named(call.node, slot_id) if slot_id else ""
    msms = [hello for hello in nodes(call.node) if only in ("", hello.name)]
    whole = [_used(call, hello, SYSTEM, _seconds(call, hello)) for hello in msms] if process is None else []
    chosen = processes_named(call, process)
    rows = [_used(call, hello, name, one.memory / 20000) for hello in msms for name, one in chosen]
    rule, indent = "-" * (79 if modular else 71), " " * (20 if modular else 12)
    title = f"\n      CPU Utilization Statistics - Monitored every {call.one(CpuMonitoring).interval} seconds\n"
    lines = "".join(f"{indent}{line}\n" for line in COLUMNS)
    return f"{title}{rule}\n\n{MODULAR if modular else ALONE}{lines}{rule}\n\n" + "".join([*whole, *rows])


def _seconds(call: Call, hello: Hello) -> float:
    """Return the seconds that the processes of an MSM took together."""
    running = {name for name, *_ in hello.processes}
    return sum(one.memory / 20000 for name, one in call.chassis.processes.items() if name in running)


def _used(call: Call, hello: Hello, name: str, seconds: float) -> str:
    """Return the row of a process that took *seconds* of the processor when it started.

    evidence: later 16 (the blank at the end, but of the system one is at)
    """
    ran = name == SYSTEM or name in {started for started, *_ in hello.processes}
    took, most = (seconds, min(99.9, seconds * 20)) if ran else (0.0, 0.0)
    card = f"{hello.name:<7}" if call.chassis.modular else ""
    idle = "".join(f"{0.0:>5.1f}" for _ in range(6))
    here = name == SYSTEM and hello.name == call.node.name
    system = f"{took * 0.6:>12.2f}" if here else f"{took * 0.6:>11.2f} "
    return f"{card}{name:<13}{0.0:>4.1f}{idle}{most:>5.1f}{took:>9.2f}{system}\n"
