"""`show eaps shared-port`.

evidence: capture 12.5 (head of the table), guide 11.3 p.417-418, reference 11.5 p.1154 (fields and words), recalled
(the layout of the rows)
"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.eaps.facts import (
    IDLE,
    READY,
    domains_on,
    open_segments,
    segment_port,
    segments_of,
    state_of,
    vlans_of,
)
from xos_cli.processes.eaps.rows import EapsDomain, EapsSegmentState, EapsShared, EapsSharedState
from xos_cli.processes.eaps.shared import SEGMENT, shared_of
from xos_cli.processes.vlan.ports.facts import active_ports
from xos_cli.switch.hardware import portset as sets

RULE = "-" * 80 + "\n"
SHARED_HEAD = (
    f"{RULE}                         Link                   Domain Vlan      RB       RB\n"
    f"Shared-port  Mode        Id   Up State          count  count Nbr State    Id\n{RULE}"
)


def show_eaps_shared_port(call: Call, port: PortList | None = None, detail: bool = False) -> str:
    """Show the shared ports in a table; with *detail*, or one that is named, with their segments."""
    rows = [shared_of(call, port)] if port is not None else call.rows(EapsShared)
    more = detail or port is not None
    table = "".join(_row(call, row) + (_segments(call, row) if more else "") for row in rows)
    return f"\nEAPS shared-port count: {len(rows)}\n{SHARED_HEAD}{table}{RULE}"


def _row(call: Call, row: EapsShared) -> str:
    rings, state = domains_on(call.store, row.port), call.get(EapsSharedState, row.port)
    vlans = {vlan for ring in rings for vlan in vlans_of(call.store, ring.name, 0)}
    mode = {None: "None", 0: "Partner"}.get(row.mode, "Controller")
    up = "Y" if row.mode is not None and row.linkId else "N"
    counts = f"{len(rings):<7}{len(vlans):<6}"
    neighbor = "Yes" if state and state.neighbor else "No"
    start = f"{row.port:<13}{mode:<12}{row.linkId or '-':<5}{up:<3}{state.state if state else IDLE:<15}{counts}"
    return f"{start}{neighbor:<4}{_root_state(row, state):<9}{_id(state.root if state else 0)}\n"


def _root_state(row: EapsShared, state: EapsSharedState | None) -> str:
    """Return whether this end is the root blocker, and blocks.  evidence: guide 11.3 p.413"""
    return "Active" if state and row.mode and state.state != READY and state.root == row.linkId else "None"


def _id(link: int) -> str:
    return str(link) if link else "None"


# -- segments --------------------------------------------------------------------------------------------------------


def _segments(call: Call, row: EapsShared) -> str:
    head = f"    Segment Timer expiry action: {SEGMENT[row.segmentAction].replace('-', ' ').capitalize()}\n"
    return head + "".join(
        f"{line}\n" for part in segments_of(call.store, row.port) for line in _segment(call, row, part)
    )


def _segment(call: Call, row: EapsShared, part: EapsSegmentState) -> Iterator[str]:
    rings, vlans = _rings(call, row, part), dict.fromkeys(_vlans(call, row, part))
    yield f"    Segment Port: {part.port}, Status: {_status(call, row, part)}"
    yield from (f"      EAPS Domain: {ring.name}, State: {state_of(call.store, ring)}" for ring in rings)
    yield f"      Vlan-port count: {len(vlans)}"
    yield f"      Adjacent Blocking Id: {_id(part.adjacent)}"
    yield f"      Segment RB Id: {_id(part.root)}"
    for vlan in vlans:
        yield f"      Vlan: {vlan}, Virtual-port Status: {_virtual(call, row, part, vlan)}"


def _status(call: Call, row: EapsShared, part: EapsSegmentState) -> str:
    """Return Up, Down, Blocking-Up or Blocking-Down; [F]: the segment timer has expired."""
    blocking = _root_state(row, call.get(EapsSharedState, row.port)) == "Active"
    held = blocking and any(part.port not in open_segments(call.store, row, vlan) for vlan in _vlans(call, row, part))
    return f"{'Blocking-' if held else ''}{'Up' if part.up else 'Down'}{' [F]' if part.expired else ''}"


def _rings(call: Call, row: EapsShared, part: EapsSegmentState) -> list[EapsDomain]:
    return [ring for ring in domains_on(call.store, row.port) if segment_port(ring, row) == part.port]


def _vlans(call: Call, row: EapsShared, part: EapsSegmentState) -> list[str]:
    return [vlan for ring in _rings(call, row, part) for vlan in vlans_of(call.store, ring.name, 0)]


def _virtual(call: Call, row: EapsShared, part: EapsSegmentState, vlan: str) -> str:
    """Return the state of a VLAN on a segment: that of a blocking controller, else Active.

    evidence: guide 11.3 p.418 (the words), inferred (a VLAN that one segment alone protects is Active)
    """
    state, others = call.get(EapsSharedState, row.port), segments_of(call.store, row.port, vlan)
    if state is None or not row.mode or state.state == READY or len(others) < 2:
        return "Active"
    if not active_ports(call.store) & sets.read(part.port):
        return "Down"
    if not part.up:
        return "Open"
    return "Active-Open" if part.port in open_segments(call.store, row, vlan) else "Blocked"
