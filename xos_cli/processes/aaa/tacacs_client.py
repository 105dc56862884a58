"""The TACACS+ client: it asks the primary server who may log in and type what, then the secondary one.

A login is of the kind ASCII: the server asks for the password.  What a user may do is asked in a second request; the
level 15 makes an administrator.  A refusal is final; only if no server answers is the switch's own data asked.

evidence: guide 11.3 p.323 (what the servers are for, the local accounts behind them), RFC 8907 (messages), later EXOS
(the level 15), inferred (that commands of local accounts are not asked about; which words are sent)
"""

from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from xos_cli.command.dialogue import Step, Wait
from xos_cli.errors import PacketError
from xos_cli.packets import tacacs
from xos_cli.packets.tacacs import Accounting, AuthenticationContinue, AuthenticationStart, Authorization
from xos_cli.processes.aaa.facts import server_host, tacacs_servers
from xos_cli.processes.aaa.rows import (
    ACCOUNTING,
    AUTHENTICATION,
    TacacsRequest,
    TacacsServer,
    TacacsService,
)
from xos_cli.processes.aaa.tacacs_requests import SENSELESS, begin, count, end, go_on
from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

T = TypeVar("T")
#: Seconds between two looks at whether an answer came.
LOOK = 0.01
ADMINISTRATOR = 15
#: How often a server may ask in one login.
QUESTIONS = 4
SHELL = "service=shell"


class Client(NamedTuple):
    """Who is asked about: the name, how and from where the user is connected."""

    name: str
    port: str
    address: str


class TacacsAnswer(NamedTuple):
    """What a server answered: *accepted*, and whether the user is an *administrator*."""

    accepted: bool
    administrator: bool = False


def _timeout(node: "Node", type: int) -> int:
    service = node.store.get(TacacsService, type)
    return service.timeOut if service is not None else 0


def _answer(
    node: "Node", server: TacacsServer, number: int, read: Callable[[bytes], T]
) -> Generator[Step, Any, T | None]:
    """Wait for the answer to a request; return None, counted and logged, if none comes or it is invalid."""

    def done() -> bool:
        row = node.store.get(TacacsRequest, number)
        return row is None or row.answer is not None or bool(row.failed)

    deadline = node.clock.now + _timeout(node, server.type)
    while not done() and node.clock.now < deadline:
        yield Wait(deadline - node.clock.now, done, every=LOOK)
    row = node.store.get(TacacsRequest, number)
    failed = row.failed if row is not None and row.failed else "timeout"
    if row is not None and row.answer is not None:
        try:
            return read(row.answer)
        except PacketError:
            failed = SENSELESS
    missed(node, server, failed)
    return None


def missed(node: "Node", server: TacacsServer, failed: str) -> None:
    """Count and log that a server gave no valid answer, and why."""
    if failed == SENSELESS:
        count(node, server, bad_secrets=1)
        node.event(
            "Warning", "AAA.TACACS.badPacket", f"TACACS+ server {server_host(server)}: packet cannot be decrypted"
        )
        return
    count(node, server, timeouts=1)
    why = "no answer" if failed == "timeout" else f"connection {failed}"
    node.event("Warning", "AAA.TACACS.noAnswer", f"TACACS+ server {server_host(server)}: {why}")


# -- logins ----------------------------------------------------------------------------------------------------------


def ask_tacacs(node: "Node", client: Client, password: str) -> Generator[Step, Any, TacacsAnswer | None]:
    """Ask the servers whether this password is right; return None if none of them answers."""
    for server in tacacs_servers(node.store, AUTHENTICATION):
        yield from node.software.ask("netTools", "resolved", node, server_host(server))
        accepted = yield from _log_in(node, server, client, password)
        if accepted is None:
            continue
        count(node, server, **{"accepts" if accepted else "rejects": 1})
        word = "accepts" if accepted else "rejects"
        node.event("Info", "AAA.TACACS.answer", f"TACACS+ server {server_host(server)} {word} user {client.name}")
        if not accepted:
            return TacacsAnswer(False)
        level = yield from _level(node, server, client)
        return TacacsAnswer(True, level >= ADMINISTRATOR)
    return None


def _log_in(node: "Node", server: TacacsServer, client: Client, password: str) -> Generator[Step, Any, bool | None]:
    """Log in at one server; return None if it does not answer or cannot judge."""
    row = begin(node, server, tacacs.AUTHENTICATION, tacacs.start_body(AuthenticationStart(*client)))
    said = {tacacs.GET_USER: client.name, tacacs.GET_PASSWORD: password}
    reply = None
    for _ in range(QUESTIONS):
        reply = yield from _answer(node, server, row.number, tacacs.reply_of)
        if reply is None or reply.status not in said:
            break
        now = node.store.one(TacacsRequest, row.number)
        go_on(node, now, tacacs.continue_body(AuthenticationContinue(said[reply.status])))
    end(node, node.store.one(TacacsRequest, row.number))
    if reply is None:
        return None
    if reply.status == tacacs.ERROR:
        count(node, server, errors=1)
        return None
    return reply.status == tacacs.PASS


