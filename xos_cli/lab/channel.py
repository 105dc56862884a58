"""`:channel`: set and show the faults of the channel between the MSMs."""

from typing import TYPE_CHECKING

from xos_cli.errors import LabError

if TYPE_CHECKING:
    from xos_cli.switch.machine import Machine

USAGE = ":channel {cut {a-to-b | b-to-a} | loss <share> | delay <seconds> | slow <bytes/s> | join}"
#: The two directions, and the MSM that sends there.
DIRECTIONS = {"a-to-b": "MSM-A", "b-to-a": "MSM-B"}


def channel(machine: "Machine", words: list[str]) -> str:
    """Carry out `:channel` with these *words*; without any, return the state of the channel."""
    if not machine.backplane.wires:
        raise LabError("this switch has one MSM, and no channel")
    line = machine.backplane
    match words:
        case []:
            return "".join(f"[{text}]\n" for text in state(machine))
        case ["cut"]:
            line.cut()
        case ["cut", direction] if direction in DIRECTIONS:
            line.cut(DIRECTIONS[direction])
        case ["join"]:
            line.join()
        case ["loss", share]:
            line.impair(loss=_number(share, "share of the messages", 0.0, 1.0))
        case ["delay", seconds]:
            line.impair(later=_number(seconds, "number of seconds", 0.0, 3600.0))
        case ["slow", rate]:
            line.impair(slower=_number(rate, "number of bytes per second", 1.0, 1e12))
        case _:
            raise LabError(USAGE)
    return ""


def _number(word: str, what: str, least: float, most: float) -> float:
    try:
        number = float(word)
    except ValueError:
        number = -1.0
    if not least <= number <= most:
        raise LabError(f"{word} is no {what} ({least:g} to {most:g})")
    return number


def state(machine: "Machine") -> list[str]:
    """Return a line about the channel and one about each end: messages waiting, repeated and lost."""
    faults = machine.backplane.faults()
    lines = [f"channel: {', '.join(fault.removeprefix('channel ') for fault in faults) or 'in order'}"]
    for name, node in machine.nodes.items():
        end, wire = node.channel, machine.backplane.wires[name]
        if end is not None:
            (messages, size), up = end.waiting, "up" if end.up else "down"
            sent = f"{end.repeats} repeated, {wire.lost} lost, {end.receipts} acks, {wire.keep_alives} keep-alives"
            lines.append(f"{name}: {up}, {messages} waiting ({size} bytes), {sent}")
    return lines
