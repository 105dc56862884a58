"""Add VLANs to OSPF, and configure OSPF on them."""

from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.command.licence_limit import check_interfaces
from xos_cli.errors import Refusal
from xos_cli.processes.ospf.areas import the_area
from xos_cli.processes.ospf.facts import new_area_interface, new_interface
from xos_cli.processes.ospf.interface_fields import check_password, check_timers, key_fields, timer_fields
from xos_cli.processes.ospf.lines import LINKS, with_rows
from xos_cli.processes.ospf.rows import BACKBONE, OFF, ON, OspfAreaInterface, OspfInterface
from xos_cli.processes.ospf.virtual_links import the_virtual_link
from xos_cli.processes.vlan.facts import primary, routed, the_vlan

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: The fields that a command sets: cost, priority, authentication, timer.
TOGETHER = (
    ("ospfIfMetricStatus", "ospfIfMetricValue"),
    ("ospfIfRtrPriority",),
    ("restartHelper",),
    ("ospfIfAuthType", "ospfIfAuthKey", "ospfIfAuthKeyId", "ospfIfAuthEncrypted"),
    (
        *("ospfIfRetransInterval", "ospfIfTransitDelay"),
        *("ospfIfHelloInterval", "ospfIfRtrDeadInterval", "ospfIfWaitInterval"),
    ),
)


def _row(call: Call, name: str) -> OspfInterface:
    """Return the row of a VLAN, with the address it has now."""
    first = primary(call.store, name)
    row = call.get(OspfInterface, name) or new_interface(call.chassis, name)
    return row._replace(ospfIfIpAddress=first.ipaddress if first else BACKBONE)


def _named(call: Call, vlan_name: str, area: IPv4Address | None) -> list[str]:
    """Return the VLANs that a command is about: one, those of an area, or all."""
    if vlan_name:
        return [the_vlan(call.store, vlan_name)]
    if area is None:
        return with_rows(call.store)
    identifier = the_area(call, area).ospfAreaId
    return [name for name in with_rows(call.store) if _row(call, name).ospfIfAreaId == identifier]


def _set(call: Call, vlan_name: str, area: IPv4Address | None, **fields: Any) -> None:
    for name in _named(call, vlan_name, area):
        call.put(_row(call, name)._replace(**fields))
    if area is not None:
        _keep(call, str(area), fields)


def _keep(call: Call, area: str, fields: dict[str, Any]) -> None:
    """Store the settings of an area for the VLANs that join it later."""
    new = new_area_interface(call.chassis, area)
    row = (call.get(OspfAreaInterface, area) or new)._replace(**fields)
    if row == new:
        call.delete(OspfAreaInterface, area)
    else:
        call.put(row)


def _moved(call: Call, row: OspfInterface, area: str) -> OspfInterface:
    """Return the row of a VLAN that joins an area: settings that it does not have are those of the area.

    evidence: inferred (that the VLAN's own settings count)
    """
    before, kept = call.get(OspfInterface, row.ospfIfName), call.get(OspfAreaInterface, area)
    if kept is None or (before and before.ospfIfAreaId == area):
        return row._replace(ospfIfAreaId=area)
    own, usual, common = row._asdict(), new_interface(call.chassis, row.ospfIfName)._asdict(), kept._asdict()
    unset = [group for group in TOGETHER if all(own[name] == usual[name] for name in group)]
    fields = {name: common[name] for group in unset for name in group}
    return row._replace(**fields, ospfIfAreaId=area)


def configure_ospf_add_vlan_area(
    call: Call,
    area_identifier: IPv4Address,
    vlan_name: str = "",
    all: bool = False,
    link_type: bool = False,
    passive: bool = False,
    **kind: bool,
) -> None:
    """Add a VLAN with an IP address to an area of OSPF, or all such VLANs.

    evidence: recalled (that it needs one), inferred (the words)
    """
    area = the_area(call, area_identifier).ospfAreaId
    link = next((number for number, word in enumerate(LINKS) if word.replace("-", "_") in kind), 0)
    for name in [the_vlan(call.store, vlan_name)] if vlan_name else routed(call.store):
        if primary(call.store, name) is None:
            raise Refusal(f"Error: VLAN {name} has no IP address.")
        row = _moved(call, _row(call, name), area)._replace(ospfIfAdminStat=ON, ospfIfLinkType=link)
        call.put(row._replace(ospfIfPassive=ON if passive else OFF))
    check_interfaces(call, sum(row.ospfIfAdminStat == ON for row in call.rows(OspfInterface)))


