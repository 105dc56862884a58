"""The web server of a switch, and the browser of a host."""

import pytest

from xos_cli import LabError, Network, XosError
from xos_cli.lab.host_actions import host_action
from xos_cli.processes import PROCESSES

TABLES = {
    "core": {"lines": ["configure vlan Default ipaddress 10.1.1.1/24", "configure snmp sysName web-1"]},
}


@pytest.fixture
def network() -> Network:
    """A switch with an address, and a host at it."""
    return Network.build(TABLES, {"pc": {"address": "10.1.1.10/24"}}, [("core 1:1", "pc")])


def test_pages_of_the_switch(network: Network) -> None:
    """A browser is refused, sees the switch's page once `enable web http` is in force, and is refused again after."""
    host, console = network.hosts["pc"], network.switches["core"].console()
    with pytest.raises(XosError, match="the connection was refused"):
        host.open_page("http://10.1.1.1/")
    console.run("enable web http")
    assert host.open_page("http://10.1.1.1/") == "web-1"
    assert host.open_page("http://10.1.1.1/other") == ""
    assert host_action(network._inside, ["pc", "open", "10.1.1.1"]) == "pc: web-1\n"
    console.run("disable web http")
    with pytest.raises(XosError, match="the connection was refused"):
        host.open_page("http://10.1.1.1/")


def test_the_virtual_router_of_the_web_server(network: Network) -> None:
    """It answers in the virtual router where it listens, and in no other; a failover takes it along."""
    host, switch = network.hosts["pc"], network.switches["core"]
    switch.console().script(["enable web http", "hidden configure thttp vr VR-Mgmt"])
    with pytest.raises(XosError, match="refused"):
        host.open_page("10.1.1.1")
    switch.console().run("hidden configure thttp vr VR-Default")
    assert host.open_page("10.1.1.1") == "web-1"
    switch.console().script(["run msm-failover", "y"])
    network.advance(30)
    assert host.open_page("10.1.1.1") == "web-1"


def test_a_page_from_nowhere(network: Network) -> None:
    """The lab says why there is none."""
    with pytest.raises(LabError, match="pc: "):
        host_action(network._inside, ["pc", "open", "10.1.1.77"])


@pytest.mark.parametrize(
    ("octets", "answer"),
    [(b"GET / HT", b""), (b"HELLO\r\n\r\n", None), (b"\xff\x00\r\n\r\n", None)],
)
def test_what_is_no_request(network: Network, octets: bytes, answer: bytes | None) -> None:
    """A part of a request waits for the rest; what is none ends the connection."""
    node = network.switches["core"]._machine.nodes["MSM-A"]
    assert PROCESSES.ask("thttpd", "web_answer", node, octets) == answer


CERTIFICATE = "configure ssl certificate privkeylen 1024 country US organization lab common-name web"


def test_pages_over_ssl() -> None:
    """They need the SSH module, `enable web https`, and a certificate with its key, which the browser sees."""
    found = Network.build(TABLES, {"pc": {"address": "10.1.1.10/24"}}, [("core 1:1", "pc")], ssh_module=True)
    host, console = found.hosts["pc"], found.switches["core"].console()
    for line in ("enable web https", CERTIFICATE):
        with pytest.raises(XosError, match="the connection was refused"):
            host.open_page("https://10.1.1.1/")
        console.run(line)
    assert host.open_page("https://10.1.1.1/") == "web-1"
    said = host_action(found._inside, ["pc", "open", "https://10.1.1.1"])
    assert said == "pc: web-1 (certificate of C=US, O=lab, CN=web)\n"
    with pytest.raises(XosError, match="the connection was refused"):
        host.open_page("http://10.1.1.1/")
    for line, back in (("unconfigure ssl certificate", CERTIFICATE), ("disable web https", "enable web https")):
        console.run(line)
        with pytest.raises(XosError, match="the connection was refused"):
            host.open_page("https://10.1.1.1/")
        console.run(back)
    assert host.open_page("https://10.1.1.1/other") == ""
