"""`show radius` and `show tacacs`.

evidence: capture 12.5 (all but a server), recalled (a server; what it would count is left out, for none answers)
"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.processes.aaa.rows import (
    ACCOUNTING,
    AUTHENTICATION,
    AUTHORIZATION,
    MGMT_ACCESS,
    NETLOGIN,
    NO_ADDRESS,
    RadiusServer,
    RadiusService,
    TacacsServer,
    TacacsService,
)
from xos_cli.processes.aaa.servers import ROLES, Server

TITLES = {MGMT_ACCESS: "Switch Management Radius", NETLOGIN: "Netlogin Radius"}


def _state(row: RadiusService | TacacsService | None) -> str:
    return "enabled" if row and row.enable else "disabled"


def show_radius(call: Call, mgmt_access: bool = False, netlogin: bool = False) -> str:
    """Both services of both sets, then the servers there are."""
    sets = [number for number, asked in ((MGMT_ACCESS, mgmt_access), (NETLOGIN, netlogin)) if asked] or list(TITLES)
    return _radius(call, sets, (AUTHENTICATION, ACCOUNTING))


def show_radius_accounting(call: Call, mgmt_access: bool = False, netlogin: bool = False) -> str:
    """The accounting alone."""
    sets = [number for number, asked in ((MGMT_ACCESS, mgmt_access), (NETLOGIN, netlogin)) if asked] or list(TITLES)
    return _radius(call, sets, (ACCOUNTING,))


def _radius(call: Call, sets: list[int], types: tuple[int, ...]) -> str:
    services = [row for row in call.rows(RadiusService) if row.server_set in sets and row.type in types]
    out = ""
    for row in services:
        title = TITLES[row.server_set] + " Accounting" * row.type
        out += f"{title}: {_state(row)}\n{title} server connect time out: {row.timeOut} seconds\n"
    for server in call.rows(RadiusServer):
        if server.server_set in sets and server.type in types:
            title = TITLES[server.server_set] + " Accounting" * server.type
            out += f"\n{ROLES[server.server_no].capitalize()} {title} server:\n{_server(server, server.udp_port)}"
    return out


def _server(server: Server, port: int) -> str:
    fields = {
        "Server name": server.hostname,
        "IP address": "" if server.host_ipaddr == NO_ADDRESS else server.host_ipaddr,
        "Server IP Port": str(port),
        "Client address": f"{server.client_ipaddr} ({server.vr})",
        "Shared secret": server.encrypted_secret or server.secret,
    }
    return "".join(f"    {label:<15}: {text}".rstrip() + "\n" for label, text in fields.items())


def show_tacacs(call: Call) -> str:
    """Authentication, authorization, accounting, and the servers of the first and the last."""
    rows = {row.type: row for row in call.rows(TacacsService)}
    head = f"TACACS+: {_state(rows.get(AUTHENTICATION))}\n"
    head += f"TACACS+ Authorization: {_state(rows.get(AUTHORIZATION))}\n"
    head += f"TACACS+ Accounting : {_state(rows.get(ACCOUNTING))}\n"
    return head + "".join(_tacacs(call, AUTHENTICATION)) + "".join(_tacacs(call, ACCOUNTING))


def show_tacacs_accounting(call: Call) -> str:
    """The accounting alone."""
    state = _state(call.get(TacacsService, ACCOUNTING))
    return f"TACACS+ Accounting : {state}\n" + "".join(_tacacs(call, ACCOUNTING))


def _tacacs(call: Call, type: int) -> Iterator[str]:
    service = call.get(TacacsService, type) or TacacsService(type)
    yield f"TACACS+ {'Acct ' * type}Server Connect Timeout sec: {service.timeOut}\n"
    for number, role in enumerate(ROLES):
        server = call.get(TacacsServer, number, type)
        title = f"{role.capitalize()} TACACS+ {'Accounting ' * type}Server:"
        if server is None or not (server.hostname or server.host_ipaddr != NO_ADDRESS):
            yield f"{title}Not configured\n"
        else:
            yield f"{title}\n{_server(server, server.tcp_port)}"
