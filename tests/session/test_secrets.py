"""Secrets that are typed: not in clear in any place that can be read, and read back from their encrypted form."""

from collections.abc import Callable

import pytest
from conftest import Typist

from xos_cli.processes.aaa.facts import shared_secret
from xos_cli.processes.aaa.rows import AUTHENTICATION, MGMT_ACCESS, RadiusServer, TacacsServer
from xos_cli.switch.secrets import hidden, revealed

OBJECTS = (
    "create ospf area 0.0.0.1",
    "configure ospf add virtual-link 1.1.1.1 0.0.0.1",
    "configure vlan Default ipaddress 10.9.9.1/24",
    "configure ospf add vlan Default area 0.0.0.0",
    "create vrrp vlan Default vrid 1",
    "create bgp neighbor 10.9.9.2 remote-AS-number 5",
)
LINES = (
    "configure radius mgmt-access primary shared-secret {}",
    "configure radius-accounting netlogin secondary shared-secret {}",
    "configure tacacs primary shared-secret {}",
    "configure tacacs-accounting secondary shared-secret {}",
    "configure bgp neighbor all password {}",
    "configure netlogin add mac-list 00:00:00:00:00:10 {} ports 1:1",
    "create netlogin local-user bob {}",
    "configure ospf vlan Default authentication simple-password {}",
    "configure ospf vlan Default authentication md5 5 {}",
    "configure vrrp vlan Default vrid 1 authentication simple-password {}",
    "configure ospf virtual-link 1.1.1.1 0.0.0.1 authentication simple-password {}",
    "configure ospf virtual-link 1.1.1.1 0.0.0.1 authentication md5 5 {}",
)


@pytest.mark.parametrize("secret", ["purple", "pa55:w!rd", "x0", "x", "Grün"])
def test_the_encrypted_form_is_read_back(secret: str) -> None:
    """It does not contain the secret; a form that was not made here stands for itself."""
    assert secret not in hidden(secret) or len(secret) < 3
    assert revealed(hidden(secret)) == secret
    assert revealed("r~`|kug") == "r~`|kug"


@pytest.mark.parametrize("line", LINES)
def test_a_secret_is_nowhere_in_clear(console: Typist, switch: Callable[..., Typist], line: str) -> None:
    """Not in the configuration, the saved file, the log of commands, nor the history; the lines can be typed again."""
    console.run("enable cli-config-logging", "enable bgp", *OBJECTS)
    console.run(line.format("hushhush"))
    console.say("save", "y", "show vlan")
    files = console.lab.session.node.flash
    saved = files.read("primary.cfg").decode()
    shown = console.configuration()
    for text in (shown, saved, console.run("show log"), console.say("history")):
        assert "hushhush" not in text
    assert "encrypted" in shown
    other = switch()
    other.run(*OBJECTS, *[kept for kept in shown.splitlines() if " encrypted " in kept])
    assert hidden("hushhush") in other.configuration()


def test_secrets_of_earlier_files_are_read(console: Typist) -> None:
    """A row that has its secret in clear is printed encrypted, and used."""
    row = RadiusServer(MGMT_ACCESS, 0, AUTHENTICATION, 1812, secret="purple")
    console.lab.session.node.put([row])
    assert f'shared-secret encrypted "{hidden("purple")}"' in console.configuration()
    assert shared_secret(row) == "purple"
    assert shared_secret(TacacsServer(0, 0, encrypted_secret=hidden("red"))) == "red"


def test_a_user_with_the_name_of_a_keyword(switch: Callable[..., Typist]) -> None:
    """The secret is found behind it."""
    typist = switch()
    assert typist.run("create netlogin local-user vlan-vsa secret1") == ""
    assert "secret1" not in typist.run("show configuration netLogin")


MISTYPED = (
    "configure tacacs primary sharedsecret hushhush",
    "configure bgp neighbor 10.9.9.2 passwrd hushhush",
    "configure rip vlan Default authentication simple hushhush",
    "create account user bob hushhush again",
    "cre acc user bob hushhush again",
    "create netlogin local-user bob hushhush again",
)


@pytest.mark.parametrize("line", MISTYPED)
def test_a_mistyped_line_leaves_no_secret(console: Typist, line: str) -> None:
    """What stands behind a word that announces a secret is hidden from `history` and `:why`."""
    console.refuse(line)
    assert "hushhush" not in console.run(":why")
    assert "hushhush" not in console.say("history")


@pytest.mark.parametrize("line", ["configure vlan Default tag 1 2", "configure account all password-policy 5"])
def test_other_mistyped_lines_are_remembered_whole(console: Typist, line: str) -> None:
    """A line that has no secret is not changed."""
    console.refuse(line)
    assert line in console.say("history")


@pytest.mark.parametrize(
    "line",
    [
        "configure tacacs primary shared-secret hushhush",
        "configure snmpv3 add user joe authentication md5 hushhush privacy hushhush",
        "create account user bob hushhush",
        "configure bgp neighbor 10.0.0.99 password hushhush",
    ],
)
def test_why_shows_no_secret(console: Typist, line: str) -> None:
    """The lab explains a line, carried out or refused, with its secret hidden."""
    console.type(line)
    assert "hushhush" not in console.run(":why")
