"""Questions about LACP, answered from a store."""

from typing import TYPE_CHECKING

from xos_cli.processes.vlan.ports.rows import LacpGroup, LacpMember, LoadShare
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.tables import Store


def lacp_groups(store: "Store") -> list[LoadShare]:
    """Return the groups with LACP."""
    return [row for row in store.rows(LoadShare) if row.lacp]


def settings_of(store: "Store", group: LoadShare) -> LacpGroup:
    """Return what LACP of a group is set to."""
    return store.get(LacpGroup, group.slot, group.port) or LacpGroup(group.slot, group.port)


def key_of(port: "Port") -> int:
    """Return the LACP key of a group by its master port, which is also the number of a port in messages.

    evidence: later 22 (port 21 has 0x03fd), inferred (slots)
    """
    return port[0] * 1000 + port[1]


def members_of_lag(store: "Store", group: LoadShare) -> list[LacpMember]:
    """Return the ports of a group as LACP has them, in order."""
    rows = [store.get(LacpMember, *port) for port in sets.each(sets.read(group.portList))]
    return [row for row in rows if row is not None]
