"""pexpect: the dialogues that scripts in Python have, over telnet and SSH, and with both consoles."""

from collections.abc import Callable
from typing import Any

import pexpect
import pytest

PAGER = "Press <SPACE> to continue or <Q> to quit:"


def connect(words: list[str]) -> Any:
    """A terminal client that has logged in, as soon as the switch answers."""
    for _ in range(100):
        child = pexpect.spawn(words[0], words[1:], timeout=15, encoding="utf-8")
        while True:
            found = child.expect([r"\r\nlogin: $", "[Pp]assword: ?$", r"\r\n(?:\* )?[\w.-]+\.1 [#>] $", pexpect.EOF])
            if found == 2:
                return child
            if found == 3:
                break
            child.sendline(("admin", "")[found])
    raise TimeoutError


def test_reading_and_changing(terminal: list[str]) -> None:
    """Paging, an error, a change, the star, saving with a word and Enter."""
    child = connect(terminal)
    child.sendline("show configuration")
    child.expect_exact(PAGER)
    child.send(" ")
    child.expect_exact(PAGER)
    child.send("q")
    child.expect(r"BD-10808\.2 # $")
    child.sendline("show vlanx")
    child.expect_exact("%% Invalid input detected at '^' marker.")
    child.expect(r"\r\nBD-10808\.3 # $")
    child.sendline("create vlan sales")
    child.expect(r"create vlan sales\r\n\* BD-10808\.4 # $")
    child.sendline("save")
    child.expect(r"\(y/n\) $")
    child.sendline("yes")
    child.expect(r"successfully\.\r\nBD-10808\.5 # $")
    child.sendline("")
    child.expect(r"\r\nBD-10808\.5 # $")
    child.sendline("quit")
    child.expect(pexpect.EOF)


@pytest.mark.parametrize("command", ["run msm-failover", "reboot"])
def test_coming_back(terminal: list[str], command: str) -> None:
    """After a failover and a reboot."""
    child = connect(terminal)
    child.sendline("configure snmp sysName core")
    child.expect(r"\* core\.2 # $")
    child.sendline("save")
    child.expect(r"\(y/n\) $")
    child.sendline("y")
    child.expect(r"\r\ncore\.3 # $")
    child.sendline(command)
    child.expect(r"\(y/n\) $")
    child.sendline("y")
    child.expect(pexpect.EOF)
    child = connect(terminal)
    child.sendline("show switch")
    child.expect_exact(PAGER)
    child.send("q")
    child.expect(r"\rcore\.2 # $|\x1b\[Kcore\.2 # $")


def test_completion_by_keys(terminal: list[str]) -> None:
    """Tab and the question mark, keys of the line editor."""
    child = connect(terminal)
    child.send("sho\tvl?")
    child.expect(r"show vl\?\r\n  vlan .*\r\nBD-10808\.1 # show vl$")
    child.send("\t\x01\x0b")
    child.sendline("show session")
    child.expect(r"\r\n\*1 .*\r\nBD-10808\.2 # $")


def test_both_consoles(program: Callable[..., str], switch: Any) -> None:
    """What is done on one is seen on the other."""
    a, b = (
        connect([program("telnet"), switch.host, str(switch.ports[service])]) for service in ("console-a", "console-b")
    )
    a.sendline("create vlan red")
    a.expect(r"\* BD-10808\.2 # $")
    a.sendline("run msm-failover")
    a.expect(r"\(y/n\) $")
    a.sendline("y")
    a.expect_exact("bootstrap")
    b.sendline("show red")
    b.expect(r"VLAN Interface(?s:.*)\* BD-10808\.2 # $")
    a.expect(r"now available for login\.\r\n(?s:.*)login: $")
