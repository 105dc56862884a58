"""The Extreme Standby Router Protocol: the tables, the names, the rows of a new switch, and the hooks.

``machine`` is the protocol, ``run`` has the domains of a master MSM.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes.esrp.facts import domain_on as domain_on
from xos_cli.processes.esrp.facts import has_master, master_vlan
from xos_cli.processes.esrp.facts import layer2_protocol as layer2_protocol
from xos_cli.processes.esrp.rows import (
    HOST,
    EsrpAware,
    EsrpDomain,
    EsrpGlobal,
    EsrpNeighbor,
    EsrpPort,
    EsrpRestart,
    EsrpState,
    EsrpTrack,
    EsrpVlan,
)
from xos_cli.processes.netTools.rows import WatchedHost
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.command.call import Call
    from xos_cli.switch.fabric.programming import VirtualAddress
    from xos_cli.switch.hardware.chassis import Chassis, Port
    from xos_cli.switch.node import Node


TABLES = (
    EsrpGlobal,
    EsrpDomain,
    EsrpVlan,
    EsrpTrack,
    EsrpPort,
    EsrpRestart,
    EsrpState,
    EsrpNeighbor,
    EsrpAware,
)
NAMES = {"esrp": EsrpDomain}
#: What it receives from the network, and the rows on which it depends which ports are blocked.
RECEIVES = ("Esrp",)
STATES = (EsrpState, EsrpVlan, EsrpPort)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the row of a new switch, which has no ESRP domains.  evidence: capture 11.2"""
    return [EsrpGlobal()]


def vlan_flags(store: Store) -> dict[str, str]:
    """Return ``E`` for the VLANs of domains that are enabled.  evidence: recalled"""
    on = {row.name.lower() for row in store.rows(EsrpDomain) if row.enable}
    return {row.vlanName.lower(): "E" for row in store.rows(EsrpVlan) if row.domain.lower() in on}


def watched_hosts(store: Store) -> list[WatchedHost]:
    """Return the hosts that domains which are on track by pings."""
    found = []
    for row in store.rows(EsrpTrack):
        domain, vlan = store.get(EsrpDomain, row.domain), master_vlan(store, row.domain)
        if row.kind == HOST and domain and domain.enable and vlan:
            found.append(WatchedHost(vlan.vrName, row.what, row.frequency, row.miss))
    return found


def virtual_addresses(store: Store) -> "Iterator[VirtualAddress]":
    """Yield the addresses of the VLANs of each domain that is master, with the virtual MAC address of its group.

    evidence: recalled (the address)
    """
    masters = [row.domain for row in store.rows(EsrpState) if row.state == "Master"]
    if not masters:
        return
    from xos_cli.packets.addresses import ip_number
    from xos_cli.processes.esrp.facts import vlans_of
    from xos_cli.processes.esrp.wire import mac_of
    from xos_cli.processes.vlan.facts import addresses
    from xos_cli.switch.fabric.programming import VirtualAddress

    for name in masters:
        mac = mac_of(store.one(EsrpDomain, name).group)
        for row in vlans_of(store, name):
            own = tuple([ip_number(address.ipaddress) for address in addresses(store, row.vlanName)])
            yield VirtualAddress(row.vlanName, mac, own)


def port_states(store: Store, vlan_name: str) -> "dict[Port, int]":
    """Return the ports of a VLAN that are blocked because another switch is master."""
    if not store.rows(EsrpState):
        return {}
    from xos_cli.processes.esrp.blocked import states_of

    return states_of(store, vlan_name)


# -- what the domains follow -----------------------------------------------------------------------------------------


def running(node: "Node") -> None:
    """Continue in the state that the old master had."""
    vlans_changed(node)


def vlans_changed(node: "Node") -> None:
    """Process a change of links, VLANs or settings."""
    if node.is_master and ("esrp" in node.memory or any(row.enable for row in node.store.rows(EsrpDomain))):
        node.call("esrp", "align_domains")


def routes_changed(node: "Node", router: str) -> None:
    """Check whether the tracked routes exist."""
    if node.store.rows(EsrpTrack):
        vlans_changed(node)


def hosts_changed(node: "Node") -> None:
    """Check which tracked hosts answer."""
    vlans_changed(node)


def environment_changed(node: "Node") -> None:
    """Check power supplies and modules for the domains that track the environment."""
    vlans_changed(node)


def forgotten(call: "Call", kind: str, name: str) -> None:
    """Disable the domains whose master VLAN was deleted, and stop tracking that VLAN.  evidence: inferred"""
    if kind not in ("vlan", "esrp"):
        return
    call.node.later(0.0, "esrp", "vlans_changed")
    for track in call.rows(EsrpTrack) if kind == "vlan" else ():
        if track.kind == "vlan" and track.what.lower() == name.lower():
            call.drop(track)
    for row in call.rows(EsrpDomain) if kind == "vlan" else ():
        if row.enable and not has_master(call.store, row):
            call.put(row._replace(enable=0))


def ports_left(call: "Call", vlan_name: str, ports: int) -> None:
    """Take ports that left a VLAN out of those that restart with its domain.  evidence: guide 11.3 p.472"""
    for row in call.rows(EsrpVlan):
        restart = call.get(EsrpRestart, row.domain) if row.vlanName == vlan_name else None
        if restart is not None:
            _restart_but(call, restart, ports)


def _restart_but(call: "Call", row: EsrpRestart, ports: int) -> None:
    """Take ports out of those that restart."""
    left = sets.read(row.ports) & ~ports
    if left:
        call.put(row._replace(ports=sets.text(left, call.chassis.modular)))
    else:
        call.drop(row)


def slot_cleared(call: "Call", slot: int) -> None:
    """Forget what was configured of the ports of a slot."""
    for row in call.rows(EsrpPort):
        if row.slot == slot:
            call.drop(row)
    for restart in call.rows(EsrpRestart):
        _restart_but(call, restart, sets.slot_mask(slot))
