"""Configure snooping and multicast forwarding by VLAN, and clear what was learned there."""

from ipaddress import IPv4Address, IPv6Address

from xos_cli.command.call import Call
from xos_cli.processes.mcmgr.rows import IpmcForwarding, VlanSnooping
from xos_cli.processes.vlan.facts import the_vlan, vlan_names, with_address


def _snoop(call: Call, vlan_name: str, on: int) -> None:
    """Turn IGMP snooping on or off in one VLAN, or in all."""
    for name in [the_vlan(call.store, vlan_name)] if vlan_name else vlan_names(call.store):
        if on:
            call.delete(VlanSnooping, name)
        else:
            call.put(VlanSnooping(name, 0))


def enable_igmp_snooping(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """Enable IGMP snooping in one VLAN or in all; it is on in a new VLAN."""
    _snoop(call, vlan_name, 1)


def disable_igmp_snooping(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """Disable IGMP snooping in one VLAN, or in all that there are."""
    _snoop(call, vlan_name, 0)


def enable_ipmcforwarding(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """Forward multicast traffic to and from one VLAN, or all that have an IP address."""
    for name in [the_vlan(call.store, vlan_name)] if vlan_name else with_address(call.store):
        call.put(IpmcForwarding(name))


def disable_ipmcforwarding(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """Stop forwarding multicast traffic to and from one VLAN, or all."""
    rows = [the_vlan(call.store, vlan_name)] if vlan_name else [row.vlanName for row in call.rows(IpmcForwarding)]
    for name in rows:
        call.delete(IpmcForwarding, name)


# -- forgetting ------------------------------------------------------------------------------------------------------


def _check(call: Call, vlan_name: str) -> None:
    """Refuse a VLAN that does not exist."""
    if vlan_name:
        the_vlan(call.store, vlan_name)


def clear_igmp_snooping(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """Forget the groups that IGMP snooping has learned in one VLAN or in all: it learns none."""
    _check(call, vlan_name)


def clear_MLD_snooping(call: Call, vlan: bool = False, vlan_name: str = "") -> None:
    """Forget the groups that MLD snooping has learned in one VLAN or in all: it learns none."""
    _check(call, vlan_name)


def clear_igmp_group(
    call: Call, ip_address: IPv4Address | None = None, vlan: bool = False, vlan_name: str = ""
) -> None:
    """Forget the IPv4 groups that hosts have joined: no host joins any."""
    _check(call, vlan_name)


def clear_MLD_group(
    call: Call, ipv6_address: IPv6Address | None = None, vlan: bool = False, vlan_name: str = ""
) -> None:
    """Forget the IPv6 groups that hosts have joined: no host joins any."""
    _check(call, vlan_name)
