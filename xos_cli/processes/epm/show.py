"""Print processes and heartbeats, on both MSMs.

evidence: reference 11.5 p.276 (the columns of heartbeats), recalled (their widths)
"""

from collections.abc import Iterator
from typing import Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.facts import local, nodes
from xos_cli.processes.epm.facts import PERIODS, POLLED, REPORTING
from xos_cli.processes.epm.msm import processes_named
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