def configure_ospf_delete_vlan(call: Call, vlan_name: str = "", all: bool = False) -> None:
    """Take a VLAN out of OSPF, or all."""
    _set(call, vlan_name, None, ospfIfAdminStat=OFF, ospfIfPassive=OFF, ospfIfLinkType=0)


def configure_ospf_vlan_area(call: Call, vlan_name: str, area_identifier: IPv4Address) -> None:
    """Move a VLAN to another area."""
    row = _row(call, the_vlan(call.store, vlan_name))
    call.put(_moved(call, row, the_area(call, area_identifier).ospfAreaId))


def configure_ospf_cost(
    call: Call,
    vlan_name: str = "",
    area_identifier: IPv4Address | None = None,
    cost: int | None = None,
    **_: bool,
) -> None:
    """Set the cost of VLANs or of an area's VLANs: by the metric table, or fixed."""
    if cost is None:
        _set(call, vlan_name, area_identifier, ospfIfMetricStatus=1)
    else:
        _set(call, vlan_name, area_identifier, ospfIfMetricStatus=0, ospfIfMetricValue=cost)


def configure_ospf_priority(
    call: Call, priority: int, vlan_name: str = "", area_identifier: IPv4Address | None = None, **_: bool
) -> None:
    """Set the priority in the election of the designated router; with 0 a router is never elected."""
    _set(call, vlan_name, area_identifier, ospfIfRtrPriority=priority)


def valid_configure_ospf_timer(chassis: "Chassis", hello: int, dead: int, **_: object) -> None:
    """Refuse a dead interval below the hello interval."""
    check_timers(hello, dead)


def valid_configure_ospf_authentication(
    chassis: "Chassis", simple_password: str = "", encrypted: bool = False, **_: object
) -> None:
    """Refuse a password of more than 8 characters."""
    check_password(simple_password, encrypted)


def configure_ospf_timer(
    call: Call,
    retransmit: int,
    transit: int,
    hello: int,
    dead: int,
    wait: int = 0,
    vlan_name: str = "",
    area_identifier: IPv4Address | None = None,
    **_: bool,
) -> None:
    """Set the timers of VLANs or of an area's VLANs, in seconds."""
    fields = timer_fields(retransmit, transit, hello, dead)
    _set(call, vlan_name, area_identifier, **fields, ospfIfWaitInterval=wait)


def configure_ospf_restart_helper(
    call: Call,
    vlan_name: str = "",
    area_identifier: IPv4Address | None = None,
    router_identifier: IPv4Address | None = None,
    area: IPv4Address | None = None,
    **when: bool,
) -> None:
    """Choose for which restarts of its neighbors a VLAN, an area's VLANs or a virtual link wait.

    evidence: guide 11.3 (that OSPF has helpers), reference 11.5 p.1565
    """
    kind = next((word for word in ("planned", "unplanned", "both") if when.get(word)), None)
    if router_identifier is None:
        _set(call, vlan_name, area_identifier, restartHelper=kind)
    else:
        call.put(the_virtual_link(call, router_identifier, area)._replace(restartHelper=kind))


def configure_ospf_authentication(
    call: Call,
    vlan_name: str = "",
    area_identifier: IPv4Address | None = None,
    simple_password: str = "",
    key_id: int | None = None,
    key: str = "",
    encrypted: bool = False,
    none: bool = False,
    **_: bool,
) -> None:
    """Authenticate by a password, by a key, or not at all; it is kept in the encrypted form."""
    _set(call, vlan_name, area_identifier, **key_fields(simple_password, key_id, key, encrypted, none))


def unconfigure_ospf(call: Call, vlan_name: str = "", area_identifier: IPv4Address | None = None, **_: bool) -> None:
    """Reset the settings of one VLAN, of those of an area or of all to those of a new one; each stays in its area.

    evidence: recalled (that it is about the interfaces), inferred (that OSPF goes on running there)
    """
    for name in _named(call, vlan_name, area_identifier):
        row = call.get(OspfInterface, name)
        if row is not None:
            new = new_interface(call.chassis, name)._replace(ospfIfIpAddress=row.ospfIfIpAddress)
            new = new._replace(ospfIfAdminStat=row.ospfIfAdminStat, ospfIfAreaId=row.ospfIfAreaId)
            new = new._replace(ospfIfPassive=row.ospfIfPassive)
            call.put(new._replace(ospfIfLinkType=row.ospfIfLinkType))
    for area in () if vlan_name else call.rows(OspfAreaInterface):
        if area_identifier is None or area.ospfAreaId == str(area_identifier):
            call.drop(area)
