"""Tables and hooks of the telnet and SSH servers; configure telnet.

evidence: capture 11.2 (the row, the line of a new switch), later 16.x (the commands), inferred (the other lines,
the refusals)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.telnetd.rows import PORT, Ssh2, Telnetd
from xos_cli.processes.vlan.facts import vr_choice
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


TABLES = (Telnetd, Ssh2)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the rows of a new switch.  evidence: capture 11.2"""
    return [Telnetd()]


def policies(store: Store) -> Iterator[str]:
    """Yield the policies in use: those that say who may log in by telnet and SSH."""
    rows: list[Telnetd | Ssh2] = [*store.rows(Telnetd), *store.rows(Ssh2)]
    yield from (row.profile for row in rows if row.profile)


def forgotten(call: Call, kind: str, name: str) -> None:
    """Let telnet and SSH listen on all virtual routers when theirs was deleted.  evidence: inferred"""
    rows: list[Any] = [*call.rows(Telnetd), *call.rows(Ssh2)]
    for row in rows:
        if kind == "vr" and row.vrid == name:
            call.put(row._replace(vrid="all"))


def enable_telnet(call: Call) -> None:
    """Enable telnet for new sessions."""
    call.put(call.one(Telnetd)._replace(enable=1))


def disable_telnet(call: Call) -> None:
    """Disable telnet for new sessions; existing ones continue."""
    call.put(call.one(Telnetd)._replace(enable=0))


def valid_configure_telnet_port(chassis: "Chassis", tcp_port: int = PORT, **_: object) -> None:
    """Refuse the port of the web server, and 0."""
    if tcp_port in (0, 80):
        raise Refusal(f"Error: TCP port {tcp_port} cannot be used for telnet.")


def configure_telnet_port(call: Call, tcp_port: int = PORT, default: bool = False) -> None:
    """Set the TCP port of telnet: 1 to 65535, but not 80."""
    valid_configure_telnet_port(call.chassis, tcp_port)
    call.put(call.one(Telnetd)._replace(port=tcp_port))


def configure_telnet_vr(call: Call, all: bool = False, default: bool = False, vr_name: str = "") -> None:
    """Let telnet listen on all virtual routers, on that of management, or on one."""
    call.put(call.one(Telnetd)._replace(vrid=vr_choice(call.store, all, vr_name)))


def configure_telnet_access_profile(call: Call, policy: str = "", none: bool = False) -> None:
    """Set the policy that says from which addresses clients may connect by telnet, or none."""
    call.put(call.one(Telnetd)._replace(profile=policy or None))
