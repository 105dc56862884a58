"""`:wait`: the events that can be waited for, and whether they can still happen."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.errors import LabError
from xos_cli.switch.election import State

if TYPE_CHECKING:
    from xos_cli.switch.machine import Machine
    from xos_cli.switch.node import Node

USAGE = ":wait <seconds>|quiet|in-sync|booted {MSM}|checkpoint {PROCESS} {begin|end}"


def waiting(machine: "Machine", words: list[str]) -> Iterator[None]:
    """Let time pass until the condition in *words* holds; yield after each event.  LabError if it never can."""
    match words:
        case ["quiet"]:
            yield from machine.waiting(lambda: machine.clock.quiet, "quiet")
        case ["in-sync"]:
            _can_sync(machine)
            yield from machine.waiting(lambda: machine.in_sync or bool(_obstacle(machine)), "in sync")
            _can_sync(machine)
        case ["booted", *msm] if len(msm) < 2:
            nodes = [machine.node(name) for name in msm]
            _can_boot(machine, nodes)
            yield from machine.waiting(lambda: all(map(_booted, nodes or _bootable(machine))), "booted")
        case ["checkpoint", *rest]:
            process, point = _point(machine, rest)
            _can_sync(machine)
            yield from machine.waiting(lambda: _reached(machine, process, point), f"checkpoint {process} {point}")
        case [seconds]:
            yield from machine.clock.advancing(machine.clock.now + _seconds(seconds))
        case _:
            raise LabError(USAGE)


def _seconds(word: str) -> float:
    try:
        number = float(word)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1e9:
        raise LabError(f"{word} is not a number of seconds")
    return number


# -- booted ------------------------------------------------------------------------------------------------------------


def _bootable(machine: "Machine") -> list["Node"]:
    """Return the MSMs in their slots that can boot: one that has failed or hangs waits for a repair."""
    plugged = [node for node in machine.nodes.values() if machine.plugged(node.name)]
    return [node for node in plugged if node.state != State.FAIL and not node.hangs]


def _booted(node: "Node") -> bool:
    """Return whether an MSM has its role: it manages the switch, or stands by."""
    return node.running and (node.is_master or node.state == State.BACKUP)


def _can_boot(machine: "Machine", nodes: list["Node"]) -> None:
    able = _bootable(machine)
    if not machine.powered or not able or any(node not in able for node in nodes):
        raise LabError(f"it cannot boot ({machine.describe()})")


# -- in sync -----------------------------------------------------------------------------------------------------------


def _can_sync(machine: "Machine") -> None:
    """Refuse to wait for a sync that cannot happen before somebody repairs the chassis."""
    if not machine.chassis.modular:
        return
    if not machine.backplane.channel_up or len(_bootable(machine)) < 2 or not machine.powered:
        raise LabError(f"the MSMs cannot come in sync ({machine.describe()})")
    why = _obstacle(machine)
    if why:
        raise LabError(f"the MSMs cannot come in sync: {why} ({machine.describe()})")


def _obstacle(machine: "Machine") -> str:
    """Return what keeps the MSMs out of sync although everything has been sent; "" if nothing does."""
    master = machine.master
    return master.checkpoint.obstacle if master is not None and master.checkpoint.short else ""


def _point(machine: "Machine", words: list[str]) -> tuple[str, str]:
    """Return the process ("" for the whole checkpoint) and the point of it that the words name."""
    point = words.pop() if words and words[-1] in ("begin", "end") else "end"
    if not words:
        return "", point
    known = {name.lower(): name for name in machine.chassis.checkpoint_order()}
    if len(words) > 1 or words[0].lower() not in known:
        raise LabError(USAGE if len(words) > 1 else f"no process {words[0]} has a checkpoint")
    return known[words[0].lower()], point


def _reached(machine: "Machine", process: str, point: str) -> bool:
    """Return whether the checkpoint of the master has reached this point."""
    if not machine.chassis.modular:
        return machine.in_sync
    master = machine.master
    if master is None or not all(node.linked and node.checkpoint.active for node in machine.nodes.values()):
        return False
    agenda, complete = master.checkpoint.agenda, master.checkpoint.in_sync or master.checkpoint.short
    if not process:
        return complete or point == "begin"
    on = master.checkpoint.counters[process].on
    return on and (point == "begin" or not agenda.concerns(process))
