"""802.1X in a network: EAP-MD5 through the switch to a RADIUS server, VLANs, guests, reauthentication, a failover."""

from typing import Any

import pytest

from xos_cli import Network

LINES = [
    "configure vlan Default delete ports 1:1-3,1:5",
    *("create vlan temp", "create vlan corp", "create vlan guests", "create vlan lab"),
    "configure vlan corp ipaddress 10.203.0.224/24",
    "configure vlan corp add ports 1:5",
    "configure vlan guests ipaddress 10.9.0.1/24",
    "configure netlogin vlan temp",
    "enable netlogin dot1x",
    "enable netlogin ports 1:1-2 dot1x",
    "configure radius netlogin primary server 10.203.0.2 client-ip 10.203.0.224 vr VR-Default",
    "configure radius netlogin primary shared-secret s3",
    "enable radius netlogin",
    "configure radius-accounting netlogin primary server 10.203.0.2 client-ip 10.203.0.224 vr VR-Default",
    "configure radius-accounting netlogin primary shared-secret s3",
    "enable radius-accounting netlogin",
]
GUESTS = ["configure netlogin dot1x guest-vlan guests", "enable netlogin dot1x guest-vlan ports 1:1-2"]
USERS: dict[str, Any] = {"eng": {"password": "pw", "vlan": "corp"}, "plain": "pw"}
SHOW = "show netlogin port 1:1"


def guarded(*lines: str, secret: str = "s3", **pc: Any) -> Network:
    """A station at a port with 802.1X, and a RADIUS server."""
    hosts: dict[str, Any] = {
        "pc": {"address": "10.203.0.7/24"} | pc,
        "noc": {"address": "10.203.0.2/24", "radius": {"secret": secret, "users": USERS}},
    }
    return Network.build({"core": {"lines": [*LINES, *lines]}}, hosts, [("pc", "core 1:1"), ("noc", "core 1:5")])


def screen(found: Network, command: str = SHOW, msm: str = "MSM-A") -> str:
    """What the switch shows."""
    return found.switches["core"].console(msm).run(command)


def test_a_station_proves_who_it_is() -> None:
    """With the password the port comes into the VLAN of its user; with another one, and as nobody, it does not."""
    found = guarded()
    pc = found.hosts["pc"]
    assert pc.ping("10.203.0.2").received == 0
    assert pc.dot1x("eng", "wrong") == pc.dot1x("nobody", "pw") == "failed"
    assert pc.ping("10.203.0.2").received == 0
    assert pc.dot1x("eng", "pw") == "authenticated"
    assert pc.ping("10.203.0.2").lost == 0
    shown = screen(found)
    assert "Port: 1:1, Vlan: corp, State: Authenticated, Authentication: 802.1x" in shown
    assert "802.1x" in shown.splitlines()[2]
    assert "AUTHENTICATED" in screen(found, "show netlogin port 1:1 dot1x detail")
    pc.logoff()
    assert pc.ping("10.203.0.2").received == 0
    assert "Vlan: temp, State: Unauthenticated" in screen(found)
    assert found.hosts["noc"].accounting == ["eng start", "eng stop"]


def test_a_station_is_asked_by_itself() -> None:
    """The switch polls the port, so that a supplicant that was there first is let in; so does one after a link-up."""
    found = guarded(supplicant={"user": "eng", "password": "pw"})
    assert "State: Authenticated" in screen(found)
    found.cable("pc").cut()
    found.advance(2.0)
    assert "Vlan: temp, State: Unauthenticated" in screen(found)
    found.cable("pc").join()
    found.advance(5.0)
    assert "Vlan: corp, State: Authenticated" in screen(found)


