"""Configure the DNS client: servers, suffixes and the domain."""

from ipaddress import IPv4Address
from typing import Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.netTools.rows import DnsDomain, DnsSuffix, NameServer
from xos_cli.processes.vlan.facts import the_router

#: evidence: recalled
NAME_SERVERS, SUFFIXES = 8, 6


def configure_dns_client_add_name_server(
    call: Call, ip_address: IPv4Address, vr: bool = False, vr_name: str = ""
) -> None:
    """Add a name server.  evidence: inferred (the words)"""
    row = NameServer(str(ip_address), the_router(call.store, vr_name, call.session.context))
    if len(call.rows(NameServer)) >= NAME_SERVERS and call.get(NameServer, *row) is None:
        raise Refusal(f"Error: At most {NAME_SERVERS} name servers can be configured.")
    call.put(row)


def configure_dns_client_delete_name_server(
    call: Call, ip_address: IPv4Address, vr: bool = False, vr_name: str = ""
) -> None:
    """Delete a name server.  evidence: inferred (the words)"""
    row = call.get(NameServer, str(ip_address), the_router(call.store, vr_name, call.session.context))
    if row is None:
        raise Refusal(f"Error: Name server {ip_address} is not configured.")
    call.drop(row)


def configure_dns_client_add_domain_suffix(call: Call, domain_name: str) -> None:
    """Add a domain that is tried behind names.  evidence: inferred (the words)"""
    if len(call.rows(DnsSuffix)) >= SUFFIXES and call.get(DnsSuffix, domain_name) is None:
        raise Refusal(f"Error: At most {SUFFIXES} domain suffixes can be configured.")
    call.put(DnsSuffix(domain_name))


def configure_dns_client_delete_domain_suffix(call: Call, domain_name: str) -> None:
    """Delete a domain that is tried behind names.  evidence: inferred (the words)"""
    row = call.get(DnsSuffix, domain_name)
    if row is None:
        raise Refusal(f"Error: Domain suffix {domain_name} is not configured.")
    call.drop(row)


def configure_dns_client_default_domain(call: Call, domain_name: str) -> None:
    """Set the domain of the switch itself."""
    call.put(DnsDomain(domain_name))


def unconfigure_dns_client(call: Call) -> None:
    """Delete all name servers and domains."""
    rows: list[Any] = [*call.rows(DnsDomain), *call.rows(DnsSuffix), *call.rows(NameServer)]
    for row in rows:
        call.drop(row)
