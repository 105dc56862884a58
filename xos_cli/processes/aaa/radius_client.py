"""The RADIUS client: it asks the primary server who may log in, then the secondary one, and tells them of logins.

Each server has the time-out to answer in; ``radius_requests`` repeats the request meanwhile.  An answer whose
authenticator is wrong, because the other end has another secret, is counted and dropped.  A rejection is final; only
if no server answers is the switch's own data asked.

evidence: guide 11.3 p.322-323 (primary, secondary, local; the rights that the server gives take precedence), RFC 2865
and 2866 (messages), RFC 4668 and 4670 (what is counted), inferred (the attributes sent)
"""

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
from xos_cli.processes.aaa.radius_requests import (
    PAUSE,
    Attributes,
    address_of,
    all_taken,
    count,
    counts_of,
    forget_request,
    new_request,
    send_request,
    timeout_of,
)
from xos_cli.processes.aaa.rows import ACCOUNTING, AUTHENTICATION, RadiusRequest, RadiusServer
from xos_cli.record import NamedTuple

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node

#: Seconds between two looks at whether an answer came.
LOOK = 0.01


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
            count(node, server, timeouts=1)
            continue
        while all_taken(node):
            yield Wait(PAUSE, lambda: not all_taken(node), every=LOOK)
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
    request, secret = new_request(node, server), shared_secret(server).encode()
    attributes = (radius.text(radius.USER_NAME, name), _own(server), *more)
    message = Radius(radius.ACCESS_REQUEST, request.identifier, request.authenticator, attributes)
    if password is None:
        message = vouched(message, secret)
    else:
        hidden = radius.hide(password.encode(), secret, request.authenticator)
        message = message._replace(attributes=(*attributes, (radius.USER_PASSWORD, hidden)))
    return send_request(node, server, request, message)


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


def _own(server: RadiusServer) -> tuple[int, bytes]:
    return radius.number(radius.NAS_IP_ADDRESS, ip_number(server.client_ipaddr))


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
    """Process a datagram of a RADIUS server."""
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
        count(node, request, bad_authenticators=1)
        words = f"RADIUS server {server_host(server)}: wrong authenticator, the shared secrets differ"
        node.event("Warning", "AAA.RADIUS.badAuthenticator", words)
    elif reply.code not in COUNTERS or (reply.code == radius.ACCOUNTING_RESPONSE) != bool(request.type):
        count(node, request, unknown=1)
    else:
        trip = round((node.clock.now - request.at) * 100)
        count(node, request, **{COUNTERS[reply.code]: 1})
        node.event("Info", "AAA.RADIUS.answer", f"RADIUS server {server_host(server)} {SAYS[reply.code]}")
        node.put([counts_of(node, request)._replace(round_trip=trip)])
        node.put([request._replace(code=reply.code, attributes=reply.attributes)])
        if request.station is not None:
            node.call("aaa", "station_answered", node.store.one(RadiusRequest, request.identifier))
        elif request.type:
            forget_request(node, node.store.one(RadiusRequest, request.identifier))


# -- accounting ------------------------------------------------------------------------------------------------------


def account(node: "Node", server_set: int, name: str, session: str, status: int, more: Attributes = ()) -> None:
    """Report a login (*status* START) or a logout to the accounting servers, without waiting for their answer."""
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
    """Report the start or end of a station's session to the accounting servers.  evidence: RFC 2866 5, RFC 3580 2"""
    more = (
        radius.number(radius.NAS_PORT_TYPE, radius.ETHERNET),
        radius.text(radius.CALLING_STATION, mac_text(mac).upper().replace(":", "-")),
    )
    length = (radius.number(radius.SESSION_TIME, round(seconds)),) if status == radius.STOP else ()
    account(node, server_set, name, session, status, (*more, *length))


def tell_server(node: "Node", server: RadiusServer, tell: Attributes) -> None:
    """Send a record to one accounting server, as soon as its name is looked up."""
    if address_of(node, server) is None:
        node.call("netTools", "look_up", server_host(server), "aaa", "tell_server", server, tell)
        return
    if all_taken(node):
        node.later(PAUSE, "aaa", "tell_server", server, tell)
        return
    request = new_request(node, server, tell)
    message = Radius(radius.ACCOUNTING_REQUEST, request.identifier, attributes=(*tell, _own(server)))
    message = radius.signed(message, shared_secret(server).encode())
    request = request._replace(authenticator=message.authenticator)
    send_request(node, server, request, message)
    node.later(timeout_of(node, server), "aaa", "accounting_expired", request.identifier, request.at)


def accounting_expired(node: "Node", identifier: int, at: float) -> None:
    """Send the record to the next accounting server if the one before did not answer in time."""
    request = node.store.get(RadiusRequest, identifier)
    if request is None or request.at != at:
        return
    forget_request(node, request)
    for server in radius_servers(node.store, request.server_set, ACCOUNTING):
        if server.server_no > request.server_no:
            tell_server(node, server, request.tell)
            return
