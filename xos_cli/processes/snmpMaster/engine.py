"""The engine of SNMPv3: how often it started, and the seconds since then.

The number is kept in the NVRAM of the MSM and checkpointed, so that a new master goes on from it: its time begins anew,
and a manager would take an older time of the same start for a message that is sent again (RFC 3414 2.2).
"""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.processes.snmpMaster.rows import SnmpEngineTime

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: A number that stays as it is: the engine's secrets must change then.  evidence: RFC 3414 2.2.1
LAST = 2147483647


def engine_boots(node: "Node") -> int:
    """Return how often the engine started; an MSM that never was the master knows what its NVRAM says."""
    row = node.store.get(SnmpEngineTime)
    return row.boots if row is not None else node.flash.nvram.engine_boots


def engine_time(node: "Node") -> int:
    """Return the seconds since the engine started."""
    row = node.store.get(SnmpEngineTime)
    return int(node.clock.now - (row.since if row is not None else node.booted_at))


def start_engine(node: "Node") -> None:
    """Count a start of the engine: this MSM manages the switch from now on."""
    boots = min(max(engine_boots(node), node.flash.nvram.engine_boots) + 1, LAST)
    node.flash.note(engine_boots=boots)
    node.put([SnmpEngineTime(boots, node.clock.now)])


def configure_snmpv3_engine_boots(call: Call, number: int) -> None:
    """Set how often the engine started; the next start counts on from there."""
    call.node.flash.note(engine_boots=number)
    before = call.get(SnmpEngineTime) or SnmpEngineTime(number, call.node.clock.now)
    call.put(before._replace(boots=number))
