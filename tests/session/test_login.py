"""Getting in: the banner, names and passwords, failures, the counters, the failsafe account."""

from collections.abc import Callable
from typing import Any

import pytest

from xos_cli.session.session import CLOSED, LINE, SECRET, Session
from xos_cli.switch.machine import Machine


def say(session: Session, *typed: str) -> str:
    """Type lines, one after the other; everything printed, the last prompt included."""
    for text in typed:
        session.feed(text)
        session.machine.drain()
        session.machine.advance(0.05)
    return session.take() + session.prompt


def telnet(machine: Machine, node: str = "MSM-A") -> Session:
    """A login from the network."""
    return Session(machine, node, "telnet", "10.0.0.9")


@pytest.fixture
def machine(switch: Callable[..., Any]) -> Machine:
    """A switch that is up and in sync."""
    made: Machine = switch().machine
    made.nodes["MSM-A"].console.watchers.clear()
    made.nodes["MSM-B"].console.watchers.clear()
    return made


@pytest.fixture
def console(machine: Machine) -> Session:
    """The console of MSM-A, at ``login:``."""
    session = Session(machine, "MSM-A")
    session.take()
    return session


# -- names and passwords ---------------------------------------------------------------------------------------------


def test_admin_gets_in_without_a_password(console: Session) -> None:
    """A new switch has `admin` and no password; the copyright and the hints come after, then the first prompt."""
    assert console.prompt == "\nlogin: "
    console.feed("admin")
    assert (console.prompt, console.wants) == ("password: ", SECRET)
    shown = say(console, "")
    assert shown.startswith("ExtremeWare XOS\nCopyright (C) 2000-2005 Extreme Networks. All rights reserved.\n")
    assert shown.endswith("Remember to save your configuration changes.\n\nBD-10808.1 # ")


@pytest.mark.parametrize("name", ["Admin", "root", "admin x"])
def test_a_name_is_exact(console: Session, name: str) -> None:
    """Names are told apart by case when one logs in."""
    assert say(console, name, "") == "\nLogin incorrect\n\nlogin: "


def test_an_empty_name_asks_again(console: Session) -> None:
    """Enter at the login prompt is no failure."""
    assert say(console, "", "  ", "", "", "", "admin", "").endswith(".1 # ")


def test_three_failures_end_a_network_session(machine: Machine) -> None:
    """The third wrong password closes the connection."""
    session = telnet(machine)
    assert say(session, "admin", "x", "admin", "y") == "\nLogin incorrect\n" * 2 + "\nlogin: "
    assert say(session, "admin", "z") == "\nLogin incorrect\n"
    assert session.wants == CLOSED


def test_a_console_begins_anew_after_three_failures(console: Session) -> None:
    """It cannot hang up: it shows the login again, with three tries more."""
    say(console, *["admin", "x"] * 5)
    assert say(console, "admin", "").endswith(".1 # ")


def test_the_number_of_failures_is_configured(machine: Machine, console: Session) -> None:
    """`configure cli max-failed-logins`."""
    node = machine.nodes["MSM-A"]
    from xos_cli.processes.cfgmgr.rows import CliSession

    node.put([node.store.one(CliSession)._replace(maxLogins=1)])
    session = telnet(machine)
    say(session, "admin", "x")
    assert session.wants == CLOSED


def test_logins_are_logged(machine: Machine) -> None:
    """With the words and the place that the switch writes."""
    session = telnet(machine)
    say(session, "user", "wrong", "user", "", "exit")
    log = [entry.text for entry in machine.nodes["MSM-A"].log.entries]
    assert log[-3:] == [
        "Login failed for user user through telnet (10.0.0.9)",
        "Login passed for user user through telnet (10.0.0.9)",
        "User user logout from telnet (10.0.0.9)",
    ]


def test_show_accounts_counts_logins(machine: Machine, console: Session) -> None:
    """How often each account got in and failed, on this MSM and since it started."""
    say(telnet(machine), "user", "no", "user", "no", "user", "")
    say(console, "admin", "")
    rows = {row.split()[0]: row.split()[1:] for row in say(console, "show accounts").splitlines()[2:4]}
    assert rows["admin"] == ["R/W", "1", "0", "Admin"]
    assert rows["user"] == ["RO", "1", "2", "User"]


# -- lock-out --------------------------------------------------------------------------------------------------------


@pytest.fixture
def guarded(console: Session) -> Session:
    """An administrator at the console of a switch that locks accounts out, and has another administrator."""
    say(console, "admin", "", "create account admin ops secret")
    say(console, "configure account all password-policy lockout-on-login-failures on")
    return console


