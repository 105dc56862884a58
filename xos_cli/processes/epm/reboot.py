"""Reboot the switch or one MSM, now or at a scheduled time.

evidence: guide 11.3 p.72, later 12.4 p.117 (re-badged, NETGEAR 8800)
"""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Answer, Dialogue, Question, Wait
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.facts import msm_named, reached, utc
from xos_cli.processes.epm.rows import NextReboot
from xos_cli.switch.messages import RebootNode
from xos_cli.switch.timing import calendar
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


#: The two questions.  evidence: clients and later captures (three ways, verbatim); recalled (the plain one of 11.x)
SAVE_FIRST = (
    "Do you want to save configuration changes to currently selected configuration\n"
    "file ({file}) and reboot?\n(y - save and reboot, n - reboot without save, <cr> - cancel command) "
)
PLAIN = "Are you sure you want to reboot the {what}? (y/n) "


def reboot(
    call: Call,
    time: bool = False,
    month: int = 0,
    day: int = 0,
    year: int = 0,
    hour: int = 0,
    min: int = 0,
    sec: int = 0,
    cancel: bool = False,
    msm: bool = False,
    slot_id: str = "",
) -> Dialogue:
    """Reboot the switch or one MSM, now or at a time; ask about unsaved changes first.  evidence: guide 11.3 p.72"""
    if cancel:
        _cancel(call, slot_id)
        return
    _there(call, slot_id)
    at = _moment(call, (year, month, day, hour, min, sec)) if time else None
    if _would_lose(call.node, slot_id):
        file = call.node.flash.nvram.config_selected or "primary.cfg"
        answer = yield Question(SAVE_FIRST.format(file=file), otherwise=Answer.CANCEL)
        if answer is Answer.CANCEL:
            return
        if answer is Answer.YES:
            yield from call.software.ask("cfgmgr", "write", call, file)
    elif (yield Question(PLAIN.format(what=f"MSM in slot {slot_id}" if slot_id else "switch"))) is not Answer.YES:
        return
    _there(call, slot_id)
    if at is not None:
        row = NextReboot(at, slot_id)
        call.put(row)
        _arm(call.node, row)
    else:
        yield "Rebooting ...\n"  # evidence: later 22.x
        mine = slot_id in ("", call.node.msm.letter)
        call.node.later(1.0 if mine else 0.0, "epm", "reboot_now", slot_id)
        yield Wait(float("inf") if mine else 1.0)


def _cancel(call: Call, slot_id: str) -> None:
    """Cancel the scheduled reboots, or that of one MSM."""
    for row in call.rows(NextReboot):
        if slot_id in ("", row.msm):
            call.drop(row)


def _there(call: Call, slot_id: str) -> None:
    """Refuse an MSM that cannot be rebooted; a failed one can, by its reset line.

    evidence: later 12.4 p.117 (re-badged, NETGEAR 8800)
    """
    if slot_id and call.node.backplane.lamp(msm_named(call.node, slot_id)) != "FAIL":
        reached(call.node, slot_id)


def _would_lose(node: "Node", slot_id: str) -> bool:
    """Return whether the reboot loses changes: one MSM's does not if the other keeps them.

    evidence: guide 11.3 p.72
    """
    kept = slot_id and (slot_id != node.msm.letter or node.checkpoint.in_sync)
    return node.config.dirty and not kept


def _moment(call: Call, date: tuple[int, int, int, int, int, int]) -> float:
    try:
        at = utc(call.store, calendar.seconds(*date))
    except ValueError:
        raise Refusal("Error: Invalid date or time.") from None
    if at <= call.node.time():
        raise Refusal("Error: The time of the reboot has passed already.")
    return at


def time_changed(node: "Node") -> None:
    """Restart the timers of scheduled reboots after the clock was set."""
    for row in node.store.rows(NextReboot):
        _arm(node, row)


def _arm(node: "Node", row: NextReboot) -> None:
    node.later(row.at - node.time(), "epm", "reboot_due", row, kind=EventKind.GUARD)


def reboot_due(node: "Node", row: NextReboot) -> None:
    """Reboot at the scheduled time, unless the reboot was cancelled or moved, or the clock was set back."""
    if row in node.store.rows(NextReboot) and node.time() > row.at - 0.01:
        with node.change() as transaction:
            transaction.delete(NextReboot, row.msm)
        reboot_now(node, row.msm)


def reboot_now(node: "Node", slot_id: str) -> None:
    """Pull the reset line of the chassis, or restart one MSM: the master hands over first."""
    if not slot_id:
        node.backplane.reset_all()
    elif slot_id == node.msm.letter:
        node.step_down()
    elif node.backplane.lamp(node.peer_name) == "FAIL":
        node.backplane.reset(node.peer_name)
    elif not node.checkpoint.send(RebootNode()):
        # evidence: inferred (the words)
        node.event("Warning", "EPM.Warning", f"{node.peer_name} was not rebooted: it cannot be reached")
