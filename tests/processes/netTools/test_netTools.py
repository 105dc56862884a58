"""The network tools: SNTP, DNS, relays of BOOTP, VLANs that ask for an address, ping."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Typist

from xos_cli import api
from xos_cli.errors import CommandRefused, XosError

Switch = Callable[..., Typist]


def test_section_is_the_captured_one(switch: Switch, section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines, and takes them without a change."""
    typist = switch("summit-x450-24t")
    assert typist.lines("netTools") == section("netTools")
    typist.run(*section("netTools"))
    assert typist.lines("netTools") == section("netTools")
    assert not typist.machine.nodes["Switch"].config.dirty


@pytest.mark.parametrize(
    "line",
    [
        "configure sntp-client update-interval 99 ",
        "configure sntp-client primary 10.1.1.7 vr VR-Default",
        "configure sntp-client secondary timehost vr VR-Mgmt",
        "enable sntp-client",
        "configure dns-client default-domain example.com",
        "configure dns-client add name-server 10.1.1.7 vr VR-Mgmt",
        "configure dns-client add domain-suffix example.com",
        "configure bootprelay add 10.1.1.7 vr VR-Default",
        "enable bootprelay vr VR-Default",
        "enable dhcp vlan Mgmt",
        "enable bootp vlan Default",
    ],
)
def test_settings_print_as_they_are_typed(switch: Switch, line: str) -> None:
    """What was typed is in the section; typed at another switch, the section comes out the same."""
    typist, other = switch(), switch()
    before = typist.lines("netTools")
    typist.run(line)
    assert [new for new in typist.lines("netTools") if new not in before] == [line]
    other.run(*typist.lines("netTools"))
    assert other.lines("netTools") == typist.lines("netTools")


# -- SNTP --------------------------------------------------------------------------------------------------------------


def test_sntp_counts_its_requests(console: Typist) -> None:
    """One at once, one each interval, to both servers, for none answers; off, none go out."""
    console.run("configure sntp-client primary 10.1.1.7", "configure sntp-client secondary server 10.1.1.8")
    out = console.run("show sntp-client")
    assert out.startswith("SNTP client is disabled\nSNTP time is not valid\nPrimary server: 10.1.1.7\n")
    assert "  to primary server:             0\n" in out
    console.run("enable sntp-client", ":wait 200")
    out = console.run("show sntp-client")
    assert "SNTP client is enabled\n" in out
    assert "  to primary server:             4\n  to secondary server:           4\n" in out
    assert "  from Primary server:           3\n  from Secondary server:         3\n" in out
    console.run("disable sntp-client")
    assert "  to primary server:             0\n" in console.run("show sntp-client")


def test_sntp_servers_can_be_taken_away(console: Typist) -> None:
    """One, or all that was configured."""
    before = console.lines("netTools")
    console.run("configure sntp-client primary a", "configure sntp-client secondary b", "enable sntp-client")
    console.run("configure sntp-client update-interval 10", "unconfigure sntp-client primary")
    assert "configure sntp-client secondary b vr VR-Default" in console.lines("netTools")
    assert not any(" primary " in line for line in console.lines("netTools"))
    console.run("unconfigure sntp-client")
    assert console.lines("netTools") == before


# -- DNS ---------------------------------------------------------------------------------------------------------------


def test_show_dns_client(console: Typist) -> None:
    """Suffixes and servers, numbered."""
    console.run(
        "configure dns-client add domain-suffix one.example", "configure dns-client add domain-suffix two.example"
    )
    console.run("configure dns-client add name-server 10.1.1.7")
    assert console.run("show dns-client") == (
        "Number of domain suffixes: 2\n"
        "Domain Suffix 1:       one.example\n"
        "Domain Suffix 2:       two.example\n"
        "Number of name servers: 1\n"
        "Name Server 1: 10.1.1.7 (VR-Default)\n"
    )


