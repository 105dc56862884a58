"""The DNS client of a switch: `nslookup`, `ping`, and servers of RADIUS, TACACS+ and the time that have names."""

import re
from datetime import timedelta
from typing import Any

import pytest
from server_logins import try_in

from xos_cli import CommandRefused, Network
from xos_cli.lab.network import NetworkLab

NAMES = {"noc.example.com": "10.0.0.1", "pc": "10.0.0.3", "far.example.com": "10.0.0.4"}
USERS = {"alice": {"password": "root", "service": "administrative"}}
ADDRESS = "configure vlan Default ipaddress 10.0.0.254/24"
SERVER = "configure dns-client add name-server 10.0.0.2 vr VR-Default"
RADIUS = [
    "configure radius mgmt-access primary server noc.example.com client-ip 10.0.0.254 vr VR-Default",
    "configure radius mgmt-access primary shared-secret s3",
    "enable radius mgmt-access",
]


def network(*lines: str, **services: dict[str, Any]) -> Network:
    """A switch, a host with services, a name server and a host without any."""
    hosts: dict[str, dict[str, Any]] = {
        "noc": {"address": "10.0.0.1/24", **services},
        "ns": {"address": "10.0.0.2/24", "dns": {"names": NAMES}},
        "pc": {"address": "10.0.0.3/24"},
    }
    cables = [(name, f"core 1:{number}") for number, name in enumerate(hosts, 1)]
    return Network.build({"core": {"lines": [ADDRESS, *lines]}}, hosts, cables)


def test_nslookup_asks_the_server() -> None:
    """It prints the address; a suffix is tried behind a name that is not known; an unknown name is refused."""
    console = network(SERVER, "configure dns-client add domain-suffix example.com").switches["core"].console()
    assert "Address: 10.0.0.1\n" in console.run("nslookup noc.example.com")
    assert "Address: 10.0.0.1\n" in console.run("nslookup NOC")
    assert "Address: 10.0.0.3\n" in console.run("nslookup pc")
    with pytest.raises(CommandRefused, match=r"Error: Host other cannot be resolved\."):
        console.run("nslookup other")
    assert "Host other cannot be resolved: no name server knows it" in console.run("show log")


def test_without_a_server_the_reason_is_said() -> None:
    """`nslookup` and `ping` of a name are refused, and the log says that no server is configured."""
    console = network().switches["core"].console()
    with pytest.raises(CommandRefused, match="No name server is configured"):
        console.run("nslookup pc")
    with pytest.raises(CommandRefused, match="Host pc cannot be resolved"):
        console.run("ping pc")
    assert "no name server is configured" in console.run("show log")


def test_ping_traceroute_and_tftp_take_names() -> None:
    """Each reaches the host whose name it was given."""
    found = network(SERVER, tftp={"files": {"a.pol": "entry one { then { permit; } }"}})
    console = found.switches["core"].console()
    assert "4 packets received" in console.run("ping pc")
    assert " 1    10.0.0.3 " in console.run("traceroute pc")
    assert "done!" in console.run("tftp noc.example.com -v VR-Default -g -r a.pol")


def test_the_next_server_is_asked_when_one_is_silent() -> None:
    """The address comes after the wait for the first one; then it is known, and nobody is asked again."""
    first = "configure dns-client add name-server 10.0.0.9 vr VR-Default"
    found = network(first, SERVER)
    console = found.switches["core"].console()
    begun = found.now
    assert "4 packets received" in console.run("ping count 4 pc")
    assert found.now - begun > timedelta(seconds=2)
    server = found._inside.hosts["ns"].dns
    assert server is not None
    asked = server.asked
    console.run("ping pc")
    assert server.asked == asked


def test_a_radius_server_with_a_name() -> None:
    """Its address is looked up at the first login; where nobody knows it, the local accounts count."""
    found = network(SERVER, *RADIUS, radius={"secret": "s3", "users": USERS})
    assert try_in(found, "alice", "root")[0].prompt.endswith("# ")
    assert re.search(r"Access Accepts *: 1\b", found.switches["core"].console().run("show radius"))
    other = RADIUS[0].replace("noc.", "nobody.")
    found.switches["core"].console().run(other)
    assert try_in(found, "alice", "root")[0].account == ""
    assert try_in(found, "admin", "")[0].account == "admin"
    assert "nobody.example.com cannot be resolved" in found.switches["core"].console().run("show log")


