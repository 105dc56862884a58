"""The CNA agent: its module, its registration with a server of the network, its four tests, and what it counts."""

from typing import Any

import pytest
from conftest import Typist

from xos_cli import CommandRefused, Network
from xos_cli.network.cna import CnaServer

TESTS = [
    "ping 10.1.1.20",
    "ping 10.1.1.77",
    "traceroute 10.2.2.20",
    "rtp 10.1.1.2",
    "rtp 10.1.1.20",
    "tcpconnect 10.1.1.20 23",
    "tcpconnect 10.1.1.20 80",
    "ping nobody",
]


def network_with(tests: list[str]) -> Network:
    """Return two chassis with agents, a third network behind one of them, and a server that asks for tests."""
    lines = [
        "configure vlan Default ipaddress 10.1.1.{}/24",
        "create vlan far",
        "configure vlan Default delete ports 1:5",
    ]
    lines += ["configure vlan far add ports 1:5"]
    switches: dict[str, Any] = {}
    for number, name in enumerate(("core", "edge"), 1):
        far = ["configure vlan far ipaddress 10.2.2.2/24"] if name == "edge" else []
        here = [*[line.format(number) for line in lines], *far, "enable ipforwarding"]
        switches[name] = {"lines": here, "ssh-module": True}
    hosts: dict[str, dict[str, Any]] = {
        "server": {"address": "10.1.1.10/24", "cna": {"tests": tests, "every": 600}},
        "pc": {"address": "10.1.1.20/24", "telnet": {}},
        "away": {"address": "10.2.2.20/24", "gateway": "10.2.2.2"},
    }
    cables = [("core 1:1", "edge 1:1"), ("server", "core 1:2"), ("pc", "core 1:3"), ("away", "edge 1:5")]
    network = Network.build(switches, hosts, cables)
    for name in switches:
        console = network.switches[name].console()
        console.run("download image 10.1.1.20 bd10K-11.3.1.3-cna.xmod", "y")
        console.run("run update")
    network.switches["core"].console().run("configure iproute add default 10.1.1.2")
    return network


def server_of(network: Network) -> CnaServer:
    """Return the server at its host."""
    found = network._inside.hosts["server"].cna
    assert found is not None
    return found


def enable(network: Network, *names: str) -> None:
    """Let agents register."""
    for name in names:
        console = network.switches[name].console()
        console.run("configure cna-testplug scheduler ipaddress 10.1.1.10")
        console.run("enable cna-testplug")


def test_nothing_without_the_module(console: Typist) -> None:
    """Every command says that it is missing; the module itself needs the one of SSH first."""
    for line in (
        "enable cna-testplug",
        "configure cna-testplug vlan Default",
        "clear cna-testplug counters",
        "show cna-testplug",
    ):
        assert console.refuse(line) == "Error: cna module not loaded."


def test_the_tests_are_run_and_reported() -> None:
    """Each has its result at the server, those that find nothing say so; they are counted, logged and cleared."""
    network = network_with(TESTS)
    core = network.switches["core"].console()
    assert "Status                : Not running\n" in core.run("show cna-testplug")
    enable(network, "edge", "core")
    server = server_of(network)
    network.advance(3.0)
    assert sorted(server.agents.values()) == ["BD-10808", "BD-10808"]
    assert "Status                : Registered\n" in core.run("show cna-testplug")
    network.advance(20.0)
    mine = [result.split(maxsplit=3) for result in server.results]
    found: dict[str, set[str]] = {}
    for _, kind, target, words in mine:
        found.setdefault(f"{kind} {target}", set()).add(words)
    assert found["ping 10.1.1.77"] == found["ping nobody"] == {"failed"}
    assert all(words.endswith(" ms") for words in found["ping 10.1.1.20"])
    assert any(words.startswith("10.1.1.2 ") and ", 10.2.2.20 " in words for words in found["traceroute 10.2.2.20"])
    delays = [words.split() for words in found["rtp 10.1.1.2"] if words.startswith("delay ")]
    assert [0.0 < float(words[1]) < 1.0 and int(words[-1]) <= 1 for words in delays] == [True]
    assert found["rtp 10.1.1.20"] == {"failed"}
    assert len(found["tcpconnect 10.1.1.20"] - {"failed"}) >= 1
    assert "failed" in found["tcpconnect 10.1.1.20"]
    shown = core.run("show cna-testplug").splitlines()
    counts = {line.split()[0]: line.split()[1:] for line in shown if line.split()[:1] in [["ping"], ["tcpconnect"]]}
    assert counts == {"ping": ["3", "3", "2"], "tcpconnect": ["2", "2", "1"]}
    log = core.run("show log")
    assert "Registered with CNA server 10.1.1.10" in log
    assert "from 10.1.1.10: ping 10.1.1.20" in log
    assert "ping 10.1.1.77 failed" in log
    core.run("clear cna-testplug counters")
    assert "ping                   0         0         0\n" in core.run("show cna-testplug")


def test_who_may_ask() -> None:
    """Nobody but the server; a disabled agent answers nobody; without an address on its VLAN it cannot register."""
    network = network_with(["ping 10.1.1.20"])
    enable(network, "core")
    core = network.switches["core"].console()
    server, pc = server_of(network), network._inside.hosts["pc"]
    network.advance(10.0)
    before = len(server.results)
    assert before == 1
    stranger = CnaServer(pc, ["ping 10.1.1.10"], 600.0)
    stranger._ask(server.host.address & 0xFFFFFF00 | 1)
    network.advance(10.0)
    assert "ping                   1         1         0\n" in core.run("show cna-testplug")
    core.run("disable cna-testplug")
    server._ask(next(iter(server.agents)))
    network.advance(10.0)
    assert len(server.results) == before
    core.run("configure cna-testplug vlan far")
    core.run("enable cna-testplug")
    network.advance(10.0)
    assert "Status                : Registering\n" in core.run("show cna-testplug")


def test_a_lost_server_and_a_failover() -> None:
    """A server that no longer answers is lost, and logged; the other MSM registers by itself when it takes over."""
    network = network_with([])
    enable(network, "core")
    switch = network.switches["core"]
    network.advance(5.0)
    network.cable("server").cut()
    network.advance(130.0)
    assert "Status                : Registering\n" in switch.console().run("show cna-testplug")
    assert "Connection to CNA server 10.1.1.10 lost" in switch.console().run("show log")
    network.cable("server").join()
    network.advance(70.0)
    assert "Status                : Registered\n" in switch.console().run("show cna-testplug")
    switch.console().run("run msm-failover", "y")
    network.advance(30.0)
    assert "Status                : Registered\n" in switch.console("MSM-B").run("show cna-testplug")


def test_settings_are_printed_saved_and_follow_the_vlan() -> None:
    """They print back; the VLAN falls back to Default when it is deleted."""
    network = network_with([])
    core = network.switches["core"].console()
    core.run("configure cna-testplug vlan far")
    enable(network, "core")
    lines = network.switches["core"].configuration("netTools").splitlines()
    wanted = [
        "configure cna-testplug vlan far",
        "configure cna-testplug scheduler ipaddress 10.1.1.10",
        "enable cna-testplug",
    ]
    assert [line for line in lines if "cna" in line] == wanted
    core.run("delete vlan far")
    assert "vlan far" not in network.switches["core"].configuration("netTools")
    with pytest.raises(CommandRefused, match="VLAN none does not exist"):
        core.run("configure cna-testplug vlan none")
