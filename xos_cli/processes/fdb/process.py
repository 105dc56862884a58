"""The forwarding database and the ARP table: the tables, the rows of a new switch, and the hooks."""

from typing import TYPE_CHECKING, Any

from xos_cli.processes.fdb.rows import (
    ArpConfig,
    ArpCounts,
    ArpLearned,
    ArpPending,
    ArpProxy,
    ArpReclaimed,
    FdbLearned,
    FdbLimit,
    FdbLocked,
    FdbOp,
    PermanentArpEntry,
    PermanentFdbEntry,
)
from xos_cli.processes.vlan.facts import addresses
from xos_cli.processes.vlan.rows import VR_CONTROL, VR_DEFAULT, VR_MGMT, Vlan
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.command.call import Call
    from xos_cli.switch.hardware.chassis import Chassis

TABLES = (
    FdbOp,
    ArpConfig,
    PermanentFdbEntry,
    FdbLimit,
    FdbLocked,
    PermanentArpEntry,
    ArpProxy,
    FdbLearned,
    ArpLearned,
    ArpPending,
    ArpCounts,
    ArpReclaimed,
)
RECEIVES = ("Arp", "Malformed arp")


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch: the ageing time, and ARP settings of each virtual router.

    evidence: capture 11.2
    """
    return [FdbOp(), *[ArpConfig(vr_name=name) for name in (VR_CONTROL, VR_DEFAULT, VR_MGMT)]]


def ports_left(call: "Call", vlan_name: str, ports: int) -> None:
    """Take ports that left a VLAN out of its static entries and limits; an entry goes with its last port.

    evidence: guide 11.0 p.104 (entries), inferred (limits)
    """
    from xos_cli.processes.fdb.index import EntriesByPorts
    from xos_cli.processes.fdb.limits import forget

    forget(call, vlan_name, ports)
    for row in call.store.view(EntriesByPorts).rows(call.store, PermanentFdbEntry, ports, vlan_name) if ports else ():
        left = sets.read(row.ports) & ~ports
        if left:
            call.put(row._replace(ports=sets.text(left, call.chassis.modular)))
        else:
            call.drop(row)


def subnets_changed(call: "Call", vlan_name: str) -> None:
    """Delete static ARP entries for addresses that are now the switch's own.  evidence: inferred"""
    router = call.store.one(Vlan, vlan_name).vrName
    for own in addresses(call.store, vlan_name):
        row = call.get(PermanentArpEntry, router, own.ipaddress)
        if row:
            call.drop(row)
