"""Check what an ESRP domain tracks, and work out its election factors."""

from ipaddress import IPv4Interface
from typing import TYPE_CHECKING

from xos_cli.packets.addresses import mac_number
from xos_cli.processes.devmgr.facts import budget, psu_works
from xos_cli.processes.esrp.facts import counted_ports, master_vlan, tracks_of, weight_of
from xos_cli.processes.esrp.machine_records import Factors
from xos_cli.processes.esrp.rows import ENVIRONMENT, HOST, ROUTE, VLAN, EsrpDomain, EsrpTrack
from xos_cli.processes.netTools.facts import is_missed
from xos_cli.processes.rtmgr.facts import routes
from xos_cli.processes.vlan.ports.facts import is_up
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


def failed(store: Store, domain: str) -> list[EsrpTrack]:
    """Return what a domain tracks that has failed, without the environment."""
    vlan = master_vlan(store, domain)
    return [row for row in tracks_of(store, domain) if not _is_there(store, vlan.vrName if vlan else "", row)]


def _is_there(store: Store, vr_name: str, track: EsrpTrack) -> bool:
    if track.kind == VLAN:
        return is_up(store, track.what)
    if track.kind == ROUTE:
        wanted = IPv4Interface(track.what).network
        return any(item.unicast and item.route.network == wanted for item in routes(store, vr_name))
    return track.kind != HOST or not is_missed(store, vr_name, track.what, track.frequency, track.miss)


def track_passes(store: Store, domain: str) -> bool:
    """Return whether tracking lets a domain be master: its VLAN is up, its hosts answer, one of its routes is there.

    evidence: guide 11.3 p.470 (all of the routes must be gone), inferred (each of the hosts counts)
    """
    lost, rows = failed(store, domain), tracks_of(store, domain)
    routes_left = [row for row in rows if row.kind == ROUTE and row not in lost]
    routes_lost = any(row.kind == ROUTE for row in lost) and not routes_left
    return not routes_lost and not any(row.kind in (VLAN, HOST) for row in lost)


def healthy(node: "Node") -> bool:
    """Return whether all power supplies work and the modules have the power they need.

    evidence: guide 11.3 p.469 (what is tracked), inferred (the temperature never fails here)
    """
    psus = [psu for psu in node.chassis.psus if psu.info]
    enough = not node.chassis.modular or budget(node).surplus >= 0
    return enough and all(psu_works(node, psu) for psu in psus)


def priority_of(node: "Node", row: EsrpDomain) -> int:
    """Return the priority of a domain: the failover priority while the environment that it tracks has a failure."""
    tracked = [track for track in tracks_of(node.store, row.name) if track.kind == ENVIRONMENT]
    return tracked[0].failover if tracked and not healthy(node) else row.priority


def factors_of(node: "Node", row: EsrpDomain) -> Factors:
    """Return the election factors of a domain, without stickiness."""
    store, ports = node.store, counted_ports(node.store, row.name)
    weight = sum(weight_of(store, port) for port in sets.each(ports))
    tracked = int(track_passes(store, row.name))
    priority = priority_of(node, row)
    return Factors(0, ports.bit_count(), weight, tracked, priority, mac_number(node.chassis.mac))
