"""Questions about ports and load-sharing groups, answered from a store."""

from typing import TYPE_CHECKING

from xos_cli.processes.vlan.facts import numbers, present_ports
from xos_cli.processes.vlan.ports.rows import (
    ADDRESS,
    CARRYING,
    LacpMember,
    LoadShare,
    PortConfig,
    PortLink,
    RedundantPort,
)
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.hardware.link import Offer
    from xos_cli.switch.node import Node
    from xos_cli.switch.tables import Store


def config_of(store: "Store", port: "Port") -> PortConfig:
    """Return the settings of a port; a port without a row has the defaults."""
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


def active_members(store: "Store", group: LoadShare) -> tuple["Port", ...]:
    """Return the ports of a group that carry frames once they have a link; with LACP those that agreed to."""
    ports = tuple(sets.each(sets.read(group.portList)))
    return tuple([port for port in ports if _agreed(store, port)]) if group.lacp else ports


def _agreed(store: "Store", port: "Port") -> bool:
    row = store.get(LacpMember, *port)
    return row is not None and row.mux == CARRYING


def algorithm_of(store: "Store", group: LoadShare) -> str:
    """Return which part of a frame selects the port of a group: ``port``, ``L2``, ``L3``, or the global setting.

    evidence: guide 11.3 p.122 (the last, on a BlackDiamond 10808)
    """
    return (numbers(store).sharingAlgorithm or "L2") if group.algorithm == ADDRESS else group.algorithm


def active_ports(store: "Store") -> int:
    """Return the ports that carry frames of VLANs.

    A group does if any member of it that takes part is up.
    """
    active = up_ports(store)
    for row in store.rows(LoadShare):
        master = sets.bit((row.slot, row.port))
        alive = active & sets.of(active_members(store, row))
        active = active | master if alive else active & ~master
    return active


def is_up(store: "Store", vlan_name: str) -> bool:
    """Return whether a VLAN has a port whose link is up, or is in loopback mode; Mgmt has no ports of its own."""
    vlan = store.get(Vlan, vlan_name)
    active = active_ports(store) & present_ports(store, vlan_name)
    return vlan is not None and (vlan.loopbackMode == 1 or bool(active))


def pair_ports(pair: RedundantPort) -> "tuple[Port, Port]":
    """Return the primary and the redundant port of a pair."""
    return (pair.slot, pair.port), (pair.redundantSlot, pair.redundantPort)


def side_ports(store: "Store", port: "Port") -> list["Port"]:
    """Return a port of a redundant pair, with those of its load-sharing group."""
    group = store.get(LoadShare, *port)
    return list(sets.each(sets.read(group.portList))) if group is not None else [port]


def side_up(store: "Store", port: "Port") -> bool:
    """Return whether a port of a redundant pair has a link; a group has lost its own when all its ports have.

    evidence: guide 11.3 p.136
    """
    links = [store.get(PortLink, *member) for member in side_ports(store, port)]
    return any(link is not None and link.up for link in links)


def stands_by(node: "Node", port: "Port") -> bool:
    """Return whether the other port of a redundant pair keeps this one's link down.

    The primary port has its link whenever it can; without smart redundancy not until the other one has lost its own.
    """
    for pair in node.store.rows(RedundantPort):
        primary, second = pair_ports(pair)
        for own, other in ((primary, second), (second, primary)) if not pair.linkOn else ():
            if port in side_ports(node.store, own):
                smart = not config_of(node.store, primary).smartRedundancyDisabled
                return side_up(node.store, other) and (own == second or not smart)
    return False


def offer_of(node: "Node", port: "Port") -> "Offer | None":
    """Return what a port offers to the other end of its cable.

    It offers nothing while it is disabled, broken, not there, or stands by.
    """
    from xos_cli.switch.hardware.link import Offer

    config, link = config_of(node.store, port), node.store.get(PortLink, *port)
    if not config.enabled or link is None or link.broken or stands_by(node, port):
        return None
    if config.speed is None or config.duplex is None:
        return Offer(node.chassis.port_type(port).speed)
    return Offer(config.speed, config.duplex, auto=False)
