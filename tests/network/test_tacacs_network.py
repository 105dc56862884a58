"""Logins and commands that a TACACS+ server decides: rights, silent servers, secrets, authorization, accounting."""

import re
from pathlib import Path
from typing import Any

import pytest
from server_logins import try_in
from tshark import needed, tshark

from xos_cli import Network
from xos_cli.lab.network import NetworkLab
from xos_cli.lab.network_change import save
from xos_cli.network.file import read
from xos_cli.packets import tacacs
from xos_cli.packets.tacacs import AuthenticationStart, Tacacs
from xos_cli.replay.runner import Runner
from xos_cli.session.session import CLOSED, Session
from xos_cli.switch.tcp_ends import TcpEnds, TcpKey

USERS: dict[str, Any] = {
    "alice": {"password": "root", "level": 15, "deny": ["configure", "reboot"]},
    "bob": "look",
    "admin": {"password": "from-tacacs", "level": 1},
    "eve": {"password": "few", "level": 15, "permit": ["show"]},
}
LINES = [
    "configure vlan Default ipaddress 10.0.0.254/24",
    "configure tacacs primary server 10.0.0.1 client-ip 10.0.0.254 vr VR-Default",
    "configure tacacs primary shared-secret s3",
    "enable tacacs",
]
SECOND = [
    "configure tacacs secondary server 10.0.0.2 client-ip 10.0.0.254 vr VR-Default",
    "configure tacacs secondary shared-secret s4",
]
ACCOUNTING = [
    "configure tacacs-accounting primary server 10.0.0.1 client-ip 10.0.0.254 vr VR-Default",
    "configure tacacs-accounting primary shared-secret s3",
    "enable tacacs-accounting",
]


def network(*lines: str, secret: str = "s3") -> Network:
    """A switch that asks two hosts with a TACACS+ server, the second one only if *lines* name it."""
    carol = {"carol": {"password": "root", "level": 15}}
    hosts: dict[str, dict[str, Any]] = {
        "noc": {"address": "10.0.0.1/24", "tacacs": {"secret": secret, "users": USERS}},
        "spare": {"address": "10.0.0.2/24", "tacacs": {"secret": "s4", "users": carol}},
        "pc": {"address": "10.0.0.3/24"},
    }
    cables = [("noc", "core 1:1"), ("spare", "core 1:2"), ("pc", "core 1:3")]
    return Network.build({"core": {"lines": [*LINES, *lines]}}, hosts, cables)


def typed(found: Network, session: Session, line: str) -> str:
    """What a line prints at a session."""
    session.take()
    session.feed(line)
    found.switches["core"]._machine.wait(lambda: session.wants != "time", "an answer")
    return session.take()


def counter(found: Network, label: str, node: str | None = None) -> list[int]:
    """A counter of each server, as `show tacacs` prints it."""
    core = found.switches["core"]
    shown = (core.console(node) if node else core.console()).run("show tacacs")
    return [int(number) for number in re.findall(f"{label} *: (\\d+)", shown)]


def test_the_server_decides_who_may_log_in() -> None:
    """Its users get in at once, with its rights; a wrong password, and a local account, do not, and are counted."""
    found = network()
    alice, took = try_in(found, "alice", "root")
    assert alice.prompt.endswith("# ")
    assert took < 0.5
    assert try_in(found, "bob", "look")[0].prompt.endswith("> ")
    assert try_in(found, "admin", "from-tacacs", "console")[0].prompt.endswith("> ")
    wrong, _ = try_in(found, "alice", "toor")
    assert "Login incorrect" in wrong.take()
    assert try_in(found, "user", "")[0].account == ""
    assert (counter(found, "Accepts"), counter(found, "Rejects")) == ([3], [2])


def test_the_next_server_and_then_the_local_accounts() -> None:
    """A silent primary costs its time-out of 3 s; two cost 6 s, and then the local account counts."""
    found = network(*SECOND)
    found.cable("noc").cut()
    carol, took = try_in(found, "carol", "root")
    assert carol.prompt.endswith("# ")
    assert 3.0 <= took < 3.5
    found.cable("spare").cut()
    admin, took = try_in(found, "admin", "")
    assert admin.prompt.endswith("# ")
    assert 6.0 <= took < 6.5
    assert counter(found, "Timeouts") == [2, 1]
    assert try_in(found, "carol", "root")[0].account == ""


def test_the_time_out_is_the_configured_one() -> None:
    """`configure tacacs timeout 5`: five seconds, then local."""
    found = network("configure tacacs timeout 5")
    found.cable("noc").cut()
    assert 5.0 <= try_in(found, "admin", "")[1] < 5.5


