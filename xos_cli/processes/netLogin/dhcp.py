"""Configure the DHCP server of a VLAN, and show it and its leases.

evidence: recalled (labels, defaults), inferred (the refusals, the columns of a lease)
"""

from collections.abc import Iterator
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Screen
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.netLogin.facts import LEASE, NETLOGIN_LEASE, dhcp_server
from xos_cli.processes.netLogin.rows import DhcpBinding, DhcpOption, DhcpServer
from xos_cli.processes.vlan.facts import member_ports, the_vlan, vlan_names
from xos_cli.processes.vlan.rows import VR_MGMT, Vlan
from xos_cli.switch.hardware import portset as sets

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

OPTIONS = {"default-gateway": "Default Gateway", "dns-server": "DNS Server", "wins-server": "WINS Server"}
LEASES = f"\n{'   IP':<20}{'MAC':<20}{'State':<13}Lease Time Left\n{'=' * 67}\n"


def valid_configure_vlan_dhcp_address_range(
    chassis: "Chassis", ipaddress: IPv4Address, client_ipaddress: IPv4Address, **_: object
) -> None:
    """Refuse a range whose first address is above its last one."""
    if ipaddress > client_ipaddress:
        raise Refusal(f"Error: {ipaddress} - {client_ipaddress} is no range of addresses.")


def configure_vlan_dhcp_address_range(
    call: Call, vlan_name: str, ipaddress: IPv4Address, client_ipaddress: IPv4Address
) -> None:
    """Set the addresses that clients are given; those of leases outside them are forgotten."""
    valid_configure_vlan_dhcp_address_range(call.chassis, ipaddress, client_ipaddress)
    row = dhcp_server(call.store, the_vlan(call.store, vlan_name))
    call.put(row._replace(first=str(ipaddress), last=str(client_ipaddress)))
    for lease in call.rows(DhcpBinding):
        if lease.vlanName == row.vlanName and not ipaddress <= IPv4Address(lease.address) <= client_ipaddress:
            call.drop(lease)


def configure_vlan_dhcp_lease_timer(call: Call, vlan_name: str, seconds: int) -> None:
    """Set the seconds for which an address is given."""
    call.put(dhcp_server(call.store, the_vlan(call.store, vlan_name))._replace(lease=seconds))


def configure_vlan_netlogin_lease_timer(call: Call, vlan_name: str, seconds: int) -> None:
    """Set the seconds for which an address is given before the client has logged in."""
    call.put(dhcp_server(call.store, the_vlan(call.store, vlan_name))._replace(netloginLease=seconds))


def configure_vlan_dhcp_options(call: Call, vlan_name: str, ipaddress: IPv4Address, **options: Any) -> None:
    """Set a gateway or a server that clients are told."""
    name = the_vlan(call.store, vlan_name)
    row = call.get(DhcpServer, name) or DhcpServer(name)
    call.put(row)
    for option in OPTIONS:
        if options.get(option.replace("-", "_")):
            call.put(DhcpOption(name, option, str(ipaddress)))


def enable_dhcp_ports_vlan(call: Call, port_list: PortList, vlan_name: str) -> None:
    """Give addresses to clients at these ports of a VLAN; refuse a port that is not in the VLAN."""
    name, ports = the_vlan(call.store, vlan_name), sets.given(call.chassis, port_list)
    if strange := ports & ~member_ports(call.store, name):
        first = call.chassis.port_name(sets.first(strange))
        raise Refusal(f"Error: Port {first} is not a member of VLAN {name}.")
    row = dhcp_server(call.store, name)
    call.put(row._replace(portList=sets.text(sets.read(row.portList) | ports, call.chassis.modular)))


def disable_dhcp_ports_vlan(call: Call, port_list: PortList, vlan_name: str) -> None:
    """Stop giving addresses to clients at these ports of a VLAN."""
    without_ports(call, sets.given(call.chassis, port_list), the_vlan(call.store, vlan_name))


def without_ports(call: Call, ports: int, vlan_name: str = "") -> None:
    """Take ports out of the DHCP servers of one VLAN or of all."""
    for row in call.rows(DhcpServer):
        if row.portList and vlan_name.lower() in ("", row.vlanName.lower()):
            call.put(row._replace(portList=sets.text(sets.read(row.portList) & ~ports, call.chassis.modular)))