def test_dns_can_be_taken_away(console: Typist) -> None:
    """One by one or all; what is not there is refused."""
    before = console.lines("netTools")
    console.run("configure dns-client add domain-suffix one.example", "configure dns-client add name-server 10.1.1.7")
    console.run("configure dns-client delete domain-suffix one.example")
    console.run("configure dns-client delete name-server 10.1.1.7")
    assert console.lines("netTools") == before
    console.refuse("configure dns-client delete name-server 10.1.1.7")
    console.refuse("configure dns-client delete domain-suffix one.example")
    console.run("configure dns-client default-domain x", "configure dns-client add name-server 10.1.1.7")
    console.run("unconfigure dns-client")
    assert console.lines("netTools") == before


def test_dns_has_limits(console: Typist) -> None:
    """Eight servers, six suffixes."""
    console.run(*[f"configure dns-client add name-server 10.1.1.{number}" for number in range(1, 9)])
    assert "At most 8" in console.refuse("configure dns-client add name-server 10.1.1.9")
    console.run(*[f"configure dns-client add domain-suffix s{number}" for number in range(6)])
    assert "At most 6" in console.refuse("configure dns-client add domain-suffix s6")


# -- BOOTP and DHCP ----------------------------------------------------------------------------------------------------


def test_show_bootprelay_is_the_captured_screen(console: Typist, capture: Callable[[str], str]) -> None:
    """But for the note at its end, which came later."""
    real = capture("two-node-stack-12.5.4.5/show-bootprelay.txt").partition("\n")[2]
    assert console.run("show bootprelay") == real.partition("Note:")[0]
    console.run("enable bootprelay", "configure bootprelay add 10.1.1.7")
    out = console.run("show bootprelay")
    assert out.startswith('Bootprelay : Enabled on virtual router "VR-Default"\n')
    assert "    10.1.1.7\n" in out


def test_relays_can_be_taken_away(console: Typist) -> None:
    """One, all; the fifth server is refused."""
    before = console.lines("netTools")
    console.run(*[f"configure bootprelay add 10.1.1.{number}" for number in range(1, 5)], "enable bootprelay")
    assert "At most 4" in console.refuse("configure bootprelay add 10.1.1.5")
    console.run("configure bootprelay delete 10.1.1.1")
    console.refuse("configure bootprelay delete 10.1.1.1")
    console.run("configure bootprelay delete all", "disable bootprelay")
    assert console.lines("netTools") == before


def test_show_dhcp_client_state_is_the_captured_screen(console: Typist, capture: Callable[[str], str]) -> None:
    """The VLANs of the capture, none of which asks; one that does says how far it is."""
    real = capture("two-node-stack-12.5.4.5/show-dhcp-client-state.txt").partition("\n")[2]
    console.run(*[f"create vlan {name}" for name in ("Area-1", "Area-7", "Area-8", "Area-9", "Area12")])
    assert console.run("show dhcp-client state") == real
    console.run("enable dhcp vlan Area-7")
    assert "Area-7          DHCP     0.0.0.0         Selecting\n" in console.run("show dhcp-client state")
    console.run("enable bootp vlan Area-7", "disable dhcp vlan all")
    assert "Area-7          BOOTP    0.0.0.0 " in console.run("show dhcp-client state")
    console.run("disable bootp vlan all")
    assert console.run("show dhcp-client state") == real


# -- ping --------------------------------------------------------------------------------------------------------------


def test_ping_reaches_only_the_switch_itself(console: Typist) -> None:
    """Its own address answers while the VLAN is up; every other is silent; a second passes for each packet."""
    console.run("configure vlan Default ipaddress 10.1.1.1/24")
    before = console.machine.clock.now
    assert "4 packets transmitted, 4 packets received, 0% loss\n" in console.run("ping 10.1.1.1")
    assert 4 <= console.machine.clock.now - before <= 5
    assert "2 packets transmitted, 0 packets received, 100% loss\n" in console.run("ping count 2 10.1.1.2")
    assert "1 packets transmitted, 0 packets received" in console.run("ping count 1 vr VR-Mgmt 10.1.1.1")
    console.run("disable ports all")
    assert "100% loss" in console.run("ping count 1 10.1.1.1")
    assert console.refuse("ping somehost") == "Error: Host somehost cannot be resolved."