def test_an_account_is_locked_out(machine: Machine, guarded: Session) -> None:
    """After three failures in a row, over sessions, until it is cleared; the right password helps no more."""
    say(telnet(machine), "ops", "x", "ops", "y")
    say(telnet(machine), "ops", "z")
    assert say(telnet(machine), "ops", "secret") == "\nLogin incorrect\n\nlogin: "
    assert "*" in next(line for line in say(guarded, "show accounts").splitlines() if "ops" in line)
    say(guarded, "clear account ops lockout")
    assert say(telnet(machine), "ops", "secret").endswith(".1 # ")


def test_failures_in_a_row_are_counted_anew_after_a_login(machine: Machine, guarded: Session) -> None:
    """Two failures, a login and two failures lock nobody out."""
    say(telnet(machine), "ops", "x", "ops", "y", "ops", "secret")
    say(telnet(machine), "ops", "x", "ops", "y")
    assert say(telnet(machine), "ops", "secret").endswith(".1 # ")


def test_the_default_administrator_is_never_locked_out(machine: Machine, guarded: Session) -> None:
    """Nor is the failsafe account.  evidence: guide 11.3 p.52"""
    for _ in range(5):
        say(telnet(machine), "admin", "x")
    assert say(telnet(machine), "admin", "").endswith(".1 # ")


def test_nobody_is_locked_out_by_default(machine: Machine, console: Session) -> None:
    """A new switch only ends the session."""
    for _ in range(5):
        say(telnet(machine), "user", "x")
    assert say(telnet(machine), "user", "").endswith(".1 > ")


def test_a_lockout_outlives_a_failover(machine: Machine, guarded: Session) -> None:
    """The other MSM keeps the account out as well."""
    for _ in range(3):
        say(telnet(machine), "ops", "x")
    machine.remove("msm-a")
    machine.advance(1.0)
    assert "Login incorrect" in say(Session(machine, "MSM-B"), "ops", "secret")


# -- the banner ------------------------------------------------------------------------------------------------------


def test_the_banner_stands_before_the_login(machine: Machine, console: Session) -> None:
    """On every console and for everyone who connects, at once."""
    say(console, "admin", "", "configure banner", "Keep out", "  unless invited ", "")
    assert say(console, "show banner").startswith("Keep out\n  unless invited\n")
    assert telnet(machine).take() == "Keep out\n  unless invited\n"
    assert say(console, "exit", "n").endswith("Keep out\n  unless invited\n\nlogin: ")
    backup = Session(machine, "MSM-B")
    assert backup.take().endswith("Keep out\n  unless invited\n")


def test_the_banner_can_be_typed_back(switch: Callable[..., Any]) -> None:
    """Its lines in `show configuration` are the command and what is typed at it, `#` and colons included."""
    typist = switch()
    before = typist.run("show configuration cfgmgr")
    typist.type("configure banner", "# one", ":two", "", "show node")
    shown = typist.run("show configuration cfgmgr")
    assert "configure banner\n# one\n:two\n\n" in shown
    typist.type("unconfigure banner", "show node")
    assert typist.run("show configuration cfgmgr") == before
    typist.type(*[line for line in shown.splitlines()[4:] if line])
    typist.type("")
    assert typist.run("show configuration cfgmgr") == shown


def test_a_banner_has_a_screen_at_most(console: Session) -> None:
    """The 24th line ends it; a long line is cut."""
    say(console, "admin", "", "configure banner", *["x" * 100] * 24)
    assert console.prompt.endswith("# ")
    assert say(console, "show banner").count("x" * 79 + "\n") == 24


def test_an_empty_banner_clears_it(console: Session) -> None:
    """The empty line at once leaves none."""
    say(console, "admin", "", "configure banner", "x", "", "configure banner", "")
    assert say(console, "show banner") == "* BD-10808.4 # "


# -- the failsafe account --------------------------------------------------------------------------------------------


@pytest.fixture
def failsafe(machine: Machine, console: Session) -> Session:
    """The console, at ``login:``, of a switch with the failsafe account ``blue5green``/``secret``."""
    say(console, "admin", "")
    shown = say(console, "configure failsafe-account")
    assert shown == "enter failsafe user name: "
    assert say(console, "blue5green") == "enter failsafe password: "
    assert say(console, "secret") == "enter password again: "
    assert say(console, "secret") == "BD-10808.2 # "
    say(console, "exit")
    assert console.wants == LINE
    return console


