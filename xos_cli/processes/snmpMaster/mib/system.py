"""The groups ``system`` and ``snmp`` of MIB-II, and those of the engine (RFC 3418, 3411, 3414)."""

from typing import TYPE_CHECKING

from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.rows import DmSystem
from xos_cli.processes.snmpMaster.engine import engine_boots, engine_time
from xos_cli.processes.snmpMaster.keys import engine
from xos_cli.processes.snmpMaster.mib.objects import (
    OID,
    BadValue,
    Column,
    Oid,
    Value,
    counter,
    integer,
    octets,
    scalars,
    text,
    ticks,
)
from xos_cli.processes.snmpMaster.rows import SnmpCounters, SnmpEngine

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: The products' numbers below 1.3.6.1.4.1.1916.2.  evidence: the vendor's MIB
PRODUCTS = {"BD-10808": 56, "BD-8810": 62, "BD-8806": 74, "SummitX450-24x": 65, "SummitX450-24t": 66}
VENDOR = (1, 3, 6, 1, 4, 1, 1916)
#: Layers 2 and 3.  evidence: RFC 3418, inferred (that a switch says so)
SERVICES = 2 + 4
MESSAGE_SIZE = 8192  # evidence: inferred


def description(node: "Node") -> str:
    """Return what the system is and runs.  evidence: recalled (the layout)"""
    image = node.chassis.images.get(node.image)
    built = f" by {image.builder} on {image.built}" if image is not None and image.version == node.version else ""
    return f"ExtremeWare XOS version {node.version}{built}"[:255]


def object_id(node: "Node") -> tuple[int, ...]:
    """Return the number of the product."""
    return (*VENDOR, 2, PRODUCTS.get(node.chassis.product, 0))


def up_seconds(node: "Node") -> float:
    """Return the seconds since the MSM started."""
    return node.clock.now - node.booted_at


def engine_octets(node: "Node") -> bytes:
    """Return the engine ID."""
    return bytes.fromhex(engine(node.store.one(SnmpEngine).snmpEngineID).replace(":", ""))


def counted(node: "Node") -> SnmpCounters:
    """Return what this MSM has counted."""
    return node.store.get(SnmpCounters) or SnmpCounters()


def _name(field: str) -> Column:
    """Return the column of a name of the system, which can be set."""
    numbers = {"sysContact": 4, "sysName": 5, "sysLocation": 6}

    def read(node: "Node", row: None) -> Value:
        return text(str(getattr(node.store.one(DmSystem), field) or ""))

    def write(node: "Node", index: Oid, content: bytes) -> None:
        try:
            node.software.ask("devmgr", "system_named", node, field, content.decode("utf-8", "replace"))
        except Refusal as error:
            raise BadValue(str(error)) from error

    return Column(numbers[field], read, write)


SYSTEM = scalars(
    (1, 3, 6, 1, 2, 1, 1),
    Column(1, lambda node, row: text(description(node))),
    Column(2, lambda node, row: Value(OID, object_id(node))),
    Column(3, lambda node, row: ticks(up_seconds(node))),
    _name("sysContact"),
    _name("sysName"),
    _name("sysLocation"),
    Column(7, lambda node, row: integer(SERVICES)),
)


def _counter(number: int, field: str) -> Column:
    return Column(number, lambda node, row: counter(int(getattr(counted(node), field))))


SNMP = scalars(
    (1, 3, 6, 1, 2, 1, 11),
    _counter(1, "in_packets"),
    _counter(2, "out_packets"),
    _counter(3, "bad_versions"),
    _counter(4, "auth_errors"),
    _counter(5, "bad_uses"),
    _counter(6, "parse_errors"),
    _counter(15, "gets"),
    _counter(16, "get_nexts"),
    _counter(17, "sets"),
    _counter(29, "traps"),
    Column(30, lambda node, row: integer(1)),  # there is no command that disables them; 1 is enabled
    _counter(31, "drops"),
)

ENGINE = scalars(
    (1, 3, 6, 1, 6, 3, 10, 2, 1),
    Column(1, lambda node, row: octets(engine_octets(node))),
    Column(2, lambda node, row: integer(engine_boots(node))),
    Column(3, lambda node, row: integer(engine_time(node))),
    Column(4, lambda node, row: integer(MESSAGE_SIZE)),
)

#: The counters of the user-based security model, in the order of RFC 3414.
USM = (
    "unsupported_levels",
    "not_in_time",
    "unknown_users",
    "unknown_engines",
    "wrong_digests",
    "decryption_errors",
)
USM_STATS = (1, 3, 6, 1, 6, 3, 15, 1, 1)
MESSAGE_STATS = (1, 3, 6, 1, 6, 3, 11, 2, 1)
SECURITY = (
    *scalars(USM_STATS, *[_counter(number, field) for number, field in enumerate(USM, 1)]),
    *scalars(
        MESSAGE_STATS,
        _counter(1, "unknown_models"),
        _counter(2, "invalid_messages"),
        _counter(3, "unknown_handlers"),
    ),
)
TABLES = (*SYSTEM, *SNMP, *ENGINE, *SECURITY)
