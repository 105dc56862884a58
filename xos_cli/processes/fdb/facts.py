"""Questions about the forwarding database and the ARP table, answered from a store."""

from typing import TypeVar

from xos_cli.processes.fdb.rows import UNLIMITED, ArpConfig, FdbLearned, FdbLimit, PermanentFdbEntry
from xos_cli.processes.vlan.rows import VirtualRouter, Vlan
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.hardware.chassis import Port
from xos_cli.switch.tables import Store


def _every(store: Store) -> list[ArpConfig]:
    """Return the settings of every virtual router; one that was never configured has the defaults."""
    known = store.rows(ArpConfig)
    names = [row.vr_name for row in known]
    return known + [ArpConfig(vr_name=row.name) for row in store.rows(VirtualRouter) if row.name not in names]


Entry = TypeVar("Entry", PermanentFdbEntry, FdbLearned)


def of_mac(store: Store, table: type[Entry], mac: str) -> list[Entry]:
    """Return the entries of a MAC address, one for each VLAN that has one."""
    found = (store.get(table, mac, vlan.name) for vlan in store.rows(Vlan))
    return [row for row in found if row is not None]


def arp_config(store: Store, vr: str) -> ArpConfig:
    """Return the ARP settings of one virtual router."""
    return store.get(ArpConfig, vr) or ArpConfig(vr_name=vr)


def limits_of_port(store: Store, port: Port) -> dict[str, int]:
    """Return how many addresses a port may learn in each VLAN where it has a limit, by VLAN name."""
    bit = sets.bit(port)
    rows = (row for row in store.rows(FdbLimit) if row.limit != UNLIMITED and sets.read(row.ports) & bit)
    return {row.vlan_name: row.limit for row in rows}
