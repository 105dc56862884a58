"""Protocol filters: which frames a VLAN takes."""

from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.command.name_rules import check_name
from xos_cli.errors import Refusal
from xos_cli.processes.vlan.facts import members, numbers, vlan_of
from xos_cli.processes.vlan.index import filter_of, free_ports, ports_taken, take_ports
from xos_cli.processes.vlan.ports.members import CONFLICT
from xos_cli.processes.vlan.rows import ANY, FILTERS, MGMT, Protocol, Vlan
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import innate

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: Filters the user can make, and protocols in each.  evidence: guide 11.3 p.227
MOST, MOST_PROTOCOLS = 15, 6
#: Filters that VLANs can have at a time, but for *any*.  evidence: guide 11.3 p.227
MOST_ACTIVE = 7


def filter_named(call: Call, name: str) -> Protocol:
    """Return the protocol filter of this name; raise the switch's error if there is none."""
    row = call.get(Protocol, name)
    if row is None:
        raise Refusal(f"Error: Protocol filter {name} does not exist.")  # evidence: inferred
    return row


def create_protocol(call: Call, new_protocol_name: str) -> None:
    """Create a protocol filter that takes nothing yet."""
    there = call.get(Protocol, new_protocol_name)
    if there:
        raise Refusal(f"Error: Protocol filter {there.name} already exists.")
    check_name("Protocol filter", new_protocol_name)
    own = [row for row in call.rows(Protocol) if not innate(row)]
    if len(own) >= MOST:
        raise Refusal(f"Error: The maximum number of protocol filters is {MOST}.")
    counts = numbers(call.store)
    call.put(counts._replace(filterIndex=counts.filterIndex + 1))
    call.put(Protocol(new_protocol_name))


def valid_delete_protocol(chassis: "Chassis", protocol_name: str) -> None:
    """Refuse to delete a protocol filter that every switch has."""
    for name in FILTERS:
        if name.lower() == protocol_name.lower():
            raise Refusal(f"Error: Protocol filter {name} cannot be deleted.")


def valid_create_protocol(chassis: "Chassis", new_protocol_name: str) -> None:
    """Refuse to create a protocol filter that every switch has."""
    for name in FILTERS:
        if name.lower() == new_protocol_name.lower():
            raise Refusal(f"Error: Protocol filter {name} already exists.")


def delete_protocol(call: Call, protocol_name: str) -> None:
    """Delete a protocol filter; a VLAN that had it takes any protocol from now on.  evidence: guide 11.3 p.227"""
    row = filter_named(call, protocol_name)
    valid_delete_protocol(call.chassis, row.name)
    for vlan in call.rows(Vlan):
        if filter_of(vlan) == row.name.lower():
            _change(call, vlan, ANY)
    call.drop(row)


def valid_configure_vlan_protocol(chassis: "Chassis", vlan_name: str, **_: object) -> None:
    """Refuse a protocol filter for the Mgmt VLAN."""
    if vlan_name.lower() == MGMT.lower():
        raise Refusal("Error: The protocol filter of the Mgmt VLAN cannot be changed.")


def configure_vlan_protocol(call: Call, vlan_name: str, protocol_name: str) -> None:
    """Give a VLAN a protocol filter, unless that would leave a port untagged in two VLANs of one filter."""
    vlan, row = vlan_of(call.store, vlan_name), filter_named(call, protocol_name)
    valid_configure_vlan_protocol(call.chassis, vlan.name)
    _change(call, vlan, row.name)


def _change(call: Call, vlan: Vlan, name: str) -> None:
    ports = members(call.store, vlan.name).untagged
    if filter_of(vlan) == name.lower():
        return
    others = {filter_of(row) for row in call.rows(Vlan) if row.name != vlan.name} - {ANY.lower()}
    if len(others | {name.lower()} - {ANY.lower()}) > MOST_ACTIVE:
        raise Refusal(f"Error: At most {MOST_ACTIVE} protocol filters can be active.")  # evidence: inferred (the words)
    conflict = ports & ports_taken(call, name.lower())
    if conflict:
        raise Refusal(CONFLICT.format(port=call.chassis.port_name(sets.first(conflict))))
    free_ports(call, filter_of(vlan), ports)
    take_ports(call, name.lower(), ports)
    call.put(vlan._replace(protocolName=None if name == ANY else name))


# -- what is in it ---------------------------------------------------------------------------------------------------


def valid_configure_protocol(chassis: "Chassis", protocol_name: str, **given: str | int) -> None:
    """Refuse a value that no frame has."""
    _protocols(given)


def valid_configure_protocol_add(chassis: "Chassis", protocol_name: str, **_: object) -> None:
    """Refuse protocols for the filter that takes all."""
    if protocol_name.lower() == ANY.lower():
        raise Refusal(f"Error: Protocol filter {ANY} cannot be changed.")


def configure_protocol_add(call: Call, protocol_name: str, **given: str | int) -> None:
    """Add protocols to a filter, up to six in all; each is a type and a number."""
    row = filter_named(call, protocol_name)
    valid_configure_protocol_add(call.chassis, row.name)
    there = row.protocols.split(",") if row.protocols else []
    new = [protocol for protocol in _protocols(given) if protocol not in there]
    if len(there) + len(new) > MOST_PROTOCOLS:
        raise Refusal(f"Error: A protocol filter has at most {MOST_PROTOCOLS} protocols.")
    call.put(row._replace(protocols=",".join([*there, *new])))


def configure_protocol_delete(call: Call, protocol_name: str, **given: str | int) -> None:
    """Delete protocols that a filter has."""
    row = filter_named(call, protocol_name)
    there = row.protocols.split(",") if row.protocols else []
    for protocol in _protocols(given):
        if protocol not in there:
            raise Refusal(f"Error: Protocol filter {row.name} does not have {protocol}.")
        there.remove(protocol)
    call.put(row._replace(protocols=",".join(there)))


def _protocols(given: dict[str, str | int]) -> list[str]:
    """Return the protocols that were typed as ``etype 0x0800`` and so on, in their order."""
    pairs = [(given[f"filter_type{n}"], int(given[f"hex{n}"])) for n in range(1, 7) if f"hex{n}" in given]
    for _, number in pairs:
        if number > 0xFFFF:
            raise Refusal(f"Error: {number:#x} is not a valid protocol value.")
    return list(dict.fromkeys(f"{kind} 0x{number:04x}" for kind, number in pairs))
