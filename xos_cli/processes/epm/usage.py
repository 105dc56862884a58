"""Find out what the processes of an MSM use, and ask the other MSM for its own figures.

An MSM knows of the other only what that says, so a screen with both asks by the control channel and waits.
"""

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from xos_cli.command.answer import LIMIT, MOMENT, answer
from xos_cli.command.call import Call
from xos_cli.command.dialogue import Step, Wait
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.facts import UNREACHED, msm_named
from xos_cli.processes.epm.facts import PERIODS, POLLED
from xos_cli.processes.epm.rows import CpuMonitoring
from xos_cli.switch.channel.end import Reply
from xos_cli.switch.messages import ProcessUsage, Usage, UsageWanted
from xos_cli.switch.processor import FRAME, HEARTBEAT, MILLION, SAMPLE, SYSTEM, Load
from xos_cli.switch.tables import info

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Process
    from xos_cli.switch.node import Node

#: The spans of the columns, in samples of 5 seconds: 5, 10, 30 seconds, 1, 5, 30 minutes, 1 hour.
COLUMNS = (1, 2, 6, 12, 60, 360, 720)
#: Octets of a row of a table, and of each of its fields; of what a process holds beside its tables.  evidence: inferred
ROW, FIELD = 96, 24
KB = 1024
#: Where the last answer of the other MSM is kept.
TOLD = "epm usage"
#: A process that takes more than all of the time waits for its turn.
MOST = 99.9


def usage(node: "Node") -> Usage:
    """Return what the processes of this MSM use."""
    growth, quiet = _growth(node), dict(node.software.gather("packets", node))
    rows = [
        _used(node, name, process, growth.get(name, 0), quiet.get(name, 0))
        for name, process in node.chassis.processes.items()
    ]
    memory = node.chassis.user + sum(octets // KB for octets in growth.values())
    beats = sum(_beats(node, name, process) for name, process in node.chassis.processes.items())
    return Usage(node.name, (_row(node, SYSTEM, memory, beats, sum(quiet.values())), *rows))


def _used(node: "Node", name: str, process: "Process", growth: int, packets: int) -> ProcessUsage:
    memory = process.memory + growth // KB if name in node.processes else 0
    return _row(node, name, memory, _beats(node, name, process), packets)


def _row(node: "Node", name: str, memory: int, beats: int, packets: int) -> ProcessUsage:
    """Return a row: *beats* and *packets* are counted here, because no event has counted them."""
    load = node.processor.load(name)
    user = load.user + beats * HEARTBEAT.user + packets * FRAME.user
    system = load.system + beats * HEARTBEAT.system + packets * FRAME.system
    return ProcessUsage(name, memory, user, system, _shares(node, load), share(load.most, SAMPLE))


def _beats(node: "Node", name: str, process: "Process") -> int:
    """Return how often a process has answered the process manager since its work is counted; a kernel module does not.

    These answers are no events: they are worked out from the time, and are in no percentage.
    """
    running = node.processes.get(name)
    if process.kernel or running is None or not running.ready:
        return 0
    began, period = running.since - node.rtc_offset, PERIODS.get(name, POLLED)
    return _polls(node.clock.now - began, period) - _polls(node.processor.load(name).since - began, period)


def _polls(seconds: float, period: float) -> int:
    return max(0, int(seconds // period))


def share(used: float, seconds: float) -> float:
    """Return microseconds of a time in per cent."""
    return min(MOST, 100.0 * used / (seconds * MILLION))


def _shares(node: "Node", load: Load) -> tuple[float, ...]:
    """Return the shares of the columns, as they were when the last interval ended."""
    end = interval_end(node)
    first = max(0, int(node.booted_at) // SAMPLE)
    spans = [(max(first, end - length), end) for length in COLUMNS]
    return tuple([share(load.used(start, end), SAMPLE * max(1, end - start)) for start, end in spans])


def interval_end(node: "Node") -> int:
    """Return the sample before which the last interval of monitoring ended."""
    interval = node.store.one(CpuMonitoring).interval
    return int(node.clock.now // interval * interval) // SAMPLE


# -- memory ----------------------------------------------------------------------------------------------------------


def _growth(node: "Node") -> dict[str, int]:
    """Return the octets by which each process has grown since it started on a switch without a configuration.

    A table that has one row, or whose rows follow the hardware, does not grow.
    """
    new: dict[type, int] = {}
    for row in node.software.factory(node.chassis):
        new[type(row)] = new.get(type(row), 0) + 1
    found: dict[str, int] = {}
    for table, process in node.software.owners.items():
        if (
            info(table).key
            and table not in node.software.fixed_tables
            and (more := node.store.count(table) - new.get(table, 0)) > 0
        ):
            found[process] = found.get(process, 0) + more * size(table)
    for process, octets in node.software.gather("held", node):
        found[process] = found.get(process, 0) + octets
    return found


def size(table: type) -> int:
    """Return the octets of a row of a table."""
    return ROW + FIELD * len(table._fields)  # type: ignore[attr-defined]


# -- both MSMs -------------------------------------------------------------------------------------------------------


def usage_wanted(node: "Node") -> None:
    """Send the usage of this MSM's processes to the other MSM."""
    node.checkpoint.send(usage(node))


def usage_told(node: "Node", message: Usage) -> None:
    """Keep what the other MSM says of its processes."""
    node.memory[TOLD] = message


def usages(call: Call, slot_id: str = "") -> Generator[Step, Any, list[Usage]]:
    """Return what the processes of both MSMs use, or those of one; one that is named must be reached."""
    node = call.node
    wanted = msm_named(node, slot_id) if slot_id else ""
    found = [usage(node)] if wanted in ("", node.name) else []
    if wanted != node.name and node.peer is not None:
        told = yield from _asked(node)
        found += [told] if told else []
    if wanted and not found:
        raise Refusal(UNREACHED.format(slot=slot_id))
    return found


def _asked(node: "Node") -> Generator[Step, Any, Usage | None]:
    """Return what the other MSM answers, None if it does not."""
    node.memory.pop(TOLD, None)
    reply = Reply()
    taken = node.checkpoint.send(UsageWanted(), reply.expect()) and (yield from answer(reply))
    if taken and TOLD not in node.memory:
        yield Wait(LIMIT, lambda: TOLD in node.memory, every=MOMENT)
    told = node.memory.get(TOLD)
    return told if isinstance(told, Usage) else None
