"""Configure recovery, the watchdog and the monitoring of the processor; stop and start processes.

evidence: capture 11.2 (rows and lines), guide 11.0 p.131 and reference 11.5 p.612 (recovery), guide 11.3 p.105
and 16.x (processes, with their messages), inferred (the row of a slot, the refusals)
"""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Answer, Dialogue, Question
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.facts import reached
from xos_cli.processes.epm.msm import tell
from xos_cli.processes.epm.rows import (
    CpuMonitoring,
    CpuMonitoringOff,
    FirmwareMode,
    SlotRecovery,
    SysRecovery,
    Watchdog,
)
from xos_cli.switch.messages import ProcessOrder

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node


#: Processes that can be stopped by hand.
STOPPABLE = (
    *("bgp", "eaps", "exsshd", "isis", "lldp", "netLogin", "netTools", "ospf", "ospfv3", "rip", "ripng"),
    *("snmpMaster", "snmpSubagent", "telnetd", "thttpd", "tftpd", "vrrp", "xmld"),
)
SAVE_FIRST = "Do you want to save configuration changes to currently selected configuration\nfile ({file})? (y or n) "
RECOVERIES = ("none", "reset", "shutdown")


def configure_sys_recovery_level(call: Call, all: bool = False, none: bool = False) -> None:
    """Set whether an MSM restarts when one of its processes dies."""
    call.put(SysRecovery(int(none)))


RECOVERY = {
    "shutdown": "Are you sure you want to shutdown on errors? (y/n) ",
    "none": "Are you sure you want to ignore errors? (y/n) ",
}


def valid_configure_sys_recovery_level_slot(chassis: "Chassis", slot: int = 0, **_: object) -> None:
    """Refuse a slot that the chassis does not have."""
    if slot and slot not in chassis.slots:
        raise Refusal(f"Error: Slot {slot} is not a valid slot.")


def configure_sys_recovery_level_slot(
    call: Call, slot: int = 0, all: bool = False, none: bool = False, reset: bool = False, shutdown: bool = False
) -> Dialogue:
    """Set the recovery of a module whose hardware fails; a new switch resets it.

    evidence: reference 11.5 p.611 (that it asks, the question of shutdown), inferred (that of none)
    """
    level = "none" if none else "shutdown" if shutdown else "reset"
    valid_configure_sys_recovery_level_slot(call.chassis, slot)
    if level in RECOVERY and (yield Question(RECOVERY[level])) is not Answer.YES:
        return
    for number in [slot] if slot else call.chassis.slots:
        if level == "reset":
            call.delete(SlotRecovery, number)
        else:
            call.put(SlotRecovery(number, level))


def clear_sys_recovery_level(call: Call) -> str:
    """Print that no module is down: the recovery of a module is kept, and no module fails.

    evidence: reference 11.5 p.612 (the command)
    """
    return "[no I/O module is down because of its recovery level]\n"


def enable_watchdog(call: Call) -> None:
    """Restart an MSM whose software hangs."""
    call.put(Watchdog(1))


def disable_watchdog(call: Call) -> None:
    """Leave an MSM whose software hangs as it is."""
    call.put(Watchdog(0))


def configure_firmware(call: Call, auto_install: bool = False, install_on_demand: bool = False) -> None:
    """Set when the firmware that comes with an image is installed."""
    call.put(FirmwareMode(int(auto_install)))


def enable_cpu_monitoring(call: Call, seconds: int | None = None, percent: int | None = None, **_: bool) -> None:
    """Log processes that take more than *percent*; values that are not named stay."""
    row = call.one(CpuMonitoring)
    interval = row.interval if seconds is None else seconds
    threshold = row.threshold if percent is None else percent
    call.put(row._replace(interval=interval, threshold=threshold))
    call.put(CpuMonitoringOff(0))


def disable_cpu_monitoring(call: Call) -> None:
    """Stop logging processes that take much of the processor."""
    call.put(CpuMonitoringOff(1))


# -- processes -------------------------------------------------------------------------------------------------------


def valid_terminate_process(chassis: "Chassis", process: str, **_: object) -> None:
    """Refuse a process that there is not, and one that cannot be stopped by hand."""
    _check(chassis, process, "terminated")


def valid_restart_process(chassis: "Chassis", process: str = "", cname: str = "", **_: object) -> None:
    """Refuse a process that there is not, and one that cannot be stopped by hand."""
    _check(chassis, process or cname, "restarted")


