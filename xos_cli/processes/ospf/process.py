"""OSPF: the tables, the rows of a new switch, and the hooks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes.ospf.facts import leaks, no_exports
from xos_cli.processes.ospf.rows import (
    BACKBONE,
    ON,
    OspfArea,
    OspfAreaInterface,
    OspfGlobal,
    OspfInterface,
    OspfTrapControl,
)
from xos_cli.processes.vlan.facts import primary
from xos_cli.processes.vlan.rows import DEFAULT
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.command.call import Call
    from xos_cli.switch.hardware.chassis import Chassis

TABLES = (OspfGlobal, OspfArea, OspfAreaInterface, OspfInterface, OspfTrapControl)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch: OSPF is off, and has the backbone.

    evidence: capture 11.2; that VLAN Default has its row before it has an address: inferred
    """
    return [OspfGlobal(), no_exports(), OspfArea(BACKBONE), OspfInterface(DEFAULT), OspfTrapControl()]


def vlan_flags(store: Store) -> dict[str, str]:
    """Return ``o`` for the VLANs that were added to OSPF."""
    return {row.ospfIfName.lower(): "o" for row in store.rows(OspfInterface) if row.ospfIfAdminStat == ON}


def policies(store: Store) -> Iterator[str]:
    """Yield the policies in use: for what comes in, for what is exported, for areas."""
    names = [store.one(OspfGlobal).importPlcy, *[leak.policy for leak in leaks(store)]]
    for area in store.rows(OspfArea):
        names += [area.ospfExternalRouteFilter, area.ospfInterAreaFilter]
    yield from filter(None, names)


def subnets_changed(call: "Call", vlan_name: str) -> None:
    """Take a VLAN that has lost its address out of OSPF; what was set for it there stays.  evidence: inferred"""
    from xos_cli.processes.ospf.vlans import configure_ospf_delete_vlan

    row = call.get(OspfInterface, vlan_name)
    if row and row.ospfIfAdminStat == ON and primary(call.store, vlan_name) is None:
        configure_ospf_delete_vlan(call, vlan_name)
