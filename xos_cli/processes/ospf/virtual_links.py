"""Add, delete and configure the virtual links of OSPF."""

from ipaddress import IPv4Address
from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.ospf.areas import the_area
from xos_cli.processes.ospf.interface_fields import check_password, check_timers, key_fields, timer_fields
from xos_cli.processes.ospf.rows import BACKBONE, OspfVirtualInterface

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def the_virtual_link(call: Call, router_identifier: IPv4Address, area: IPv4Address | None) -> OspfVirtualInterface:
    """Return the virtual link to a router through an area; refuse one that does not exist.

    evidence: inferred (the words)
    """
    row = call.get(OspfVirtualInterface, str(router_identifier), str(area))
    if row is None:
        raise Refusal(f"Error: OSPF virtual link {router_identifier} {area} does not exist.")
    return row


def valid_configure_ospf_add_virtual_link(chassis: "Chassis", area: IPv4Address, **_: object) -> None:
    """Refuse a virtual link through the backbone.  evidence: RFC 2328, 15 (that), inferred (the words)"""
    if str(area) == BACKBONE:
        raise Refusal("Error: A virtual link cannot go through the backbone area.")


def configure_ospf_add_virtual_link(call: Call, router_identifier: IPv4Address, area: IPv4Address) -> None:
    """Add a virtual link through an area that is not the backbone."""
    valid_configure_ospf_add_virtual_link(call.chassis, area)
    row = OspfVirtualInterface(str(router_identifier), the_area(call, area).ospfAreaId)
    if call.get(OspfVirtualInterface, row.ospfVirtIfNeighbor, row.ospfAreaId):
        raise Refusal(f"Error: OSPF virtual link {router_identifier} {area} already exists.")
    call.put(row)


def configure_ospf_delete_virtual_link(call: Call, router_identifier: IPv4Address, area: IPv4Address) -> None:
    """Delete a virtual link with all that was set for it."""
    call.drop(the_virtual_link(call, router_identifier, area))


def valid_configure_ospf_virtual_link_timer(chassis: "Chassis", hello: int, dead: int, **_: object) -> None:
    """Refuse a dead interval below the hello interval."""
    check_timers(hello, dead)


def valid_configure_ospf_virtual_link_authentication(
    chassis: "Chassis", simple_password: str = "", encrypted: bool = False, **_: object
) -> None:
    """Refuse a password of more than 8 characters."""
    check_password(simple_password, encrypted)


def configure_ospf_virtual_link_timer(
    call: Call,
    router_identifier: IPv4Address,
    area: IPv4Address,
    retransmit: int,
    transit: int,
    hello: int,
    dead: int,
) -> None:
    """Set the timers of a virtual link, in seconds."""
    row = the_virtual_link(call, router_identifier, area)
    call.put(row._replace(**timer_fields(retransmit, transit, hello, dead)))


def configure_ospf_virtual_link_authentication(
    call: Call,
    router_identifier: IPv4Address,
    area: IPv4Address,
    simple_password: str = "",
    key_id: int | None = None,
    key: str = "",
    encrypted: bool = False,
    none: bool = False,
    **_: bool,
) -> None:
    """Authenticate on a virtual link by a password, by a key, or not at all."""
    row = the_virtual_link(call, router_identifier, area)
    call.put(row._replace(**key_fields(simple_password, key_id, key, encrypted, none)))
