"""The authenticator of 802.1X for one station, or for a port at which none has answered yet.  No input, no output.

Every function takes the authenticator as it was and returns what it is now, with what is to be sent and asked.

evidence: 802.1X-2001 8.5.4 and 8.5.8 (states, transitions), guide 11.3 p.362 (three tries, in the time for the client's
response), guide 11.1 p.228 (three failures hold the port for the quiet period), inferred (a failure before that, and a
logoff, wait in DISCONNECTED)
"""

from enum import Enum

from xos_cli.packets import eap
from xos_cli.packets.frames import Eap
from xos_cli.record import NamedTuple

#: Requests for the identity, requests of a method, and failures in a row.
TRIES, REQUESTS, FAILURES = 3, 3, 3
NEVER = float("inf")


class PaeState(Enum):
    """The states of the authenticator."""

    INITIALIZE = "INITIALIZE"
    DISCONNECTED = "DISCONNECTED"
    CONNECTING = "CONNECTING"
    AUTHENTICATING = "AUTHENTICATING"
    AUTHENTICATED = "AUTHENTICATED"
    ABORTING = "ABORTING"
    HELD = "HELD"


S = PaeState
#: Which states can follow each other.
TRANSITIONS = {
    S.INITIALIZE: (S.DISCONNECTED,),
    S.DISCONNECTED: (S.CONNECTING,),
    S.CONNECTING: (S.CONNECTING, S.AUTHENTICATING, S.DISCONNECTED),
    S.AUTHENTICATING: (S.AUTHENTICATED, S.HELD, S.ABORTING, S.DISCONNECTED),
    S.ABORTING: (S.CONNECTING, S.DISCONNECTED),
    S.AUTHENTICATED: (S.CONNECTING, S.DISCONNECTED),
    S.HELD: (S.CONNECTING,),
}


class Dot1xPeriods(NamedTuple):
    """The timers in seconds: *tx* between two requests for the identity, *supplicant* and *server* for their answers.

    *quiet* after too many failures, *reauth* between two authentications, 0 for one alone.
    """

    quiet: float = 60.0
    tx: float = 30.0
    supplicant: float = 30.0
    server: float = 30.0
    reauth: float = 3600.0


class Pae(NamedTuple):
    """An authenticator: its state, the identifier of its last request, and when it has something to do by itself.

    *tries*: requests for the identity; *requests*: how often the last *request* of a method was sent; *failures* in a
    row.  *asks*: a server is asked and has not answered.  *authorized*: the station may use the port.
    """

    state: PaeState = PaeState.INITIALIZE
    identifier: int = 0
    until: float = NEVER
    tries: int = 0
    requests: int = 0
    failures: int = 0
    request: Eap | None = None
    asks: bool = False
    authorized: bool = False
    user: str = ""


class PaeStep(NamedTuple):
    """What an authenticator is now, what it sends to the station, and what a server is to be asked.

    *silent*: nobody has answered the requests for the identity.
    """

    pae: Pae
    send: tuple[Eap, ...] = ()
    ask: Eap | None = None
    silent: bool = False


def _to(pae: Pae, state: PaeState, until: float = NEVER) -> Pae:
    assert state in TRANSITIONS[pae.state], (pae.state, state)
    return pae._replace(state=state, until=until, asks=False)


def connect(pae: Pae, now: float, periods: Dot1xPeriods) -> PaeStep:
    """Start again with a request for the identity; abort an authentication in progress."""
    if pae.state is S.INITIALIZE:
        pae = _to(pae, S.DISCONNECTED)
    elif pae.state is S.AUTHENTICATING:
        pae = _to(pae, S.ABORTING)
    return _ask_identity(pae._replace(tries=0), now, periods)


def _ask_identity(pae: Pae, now: float, periods: Dot1xPeriods) -> PaeStep:
    number = (pae.identifier + 1) & 0xFF
    request = Eap(eap.REQUEST, number, eap.IDENTITY)
    new = _to(pae, S.CONNECTING, now + periods.tx)
    return PaeStep(new._replace(identifier=number, tries=pae.tries + 1, request=request, requests=0), (request,))


