"""Configure LACP: priorities, timeouts, and the activity mode.

evidence: guide 11.3 p.124-126 (commands), inferred (ranges, refusals)
"""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.vlan.ports.facts import group_of
from xos_cli.processes.vlan.ports.rows import LacpGroup, LacpPort, LoadShare
from xos_cli.switch.hardware import portset as sets

NO_GROUP = "Error: Port {port} is not the master of an LACP group."


def lacp_group(call: Call, port: PortList) -> LoadShare:
    """Return the group with LACP of a master port; refuse a port that is none."""
    master = sets.first(sets.given(call.chassis, port))
    group = call.get(LoadShare, *master)
    if group is None or not group.lacp:
        raise Refusal(NO_GROUP.format(port=call.chassis.port_name(master)))
    return group


def _set(call: Call, port: PortList, **fields: Any) -> None:
    group = lacp_group(call, port)
    new = LacpGroup(group.slot, group.port)
    row = (call.get(LacpGroup, group.slot, group.port) or new)._replace(**fields)
    if row == new:
        call.delete(LacpGroup, group.slot, group.port)
    else:
        call.put(row)


def configure_sharing_lacp_system_priority(call: Call, port: PortList, priority: int) -> None:
    """Set the priority of this system for a group; with 0 on both sides the lower MAC address decides."""
    _set(call, port, systemPriority=priority)


def configure_sharing_lacp_timeout(call: Call, port: PortList, long: bool = False, short: bool = False) -> None:
    """Set after how many seconds without a message the partner is lost: 90 or 3."""
    _set(call, port, shortTimeout=int(short))


def configure_sharing_lacp_activity_mode(
    call: Call, port: PortList, active: bool = False, passive: bool = False
) -> None:
    """Set whether the ports of a group send LACP always (active), or only to an active partner (passive)."""
    _set(call, port, passive=int(passive))


def configure_lacp_member_port_priority(call: Call, port: PortList, port_priority: int) -> None:
    """Set the priority of a port of a group: the lowest are selected first."""
    member = sets.first(sets.given(call.chassis, port))
    group = group_of(call.store, member)
    if group is None or not group.lacp:
        raise Refusal(f"Error: Port {call.chassis.port_name(member)} is not in an LACP group.")
    if port_priority:
        call.put(LacpPort(*member, port_priority))
    else:
        call.delete(LacpPort, *member)
