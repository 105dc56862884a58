"""Configure by hand which groups, routers and filters are on the ports of a VLAN.

No multicast traffic is modelled, so they are shown and have no further effect.
"""

from ipaddress import IPv4Address, IPv6Address

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.mcmgr.rows import SnoopFilter, SnoopStatic
from xos_cli.processes.polMgr.facts import the_policy
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.switch.hardware import portset as sets

Row = SnoopStatic | SnoopFilter
ROUTER = "router"


def with_ports(call: Call, row: Row, ports: int) -> None:
    """Put a row with exactly these ports, or delete it if there are none."""
    there = call.get(type(row), *row[:3]) is not None
    if ports:
        call.put(row._replace(ports=sets.text(ports, call.chassis.modular)))
    elif there:
        call.drop(row)


def _static(call: Call, v6: int, vlan_name: str, port_list: PortList, what: str, add: bool) -> None:
    """Add ports to a static group or to the static routers, or take them out."""
    name, ports = the_vlan(call.store, vlan_name), sets.given(call.chassis, port_list)
    row = call.get(SnoopStatic, v6, name, what) or SnoopStatic(v6, name, what)
    has = sets.read(row.ports)
    with_ports(call, row, has | ports if add else has & ~ports)


def _groups(call: Call, v6: int, vlan_name: str, group: IPv4Address | IPv6Address | None) -> list[str]:
    """Return the static group that is named, or all of a VLAN."""
    if group is not None:
        return [str(group)]
    name = the_vlan(call.store, vlan_name)
    return [row.what for row in call.rows(SnoopStatic) if (row.v6, row.vlanName) == (v6, name) and row.what != ROUTER]


def configure_igmp_snooping_vlan_ports_add_static_group(
    call: Call, vlan_name: str, port_list: PortList, group_address: IPv4Address
) -> None:
    """Add ports of a VLAN to an IPv4 group, as if a host had joined it there."""
    _static(call, 0, vlan_name, port_list, str(group_address), True)


def configure_igmp_snooping_vlan_ports_delete_static_group(
    call: Call, vlan_name: str, port_list: PortList, group_address: IPv4Address | None = None, all: bool = False
) -> None:
    """Take ports of a VLAN out of a static IPv4 group, or out of all."""
    for group in _groups(call, 0, vlan_name, group_address):
        _static(call, 0, vlan_name, port_list, group, False)


def configure_igmp_snooping_vlan_ports_add_static_router(call: Call, vlan_name: str, port_list: PortList) -> None:
    """Add ports of a VLAN to those with a static IPv4 multicast router."""
    _static(call, 0, vlan_name, port_list, ROUTER, True)


def configure_igmp_snooping_vlan_ports_delete_static_router(call: Call, vlan_name: str, port_list: PortList) -> None:
    """Remove ports of a VLAN from those with a static IPv4 multicast router."""
    _static(call, 0, vlan_name, port_list, ROUTER, False)


def configure_MLD_snooping_vlan_ports_add_static_group(
    call: Call, vlan_name: str, port_list: PortList, ipv6_group_address: IPv6Address
) -> None:
    """Add ports of a VLAN to an IPv6 group, as if a host had joined it there."""
    _static(call, 1, vlan_name, port_list, str(ipv6_group_address), True)


def configure_MLD_snooping_vlan_ports_delete_static_group(
    call: Call, vlan_name: str, port_list: PortList, ipv6_group_address: IPv6Address | None = None, all: bool = False
) -> None:
    """Take ports of a VLAN out of a static IPv6 group, or out of all."""
    for group in _groups(call, 1, vlan_name, ipv6_group_address):
        _static(call, 1, vlan_name, port_list, group, False)


def configure_MLD_snooping_vlan_ports_add_static_router(call: Call, vlan_name: str, port_list: PortList) -> None:
    """Add ports of a VLAN to those with a static IPv6 multicast router."""
    _static(call, 1, vlan_name, port_list, ROUTER, True)


def configure_MLD_snooping_vlan_ports_delete_static_router(call: Call, vlan_name: str, port_list: PortList) -> None:
    """Remove ports of a VLAN from those with a static IPv6 multicast router."""
    _static(call, 1, vlan_name, port_list, ROUTER, False)


def _filter(call: Call, v6: int, vlan_name: str, port_list: PortList, policy_name: str) -> None:
    """Let a policy, or none, say which groups ports of a VLAN may join; a port has one policy."""
    name, ports = the_vlan(call.store, vlan_name), sets.given(call.chassis, port_list)
    policy = the_policy(call.node.flash.names(), policy_name)
    for row in call.rows(SnoopFilter):
        if (row.v6, row.vlanName) == (v6, name):
            with_ports(call, row, sets.read(row.ports) & ~ports)
    if policy:
        row = call.get(SnoopFilter, v6, name, policy) or SnoopFilter(v6, name, policy)
        with_ports(call, row, sets.read(row.ports) | ports)


def configure_igmp_snooping_vlan_ports_filter(
    call: Call, vlan_name: str, port_list: PortList, policy_name: str = "", none: bool = False
) -> None:
    """Let a policy say which IPv4 groups ports of a VLAN may join."""
    _filter(call, 0, vlan_name, port_list, policy_name)


def configure_MLD_snooping_vlan_ports_filter(
    call: Call, vlan_name: str, port_list: PortList, policy_name: str = "", none: bool = False
) -> None:
    """Let a policy say which IPv6 groups ports of a VLAN may join."""
    _filter(call, 1, vlan_name, port_list, policy_name)
