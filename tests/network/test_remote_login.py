"""Sessions on other hosts: `telnet`, `ssh2`, `scp2` and names, over the ports of the network."""

from pathlib import Path
from typing import Any

import pytest

from xos_cli import CommandRefused, Network, Switch
from xos_cli.processes.netTools.remote.terminal_stream import GO_AHEAD, SECRET, LineReader, TerminalReader, size_of
from xos_cli.serve.terminal import Terminal
from xos_cli.session.session import Session

FILE = """
[switch.core]
chassis = "bd10808"
lines = ["configure vlan Default ipaddress 10.1.1.1/24", "configure vlan Default ipaddress 10.1.1.1/24"]
[switch.edge]
chassis = "summit-x450-24t"
ssh-module = true
lines = ["configure vlan Default ipaddress 10.1.1.2/24", "create account user bob sesame"]
[host.pc1]
address = "10.1.1.10/24"
[host.pc2]
address = "10.1.1.20/24"
[host.pc2.telnet]
users = { bob = "sesame" }
[host.pc2.ssh]
users = { bob = "sesame" }
files = { "mine.pol" = "entry one { if { } then { permit; } }" }
[host.pc2.dns]
names = { "pc2.lab" = "10.1.1.20", "edge" = "10.1.1.2" }
[[cable]]
ends = ["core 1:1", "edge 1"]
[[cable]]
ends = ["edge 2", "pc1"]
[[cable]]
ends = ["edge 3", "pc2"]
"""


