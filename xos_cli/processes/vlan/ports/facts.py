"""Questions about ports and load-sharing groups, answered from a store."""

from typing import TYPE_CHECKING

from xos_cli.processes.vlan.facts import members
from xos_cli.processes.vlan.ports.rows import LoadShare, PortConfig, PortLink
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.switch import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Port
    from xos_cli.switch.tables import Store


def config_of(store: "Store", port: "Port") -> PortConfig:
    """Return what a port is set to; a port that the file knew nothing of is as new."""
    return store.get(PortConfig, *port) or PortConfig(*port, port2=port[1])


def up_ports(store: "Store") -> int:
    """Return the ports whose link is up."""
    return sets.of((row.slot, row.port) for row in store.rows(PortLink) if row.up)


def disabled_ports(store: "Store") -> int:
    """Return the ports that are disabled."""
    return sets.of((row.slot, row.port) for row in store.rows(PortConfig) if not row.enabled)


def group_of(store: "Store", port: "Port") -> LoadShare | None:
    """Return the load-sharing group that a port is in, None if it is in none."""
    bit = sets.bit(port)
    return next((row for row in store.rows(LoadShare) if sets.read(row.portList) & bit), None)


def members_only(store: "Store") -> int:
    """Return the ports that are in a load-sharing group without being its master."""
    found = 0
    for row in store.rows(LoadShare):
        found |= sets.read(row.portList) & ~sets.bit((row.slot, row.port))
    return found


def masters(store: "Store") -> int:
    """Return the master ports of the load-sharing groups."""
    return sets.of((row.slot, row.port) for row in store.rows(LoadShare))


def active_ports(store: "Store") -> int:
    """Return the ports that carry frames of VLANs.

    A group does if any member of it is up, with LACP only with a partner.
    """
    active = up_ports(store)
    for row in store.rows(LoadShare):
        master = sets.bit((row.slot, row.port))
        alive = active & sets.read(row.portList) and not row.lacp
        active = active | master if alive else active & ~master
    return active


def is_up(store: "Store", vlan_name: str) -> bool:
    """Return whether a VLAN has a port whose link is up, or is in loopback mode; Mgmt has no ports of its own."""
    vlan = store.get(Vlan, vlan_name)
    active = active_ports(store) & members(store, vlan_name).all
    return vlan is not None and (vlan.loopbackMode == 1 or bool(active))