def _check(chassis: "Chassis", process: str, done: str) -> None:
    """Refuse what no MSM can stop; *done*: what would be done to it."""
    name = _spelled(chassis, process)
    if name not in STOPPABLE:
        raise Refusal(f"Error: Process {name} cannot be {done}.")


def _spelled(chassis: "Chassis", process: str) -> str:
    """Return the name of a process as it is spelled; refuse one that there is not."""
    for name in chassis.processes:
        if name.lower() == process.lower():
            return name
    raise Refusal(f"Error: Process {process} does not exist.")


def terminate_process(
    call: Call, process: str, forceful: bool = False, graceful: bool = False, msm: bool = False, slot_id: str = ""
) -> Dialogue:
    """Stop a process; its commands are gone until it is started again."""
    _check(call.chassis, process, "terminated")
    name, state = _process(call, process, slot_id)
    if state != "Ready":
        raise Refusal(f"Error: Process {name} cannot be terminated.")
    yield from _order(call, ProcessOrder("terminate", name), slot_id)
    done = "Successful graceful termination for" if graceful else "Forceful termination success for"
    yield f"{done} {name}\n"


def start_process(call: Call, process: str, msm: bool = False, slot_id: str = "") -> Dialogue:
    """Start a process that was stopped."""
    name, state = _process(call, process, slot_id)
    if not state:
        raise Refusal(f"Error: Process {name} cannot be started.")
    if state == "Ready":
        raise Refusal(f"Error: Process {name} already exists!")
    yield from _order(call, ProcessOrder("start", name), slot_id)
    yield f"Started {name} successfully\n"


def restart_process(
    call: Call, process: str = "", msm: bool = False, slot_id: str = "", cname: str = "", **_: bool
) -> Dialogue:
    """Stop a process and start it again; offer to save unsaved changes before.

    Of a class there is one process here, with its name.  evidence: guide 11.3 p.105 (class), later 30 (the question)
    """
    process = process or cname
    name = _restartable(call, process, slot_id)
    if call.node.config.dirty:
        from xos_cli.processes.cfgmgr.facts import selected

        file = selected(call.node)
        if (yield Question(SAVE_FIRST.format(file=file))) is Answer.YES:
            yield from call.software.ask("cfgmgr", "write", call, file)
        _restartable(call, process, slot_id)
    yield from _order(call, ProcessOrder("restart", name), slot_id)
    yield f"Restarted {name} successfully\n"


def _restartable(call: Call, process: str, slot_id: str) -> str:
    """Return the process; refuse one that does not run or cannot be stopped."""
    _check(call.chassis, process, "restarted")
    name, state = _process(call, process, slot_id)
    if not state:
        raise Refusal(f"Error: Process {name} cannot be restarted.")
    return name


def _process(call: Call, process: str, slot_id: str) -> tuple[str, str]:
    """Return the process as it is spelled, and its state on this MSM or on the one that is named, "" where it never
    ran.
    """
    hello, name = reached(call.node, slot_id) if slot_id else call.node.hello(), _spelled(call.chassis, process)
    return name, next((state for running, _, _, state in hello.processes if running == name), "")


def _order(call: Call, order: ProcessOrder, slot_id: str) -> Dialogue:
    """Stop or start a process on this MSM, or on the MSM that is named.  evidence: guide 11.3 p.105 ({msm <slot>})"""
    if slot_id in ("", call.node.msm.letter):
        process_ordered(call.node, order.verb, order.name)
    else:
        yield from tell(call, slot_id, order)


def process_ordered(node: "Node", verb: str, name: str) -> None:
    """Stop a process of this MSM, start it, or both; or clear what it has used, or all of them without a name."""
    if verb == "clear":
        node.processor.clear(name)
        return
    if verb != "start":
        node.process_stopped(name)
    if verb != "terminate":
        node.process_started(name)


def process_failed(node: "Node", name: str) -> None:
    """Stop a process that crashed; with recovery level All the MSM reboots, and the other takes over.

    evidence: reference 11.5 p.612
    """
    node.event("Critical", "EPM.Msg.proc_exit", f"Process {name} died")  # evidence: inferred
    node.process_stopped(name, crashed=True)
    if not any(row.no_reboot for row in node.store.rows(SysRecovery)):
        node.clock.after(1.0, node.reset)


def process_repaired(node: "Node", name: str) -> None:
    """Start a process again that had crashed."""
    process_ordered(node, "start", name)