@pytest.fixture(scope="module")
def booted(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The network, booted once, and its first moment."""
    path = tmp_path_factory.mktemp("lab") / "lab.toml"
    path.write_text(FILE, encoding="utf-8")
    network = Network.read(path)
    return network, network.snapshot()


@pytest.fixture
def network(booted: Any) -> Network:
    """The network as it was when it had booted."""
    found: Network
    found, first = booted
    found.restore(first)
    return found


def words(network: Network, *lines: str) -> str:
    """Type lines at the core, whoever asks for them; return what the terminal showed."""
    return network.switches["core"].console().script(lines, stop=False)


def refusal(network: Network, *lines: str) -> str:
    """Return why the last of these lines was refused."""
    with pytest.raises(CommandRefused) as caught:
        network.switches["core"].console().script(lines)
    return str(caught.value).partition(": ")[2]


# -- telnet ----------------------------------------------------------------------------------------------------------


def test_a_session_inside_a_session(network: Network) -> None:
    """The other switch asks for the login, has its own prompt, and `exit` comes back; both list their sessions."""
    console = network.switches["core"].console()
    said = console.script(["telnet 10.1.1.2", "admin", ""])
    assert "Trying 10.1.1.2...\nConnected to 10.1.1.2.\nEscape character is '^]'.\n" in said
    assert "\nlogin: admin\npassword: \nExtremeWare XOS\n" in said
    assert console.prompt == "SummitX450-24t.1 # "
    assert "admin    telnet  local  dis  10.1.1.1" in console.run("show session")
    assert "admin    telnet  local  dis  10.1.1.1" in network.switches["edge"].console().run("show session")
    console.run("create vlan there")
    assert "there" in network.switches["edge"].configuration("vlan")
    assert "there" not in network.switches["core"].configuration("vlan")
    assert "Connection closed by foreign host.\n" in console.run("exit", "n")
    assert console.prompt.startswith("BD-10808.")
    assert "telnet" not in network.switches["edge"].console().run("show session")
    assert "console local  dis  serial" in console.run("show session")


def test_what_the_other_switch_refuses_is_a_refusal_here(network: Network) -> None:
    """A script and Python notice it, and the session goes on."""
    console = network.switches["core"].console()
    console.script(["telnet 10.1.1.2", "admin", ""])
    console.run("create vlan v1")
    with pytest.raises(CommandRefused, match="VLAN v1 already exists"):
        console.run("create vlan v1")
    with pytest.raises(CommandRefused, match="Invalid input"):
        console.run("show fbd")
    assert "Default" in console.run("show vlan")


def test_a_long_screen_and_questions_arrive(network: Network) -> None:
    """What takes many segments is whole; a question is answered by one key, and its answer is shown once."""
    console, edge = network.switches["core"].console(), network.switches["edge"].console()
    whole = edge.run("show configuration")
    console.script(["telnet 10.1.1.2", "admin", ""])
    assert console.run("show configuration") == whole
    said = console.run("save", "y")
    assert said.count("Yes") == 1
    assert said.endswith("Configuration saved to primary.cfg successfully.\n")


def test_wrong_passwords(network: Network) -> None:
    """The other switch says so, logs it, and ends the connection after three."""
    said = words(network, "telnet 10.1.1.2", "admin", "wrong", "admin", "wrong", "bob", "wrong", "show session")
    assert said.count("Login incorrect") == 3
    assert "Connection closed by foreign host.\n" in said
    assert "console local  dis  serial" in said
    assert "Login failed for user admin through telnet (10.1.1.1)" in network.switches["edge"].console().run("show log")


def test_the_escape_character(network: Network) -> None:
    """It leads to the client's prompt, from where one goes back or closes the connection."""
    said = words(
        network, "telnet 10.1.1.2", "admin", "", "^]", "hello", "", "show switch", "^]", "close", "show session"
    )
    assert "telnet> hello\n?Invalid command\ntelnet> \n" in said
    assert "SysName:          SummitX450-24t" in said
    assert "telnet> close\nConnection closed.\n" in said
    network.advance(1.0)
    assert "telnet" not in network.switches["edge"].console().run("show session")


def test_telnet_is_disabled_or_on_another_port(network: Network) -> None:
    """It is refused at once; where it listens on another port, that is to be named."""
    edge = network.switches["edge"].console()
    edge.run("disable telnet")
    assert refusal(network, "telnet 10.1.1.2") == "telnet: Unable to connect to remote host: Connection refused"
    edge.run(
        "enable telnet",
    )
    edge.run("configure telnet port 2300")
    assert "Connection refused" in refusal(network, "telnet 10.1.1.2")
    assert "Connected to 10.1.1.2." in words(network, "telnet 10.1.1.2 2300", "^]", "close")
    edge.run("configure telnet port default")
    edge.run("configure telnet vr VR-Mgmt")
    assert "Connection refused" in refusal(network, "telnet vr VR-Default 10.1.1.2")
    edge.run("terminate process telnetd forceful")
    assert "Connection refused" in refusal(network, "telnet 10.1.1.2 vr VR-Default")


def test_no_way(network: Network) -> None:
    """Without a route there is none at once; where nobody answers, it takes a time."""
    assert refusal(network, "telnet 10.9.9.9") == "telnet: Unable to connect to remote host: Network is unreachable"
    before = network.now
    assert "Connection timed out" in refusal(network, "telnet 10.1.1.77")
    assert (network.now - before).total_seconds() == pytest.approx(127.0, abs=1.0)


def test_an_access_list_denies_it(network: Network) -> None:
    """The segments are frames: what denies TCP port 23 denies the session."""
    edge = network.switches["edge"]
    rule = "entry one { if { protocol tcp; destination-port 23; } then { deny; } }"
    network._inside.hosts["pc2"].shared["no.pol"] = rule.encode()
    edge.console().script(["scp2 bob@10.1.1.20:no.pol no.pol", "sesame", "configure access-list no ports 1 ingress"])
    assert "Connection timed out" in refusal(network, "telnet 10.1.1.2")


def test_a_switch_alone_reaches_nobody() -> None:
    """There is no network: the command says so."""
    console = Switch("summit-x450-24t").console()
    for line in ("telnet 10.1.1.2", "ssh2 admin@10.1.1.2", "scp2 admin@10.1.1.2:a.pol a.pol"):
        with pytest.raises(CommandRefused, match="Unable to connect to remote host: Network is unreachable"):
            console.run(line)


def test_the_cable_is_cut(network: Network) -> None:
    """A command that is typed then is repeated for two minutes; the connection is given up, and the session goes on."""
    console = network.switches["core"].console()
    console.script(["telnet 10.1.1.2", "admin", ""])
    network.cable("core 1:1").cut()
    assert "Connection closed by foreign host.\n" in console.run("show switch")
    assert console.prompt.startswith("BD-10808.")


def test_the_other_switch_goes_down(network: Network) -> None:
    """It knows nothing of the connection when it is back, and says so to the next line."""
    console = network.switches["core"].console()
    console.script(["telnet 10.1.1.2", "admin", ""])
    edge = network.switches["edge"]
    edge.power_off()
    network.advance(5.0)
    edge.power_on()
    network.advance(300.0)
    assert "Connection closed by foreign host.\n" in console.run("show switch")


def test_a_session_that_is_cleared_ends(network: Network) -> None:
    """The other switch ends it while nothing is typed: the client shows that, and its own prompt."""
    console = network.switches["core"].console()
    console.script(["telnet 10.1.1.2", "admin", ""])
    network.switches["edge"].console().run("clear session 2")
    network.advance(1.0)
    assert console.prompt.startswith("BD-10808.")
    assert "Connection closed by foreign host." in console.transcript


def test_a_snapshot_has_no_terminals(network: Network) -> None:
    """Going back to a moment within a session ends it on both sides; the next one works."""
    console = network.switches["core"].console()
    console.script(["telnet 10.1.1.2", "admin", ""])
    within = network.snapshot()
    console.run("create vlan there")
    network.restore(within)
    assert "telnet" not in network.switches["edge"].console().run("show session")
    assert "there" not in network.switches["edge"].configuration("vlan")
    said = network.switches["core"].console().script(["telnet 10.1.1.2", "admin", "", "show session", "exit"])
    assert said.count("telnet  local") == 1


def test_lost_frames_are_repeated(network: Network) -> None:
    """On a cable that loses every third frame everything arrives all the same."""
    network.cable("core 1:1").loss = 0.3
    console = network.switches["core"].console()
    console.script(["telnet 10.1.1.2", "admin", ""])
    assert "SysName:          SummitX450-24t" in console.run("show switch")


def test_hosts(network: Network) -> None:
    """A host with a telnet service has a shell; one without refuses."""
    said = words(network, "telnet 10.1.1.20", "bob", "wrong", "bob", "sesame", "hostname", "ls", "quux", "exit")
    assert "pc2 login: bob\nPassword: \nLogin incorrect\npc2 login: bob\n" in said
    assert "bob@pc2:~$ hostname\npc2\nbob@pc2:~$ ls\nmine.pol\nbob@pc2:~$ quux\n-sh: quux: not found\n" in said
    assert "logout\nConnection closed by foreign host.\n" in said
    assert "Connection refused" in refusal(network, "telnet 10.1.1.10")


def test_at_a_served_terminal(network: Network) -> None:
    """Who has come by telnet goes on to the other switch; Ctrl+] is the escape character; pages are its own."""
    machine = network._inside.machines["core"]
    session = Session(machine, "MSM-A", "telnet", "10.0.0.1")
    session.height = 24
    terminal = Terminal(session)

    def press(typed: str) -> str:
        terminal.receive(typed.encode())
        terminal.refresh()
        network.advance(1.0)
        terminal.refresh()
        return terminal.take().decode()

    press("admin\r\r")
    press("telnet 10.1.1.2\r")
    assert press("admin\r").endswith("password: ")
    assert press("\r").endswith("SummitX450-24t.1 # ")
    assert press("show configuration\r").endswith("to continue or <Q> to quit:\x1b[m")
    assert press("q").endswith("SummitX450-24t.2 # ")
    assert press("part of a line\x1d").endswith("\r\ntelnet> ")
    assert "Connection closed." in press("close\r")
    session.close()


# -- SSH -------------------------------------------------------------------------------------------------------------


def test_ssh(network: Network) -> None:
    """The password is asked here, three times at most; where the module is missing nobody listens."""
    said = words(network, "ssh2 bob@10.1.1.2", "wrong", "sesame", "show session", "exit")
    assert "bob@10.1.1.2's password: \nPermission denied, please try again.\nbob@10.1.1.2's password: \n" in said
    assert "bob      ssh     local  dis  10.1.1.1" in said
    assert "Connection closed by foreign host.\n" in said
    said = words(network, "ssh2 cipher 3des compression on bob@10.1.1.2", "sesame", "exit")
    assert "[cipher, compression: without effect, as nothing is really encrypted here]\n" in said
    assert "Permission denied" in refusal(network, "ssh2 user bob 10.1.1.2", "a", "b", "c")
    with pytest.raises(CommandRefused, match="Connection refused"):
        network.switches["edge"].console().run("ssh2 admin@10.1.1.1")
    network.switches["edge"].console().run("disable ssh2")
    assert "Connection refused" in refusal(network, "ssh2 bob@10.1.1.2")


def test_passwords_are_not_in_a_capture(network: Network, tmp_path: Path) -> None:
    """What SSH sends is not to be read there; telnet's is."""
    capture = network.capture("core 1:1", tmp_path / "out.pcap")
    words(network, "ssh2 bob@10.1.1.2", "sesame", "exit")
    assert b"sesame" not in (tmp_path / "out.pcap").read_bytes()
    words(network, "telnet 10.1.1.2", "bob", "sesame", "exit")
    capture.stop()
    assert b"sesame" in (tmp_path / "out.pcap").read_bytes()


def test_scp(network: Network) -> None:
    """Files go to and come from hosts and switches; both MSMs have them; an account of a user copies nothing."""
    core = network.switches["core"].console()
    assert "mine.pol: 37 bytes received\n" in core.script(["scp2 bob@10.1.1.20:mine.pol mine.pol", "sesame"])
    master, backup = network.switches["core"]._machine.nodes.values()
    assert master.flash.read("mine.pol") == backup.flash.read("mine.pol")
    assert "mine.pol: 37 bytes sent\n" in core.script(["scp2 mine.pol admin@10.1.1.2:there.pol", ""])
    assert "there.pol" in network.switches["edge"].console().run("ls")
    core.script(["scp2 admin@10.1.1.2:there.pol back.pol", ""])
    assert master.flash.read("back.pol") == master.flash.read("mine.pol")
    core.script(["scp2 back.pol bob@10.1.1.20:", "sesame"])
    assert "back.pol" in core.script(["ssh2 bob@10.1.1.20", "sesame", "ls", "exit"])
    assert "Permission denied" in refusal(network, "scp2 mine.pol bob@10.1.1.2:no.pol", "sesame")
    assert "File none.pol does not exist" in refusal(network, "scp2 admin@10.1.1.2:none.pol x.pol", "")
    assert "none: No such file" in refusal(network, "scp2 bob@10.1.1.20:none x.pol", "sesame")
    assert "File none.pol does not exist" in refusal(network, "scp2 none.pol admin@10.1.1.2:x.pol")
    assert "is on another host" in refusal(network, "scp2 mine.pol back.pol")


def test_names(network: Network) -> None:
    """A name that a name server knows is as good as an address."""
    core = network.switches["core"].console()
    core.run("configure dns-client add name-server 10.1.1.20 vr VR-Default")
    core.run("configure dns-client add domain-suffix lab")
    assert "Connected to 10.1.1.20." in core.script(["telnet pc2", "^]", "close"])
    core.script(["scp2 bob@pc2:mine.pol mine.pol", "sesame"])
    with pytest.raises(CommandRefused, match="Host nobody cannot be resolved"):
        core.run("telnet nobody")


# -- the stream without a network -------------------------------------------------------------------------------------


def test_the_terminal_stream() -> None:
    """A prompt counts once it is whole, wherever the octets are divided; the height and lines come back."""
    octets = "first\nGrün\n".encode() + SECRET + b"password: " + GO_AHEAD
    for cut in range(len(octets)):
        reader = TerminalReader()
        reader.read(octets[:cut])
        reader.read(octets[cut:])
        assert reader.asked is not None
        assert (reader.take().replace("�", ""), *reader.asked) in (
            ("first\nGrün\n", SECRET, "password: "),
            ("first\nGrn\n", SECRET, "password: "),
        )
    lines = LineReader()
    assert lines.read(size_of(50) + b"one\r\ntw") == ["one"]
    assert (lines.height, lines.read(b"o\r\n\x03")) == (50, ["two"])
    assert lines.broken


# -- access profiles -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "service"),
    [(["telnet 10.1.1.2", "admin", "", "quit", "n"], "telnet"), (["ssh2 bob@10.1.1.2", "sesame", "quit"], "ssh")],
)
def test_an_access_profile_turns_a_switch_away(network: Network, lines: list[str], service: str) -> None:
    """A caller whose address the policy does not permit gets no login, and the switch that is called logs it."""
    edge = network.switches["edge"].console()
    for node in network._inside.machines["edge"].nodes.values():
        node.flash.write("core.pol", b"entry a { if { source-address 10.1.1.1/32; } then { permit; } }", 0.0)
        node.flash.write("other.pol", b"entry a { if { source-address 10.1.1.10/32; } then { permit; } }", 0.0)
    command = "configure telnet" if service == "telnet" else "enable ssh2"
    edge.run(f"{command} access-profile other")
    assert "Connection refused" in refusal(network, lines[0])
    text = f"Rejected {service} connection from 10.1.1.1: access profile other denies it"
    assert text in edge.run("show log")
    for profile in ("core", "none"):
        edge.run(f"{command} access-profile {profile}")
        assert "Press the <tab>" in words(network, *lines)
    assert edge.run("show log").count("Rejected") == 1
