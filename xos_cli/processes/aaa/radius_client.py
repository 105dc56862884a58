"""The RADIUS client: it asks the primary server who may log in, then the secondary one, and tells them of logins.

Each server is asked once and has the time-out to answer in.  An answer whose authenticator is wrong, because the other
end has another secret, is counted and dropped.  A rejection is final; only if no server answers is the switch's own
data asked.

evidence: guide 11.3 p.322-323 (primary, secondary, local; the rights that the server gives take precedence), RFC 2865
and 2866 (messages), RFC 4668 and 4670 (what is counted), inferred (one request to each server, the attributes sent)
"""

import hashlib
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from xos_cli.command.dialogue import Step, Wait
from xos_cli.errors import PacketError
from xos_cli.packets import radius
from xos_cli.packets.addresses import ip_number, ip_text, mac_text
from xos_cli.packets.frames import Frame, Ipv4, Udp
from xos_cli.packets.radius import Radius
from xos_cli.packets.radius_eap import is_vouched, vouched
from xos_cli.packets.radius_netlogin import is_netlogin_only
from xos_cli.processes.aaa.facts import radius_servers, server_host, shared_secret
from xos_cli.processes.aaa.rows import (
    ACCOUNTING,
    AUTHENTICATION,
    NO_ADDRESS,
    RadiusClient,
    RadiusCounts,
    RadiusRequest,
    RadiusServer,
    RadiusService,
)
from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

#: The port that the switch sends from; ``RECEIVES`` has it too.
PORT = 49812
#: Seconds between two looks at whether an answer came.
LOOK = 0.01
#: Attributes of a request: types and octets.
Attributes = tuple[tuple[int, bytes], ...]


class RadiusAnswer(NamedTuple):
    """What a server answered about a login: *accepted*, and whether the user is an *administrator*."""

    accepted: bool
    administrator: bool = False


def ask_radius(
    node: "Node", server_set: int, name: str, password: str, more: Attributes
) -> Generator[Step, Any, RadiusAnswer | None]:
    """Ask the servers of a set whether this password is right; return None if none of them answers."""
    for server in radius_servers(node.store, server_set, AUTHENTICATION):
        if not (yield from node.software.ask("netTools", "resolved", node, server_host(server))):
            _count(node, server, timeouts=1)
            continue
        request = ask_server(node, server, name, password, more)
        deadline = request.at + timeout_of(node, server)
        while not _code(node, request) and node.clock.now < deadline:
            yield Wait(deadline - node.clock.now, lambda: bool(_code(node, request)), every=LOOK)  # noqa: B023  (at once)
        found = take_answer(node, request.identifier)
        if found is not None:
            return found
    return None


def ask_server(node: "Node", server: RadiusServer, name: str, password: str | None, more: Attributes) -> RadiusRequest:
    """Send an access request to one server; return the row in which the answer is noted.

    Without a password *more* has the EAP packet that proves who the user is, and the message is vouched for.
    """
    request, secret = _new_request(node, server), shared_secret(server).encode()
    attributes = (radius.text(radius.USER_NAME, name), _own(server), *more)
    message = Radius(radius.ACCESS_REQUEST, request.identifier, request.authenticator, attributes)
    if password is None:
        message = vouched(message, secret)
    else:
        hidden = radius.hide(password.encode(), secret, request.authenticator)
        message = message._replace(attributes=(*attributes, (radius.USER_PASSWORD, hidden)))
    _send(node, server, message)
    node.put([request])
    return request


def take_answer(node: "Node", identifier: int) -> RadiusAnswer | None:
    """Return the answer to a request and forget both; None, and a time-out is counted, if there is none.

    evidence: guide 11.3 p.352 (a user who may only use network login)
    """
    request = node.store.get(RadiusRequest, identifier)
    if request is None:
        return None
    forget_request(node, request)
    if not request.code:
        return None
    reply = Radius(request.code, identifier, b"", request.attributes)
    administrator = reply.get(radius.SERVICE_TYPE) == radius.number(0, radius.ADMINISTRATIVE)[1]
    accepted = request.code == radius.ACCESS_ACCEPT and not is_netlogin_only(request.attributes)
    return RadiusAnswer(accepted, administrator)


