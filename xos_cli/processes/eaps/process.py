"""Ethernet Automatic Protection Switching: the tables, the names, the rows of a new switch, and the hooks.

A ring is configuration only: no control packet goes around, so a master never sees its ring complete.
evidence: capture 11.2 (the lines of a new switch), later EXOS (the lines of a ring), guide 11.3 p.391-420 (commands),
capture 12.5 (head of the screen), recalled (the table), inferred (the refusals)
"""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.processes.eaps.rows import MASTER, EapsDomain, EapsGlobal, EapsInit, EapsShared, EapsVlan
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node


TABLES = (EapsGlobal, EapsDomain, EapsVlan, EapsShared, EapsInit)
NAMES = {"eaps": EapsDomain}


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the row of a new switch, which has no EAPS domains.  evidence: capture 11.2"""
    return [EapsGlobal()]


def running(node: "Node") -> None:
    """Begin in Init with every ring of which this switch is the master.  evidence: guide 11.3 p.75"""
    masters = [row for row in node.store.rows(EapsDomain) if row.mode == MASTER]
    node.put([EapsInit(row.name, node.time() + row.failTime) for row in masters])


# -- rings -----------------------------------------------------------------------------------------------------------


def slot_cleared(call: Call, slot: int) -> None:
    """Take the ports of a slot out of their rings, and make none of them a shared port."""
    for row in call.rows(EapsDomain):
        ports = [port * (not sets.in_slot(port, slot)) for port in (row.primaryPort, row.secondaryPort)]
        call.put(row._replace(primaryPort=ports[0], secondaryPort=ports[1]))
    for shared in call.rows(EapsShared):
        if sets.in_slot(shared.port, slot):
            call.drop(shared)
