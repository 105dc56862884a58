"""The supplicant of a host: it says by 802.1X who the host is, with EAP-MD5.

evidence: 802.1X-2001 8.5.10 (the states, in short: start, answer, held or authenticated), RFC 3748 5.4 (MD5)
"""

from typing import Protocol

from xos_cli.packets import eap
from xos_cli.packets.addresses import PAE_GROUP
from xos_cli.packets.frames import EAP_PACKET, EAPOL_LOGOFF, EAPOL_START, Eap, Eapol, Frame
from xos_cli.switch.timing.clock import Clock

#: Seconds between two wishes to begin, and how often nobody may answer them (802.1X-2001, 8.5.10.1).
START_PERIOD, STARTS = 30.0, 3
VERSION = 1
#: What a supplicant is.
LOGGED_OFF, CONNECTING, AUTHENTICATED, FAILED, UNANSWERED = (
    "logged off",
    "connecting",
    "authenticated",
    "failed",
    "unanswered",
)


class SupplicantHost(Protocol):
    """A host as its supplicant sees it."""

    clock: Clock
    mac: int

    def transmit(self, frame: Frame, serial: int = 0) -> None:
        """Put a frame on the cable."""


class Supplicant:
    """Who the host says it is, and what came of it: *state* is one of those above.

    *asked* counts the requests of the authenticator, so that a test can see that it was asked again.
    """

    def __init__(self, host: SupplicantHost, user: str, password: str) -> None:
        self.host, self.user, self.password = host, user, password
        self.state = LOGGED_OFF
        self.asked = 0
        self._turn = 0

    def begin(self) -> None:
        """Wish to be authenticated, a few times while nobody answers."""
        self.state = CONNECTING
        self._turn += 1
        self._start(self._turn, STARTS)

    def _start(self, turn: int, tries: int) -> None:
        if turn != self._turn or self.state != CONNECTING:
            return
        if not tries:
            self.state = UNANSWERED
            return
        self._send(Eapol(VERSION, EAPOL_START))
        self.host.clock.after(START_PERIOD, self._start, turn, tries - 1)

    def log_off(self) -> None:
        """Leave the port."""
        self.state = LOGGED_OFF
        self._turn += 1
        self._send(Eapol(VERSION, EAPOL_LOGOFF))

    def take(self, message: Eapol) -> None:
        """Take a frame of the authenticator."""
        packet = message.eap
        if message.kind != EAP_PACKET or packet is None or self.state == LOGGED_OFF:
            return
        if packet.code == eap.SUCCESS:
            self._turn, self.state = self._turn + 1, AUTHENTICATED
        elif packet.code == eap.FAILURE:
            self._turn, self.state = self._turn + 1, FAILED
        elif packet.code == eap.REQUEST:
            self.asked += 1
            self._answer(packet)

    def _answer(self, packet: Eap) -> None:
        """Answer a request: who it is, the proof, or that it knows MD5 alone."""
        number = packet.identifier
        if packet.kind == eap.IDENTITY:
            kind, data = eap.IDENTITY, self.user.encode()
        elif packet.kind == eap.MD5_CHALLENGE:
            proof = eap.md5_response(number, self.password.encode(), eap.value_of(packet.data))
            kind, data = eap.MD5_CHALLENGE, eap.challenge(proof, self.user.encode())
        elif packet.kind == eap.NOTIFICATION:
            kind, data = eap.NOTIFICATION, b""
        else:
            kind, data = eap.NAK, bytes((eap.MD5_CHALLENGE,))
        self._send(Eapol(VERSION, EAP_PACKET, Eap(eap.RESPONSE, number, kind, data)))

    def _send(self, message: Eapol) -> None:
        self.host.transmit(Frame(self.host.mac, PAE_GROUP, 0, message))
