"""RADIUS and TACACS+ servers at a session: they judge a login, are told of it, and say what may be typed.

A backup asks no server.  evidence: guide 11.3 p.322-323, inferred (the refusal; that only who was let in by TACACS+ is
asked about; that the switch decides where no server answers)
"""

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from xos_cli.command.dialogue import Step
from xos_cli.command.secret_words import masked
from xos_cli.processes.aaa.facts import radius_servers, tacacs_servers
from xos_cli.processes.aaa.rows import (
    ACCOUNTING,
    AUTHENTICATION,
    AUTHORIZATION,
    MGMT_ACCESS,
    TacacsLogin,
    TacacsService,
)
from xos_cli.record import NamedTuple
from xos_cli.session.typist import Typist

if TYPE_CHECKING:
    from xos_cli.language import Command
    from xos_cli.processes.aaa.tacacs_client import Client

#: The privilege levels of a user who reads and of an administrator.  evidence: later EXOS
READER, ADMINISTRATOR = 1, 15
NOT_AUTHORIZED = "Error: Command not authorized by the TACACS+ server."


class Entrant(NamedTuple):
    """Somebody who asks to come in: *by_tacacs*: a TACACS+ server has judged; *accepted*: they may."""

    administrator: bool
    by_tacacs: bool = False
    accepted: bool = True


def judged(session: Typist, name: str, password: str) -> Generator[Step, Any, Entrant | None]:
    """Ask the servers that are enabled about a login; return None if none of them answers."""
    node = session.node
    if not node.is_master:
        return None
    if radius_servers(node.store, MGMT_ACCESS, AUTHENTICATION):
        return (yield from _judged_by_radius(session, name, password))
    if tacacs_servers(node.store, AUTHENTICATION):
        from xos_cli.processes.aaa.tacacs_client import ask_tacacs

        found = yield from ask_tacacs(node, _client(session, name), password)
        return Entrant(found.administrator, True, found.accepted) if found is not None else None
    return None


def _judged_by_radius(session: Typist, name: str, password: str) -> Generator[Step, Any, Entrant | None]:
    """Ask the RADIUS servers for switch management, and say how the user is connected."""
    from xos_cli.packets import radius
    from xos_cli.processes.aaa.radius_client import ask_radius

    port_type = radius.ASYNC if session.kind == "console" else radius.VIRTUAL
    more = radius.number(radius.SERVICE_TYPE, radius.LOGIN), radius.number(radius.NAS_PORT_TYPE, port_type)
    found = yield from ask_radius(session.node, MGMT_ACCESS, name, password, more)
    return Entrant(found.administrator, accepted=found.accepted) if found is not None else None


def _client(session: Typist, name: str) -> "Client":
    from xos_cli.processes.aaa.tacacs_client import Client

    return Client(name, session.kind, "" if session.kind == "console" else session.location)


# -- accounting ------------------------------------------------------------------------------------------------------


def account(session: Typist, login: bool) -> None:
    """Tell the accounting servers of a login or a logout."""
    node = session.node
    if node.is_master and radius_servers(node.store, MGMT_ACCESS, ACCOUNTING):
        from xos_cli.packets import radius

        status = radius.START if login else radius.STOP
        node.call("aaa", "account", MGMT_ACCESS, session.account, f"{session.id:08X}", status)
    if node.is_master and tacacs_servers(node.store, ACCOUNTING):
        _tell(session, login)
    if not login and node.store.get(TacacsLogin, session.id) is not None:
        with node.change() as transaction:
            transaction.delete(TacacsLogin, session.id)


def account_command(session: Typist, command: "Command") -> None:
    """Tell the TACACS+ accounting servers of a command that was carried out."""
    node = session.node
    if node.is_master and session.id and tacacs_servers(node.store, ACCOUNTING):
        _tell(session, False, masked(command.words, command.arguments))


def _tell(session: Typist, start: bool, line: str = "") -> None:
    who = _client(session, session.account), f"{session.id:08X}"
    session.node.call("aaa", "tell_tacacs", *who, ADMINISTRATOR if session.admin else READER, start, line)


# -- what may be typed -----------------------------------------------------------------------------------------------


def forbidden(session: Typist, command: "Command") -> Generator[Step, Any, str]:
    """Return why a command may not be typed, "" if it may: somebody let in by TACACS+ types what its servers permit."""
    node = session.node
    if not session.id or node.store.get(TacacsLogin, session.id) is None or not node.is_master:
        return ""
    service = node.store.get(TacacsService, AUTHORIZATION)
    if service is None or not service.enable:
        return ""
    from xos_cli.processes.aaa.tacacs_client import ask_command

    level, line = ADMINISTRATOR if session.admin else READER, masked(command.words, command.arguments)
    permitted = yield from ask_command(node, _client(session, session.account), level, line)
    if permitted is not False:
        return ""
    node.event("Warning", "AAA.TACACS.notAuthorized", f"User {session.account} may not type: {line}")
    return NOT_AUTHORIZED
