"""Aggregate networks: ranges of an area, and summaries of routes of other origins."""

from ipaddress import IPv4Address, IPv4Interface, IPv4Network

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.ospf.areas import the_area
from xos_cli.processes.ospf.lines import NSSA
from xos_cli.processes.ospf.rows import OspfAreaAggregate, OspfAseSummary


def _network(ip_prefix: IPv4Interface | None, ipaddress: IPv4Address | None, netmask: IPv4Address | None) -> str:
    """Return the network of a prefix or of an address and a mask, as ``10.0.0.0/8``; bits of hosts do not count."""
    if ip_prefix is not None:
        return str(ip_prefix.network)
    return str(IPv4Network(f"{ipaddress}/{netmask}", strict=False))


def configure_ospf_area_add_range(
    call: Call,
    area_identifier: IPv4Address,
    ip_prefix: IPv4Interface | None = None,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
    noadvert: bool = False,
    type_7: bool = False,
    **_: bool,
) -> None:
    """Advertise one aggregate to other areas instead of its networks, or hide them; an existing one is changed.

    evidence: RFC 2328, 12.4.3; RFC 3101 (type 7: in an NSSA only), inferred (the words)
    """
    area = the_area(call, area_identifier)
    if type_7 and area.ospfAreaType != NSSA:
        raise Refusal(f"Error: OSPF area {area_identifier} is not an NSSA.")
    network = _network(ip_prefix, ipaddress, netmask)
    call.put(OspfAreaAggregate(area.ospfAreaId, network, 7 if type_7 else 3, int(not noadvert)))


def configure_ospf_area_delete_range(
    call: Call,
    area_identifier: IPv4Address,
    ip_prefix: IPv4Interface | None = None,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
) -> None:
    """Delete an aggregate of an area, of both types.  evidence: inferred (the words)"""
    place = the_area(call, area_identifier).ospfAreaId, _network(ip_prefix, ipaddress, netmask)
    rows = [row for row in call.rows(OspfAreaAggregate) if (row.ospfAreaId, row.network) == place]
    if not rows:
        raise Refusal(f"Error: OSPF area {place[0]} has no range {place[1]}.")
    for row in rows:
        call.drop(row)


def configure_ospf_ase_summary_add_cost(
    call: Call,
    cost: int,
    ip_prefix: IPv4Interface | None = None,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
    tag_number: int = 0,
    **_: bool,
) -> None:
    """Advertise one aggregate instead of the exported routes within it."""
    call.put(OspfAseSummary(_network(ip_prefix, ipaddress, netmask), cost, tag_number))


def configure_ospf_ase_summary_delete(
    call: Call,
    ip_prefix: IPv4Interface | None = None,
    ipaddress: IPv4Address | None = None,
    netmask: IPv4Address | None = None,
) -> None:
    """Delete an aggregate of exported routes.  evidence: inferred (the words)"""
    network = _network(ip_prefix, ipaddress, netmask)
    row = call.get(OspfAseSummary, network)
    if row is None:
        raise Refusal(f"Error: There is no OSPF summary {network}.")
    call.drop(row)
