"""Logins that a RADIUS server decides: right and wrong passwords, rights, silent servers, secrets, accounting."""

import re
from typing import Any

from server_logins import try_in

from xos_cli import Network
from xos_cli.session.session import CLOSED, Session

ADMIN = {"password": "root", "service": "administrative"}
USERS: dict[str, Any] = {"alice": ADMIN, "bob": "look", "admin": {"password": "from-radius", "service": "login"}}
LINES = [
    "configure vlan Default ipaddress 10.0.0.254/24",
    "configure radius mgmt-access primary server 10.0.0.1 client-ip 10.0.0.254 vr VR-Default",
    "configure radius mgmt-access primary shared-secret s3",
    "enable radius mgmt-access",
]
SECOND = [
    "configure radius mgmt-access secondary server 10.0.0.2 client-ip 10.0.0.254 vr VR-Default",
    "configure radius mgmt-access secondary shared-secret s4",
]
ACCOUNTING = [
    "configure radius-accounting mgmt-access primary server 10.0.0.1 client-ip 10.0.0.254 vr VR-Default",
    "configure radius-accounting mgmt-access primary shared-secret s3",
    "enable radius-accounting mgmt-access",
]


def network(*lines: str, secret: str = "s3", core: dict[str, Any] | None = None) -> Network:
    """A switch that asks two hosts with a RADIUS server, the second one only if *lines* name it."""
    hosts = {
        "noc": {"address": "10.0.0.1/24", "radius": {"secret": secret, "users": USERS}},
        "spare": {"address": "10.0.0.2/24", "radius": {"secret": "s4", "users": {"carol": ADMIN}}},
    }
    switch = {"lines": [*LINES, *lines]} | (core or {})
    return Network.build({"core": switch}, hosts, [("noc", "core 1:1"), ("spare", "core 1:2")])


def counter(found: Network, label: str) -> list[int]:
    """A counter of each server, as `show radius` prints it."""
    shown = found.switches["core"].console().run("show radius")
    return [int(number) for number in re.findall(f"{label} *: (\\d+)", shown)]


def test_the_server_decides_who_may_log_in() -> None:
    """Its users get in at once, with its rights; a wrong password, and a local account, do not, and are counted."""
    found = network()
    alice, took = try_in(found, "alice", "root")
    assert alice.prompt.endswith("# ")
    assert took < 0.5
    assert "alice" in found.switches["core"].console().run("show session")
    assert try_in(found, "bob", "look")[0].prompt.endswith("> ")
    wrong, _ = try_in(found, "alice", "toor")
    assert "Login incorrect" in wrong.take()
    assert try_in(found, "user", "")[0].account == ""
    assert counter(found, "Access Requests") == [4]
    assert counter(found, "Access Accepts") == counter(found, "Access Rejects") == [2]


def test_the_rights_of_the_server_take_precedence() -> None:
    """`admin`, an administrator here, is a user there: the local password is wrong, the server's opens a `>`."""
    found = network()
    assert try_in(found, "admin", "")[0].account == ""
    assert try_in(found, "admin", "from-radius")[0].prompt.endswith("> ")


def test_a_console_asks_too() -> None:
    """Telnet and console are decided by the same server."""
    assert try_in(network(), "alice", "root", "console")[0].prompt.endswith("# ")


def test_the_next_server_and_then_the_local_accounts() -> None:
    """A silent primary costs its time-out of 3 s; two silent ones cost 6 s, and then the local account counts."""
    found = network(*SECOND)
    found.cable("noc").cut()
    carol, took = try_in(found, "carol", "root")
    assert carol.prompt.endswith("# ")
    assert 3.0 <= took < 3.5
    found.cable("spare").cut()
    admin, took = try_in(found, "admin", "")
    assert admin.prompt.endswith("# ")
    assert 6.0 <= took < 6.5
    assert counter(found, "Client timeouts") == [2, 1]
    assert try_in(found, "carol", "root")[0].account == ""


def test_the_time_out_is_the_configured_one() -> None:
    """`configure radius timeout 5`: five seconds, then local."""
    found = network("configure radius mgmt-access timeout 5")
    found.cable("noc").cut()
    assert 5.0 <= try_in(found, "admin", "")[1] < 5.5


def test_an_answer_with_another_secret_is_dropped_and_counted() -> None:
    """The right password does not help: the switch asks three times, waits, and asks its own accounts."""
    found = network(secret="other")
    alice, took = try_in(found, "alice", "root")
    assert (alice.account, took >= 3.0) == ("", True)
    assert counter(found, "Bad authenticators") == [3]
    assert counter(found, "Access Requests") == counter(found, "Client timeouts") == [1]
    assert counter(found, "Access Rejects") == [0]
    assert try_in(found, "admin", "")[0].account == "admin"


def many(found: Network, count: int) -> list[Session]:
    """Type the name and the password of alice at so many logins at once."""
    machine = found.switches["core"]._machine
    assert machine.master is not None
    sessions = [Session(machine, machine.master.name, "console", "") for _ in range(count)]
    for session in sessions:
        session.feed("alice")
        session.feed("root")
    return sessions


