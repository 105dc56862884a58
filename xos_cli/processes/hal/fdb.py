"""Program the forwarding database of the I/O modules: ageing, configured and locked entries, limits of learning."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.packets.addresses import mac_number
from xos_cli.processes.fdb.rows import FdbLimit, FdbLocked, FdbOp, PermanentFdbEntry
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.switch.fabric.fdb import key_of
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.fabric.fabric import Fabric
    from xos_cli.switch.fabric.ports import FabricPort
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node


def program_fdb(node: "Node", fabric: "Fabric") -> None:
    """Program the ageing time, the configured entries, limits and locks."""
    store, fdb = node.store, fabric.fdb
    fdb.set_age(float(store.one(FdbOp).age))
    wanted = dict(_entries(node, fabric))
    fdb.remove([key for key, entry in fdb.entries.items() if entry.fixed and key not in wanted])
    for key, ports in wanted.items():
        fdb.fix(key, *dict.fromkeys([fabric.ports[port].master for port in ports]))
    fdb.lock(dict(_locked(node, fabric)))
    for vlan in fabric.vlans.values():
        vlan.limits = {}
    for row in store.rows(FdbLimit):
        _limit(node, fabric, row)
    for vlan in fabric.vlans.values():
        vlan.refused = {port: kept for port, kept in vlan.refused.items() if port in vlan.limits}


def _entries(node: "Node", fabric: "Fabric") -> "Iterator[tuple[int, list[Port]]]":
    for row in node.store.rows(PermanentFdbEntry):
        vlan = node.store.get(Vlan, row.vlan_name)
        if vlan is not None:
            yield key_of(vlan.tag, mac_number(row.mac)), list(sets.each(sets.read(row.ports)))


def _locked(node: "Node", fabric: "Fabric") -> "Iterator[tuple[int, FabricPort]]":
    for row in node.store.rows(FdbLocked):
        vlan, port = node.store.get(Vlan, row.vlan_name), fabric.ports.get((row.slot, row.port))
        if vlan is not None and port is not None:
            yield key_of(vlan.tag, mac_number(row.mac)), port.master


def _limit(node: "Node", fabric: "Fabric", row: FdbLimit) -> None:
    """Program the number of addresses that ports of a VLAN may learn: none with a lock, else the limit."""
    named = node.store.get(Vlan, row.vlan_name)
    vlan = fabric.vlans.get(named.tag) if named else None
    if vlan is None:
        return
    for id in sets.each(sets.read(row.ports)):
        port = fabric.ports[id]
        if row.locked:
            fabric.fdb.flush([vlan.vid], port)
        vlan.limits[port] = 0 if row.locked else row.limit
