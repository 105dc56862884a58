"""Create and configure ports that two rings share.

evidence: guide 11.3 p.409-420 (commands, limits), capture 12.5 (head of the table), inferred (lines, rows, refusals)
"""

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.eaps.rows import EapsShared
from xos_cli.switch.hardware import portset as sets

#: Shared ports, and controllers, that a switch can have.
MOST, CONTROLLERS = 2, 1
SEGMENT = ("send-alert", "segment-down")


def _name(call: Call, port: PortList) -> str:
    return call.chassis.port_name(sets.first(sets.given(call.chassis, port)))


def create_eaps_shared_port(call: Call, port: PortList) -> None:
    """Make a port a shared port; there are at most two."""
    name = _name(call, port)
    if call.get(EapsShared, name):
        raise Refusal(f"Error: Port {name} is already an EAPS shared port.")
    if len(call.rows(EapsShared)) >= MOST:
        raise Refusal(f"Error: There are {MOST} EAPS shared ports already.")
    call.put(EapsShared(name))


def shared_of(call: Call, port: PortList) -> EapsShared:
    """Return the row of a shared port; raise the switch's error if it is none."""
    name = _name(call, port)
    row = call.get(EapsShared, name)
    if row is None:
        raise Refusal(f"Error: Port {name} is not an EAPS shared port.")
    return row


def delete_eaps_shared_port(call: Call, port: PortList) -> None:
    """Delete a shared port; it stays an ordinary port of its ring."""
    call.drop(shared_of(call, port))


def configure_eaps_shared_port_mode(
    call: Call, port: PortList, controller: bool = False, partner: bool = False
) -> None:
    """Make this end of the common link the controller or the partner; a switch is controller once at most."""
    row = shared_of(call, port)
    others = [other for other in call.rows(EapsShared) if other.mode and other.port != row.port]
    if controller and len(others) >= CONTROLLERS:
        raise Refusal(f"Error: Port {others[0].port} is the controller already.")
    call.put(row._replace(mode=int(controller)))


def configure_eaps_shared_port_link_id(call: Call, port: PortList, id: int) -> None:
    """Set the number of the common link, the same at both ends and nowhere else.  evidence: guide 11.3 p.414"""
    row = shared_of(call, port)
    others = [other.port for other in call.rows(EapsShared) if other.linkId == id and other.port != row.port]
    if others:
        raise Refusal(f"Error: Link ID {id} is already used by EAPS shared port {others[0]}.")
    call.put(row._replace(linkId=id))


def unconfigure_eaps_shared_port_link_id(call: Call, port: PortList) -> None:
    """Reset the number of the common link to 0, with which a shared port does not run."""
    call.put(shared_of(call, port)._replace(linkId=EapsShared._field_defaults["linkId"]))


def unconfigure_eaps_shared_port_mode(call: Call, port: PortList) -> None:
    """Reset this end of the common link to what it is at first."""
    call.put(shared_of(call, port)._replace(mode=EapsShared._field_defaults["mode"]))


def configure_eaps_shared_port_segment_timeout_expiry_action(
    call: Call, port: PortList, segment_down: bool = False, send_alert: bool = False
) -> None:
    """Choose what happens when a segment does not answer."""
    call.put(shared_of(call, port)._replace(segmentAction=int(segment_down)))
