"""`nslookup`: ask the name servers for the address of a host.  evidence: recalled (the command), inferred (the rest)"""

from collections.abc import Generator
from ipaddress import IPv4Address
from typing import Any

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Dialogue, Step
from xos_cli.errors import Refusal
from xos_cli.processes.netTools.resolver import is_address, resolved
from xos_cli.processes.netTools.rows import NameServer

NO_SERVER = "Error: No name server is configured."  # evidence: inferred


def nslookup(call: Call, host_name: str) -> Dialogue:
    """Print the name servers and the address of a host."""
    servers = call.rows(NameServer)
    if not servers and not is_address(host_name):
        raise Refusal(NO_SERVER)
    address = yield from address_of(call, host_name)
    yield "".join(f"Server:  {row.server_addr} ({row.vr})\n" for row in servers)
    yield f"\nName:    {host_name}\nAddress: {address}\n"


def address_of(call: Call, host: str) -> Generator[Step, Any, IPv4Address]:
    """Return the address of a host, by its text or by the name servers.  evidence: inferred (the words)"""
    address = host if is_address(host) else (yield from resolved(call.node, host))
    if not address:
        raise Refusal(f"Error: Host {host} cannot be resolved.")
    return IPv4Address(address)
