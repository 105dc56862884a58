"""RADIUS and TACACS+: which servers, how long to wait for them, and whether they are asked.

RADIUS servers are asked by ``radius_client``, TACACS+ servers by ``tacacs_client``.  Secrets are kept encrypted.

evidence: capture 11.2 (rows, lines of a new switch), guide 11.0 p.167 (the commands), inferred (the lines of a server,
the refusals)
"""

from typing import Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.aaa.rows import (
    ACCOUNTING,
    AUTHENTICATION,
    AUTHORIZATION,
    MGMT_ACCESS,
    NETLOGIN,
    NO_ADDRESS,
    ROLES,
    SETS,
    UDP_PORTS,
    VR,
    RadiusServer,
    RadiusService,
    TacacsServer,
    TacacsService,
)
from xos_cli.processes.vlan.facts import the_router
from xos_cli.switch.secrets import hidden

BOTH = "Error: RADIUS and TACACS+ cannot be enabled at the same time."


# -- RADIUS ----------------------------------------------------------------------------------------------------------


def _sets(mgmt_access: bool, netlogin: bool) -> list[int]:
    """Return the sets of servers that a command names, both where it names none."""
    return [number for number, asked in ((MGMT_ACCESS, mgmt_access), (NETLOGIN, netlogin)) if asked] or list(SETS)


def _services(call: Call, type: int, which: dict[str, Any]) -> list[RadiusService]:
    wanted = _sets(which.get("mgmt_access", False), which.get("netlogin", False))
    return [row for row in call.rows(RadiusService) if row.type == type and row.server_set in wanted]


def _switch_radius(call: Call, type: int, enable: int, which: dict[str, Any]) -> None:
    if enable and any(row.enable for row in call.rows(TacacsService)):
        raise Refusal(BOTH)
    for row in _services(call, type, which):
        call.put(row._replace(enable=enable))


def enable_radius(call: Call, **which: bool) -> None:
    """Ask the servers who may log in."""
    _switch_radius(call, AUTHENTICATION, 1, which)


def disable_radius(call: Call, **which: bool) -> None:
    """Stop asking RADIUS servers who may log in."""
    _switch_radius(call, AUTHENTICATION, 0, which)


def enable_radius_accounting(call: Call, **which: bool) -> None:
    """Report logins and logouts to the servers."""
    _switch_radius(call, ACCOUNTING, 1, which)


def disable_radius_accounting(call: Call, **which: bool) -> None:
    """Stop telling RADIUS servers who logs in and out."""
    _switch_radius(call, ACCOUNTING, 0, which)


def _radius_timeout(call: Call, type: int, seconds: int, which: dict[str, Any]) -> None:
    for row in _services(call, type, which):
        call.put(row._replace(timeOut=seconds))


def configure_radius_timeout(call: Call, seconds: int, **which: bool) -> None:
    """Set the seconds to wait for an answer of a RADIUS server."""
    _radius_timeout(call, AUTHENTICATION, seconds, which)


def configure_radius_accounting_timeout(call: Call, seconds: int, **which: bool) -> None:
    """Set the seconds to wait for an answer of a RADIUS accounting server."""
    _radius_timeout(call, ACCOUNTING, seconds, which)


def _radius_server(call: Call, type: int, which: dict[str, Any], **fields: Any) -> None:
    number = int(which.get("secondary", False))
    for service in _services(call, type, which):
        before = call.get(RadiusServer, service.server_set, type, number)
        row = before or RadiusServer(service.server_set, number, type, UDP_PORTS[type])
        call.put(row._replace(**fields))


def _where(call: Call, given: dict[str, Any]) -> dict[str, str]:
    """Return the fields that say where a server is; refuse a virtual router that does not exist."""
    return {
        "hostname": given.get("hostname", ""),
        "host_ipaddr": str(given.get("ipaddress", NO_ADDRESS)),
        "client_ipaddr": str(given["client_ipaddress"]),
        "vr": the_router(call.store, given.get("vr_name", VR), call.session.context),
    }


def configure_radius_server_client_ip(call: Call, udp_port: int = 0, **given: Any) -> None:
    """Set the primary or the secondary RADIUS server; its UDP port is 1812 unless another is given."""
    _radius_server(call, AUTHENTICATION, given, **_where(call, given), udp_port=udp_port or UDP_PORTS[AUTHENTICATION])


def configure_radius_accounting_server_client_ip(call: Call, udp_port: int = 0, **given: Any) -> None:
    """Set the primary or the secondary RADIUS accounting server; its UDP port is 1813 unless another is given."""
    _radius_server(call, ACCOUNTING, given, **_where(call, given), udp_port=udp_port or UDP_PORTS[ACCOUNTING])


def _secret(given: dict[str, Any]) -> dict[str, str]:
    secret = given["shared_secret"]
    return {"encrypted_secret": secret if given.get("encrypted") else hidden(secret), "secret": ""}


def configure_radius_shared_secret(call: Call, **given: Any) -> None:
    """Set the secret that a RADIUS server shares with the switch."""
    _radius_server(call, AUTHENTICATION, given, **_secret(given))


