"""The authenticator of 802.1X as a state machine: every transition, its timers, and what it sends."""

from random import Random

import pytest

from xos_cli.packets import eap
from xos_cli.packets.frames import Eap
from xos_cli.processes.netLogin import authenticator as machine
from xos_cli.processes.netLogin.authenticator import NEVER, Dot1xPeriods, Pae, PaeState, PaeStep

P = Dot1xPeriods(60, 30, 20, 10, 3600)
S = PaeState


def identity(pae: Pae) -> Eap:
    """The answer to the request for the identity."""
    return Eap(eap.RESPONSE, pae.identifier, eap.IDENTITY, b"eng")


def asking(now: float = 0.0) -> PaeStep:
    """An authenticator whose server is asked who the station is."""
    pae = machine.connect(Pae(), now, P).pae
    return machine.responded(pae, identity(pae), now, P)


def authenticated() -> Pae:
    """An authenticator that has let its station in at moment 0."""
    return machine.passed(asking().pae, 0.0, P).pae


def test_the_way_in() -> None:
    """Identity, challenge, success: what is sent, asked and waited for."""
    step = machine.connect(Pae(), 0.0, P)
    assert (step.pae.state, step.pae.until, step.send) == (S.CONNECTING, 30.0, (Eap(eap.REQUEST, 1, eap.IDENTITY),))
    step = machine.responded(step.pae, identity(step.pae), 5.0, P)
    assert (step.pae.state, step.pae.until, step.pae.user) == (S.AUTHENTICATING, 15.0, "eng")
    assert step.ask == Eap(eap.RESPONSE, 1, eap.IDENTITY, b"eng")
    asked = Eap(eap.REQUEST, 2, eap.MD5_CHALLENGE, b"\x01x")
    step = machine.challenged(step.pae, asked, 6.0, P)
    assert (step.send, step.pae.until) == ((asked,), 26.0)
    proof = Eap(eap.RESPONSE, 2, eap.MD5_CHALLENGE, b"\x01y")
    step = machine.responded(step.pae, proof, 7.0, P)
    assert (step.ask, step.pae.asks) == (proof, True)
    step = machine.passed(step.pae, 8.0, P)
    assert (step.pae.state, step.pae.authorized, step.pae.until) == (S.AUTHENTICATED, True, 3608.0)
    assert step.send == (Eap(eap.SUCCESS, 2),)


def test_without_reauthentication_there_is_no_timer() -> None:
    """A period of 0 asks once."""
    assert machine.passed(asking().pae, 0.0, P._replace(reauth=0)).pae.until == NEVER


def test_nobody_answers() -> None:
    """Three requests, and silence."""
    step = machine.connect(Pae(), 0.0, P)
    sent = [step.send]
    for moment in (30.0, 60.0):
        step = machine.expired(step.pae, moment, P)
        sent.append(step.send)
    assert [packets[0].identifier for packets in sent] == [1, 2, 3]
    assert not step.silent
    step = machine.expired(step.pae, 90.0, P)
    assert step == PaeStep(step.pae, (), None, True)
    assert (step.pae.state, step.pae.until) == (S.DISCONNECTED, NEVER)


def test_a_challenge_without_an_answer() -> None:
    """It is sent three times; then the authentication begins anew."""
    asked = Eap(eap.REQUEST, 2, eap.MD5_CHALLENGE, b"\x01x")
    step = machine.challenged(asking().pae, asked, 0.0, P)
    for _ in range(2):
        step = machine.expired(step.pae, step.pae.until, P)
        assert step.send == (asked,)
    step = machine.expired(step.pae, step.pae.until, P)
    assert (step.pae.state, step.send[0].kind) == (S.CONNECTING, eap.IDENTITY)


def test_a_server_that_does_not_answer() -> None:
    """After its time the station is asked anew, and a late answer does not count."""
    step = machine.expired(asking().pae, 10.0, P)
    assert step.pae.state is S.CONNECTING
    assert machine.passed(step.pae, 11.0, P) == PaeStep(step.pae)
    assert machine.failed(step.pae, 11.0, P) == PaeStep(step.pae)


