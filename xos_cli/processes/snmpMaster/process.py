"""Tables and hooks of SNMP.  What reads and writes messages is imported when one comes or goes, and no sooner.

evidence: capture 11.2 (rows and lines)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

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
        node.call("snmpMaster", "cold_started")


def link_moved(node: "Node", port: "Port", up: bool) -> None:
    """Have the receivers of notifications, if there are any, told of a link that came up or fell."""
    if node.store.count(TargetAddr):
        node.later(0.0, "snmpMaster", "link_trapped", port, up)


def part_moved(node: "Node", kind: str, number: int, broken: bool) -> None:
    """Have the receivers of notifications, if there are any, told of a power supply or fan tray."""
    if node.store.count(TargetAddr):
        node.call("snmpMaster", "part_trapped", kind, number, broken)
