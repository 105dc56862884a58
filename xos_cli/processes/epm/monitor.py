"""`show heartbeat process`, `show cpu-monitoring`: how processes are, on both MSMs.

evidence: reference 11.5 p.276 (the columns of heartbeats), recalled (their widths), later 16 and 22 (the layout
of the processor's), inferred (how often a process is asked, what it took of the processor: an idle switch does little)
"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.facts import named, nodes, zone_offset
from xos_cli.processes.epm.rows import CpuMonitoring
from xos_cli.switch.calendar import stamp
from xos_cli.switch.chassis import Process
from xos_cli.switch.messages import Hello

#: Seconds between two questions whether a process is still there.
PERIOD = 5


def _processes(call: Call, wanted: str | None) -> list[tuple[str, Process]]:
    """Return all processes or the one that is named; refuse one that does not exist."""
    every = sorted(call.chassis.processes.items(), key=lambda item: item[0].lower())
    found = [(name, one) for name, one in every if wanted is None or name.lower() == wanted.lower()]
    if not found:
        raise Refusal(f"Error: Process {wanted} does not exist.")
    return found


# -- show heartbeat --------------------------------------------------------------------------------------------------


def show_heartbeat_process(call: Call, process: str | None = None) -> str:
    """Print how often each process was asked and answered; kernel modules are not asked."""
    card = f"{'Card':<7}" if call.chassis.modular else ""
    head = f"{card}{'Process Name':<17}{'Hello':<8}{'HelloAck':<10}Last Heartbeat Time\n"
    rows = [row for hello in nodes(call.node) for row in _beats(call, hello, _processes(call, process))]
    return head + "-" * (68 + len(card)) + "\n" + "".join(rows)


def _beats(call: Call, hello: Hello, processes: list[tuple[str, Process]]) -> Iterator[str]:
    since = {name: began for name, began, _, state in hello.processes if state == "Ready"}
    card = f"{hello.name:<7}" if call.chassis.modular else ""
    for name, process in processes:
        count = int(call.node.time() - since[name]) // PERIOD if name in since and not process.kernel else 0
        last = stamp(since[name] + count * PERIOD + zone_offset(call.store)) if count else "Unknown"
        yield f"{card}{name:<17}{count:<8}{count:<10}{last}\n"


# -- show cpu-monitoring ---------------------------------------------------------------------------------------------

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
    only = named(call.node, slot_id) if slot_id else ""
    msms = [hello for hello in nodes(call.node) if only in ("", hello.name)]
    whole = [_used(call, hello, SYSTEM, _seconds(call, hello)) for hello in msms] if process is None else []
    chosen = _processes(call, process)
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


def clear_cpu_monitoring(call: Call, process: str | None = None, slot: bool = False, slot_id: str = "") -> None:
    """Clear the statistics of the processor, which shows nothing: what was taken at the start stays.

    evidence: inferred
    """
    _processes(call, process)
    if slot_id:
        named(call.node, slot_id)