def test_three_failures_hold_the_station_off() -> None:
    """For the quiet period it is not heard.  evidence: guide 11.1 p.228"""
    found = guarded("configure netlogin dot1x timers quiet-period 100")
    pc = found.hosts["pc"]
    for _ in range(3):
        assert pc.dot1x("eng", "wrong") == "failed"
    assert "HELD" in screen(found, "show netlogin port 1:1 dot1x detail")
    assert pc.dot1x("eng", "pw") == "unanswered"
    assert pc.dot1x("eng", "pw") == "authenticated"


def test_local_users_are_not_asked() -> None:
    """802.1X needs RADIUS.  evidence: guide 11.3 p.355"""
    found = guarded("disable radius netlogin", "create netlogin local-user eng pw vlan-vsa corp")
    assert found.hosts["pc"].dot1x("eng", "pw") == "failed"


@pytest.mark.parametrize("line", ["disable radius netlogin", "configure radius netlogin primary shared-secret other"])
def test_without_a_genuine_answer_nobody_is_let_in(line: str) -> None:
    """A server that is not asked, or that has another secret, lets nobody in."""
    found = guarded(line)
    assert found.hosts["pc"].dot1x("eng", "pw") == "failed"
    assert "State: Unauthenticated" in screen(found)


def test_guests() -> None:
    """A station that does not answer three requests gets into the guest VLAN; one that fails does not.

    evidence: guide 11.3 p.362
    """
    found = guarded(*GUESTS, address="10.9.0.7/24")
    found.advance(100.0)
    assert "Vlan: guests, State: Unauthenticated, Authentication: 802.1x, Guest VLAN" in screen(found)
    assert found.hosts["pc"].ping("10.9.0.1").lost == 0
    assert found.hosts["pc"].dot1x("eng", "pw") == "authenticated"
    assert "Vlan: corp, State: Authenticated" in screen(found)
    found.hosts["pc"].logoff()
    assert "Vlan: temp" in screen(found)
    found.switches["core"].console().run("disable netlogin dot1x guest-vlan ports all")
    found.advance(200.0)
    assert "Vlan: temp" in screen(found)


def test_a_guest_leaves_with_the_link() -> None:
    """A link that falls brings the port back, and so does a guest VLAN that is disabled."""
    found = guarded(*GUESTS)
    found.advance(100.0)
    assert "Vlan: guests" in screen(found)
    found.cable("pc").cut()
    found.advance(1.0)
    assert "Vlan: temp" in screen(found)
    found.cable("pc").join()
    found.advance(100.0)
    assert "Vlan: guests" in screen(found)
    found.switches["core"].console().run("unconfigure netlogin dot1x guest-vlan")
    found.advance(1.0)
    assert "Vlan: temp" in screen(found)


def test_guests_need_802_1x_alone() -> None:
    """A port where a client can also log in otherwise has no guests.  evidence: later 22.3"""
    found = guarded(*GUESTS, "enable netlogin mac", "enable netlogin ports 1:1 mac")
    found.advance(200.0)
    assert "Vlan: temp" in screen(found)


def test_reauthentication() -> None:
    """A client is asked again after its time, without a break, and may get another VLAN.  evidence: guide 11.3 p.363"""
    found = guarded("configure netlogin dot1x timers reauth-period 300")
    pc, server = found.hosts["pc"], found._inside.hosts["noc"].radius
    pc.dot1x("eng", "pw")
    assert server is not None
    server.users["eng"] = server.users["eng"]._replace(vlan="lab")
    found.advance(290.0)
    assert "Vlan: corp" in screen(found)
    found.advance(20.0)
    assert "Vlan: lab, State: Authenticated" in screen(found)
    assert found.hosts["noc"].accounting == ["eng start"]
    server.users["eng"] = server.users["eng"]._replace(password="new")
    server.eap.passwords = {"eng": "new"}
    found.advance(300.0)
    assert "State: Unauthenticated" in screen(found)


def test_a_client_that_is_gone() -> None:
    """One that no longer answers is logged out at its reauthentication."""
    found = guarded("configure netlogin dot1x timers reauth-period 300 supp-resp-timeout 10")
    found.hosts["pc"].dot1x("eng", "pw")
    found._inside.hosts["pc"].supplicant = None
    found.advance(360.0)
    assert "State: Unauthenticated" in screen(found)


