"""Configure the BOOTP relay, and the VLANs that ask for their address by BOOTP or DHCP."""

from ipaddress import IPv4Address

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.netTools.rows import BootpClient, BootpRelay, BootpServer
from xos_cli.processes.vlan.facts import the_router, the_vlan, vlan_names

#: How many servers a relay has.  evidence: recalled
SERVERS = 4


# -- the relay -------------------------------------------------------------------------------------------------------


def enable_bootprelay(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """Enable the BOOTP relay of one virtual router."""
    call.put(BootpRelay(the_router(call.store, vr_name, call.session.context), 1))


def disable_bootprelay(call: Call, vr: bool = False, vr_name: str = "") -> None:
    """Disable the BOOTP relay of one virtual router; its servers stay."""
    call.delete(BootpRelay, the_router(call.store, vr_name, call.session.context))


def configure_bootprelay_add(call: Call, ip_address: IPv4Address, vr: bool = False, vr_name: str = "") -> None:
    """Add a server to the BOOTP relay of a virtual router.  evidence: inferred (the words)"""
    row = BootpServer(the_router(call.store, vr_name, call.session.context), str(ip_address))
    others = [other for other in call.rows(BootpServer) if other.vrName == row.vrName and other != row]
    if len(others) >= SERVERS:
        raise Refusal(f"Error: At most {SERVERS} BOOTP relay servers can be configured.")
    call.put(row)


def configure_bootprelay_delete(
    call: Call, ip_address: IPv4Address | None = None, all: bool = False, vr: bool = False, vr_name: str = ""
) -> None:
    """Delete one server of the BOOTP relay, or all.  evidence: inferred (the words)"""
    router = the_router(call.store, vr_name, call.session.context)
    rows = [row for row in call.rows(BootpServer) if row.vrName == router]
    gone = [row for row in rows if all or row.server_addr == str(ip_address)]
    if not gone and not all:
        raise Refusal(f"Error: BOOTP relay server {ip_address} is not configured.")
    for row in gone:
        call.drop(row)


# -- VLANs that ask --------------------------------------------------------------------------------------------------


def _named(call: Call, vlan_name: str) -> list[str]:
    return [the_vlan(call.store, vlan_name)] if vlan_name else vlan_names(call.store)


def _ask(call: Call, vlan_name: str, protocol: str) -> None:
    for name in _named(call, vlan_name):
        call.put(BootpClient(name, protocol))
        call.node.later(0.0, "netTools", "begin_asking", name)


def _stop(call: Call, vlan_name: str, protocol: str) -> None:
    for name in _named(call, vlan_name):
        row = call.get(BootpClient, name)
        if row and row.protocol == protocol:
            call.drop(row)
            call.node.later(0.0, "netTools", "stop_asking", name)


def enable_dhcp_vlan(call: Call, vlan_name: str = "", all: bool = False) -> None:
    """Ask by DHCP for the address of one VLAN or of all."""
    _ask(call, vlan_name, "DHCP")


def disable_dhcp_vlan(call: Call, vlan_name: str = "", all: bool = False) -> None:
    """Stop asking by DHCP for the address of one VLAN or of all."""
    _stop(call, vlan_name, "DHCP")


def enable_bootp_vlan(call: Call, vlan_name: str = "", all: bool = False) -> None:
    """Ask by BOOTP for the address of one VLAN or of all."""
    _ask(call, vlan_name, "BOOTP")


def disable_bootp_vlan(call: Call, vlan_name: str = "", all: bool = False) -> None:
    """Stop asking by BOOTP for the address of one VLAN or of all."""
    _stop(call, vlan_name, "BOOTP")
