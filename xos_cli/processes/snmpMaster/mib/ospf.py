"""What is there of the OSPF MIB (RFC 1850): the router, and which traps are sent.  evidence: capture 11.2 (the row)"""

from typing import TYPE_CHECKING

from xos_cli.processes.ospf.facts import works
from xos_cli.processes.ospf.rows import OspfTrapControl
from xos_cli.processes.snmpMaster.mib.objects import BadValue, Column, Oid, integer, octets, scalars

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

OSPF = (1, 3, 6, 1, 2, 1, 14)
VERSION = 2


def _set_traps(node: "Node", index: Oid, content: bytes) -> None:
    """Set which traps are sent: a bit for each, the first one on the right."""
    if len(content) != 4:
        raise BadValue(content.hex())
    node.put([node.store.one(OspfTrapControl)._replace(ospfSetTrap=content.hex(":"))])


GENERAL = scalars(
    (*OSPF, 1),
    Column(2, lambda node, row: integer(1 if works(node.store) else 2)),
    Column(3, lambda node, row: integer(VERSION)),
)
TRAPS = scalars(
    (*OSPF, 16, 1),
    Column(
        1,
        lambda node, row: octets(bytes.fromhex(node.store.one(OspfTrapControl).ospfSetTrap.replace(":", ""))),
        _set_traps,
    ),
)
TABLES = (*GENERAL, *TRAPS)
