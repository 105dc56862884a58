"""A RADIUS server at a host: its users, their rights and VLANs, and the logins and logouts that it was told of."""

from collections.abc import Mapping
from typing import Any

from xos_cli.errors import PacketError
from xos_cli.network.services import ServiceHost, answer
from xos_cli.packets import radius
from xos_cli.packets.frames import Ipv4, Udp
from xos_cli.packets.radius import Radius
from xos_cli.record import NamedTuple

#: The words for what a user may do, and their Service-Type; of another user nothing is said.
SERVICE_TYPES = {"administrative": radius.ADMINISTRATIVE, "login": radius.LOGIN}
#: The secret of a server that the network file gives none.
SECRET = "secret"


class RadiusUser(NamedTuple):
    """A user: the password, what they may do (``administrative``, ``login``, ""), and the VLAN of a client."""

    password: str
    service: str = ""
    vlan: str = ""


class AccountingNote(NamedTuple):
    """What an accounting request told: when, of whom, ``start`` or ``stop``, and the session."""

    at: float
    user: str
    status: str
    session: str


class RadiusServer:
    """A RADIUS server (RFC 2865, RFC 2866).

    A request of a client with another secret has a password that it cannot read, and is refused like any wrong one; an
    accounting request with another secret is dropped.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.secret = str(table.get("secret", SECRET)).encode()
        self.users = {name: _user(given) for name, given in table.get("users", {}).items()}
        self.accepted = self.refused = self.dropped = 0
        self.accounting: list[AccountingNote] = []

    def take(self, host: ServiceHost, packet: Ipv4, datagram: Udp) -> None:
        """Answer a request; what is no request is dropped."""
        try:
            request = radius.decode(datagram.data)
        except PacketError:
            self.dropped += 1
            return
        reply = self._reply(host, request)
        if reply is None:
            self.dropped += 1
        else:
            answer(host, packet, datagram, radius.encode(radius.signed(reply, self.secret)))

    def _reply(self, host: ServiceHost, request: Radius) -> Radius | None:
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

    def _account(self, host: ServiceHost, request: Radius) -> Radius:
        name, session = [request.get(kind).decode("utf-8", "replace") for kind in (radius.USER_NAME, radius.SESSION_ID)]
        started = request.get(radius.STATUS_TYPE)[-1:] == bytes((radius.START,))
        self.accounting.append(AccountingNote(host.clock.now, name, "start" if started else "stop", session))
        return Radius(radius.ACCOUNTING_RESPONSE, request.identifier, request.authenticator)


def _user(given: Any) -> RadiusUser:
    return RadiusUser(given) if isinstance(given, str) else RadiusUser(**given)


def _granted(user: RadiusUser) -> list[tuple[int, bytes]]:
    service = [radius.number(radius.SERVICE_TYPE, SERVICE_TYPES[user.service])] if user.service else []
    return service + (radius.vlan_attributes(user.vlan) if user.vlan else [])