def _code(node: "Node", request: RadiusRequest) -> int:
    """Return the code of the answer to a request, 0 while there is none."""
    row = node.store.get(RadiusRequest, request.identifier)
    return row.code if row is not None else 0


def timeout_of(node: "Node", server: RadiusServer) -> int:
    """Return the seconds in which a server has to answer."""
    service = node.store.get(RadiusService, server.server_set, server.type)
    return service.timeOut if service is not None else 0


def _own(server: RadiusServer) -> tuple[int, bytes]:
    return radius.number(radius.NAS_IP_ADDRESS, ip_number(server.client_ipaddr))


def _new_request(node: "Node", server: RadiusServer, tell: Attributes = ()) -> RadiusRequest:
    """Return a request with an authenticator that no other one has; the next of 256 identifiers."""
    sent = next(iter(node.store.rows(RadiusClient)), RadiusClient()).sent + 1
    node.put([RadiusClient(sent)])
    seed = f"{node.chassis.mac} {node.name} {sent} {node.clock.now!r}".encode()
    authenticator = hashlib.md5(seed, usedforsecurity=False).digest()
    place = server.server_set, server.type, server.server_no
    return RadiusRequest(sent & 0xFF, *place, authenticator, node.clock.now, tell=tell)


def _send(node: "Node", server: RadiusServer, message: Radius) -> None:
    """Send a message to a server from the client's address; in a switch without a network it is lost."""
    _count(node, server, requests=1)
    if node.fabric is not None:
        ends = ip_number(server.client_ipaddr), ip_number(address_of(node, server) or NO_ADDRESS)
        datagram = Udp(PORT, server.udp_port, radius.encode(message))
        node.call("rtmgr", "transmit", server.vr, Ipv4(*ends, datagram))


def address_of(node: "Node", server: RadiusServer) -> str | None:
    """Return the address of a server, "" for a name that no name server knows, None before it was looked up."""
    found: str | None = node.software.ask("netTools", "known_address", node, server_host(server))
    return found


def forget_request(node: "Node", request: RadiusRequest) -> None:
    """Forget a request; one that was not answered counts as a time-out."""
    with node.change() as transaction:
        transaction.delete(RadiusRequest, request.identifier)
    if not request.code:
        _count(node, request, timeouts=1)
        server = node.store.get(RadiusServer, request.server_set, request.type, request.server_no)
        where = server_host(server) if server is not None else "that was deleted"
        node.event("Warning", "AAA.RADIUS.noAnswer", f"RADIUS server {where}: no answer")


def counts_of(node: "Node", row: RadiusServer | RadiusRequest) -> RadiusCounts:
    """Return the counters of a server."""
    key = row.server_set, row.type, row.server_no
    return node.store.get(RadiusCounts, *key) or RadiusCounts(*key)


def _count(node: "Node", row: RadiusServer | RadiusRequest, **more: int) -> None:
    before = counts_of(node, row)
    node.put([before._replace(**{field: getattr(before, field) + number for field, number in more.items()})])


# -- answers ---------------------------------------------------------------------------------------------------------

#: The counter of each code that answers a request.
COUNTERS = {
    radius.ACCESS_ACCEPT: "accepts",
    radius.ACCESS_REJECT: "rejects",
    radius.ACCESS_CHALLENGE: "challenges",
    radius.ACCOUNTING_RESPONSE: "responses",
}
#: What the server does by each, as events say it.
SAYS = {
    radius.ACCESS_ACCEPT: "accepts a login",
    radius.ACCESS_REJECT: "rejects a login",
    radius.ACCESS_CHALLENGE: "asks for more",
    radius.ACCOUNTING_RESPONSE: "has noted what it was told",
}


