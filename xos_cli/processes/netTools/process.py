"""The network tools: the tables, the rows of a new switch, and the hooks."""

from typing import TYPE_CHECKING, Any

from xos_cli.processes.netTools.rows import (
    BootpClient,
    BootpRelay,
    BootpServer,
    CnaCount,
    CnaRegistration,
    CnaTestplug,
    DhcpClientState,
    DnsDomain,
    DnsQuery,
    DnsSearch,
    DnsSuffix,
    MissedHost,
    NameServer,
    ProbeAnswer,
    RelayCounts,
    SentProbe,
    Sntp,
    SntpBegun,
    SntpCounts,
    SntpService,
    Transfer,
    UdpProfile,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xos_cli.command.call import Call
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node
    from xos_cli.switch.tables import Store

TABLES = (
    DnsSearch,
    DnsDomain,
    DnsSuffix,
    NameServer,
    Sntp,
    SntpService,
    BootpRelay,
    BootpServer,
    BootpClient,
    UdpProfile,
    SntpBegun,
    SentProbe,
    ProbeAnswer,
    SntpCounts,
    Transfer,
    MissedHost,
    RelayCounts,
    DhcpClientState,
    DnsQuery,
    CnaTestplug,
    CnaRegistration,
    CnaCount,
)
RECEIVES = ("Ipv4", "Malformed ip")


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch: no servers, and SNTP off.  evidence: capture 11.2"""
    return [DnsSearch(), Sntp(0), Sntp(1), SntpService()]


def policies(store: "Store") -> "Iterator[str]":
    """Return the policies in use, once for each VLAN that has a UDP profile."""
    return (row.policy for row in store.rows(UdpProfile))


def running(node: "Node") -> None:
    """Begin to ask for the time on a new master."""
    if node.store.one(SntpService).enable and not node.store.rows(SntpBegun):
        node.put([SntpBegun(node.clock.now)])
    if node.fabric is not None and node.store.count(BootpClient):
        node.later(1.0, "netTools", "ask_anew")
    if node.fabric is not None and node.store.one(SntpService).enable:
        node.later(1.0, "netTools", "poll_anew")
    if node.fabric is not None and any(row.enable for row in node.store.rows(CnaTestplug)):
        node.later(1.0, "netTools", "follow_cna")


def forgotten(call: "Call", kind: str, name: str) -> None:
    """Let the CNA agent use VLAN Default again when its own was deleted.  evidence: inferred"""
    for row in call.rows(CnaTestplug):
        if kind == "vlan" and row.vlanName.lower() == name.lower():
            call.put(row._replace(vlanName=CnaTestplug().vlanName))


def stopped(node: "Node") -> None:
    """End the TCP connections: the process was stopped."""
    if "terminals" in node.memory:
        node.call("netTools", "end_connections")


def crashed(node: "Node") -> None:
    """End the TCP connections: the process has died."""
    stopped(node)