def test_a_failover() -> None:
    """A client stays authenticated, and is asked again soon after it.  evidence: guide 11.3 p.348"""
    found = guarded()
    found.hosts["pc"].dot1x("eng", "pw")
    supplicant = found._inside.hosts["pc"].supplicant
    assert supplicant is not None
    before = supplicant.asked
    found.switches["core"].console().run("run msm-failover", "y")
    found.settle()
    assert found.hosts["pc"].ping("10.203.0.2").lost == 0
    found.advance(5.0)
    assert supplicant.asked == before + 2
    assert "State: Authenticated" in screen(found, msm="MSM-B")
    assert found.hosts["noc"].accounting == ["eng start"]
    found.hosts["pc"].logoff()
    assert "State: Unauthenticated" in screen(found, msm="MSM-B")


def test_two_stations_at_one_port() -> None:
    """Each has a session of its own; one that is not authenticated stays out, and the port stays for the other.

    evidence: guide 11.3 p.348 (multiple supplicants)
    """
    hosts: dict[str, Any] = {
        "one": {"address": "10.203.0.7/24"},
        "two": {"address": "10.203.0.8/24"},
        "noc": {"address": "10.203.0.2/24", "radius": {"secret": "s3", "users": USERS}},
    }
    hub = {"name": "hub", "ends": ["one", "two", "core 1:1"]}
    found = Network.build({"core": {"lines": LINES}}, hosts, [("noc", "core 1:5")], [hub])
    assert found.hosts["one"].dot1x("eng", "pw") == "authenticated"
    assert found.hosts["one"].ping("10.203.0.2").lost == 0
    assert found.hosts["two"].ping("10.203.0.2").received == 0
    assert found.hosts["two"].dot1x("eng", "pw") == "authenticated"
    found.hosts["one"].logoff()
    found.hosts["two"].ping("10.203.0.2", count=1)
    assert found.hosts["two"].ping("10.203.0.2").lost == 0
    assert "Vlan: corp, State: Authenticated" in screen(found)
    found.hosts["two"].logoff()
    assert "Vlan: temp, State: Unauthenticated" in screen(found)


def test_frames_at_other_ports_are_dropped() -> None:
    """EAPOL at a port without 802.1X is not answered."""
    found = guarded("disable netlogin ports 1:1 dot1x")
    assert found.hosts["pc"].dot1x("eng", "pw") == "unanswered"


def test_cleared() -> None:
    """A client that is cleared is logged out and has to prove again who it is."""
    found = guarded()
    found.hosts["pc"].dot1x("plain", "pw")
    screen(found, "clear netlogin state mac-address 02:00:00:00:00:01")
    found.advance(1.0)
    assert found.hosts["noc"].accounting == ["plain start", "plain stop", "plain start"]


def test_a_snapshot_has_the_authenticators() -> None:
    """After a restore the reauthentication comes in its time."""
    found = guarded("configure netlogin dot1x timers reauth-period 300")
    found.hosts["pc"].dot1x("eng", "pw")
    kept = found.snapshot()
    found.hosts["pc"].logoff()
    found.restore(kept)
    assert "State: Authenticated" in screen(found)
    supplicant = found._inside.hosts["pc"].supplicant
    assert supplicant is not None
    before = supplicant.asked
    found.advance(310.0)
    assert supplicant.asked == before + 2


def test_a_quiet_day() -> None:
    """A day with a client and a port that is polled passes in few steps, and the client is asked every hour."""
    found = guarded()
    found.hosts["pc"].dot1x("eng", "pw")
    supplicant = found._inside.hosts["pc"].supplicant
    assert supplicant is not None
    found.advance(86_400.0)
    assert supplicant.asked == 2 + 2 * 23
    assert "State: Authenticated" in screen(found)