def test_a_host_without_the_service_refuses_at_once() -> None:
    """Its port 49 is reset: the next server is asked without a wait."""
    found = network(*SECOND, "configure tacacs primary server 10.0.0.3 client-ip 10.0.0.254 vr VR-Default")
    carol, took = try_in(found, "carol", "root")
    assert carol.prompt.endswith("# ")
    assert took < 0.5
    assert counter(found, "Timeouts") == [1, 0]


def test_a_lost_segment_is_sent_again() -> None:
    """While half the frames are lost, a login takes longer than without, and still succeeds within its time-out."""
    found = network("configure tacacs timeout 60")
    try_in(found, "alice", "root")
    found.cable("noc").loss = 0.5
    alice, took = try_in(found, "alice", "root")
    assert alice.account == "alice"
    assert took > 0.9


def test_an_answer_with_another_secret_is_dropped_and_counted() -> None:
    """The right password does not help: the answer makes no sense, and the switch asks its own accounts."""
    found = network(secret="other")
    assert try_in(found, "alice", "root")[0].account == ""
    assert counter(found, "Bad secrets") == [1]
    assert (counter(found, "Accepts"), counter(found, "Rejects")) == ([0], [0])
    server = found._inside.hosts["noc"].tacacs
    assert server is not None
    assert server.dropped == 1
    assert try_in(found, "admin", "")[0].account == "admin"
    log = found.switches["core"].console().run("show log")
    assert "AAA.TACACS.badPacket" in log


def test_three_rejections_end_a_network_session() -> None:
    """They count as wrong passwords."""
    found = network()
    session, _ = try_in(found, "alice", "x")
    for _ in range(2):
        session.feed("alice")
        session.feed("x")
        found.advance(1.0)
    assert session.wants == CLOSED


def test_commands_are_authorized() -> None:
    """A user types what the server permits; what it denies is refused and changes nothing; others are not asked."""
    found = network("enable tacacs-authorization")
    alice, _ = try_in(found, "alice", "root")
    alice.paging = False
    assert "SysName" in typed(found, alice, "show switch")
    before = found.switches["core"].console().run("show configuration")
    said = typed(found, alice, "configure vlan Default tag 77")
    assert "Error: Command not authorized by the TACACS+ server." in said
    assert found.switches["core"].console().run("show configuration") == before
    assert "Error" not in typed(found, alice, "create vlan red")
    assert "red" in found.switches["core"].console().run("show vlan")
    eve, _ = try_in(found, "eve", "few")
    assert "not authorized" in typed(found, eve, "create vlan blue")
    found.switches["core"].console().run("configure vlan Default ipaddress 10.0.0.253/24")


def test_without_authorization_the_rights_of_the_level_hold() -> None:
    """An administrator types everything; where no server answers, the switch decides too."""
    found = network()
    alice, _ = try_in(found, "alice", "root")
    assert "Error" not in typed(found, alice, "configure vlan Default tag 77")
    found.switches["core"].console().run("enable tacacs-authorization")
    assert "not authorized" in typed(found, alice, "configure vlan Default tag 78")
    found.cable("noc").cut()
    assert "Error" not in typed(found, alice, "configure vlan Default tag 78")


def test_logins_and_commands_are_told() -> None:
    """A start with the login, a stop for each command and with the end; passwords are not told."""
    found = network(*ACCOUNTING)
    session, _ = try_in(found, "alice", "root")
    typed(found, session, "create account user joe secret7")
    typed(found, session, "show vlan")
    session.feed("exit")
    session.feed("n")
    found.advance(1.0)
    notes = [note for note in found.hosts["noc"].accounting if note.startswith("alice")]
    assert notes[0] == "alice start"
    assert "alice stop" in notes[-2:]
    assert "alice stop show vlan" in notes
    assert any("create account user joe" in note for note in notes)
    assert not any("secret7" in note for note in notes)
    shown = found.switches["core"].console().run("show tacacs-accounting")
    assert int(re.findall(r"Accepts *: (\d+)", shown)[0]) >= len(notes)
    found.switches["core"].console().run("disable tacacs-accounting")
    told = len(found.hosts["noc"].accounting)
    try_in(found, "bob", "look")
    found.advance(1.0)
    assert len(found.hosts["noc"].accounting) == told


def test_the_next_accounting_server_is_told_when_the_first_is_silent() -> None:
    """After the time-out; nobody waits for it at the login."""
    second = [line.replace("primary", "secondary").replace("10.0.0.1", "10.0.0.2") for line in ACCOUNTING[:1]]
    found = network(*SECOND, *ACCOUNTING, *second, "configure tacacs-accounting secondary shared-secret s4")
    found.cable("noc").cut()
    _, took = try_in(found, "carol", "root")
    assert took < 3.5
    assert [note for note in found.hosts["spare"].accounting if "carol" in note] == []
    found.advance(4.0)
    assert [note for note in found.hosts["spare"].accounting if "carol" in note] == ["carol start"]


