"""Give hosts the services that a network file names; the module of each is imported where a host has it."""

from collections.abc import Callable, Mapping
from typing import Any

from xos_cli.network.host import Host
from xos_cli.network.services import SNTP, TFTP, FileServer, LogHost, TimeServer
from xos_cli.packets.syslog import PORT as SYSLOG
from xos_cli.switch.hardware.link import PowerNeed


def serve(host: Host, services: Mapping[str, Mapping[str, Any]]) -> None:
    """Give a host the services that a network file names, with their keys."""
    host.given = services
    for name, table in services.items():
        if name == "syslog":
            host.log = LogHost()
            host.services[table.get("port", SYSLOG)] = host.log.take
        elif name == "sntp":
            host.services[SNTP] = TimeServer(float(table.get("offset", 0.0))).take
        elif name == "tftp":
            host.files = FileServer({file: text.encode() for file, text in table.get("files", {}).items()})
            host.services[TFTP] = host.files.take
        else:
            SERVED[name](host, table)


def _serve_dhcp(host: Host, table: Mapping[str, Any]) -> None:
    from xos_cli.network.dhcp_server import DhcpServer
    from xos_cli.packets.dhcp import SERVER_PORT

    host.dhcp = DhcpServer(table)
    host.services[SERVER_PORT] = host.dhcp.take


def _serve_radius(host: Host, table: Mapping[str, Any]) -> None:
    from xos_cli.network.radius import RadiusServer
    from xos_cli.packets.radius import ACCOUNTING_PORT, PORT

    host.radius = RadiusServer(table)
    host.services |= {PORT: host.radius.take, ACCOUNTING_PORT: host.radius.take}


def _serve_tacacs(host: Host, table: Mapping[str, Any]) -> None:
    from xos_cli.network.tacacs import TacacsServer
    from xos_cli.packets.tacacs import PORT

    host.tacacs = TacacsServer(table, host.clock)
    host.tcp().services[PORT] = host.tacacs


def _serve_dns(host: Host, table: Mapping[str, Any]) -> None:
    from xos_cli.network.dns import DnsServer
    from xos_cli.packets.dns import PORT

    host.dns = DnsServer(table.get("names", {}))
    host.services[PORT] = host.dns.take


def _serve_cna(host: Host, table: Mapping[str, Any]) -> None:
    from xos_cli.network.cna import CnaServer
    from xos_cli.processes.netTools.cna_agent import SERVER

    host.cna = CnaServer(host, list(table.get("tests", ())), float(table.get("every", 300.0)))
    host.services[SERVER] = host.cna.take


def _serve_telnet(host: Host, table: Mapping[str, Any]) -> None:
    from xos_cli.network.host_login import HostLogins

    host.tcp().services[23] = HostLogins(host, table.get("users", {}), secure=False)


def _serve_ssh(host: Host, table: Mapping[str, Any]) -> None:
    from xos_cli.network.host_login import HostLogins

    host.shared = {file: text.encode() for file, text in table.get("files", {}).items()}
    host.tcp().services[22] = HostLogins(host, table.get("users", {}), secure=True)


def _serve_supplicant(host: Host, table: Mapping[str, Any]) -> None:
    host.supply(table["user"], table.get("password", ""))


def _serve_powered(host: Host, table: Mapping[str, Any]) -> None:
    milliwatts = round(1000 * float(table.get("watts", 5.0)))
    host.needs = PowerNeed(milliwatts, table.get("class", 0), table.get("legacy", False))


#: Services whose modules are imported only where a host has them.
SERVED: Mapping[str, Callable[[Host, Mapping[str, Any]], None]] = {
    "radius": _serve_radius,
    "supplicant": _serve_supplicant,
    "powered": _serve_powered,
    "tacacs": _serve_tacacs,
    "dhcp": _serve_dhcp,
    "dns": _serve_dns,
    "telnet": _serve_telnet,
    "ssh": _serve_ssh,
    "cna": _serve_cna,
}
