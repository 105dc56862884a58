"""Requests to RADIUS servers: their identifiers, how they are sent and sent again, and what is counted of them.

A server has the time-out to answer in.  A request is sent up to three times in it, spread evenly: one that was lost,
as while ARP is still looking for the server, is heard the next time.  An identifier is used again when its request is
done; while all 256 are taken, the next request waits.

evidence: reference 11.5 p.980 (one time-out for a server), later EXOS (three attempts), RFC 2865 2.5 and 3 (a request
is repeated as it was), inferred (that the attempts share the time-out)
"""

import hashlib
from typing import TYPE_CHECKING

from xos_cli.packets import radius
from xos_cli.packets.addresses import ip_number
from xos_cli.packets.frames import Ipv4, Udp
from xos_cli.packets.radius import Radius
from xos_cli.processes.aaa.facts import server_host
from xos_cli.processes.aaa.rows import (
    NO_ADDRESS,
    RadiusClient,
    RadiusCounts,
    RadiusRequest,
    RadiusServer,
    RadiusService,
)
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

#: The port that the switch sends from; ``RECEIVES`` has it too.
PORT = 49812
#: How often a request is sent within the time-out.
ATTEMPTS = 3
#: How many requests can be open at a time.
IDENTIFIERS = 256
#: Seconds after which a request that found no free identifier tries again.
PAUSE = 1.0
#: Attributes of a request: types and octets.
Attributes = tuple[tuple[int, bytes], ...]


def timeout_of(node: "Node", server: RadiusServer) -> int:
    """Return the seconds in which a server has to answer."""
    service = node.store.get(RadiusService, server.server_set, server.type)
    return service.timeOut if service is not None else 0


def all_taken(node: "Node") -> bool:
    """Return whether every identifier belongs to a request that is still open."""
    return node.store.count(RadiusRequest) >= IDENTIFIERS


def new_request(node: "Node", server: RadiusServer, tell: Attributes = ()) -> RadiusRequest:
    """Return a request with an authenticator that no other one has, and the next identifier that is free."""
    sent = next(iter(node.store.rows(RadiusClient)), RadiusClient()).sent + 1
    while not all_taken(node) and node.store.get(RadiusRequest, sent % IDENTIFIERS) is not None:
        sent += 1
    node.put([RadiusClient(sent)])
    seed = f"{node.chassis.mac} {node.name} {sent} {node.clock.now!r}".encode()
    authenticator = hashlib.md5(seed, usedforsecurity=False).digest()
    place = server.server_set, server.type, server.server_no
    return RadiusRequest(sent % IDENTIFIERS, *place, authenticator, node.clock.now, tell=tell)


def send_request(node: "Node", server: RadiusServer, request: RadiusRequest, message: Radius) -> RadiusRequest:
    """Send a request, note it, and return its row."""
    request = request._replace(message=radius.encode(message))
    node.put([request])
    count(node, server, requests=1)
    _transmit(node, server, request)
    _again_later(node, server, request, 1)
    return request


def _again_later(node: "Node", server: RadiusServer, request: RadiusRequest, sent: int) -> None:
    """Set the timer that repeats a request; *sent*: how often it was sent."""
    if sent < ATTEMPTS:
        pause = timeout_of(node, server) / ATTEMPTS
        node.later(pause, "aaa", "repeat_request", request.identifier, request.at, sent, kind=EventKind.GUARD)


def repeat_request(node: "Node", identifier: int, at: float, sent: int) -> None:
    """Send a request again that is not answered, as it was."""
    request = node.store.get(RadiusRequest, identifier)
    if request is None or request.at != at or request.code:
        return
    server = node.store.get(RadiusServer, request.server_set, request.type, request.server_no)
    if server is not None:
        count(node, server, retransmits=1)
        _transmit(node, server, request)
        _again_later(node, server, request, sent + 1)


def _transmit(node: "Node", server: RadiusServer, request: RadiusRequest) -> None:
    """Send the octets of a request from the client's address; in a switch without a network they are lost."""
    if node.fabric is not None:
        ends = ip_number(server.client_ipaddr), ip_number(address_of(node, server) or NO_ADDRESS)
        node.call("rtmgr", "transmit", server.vr, Ipv4(*ends, Udp(PORT, server.udp_port, request.message)))


def address_of(node: "Node", server: RadiusServer) -> str | None:
    """Return the address of a server, "" for a name that no name server knows, None before it was looked up."""
    found: str | None = node.software.ask("netTools", "known_address", node, server_host(server))
    return found


def forget_request(node: "Node", request: RadiusRequest) -> None:
    """Forget a request; one that was not answered counts as a time-out."""
    with node.change() as transaction:
        transaction.delete(RadiusRequest, request.identifier)
    if not request.code:
        count(node, request, timeouts=1)
        server = node.store.get(RadiusServer, request.server_set, request.type, request.server_no)
        where = server_host(server) if server is not None else "that was deleted"
        node.event("Warning", "AAA.RADIUS.noAnswer", f"RADIUS server {where}: no answer")


def counts_of(node: "Node", row: RadiusServer | RadiusRequest) -> RadiusCounts:
    """Return the counters of a server."""
    key = row.server_set, row.type, row.server_no
    return node.store.get(RadiusCounts, *key) or RadiusCounts(*key)


def count(node: "Node", row: RadiusServer | RadiusRequest, **more: int) -> None:
    before = counts_of(node, row)
    node.put([before._replace(**{field: getattr(before, field) + number for field, number in more.items()})])