def test_many_logins_at_once_are_all_answered() -> None:
    """ARP drops most of the first requests while it looks for the server; they are repeated within the time-out."""
    found = network()
    sessions = many(found, 100)
    found.advance(3.0)
    assert [session.account for session in sessions] == ["alice"] * 100
    assert counter(found, "Access Requests") == counter(found, "Access Accepts") == [100]
    assert counter(found, "Access Retransmits") > [0]
    assert counter(found, "Client timeouts") == [0]


def test_more_logins_than_there_are_identifiers() -> None:
    """A request has one of 256 identifiers; the next one waits for one that is free, and none is answered twice."""
    found = network()
    sessions = many(found, 300)
    found.advance(8.0)
    assert [session.account for session in sessions] == ["alice"] * 300
    assert counter(found, "Access Accepts") == [300]


def test_a_request_is_repeated_and_counted() -> None:
    """Within the time-out a silent server is asked three times: one request, two retransmits, one time-out."""
    found = network()
    found.cable("noc").cut()
    assert 3.0 <= try_in(found, "admin", "")[1] < 3.5
    labels = "Access Requests", "Access Retransmits", "Client timeouts"
    assert [counter(found, label) for label in labels] == [[1], [2], [1]]


def test_three_rejections_end_a_network_session() -> None:
    """They count as wrong passwords."""
    found = network()
    session, _ = try_in(found, "alice", "x")
    for _ in range(2):
        session.feed("alice")
        session.feed("x")
        found.advance(1.0)
    assert session.wants == CLOSED


def test_logins_and_logouts_are_told() -> None:
    """A start with the login and a stop with the end, of the same session, where accounting is enabled."""
    found = network(*ACCOUNTING)
    found.switches["core"].console().run("show switch")
    session, _ = try_in(found, "alice", "root")
    session.feed("exit")
    found.advance(1.0)
    assert [note for note in found.hosts["noc"].accounting if "alice" in note] == ["alice start", "alice stop"]
    assert counter(found, "Acct Responses") == [len(found.hosts["noc"].accounting)]
    found.switches["core"].console().run("disable radius-accounting mgmt-access")
    try_in(found, "bob", "look")
    found.advance(1.0)
    assert not [note for note in found.hosts["noc"].accounting if "bob" in note]


def test_the_next_accounting_server_is_told_when_the_first_is_silent() -> None:
    """After the time-out; nobody waits for it at the login."""
    second = [
        "configure radius-accounting mgmt-access secondary server 10.0.0.2 client-ip 10.0.0.254 vr VR-Default",
        "configure radius-accounting mgmt-access secondary shared-secret s4",
    ]
    found = network(*SECOND, *ACCOUNTING, *second)
    found.cable("noc").cut()
    _, took = try_in(found, "carol", "root")
    assert took < 3.5
    assert [note for note in found.hosts["spare"].accounting if "carol" in note] == []
    found.advance(4.0)
    assert [note for note in found.hosts["spare"].accounting if "carol" in note] == ["carol start"]


def test_a_snapshot_has_the_server_and_what_it_was_told() -> None:
    """After it is restored, the server knows nothing of the login that came later, and answers as before."""
    found = network(*ACCOUNTING)
    before = found.snapshot()
    try_in(found, "alice", "root")
    found.advance(1.0)
    assert "alice start" in found.hosts["noc"].accounting
    found.restore(before)
    assert "alice start" not in found.hosts["noc"].accounting
    assert try_in(found, "alice", "root")[0].account == "alice"


def test_after_a_failover_the_new_master_asks() -> None:
    """The servers and their secrets are relayed; the counters of the new master begin anew."""
    found = network()
    try_in(found, "alice", "root")
    found.switches["core"].console().run("run msm-failover", "y")
    found.settle()
    assert found.switches["core"]._machine.master.name == "MSM-B"  # type: ignore[union-attr]
    assert try_in(found, "alice", "root")[0].prompt.endswith("# ")
    shown = found.switches["core"].console("MSM-B").run("show radius")
    assert "Access Requests      : 1 " in shown


def test_a_failover_in_the_middle_of_a_login() -> None:
    """The session that waits for a silent server ends with its MSM; the new master lets the same user in."""
    found = network("configure radius mgmt-access timeout 30")
    found.cable("noc").cut()
    machine = found.switches["core"]._machine
    session = Session(machine, "MSM-A", "telnet", "10.0.0.9")
    session.feed("alice")
    session.feed("root")
    found.advance(1.0)
    assert session.wants == "time"
    found.switches["core"].remove("MSM-A")
    found.cable("noc").join()
    found.settle()
    assert session.wants == CLOSED
    assert try_in(found, "alice", "root")[0].prompt.endswith("# ")


def test_the_secret_is_not_in_the_configuration() -> None:
    """It is kept and shown in the encrypted form, which is typed again as it is."""
    text = network().switches["core"].console().run("show configuration aaa")
    assert "shared-secret encrypted" in text
    assert "s3" not in re.findall("shared-secret encrypted (.*)", text)[0].strip('"')
