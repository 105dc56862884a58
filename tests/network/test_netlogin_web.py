"""Network login by web page: address, redirection, login, VLAN, logout window, refresh, and the way back."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tshark import needed, tshark

from xos_cli import Network, XosError

#: evidence: guide 11.3 p.365-366 (the example: VLAN temp for strangers, VLAN corp behind it)
LINES = [
    "configure vlan Default delete ports 1:1-3,1:5",
    *("create vlan temp", "create vlan corp", "configure vlan corp tag 77"),
    "configure vlan temp ipaddress 198.162.32.10/24",
    "configure vlan temp dhcp-address-range 198.162.32.20 - 198.162.32.80",
    "configure vlan temp dhcp-options default-gateway 198.162.32.1",
    "configure vlan temp dhcp-options dns-server 10.0.1.1",
    "configure vlan corp ipaddress 10.203.0.224/24",
    "configure vlan corp add ports 1:5",
    "configure netlogin vlan temp",
    "enable netlogin web-based",
    "enable netlogin ports 1:1-2 web-based",
]
CLIENT = ["configure dns-client add name-server 10.203.0.2 vr VR-Default"]
SERVER = "netlogin primary server 10.203.0.2 client-ip 10.203.0.224 vr VR-Default"
RADIUS = [
    *(f"configure radius {SERVER}", "configure radius netlogin primary shared-secret s3", "enable radius netlogin"),
    *(f"configure radius-accounting {SERVER}", "configure radius-accounting netlogin primary shared-secret s3"),
    "enable radius-accounting netlogin",
]
USERS: dict[str, Any] = {
    "name": {"password": "pw", "vlan": "corp", "url": "http://home", "url-description": "home"},
    "tag": {"password": "pw", "vlan-id": 77},
    "extended": {"password": "pw", "extended-vlan": "Ucorp", "vlan": "nope"},
    "tunnel": {"password": "pw", "tunnel": "77"},
    "isp": "pw",
    "nowhere": {"password": "pw", "vlan": "nope"},
    "only": {"password": "pw", "netlogin-only": True, "service": "administrative"},
}


def campus(*lines: str, users: Mapping[str, Any] = USERS, **pc: Any) -> Network:
    """A station at a guarded port, and a server of names, addresses and users in the VLAN behind it."""
    ranges = {"10.203.0.0/24": "10.203.0.100-10.203.0.120"}
    hosts: dict[str, Any] = {
        "pc": {"address": "dhcp"} | pc,
        "noc": {
            "address": "10.203.0.2/24",
            "radius": {"secret": "s3", "users": users},
            "dhcp": {"ranges": ranges},
        },
    }
    return Network.build({"core": {"lines": [*LINES, *lines]}}, hosts, [("pc", "core 1:1"), ("noc", "core 1:5")])


def test_campus_mode() -> None:
    """A stranger gets an address of the switch and reaches nothing; a login brings the port into the user's VLAN.

    There it gets another address and reaches the servers; after the logout the port is back.
    """
    found = campus(*CLIENT, *RADIUS)
    pc, console = found.hosts["pc"], found.switches["core"].console()
    assert pc.address == "198.162.32.20"
    assert pc.ping("10.203.0.2").received == pc.ping("198.162.32.10").received == 0
    refused = pc.login("name", "wrong")
    assert (refused.accepted, refused.title) == (False, "Network Login: authentication failed")
    assert pc.login("name", "pw") == (True, "Network Login: authenticated", "http://home")
    found.advance(30.0)
    assert pc.address == "10.203.0.100"
    assert pc.ping("10.203.0.2").lost == pc.ping("10.203.0.224").lost == 0
    assert "configure vlan corp add ports 1:5 untagged" in console.run("show configuration vlan")
    shown = console.run("show netlogin port 1:1")
    assert "Port: 1:1, Vlan: corp, State: Authenticated, Authentication: web-based" in shown
    assert "10.203.0.100     Yes   web-based" in shown
    pc.logout()
    found.advance(1.0)
    assert "Port: 1:1, Vlan: temp, State: Unauthenticated" in console.run("show netlogin port 1:1")
    assert pc.ping("10.203.0.2").received == 0
    pc.renew()
    assert pc.address.startswith("198.162.32.")
    assert found.hosts["noc"].accounting == ["name start", "name stop"]
    log = console.run("show log")
    mac = "02:00:00:00:00:01 port 1:1"
    assert f"Authentication failed for Network Login Web user name Mac {mac}\n" in log
    assert f'Network Login Web user name logged in MAC {mac} VLAN(s) "corp", authentication Radius\n' in log
    assert f'Network Login Web user name cleared from MAC {mac} VLAN(s) "corp"\n' in log


@pytest.mark.parametrize("user", ["tag", "extended", "tunnel"])
def test_every_attribute_chooses_the_vlan(user: str) -> None:
    """The tag, the extended attribute before the name, and the tunnel bring the port into the VLAN."""
    found = campus(*CLIENT, *RADIUS)
    assert found.hosts["pc"].login(user, "pw").page == "http://www.extremenetworks.com"
    assert "Vlan: corp, State: Authenticated" in found.switches["core"].console().run("show netlogin port 1:1")


def test_isp_mode() -> None:
    """A user without a VLAN opens the port where it is."""
    line = "configure vlan corp add ports 1:1"
    found = campus(*CLIENT, *RADIUS, line, address="10.203.0.9/24", gateway="10.203.0.224")
    assert found.hosts["pc"].ping("10.203.0.2").received == 0
    assert found.hosts["pc"].login("isp", "pw").accepted
    found.advance(5.0)
    assert found.hosts["pc"].ping("10.203.0.2").lost == 0
    assert "Vlan: corp, State: Authenticated" in found.switches["core"].console().run("show netlogin port 1:1")


def test_a_vlan_that_does_not_exist() -> None:
    """The login is refused, and the log says why."""
    found = campus(*CLIENT, *RADIUS)
    assert not found.hosts["pc"].login("nowhere", "pw").accepted
    assert "VLAN nope does not exist" in found.switches["core"].console().run("show log")


def test_local_users() -> None:
    """They are asked where RADIUS is not enabled, and where no server answers; a tagged VLAN is added to the port."""
    users = [
        "create netlogin local-user joe pw vlan-vsa corp",
        "create netlogin local-user tom pw vlan-vsa tagged corp",
    ]
    for lines in ([], [line.replace("10.203.0.2 ", "10.203.0.99 ") for line in RADIUS]):
        found = campus(*CLIENT, *users, *lines)
        assert not found.hosts["pc"].login("joe", "no").accepted
        assert found.hosts["pc"].login("joe", "pw").accepted
        console = found.switches["core"].console()
        assert "Vlan: corp, State: Authenticated" in console.run("show netlogin port 1:1")
    found = campus(*CLIENT, *users)
    assert found.hosts["pc"].login("tom", "pw").accepted
    console = found.switches["core"].console()
    assert "Tag: *1:1a" in " ".join(console.run("show vlan corp").split())
    shown = console.run("show configuration vlan")
    assert "configure vlan corp add ports 1:5 untagged" in shown
    assert "configure vlan temp add ports 1:1-2 untagged" in shown


def test_a_wrong_secret_is_counted() -> None:
    """The three answers of the server are dropped and counted, and nobody is let in."""
    found = campus(*CLIENT, *RADIUS, "configure radius netlogin primary shared-secret other")
    assert not found.hosts["pc"].login("name", "pw").accepted
    shown = found.switches["core"].console().run("show radius netlogin")
    assert "Bad authenticators   : 3" in shown.partition("Accounting server:")[0]


def test_names_need_a_dns_client() -> None:
    """Without one only the name of the page leads to the switch; an address always does.

    evidence: guide 11.3 p.363
    """
    found = campus(*RADIUS)
    with pytest.raises(XosError, match=r"name www\.example\.com is not known"):
        found.hosts["pc"].login("name", "pw")
    assert found.hosts["pc"].login("isp", "pw", "http://network-access.com/").accepted
    found = campus(*RADIUS, "configure netlogin base-url login.corp")
    with pytest.raises(XosError, match=r"network-access\.com is not known"):
        found.hosts["pc"].login("name", "pw", "network-access.com")
    found = campus(*RADIUS)
    assert found.hosts["pc"].login("isp", "pw", "http://198.162.32.10/").accepted


def test_a_window_that_is_open_keeps_the_session() -> None:
    """It loads itself again; once it is closed the session ends after the time of the refresh.

    evidence: guide 11.3 p.365, reference 11.5 p.1088
    """
    found = campus(*CLIENT, *RADIUS, "enable netlogin session-refresh 5")
    pc, console = found.hosts["pc"], found.switches["core"].console()
    pc.login("name", "pw")
    found.advance(1500.0)
    assert "State: Authenticated" in console.run("show netlogin port 1:1")
    pc.close_window()
    found.advance(240.0)
    assert "State: Authenticated" in console.run("show netlogin port 1:1")
    found.advance(420.0)
    assert "State: Unauthenticated" in console.run("show netlogin port 1:1")
    assert found.hosts["noc"].accounting == ["name start", "name stop"]


@pytest.mark.parametrize("lines", [["disable netlogin logout-privilege"], ["disable netlogin session-refresh"]])
def test_twenty_minutes_without_activity(lines: list[str]) -> None:
    """Without a refresh a session ends when its port is silent for 20 minutes.  evidence: guide 11.3 p.368"""
    found = campus(*CLIENT, *RADIUS, *lines, "configure vlan corp add ports 1:1", address="10.203.0.9/24")
    pc, console = found.hosts["pc"], found.switches["core"].console()
    assert pc.login("isp", "pw", "http://10.203.0.224/").accepted
    found.advance(900.0)
    pc.ping("10.203.0.2")
    found.advance(900.0)
    assert "State: Authenticated" in console.run("show netlogin port 1:1")
    found.advance(600.0)
    assert "State: Unauthenticated" in console.run("show netlogin port 1:1")


def test_without_the_privilege_there_is_no_window() -> None:
    """The page after the login opens none, so nobody can log out there."""
    found = campus(*CLIENT, *RADIUS, "disable netlogin logout-privilege")
    found.hosts["pc"].login("name", "pw")
    with pytest.raises(XosError, match="no logout window"):
        found.hosts["pc"].logout()


def test_a_session_lives_over_a_failover() -> None:
    """The client goes on as before, its window still refreshes the session, and it can log out.

    evidence: guide 11.3 p.348, table 12
    """
    found = campus(*CLIENT, *RADIUS)
    pc = found.hosts["pc"]
    pc.login("name", "pw")
    found.advance(30.0)
    found.switches["core"].console().run("run msm-failover", "y")
    found.settle()
    assert pc.ping("10.203.0.2").lost == 0
    console = found.switches["core"].console("MSM-B")
    found.advance(900.0)
    assert "State: Authenticated" in console.run("show netlogin port 1:1")
    pc.logout()
    found.advance(1.0)
    assert "State: Unauthenticated" in console.run("show netlogin port 1:1")
    assert found.hosts["noc"].accounting == ["name start", "name stop"]


def test_a_user_of_the_network_only() -> None:
    """The user is let in at a port, and not at the switch itself.  evidence: guide 11.3 p.352"""
    mgmt = [line.replace("netlogin", "mgmt-access") for line in RADIUS[:3]]
    found = campus(*CLIENT, *RADIUS, *mgmt)
    assert found.hosts["pc"].login("only", "pw").accepted
    from xos_cli.lab.login_trial import try_login

    assert "Login incorrect" in try_login(found._inside, "core", ["only", "pw"])
    assert "user" in try_login(found._inside, "core", ["isp", "pw"])


def test_disabled_network_login_opens_the_port() -> None:
    """The client is logged out, and the port leaves the VLAN of network login."""
    found = campus(*CLIENT, *RADIUS)
    found.hosts["pc"].login("name", "pw")
    console = found.switches["core"].console()
    console.run("disable netlogin ports 1:1 web-based")
    found.advance(1.0)
    assert "1:1" not in console.run("show vlan corp")
    assert "1:1" not in console.run("show vlan temp")
    assert found.hosts["noc"].accounting == ["name start", "name stop"]


def test_a_verdict_names_network_login() -> None:
    """What would become of a packet depends on whether somebody is logged in at its port."""
    found = campus(*CLIENT, *RADIUS)
    switch, pc = found.switches["core"], found.hosts["pc"]
    verdict = switch.packet("1:1", source=pc.address, destination="10.203.0.2")
    assert verdict.action == "drop"
    assert "nobody is logged in at the port" in verdict.steps[-1]
    pc.login("name", "pw")
    found.advance(30.0)
    pc.ping("10.203.0.224")
    verdict = switch.packet("1:1", source=pc.address, destination="10.203.0.2")
    assert verdict.action != "drop"
    assert any("the sender is logged in" in step for step in verdict.steps)


@needed
def test_tshark_reads_a_login(tmp_path: Path) -> None:
    """tshark finds DHCP, DNS, HTTP and RADIUS in captures of a login, and nothing malformed."""
    found = campus(*CLIENT, *RADIUS)
    captures = [found.capture(end, tmp_path / f"{end}.pcap") for end in ("pc", "noc")]
    found.hosts["pc"].renew()
    found.hosts["pc"].login("name", "pw")
    found.advance(30.0)
    seen = set()
    for capture, end in zip(captures, ("pc", "noc"), strict=True):
        capture.stop()
        printed = tshark("-r", f"{tmp_path}/{end}.pcap", "-T", "fields", "-e", "frame.protocols", "-e", "_ws.malformed")
        for line in printed.splitlines():
            protocols, _, malformed = line.partition("\t")
            seen |= set(protocols.split(":"))
            assert not malformed, line
    assert {"dhcp", "dns", "http", "urlencoded-form", "radius", "tcp"} <= seen


def test_what_a_stranger_types_does_no_harm() -> None:
    """A name with line ends is one line of the log; a request without an end, or that is none, gets no page."""
    found = campus(*CLIENT, *RADIUS)
    pc, host = found.hosts["pc"], found._inside.hosts["pc"]
    assert not pc.login("a\r\n<Crit:all> gone", "x" * 500).accepted
    log = found.switches["core"].console().run("show log")
    assert any("user a<Crit:all> gone Mac" in line for line in log.splitlines())
    streams = host.tcp()
    for data in (b"G" * 40_000, b"HELO there\r\n\r\n", b"POST / HTTP/1.0\r\nContent-Length: 99999999\r\n\r\n"):
        key = streams.ends.open(host.address, host.gateway, 80)
        streams.ends.write(key, data)
        found.advance(2.0)
        assert streams.ends.read(key) == b""
    assert pc.login("name", "pw").accepted


def test_a_snapshot_has_the_sessions() -> None:
    """After a restore the client is logged in as it was, its window still refreshes, and it can log out again."""
    found = campus(*CLIENT, *RADIUS)
    pc = found.hosts["pc"]
    pc.login("name", "pw")
    found.advance(30.0)
    kept = found.snapshot()
    for _ in range(2):
        pc.logout()
        found.advance(5.0)
        assert found.hosts["noc"].accounting == ["name start", "name stop"]
        found.restore(kept)
        assert found.hosts["noc"].accounting == ["name start"]
        found.advance(600.0)
        assert "State: Authenticated" in found.switches["core"].console().run("show netlogin port 1:1")


def test_why_nobody_is_logged_in() -> None:
    """`:why` after the screen names what is missing at each port, and nothing where somebody is in."""
    from xos_cli.processes.netLogin.remarks import remarks

    def said(found: Network, port: str = "1:1") -> str:
        node = found._inside.machines["core"].master
        assert node is not None
        return " ".join(text for text in remarks(node, ("show", "netlogin")) if f"Port {port}:" in text)

    found = campus("enable netlogin ports 1:1 mac dot1x", "unconfigure netlogin vlan")
    for words in (
        "in no VLAN",
        "enable netlogin dot1x",
        "enable radius netlogin",
        "MAC list is empty",
        "nobody to ask",
    ):
        assert words in said(found)
    assert "no login page" in said(campus("unconfigure vlan temp ipaddress"))
    assert said(campus(*CLIENT, *RADIUS)) == ""
    found = campus(*CLIENT, *RADIUS, "configure radius netlogin primary shared-secret other")
    found.hosts["pc"].login("name", "pw")
    assert said(found) == ""
    node = found._inside.machines["core"].master
    assert node is not None
    assert list(remarks(node, ("show", "vlan"))) == []
