"""The telnet server; SSH is in ``_ssh2``.

evidence: capture 11.2 (the row, the line of a new switch), later 16.x (the commands), inferred (the other lines,
the refusals)
"""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.telnetd.lines import configuration as configuration
from xos_cli.processes.telnetd.rows import PORT, Ssh2, Telnetd
from xos_cli.processes.vlan.facts import vr_choice

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis


TABLES = (Telnetd, Ssh2)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """evidence: capture 11.2"""
    return [Telnetd()]


def forgotten(call: Call, kind: str, name: str) -> None:
    """Without their virtual router, telnet and SSH are as on a new switch: on all of them.  evidence: inferred"""
    rows: list[Any] = [*call.rows(Telnetd), *call.rows(Ssh2)]
    for row in rows:
        if kind == "vr" and row.vrid == name:
            call.put(row._replace(vrid="all"))


def enable_telnet(call: Call) -> None:
    """New sessions can be opened."""
    call.put(call.one(Telnetd)._replace(enable=1))


def disable_telnet(call: Call) -> None:
    """No new sessions; those there are go on."""
    call.put(call.one(Telnetd)._replace(enable=0))


def configure_telnet_port(call: Call, tcp_port: int = PORT, default: bool = False) -> None:
    """1 to 65535, but 80."""
    if tcp_port in (0, 80):
        raise Refusal(f"Error: TCP port {tcp_port} cannot be used for telnet.")
    call.put(call.one(Telnetd)._replace(port=tcp_port))


def configure_telnet_vr(call: Call, all: bool = False, default: bool = False, vr_name: str = "") -> None:
    """On all virtual routers, on the default one (that of management), or on one."""
    call.put(call.one(Telnetd)._replace(vrid=vr_choice(call.store, all, vr_name)))


def configure_telnet_access_profile(call: Call, policy: str = "", none: bool = False) -> None:
    """Whom telnet lets in: kept, and shown by `show management`."""
    call.put(call.one(Telnetd)._replace(profile=policy or None))
