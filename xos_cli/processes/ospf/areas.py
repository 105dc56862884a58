"""Create, delete and configure the areas of OSPF."""

from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.ospf.lines import NORMAL, NSSA, STUB, WITH, WITHOUT
from xos_cli.processes.ospf.rows import BACKBONE, OspfArea, OspfInterface
from xos_cli.processes.polMgr.facts import the_policy

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def the_area(call: Call, identifier: IPv4Address) -> OspfArea:
    """Return the area of this number; raise the switch's error if there is none.  evidence: inferred (the words)"""
    row = call.get(OspfArea, str(identifier))
    if row is None:
        raise Refusal(f"Error: OSPF area {identifier} does not exist.")
    return row


def _set(call: Call, identifier: IPv4Address, **fields: Any) -> None:
    call.put(the_area(call, identifier)._replace(**fields))


def create_ospf_area(call: Call, area_identifier: IPv4Address) -> None:
    """Create an area of OSPF, which is an ordinary one at first.  evidence: inferred (the words)"""
    if call.get(OspfArea, str(area_identifier)):
        raise Refusal(f"Error: OSPF area {area_identifier} already exists.")
    call.put(OspfArea(str(area_identifier)))


def valid_delete_ospf_area(chassis: "Chassis", area_identifier: IPv4Address | None = None, **_: Any) -> None:
    """Refuse to delete the backbone.  evidence: inferred (the words)"""
    if str(area_identifier) == BACKBONE:
        raise Refusal("Error: The backbone area cannot be deleted.")


def delete_ospf_area(call: Call, area_identifier: IPv4Address | None = None, all: bool = False) -> None:
    """Delete one area or all, but never the backbone, nor one with VLANs.  evidence: inferred (the rules, the words)"""
    held = {vlan.ospfIfAreaId for vlan in call.rows(OspfInterface)}
    for row in [the_area(call, area_identifier)] if area_identifier is not None else call.rows(OspfArea):
        if row.ospfAreaId == BACKBONE and not all:
            raise Refusal("Error: The backbone area cannot be deleted.")
        if row.ospfAreaId in held and not all:
            raise Refusal(f"Error: There are VLANs in OSPF area {row.ospfAreaId}.")
        if row.ospfAreaId not in (BACKBONE, *held):
            call.drop(row)
            call.forget("ospf-area", row.ospfAreaId)


def configure_ospf_area_external_filter(
    call: Call, area_identifier: IPv4Address, policy_name: str = "", none: bool = False
) -> None:
    """Set the policy that says which external routes come into an area."""
    _set(call, area_identifier, ospfExternalRouteFilter=the_policy(call.node.flash.names(), policy_name))


def configure_ospf_area_interarea_filter(
    call: Call, area_identifier: IPv4Address, policy_name: str = "", none: bool = False
) -> None:
    """Set the policy that says which routes of other areas come into an area."""
    _set(call, area_identifier, ospfInterAreaFilter=the_policy(call.node.flash.names(), policy_name))


def configure_ospf_area_normal(call: Call, area_identifier: IPv4Address) -> None:
    """Make an area an ordinary one."""
    _set(call, area_identifier, ospfAreaType=NORMAL, ospfAreaSummary=WITH, ospfStubMetric=0, ospfTranslate=0)


def valid_configure_ospf_area(chassis: "Chassis", area_identifier: IPv4Address, **given: Any) -> None:
    """Refuse the backbone as a stub area.  evidence: RFC 2328 (that), inferred (the words)"""
    if str(area_identifier) == BACKBONE and "cost" in given and "policy_name" not in given:
        raise Refusal("Error: The backbone area cannot be a stub area.")


def _bounded(call: Call, identifier: IPv4Address, kind: int, summary: bool, cost: int, translate: bool) -> None:
    """Make an area a stub or a stub with external routes."""
    valid_configure_ospf_area(call.chassis, identifier, cost=cost)
    with_others = WITH if summary else WITHOUT
    _set(
        call,
        identifier,
        ospfAreaType=kind,
        ospfAreaSummary=with_others,
        ospfStubMetric=cost,
        ospfTranslate=int(translate),
    )


def configure_ospf_area_stub_stub_default_cost(
    call: Call, area_identifier: IPv4Address, cost: int, summary: bool = False, nosummary: bool = False
) -> None:
    """Make an area a stub, without external routes."""
    _bounded(call, area_identifier, STUB, summary, cost, False)


def configure_ospf_area_nssa_stub_default_cost(
    call: Call,
    area_identifier: IPv4Address,
    cost: int,
    summary: bool = False,
    nosummary: bool = False,
    translate: bool = False,
) -> None:
    """Make an area a stub with external routes of its own."""
    _bounded(call, area_identifier, NSSA, summary, cost, translate)
