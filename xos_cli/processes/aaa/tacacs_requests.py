"""Requests to TACACS+ servers: each is a connection of its own, and a row in which the answer is noted.

An answer that makes no sense, because the other end has another secret, is counted and dropped.
evidence: RFC 8907 (messages), inferred (one connection for each request; what is counted)
"""

import zlib
from typing import TYPE_CHECKING

from xos_cli.errors import PacketError
from xos_cli.packets import tacacs
from xos_cli.packets.tacacs import Tacacs
from xos_cli.processes.aaa.facts import server_host, shared_secret
from xos_cli.processes.aaa.rows import NO_ADDRESS, TacacsClient, TacacsCounts, TacacsRequest, TacacsServer

if TYPE_CHECKING:
    from xos_cli.switch.node import Node
    from xos_cli.switch.tcp_ends import TcpKey

#: Why a request failed: the server refuses or closes the connection, there is no way, its answer makes no sense.
CLOSED, UNREACHABLE, SENSELESS = "closed", "unreachable", "senseless"


def begin(node: "Node", server: TacacsServer, kind: int, body: bytes) -> TacacsRequest:
    """Connect to a server and send the first message; return the row of the request."""
    number = next(iter(node.store.rows(TacacsClient)), TacacsClient()).sent + 1
    session = zlib.crc32(f"{node.chassis.mac} {node.name} {number} {node.clock.now!r}".encode())
    row = TacacsRequest(number, server.type, server.server_no, kind, session, node.clock.now, body=body)
    node.put([TacacsClient(number), row])
    count(node, server, requests=1)
    own = "" if server.client_ipaddr == NO_ADDRESS else server.client_ipaddr
    far = node.software.ask("netTools", "known_address", node, server_host(server))
    where = server.vr, (own, far), server.tcp_port, "aaa", "tacacs_heard"
    key = node.software.ask("netTools", "tcp_open", node, *where) if far else None
    row = row._replace(connection=key, failed="" if key is not None else UNREACHABLE)
    node.put([row])
    _send(node, row, body)
    return row


def go_on(node: "Node", row: TacacsRequest, body: bytes) -> None:
    """Send the next message of a request, and wait for another answer."""
    now = row._replace(answer=None, sequence=row.sequence + 2)
    node.put([now])
    _send(node, now, body)


def _send(node: "Node", row: TacacsRequest, body: bytes) -> None:
    server = node.store.get(TacacsServer, row.server_no, row.type)
    if row.connection is not None and server is not None:
        message = Tacacs(row.kind, row.sequence, row.session, body)
        octets = tacacs.encode(message, shared_secret(server).encode())
        node.software.ask("netTools", "tcp_write", node, row.connection, octets)


def end(node: "Node", row: TacacsRequest) -> None:
    """Close the connection of a request, and forget its row."""
    if row.connection is not None:
        node.software.ask("netTools", "tcp_close", node, row.connection)
    with node.change() as transaction:
        transaction.delete(TacacsRequest, row.number)


def tacacs_heard(node: "Node", key: "TcpKey") -> None:
    """Note what came in over the connection of a request."""
    row = next((row for row in node.store.rows(TacacsRequest) if row.connection == key), None)
    if row is None or row.failed:
        return
    heard = row.heard + node.software.ask("netTools", "tcp_read", node, key)
    now = _noted(node, row._replace(heard=heard))
    if now.answer is None and not now.failed and node.software.ask("netTools", "tcp_over", node, key):
        now = now._replace(failed=CLOSED)
    if now != row:
        node.put([now])
        if now.kind == tacacs.ACCOUNTING and (now.answer is not None or now.failed):
            node.call("aaa", "tacacs_told", now.number)


def _noted(node: "Node", row: TacacsRequest) -> TacacsRequest:
    """Return a request with its answer, if that is whole and is one to it."""
    server = node.store.get(TacacsServer, row.server_no, row.type)
    secret = shared_secret(server).encode() if server is not None else b""
    try:
        found = tacacs.decode(row.heard, secret)
    except PacketError:
        return row._replace(failed=SENSELESS)
    if found is None:
        return row
    message, rest = found
    if (message.kind, message.session, message.number) != (row.kind, row.session, row.sequence + 1):
        return row._replace(failed=SENSELESS)
    return row._replace(answer=message.body, heard=rest)


def counts_of(node: "Node", server: TacacsServer) -> TacacsCounts:
    """Return the counters of a server."""
    return node.store.get(TacacsCounts, server.type, server.server_no) or TacacsCounts(server.type, server.server_no)


def count(node: "Node", server: TacacsServer, **more: int) -> None:
    """Add to the counters of a server."""
    before = counts_of(node, server)
    node.put([before._replace(**{field: getattr(before, field) + number for field, number in more.items()})])
