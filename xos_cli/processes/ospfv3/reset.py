"""Reset what was set of the interfaces of OSPF for IPv6.  evidence: recalled (as of OSPF), inferred (what stays)"""

from ipaddress import IPv4Address

from xos_cli.command.call import Call
from xos_cli.command.objects import the_object
from xos_cli.processes.ospfv3.rows import DOMAIN, Ospfv3Interface, Ospfv3Member
from xos_cli.processes.vlan.facts import the_vlan


def unconfigure_ospfv3(
    call: Call,
    domain_name: str = DOMAIN,
    vlan_name: str = "",
    tunnel_name: str = "",
    area_identifier: IPv4Address | None = None,
    **_: bool,
) -> None:
    """Reset costs, priorities and timers of one interface, of those of an area or of all; each stays in its area."""
    names = (
        the_vlan(call.store, vlan_name) if vlan_name else "",
        the_object(call, "tunnel", tunnel_name) if tunnel_name else "",
    )
    for row in call.rows(Ospfv3Interface):
        member = call.get(Ospfv3Member, row.domain, row.vlanName, row.tunnelName)
        in_area = area_identifier is None or (member is not None and member.area == str(area_identifier))
        if row.domain == domain_name and in_area and names in (("", ""), (row.vlanName, row.tunnelName)):
            call.drop(row)
