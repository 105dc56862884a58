"""Network login: what is configured is kept as rows, printed back, saved, relayed, and refused where it must be."""

from collections.abc import Callable

import pytest
from conftest import Typist

from xos_cli.switch.recorded import Recorded
from xos_cli.switch.secrets import hidden, revealed

LINES = [
    "configure netlogin vlan temp",
    "enable netlogin dot1x mac web-based",
    "enable netlogin ports 1:1-2 dot1x web-based",
    "enable netlogin ports 1:3 mac",
    "configure netlogin add mac-list 00:04:96:00:00:00 24 ports 1:3",
    f'configure netlogin add mac-list default encrypted "{hidden("pw")}"',
    f'create netlogin local-user "bob" encrypted "{hidden("secret")}"',
    f'create netlogin local-user "jim" encrypted "{hidden("x")}" vlan-vsa tagged corp',
    "configure netlogin dot1x guest-vlan corp ports 1:1",
    "enable netlogin dot1x guest-vlan ports 1:1-2",
]
VLANS = ["create vlan temp", "create vlan corp", "configure vlan corp tag 77"]


def kept(typist: Typist) -> list[str]:
    """The lines of network login that a new switch does not print."""
    return typist.lines("netLogin")[7:]


def test_every_setting_is_printed_saved_and_relayed(console: Typist) -> None:
    """The lines can be typed again; the backup prints them too; no line is only recorded."""
    console.run(*VLANS, *LINES)
    assert kept(console) == LINES
    assert console.typed_back() == console.configuration()
    console.say("save", "y", "run msm-failover", "y", ":console msm-b", ":wait in-sync", "show vlan")
    assert kept(console) == LINES
    master = console.machine.master
    assert master is not None
    assert not master.store.rows(Recorded)


def test_settings_survive_a_reboot(console: Typist) -> None:
    """All of them are in the saved file."""
    console.run(*VLANS, *LINES)
    before = kept(console)
    console.say("save", "y", "reboot", "y", ":wait in-sync", "show vlan")
    assert kept(console) == before


def test_disabled_again(console: Typist) -> None:
    """Each way is taken away by itself; a port without any is no port of network login."""
    console.run("enable netlogin dot1x mac", "enable netlogin ports 1:1-2 dot1x mac", "disable netlogin dot1x")
    console.run(
        "disable netlogin ports 1:1 mac", "disable netlogin ports 1:2 dot1x mac", "disable netlogin ports 1:9 mac"
    )
    assert kept(console) == ["enable netlogin mac", "enable netlogin ports 1:1 dot1x"]
    console.run("configure netlogin vlan Default", "unconfigure netlogin vlan")
    assert "NetLogin VLAN                : Not Configured" in console.run("show netlogin")


def test_objects_that_go(console: Typist) -> None:
    """A VLAN takes the settings that name it; what is renamed is printed with its new name."""
    console.run(*VLANS, "configure netlogin vlan temp", "configure netlogin dot1x guest-vlan corp")
    console.run("configure vlan temp name temp2", "configure vlan corp name corp2")
    assert kept(console) == ["configure netlogin vlan temp2", "configure netlogin dot1x guest-vlan corp2"]
    console.run("delete vlan temp2", "delete vlan corp2")
    assert kept(console) == []


@pytest.mark.parametrize("command", ["unconfigure slot 1", "clear slot 1"])
def test_a_slot_takes_the_settings_of_its_ports(console: Typist, command: str) -> None:
    """Its ports leave every list; a MAC address that had no other port has no entry any more."""
    console.run("enable netlogin ports 1:1,2:1 dot1x", "configure netlogin add mac-list 00:00:00:00:00:01 ports 1:1")
    console.run(
        "configure netlogin dot1x guest-vlan Default ports 1:1,2:1", "enable netlogin dot1x guest-vlan ports 1:1"
    )
    console.say(command, "y")
    assert kept(console) == [
        "enable netlogin ports 2:1 dot1x",
        "configure netlogin dot1x guest-vlan Default ports 2:1",
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("configure netlogin vlan nope", "VLAN nope does not exist"),
        ("configure netlogin dot1x guest-vlan nope", "VLAN nope does not exist"),
        ("enable netlogin ports 9:1 mac", "Invalid port number"),
        ("enable netlogin dot1x guest-vlan ports 9:1", "Invalid port number"),
        ("configure netlogin add mac-list default pw ports 9:1", "Invalid port number"),
        ("configure netlogin delete mac-list 00:00:00:00:00:01", "no entry 00:00:00:00:00:01/48"),
        ("configure netlogin add mac-list 00:00:00:00:00:01 ff:00:ff:00:00:00", "ones, then zeros"),
        ("create netlogin local-user BOB pw", "Local user BOB already exists"),
        ('create netlogin local-user "" pw', "cannot be empty"),
        (f"create netlogin local-user {'u' * 33} pw", "at most 32 characters"),
        (f"create netlogin local-user u {'p' * 33}", "at most 32 characters"),
        ("create netlogin local-user u pw vlan-vsa nope", "VLAN nope does not exist"),
        ("create netlogin local-user u pw vlan-vsa tagged 99", "no VLAN with tag 99"),
        ("configure netlogin local-user nope vlan-vsa none", "Local user nope does not exist"),
        ("delete netlogin local-user nope", "Local user nope does not exist"),
    ],
)
def test_refusals(console: Typist, line: str, words: str) -> None:
    """A line that names what is not there is refused, and changes nothing."""
    console.run("create netlogin local-user bob pw")
    before = console.configuration()
    assert words in console.refuse(line)
    assert console.configuration() == before


