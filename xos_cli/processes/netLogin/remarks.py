"""Explain why nobody is logged in at a port, for `:why` after a screen of network login."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from xos_cli.processes.aaa.facts import radius_servers
from xos_cli.processes.aaa.rows import AUTHENTICATION, NETLOGIN
from xos_cli.processes.netLogin.facts import home_of, methods, netlogin_ports
from xos_cli.processes.netLogin.rows import (
    AUTHENTICATED,
    DOT1X,
    MAC,
    WEB,
    DhcpServer,
    LocalUser,
    MacEntry,
    NetloginClient,
    NetloginPort,
)
from xos_cli.processes.vlan.facts import primary

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


def remarks(node: "Node", words: Sequence[str]) -> Iterator[str]:
    """Yield what keeps clients out at each port where nobody is logged in, after `show netlogin`."""
    if tuple(words[:2]) != ("show", "netlogin"):
        return
    for row in netlogin_ports(node.store):
        clients = node.store.where(NetloginClient, "port", row.port)
        if any(client.state == AUTHENTICATED for client in clients):
            continue
        for reason in _reasons(node, row):
            yield f"Port {row.port}: {reason}."
        for client in clients:
            yield f"Port {row.port}: {client.user} ({client.way}) is {client.state.lower()}."


def _reasons(node: "Node", row: NetloginPort) -> Iterator[str]:
    """Yield what is missing for the ways to log in that a port has."""
    on, servers = methods(node.store), radius_servers(node.store, NETLOGIN, AUTHENTICATION)
    home = home_of(node.store, row.port)
    if not home:
        yield "it is in no VLAN untagged, and there is no VLAN of network login (configure netlogin vlan)"
    for way in row.ways:
        if way not in on:
            yield f"{way} is set for the port, but not for the switch (enable netlogin {way})"
    if DOT1X in row.ways and not servers:
        yield "802.1X asks RADIUS alone, and no server for network login is enabled (enable radius netlogin)"
    if MAC in row.ways and not node.store.count(MacEntry):
        yield "the MAC list is empty (configure netlogin add mac-list)"
    if WEB in row.ways and home:
        yield from _page(node, home)
    if not servers and not node.store.count(LocalUser):
        yield "there is nobody to ask: neither a RADIUS server nor a local user"


def _page(node: "Node", vlan: str) -> Iterator[str]:
    """Yield why a station cannot reach the login page."""
    server = node.store.get(DhcpServer, vlan)
    if primary(node.store, vlan) is None:
        yield f"VLAN {vlan} has no IP address, so there is no login page"
    elif server is None or not server.first:
        yield f"VLAN {vlan} gives no temporary addresses (configure vlan {vlan} dhcp-address-range)"
