"""OSPF: the tables, the rows of a new switch, and the hooks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes.ospf.facts import export_policies, new_interface, no_exports, works
from xos_cli.processes.ospf.rows import (
    BACKBONE,
    ON,
    OspfArea,
    OspfAreaAggregate,
    OspfAreaInterface,
    OspfAseSummary,
    OspfGlobal,
    OspfInterface,
    OspfStaticNeighbor,
    OspfTrapControl,
    OspfVirtualInterface,
)
from xos_cli.processes.vlan.facts import primary
from xos_cli.processes.vlan.ports.rows import LoadShare, PortLink
from xos_cli.processes.vlan.rows import DEFAULT, MgmtLink, VirtualRouter, Vlan, VlanIpAddress, VlanPort
from xos_cli.switch.saved.savedfile import Unknown
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.command.call import Call
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node

TABLES = (
    OspfGlobal,
    OspfArea,
    OspfAreaInterface,
    OspfInterface,
    OspfTrapControl,
    OspfAreaAggregate,
    OspfAseSummary,
    OspfVirtualInterface,
    OspfStaticNeighbor,
)
#: What it receives from the network, and the rows on which it depends where it runs.
RECEIVES = ("Ospf", "Malformed ospf")
FOLLOWS = (
    OspfGlobal,
    OspfArea,
    OspfAreaAggregate,
    OspfAseSummary,
    OspfInterface,
    OspfVirtualInterface,
    Unknown,
    VirtualRouter,
    Vlan,
    VlanPort,
    VlanIpAddress,
    PortLink,
    LoadShare,
    MgmtLink,
)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch: OSPF is off, and has the backbone.

    evidence: capture 11.2; that VLAN Default has its row before it has an address: inferred
    """
    return [OspfGlobal(), no_exports(), OspfArea(BACKBONE), new_interface(chassis, DEFAULT), OspfTrapControl()]


def vlan_flags(store: Store) -> dict[str, str]:
    """Return ``o`` for the VLANs that were added to OSPF."""
    return {row.ospfIfName.lower(): "o" for row in store.rows(OspfInterface) if row.ospfIfAdminStat == ON}


def policies(store: Store) -> Iterator[str]:
    """Yield the policies in use: for imported routes, for exported routes, for areas."""
    names = [store.one(OspfGlobal).importPlcy, *export_policies(store)]
    for area in store.rows(OspfArea):
        names += [area.ospfExternalRouteFilter, area.ospfInterAreaFilter]
    yield from filter(None, names)


def subnets_changed(call: "Call", vlan_name: str) -> None:
    """Take a VLAN that has lost its address out of OSPF; what was set for it there stays.  evidence: inferred"""
    from xos_cli.processes.ospf.vlans import configure_ospf_delete_vlan

    row = call.get(OspfInterface, vlan_name)
    if row and row.ospfIfAdminStat == ON and primary(call.store, vlan_name) is None:
        configure_ospf_delete_vlan(call, vlan_name)


# The machine is imported where OSPF works, and no sooner.


def running(node: "Node") -> None:
    """Begin to run OSPF on a new master."""
    rows_changed(node)


def stopped(node: "Node") -> None:
    """Forget everything: the process was stopped."""
    if "ospf" in node.memory:
        node.call("ospf", "end", True)


def crashed(node: "Node") -> None:
    """Forget everything: the process has crashed, and could not inform its neighbours."""
    if "ospf" in node.memory:
        node.call("ospf", "end", False)


def started(node: "Node") -> None:
    """Start OSPF again: the process has started again."""
    rows_changed(node)


def rows_changed(node: "Node") -> None:
    """Apply a change of the settings, of VLANs or of links, once it is complete."""
    if works(node.store) or "ospf" in node.memory:
        node.call("ospf", "follow")


def routes_changed(node: "Node", router: str) -> None:
    """Check the exported routes of other origins again."""
    if works(node.store):
        node.call("ospf", "export", router)


def policy_refreshed(node: "Node", name: str) -> None:
    """Apply a policy that was read again to exported and imported routes."""
    if works(node.store):
        node.call("ospf", "judge_again")


def restarting(node: "Node", router: str) -> bool:
    """Return whether OSPF restarts gracefully, so that its routes stay."""
    return works(node.store) and bool(node.software.ask("ospf", "restarts", node, router))


def held(node: "Node") -> int:
    """Return the octets of the link-state databases."""
    return int(node.software.ask("ospf", "octets", node)) if "ospf" in node.memory else 0