def test_a_failover_in_the_middle_of_a_login() -> None:
    """The session ends with its MSM; the new master asks the servers anew and lets the same user in."""
    found = network("configure tacacs timeout 30")
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
    assert counter(found, "Accepts", "MSM-B") == [1]


def test_a_snapshot_has_the_connections() -> None:
    """A login goes on in a restored network as it did before; the server knows nothing of what came later."""
    found = network(*ACCOUNTING)
    before = found.snapshot()
    try_in(found, "alice", "root")
    found.advance(1.0)
    assert "alice start" in found.hosts["noc"].accounting
    found.restore(before)
    assert "alice start" not in found.hosts["noc"].accounting
    assert try_in(found, "alice", "root")[0].account == "alice"


@pytest.mark.parametrize(("password", "status"), [(b"root", tacacs.PASS), (b"no", tacacs.FAIL)])
def test_the_server_takes_pap(password: bytes, status: int) -> None:
    """A login of PAP has its password in the first message, and one answer."""
    found = network()
    pc = found._inside.hosts["pc"]
    heard: list[bytes] = []

    class Client:
        def hear(self, ends: TcpEnds, key: TcpKey) -> None:
            heard.append(ends.read(key))

    ends = pc.tcp().ends
    key = ends.open(pc.address, pc.address - 2, tacacs.PORT)
    pc.tcp().services[key.port] = Client()
    start = AuthenticationStart("alice", "tty", "", password, tacacs.PAP)
    message = Tacacs(tacacs.AUTHENTICATION, 1, 77, tacacs.start_body(start), tacacs.VERSION_ONE)
    ends.write(key, tacacs.encode(message, b"s3"))
    found.advance(1.0)
    answer = tacacs.decode(b"".join(heard), b"s3")
    assert answer is not None
    assert tacacs.reply_of(answer[0].body).status == status


@needed
def test_tshark_follows_a_login(tmp_path: Path) -> None:
    """On the cable to the server tshark finds the whole of a login, and no wrong checksum."""
    found = network()
    capture = found.capture("noc", str(tmp_path / "login.pcap"))
    try_in(found, "alice", "root")
    found.advance(1.0)
    capture.stop()
    options = ("-o", "tacplus.key:s3", "-o", "tcp.check_checksum:TRUE", "-T", "fields", "-e", "tcp.checksum.status")
    fields = ("-e", "tacplus.user", "-e", "tacplus.body_authen_rep.status", "-e", "tacplus.arg_value")
    rows = [line.split("\t") for line in tshark("-r", str(tmp_path / "login.pcap"), *options, *fields).splitlines()]
    assert {row[0] for row in rows if row[0]} == {"1"}
    assert {row[1] for row in rows if row[1]} == {"alice"}
    assert [int(row[2], 0) for row in rows if row[2]] == [tacacs.GET_PASSWORD, tacacs.PASS]
    assert "priv-lvl=15" in {row[3] for row in rows}


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"secret": ""}, "secret: expected a text that is not empty"),
        ({"users": {"a": {"level": 3}}}, "expected a password, or a table with a password"),
        ({"users": {"a": {"password": "x", "level": 16}}}, "level: expected a number from 0 to 15"),
        ({"users": {"a": {"password": "x", "deny": [1]}}}, "deny: expected a list of texts"),
        ({"users": {"a": {"password": "x", "vlan": "v"}}}, "unknown key vlan"),
        ({"port": 50}, "unknown key port"),
    ],
)
def test_a_server_that_cannot_be_is_refused(table: dict[str, Any], words: str) -> None:
    """The file and the key are named."""
    hosts = {"noc": {"address": "10.0.0.1/24", "tacacs": table}}
    with pytest.raises(Exception, match=re.escape(words)):
        Network.build({"core": {}}, hosts, [("noc", "core 1:1")])


def test_a_saved_network_has_the_server(tmp_path: Path) -> None:
    """`:network save` writes its secret, its users and what they may type; the file is read again."""
    file = tmp_path / "saved.toml"
    save(network()._inside, str(file))
    plan = read(file.read_text(), "saved.toml")
    assert plan.hosts[0].services["tacacs"] == {"secret": "s3", "users": USERS}


def test_a_script_shows_the_login_in_its_order() -> None:
    """What the switch prints after the wait for its server stands behind the password and before the first command."""
    found = network()
    shown: list[str] = []
    lab = NetworkLab(found._inside)
    runner = Runner(lab, shown.append, account="alice", password="root")
    runner.run("test", ["show tacacs"])
    text = "".join(shown)
    assert text.index("login: alice") < text.index("password: ") < text.index("ExtremeWare XOS") < text.index("# show")
