"""`show vrrp`, as a table, in detail and counted."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.processes.vlan.facts import the_router, the_vlan
from xos_cli.processes.vlan.ip.facts import interface
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.processes.vrrp.facts import addresses_of, priority_of, state_of
from xos_cli.processes.vrrp.machine import OWNER
from xos_cli.processes.vrrp.rows import VrrpRouter, VrrpState, VrrpTrack
from xos_cli.processes.vrrp.track import failed, tracks_of
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

HEAD = "VLAN Name  VRID Pri Virtual IP Addr  State Master Mac Address    TP/TR/TV/P/T\n"
FOOT = (
    "En-Enabled, Ds-Disabled, Pri-Priority, T-Advert Timer, P-Preempt\n"
    "TP-Tracked Pings, TR-Tracked Routes, TV-Tracked VLANs\n"
)


def show_vrrp(call: Call, virtual_router: bool = False, vr_name: str = "") -> str:
    """Show the VRRP routers in a table.  evidence: recalled (all of the layout)"""
    wanted = the_router(call.store, vr_name, call.session.context) if vr_name else ""
    rows = [row for row in call.rows(VrrpRouter) if wanted in ("", _vr(call.store, row))]
    return HEAD + "".join(_row(call, row) for row in rows) + FOOT


def _vr(store: Store, row: VrrpRouter) -> str:
    vlan = store.get(Vlan, row.vlanName)
    return vlan.vrName if vlan else ""


#: How the table calls a state.
SHORT = {"MASTER": "MSTR", "BACKUP": "BKUP"}
NOBODY = "00:00:00:00:00:00"


def _row(call: Call, row: VrrpRouter) -> str:
    name = f"{row.vlanName[:6]}({'En' if row.enabled else 'Ds'})"
    address = next(iter(addresses_of(call.store, row)), "")
    state, found = SHORT.get(state_of(call.store, row), "INIT"), call.get(VrrpState, row.vlanName, row.vrid)
    mac = f"00:00:5e:00:01:{row.vrid:02x}" if found and found.master else NOBODY
    kinds = [track.kind for track in call.rows(VrrpTrack) if track[:2] == row[:2]]
    tracks = "  ".join(str(kinds.count(kind)) for kind in ("ping", "iproute", "vlan"))
    start = f"{name:<11}{row.vrid:04d} {_priority(call, row):<4}{address:<17}{state:<6}"
    return f"{start}{mac:<22}{tracks}  {'Y' if row.preempt else 'N'} {row.interval}\n"


def _priority(call: Call, row: VrrpRouter) -> int:
    return priority_of(call.store, row, interface(call.store, row.vlanName))


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
    """Set the counters of VRRP back to 0: of a VLAN, of a VRID, or all."""
    wanted = the_vlan(call.store, vlan_name) if vlan_name else ""
    for (name, number), counter in counters_of(call.node).items():
        if wanted in ("", name) and vridval in (0, number):
            counter.clear()


def counters_of(node: "Node") -> "dict[tuple[str, int], Counter[str]]":
    """Return what the VRRP routers of a node counted, by VLAN and VRID."""
    found: Any = node.memory.get("vrrp")
    counters: dict[tuple[str, int], Counter[str]] = found.counters if found else {}
    return counters


def _block(call: Call, row: VrrpRouter) -> str:
    state, priority = state_of(call.store, row), _priority(call, row)
    found = call.get(VrrpState, row.vlanName, row.vrid)
    role = "master" if priority == OWNER else "backup"
    password = "Simple Password" if row.password else "None"
    on, preempt = "Enabled" if row.enabled else "Disabled", "Yes" if row.preempt else "No"
    return (
        f"VLAN: {row.vlanName} VRID: {row.vrid}       VRRP: {on}  State: {state}\n"
        f"Virtual Router: {_vr(call.store, row)}\n"
        f"Priority: {priority}({role})   Advertisement Interval: {row.interval} sec\n"
        f"Preempt: {preempt}   Authentication: {password}\nVirtual IP Addresses:\n"
        + "".join(f"    {address}\n" for address in addresses_of(call.store, row))
        + (f"Master: {found.master}\n" if found and found.master else "")
        + "".join(_tracked(call, row))
    )


def _tracked(call: Call, row: VrrpRouter) -> Iterator[str]:
    tracks, lost = tracks_of(call.store, row), [*failed(call.store, row)]
    for label, kind in (("Tracked Pings", "ping"), ("Tracked IP Routes", "iproute"), ("Tracked VLANs", "vlan")):
        found = [f"{track.what}{' (failed)' if track in lost else ''}" for track in tracks if track.kind == kind]
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
    counted = counters_of(call.node).get((row.vlanName, row.vrid), Counter())
    lines = "".join(f"  {one:<32}: {counted[one]:<5}{two:<30}: {counted[two]}\n" for one, two in STATISTICS)
    became = f"  {'Master Transitions':<32}: {counted['Master Transitions']}\n"
    return f"VLAN: {row.vlanName} VRID: {row.vrid}\n{became}{lines}"
