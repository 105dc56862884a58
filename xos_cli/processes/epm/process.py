"""Tables and hooks of the process manager; show processes and memory, reboot, select an image."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Answer, Dialogue, Question, Wait
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.facts import named, nodes, reached, zone_offset
from xos_cli.processes.epm.facts import watchdog_words
from xos_cli.processes.epm.health import process_ordered
from xos_cli.processes.epm.health import slot_cleared as slot_cleared
from xos_cli.processes.epm.lines import health_lines
from xos_cli.processes.epm.msm import partition_named, tell
from xos_cli.processes.epm.rows import (
    CpuMonitoring,
    CpuMonitoringOff,
    FirmwareMode,
    NextReboot,
    SlotRecovery,
    SysRecovery,
    Watchdog,
)
from xos_cli.switch import calendar
from xos_cli.switch.calendar import stamp
from xos_cli.switch.clock import Kind
from xos_cli.switch.messages import RebootNode, SelectImage
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis
    from xos_cli.switch.node import Node


TABLES = (SysRecovery, SlotRecovery, Watchdog, FirmwareMode, CpuMonitoring, CpuMonitoringOff, NextReboot)

#: The two questions.  evidence: clients and later captures (three ways, verbatim); recalled (the plain one of 11.x)
SAVE_FIRST = (
    "Do you want to save configuration changes to currently selected configuration\n"
    "file ({file}) and reboot?\n(y - save and reboot, n - reboot without save, <cr> - cancel command) "
)
PLAIN = "Are you sure you want to reboot the {what}? (y/n) "


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch.  evidence: capture 11.2"""
    return [SysRecovery(), Watchdog(), FirmwareMode(), CpuMonitoring(), CpuMonitoringOff()]


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Return the lines of recovery, watchdog, firmware and processor.  evidence: capture 11.2"""
    yield from health_lines(store)


def watchdog(node: "Node") -> bool:
    """Return whether an MSM that hangs is to be reset."""
    return bool(node.store.one(Watchdog).on)


# -- processes -------------------------------------------------------------------------------------------------------


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
            started = stamp(since + zone_offset(call.store))
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


# -- reboot ----------------------------------------------------------------------------------------------------------


def watchdog_started(node: "Node") -> None:
    """Log what the loaded configuration makes of the watchdog.  evidence: later EXOS, inferred (`disable watchdog`)"""
    if watchdog_words(node.store) == "Enabled":
        node.event("Info", "EPM.wdg_enable", "Watchdog enabled")
    else:
        node.event("Info", "EPM.wdg_disable", "Watchdog disabled")


def running(node: "Node") -> None:
    """Set the timers of reboots that were scheduled on the old master."""
    time_changed(node)


def time_changed(node: "Node") -> None:
    """Set the timers of scheduled reboots anew: they come at their time by the switch's clock."""
    for row in node.store.rows(NextReboot):
        _arm(node, row)


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
    if slot_id and call.node.backplane.lamp(named(call.node, slot_id)) != "FAIL":
        reached(call.node, slot_id)


def _would_lose(node: "Node", slot_id: str) -> bool:
    """Return whether the reboot loses changes: one MSM's does not if the other keeps them.

    evidence: guide 11.3 p.72
    """
    kept = slot_id and (slot_id != node.msm.letter or node.checkpoint.in_sync)
    return node.config.dirty and not kept


def _moment(call: Call, date: tuple[int, int, int, int, int, int]) -> float:
    try:
        at = calendar.seconds(*date) - zone_offset(call.store)
    except ValueError:
        raise Refusal("Error: Invalid date or time.") from None
    if at <= call.node.time():
        raise Refusal("Error: The time of the reboot has passed already.")
    return at


def _arm(node: "Node", row: NextReboot) -> None:
    node.later(row.at - node.time(), "epm", "reboot_due", row, kind=Kind.GUARD)


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


# -- images ----------------------------------------------------------------------------------------------------------


def use_image(call: Call, partition: str, msm: bool = False, slot_id: str = "", **_: bool) -> Dialogue:
    """Select the partition of the next reboot, on both MSMs unless one is named."""
    partition = partition_named(call, partition)
    if slot_id:
        reached(call.node, slot_id)
    if slot_id in ("", call.node.msm.letter):
        call.node.flash.change(image_selected=partition)
        call.node.greet()
    yield (yield from tell(call, slot_id, SelectImage(partition)))


# -- faults ----------------------------------------------------------------------------------------------------------


def process_failed(node: "Node", name: str) -> None:
    """Stop a process that crashed; with recovery level All the MSM reboots, and the other takes over.

    evidence: reference 11.5 p.612
    """
    node.event("Critical", "EPM.Msg.proc_exit", f"Process {name} died")  # evidence: inferred
    node.process_stopped(name)
    if not any(row.no_reboot for row in node.store.rows(SysRecovery)):
        node.clock.after(1.0, node.reset)


def process_repaired(node: "Node", name: str) -> None:
    """Start a process again that had crashed."""
    process_ordered(node, "start", name)
