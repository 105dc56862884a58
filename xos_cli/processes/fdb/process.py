"""The forwarding database and the ARP table: what a switch has of them when it is new, and their lines.

The commands are in the modules of ``PARTS``.
"""

from typing import TYPE_CHECKING, Any

from xos_cli.processes.fdb.rows import (
    ArpConfig,
    ArpCounts,
    ArpEntry,
    ArpLearned,
    ArpPending,
    ArpProxy,
    FdbEntry,
    FdbLearned,
    FdbLimit,
    FdbOp,
)
from xos_cli.processes.vlan.facts import addresses
from xos_cli.processes.vlan.rows import VR_CONTROL, VR_DEFAULT, VR_MGMT, Vlan
from xos_cli.switch import portset as sets

if TYPE_CHECKING:
    from xos_cli.command.call import Call
    from xos_cli.switch.chassis import Chassis

TABLES = (
    FdbOp,
    ArpConfig,
    FdbEntry,
    FdbLimit,
    ArpEntry,
    ArpProxy,
    FdbLearned,
    ArpLearned,
    ArpPending,
    ArpCounts,
)
RECEIVES = ("Arp", "Malformed arp")


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2"""
    return [FdbOp(), *[ArpConfig(vr_name=name) for name in (VR_CONTROL, VR_DEFAULT, VR_MGMT)]]


def ports_left(call: "Call", vlan_name: str, ports: int) -> None:
    """An entry loses the ports that left its VLAN, and goes with the last of them; so does a limit.

    evidence: guide 11.0 p.104 (entries), inferred (limits)
    """
    from xos_cli.processes.fdb.limits import forget

    forget(call, vlan_name, ports)
    for row in call.rows(FdbEntry):
        left = sets.read(row.ports) & ~ports
        if not row.ports or row.vlan_name != vlan_name:
            continue
        if left:
            call.put(row._replace(ports=sets.text(left, call.chassis.modular)))
        else:
            call.drop(row)


def subnets_changed(call: "Call", vlan_name: str) -> None:
    """An address that is now the switch's own is no longer another host's.  evidence: inferred"""
    router = call.store.one(Vlan, vlan_name).vrName
    for own in addresses(call.store, vlan_name):
        row = call.get(ArpEntry, router, own.ipaddress)
        if row:
            call.drop(row)
