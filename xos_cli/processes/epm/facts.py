"""Answer questions about recovery, scheduled reboots and software modules."""

from typing import TYPE_CHECKING

from xos_cli.processes.epm.rows import NextReboot, SlotRecovery, SysRecovery, Watchdog

if TYPE_CHECKING:
    from xos_cli.switch.node_parts import NodeParts
    from xos_cli.switch.tables import Store
#: Processes that report by themselves, and seconds between two heartbeats; the others are polled.
#: evidence: command reference 11.0 p.362 (six processes; the seconds follow from its counts), inferred (the others)
REPORTING = ("aaa", "bgp", "devmgr")
PERIODS = {"aaa": 2.0, "bgp": 2.0, "devmgr": 2.0, "cfgmgr": 5.0, "cli": 6.0}
POLLED = 10.0


def scheduled_reboots(store: "Store") -> list[tuple[float, str]]:
    """Return the reboots that are scheduled, the next first: the moment, and the MSM's letter, "" for the switch."""
    return sorted((row.at, row.msm) for row in store.rows(NextReboot))


def slot_recovery(store: "Store", slot: int) -> str:
    """Return what happens to a module that fails: ``none``, ``reset`` or ``shutdown``."""
    row = store.get(SlotRecovery, slot)
    return row.level if row else "reset"


def recovery_words(store: "Store") -> str:
    """Return the recovery level, ``All`` or ``None``.  evidence: capture 11.2"""
    return "None" if any(row.no_reboot for row in store.rows(SysRecovery)) else "All"


def watchdog_words(store: "Store") -> str:
    """Return the state of the watchdog, ``Enabled`` or ``Disabled``.  evidence: capture 11.2"""
    return "Enabled" if all(row.on for row in store.rows(Watchdog)) else "Disabled"


def module_of(file: str) -> str:
    """Return the name of the module in a file: ``ssh`` of ``bd10K-11.3.1.3-ssh.xmod``."""
    return file.removesuffix(".xmod").rpartition("-")[2]


def module_runs(node: "NodeParts", module: str) -> bool:
    """Return whether a software module has been started on this MSM: ``ssh`` or ``cna``."""
    return any(module_of(file) == module for file in node.packages)