def test_mac_based_vlans(switch: Callable[..., Typist]) -> None:
    """They need network login first, a platform that has them, and a port below 10 Gbps.  evidence: guide 11.3 p.372"""
    line = "configure netlogin ports 1 mode mac-based-vlans"
    x450 = switch("summit-x450-24t")
    assert x450.refuse(line) == "ERROR: The following ports do not have NetLogin enabled; 1"
    assert "not have NetLogin enabled" in x450.refuse("configure netlogin ports all mode mac-based-vlans")
    x450.run("enable netlogin mac", "enable netlogin ports 1,25 mac")
    assert x450.refuse("configure netlogin ports all mode mac-based-vlans").endswith("VLAN mode; 25")
    x450.run(line)
    assert line in kept(x450)
    x450.run("configure netlogin ports 1 mode port-based-vlans")
    assert line not in kept(x450)
    x450.run(line, "disable netlogin ports 1 mac", "enable netlogin ports 1 mac")
    assert line not in kept(x450)
    assert "not supported on this platform" in switch("bd10808").refuse(line.replace(" 1 ", " 1:1 "))


def test_a_password_is_asked_for(console: Typist) -> None:
    """Twice, for a new user and for a change; two that differ are refused."""
    console.say("create netlogin local-user bob", "secret", "secret", "show vlan")
    assert f'create netlogin local-user "bob" encrypted "{hidden("secret")}"' in kept(console)
    assert "do not match" in console.refuse("configure netlogin local-user bob", "one", "two")
    console.say("configure netlogin local-user bob", "other", "other", "show vlan")
    assert revealed(kept(console)[0].split('"')[3]) == "other"


def test_vlan_of_a_user_by_tag(console: Typist) -> None:
    """A number is a tag; none takes the VLAN away."""
    console.run(*VLANS, "create netlogin local-user bob pw vlan-vsa untagged 77")
    assert kept(console)[0].endswith(" vlan-vsa untagged corp")
    assert console.run("show netlogin local-users").splitlines()[2].endswith("U corp")
    console.run("configure netlogin local-user bob vlan-vsa none")
    assert console.run("show netlogin local-users").splitlines()[2].endswith("<not configured>")


def test_a_guest_vlan_of_all_other_ports(console: Typist) -> None:
    """Without ports it is that of every port with network login that has none of its own; a port has one."""
    console.run(*VLANS, "enable netlogin ports 1:1-3 dot1x", "configure netlogin dot1x guest-vlan temp")
    console.run("configure netlogin dot1x guest-vlan corp ports 1:2", "enable netlogin dot1x guest-vlan ports all")
    rows = [row.split() for row in console.run("show netlogin guest-vlan").splitlines()[2:]]
    assert rows == [["1:1", "Enabled", "temp"], ["1:2", "Enabled", "corp"], ["1:3", "Enabled", "temp"]]
    assert "enable netlogin dot1x guest-vlan ports all" in kept(console)
    console.run("unconfigure netlogin dot1x guest-vlan ports 1:2")
    assert "corp" not in console.run("show netlogin guest-vlan")
    console.run("unconfigure netlogin dot1x guest-vlan")
    assert console.run("show netlogin guest-vlan").splitlines()[2:] == []


OLD = [
    "enable netlogin dot1x",
    "enable netlogin mac",
    "enable netlogin ports 1:1-2 mac",
    "configure netlogin vlan Default",
    "configure netlogin dot1x guest-vlan Default ports 1:3-4",
    "enable netlogin dot1x guest-vlan ports 1:3",
    "configure netlogin add mac-list 00:01:30:70:0c:00 encrypted yaqu",
    "create netlogin local-user bob encrypted secret",
    "create netlogin local-user jim encrypted xyz vlan-vsa Default",
    "configure netlogin local-user jim vlan-vsa tagged Default",
    "configure netlogin ports 1:1 mode mac-based-vlans",
]


def test_a_file_with_recorded_lines_is_read(console: Typist) -> None:
    """A file of an earlier version has the settings as lines: they act after a boot.

    The mode of a port, which this platform does not have, is the only one that is left out.
    """
    for node in console.machine.nodes.values():
        node.store.fill([Recorded("netLogin", f"line {number}", line) for number, line in enumerate(OLD)])
    console.say("save", "y", "reboot", "y", ":wait booted", ":wait in-sync", "show vlan")
    assert kept(console) == [
        "configure netlogin vlan Default",
        "enable netlogin dot1x mac",
        "enable netlogin ports 1:1-2 mac",
        'configure netlogin add mac-list 00:01:30:70:0c:00 48 encrypted "yaqu"',
        'create netlogin local-user "bob" encrypted "secret"',
        'create netlogin local-user "jim" encrypted "xyz" vlan-vsa tagged Default',
        "configure netlogin dot1x guest-vlan Default ports 1:3-4",
        "enable netlogin dot1x guest-vlan ports 1:3",
    ]
    assert "not supported on this platform" in console.run("show log")
