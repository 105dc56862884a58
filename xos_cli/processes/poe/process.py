"""Tables and hooks of Power over Ethernet.

What a slot may use is in its row of ``devmgr``.  Powered devices are hosts of a network.

evidence: capture 11.2 (the row and the lines), guide 11.3 p.171-180 (commands, the screen), reference 11.5
p.510 (budget, its refusal), inferred (the row and the lines of a port)
"""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.processes.devmgr.rows import CardInfo, CardState
from xos_cli.processes.poe.rows import PseLegacy, PsePort, PseState, PseSystem
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node

TABLES = (PseSystem, PsePort, PseLegacy, PseState)
FOLLOWS = (PseSystem, PsePort, PseLegacy, CardInfo, CardState)


def running(node: "Node") -> None:
    """Check the powered devices as the new master."""
    rows_changed(node)


def rows_changed(node: "Node") -> None:
    """Apply changes of settings and modules, where there are powered devices."""
    if node.fabric is not None and any(port.device for port in node.fabric.ports.values()):
        node.call("poe", "follow_power")


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch.  evidence: capture 11.2"""
    return [PseSystem()]


# -- ports -----------------------------------------------------------------------------------------------------------


def slot_cleared(call: Call, slot: int) -> None:
    """Restore the inline power settings of a slot's ports."""
    for row in call.rows(PsePort):
        if sets.in_slot(row.port, slot):
            call.drop(row)
    call.delete(PseLegacy, slot)
