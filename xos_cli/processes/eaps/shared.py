"""Ports that two rings share.

evidence: guide 11.3 p.409-420 (commands, limits), capture 12.5 (head of the table), inferred (lines, rows, refusals)
"""

from collections.abc import Iterator
from typing import Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.eaps.rows import EapsDomain, EapsShared, vlans_of
from xos_cli.processes.eaps.show import RULE, status
from xos_cli.switch import portset as sets
from xos_cli.switch.tables import Store

#: Shared ports, and controllers, that a switch can have.
MOST, CONTROLLERS = 2, 1
SEGMENT = ("send-alert", "segment-down")


def shared_lines(store: Store) -> Iterator[str]:
    """The commands that make the shared ports there are."""
    for row in store.rows(EapsShared):
        start = f"configure eaps shared-port {row.port}"
        yield f"create eaps shared-port {row.port}"
        if row.mode is not None:
            yield f"{start} mode {'controller' if row.mode else 'partner'}"
        if row.linkId:
            yield f"{start} link-id {row.linkId}"
        if row.segmentAction:
            yield f"{start} segment-timeout expiry-action {SEGMENT[row.segmentAction]}"


def _name(call: Call, port: PortList) -> str:
    return call.chassis.port_name(sets.first(sets.given(call.chassis, port)))


def create_eaps_shared_port(call: Call, port: PortList) -> None:
    """Two at most."""
    name = _name(call, port)
    if call.get(EapsShared, name):
        raise Refusal(f"Error: Port {name} is already an EAPS shared port.")
    if len(call.rows(EapsShared)) >= MOST:
        raise Refusal(f"Error: There are {MOST} EAPS shared ports already.")
    call.put(EapsShared(name))


def _existing(call: Call, port: PortList) -> EapsShared:
    name = _name(call, port)
    row = call.get(EapsShared, name)
    if row is None:
        raise Refusal(f"Error: Port {name} is not an EAPS shared port.")
    return row


def delete_eaps_shared_port(call: Call, port: PortList) -> None:
    """A port of its ring like any other."""
    call.drop(_existing(call, port))


def configure_eaps_shared_port_mode(
    call: Call, port: PortList, controller: bool = False, partner: bool = False
) -> None:
    """Which end of the common link this is; a switch is controller once at most."""
    row = _existing(call, port)
    others = [other for other in call.rows(EapsShared) if other.mode and other.port != row.port]
    if controller and len(others) >= CONTROLLERS:
        raise Refusal(f"Error: Port {others[0].port} is the controller already.")
    call.put(row._replace(mode=int(controller)))


def configure_eaps_shared_port_link_id(call: Call, port: PortList, id: int) -> None:
    """The same at both ends."""
    call.put(_existing(call, port)._replace(linkId=id))


def configure_eaps_shared_port_segment_timeout_expiry_action(
    call: Call, port: PortList, segment_down: bool = False, send_alert: bool = False
) -> None:
    """What happens when a segment does not answer."""
    call.put(_existing(call, port)._replace(segmentAction=int(segment_down)))


HEAD = (
    f"{RULE}                         Link                   Domain Vlan      RB       RB\n"
    f"Shared-port  Mode        Id   Up State          count  count Nbr State    Id\n{RULE}"
)


def show_eaps_shared_port(call: Call, port: PortList | None = None, detail: bool = False, **_: Any) -> str:
    """Each shared port with the rings and VLANs that use it; it has no neighbour, and no root blocker."""
    rows = [_existing(call, port)] if port is not None else call.rows(EapsShared)
    return f"\nEAPS shared-port count: {len(rows)}\n{HEAD}" + "".join(_row(call, row) for row in rows) + RULE


def _row(call: Call, row: EapsShared) -> str:
    rings = [ring.name for ring in call.rows(EapsDomain) if row.port in (ring.primaryPort, ring.secondaryPort)]
    vlans = {vlan for ring in rings for vlan in vlans_of(call.store, ring, 0)}
    mode = {None: "None", 0: "Partner"}.get(row.mode, "Controller")
    up = "Y" if status(call, row.port) == "Up" else "N"
    counts = f"{len(rings):<7}{len(vlans):<6}"
    return f"{row.port:<13}{mode:<12}{row.linkId or '-':<5}{up:<3}{'Idle':<15}{counts}No  None     None\n"
