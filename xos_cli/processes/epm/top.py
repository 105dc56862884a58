"""Print `top`: the processes by what they took of the processor in the last five seconds.

evidence: recalled (the layout, that of the BusyBox of 2005), inferred (the numbers of the processes: the order in which
they started)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Dialogue, KeyPress
from xos_cli.processes.epm.usage import share, usage
from xos_cli.switch.processor import SAMPLE, SYSTEM

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: Seconds between two pictures, and the keys that end it.
PERIOD = 5.0
ENDS = ("q", "Q", "\x1b", "\x03")
HOME = "\x1b[H\x1b[J"
#: The minutes of the load averages, in samples; the number of the first process.
MINUTES = (12, 60, 180)
FIRST = 100
HEAD = "  PID USER     STATUS   RSS  PPID %CPU %MEM COMMAND\n"


def top(call: Call) -> str | Dialogue:
    """Print the processes once, or again and again until Q is pressed where somebody sits at a terminal."""
    if call.session.height is None or not call.session.paging:
        return _picture(call.node)
    return _live(call)


def _live(call: Call) -> Dialogue:
    while True:
        lines = _picture(call.node).splitlines(keepends=True)
        yield HOME + "".join(lines[: (call.session.height or 24) - 1])
        if (yield KeyPress("", PERIOD)) in ENDS:
            return


def _picture(node: "Node") -> str:
    chassis, now = node.chassis, node.processor.sample()
    used = chassis.system + usage(node).rows[0].memory
    system = node.processor.load(SYSTEM)
    loads = ", ".join(f"{share(system.used(now - n, now), n * SAMPLE) / 100:.2f}" for n in MINUTES)
    memory = f"Mem: {used}K used, {chassis.dram - used}K free, 0K shrd, 0K buff, 0K cached\n"
    return f"{memory}Load average: {loads}    (State: S=sleeping R=running, W=waiting)\n\n{HEAD}" + "".join(_rows(node))


def _rows(node: "Node") -> Iterator[str]:
    now = node.processor.sample()
    numbers = {name: FIRST + place for place, name in enumerate(node.processes)}
    rows = [row for row in usage(node).rows if row.name in numbers and not node.chassis.processes[row.name].kernel]
    shares = {row.name: share(node.processor.load(row.name).used(now - 1, now), SAMPLE) for row in rows}
    for row in sorted(rows, key=lambda row: (-shares[row.name], numbers[row.name])):
        part = 100 * row.memory / node.chassis.dram
        start = f"{numbers[row.name]:>5} {'root':<8} {'S':<6} {row.memory:>5} {1:>5}"
        yield f"{start} {shares[row.name]:>4.1f} {part:>4.1f} {row.name}\n"
