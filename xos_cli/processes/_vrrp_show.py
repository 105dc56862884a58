"""`show vrrp`.

No other router is there to be heard, so a router whose VLAN is up becomes master when it has listened long enough.
"""

from xos_cli.call import Call
from xos_cli.processes._rtmgr_interfaces import interface, the_router
from xos_cli.processes._vlan_rows import Vlan
from xos_cli.processes._vrrp_rows import VrrpAddress, VrrpListening, VrrpRouter, VrrpTrack
from xos_cli.switch.tables import Store

HEAD = "VLAN Name  VRID Pri Virtual IP Addr  State Master Mac Address    TP/TR/TV/P/T\n"
FOOT = (
    "En-Enabled, Ds-Disabled, Pri-Priority, T-Advert Timer, P-Preempt\n"
    "TP-Tracked Pings, TR-Tracked Routes, TV-Tracked VLANs\n"
)


def show_vrrp(call: Call, virtual_router: bool = False, vr_name: str = "") -> str:
    """evidence: recalled (all of the layout)"""
    wanted = the_router(call, vr_name) if vr_name else ""
    rows = [row for row in call.rows(VrrpRouter) if wanted in ("", _vr(call.store, row))]
    return HEAD + "".join(_row(call, row) for row in rows) + FOOT


def _vr(store: Store, row: VrrpRouter) -> str:
    vlan = store.get(Vlan, row.vlanName)
    return vlan.vrName if vlan else ""


def _row(call: Call, row: VrrpRouter) -> str:
    name = f"{row.vlanName[:6]}({'En' if row.enabled else 'Ds'})"
    address = next((item.ipAddress for item in call.rows(VrrpAddress) if item[:2] == row[:2]), "")
    state = state_of(call, row)
    mac = f"00:00:5e:00:01:{row.vrid:02x}" if state == "MSTR" else "00:00:00:00:00:00"
    kinds = [track.kind for track in call.rows(VrrpTrack) if track[:2] == row[:2]]
    tracks = "  ".join(str(kinds.count(kind)) for kind in ("ping", "iproute", "vlan"))
    preempt = "Y" if row.preempt else "N"
    start = f"{name:<11}{row.vrid:04d} {row.priority:<4}{address:<17}{state:<6}"
    return f"{start}{mac:<22}{tracks}  {preempt} {row.interval}\n"


def state_of(call: Call, row: VrrpRouter) -> str:
    """INIT while the VLAN is down or the router is off; then BKUP, until no master was heard for long enough."""
    own = interface(call.store, row.vlanName)
    began = call.get(VrrpListening, row.vlanName, row.vrid)
    if not row.enabled or own is None or not own.up or began is None:
        return "INIT"
    patience = 3 * row.interval + (256 - row.priority) / 256
    return "MSTR" if call.node.time() - max(began.at, own.since) >= patience or row.priority == 255 else "BKUP"
