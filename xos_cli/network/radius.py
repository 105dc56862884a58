"""A RADIUS server at a host: its users, what each of them gets, and the logins and logouts that it was told of.

A user proves who it is by a password (PAP), or by EAP-MD5 where the request carries EAP packets (RFC 3579).
"""

from collections.abc import Mapping
from typing import Any

from xos_cli.errors import PacketError
from xos_cli.network.radius_eap import EapMd5Server
from xos_cli.network.services import ServiceHost, answer
from xos_cli.packets import radius
from xos_cli.packets.frames import Ipv4, Udp
from xos_cli.packets.radius import Radius
from xos_cli.packets.radius_eap import eap_of
from xos_cli.packets.radius_netlogin import (
    EXTENDED_VLAN,
    NETLOGIN_ONLY,
    URL,
    URL_DESCRIPTION,
    VLAN_ID,
    VLAN_NAME,
    own,
    tunnel,
)
from xos_cli.record import NamedTuple

#: The words for what a user may do, and their Service-Type; of another user nothing is said.
SERVICE_TYPES = {"administrative": radius.ADMINISTRATIVE, "login": radius.LOGIN}
#: The secret of a server that the network file gives none.
SECRET = "secret"
#: Octets of one of Extreme's own attributes.
MOST = 240


class RadiusUser(NamedTuple):
    """A user: the password, what they may do (``administrative``, ``login``, ""), and what a client of theirs gets.

    *vlan*: the VLAN by Extreme's attribute and by a tunnel; *extended_vlan* (``Tcorp``), *vlan_id* and *tunnel* give it
    by one attribute alone.  *url* and *url_description*: the page after a login.  *netlogin_only*: the switch itself
    lets the user not in.
    """

    password: str
    service: str = ""
    vlan: str = ""
    extended_vlan: str = ""
    vlan_id: int = 0
    tunnel: str = ""
    url: str = ""
    url_description: str = ""
    netlogin_only: bool = False


class AccountingNote(NamedTuple):
    """What an accounting request told: when, of whom, ``start`` or ``stop``, and the session."""

    at: float
    user: str
    status: str
    session: str


class RadiusServer:
    """A RADIUS server (RFC 2865, RFC 2866).

    A request of a client with another secret has a password that it cannot read, and is refused like any wrong one; an
    accounting request with another secret is dropped.  A request that is repeated gets the reply that it got before.
    evidence: RFC 5080 2.2.2
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.secret = str(table.get("secret", SECRET)).encode()
        self.users = {name: _user(given) for name, given in table.get("users", {}).items()}
        self.accepted = self.refused = self.dropped = 0
        self.accounting: list[AccountingNote] = []
        self.replies: dict[tuple[int, int, int], tuple[bytes, Radius]] = {}
        self.eap = EapMd5Server(self.secret, {name: user.password for name, user in self.users.items()})

    def take(self, host: ServiceHost, packet: Ipv4, datagram: Udp) -> None:
        """Answer a request; what is no request is dropped."""
        try:
            request = radius.decode(datagram.data)
        except PacketError:
            self.dropped += 1
            return
        client = packet.src, datagram.src_port, request.identifier
        before, reply = self.replies.get(client, (b"", None))
        if reply is None or before != datagram.data:
            reply = self._reply(host, request)
        if reply is None:
            self.dropped += 1
        else:
            self.replies[client] = datagram.data, reply
            answer(host, packet, datagram, radius.encode(radius.signed(reply, self.secret)))

    def _reply(self, host: ServiceHost, request: Radius) -> Radius | None:
        if request.code == radius.ACCESS_REQUEST and eap_of(request.attributes):
            return self._judge_eap(request)
        if request.code == radius.ACCESS_REQUEST:
            return self._judge(request)
        if request.code == radius.ACCOUNTING_REQUEST and radius.is_genuine(request, bytes(16), self.secret):
            return self._account(host, request)
        return None

    def _judge(self, request: Radius) -> Radius:
        user = self.users.get(request.get(radius.USER_NAME).decode("utf-8", "replace"))
        typed = radius.reveal(request.get(radius.USER_PASSWORD), self.secret, request.authenticator)
        if user is None or typed != user.password.encode():
            self.refused += 1
            return Radius(radius.ACCESS_REJECT, request.identifier, request.authenticator)
        self.accepted += 1
        return Radius(radius.ACCESS_ACCEPT, request.identifier, request.authenticator, tuple(_granted(user)))

    def _judge_eap(self, request: Radius) -> Radius | None:
        reply, name = self.eap.answer(request)
        if reply is None or reply.code == radius.ACCESS_CHALLENGE:
            return reply
        if reply.code == radius.ACCESS_REJECT:
            self.refused += 1
            return reply
        self.accepted += 1
        granted = reply._replace(attributes=(*reply.attributes, *_granted(self.users[name])))
        return self.eap.vouched(granted)

    def _account(self, host: ServiceHost, request: Radius) -> Radius:
        name, session = [request.get(kind).decode("utf-8", "replace") for kind in (radius.USER_NAME, radius.SESSION_ID)]
        started = request.get(radius.STATUS_TYPE)[-1:] == bytes((radius.START,))
        self.accounting.append(AccountingNote(host.clock.now, name, "start" if started else "stop", session))
        return Radius(radius.ACCOUNTING_RESPONSE, request.identifier, request.authenticator)


def _user(given: Any) -> RadiusUser:
    if isinstance(given, str):
        return RadiusUser(given)
    return RadiusUser(**{key.replace("-", "_"): value for key, value in given.items()})


def _granted(user: RadiusUser) -> list[tuple[int, bytes]]:
    """Return the attributes of what a user gets."""
    numbers = {VLAN_ID: user.vlan_id, NETLOGIN_ONLY: int(user.netlogin_only)}
    texts = {
        VLAN_NAME: user.vlan,
        EXTENDED_VLAN: user.extended_vlan,
        URL: user.url,
        URL_DESCRIPTION: user.url_description,
    }
    group = user.vlan or user.tunnel
    return [
        *([radius.number(radius.SERVICE_TYPE, SERVICE_TYPES[user.service])] if user.service else ()),
        *[own(kind, value.encode()[:MOST]) for kind, value in texts.items() if value],
        *[own(kind, value.to_bytes(4, "big")) for kind, value in numbers.items() if value],
        *(tunnel(group) if group else ()),
    ]