def _level(node: "Node", server: TacacsServer, client: Client) -> Generator[Step, Any, int]:
    """Return the privilege level that a server gives to a session, 0 if it gives none."""
    found = yield from _ask(node, server, Authorization(*client, (SHELL, "cmd=")))
    if found is None or found.status not in (tacacs.PASS_ADD, tacacs.PASS_REPLACE):
        return 0
    levels = [one[9:] for one in found.arguments if one[:9] in ("priv-lvl=", "priv-lvl*")]
    return int(levels[0]) if levels and levels[0].isdecimal() else 0


def _ask(node: "Node", server: TacacsServer, question: Authorization) -> Generator[Step, Any, tacacs.Answer | None]:
    """Ask one server a question of authorization."""
    row = begin(node, server, tacacs.AUTHORIZATION, tacacs.question_body(question))
    found = yield from _answer(node, server, row.number, tacacs.answer_of)
    end(node, node.store.one(TacacsRequest, row.number))
    if found is not None and found.status not in (tacacs.PASS_ADD, tacacs.PASS_REPLACE, tacacs.DENIED):
        count(node, server, errors=1)
        return None
    return found


# -- commands --------------------------------------------------------------------------------------------------------


def ask_command(node: "Node", client: Client, level: int, line: str) -> Generator[Step, Any, bool | None]:
    """Ask the servers whether a user may type a line; return None if none of them answers."""
    question = Authorization(*client, (SHELL, *_arguments(line)), level=level)
    for server in tacacs_servers(node.store, AUTHENTICATION):
        yield from node.software.ask("netTools", "resolved", node, server_host(server))
        found = yield from _ask(node, server, question)
        if found is not None:
            return found.status in (tacacs.PASS_ADD, tacacs.PASS_REPLACE)
    return None


def _arguments(line: str) -> Sequence[str]:
    first, *others = line.split() or [""]
    return [f"cmd={first}", *[f"cmd-arg={word}" for word in others]]


# -- accounting ------------------------------------------------------------------------------------------------------


def tell_tacacs(node: "Node", client: Client, session: str, level: int, start: bool, line: str = "") -> None:
    """Report a login, a logout or a command to the accounting servers, without waiting for their answer."""
    what = _arguments(line) if line else []
    told = Authorization(*client, (f"task_id={session}", SHELL, *what), level=level)
    body = tacacs.accounting_body(Accounting(tacacs.START if start else tacacs.STOP, told))
    servers = tacacs_servers(node.store, ACCOUNTING)
    if servers:
        tell_tacacs_server(node, servers[0], body)


def tell_tacacs_server(node: "Node", server: TacacsServer, body: bytes) -> None:
    """Send a record to one accounting server, as soon as its name is looked up."""
    if node.software.ask("netTools", "known_address", node, server_host(server)) is None:
        node.call("netTools", "look_up", server_host(server), "aaa", "tell_tacacs_server", server, body)
        return
    row = begin(node, server, tacacs.ACCOUNTING, body)
    if row.failed:
        node.later(0.0, "aaa", "tacacs_told", row.number)
    else:
        node.later(_timeout(node, ACCOUNTING), "aaa", "tacacs_told", row.number)


def tacacs_told(node: "Node", number: int) -> None:
    """Count the answer of an accounting server, or send the record to the next server if none came in time."""
    row = node.store.get(TacacsRequest, number)
    server = node.store.get(TacacsServer, row.server_no, row.type) if row is not None else None
    if row is None:
        return
    end(node, row)
    if server is None or _accounted(node, server, row):
        return
    for other in tacacs_servers(node.store, ACCOUNTING):
        if other.server_no > row.server_no:
            tell_tacacs_server(node, other, row.body)
            return


def _accounted(node: "Node", server: TacacsServer, row: TacacsRequest) -> bool:
    """Return whether a server has accepted an accounting record, and count its answer."""
    if row.answer is None:
        missed(node, server, row.failed or "timeout")
        return False
    try:
        taken = tacacs.accounted_of(row.answer).status == tacacs.ACCOUNTED
    except PacketError:
        missed(node, server, SENSELESS)
        return False
    count(node, server, **{"accepts" if taken else "errors": 1})
    return taken