def test_ping_says_what_it_sends(console: Typist) -> None:
    """Kind, number and length of the packets."""
    out = console.run("ping count 1 start-size 100 udp 10.1.1.2")
    assert out.startswith("Ping(UDP) 10.1.1.2: 1 packets, 100 data bytes, interval 1 second(s).\n")


# -- tftp --------------------------------------------------------------------------------------------------------------


def test_tftp(console: Typist) -> None:
    """What was put on a server can be got from it, and is on both MSMs then, under the same name or another.

    evidence: guide 11.3 p.70
    """
    console.say("save", "y")
    put = console.run("tftp 10.1.1.1 -v VR-Default -p -l primary")
    assert put == "Uploading primary.cfg to 10.1.1.1... done!\n"
    assert console.run("tftp 10.1.1.1 -g -r primary.cfg -l XOS1.cfg") == "Downloading primary.cfg to switch... done!\n"
    console.run("tftp 10.1.1.1 -p -l XOS1.cfg -r other.cfg", "tftp 10.1.1.1 -g -r other.cfg")
    flashes = [node.flash for node in console.machine.nodes.values()]
    assert [flash.names() for flash in flashes] == [["XOS1.cfg", "other.cfg", "primary.cfg"]] * 2
    assert len({flash.read(name) for flash in flashes for name in flash.names()}) == 1


def test_tftp_that_fails(console: Typist) -> None:
    """A file that is not there, on either side, and names that no file can have; nothing is changed."""
    refused = [
        "tftp 10.1.1.1 -g -r nothing.pol",
        "tftp 10.1.1.1 -p -l nothing.pol",
        "tftp 10.1.1.1 -g -r nothing -l .hidden",
        "tftp 10.1.1.1 -v nowhere -g -r nothing",
    ]
    for line in refused:
        assert console.refuse(line).startswith("Error: ")
    assert console.refuse("tftp 10.1.1.1 -g") == "%% Incomplete command"


def test_tftp_servers_have_the_files_of_a_folder(tmp_path: Path) -> None:
    """Of the host, where one was given: a policy from there is a policy of the switch, and a saved file goes there."""
    (tmp_path / "mine.pol").write_text("entry one { if { protocol udp; } then { deny; } }\n")
    switch = api.Switch(tftp=tmp_path)
    console = switch.console()
    console.run("tftp 10.1.1.1 -g -r mine.pol")
    console.run("check policy mine")
    console.run("save", "y")
    console.run("tftp 10.1.1.1 -p -l primary.cfg")
    assert (tmp_path / "primary.cfg").read_bytes() == switch.nodes["MSM-B"].files["primary.cfg"]
    with pytest.raises(CommandRefused, match="Error: Transfer failed"):
        console.run("tftp 10.1.1.1 -p -l primary.cfg -r ../primary.cfg")


def test_tftp_servers_leave_the_folder_as_it_is(tmp_path: Path) -> None:
    """Nothing is made or tidied up there, and what is no plain file is none."""
    (tmp_path / ".part-1").write_text("mine")
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    console = api.Switch(tftp=tmp_path).console()
    for name in ("pipe", "loop", "x" * 300, ".part-1", "."):
        with pytest.raises(CommandRefused, match=r"Error: Transfer failed: .*File not found"):
            console.run(f"tftp 10.1.1.1 -g -r {name} -l mine.txt")
    assert (tmp_path / ".part-1").read_text() == "mine"
    with pytest.raises(XosError, match="no such folder"):
        api.Switch(tftp=tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_traceroute_without_a_network(console: Typist) -> None:
    """From an address of its own, too, it says that nothing can be reached."""
    console.run("configure Default ipaddress 10.0.0.1/24")
    for line in ("traceroute 255.255.255.255 from 10.0.0.1", "traceroute 10.0.0.9"):
        assert console.run(line).endswith("Error: Network is unreachable.\n")
