"""What `show configuration` prints of the network tools."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.netTools.facts import cna_settings
from xos_cli.processes.netTools.rows import (
    SERVERS,
    BootpClient,
    BootpRelay,
    BootpServer,
    CnaTestplug,
    DnsDomain,
    DnsSuffix,
    NameServer,
    Sntp,
    SntpService,
    UdpProfile,
)
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Yield the lines of the network tools in `show configuration`.

    evidence: capture 11.2 (the last two lines), later EXOS (the servers), inferred (the other lines)
    """
    yield from _dns_lines(store)
    for row in store.rows(Sntp):
        if row.server_addr:
            yield f"configure sntp-client {SERVERS[row.server_no]} {row.server_addr} vr {row.vr}"
    service = store.one(SntpService)
    yield f"configure sntp-client update-interval {service.poll_intvl} "
    yield f"{'enable' if service.enable else 'disable'} sntp-client"
    yield from _bootp_lines(store)
    yield from _cna_lines(store)


def _cna_lines(store: Store) -> Iterator[str]:
    """Yield the lines of the CNA agent, where anything of it was set.  evidence: inferred"""
    row, new = cna_settings(store), CnaTestplug()
    if row.vlanName != new.vlanName:
        yield f"configure cna-testplug vlan {row.vlanName}"
    if row.scheduler:
        yield f"configure cna-testplug scheduler ipaddress {row.scheduler}"
    if row.enable:
        yield "enable cna-testplug"


def _dns_lines(store: Store) -> Iterator[str]:
    for domain in store.rows(DnsDomain):
        yield f"configure dns-client default-domain {domain.domain}"
    for server in store.rows(NameServer):
        yield f"configure dns-client add name-server {server.server_addr} vr {server.vr}"
    for row in store.rows(DnsSuffix):
        yield f"configure dns-client add domain-suffix {row.suffix}"


def _bootp_lines(store: Store) -> Iterator[str]:
    """Yield the lines of the BOOTP relay and of VLANs that ask for their address.  evidence: inferred"""
    for server in store.rows(BootpServer):
        yield f"configure bootprelay add {server.server_addr} vr {server.vrName}"
    for relay in store.rows(BootpRelay):
        if relay.enable:
            yield f"enable bootprelay vr {relay.vrName}"
    for profile in store.rows(UdpProfile):
        yield f"configure vlan {profile.vlanName} udp-profile {profile.policy}"
    for client in store.rows(BootpClient):
        yield f"enable {client.protocol.lower()} vlan {client.vlanName}"
