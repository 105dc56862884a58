"""EAP-MD5 at a RADIUS server (RFC 3579, RFC 3748 5.4): it challenges a user and checks the answer."""

import hashlib
from collections.abc import Mapping

from xos_cli.errors import PacketError
from xos_cli.packets import eap, radius
from xos_cli.packets.frames import Eap
from xos_cli.packets.radius import Radius
from xos_cli.packets.radius_eap import STATE, eap_attributes, eap_of, is_vouched, vouched


class EapMd5Server:
    """The challenges that are open: user, identifier and value by the state that goes with each.

    A request that is not vouched for with this server's secret is dropped.
    """

    def __init__(self, secret: bytes, passwords: Mapping[str, str]) -> None:
        self.secret, self.passwords = secret, passwords
        self.open: dict[bytes, tuple[str, int, bytes]] = {}
        self.challenges = 0

    def answer(self, request: Radius) -> tuple[Radius | None, str]:
        """Return the reply to a request, None for none, and the user that it is about."""
        if not is_vouched(request, request.authenticator, self.secret):
            return None, ""
        try:
            packet = eap.decode_eap(eap_of(request.attributes))
        except PacketError:
            return None, ""
        if packet.code != eap.RESPONSE:
            return None, ""
        if packet.kind == eap.IDENTITY:
            return self._challenge(request, packet)
        return self._judge(request, packet)

    def vouched(self, reply: Radius) -> Radius:
        """Return a reply with its Message-Authenticator."""
        return vouched(reply, self.secret)

    def _challenge(self, request: Radius, packet: Eap) -> tuple[Radius, str]:
        self.challenges += 1
        name, state = packet.data.decode("utf-8", "replace"), self.challenges.to_bytes(4, "big")
        value = hashlib.md5(b"challenge" + state, usedforsecurity=False).digest()
        number = (packet.identifier + 1) & 0xFF
        self.open[state] = name, number, value
        asked = Eap(eap.REQUEST, number, eap.MD5_CHALLENGE, eap.challenge(value, b"radius"))
        return self._reply(request, radius.ACCESS_CHALLENGE, asked, ((STATE, state),)), name

    def _judge(self, request: Radius, packet: Eap) -> tuple[Radius, str]:
        """Accept a user that answers the challenge; any other type than MD5, and no open challenge, is a refusal."""
        name, number, value = self.open.pop(request.get(STATE), ("", -1, b""))
        password = self.passwords.get(name)
        right = password is not None and (packet.kind, packet.identifier) == (eap.MD5_CHALLENGE, number)
        wanted = eap.md5_response(number & 0xFF, (password or "").encode(), value)
        if right and eap.value_of(packet.data) == wanted:
            return self._reply(request, radius.ACCESS_ACCEPT, Eap(eap.SUCCESS, packet.identifier)), name
        return self._reply(request, radius.ACCESS_REJECT, Eap(eap.FAILURE, packet.identifier)), name

    def _reply(self, request: Radius, code: int, packet: Eap, more: tuple[tuple[int, bytes], ...] = ()) -> Radius:
        attributes = (*more, *eap_attributes(eap.encode_eap(packet)))
        return self.vouched(Radius(code, request.identifier, request.authenticator, attributes))
