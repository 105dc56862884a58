"""Services of hosts that a switch uses: a log host, a time server, a file server; and what happens without them."""

from typing import Any

import pytest

from xos_cli import CommandRefused, Network

LINES = ["configure vlan Default ipaddress 10.0.0.254/24"]


def network(services: str = "syslog sntp tftp") -> Network:
    """A switch with an address, and a host that has services."""
    noc: dict[str, Any] = {"address": "10.0.0.1/24"} | {name: {} for name in services.split()}
    if "sntp" in services:
        noc["sntp"] = {"offset": 86400.0}
    if "tftp" in services:
        noc["tftp"] = {"files": {"site.cfg": "x" * 1500}}
    return Network.build({"core": {"lines": LINES}}, {"noc": noc}, [("noc", "core 1:1")])


def test_log_messages_reach_a_log_host() -> None:
    """With facility and severity; without `enable syslog`, and for a severity that the target does not take, none."""
    found = network()
    console = found.switches["core"].console()
    console.run("configure syslog add 10.0.0.1 vr VR-Default local3")
    console.run("enable log target syslog 10.0.0.1 vr VR-Default local3")
    found.switches["core"].fail("port", "1:2")
    found.advance(2.0)
    assert found.hosts["noc"].log == []
    console.run("enable syslog")
    found.switches["core"].repair("port", "1:2")
    found.switches["core"].fail("psu", 1)
    found.advance(2.0)
    assert any(text.startswith("<155>") and "PowerSupply:1 Failed" in text for text in found.hosts["noc"].log)
    console.run("configure log target syslog 10.0.0.1 vr VR-Default local3 severity critical")
    before = len(found.hosts["noc"].log)
    found.switches["core"].repair("psu", 1)
    found.advance(2.0)
    assert len(found.hosts["noc"].log) == before


def test_log_messages_go_to_the_port_of_the_target() -> None:
    """Each form of `configure syslog` reaches a host that listens at that port, after a reboot too."""
    hosts: dict[str, dict[str, Any]] = {
        "noc": {"address": "10.0.0.1/24", "syslog": {}},
        "other": {"address": "10.0.0.2/24", "syslog": {"port": 1514}},
    }
    lines = ["configure vlan Default ipaddress 10.0.0.254/24"]
    found = Network.build({"core": {"lines": lines}}, hosts, [("noc", "core 1:1"), ("other", "core 1:2")])
    console = found.switches["core"].console()
    for server in ("10.0.0.1:514", "10.0.0.2:1514", "10.0.0.1:1514"):
        console.run(f"configure syslog add {server} vr VR-Default local2")
        console.run(f"enable log target syslog {server} vr VR-Default local2")
    console.run("configure log target syslog 10.0.0.2:1514 vr VR-Default local2 severity warning")
    console.run("enable syslog")
    found.switches["core"].fail("psu", 1)
    found.advance(2.0)
    logs = [found._inside.hosts[name].log for name in ("noc", "other")]
    for log in logs:
        assert log is not None
        lines_of_fault = [line for line in log.lines if "PowerSupply:1 Failed" in line.text]
        assert [(line.facility, line.severity) for line in lines_of_fault] == [(18, 3)]
    found.switches["core"].console().run("save", "y")
    found.switches["core"].console().run("reboot", "y")
    found.settle()
    before = len(found.hosts["other"].log)
    found.switches["core"].fail("psu", 2)
    found.advance(2.0)
    assert len(found.hosts["other"].log) == before + 1


def test_the_time_comes_from_a_server() -> None:
    """The switch asks, and has the server's time, a day ahead; a server that is gone is a request without a reply."""
    found = network()
    console = found.switches["core"].console()
    console.run("configure sntp-client primary server 10.0.0.1 vr VR-Default")
    console.run("enable sntp-client")
    found.advance(5.0)
    out = console.run("show sntp-client")
    assert "SNTP time is valid" in out
    assert "  from Primary server:           1" in out
    assert "Wed Nov  2 09:0" in console.run("show switch")
    found.cable("noc").cut()
    found.advance(300.0)
    lost = console.run("show sntp-client").split("Replies not received")[1]
    assert int(lost.splitlines()[1].split()[-1]) > 1


def test_files_come_and_go_by_tftp() -> None:
    """Blocks of 512 octets, lost ones sent again; a file that is not there, and a server that is not, are errors."""
    found = network()
    console = found.switches["core"].console()
    found.cable("noc").loss = 0.2
    assert "done!" in console.run("tftp 10.0.0.1 -v VR-Default -g -r site.cfg -l site.cfg")
    assert found.switches["core"].nodes["MSM-A"].files["site.cfg"] == b"x" * 1500
    assert "done!" in console.run("tftp 10.0.0.1 -v VR-Default -p -l site.cfg -r back.cfg")
    assert found.hosts["noc"].files["back.cfg"] == b"x" * 1500
    found.cable("noc").loss = 0.0
    with pytest.raises(CommandRefused, match=r"none\.cfg: File not found"):
        console.run("tftp 10.0.0.1 -v VR-Default -g -r none.cfg")
    with pytest.raises(CommandRefused, match="Transfer Timed Out"):
        console.run("tftp 10.0.0.99 -v VR-Default -g -r site.cfg")
    with pytest.raises(CommandRefused, match="Network is unreachable"):
        console.run("tftp 10.9.9.9 -v VR-Default -g -r site.cfg")


def test_a_host_without_the_service_is_no_server() -> None:
    """A file server that is not there ends in a timeout."""
    found = network("syslog")
    with pytest.raises(CommandRefused, match="Transfer Timed Out"):
        found.switches["core"].console().run("tftp 10.0.0.1 -v VR-Default -g -r site.cfg")
