"""Send notifications: links, failovers, starts, wrong communities, parts, CLEAR-Flow.

A notification is made only where a receiver is configured and can be reached by a network or a served switch.
evidence: RFC 3418 (the standard ones), the vendor's MIB (the others), inferred (which link has one: every one)
"""

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from xos_cli.processes.snmpMaster.rows import MsmFailover, SilentPort, SnmpEnable, TargetAddr

if TYPE_CHECKING:
    from xos_cli.processes.snmpMaster.mib.objects import Oid, Value
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

STANDARD = (1, 3, 6, 1, 6, 3, 1, 1, 5)
COLD_START, WARM_START, LINK_DOWN, LINK_UP, AUTHENTICATION_FAILURE = ((*STANDARD, number) for number in range(1, 6))
VENDOR = (1, 3, 6, 1, 4, 1, 1916)
MSM_FAILOVER = (*VENDOR, 4, 1, 0, 5)
#: By kind of part: what is sent when one fails and when it works again, and the object that has its number.
PARTS = {"fan": ((*VENDOR, 0, 7), (*VENDOR, 0, 8), 9), "psu": ((*VENDOR, 0, 10), (*VENDOR, 0, 11), 27)}
CLEAR_FLOW, CLEAR_FLOW_MESSAGE = (*VENDOR, 1, 30), (*VENDOR, 1, 30, 0, 0, 1)
#: The change of LLDP's table, and its statistics (LLDP-MIB).
LLDP_CHANGE, LLDP_STATISTICS = (1, 0, 8802, 1, 1, 2, 0, 0, 1), (1, 0, 8802, 1, 1, 2, 1, 2)
#: How often a notification is sent until there is a way to the receiver: those of a start, and all others.
PATIENT, ONCE = 30, 1
#: Why an MSM took over: a user wanted it, it was removed, the hardware failed, nothing was heard of it.
ADMIN, REMOVAL, HARDWARE, KEEPALIVE = 2, 4, 5, 7


@cache
def has_library() -> bool:
    """Return whether the library for SNMP messages is installed."""
    return find_spec("pysnmp") is not None


def told(node: "Node") -> bool:
    """Return whether there is anybody to notify, and a way to send."""
    reachable = node.fabric is not None or node.backplane.outside is not None
    return reachable and bool(node.store.count(TargetAddr)) and bool(node.store.one(SnmpEnable).snmpTrapsEnabled)


def described(node: "Node") -> "tuple[Oid, Value]":
    """Return what the switch is, as notifications of the vendor have it."""
    from xos_cli.processes.snmpMaster.mib.objects import text
    from xos_cli.processes.snmpMaster.mib.system import description

    return (1, 3, 6, 1, 2, 1, 1, 1, 0), text(description(node))


def notify(node: "Node", oid: "Oid", bindings: "tuple[tuple[Oid, Value], ...]" = (), tries: int = ONCE) -> None:
    """Send a notification to the receivers, if this MSM is the master and has any."""
    if told(node) and has_library() and node.is_master and node.works("snmpMaster"):
        node.call("snmpMaster", "notify_targets", oid, bindings, tries)


def link_trapped(node: "Node", port: "Port", up: bool) -> None:
    """Send a notification that the link of a port came up or went down."""
    from xos_cli.processes.snmpMaster.mib.interfaces import port_number
    from xos_cli.processes.snmpMaster.mib.objects import integer
    from xos_cli.processes.vlan.ports.facts import config_of

    if node.store.get(SilentPort, *port) is not None:
        return
    entry, number = (1, 3, 6, 1, 2, 1, 2, 2, 1), port_number(port)
    states = (1, number), (7, 1 if config_of(node.store, port).enabled else 2), (8, 1 if up else 2)
    bindings = tuple([((*entry, column, number), integer(value)) for column, value in states])
    notify(node, LINK_UP if up else LINK_DOWN, bindings)


def authentication_failed(node: "Node") -> None:
    """Send a notification that a message had a wrong community."""
    notify(node, AUTHENTICATION_FAILURE)


def switch_started(node: "Node") -> None:
    """Send the notification of a cold or a warm start.  evidence: RFC 3418, inferred (which is which)"""
    notify(node, COLD_START if node.cold else WARM_START, tries=PATIENT)


def took_over(node: "Node") -> None:
    """Note why this MSM took over as master, and send a notification."""
    node.put([MsmFailover(_cause(node))])
    dark = node.fabric.dark_until - node.clock.now if node.fabric is not None else 0.0
    if told(node):
        node.later(max(0.0, dark), "snmpMaster", "tell_failover")


def tell_failover(node: "Node") -> None:
    """Send a notification that this MSM took over as master, once the I/O modules forward again."""
    if told(node):
        from xos_cli.processes.snmpMaster.mib.extreme import CHASSIS, COMMON, failover_cause, master_slot
        from xos_cli.processes.snmpMaster.mib.objects import integer

        slot = (*CHASSIS, 1, 0), integer(master_slot(node))
        notify(node, MSM_FAILOVER, (described(node), slot, ((*COMMON, 33, 0), integer(failover_cause(node)))), PATIENT)


def _cause(node: "Node") -> int:
    """Return why this MSM took over, from how the other looks now.  evidence: the vendor's MIB, inferred (which)"""
    lamp = node.backplane.lamp(node.peer_name)
    if lamp == "EMPTY":
        return REMOVAL
    if lamp == "FAIL":
        return HARDWARE
    word = node.watch.last_word
    return ADMIN if word is not None and word.state in ("DOWN", "STANDBY") else KEEPALIVE


def part_trapped(node: "Node", kind: str, number: int, broken: bool) -> None:
    """Send a notification that a power supply or a fan tray failed, or works again."""
    from xos_cli.processes.snmpMaster.mib.extreme import COMMON
    from xos_cli.processes.snmpMaster.mib.objects import integer

    failed, works, table = PARTS[kind]
    which = (*COMMON, table, 1, 1, number), integer(number)
    notify(node, failed if broken else works, (described(node), which))


def neighbors_trapped(node: "Node", counts: tuple[int, ...]) -> None:
    """Send the notification of changes of LLDP's table: inserts, deletes, drops, aged.  evidence: 802.1AB-2005"""
    from xos_cli.processes.snmpMaster.mib.objects import gauge

    bindings = tuple([((*LLDP_STATISTICS, column, 0), gauge(count)) for column, count in enumerate(counts, 2)])
    notify(node, LLDP_CHANGE, bindings)


def send_trap(node: "Node", number: int, words: str) -> None:
    """Send the notification of a CLEAR-Flow rule: its number and its text."""
    from xos_cli.processes.snmpMaster.mib.objects import gauge, text

    bindings = ((*CLEAR_FLOW, 1, 0), gauge(number)), ((*CLEAR_FLOW, 2, 0), text(words[:256]))
    notify(node, CLEAR_FLOW_MESSAGE, bindings)