def test_network_login_finds_its_server_by_name() -> None:
    """A client is asked about as soon as the name is looked up, and its port comes into its VLAN."""
    mac = "020000000099"
    lines = [
        *[line.replace("mgmt-access", "netlogin") for line in RADIUS],
        "create vlan quarantine",
        "configure netlogin vlan quarantine",
        "enable netlogin mac",
        "enable netlogin ports 1:4 mac",
        "configure netlogin add mac-list default",
    ]
    hosts: dict[str, dict[str, Any]] = {
        "noc": {"address": "10.0.0.1/24", "radius": {"secret": "s3", "users": {mac: mac}}},
        "ns": {"address": "10.0.0.2/24", "dns": {"names": NAMES}},
        "client": {"address": "10.0.0.9/24", "mac": "02:00:00:00:00:99"},
    }
    cables = [("noc", "core 1:1"), ("ns", "core 1:2"), ("client", "core 1:4")]
    found = Network.build({"core": {"lines": [ADDRESS, SERVER, *lines]}}, hosts, cables)
    assert found.hosts["client"].ping("10.0.0.1", count=10).received > 0


def test_accounting_finds_its_server_by_name() -> None:
    """A login is told to it although its address is looked up first."""
    lines = [line.replace("radius ", "radius-accounting ") for line in RADIUS]
    found = network(SERVER, *RADIUS, *lines, radius={"secret": "s3", "users": USERS})
    try_in(found, "alice", "root")
    found.advance(5.0)
    assert "alice start" in found.hosts["noc"].accounting


def test_a_tacacs_server_with_a_name() -> None:
    """Logins and accounting reach it."""
    lines = [line.replace("radius mgmt-access", f"tacacs{what}") for what in ("", "-accounting") for line in RADIUS]
    users = {"alice": {"password": "root", "level": 15}}
    found = network(SERVER, *lines, tacacs={"secret": "s3", "users": users})
    assert try_in(found, "alice", "root")[0].prompt.endswith("# ")
    found.advance(5.0)
    assert "alice start" in found.hosts["noc"].accounting


def test_the_time_comes_from_a_server_with_a_name() -> None:
    """The clock is set by its answer; a name that nobody knows is an event."""
    found = network(SERVER, "configure sntp-client primary noc.example.com vr VR-Default", sntp={"offset": 86400})
    console = found.switches["core"].console()
    console.run("enable sntp-client")
    found.advance(10.0)
    shown = console.run("show sntp-client")
    assert "SNTP time is valid" in shown
    node = found.switches["core"]._machine.master
    assert node is not None
    assert abs(node.rtc_offset - 86400) < 1
    assert re.search(r"to primary server: +1\n", shown)
    console.run("configure sntp-client primary nobody.example.com vr VR-Default")
    console.run("enable sntp-client")
    found.advance(10.0)
    words = "The SNTP server parameter value (nobody.example.com) can not be resolved."
    assert words in console.run("show log")


def test_events_of_services() -> None:
    """`:events` with the word of a service lists what its client did, and nothing of others."""
    found = network(SERVER, *RADIUS, radius={"secret": "s3", "users": USERS})
    lab = NetworkLab(found._inside)
    try_in(found, "alice", "root")
    try_in(found, "alice", "toor")
    found.cable("noc").cut()
    try_in(found, "admin", "")
    lines = lab.execute(":events radius").splitlines()
    assert [line.split("AAA.RADIUS.")[1] for line in lines] == [
        "answer: RADIUS server noc.example.com accepts a login",
        "answer: RADIUS server noc.example.com rejects a login",
        "noAnswer: RADIUS server noc.example.com: no answer",
    ]
    assert lab.execute(":events tacacs") == "nothing happened\n"


@pytest.mark.parametrize(
    ("names", "words"), [({"a": "10.1.1"}, "is not an IPv4 address"), ({"a": 7}, "expected an address")]
)
def test_a_name_server_that_cannot_be_is_refused(names: dict[str, Any], words: str) -> None:
    """The name is said."""
    with pytest.raises(Exception, match=words):
        Network.build({"core": {}}, {"ns": {"address": "10.0.0.2/24", "dns": {"names": names}}}, [("ns", "core 1:1")])