# -- screens ---------------------------------------------------------------------------------------------------------


def show_dhcp_server(call: Call, vlan: bool = False, vlan_name: str = "") -> Screen:
    """Print the DHCP server of every VLAN of users, or of the one that is named, and its leases.

    evidence: inferred (which VLANs)
    """
    users = [name for name in vlan_names(call.store) if call.store.one(Vlan, name).vrName != VR_MGMT]
    names = [the_vlan(call.store, vlan_name)] if vlan_name else users
    return Screen("\n" * bool(number) + _server(call, name) for number, name in enumerate(names))


def _server(call: Call, name: str) -> str:
    return f'VLAN "{name}":\n{_settings(call, name)}{LEASES}{_leases(call, name)}'


def _leases(call: Call, name: str) -> str:
    """Return a line for each address that a client has, or was offered."""
    now = call.node.clock.now
    rows = [row for row in call.rows(DhcpBinding) if row.vlanName == name and row.until > now]
    return "".join(_lease(row, now) for row in sorted(rows, key=lambda row: IPv4Address(row.address)))


def _lease(row: DhcpBinding, now: float) -> str:
    digits = f"{row.mac:012x}"
    mac = ":".join(digits[place : place + 2] for place in range(0, 12, 2))
    seconds = int(row.until - now) if row.until != float("inf") else 0
    left = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}" if seconds else "Infinite"
    return f"   {row.address:<17}{mac:<20}{'Assigned' if row.bound else 'Offered':<13}{left}\n"


def show_vlan_dhcp_config(call: Call, vlan_name: str) -> str:
    """Print the DHCP settings that the clients of one VLAN get."""
    return _settings(call, the_vlan(call.store, vlan_name))


def _settings(call: Call, name: str) -> str:
    return "".join(f"{label:<31}: {value}\n" for label, value in _fields(call, name))


def _fields(call: Call, name: str) -> Iterator[tuple[str, str]]:
    row = dhcp_server(call.store, name)
    yield "DHCP Address Range", f"{row.first}->{row.last}" if row.first else "Not configured"
    for label, seconds, default in (("Netlogin", row.netloginLease, NETLOGIN_LEASE), ("DHCP", row.lease, LEASE)):
        said = f"{seconds} seconds" if seconds else f"Not configured (Default = {default} seconds)"
        yield f"{label} Lease Timer", said
    options = {found.option: found.address for found in call.rows(DhcpOption) if found.vlanName == name}
    yield from ((label, options[word]) for word, label in OPTIONS.items() if word in options)
    ports = sets.text(sets.read(row.portList), call.chassis.modular)
    yield "Ports DHCP Enabled", sets.printed(ports) if ports else "No ports enabled"


# -- back to the beginning -------------------------------------------------------------------------------------------


def unconfigure_vlan_dhcp(call: Call, vlan_name: str) -> None:
    """Reset the DHCP server of a VLAN: addresses, options, lease times and ports; its leases go.  evidence: recalled"""
    name = the_vlan(call.store, vlan_name)
    call.delete(DhcpServer, name)
    for option in OPTIONS:
        call.delete(DhcpOption, name, option)
    _end_leases(call, name)


def _end_leases(call: Call, name: str) -> None:
    for row in call.rows(DhcpBinding):
        if row.vlanName.lower() == name.lower():
            call.drop(row)


def unconfigure_vlan_dhcp_address_range(call: Call, vlan_name: str) -> None:
    """Give no addresses any more in a VLAN; the leases there go.  evidence: recalled"""
    name = the_vlan(call.store, vlan_name)
    call.put(dhcp_server(call.store, name)._replace(first="", last=""))
    _end_leases(call, name)


def unconfigure_vlan_dhcp_options(call: Call, vlan_name: str, **options: bool) -> None:
    """Remove a gateway or a server from the options that clients get, or all of them.  evidence: recalled"""
    name = the_vlan(call.store, vlan_name)
    for option in OPTIONS:
        if not options or options.get(option.replace("-", "_")):
            call.delete(DhcpOption, name, option)
