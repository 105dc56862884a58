"""Tables and hooks of SNMP.  What reads and writes messages is imported when one comes or goes, and no sooner.

evidence: capture 11.2 (rows and lines)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes.devmgr.rows import CardState
from xos_cli.processes.snmpMaster.engine import engine_boots, start_engine
from xos_cli.processes.snmpMaster.factory import factory_rows
from xos_cli.processes.snmpMaster.rows import TABLES as TABLES
from xos_cli.processes.snmpMaster.rows import MsmFailover, SnmpEnable, TargetAddr
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.packets.frames import Frame
    from xos_cli.switch.hardware.chassis import Chassis, Port
    from xos_cli.switch.node import Node


RECEIVES = ("Udp 161",)
FOLLOWS = (CardState,)
#: Where the states of the modules are kept that were told last.
MODULES = "snmpMaster modules"


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch.  evidence: capture 11.2"""
    return factory_rows(chassis)


def policies(store: Store) -> Iterator[str]:
    """Yield the policy that says who may ask."""
    yield from (row.snmpAccessProfile for row in store.rows(SnmpEnable) if row.snmpAccessProfile)


def synced(node: "Node") -> None:
    """Note in the NVRAM of the backup how often the engine started."""
    node.flash.note(engine_boots=engine_boots(node))


def received(node: "Node", port: "Port", vid: int, frame: "Frame") -> bool:
    """Take a request that came over the network."""
    node.call("snmpMaster", "take_request", vid, frame)
    return True


def running(node: "Node") -> None:
    """Start the engine, and tell the receivers of notifications that the switch started or this MSM took over."""
    start_engine(node)
    if node.checkpoint.configured or node.store.rows(MsmFailover):
        node.call("snmpMaster", "took_over")
        return
    node.put([MsmFailover()])
    if node.store.count(TargetAddr):
        node.call("snmpMaster", "switch_started")


def tree_moved(node: "Node", stpd_name: str, events: tuple[str, ...]) -> None:
    """Notify the trap receivers, if there are any, of a new root or a topology change."""
    for event, new_root in (("STP.System.Root", True), ("STP.System.TopologyChange", False)):
        if event in events and node.store.count(TargetAddr):
            node.call("snmpMaster", "tree_trapped", stpd_name, new_root)


def vrrp_mastered(node: "Node", vlan_name: str, vrid: int, own: str) -> None:
    """Notify the trap receivers, if there are any, that the switch became a VRRP master."""
    if node.store.count(TargetAddr):
        node.call("snmpMaster", "master_trapped", vlan_name, vrid, own)


def ospf_neighbor_moved(node: "Node", router_id: str, neighbor_address: str, neighbor_id: str, state: int) -> None:
    """Notify the trap receivers, if there are any, of an OSPF neighbour's new state."""
    if node.store.count(TargetAddr):
        node.call("snmpMaster", "ospf_trapped", router_id, neighbor_address, neighbor_id, state)


def login_refused(node: "Node") -> None:
    """Notify the trap receivers, if there are any, of a login that failed."""
    if node.store.count(TargetAddr):
        node.call("snmpMaster", "login_trapped")


def alarm_fired(node: "Node", index: int, rising: bool, value: int) -> None:
    """Notify the trap receivers, if there are any, of an alarm of RMON."""
    if node.store.count(TargetAddr):
        node.call("snmpMaster", "alarm_trapped", index, rising, value)


def overheated(node: "Node", which: str) -> None:
    """Notify the trap receivers, if there are any, of a part that is too hot."""
    if node.store.count(TargetAddr):
        node.call("snmpMaster", "heat_trapped", which)


def module_moved(node: "Node", number: int, state: str) -> None:
    """Notify the trap receivers, if there are any, of the state of a module."""
    if node.store.count(TargetAddr):
        node.call("snmpMaster", "module_trapped", number, state)


def peer_moved(node: "Node", state: str) -> None:
    """Notify the trap receivers, if there are any, of the other MSM's state, "" for one not heard."""
    numbers = [msm.index for msm in node.chassis.msms if msm.name == node.peer_name]
    if node.is_master and numbers and node.store.count(TargetAddr):
        where = len(node.chassis.slots) + numbers[0] + 1
        node.call("snmpMaster", "peer_trapped", where, state, node.backplane.lamp(node.peer_name))


def rows_changed(node: "Node") -> None:
    """Find the modules whose state changed, and send notifications."""
    states = {row.slot: row.state for row in node.store.rows(CardState)}
    before = node.memory.get(MODULES)
    node.memory[MODULES] = states
    if isinstance(before, dict):
        for slot in sorted(states.keys() | before.keys()):
            if states.get(slot) != before.get(slot):
                module_moved(node, slot, states.get(slot, "Empty"))


def link_moved(node: "Node", port: "Port", up: bool) -> None:
    """Notify the trap receivers, if there are any, of a link that came up or went down."""
    if node.store.count(TargetAddr):
        node.later(0.0, "snmpMaster", "link_trapped", port, up)


def part_moved(node: "Node", kind: str, number: int, broken: bool) -> None:
    """Notify the trap receivers, if there are any, of a power supply or fan tray."""
    if node.store.count(TargetAddr):
        node.call("snmpMaster", "part_trapped", kind, number, broken)
