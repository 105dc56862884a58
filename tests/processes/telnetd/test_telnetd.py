"""The telnet server and SSH: where they listen, whom they let in, the keys of SSH."""

from collections.abc import Callable

import pytest
from conftest import Typist
from printing_back import is_on_both_nodes, prints_back

from xos_cli.processes.telnetd.facts import ssh_port
from xos_cli.serve.access import Access, access
from xos_cli.switch.machine import Machine
from xos_cli.switch.node import Node

SSH = "bd10K-11.3.1.3-ssh.xmod"


class Keys:
    """Host keys that count how many were made."""

    def __init__(self) -> None:
        self.made = 0

    def new_key(self, machine: Machine) -> None:
        """Make another key."""
        self.made += 1

    def put_key(self, machine: Machine, text: str) -> bool:
        """Take over a key that is a number."""
        if text.isdecimal():
            self.made = int(text)
        return text.isdecimal()

    def private_key(self, machine: Machine) -> str:
        """Return the key, which is the number of it."""
        return f"key {self.made}"


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
    prints_back(lambda: switch().with_ssh(), "telnetd", lines)


def test_settings_are_relayed(console: Typist) -> None:
    """The backup has the rows after each command."""
    console.with_ssh()
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
        ("enable ssh2 port 80", "TCP port 80 cannot be used for SSH."),
        ("enable ssh2 port 0", "TCP port 0 cannot be used for SSH."),
    ],
)
def test_what_is_refused_changes_nothing(console: Typist, line: str, words: str) -> None:
    """The error is clear and the configuration stays."""
    before = console.with_ssh().configuration()
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
    console.with_ssh().run("create virtual-router red", "configure telnet vr red", "enable ssh2 vr red")
    console.run("delete virtual-router red")
    assert console.lines("telnetd") == ["configure telnet vr all", "enable ssh2 port 22 vr all"]


def test_ssh_without_its_module(console: Typist) -> None:
    """Every command of SSH is refused, nothing changes, and `show management` says why.  evidence: capture 12.5"""
    before = console.configuration()
    for line in ("enable ssh2", "disable ssh2", "configure ssh2 key", "show ssh2 private-key"):
        assert console.refuse(line) == "Error: ssh module not loaded."
    assert console.configuration() == before
    assert "SSH Access                       : ssh module not loaded.\n" in console.run("show management")


def test_ssh_listens_once_its_module_was_installed_and_started(console: Typist) -> None:
    """The download alone changes nothing; `run update` brings SSH, which `enable ssh2` turns on."""
    console.say(f"download image 10.0.0.1 {SSH}", "y")
    assert console.refuse("enable ssh2") == "Error: ssh module not loaded."
    console.say("run update")
    assert "SSH Access                       : Disabled (Key invalid, tcp port 22 vr all)\n" in console.run(
        "show management"
    )
    assert ssh_port(master(console)) == 0
    console.run("enable ssh2")
    assert ssh_port(master(console)) == 22
    assert "SSH Access                       : Enabled (Key valid, tcp port 22 vr all)\n" in console.run(
        "show management"
    )


def test_ssh_survives_a_reboot_and_goes_with_its_image(console: Typist) -> None:
    """The module is started again at each boot of its partition; in the other partition it is missing."""
    console.say(f"download image 10.0.0.1 {SSH}", "y", "run update", "enable ssh2", "save", "y")
    console.say("reboot", "y", ":wait booted", ":wait in-sync", "show node")
    assert ssh_port(master(console)) == 22
    console.say("use image secondary", "reboot", "y", ":wait booted", ":wait in-sync", "show node")
    assert ssh_port(master(console)) == 0
    assert console.refuse("enable ssh2 port 2222") == "Error: ssh module not loaded."
    console.say("use image primary", "reboot", "y", ":wait booted", "show node")
    assert ssh_port(master(console)) == 22


def test_a_file_from_before_there_were_keys(console: Typist) -> None:
    """It says nothing about a key: where its module runs, SSH listens as the file says."""
    console.with_ssh().say("enable ssh2 port 2222", "save", "y", "show node")
    for node in console.machine.nodes.values():
        saved = node.flash.read("primary.cfg")
        assert saved.count(b"<key>1</key>") == 1
        node.flash.write("primary.cfg", saved.replace(b"<key>1</key>", b""), node.time())
    console.say("reboot", "y", ":wait booted", "show node")
    assert ssh_port(master(console)) == 2222


def test_each_msm_has_modules_of_its_own(console: Typist) -> None:
    """After a failover to an MSM without the module SSH is gone, although it is enabled."""
    console.say(f"download image 10.0.0.1 {SSH} msm A", "y", "run update", "enable ssh2", ":wait in-sync", "show node")
    assert ssh_port(master(console)) == 22
    console.say("run msm-failover", "y", ":console msm-b", ":wait in-sync", "show node")
    assert master(console).name == "MSM-B"
    assert ssh_port(master(console)) == 0
    assert "ssh module not loaded." in console.run("show management")


def test_host_keys(console: Typist) -> None:
    """The first `enable ssh2` makes a key; another one is made, or entered, on request; a bad one is refused."""
    keys = Keys()
    console.with_ssh().machine.ssh = keys
    assert console.refuse("show ssh2 private-key") == "Error: There is no SSH host key."
    console.run("enable ssh2")
    assert console.run("show ssh2 private-key") == "key 1\n"
    console.run("configure ssh2 key", "disable ssh2", "enable ssh2")
    assert console.run("show ssh2 private-key") == "key 2\n"
    console.press("configure ssh2 key pregenerated", "77")
    assert console.run("show ssh2 private-key") == "key 77\n"
    assert "Error: Invalid host key.\n" in console.press("configure ssh2 key pregenerated", "no key")
    assert keys.made == 77


def test_host_keys_of_a_switch_that_is_not_served(console: Typist) -> None:
    """The lab says who makes host keys."""
    console.with_ssh()
    for line in ("configure ssh2 key", "show ssh2 private-key"):
        assert console.run(line).startswith("[host keys are made by xos-cli serve")


def test_a_part_of_ssh_is_changed(console: Typist) -> None:
    """What a line does not name stays."""
    console.with_ssh().run("enable ssh2 port 2222", "disable ssh2", "enable ssh2 vr VR-Mgmt")
    assert "enable ssh2 port 2222 vr VR-Mgmt" in console.lines("telnetd")


def test_the_management_port_is_in_a_virtual_router(console: Typist) -> None:
    """Servers that listen in another virtual router are not found there."""
    console.with_ssh().run("enable ssh2 vr VR-Default", "configure telnet vr VR-Default")
    assert access(master(console)) == Access(0, 0)
    console.run("enable ssh2 port 2222 vr VR-Mgmt", "configure telnet vr all")
    assert access(master(console)) == Access(23, 2222)


def master(console: Typist) -> Node:
    """Return the MSM that manages the switch."""
    found = console.machine.master
    assert found is not None
    return found