def configure_radius_accounting_shared_secret(call: Call, **given: Any) -> None:
    """Set the secret that a RADIUS accounting server shares with the switch."""
    _radius_server(call, ACCOUNTING, given, **_secret(given))


def _unconfigure_radius(call: Call, type: int, which: dict[str, Any]) -> None:
    roles = [number for number, role in enumerate(ROLES) if which.get(role)] or [0, 1]
    for service in _services(call, type, which):
        for number in roles:
            call.delete(RadiusServer, service.server_set, type, number)
        if not which.get("server"):
            call.put(RadiusService(service.server_set, type))


def unconfigure_radius(call: Call, **which: bool) -> None:
    """Forget the servers; without *server* the time-out too."""
    _unconfigure_radius(call, AUTHENTICATION, which)


def unconfigure_radius_accounting(call: Call, **which: bool) -> None:
    """Forget the servers; without *server* the time-out too."""
    _unconfigure_radius(call, ACCOUNTING, which)


# -- TACACS+ ---------------------------------------------------------------------------------------------------------


def _switch_tacacs(call: Call, type: int, enable: int) -> None:
    if enable and any(row.enable for row in call.rows(RadiusService)):
        raise Refusal(BOTH)
    call.put(_tacacs(call, type)._replace(enable=enable))


def _tacacs(call: Call, type: int) -> TacacsService:
    return call.get(TacacsService, type) or TacacsService(type)


def enable_tacacs(call: Call) -> None:
    """Ask the servers who may log in."""
    _switch_tacacs(call, AUTHENTICATION, 1)


def disable_tacacs(call: Call) -> None:
    """Stop asking TACACS+ servers who may log in."""
    _switch_tacacs(call, AUTHENTICATION, 0)


def enable_tacacs_accounting(call: Call) -> None:
    """Report logins and logouts to the servers."""
    _switch_tacacs(call, ACCOUNTING, 1)


def disable_tacacs_accounting(call: Call) -> None:
    """Stop telling TACACS+ servers who logs in and out."""
    _switch_tacacs(call, ACCOUNTING, 0)


def enable_tacacs_authorization(call: Call) -> None:
    """Ask the servers about each command."""
    _switch_tacacs(call, AUTHORIZATION, 1)


def disable_tacacs_authorization(call: Call) -> None:
    """Stop asking the servers about each command."""
    _switch_tacacs(call, AUTHORIZATION, 0)


def configure_tacacs_timeout(call: Call, seconds: int) -> None:
    """Set the seconds to wait for an answer of a TACACS+ server.  evidence: reference 11.5 p.980 (3 to 120)"""
    call.put(_tacacs(call, AUTHENTICATION)._replace(timeOut=seconds))


def configure_tacacs_accounting_timeout(call: Call, seconds: int) -> None:
    """Set the seconds to wait for an answer of a TACACS+ accounting server."""
    call.put(_tacacs(call, ACCOUNTING)._replace(timeOut=seconds))


def _tacacs_server(call: Call, type: int, given: dict[str, Any], **fields: Any) -> None:
    number = int(given.get("secondary", False))
    row = call.get(TacacsServer, number, type) or TacacsServer(number, type)
    call.put(row._replace(**fields))


def configure_tacacs_server_client_ip(call: Call, tcp_port: int = 49, **given: Any) -> None:
    """Set the primary or the secondary TACACS+ server."""
    _tacacs_server(call, AUTHENTICATION, given, **_where(call, given), tcp_port=tcp_port)


def configure_tacacs_accounting_server_client_ip(call: Call, tcp_port: int = 49, **given: Any) -> None:
    """Set the primary or the secondary TACACS+ accounting server."""
    _tacacs_server(call, ACCOUNTING, given, **_where(call, given), tcp_port=tcp_port)


def configure_tacacs_shared_secret(call: Call, **given: Any) -> None:
    """Set the secret that a TACACS+ server shares with the switch."""
    _tacacs_server(call, AUTHENTICATION, given, **_secret(given))


def configure_tacacs_accounting_shared_secret(call: Call, **given: Any) -> None:
    """Set the secret that a TACACS+ accounting server shares with the switch."""
    _tacacs_server(call, ACCOUNTING, given, **_secret(given))


def _unconfigure_tacacs(call: Call, type: int, which: dict[str, Any]) -> None:
    roles = [number for number, role in enumerate(ROLES) if which.get(role)] or [0, 1]
    for number in roles:
        call.put(TacacsServer(number, type))
    if not which.get("server"):
        call.put(TacacsService(type))


def unconfigure_tacacs(call: Call, **which: bool) -> None:
    """Forget the servers; without *server* the time-out too."""
    _unconfigure_tacacs(call, AUTHENTICATION, which)


def unconfigure_tacacs_accounting(call: Call, **which: bool) -> None:
    """Forget the servers; without *server* the time-out too."""
    _unconfigure_tacacs(call, ACCOUNTING, which)