def test_the_failsafe_account_has_four_commands(failsafe: Session) -> None:
    """`failsafe>` takes Login, Reboot, Help and Exit, in any case, and nothing else."""
    assert say(failsafe, "blue5green", "secret") == "\nfailsafe> "
    shown = say(failsafe, "help")
    assert [line.split()[0] for line in shown.splitlines()[:4]] == ["Login", "Reboot", "Help", "Exit"]
    assert say(failsafe, "show switch") == shown
    assert say(failsafe, "Exit") == "\nlogin: "


def test_failsafe_login_is_an_administrator(failsafe: Session) -> None:
    """`Login` gives the whole CLI; leaving it leaves to the login prompt."""
    assert say(failsafe, "blue5green", "secret", "LOGIN").endswith("BD-10808.1 # ")
    assert "R/W" in say(failsafe, "show accounts")
    assert "blue5green" in say(failsafe, "show session")
    assert say(failsafe, "exit").endswith("\nlogin: ")


def test_the_failsafe_account_is_hidden(failsafe: Session) -> None:
    """It stands in no list of accounts and in no configuration, and does not mark it as changed."""
    say(failsafe, "admin", "")
    assert "blue5green" not in say(failsafe, "show accounts", "show configuration")
    assert failsafe.prompt.startswith("BD-10808.3")


def test_the_failsafe_password_may_be_tried_three_times(failsafe: Session) -> None:
    """The name is not asked again; after three the login begins anew."""
    assert say(failsafe, "blue5green", "x") == "\nLogin incorrect\npassword: "
    assert say(failsafe, "y", "secret") == "\nLogin incorrect\n\nfailsafe> "
    assert say(failsafe, "exit", "blue5green", "1", "2", "3").endswith("\nLogin incorrect\n\nlogin: ")


def test_a_wrong_failsafe_name_has_no_second_chance(failsafe: Session) -> None:
    """After another name failed, it is no account until the login begins anew.  evidence: guide 11.3 p.50"""
    assert say(failsafe, "blue5greem", "x", "blue5green", "secret") == "\nLogin incorrect\n" * 2 + "\nlogin: "
    assert say(failsafe, "x", "x", "blue5green", "secret").endswith("\nfailsafe> ")


def test_a_failsafe_account_that_the_other_msm_is_not_told(machine: Machine, console: Session) -> None:
    """Whoever makes it while the other MSM is out of reach is told that it is on this one only."""
    say(console, "admin", "")
    machine.backplane.cut()
    shown = say(console, "configure failsafe-account", "blue5green", "secret", "secret")
    assert "Error: MSM-B was not reached, and is as it was.\n" in shown
    assert [node.flash.nvram.failsafe is None for node in machine.nodes.values()] == [False, True]


def test_the_failsafe_account_is_for_consoles(machine: Machine, failsafe: Session) -> None:
    """From the network it is no account."""
    assert say(telnet(machine), "blue5green", "secret") == "\nLogin incorrect\n\nlogin: "


def test_failsafe_reboot_restarts_this_msm(machine: Machine, failsafe: Session) -> None:
    """The master hands over; the account is in the flash of both, encrypted, and outlives the reboot."""
    assert "secret" not in str(machine.nodes["MSM-B"].flash.nvram.failsafe)
    assert say(failsafe, "blue5green", "secret", "reboot").endswith("Rebooting ...\n")
    machine.advance(2.0)
    assert machine.master is machine.nodes["MSM-B"]
    machine.settle()
    for name in ("MSM-A", "MSM-B"):
        assert say(Session(machine, name), "blue5green", "secret").endswith("\nfailsafe> ")


def test_failsafe_reboot_of_the_backup_leaves_the_master(machine: Machine, failsafe: Session) -> None:
    """`Reboot` at the backup's console restarts the backup."""
    backup = Session(machine, "MSM-B")
    say(backup, "blue5green", "secret", "reboot")
    machine.advance(2.0)
    assert machine.master is machine.nodes["MSM-A"]
    assert machine.nodes["MSM-B"].state == "INIT"
    machine.settle()


@pytest.mark.parametrize(("name", "again"), [("", "secret"), ("a b", "secret"), ("fs", "other")])
def test_a_failsafe_account_that_cannot_be(console: Session, name: str, again: str) -> None:
    """No name, a name with blanks, two passwords that differ: refused, and nothing is kept."""
    shown = say(console, "admin", "", "configure failsafe-account", name, "secret", again)
    assert "Error: " in shown
    assert console.node.flash.nvram.failsafe is None
