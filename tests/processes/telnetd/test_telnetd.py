"""The telnet server and SSH: where they listen, whom they let in, the keys of SSH."""

from collections.abc import Callable

import pytest
from conftest import Typist
from printing_back import is_on_both_nodes, prints_back

from xos_cli.switch.machine import Machine


class Module:
    """An SSH module that counts the keys it made."""

    def __init__(self) -> None:
        self.made = 0

    def new_key(self, machine: Machine) -> None:
        """Make another key."""
        self.made += 1

    def private_key(self, machine: Machine) -> str:
        """Return the key, which is the number of it."""
        return f"key {self.made}\n"


def test_section_is_the_captured_one(switch: Callable[..., Typist], section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured line.  evidence: capture 11.2"""
    assert switch("summit-x450-24t").lines("telnetd") == section("telnetd")


@pytest.mark.parametrize(
    "lines",
    [
        ["configure telnet port 2323", "configure telnet vr VR-Mgmt", "disable telnet"],
        ["configure telnet vr VR-Default", "enable ssh2 port 2222 vr VR-Mgmt"],
        ["disable ssh2"],
    ],
)
def test_lines_print_back(switch: Callable[..., Typist], lines: list[str]) -> None:
    """Every setting is printed, can be typed again, and is saved."""
    prints_back(switch, "telnetd", lines)


def test_settings_are_relayed(console: Typist) -> None:
    """The backup has the rows after each command."""
    for line in ("disable telnet", "configure telnet port 2300", "enable ssh2 port 2222"):
        console.run(line)
        is_on_both_nodes(console, "telnetd")


def test_telnet_is_shown_among_the_rest_of_management(console: Typist) -> None:
    """Port and virtual router."""
    console.run("configure telnet port 2323", "configure telnet vr VR-Default", "disable telnet")
    assert "Telnet access                    : Disabled (tcp port 2323 vr VR-Default)\n" in console.run(
        "show management"
    )
    console.run("configure telnet port default", "configure telnet vr all", "enable telnet")
    assert "Telnet access                    : Enabled (tcp port 23 vr all)\n" in console.run("show management")


def test_default_is_the_virtual_router_of_management(console: Typist) -> None:
    """`default` is VR-Mgmt.  evidence: recalled"""
    console.run("configure telnet vr default")
    assert console.lines("telnetd") == ["configure telnet vr VR-Mgmt"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("configure telnet vr VR-Nowhere", "does not exist"),
        ("configure telnet port 80", "TCP port 80 cannot be used for telnet."),
        ("configure telnet port 0", "TCP port 0 cannot be used for telnet."),
        ("configure telnet port 65536", "Invalid input"),
        ("enable ssh2 vr VR-Nowhere", "does not exist"),
    ],
)
def test_what_is_refused_changes_nothing(console: Typist, line: str, words: str) -> None:
    """The error is clear and the configuration stays."""
    before = console.configuration()
    assert words in console.refuse(line)
    assert console.configuration() == before


def test_access_profile(console: Typist) -> None:
    """A policy for telnet is kept and shown; `none` takes it back."""
    console.policies("guests")
    console.run("configure telnet access-profile guests")
    assert "Access Profile : guests\n" in console.run("show management")
    assert "configure telnet access-profile guests" in console.lines("telnetd")
    console.run("configure telnet access-profile none")
    assert "guests" not in console.run("show management")


def test_servers_listen_everywhere_when_their_virtual_router_goes(console: Typist) -> None:
    """Telnet and SSH are then as on a new switch.  evidence: inferred"""
    console.run("create virtual-router red", "configure telnet vr red", "enable ssh2 vr red")
    console.run("delete virtual-router red")
    assert console.lines("telnetd") == ["configure telnet vr all", "enable ssh2 port 22 vr all"]


def test_ssh_without_its_module(console: Typist) -> None:
    """There is no key to make or to show, and `show management` says so.  evidence: capture 12.5"""
    console.machine.ssh = None
    assert console.refuse("configure ssh2 key") == "Error: ssh module not loaded."
    assert console.refuse("show ssh2 private-key") == "Error: ssh module not loaded."
    assert "SSH Access                       : ssh module not loaded.\n" in console.run("show management")


def test_ssh_with_its_module(console: Typist) -> None:
    """A new key is made and shown; one made elsewhere cannot be entered."""
    console.machine.ssh = Module()
    console.run("configure ssh2 key")
    assert console.run("show ssh2 private-key") == "key 1\n"
    assert "keys made by the switch" in console.refuse("configure ssh2 key pregenerated")
    assert console.machine.ssh.made == 1
    assert "SSH Access                       : Enabled (tcp port 22 vr all)\n" in console.run("show management")


def test_a_part_of_ssh_is_changed(console: Typist) -> None:
    """What a line does not name stays."""
    console.run("enable ssh2 port 2222", "disable ssh2", "enable ssh2 vr VR-Mgmt")
    assert "enable ssh2 port 2222 vr VR-Mgmt" in console.lines("telnetd")