def test_failures() -> None:
    """Two let the station begin anew; the third holds it off for the quiet period, in which it is not heard."""
    step = machine.failed(asking().pae, 0.0, P)
    assert (step.pae.state, step.send[0].code, step.pae.until) == (S.DISCONNECTED, eap.FAILURE, 30.0)
    for _ in range(2):
        pae = machine.started(step.pae, 1.0, P).pae
        step = machine.failed(machine.responded(pae, identity(pae), 1.0, P).pae, 1.0, P)
    assert (step.pae.state, step.pae.until) == (S.HELD, 61.0)
    assert machine.started(step.pae, 2.0, P) == PaeStep(step.pae)
    assert machine.expired(step.pae, 61.0, P).pae.state is S.CONNECTING


def test_reauthentication_keeps_the_port_open() -> None:
    """Until the station fails, leaves, or no longer answers."""
    pae = machine.expired(authenticated(), 3600.0, P).pae
    assert (pae.state, pae.authorized) == (S.CONNECTING, True)
    failed = machine.failed(machine.responded(pae, identity(pae), 0.0, P).pae, 0.0, P)
    assert not failed.pae.authorized
    for _ in range(3):
        step = machine.expired(pae, pae.until, P)
        pae = step.pae
    assert (step.silent, pae.authorized, step.send[0].code) == (True, False, eap.FAILURE)


@pytest.mark.parametrize("pae", [authenticated(), asking().pae, machine.connect(Pae(), 0.0, P).pae])
def test_logoff(pae: Pae) -> None:
    """From every state the station is out, and nothing is waited for."""
    step = machine.logged_off(pae)
    assert (step.pae.state, step.pae.authorized, step.pae.until) == (S.DISCONNECTED, False, NEVER)
    assert machine.logged_off(step.pae) == PaeStep(step.pae)


def test_what_is_not_an_answer() -> None:
    """Another identifier, a request, and a response while the server is asked are not heard."""
    pae = machine.connect(Pae(), 0.0, P).pae
    for packet in (identity(pae)._replace(identifier=9), Eap(eap.REQUEST, 1, eap.IDENTITY)):
        assert machine.responded(pae, packet, 0.0, P) == PaeStep(pae)
    busy = asking().pae
    assert machine.responded(busy, identity(busy), 0.0, P) == PaeStep(busy)


EVENTS = ("start", "logoff", "respond", "respond", "challenge", "pass", "fail", "expire")


def happened(event: str, pae: Pae, packet: Eap, now: float) -> PaeStep:
    """What an authenticator makes of an event."""
    match event:
        case "logoff":
            return machine.logged_off(pae)
        case "respond":
            return machine.responded(pae, packet, now, P)
        case "challenge":
            return machine.challenged(pae, Eap(eap.REQUEST, 7, eap.MD5_CHALLENGE, b"x"), now, P)
    action = {"start": machine.started, "pass": machine.passed, "fail": machine.failed, "expire": machine.expired}[
        event
    ]
    return action(pae, now, P)


def test_any_order_of_events() -> None:
    """Ten thousand events in any order: no transition outside the table, and only a success authorizes."""
    random, pae = Random(1), machine.connect(Pae(), 0.0, P).pae
    seen = set()
    for now in range(1, 10_000):
        packet = Eap(eap.RESPONSE, pae.identifier, random.choice((eap.IDENTITY, eap.MD5_CHALLENGE)), b"x")
        event = random.choice(EVENTS)
        before, pae = pae, happened(event, pae, packet, float(now)).pae
        seen.add(pae.state)
        assert pae.authorized <= (before.authorized or event == "pass")
    assert seen == {S.CONNECTING, S.AUTHENTICATING, S.AUTHENTICATED, S.DISCONNECTED, S.HELD}
