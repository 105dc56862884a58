"""The network tools: the tables, the rows of a new switch, and the hooks."""

from typing import TYPE_CHECKING, Any

from xos_cli.processes.netTools.rows import (
    BootpClient,
    BootpRelay,
    BootpServer,
    DnsDomain,
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
)

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node

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
    SntpBegun,
    SentProbe,
    ProbeAnswer,
    SntpCounts,
    Transfer,
    MissedHost,
    RelayCounts,
)
RECEIVES = ("Ipv4", "Malformed ip")


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch: no servers, and SNTP off.  evidence: capture 11.2"""
    return [DnsSearch(), Sntp(0), Sntp(1), SntpService()]


def running(node: "Node") -> None:
    """Begin to ask for the time on a new master."""
    if node.store.one(SntpService).enable and not node.store.rows(SntpBegun):
        node.put([SntpBegun(node.clock.now)])
    if node.fabric is not None and node.store.one(SntpService).enable:
        node.later(1.0, "netTools", "poll_anew")
