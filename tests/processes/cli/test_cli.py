"""The command line itself: `show session`, `show management`, `history`, paging, leaving."""

from collections.abc import Callable
from typing import Any

import pytest
from conftest import Typist

from xos_cli.session.batch import BatchTypist
from xos_cli.session.execution import PAGER, execute
from xos_cli.session.session import KEY, LINE, Session
from xos_cli.switch.tables import Scope

HEAD = """\
                                                             CLI
    #       Login Time               User     Type    Auth   Auth Location
================================================================================
"""
WISH = "Do you wish to save your configuration changes to primary.cfg? (y/n) "


def test_show_session(console: Any) -> None:
    """The session that asks has the star.  evidence: capture 12.5 (columns)"""
    row = "*1          Tue Nov  1 09:00:00 2005 admin    console local  dis  serial\n"
    assert console.run("show session") == HEAD + row


def test_show_session_without_a_login(console: Any) -> None:
    """The table is empty where nobody is logged in; a session of a number that nobody has is refused."""
    assert "".join(map(str, execute(BatchTypist(console.machine, "MSM-A"), "show session"))) == HEAD
    assert console.refuse("show session 7") == "Error: Session 7 does not exist."


def test_show_session_has_the_columns_of_the_capture(console: Any, capture: Callable[[str], str]) -> None:
    """Head, rule, and where each column of a row begins."""
    real = capture("two-node-stack-12.5.4.5/show-session.txt").splitlines()[1:]
    mine = console.run("show session").splitlines()
    assert mine[:3] == real[:3]
    for column in (0, 12, 37, 46, 54, 61, 66):
        assert mine[3][column] != " "
        assert real[3][column] != " "
        assert column == 0 or mine[3][column - 1] == real[3][column - 1] == " "


def test_sessions_of_both_kinds_are_listed(console: Any) -> None:
    """Numbers go on counting; who left is gone; each MSM has its own sessions."""
    telnet = Session(console.machine, "MSM-A", "telnet", "10.0.0.7")
    for text in ("admin", ""):
        telnet.feed(text)
    rows = console.run("show session").splitlines()[3:]
    assert [row[:2] + row[46:54] for row in rows] == [" 1telnet  ", "*2console "]
    telnet.close()
    assert len(console.run("show session").splitlines()) == 4
    assert console.run(":console msm-b", "show session").splitlines()[3:][0].startswith("*1 ")


def test_show_management(console: Any) -> None:
    """The first lines are those of a real switch.  evidence: capture 12.5"""
    lines = console.run("show management").splitlines()
    assert lines[:5] == [
        "CLI idle timeout                 : Enabled (20 minutes)",
        "CLI max number of login attempts : 3",
        "CLI max number of sessions       : 8",
        "CLI paging                       : Enabled (this session only)",
        "CLI configuration logging        : Disabled",
    ]
    assert "CLI paging                       : Disabled" in console.run("disable clipaging", "show management")


def test_history(console: Any) -> None:
    """The commands of this session, mistakes included, oldest first; empty lines do not count."""
    console.type("show node", "shw node", "", "   ", "# remark", "show switch")
    out = console.say("history")
    assert out == "BD-10808.4 # history\n    1 show node\n    2 shw node\n    3 show switch\n    4 history\n"
    assert console.say("exit", "history").endswith("BD-10808.1 # history\n    1 history\n")


def test_paging_belongs_to_the_session(console: Any) -> None:
    """A terminal with a height is shown a page at a time; any of the keys goes on or quits; it can be turned off."""
    session = console.lab.session
    console.run("show node")
    session.height = 10
    session.feed("show slot detail")
    assert (session.wants, session.prompt) == (KEY, PAGER)
    first = session.take()
    assert first.count("\n") == 9
    session.feed("x")
    assert (session.wants, session.take()) == (KEY, "")
    session.feed(" ")
    assert session.take().count("\n") == 9
    session.feed("q")
    assert (session.wants, session.prompt) == (LINE, "BD-10808.3 # ")
    session.feed("disable clipaging")
    session.take()
    session.feed("show slot detail")
    assert session.wants == LINE
    assert session.take().count("\n") > 40
    assert not console.machine.nodes["MSM-A"].config.dirty
    assert "clipaging" not in console.configuration()


@pytest.mark.parametrize("word", ["exit", "quit", "logout"])
def test_leaving(console: Any, word: str) -> None:
    """Back to the login; the log says who left; the next session begins with prompt number one."""
    console.run("show node")
    out = console.say(word, "show node")
    assert f"BD-10808.2 # {word}\n" in out
    assert "login: admin\n" in out
    assert "BD-10808.1 # show node\n" in out
    assert "<Info:AAA.logout> MSM-A: User admin logout from serial\n" in console.run("show log")


@pytest.mark.parametrize(("answer", "echo", "saved"), [("y", "Yes", True), ("n", "No", False), ("", "No", False)])
def test_leaving_with_unsaved_changes(console: Any, answer: str, echo: str, saved: bool) -> None:
    """y saves first; in any case the session ends.  evidence: clients (the words)"""
    console.say("save", "y", "configure snmp sysContact x")
    out = console.say("quit", answer, "show node")
    assert f"{WISH}{echo}\n" in out
    assert "login: admin\n" in out
    assert ("Configuration saved to primary.cfg successfully.\n" in out) == saved
    assert ("BD-10808.1 #" in out, "* BD-10808.1 #" in out) == (True, not saved)


def test_leaving_the_backup_asks_nothing(console: Any) -> None:
    """There is nothing that one could save there."""
    console.say("configure snmp sysContact x", ":console msm-b", "show node")
    out = console.say("exit", "show node")
    assert "wish to save" not in out
    assert "* BD-10808.1 > show node\n" in out


@pytest.mark.parametrize("line", ["create vlan x", "save", "reboot", "synchronize", "configure time 1 1 2006 0 0 0"])
def test_the_backup_refuses_what_only_the_master_does(console: Any, line: str) -> None:
    """With the switch's words, and nothing happens.  evidence: later 16.x (terminate process)"""
    store = console.machine.nodes["MSM-A"].store
    before = store.content(*Scope)
    said = console.refuse(":console msm-b", "show node", line)
    assert said == "Error: This command can only be executed on Master."
    assert store.content(*Scope) == before
    assert console.machine.in_sync


@pytest.mark.parametrize(
    "line", ["show switch", "show node", "show checkpoint-data", "show log", "show slot", "history"]
)
def test_the_backup_shows_what_it_knows(console: Any, line: str) -> None:
    """Read-only commands work there, behind a prompt of its own."""
    out = console.say(":console msm-b", line)
    assert f"BD-10808.1 > {line}\n" in out


def test_commands_wait_for_the_configuration(console: Any) -> None:
    """Nobody is logged in while the switch loads: the console says when it can be done."""
    console.say("show node")
    out = console.say("reboot", "y", "show node")
    ready = out.index("Authentication Service (AAA) on the master node is now available for login.")
    assert ready < out.index("login: admin") < out.index("BD-10808.1 # show node")


def test_management_is_the_captured_screen(console: Typist, capture: Callable[[str], str]) -> None:
    """But for what came later, and for what is configured there."""
    later = ("space-completion", "scripting", "persistent", "prompting", "SNMP inform")
    text = capture("two-node-stack-12.5.4.5/show-management.txt").partition("\n")[2]
    wanted = [line for line in text.splitlines() if not any(word in line for word in later)]
    console.run("disable clipaging", "disable snmp access")
    assert console.run("show management").splitlines() == wanted
