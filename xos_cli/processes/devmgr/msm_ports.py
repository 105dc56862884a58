"""The I/O ports that an MSM of the 8800s carries in its slot: they come and go with it.

evidence: hardware guide p.54 (which slots), guide 11.3 p.78 (two minutes until they pass traffic), inferred (the rest)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.devmgr.rows import CardState

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node


def there(node: "Node", slot: int) -> bool:
    """Return whether a slot holds its module: the slot of an MSM is empty while the MSM is out."""
    return all(msm.slot != slot or node.backplane.lamp(msm.name) != "EMPTY" for msm in node.chassis.msms)


def carries_ports(chassis: "Chassis") -> bool:
    """Return whether the MSMs of this chassis carry I/O ports, as those of the 8800s do."""
    return any(msm.slot in chassis.slots for msm in chassis.msms)


def _slots(node: "Node") -> Iterator[int]:
    """Return the slots with ports of the other MSM: one on an 8800, none on a chassis with slots for MSMs alone."""
    return (msm.slot for msm in node.chassis.msms if msm.name != node.name and msm.slot in node.chassis.slots)


def other_left(node: "Node") -> None:
    """Take the ports of the other MSM down while it is out of its slot or restarts."""
    for slot in _slots(node):
        card = node.store.get(CardState, slot)
        if card is None:
            continue
        if not there(node, slot):
            node.call("vlan", "ports_down", slot)
            with node.change() as transaction:
                transaction.delete(CardState, slot)
        elif card.state in ("Operational", "Booting") and not node.backplane.ready(node.peer_name):
            node.call("vlan", "ports_down", slot)
            node.put([card._replace(state="Booting")])
            node.later(node.chassis.timing.switchover, "devmgr", "other_ready", slot)


def other_ready(node: "Node", slot: int) -> None:
    """Let the ports of an MSM that restarted pass traffic again, unless it left meanwhile."""
    card = node.store.get(CardState, slot)
    if card and card.state == "Booting":
        node.call("devmgr", "operational", slot)


def other_came(node: "Node") -> None:
    """Insert the module of the other MSM, which can be heard again, if it was out before."""
    for slot in _slots(node):
        if node.store.get(CardState, slot) is None:
            node.call("devmgr", "insert", slot, node.chassis.slots[slot].module)
