"""Check what a VRRP router tracks."""

from collections.abc import Iterator
from ipaddress import IPv4Interface

from xos_cli.processes.netTools.facts import is_missed
from xos_cli.processes.rtmgr.facts import routes
from xos_cli.processes.vlan.ports.facts import is_up
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.processes.vrrp.machine import BACKUP, INIT
from xos_cli.processes.vrrp.rows import VrrpRouter, VrrpTrack
from xos_cli.switch.tables import Store


def tracks_of(store: Store, router: VrrpRouter) -> list[VrrpTrack]:
    """Return what a VRRP router tracks."""
    return [row for row in store.rows(VrrpTrack) if row[:2] == router[:2]]


def failed(store: Store, router: VrrpRouter) -> Iterator[VrrpTrack]:
    """Yield what a VRRP router tracks that has failed."""
    vr_name = router_of(store, router.vlanName)
    for track in tracks_of(store, router):
        if not _is_there(store, vr_name, track):
            yield track


def router_of(store: Store, vlan_name: str) -> str:
    """Return the virtual router of a VLAN, "" if there is no such VLAN."""
    vlan = store.get(Vlan, vlan_name)
    return vlan.vrName if vlan else ""


def _is_there(store: Store, vr_name: str, track: VrrpTrack) -> bool:
    if track.kind == "vlan":
        return is_up(store, track.what)
    if track.kind == "iproute":
        wanted = IPv4Interface(track.what).network
        return any(item.unicast and item.route.network == wanted for item in routes(store, vr_name))
    return not is_missed(store, vr_name, track.what, track.frequency, track.miss)


def held(failures: list[VrrpTrack]) -> str:
    """Return the state in which a router stays while these fail; "" if nothing does.

    evidence: guide 11.3 p.486 (a VLAN: backup, a route: INIT), inferred (a host: INIT)
    """
    if not failures:
        return ""
    return BACKUP if all(track.kind == "vlan" for track in failures) else INIT