def received(node: "Node", port: "Port", vid: int, frame: Frame) -> bool:
    """Take a datagram of a RADIUS server."""
    packet = frame.payload
    if isinstance(packet, Ipv4) and isinstance(packet.payload, Udp):
        try:
            reply = radius.decode(packet.payload.data)
        except PacketError:
            return True
        request = node.store.get(RadiusRequest, reply.identifier)
        if request is not None and not request.code:
            _take(node, packet, request, reply)
    return True


def _take(node: "Node", packet: Ipv4, request: RadiusRequest, reply: Radius) -> None:
    """Note the answer to a request, if it comes from its server and its authenticator is right."""
    server = node.store.get(RadiusServer, request.server_set, request.type, request.server_no)
    if server is None or ip_text(packet.src) != address_of(node, server):
        return
    secret = shared_secret(server).encode()
    genuine = radius.is_genuine(reply, request.authenticator, secret)
    if not genuine or not is_vouched(reply, request.authenticator, secret):
        _count(node, request, bad_authenticators=1)
        words = f"RADIUS server {server_host(server)}: wrong authenticator, the shared secrets differ"
        node.event("Warning", "AAA.RADIUS.badAuthenticator", words)
    elif reply.code not in COUNTERS or (reply.code == radius.ACCOUNTING_RESPONSE) != bool(request.type):
        _count(node, request, unknown=1)
    else:
        trip = round((node.clock.now - request.at) * 100)
        _count(node, request, **{COUNTERS[reply.code]: 1})
        node.event("Info", "AAA.RADIUS.answer", f"RADIUS server {server_host(server)} {SAYS[reply.code]}")
        node.put([counts_of(node, request)._replace(round_trip=trip)])
        node.put([request._replace(code=reply.code, attributes=reply.attributes)])
        if request.station is not None:
            node.call("aaa", "station_answered", node.store.one(RadiusRequest, request.identifier))
        elif request.type:
            forget_request(node, node.store.one(RadiusRequest, request.identifier))


# -- accounting ------------------------------------------------------------------------------------------------------


def account(node: "Node", server_set: int, name: str, session: str, status: int, more: Attributes = ()) -> None:
    """Tell the accounting servers of a login (*status* START) or a logout; nobody waits for their answer."""
    tell = (
        radius.text(radius.USER_NAME, name),
        radius.number(radius.STATUS_TYPE, status),
        radius.text(radius.SESSION_ID, session),
        *more,
    )
    servers = radius_servers(node.store, server_set, ACCOUNTING)
    if servers:
        tell_server(node, servers[0], tell)


def account_station(
    node: "Node", server_set: int, name: str, session: str, status: int, mac: int, seconds: float
) -> None:
    """Tell the accounting servers that a session of a station begins or ends.  evidence: RFC 2866 5, RFC 3580 2"""
    more = (
        radius.number(radius.NAS_PORT_TYPE, radius.ETHERNET),
        radius.text(radius.CALLING_STATION, mac_text(mac).upper().replace(":", "-")),
    )
    length = (radius.number(radius.SESSION_TIME, round(seconds)),) if status == radius.STOP else ()
    account(node, server_set, name, session, status, (*more, *length))


def tell_server(node: "Node", server: RadiusServer, tell: Attributes) -> None:
    """Tell one accounting server, as soon as its name is looked up."""
    if address_of(node, server) is None:
        node.call("netTools", "look_up", server_host(server), "aaa", "tell_server", server, tell)
        return
    request = _new_request(node, server, tell)
    message = Radius(radius.ACCOUNTING_REQUEST, request.identifier, attributes=(*tell, _own(server)))
    message = radius.signed(message, shared_secret(server).encode())
    node.put([request._replace(authenticator=message.authenticator)])
    _send(node, server, message)
    node.later(timeout_of(node, server), "aaa", "accounting_expired", request.identifier, request.at)


def accounting_expired(node: "Node", identifier: int, at: float) -> None:
    """Tell the next accounting server if the one before did not answer in time."""
    request = node.store.get(RadiusRequest, identifier)
    if request is None or request.at != at:
        return
    forget_request(node, request)
    for server in radius_servers(node.store, request.server_set, ACCOUNTING):
        if server.server_no > request.server_no:
            tell_server(node, server, request.tell)
            return
