"""Network login and its DHCP server: what is configured shows, and no client is there."""

from collections.abc import Callable

from conftest import Typist
from printing_back import prints_back

#: evidence: later 32
MACS = """MAC Address/Mask        Password (encrypted)      Port(s)
--------------------  ----------------------  --------------
"""


def test_new(console: Typist) -> None:
    """Every way to log in is off; timers and page are those of a new switch."""
    rows = console.run("show netlogin").splitlines()
    assert rows[:2] == [
        "NetLogin Authentication Mode : web-based DISABLED;  802.1x DISABLED;  mac-based DISABLED",
        "NetLogin VLAN                : Not Configured",
    ]
    assert "Base-URL                : network-access.com" in rows
    assert "Quiet Period                      : 60" in rows


def test_configured(console: Typist) -> None:
    """What is on, the VLAN, and a block for each port that is watched."""
    console.run(
        "enable netlogin dot1x mac", "enable netlogin ports 1:1-2, 1:5 dot1x", "configure netlogin vlan Default"
    )
    screen = console.run("show netlogin")
    assert "web-based DISABLED;  802.1x ENABLED;  mac-based ENABLED\n" in screen
    assert 'NetLogin VLAN                : "Default"\n' in screen
    assert screen.count("State: Unauthenticated, Authentication: 802.1x\n") == 3
    assert console.run("show netlogin port 1:2").startswith("Port: 1:2, Vlan: Default, ")
    assert "Base-URL" not in console.run("show netlogin dot1x")


def test_mac_addresses(console: Typist) -> None:
    """The table of later releases, to the byte."""
    assert console.run("show netlogin mac-list") == MACS
    console.run(
        "configure netlogin add mac-list 00:00:00:00:00:10 ports 1:1-5",
        "configure netlogin add mac-list 00:01:30:70:0c:00 encrypted yaqu",
        "configure netlogin add mac-list default encrypted foo",
    )
    assert console.run("show netlogin mac-list") == MACS + (
        "00:00:00:00:00:10/48    <not configured>          1:1-5\n"
        "00:01:30:70:0C:00/48    yaqu                      any\n"
        "default                 foo                       any\n"
    )


def test_users(console: Typist) -> None:
    """A row for each, with the VLAN that it gets into."""
    console.run(
        "create netlogin local-user bob encrypted xyz",
        "create netlogin local-user jim encrypted pw vlan-vsa tagged Default",
    )
    rows = console.run("show netlogin local-users").splitlines()[2:]
    assert [row.split() for row in rows] == [["bob", "xyz", "<not", "configured>"], ["jim", "pw", "T", "Default"]]
    console.run("delete netlogin local-user bob")
    assert "bob" not in console.run("show netlogin local-users")


def test_guests(console: Typist) -> None:
    """The ports with a guest VLAN, and whether it is on there."""
    console.run("configure netlogin dot1x guest-vlan Default ports 1:3-4")
    console.run("enable netlogin dot1x guest-vlan ports 1:3")
    rows = console.run("show netlogin guest-vlan").splitlines()[2:]
    assert [row.split() for row in rows] == [["1:3", "Enabled", "Default"], ["1:4", "Disabled", "Default"]]
    assert console.run("show netlogin guest-vlan Default").splitlines()[2:] == rows


def test_dhcp_server(console: Typist) -> None:
    """What the clients of a VLAN would be told, and no lease."""
    assert console.run("show dhcp-server").startswith(
        'VLAN "Default":\nDHCP Address Range             : Not configured\n'
    )
    assert "Not configured (Default = 7200 seconds)" in console.run("show vlan Default dhcp-config")
    console.run("configure vlan Default dhcp-address-range 10.1.1.2 - 10.1.1.9", "enable dhcp ports 1:3 vlan Default")
    console.run("configure vlan Default dhcp-options dns-server 10.1.1.1", "configure vlan Default dhcp-lease-timer 60")
    screen = console.run("show dhcp-server")
    assert screen == console.run("show dhcp-server vlan Default")
    for value in ("10.1.1.2->10.1.1.9", "60 seconds", "10.1.1.1", "1:3"):
        assert f": {value}\n" in screen


def test_a_user_outlives_the_vlan_it_gets_into(console: Typist) -> None:
    """The account is there without the VLAN, and so is what else was set for it; its own end takes all of it."""
    before = console.lines("netLogin")
    console.run("create vlan green", "create netlogin local-user bob encrypted secret vlan-vsa untagged green")
    console.run("create netlogin local-user jim encrypted xyz vlan-vsa GREEN")
    console.run("configure netlogin local-user jim vlan-vsa tagged Default", "configure netlogin vlan green")
    console.run("delete vlan green")
    assert [line for line in console.lines("netLogin") if line not in before] == [
        'create netlogin local-user "bob" encrypted "secret"',
        'create netlogin local-user "jim" encrypted "xyz" vlan-vsa tagged Default',
    ]
    rows = console.run("show netlogin local-users").splitlines()[2:]
    assert [row.split() for row in rows] == [["bob", "secret", "<not", "configured>"], ["jim", "xyz", "T", "Default"]]
    assert console.typed_back() == console.configuration()
    console.run("delete netlogin local-user bob", "delete netlogin local-user jim")
    assert console.lines("netLogin") == before


def test_banner_of_the_login_page(console: Typist) -> None:
    """It can be read and forgotten."""
    console.run('configure netlogin banner "Hello there"', "enable netlogin session-refresh 10")
    assert console.run("show netlogin banner") == "Hello there\n"
    assert "enable netlogin session-refresh 10" in console.lines("netLogin")
    console.run("unconfigure netlogin banner")
    assert console.lines("netLogin")[-1] == 'configure netlogin banner ""'


def test_section_is_the_captured_one(switch: Callable[..., Typist], section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines.  evidence: capture 11.2"""
    assert switch("summit-x450-24t").lines("netLogin") == section("netLogin")


def test_lines_print_back(switch: Callable[..., Typist]) -> None:
    """Every setting is printed, can be typed again, and is saved."""
    lines = [
        "configure netlogin dot1x timers server-timeout 10 quiet-period 20 reauth-period 600 supp-resp-timeout 30",
        "configure netlogin dot1x eapol-transmit-version v2",
        "disable netlogin logout-privilege",
        "disable netlogin session-refresh",
        'configure netlogin base-url "my.net"',
        'configure netlogin banner "Hello there"',
    ]
    prints_back(switch, "netLogin", lines)
