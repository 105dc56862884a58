"""`show vrrp`, as a table, in detail and counted.

No other router is there to be heard, so a router whose VLAN is up becomes master when it has listened long enough.
"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.processes.vlan.facts import the_router, the_vlan
from xos_cli.processes.vlan.ip.facts import interface
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.processes.vrrp.rows import VrrpAddress, VrrpListening, VrrpRouter, VrrpTrack
from xos_cli.switch.tables import Store

HEAD = "VLAN Name  VRID Pri Virtual IP Addr  State Master Mac Address    TP/TR/TV/P/T\n"
FOOT = (
    "En-Enabled, Ds-Disabled, Pri-Priority, T-Advert Timer, P-Preempt\n"
    "TP-Tracked Pings, TR-Tracked Routes, TV-Tracked VLANs\n"
)


#: The priority of who owns the address.
OWNER = 255


def show_vrrp(call: Call, virtual_router: bool = False, vr_name: str = "") -> str:
    """Show the VRRP routers in a table.  evidence: recalled (all of the layout)"""
    wanted = the_router(call.store, vr_name, call.session.context) if vr_name else ""
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
    """Return the state of a VRRP router:

    INIT while the VLAN is down or the router is off; then BKUP, until no master was heard for long enough.
    """
    own = interface(call.store, row.vlanName)
    began = call.get(VrrpListening, row.vlanName, row.vrid)
    if not row.enabled or own is None or not own.up or began is None:
        return "INIT"
    patience = 3 * row.interval + (256 - row.priority) / 256
    return "MSTR" if call.node.time() - max(began.at, own.since) >= patience or row.priority == OWNER else "BKUP"


# -- in detail -------------------------------------------------------------------------------------------------------


def show_vrrp_detail(call: Call, virtual_router: bool = False, vr_name: str = "") -> str:
    """Show a block for each VRRP router.  evidence: clients (``VLAN: VRID: VRRP: Priority:``), recalled (the rest)"""
    wanted = the_router(call.store, vr_name, call.session.context) if vr_name else ""
    rows = [row for row in call.rows(VrrpRouter) if wanted in ("", _vr(call.store, row))]
    return "\n".join(_block(call, row) for row in rows)


def show_vrrp_vlan(call: Call, vlan_name: str, stats: bool = False) -> str:
    """Show the VRRP routers of one VLAN, or what they counted.  evidence: recalled"""
    vlan = the_vlan(call.store, vlan_name)
    rows = [row for row in call.rows(VrrpRouter) if row.vlanName == vlan]
    return "\n".join(_statistics(call, row) if stats else _block(call, row) for row in rows)


def clear_counters_vrrp(
    call: Call, vlan: bool = False, vlan_name: str = "", vrid: bool = False, vridval: int = 0
) -> None:
    """Clear the counters of VRRP: every one stands at 0."""
    if vlan_name:
        the_vlan(call.store, vlan_name)


def _block(call: Call, row: VrrpRouter) -> str:
    state = {"MSTR": "MASTER", "BKUP": "BACKUP"}.get(state_of(call, row), "INIT")
    role = "master" if row.priority == OWNER else "backup"
    password = "Simple Password" if row.password else "None"
    on, preempt = "Enabled" if row.enabled else "Disabled", "Yes" if row.preempt else "No"
    addresses = [item.ipAddress for item in call.rows(VrrpAddress) if item[:2] == row[:2]]
    return (
        f"VLAN: {row.vlanName} VRID: {row.vrid}       VRRP: {on}  State: {state}\n"
        f"Virtual Router: {_vr(call.store, row)}\n"
        f"Priority: {row.priority}({role})   Advertisement Interval: {row.interval} sec\n"
        f"Preempt: {preempt}   Authentication: {password}\nVirtual IP Addresses:\n"
        + "".join(f"    {address}\n" for address in addresses)
        + "".join(_tracked(call, row))
    )


def _tracked(call: Call, row: VrrpRouter) -> Iterator[str]:
    tracks = [track for track in call.rows(VrrpTrack) if track[:2] == row[:2]]
    for label, kind in (("Tracked Pings", "ping"), ("Tracked IP Routes", "iproute"), ("Tracked VLANs", "vlan")):
        found = [track.what for track in tracks if track.kind == kind]
        yield f"{label:<18}: {', '.join(found) or '-'}\n"


#: What RFC 2787 counts.
STATISTICS = (
    ("Advertisements Received", "Advertisement Interval Errors"),
    ("Authentication Failures", "IP TTL Errors"),
    ("Priority Zero Packets Received", "Priority Zero Packets Sent"),
    ("Invalid Type Packets Received", "Address List Errors"),
    ("Invalid Authentication Type", "Authentication Type Mismatch"),
    ("Packet Length Errors", "Checksum Errors"),
    ("Version Errors", "VRID Errors"),
)


def _statistics(call: Call, row: VrrpRouter) -> str:
    became = int(state_of(call, row) == "MSTR")
    lines = "".join(f"  {first:<32}: 0    {second:<30}: 0\n" for first, second in STATISTICS)
    return f"VLAN: {row.vlanName} VRID: {row.vrid}\n  {'Master Transitions':<32}: {became}\n{lines}"