# -- what the station sends ------------------------------------------------------------------------------------------


def started(pae: Pae, now: float, periods: Dot1xPeriods) -> PaeStep:
    """Process an EAPOL start of a station; ignore it during the quiet period."""
    return PaeStep(pae) if pae.state is S.HELD else connect(pae, now, periods)


def logged_off(pae: Pae) -> PaeStep:
    """Process an EAPOL logoff of a station: it may no longer use the port."""
    if pae.state is S.AUTHENTICATING:
        pae = _to(pae, S.ABORTING)
    if pae.state not in (S.CONNECTING, S.AUTHENTICATED, S.ABORTING):
        return PaeStep(pae)
    return PaeStep(_to(pae, S.DISCONNECTED)._replace(authorized=False), (Eap(eap.FAILURE, pae.identifier),))


def responded(pae: Pae, packet: Eap, now: float, periods: Dot1xPeriods) -> PaeStep:
    """Process a response of a station; ignore one that does not answer the last request."""
    if packet.code != eap.RESPONSE or packet.identifier != pae.identifier or pae.asks:
        return PaeStep(pae)
    until = now + periods.server
    if pae.state is S.CONNECTING and packet.kind == eap.IDENTITY:
        user = packet.data.decode("utf-8", "replace")
        return PaeStep(_to(pae, S.AUTHENTICATING, until)._replace(user=user, asks=True), ask=packet)
    if pae.state is S.AUTHENTICATING:
        return PaeStep(pae._replace(asks=True, until=until), ask=packet)
    return PaeStep(pae)


# -- what the server says --------------------------------------------------------------------------------------------


def challenged(pae: Pae, packet: Eap, now: float, periods: Dot1xPeriods) -> PaeStep:
    """Pass a request of the server on to the station."""
    if not pae.asks:
        return PaeStep(pae)
    fields = pae._replace(asks=False, request=packet, requests=1, identifier=packet.identifier)
    return PaeStep(fields._replace(until=now + periods.supplicant), (packet,))


def passed(pae: Pae, now: float, periods: Dot1xPeriods) -> PaeStep:
    """Let the station use the port, and ask again after the period of reauthentication."""
    if not pae.asks:
        return PaeStep(pae)
    new = _to(pae, S.AUTHENTICATED, now + periods.reauth if periods.reauth else NEVER)
    return PaeStep(new._replace(authorized=True, failures=0), (Eap(eap.SUCCESS, pae.identifier),))


def failed(pae: Pae, now: float, periods: Dot1xPeriods) -> PaeStep:
    """Keep the station out: for the quiet period after too many failures, else until it starts again."""
    if not pae.asks:
        return PaeStep(pae)
    failures = pae.failures + 1
    if failures >= FAILURES:
        new = _to(pae, S.HELD, now + periods.quiet)._replace(failures=0)
    else:
        new = _to(pae, S.DISCONNECTED, now + periods.tx)._replace(failures=failures)
    return PaeStep(new._replace(authorized=False), (Eap(eap.FAILURE, pae.identifier),))


# -- timers ----------------------------------------------------------------------------------------------------------


def expired(pae: Pae, now: float, periods: Dot1xPeriods) -> PaeStep:
    """Process the timer that is due: retransmit, give up, or request the identity."""
    if pae.state is S.CONNECTING:
        return _ask_identity(pae, now, periods) if pae.tries < TRIES else _given_up(pae)
    if pae.state is S.AUTHENTICATING and not pae.asks and pae.requests < REQUESTS and pae.request is not None:
        again = pae._replace(requests=pae.requests + 1, until=now + periods.supplicant)
        return PaeStep(again, (pae.request,))
    return connect(pae, now, periods)


def _given_up(pae: Pae) -> PaeStep:
    """Stop asking a station that does not answer; it may no longer use the port."""
    new = _to(pae, S.DISCONNECTED)._replace(authorized=False)
    return PaeStep(new, (Eap(eap.FAILURE, pae.identifier),) if pae.authorized else (), silent=True)
