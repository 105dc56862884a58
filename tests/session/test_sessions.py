"""Several sessions on one switch: who is there, who ends whom, time-outs, and what befalls them with the MSM."""

from collections.abc import Callable
from typing import Any

import pytest

from xos_cli.processes.cfgmgr.rows import IdleTimeout
from xos_cli.session.session import CLOSED, KEY, TIME, Session
from xos_cli.switch.machine import Machine


def say(session: Session, *typed: str) -> str:
    """Type lines, one after the other; everything printed, the last prompt included."""
    for text in typed:
        session.feed(text)
    return session.take() + session.prompt


class People:
    """Whoever sits at the consoles of a switch, or comes in from the network."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        for node in machine.nodes.values():
            node.console.watchers.clear()
        self.consoles = {name: self.log_in(Session(machine, name)) for name in machine.nodes}
        self.console = self.consoles["MSM-A"]

    def log_in(self, session: Session, name: str = "admin") -> Session:
        """Log in, and forget what was shown."""
        say(session, name, "")
        return session

    def remote(self, name: str = "admin", kind: str = "telnet", node: str = "MSM-A") -> Session:
        """Somebody who comes in from the network."""
        return self.log_in(Session(self.machine, node, kind, "10.0.0.9"), name)


@pytest.fixture
def people(switch: Callable[..., Any]) -> People:
    """Administrators at both consoles of a switch that is in sync."""
    return People(switch().machine)


# -- together --------------------------------------------------------------------------------------------------------


def test_sessions_see_each_others_changes(people: People) -> None:
    """What one configures the other shows at once, in the prompt as well."""
    other = people.remote()
    say(people.console, "configure snmp sysName core", "create vlan sales")
    assert say(other, "").endswith("* core.1 # ")
    assert "sales" in say(other, "show vlan")
    say(other, "delete vlan sales")
    assert "sales" not in say(people.console, "show vlan")


def test_a_session_has_its_own_numbers_and_history(people: People) -> None:
    """Commands are counted and remembered per session."""
    other = people.remote()
    say(people.console, "show node", "show switch")
    assert say(other, "history").startswith("    1 history\n")
    assert say(people.console, "history").startswith("    1 show node\n    2 show switch\n    3 history\nBD-10808.4")


def test_history_has_a_length(people: People) -> None:
    """The oldest commands are forgotten; the others keep their numbers."""
    say(people.console, *["show node"] * 60)
    lines = say(people.console, "history").splitlines()
    assert lines[0] == "   13 show node"
    assert lines[-2] == "   61 history"


def test_paging_is_a_sessions_own(people: People) -> None:
    """`disable clipaging` in one leaves the other's."""
    other = people.remote()
    people.console.height = other.height = 10
    say(people.console, "disable clipaging")
    assert say(people.console, "show switch").endswith("BD-10808.3 # ")
    assert say(other, "show switch").endswith("Press <SPACE> to continue or <Q> to quit:")


def test_show_session_lists_all_and_marks_ones_own(people: People) -> None:
    """Number, time, account, kind, place; a star before the one that asks.  evidence: capture 12.5"""
    other = people.remote("user")
    rows = say(other, "show session").splitlines()[3:-1]
    assert rows == [
        " 1          Tue Nov  1 09:00:00 2005 admin    console local  dis  serial",
        "*2          Tue Nov  1 09:00:00 2005 user     telnet  local  dis  10.0.0.9",
    ]


# -- ending ----------------------------------------------------------------------------------------------------------


def test_clear_session_ends_another(people: People) -> None:
    """By its number; a network session is closed, a console shows its login."""
    other = people.remote()
    say(people.console, f"clear session {other.id}")
    assert other.wants == CLOSED
    assert "This session was ended by another." in other.take()
    third = people.remote()
    say(third, f"clear session {people.console.id}")
    assert people.console.at_login
    assert say(people.console, "").endswith("\nlogin: ")


def test_clear_session_all_spares_the_consoles(people: People) -> None:
    """Every session from the network goes, one's own too if it is one."""
    others = [people.remote(), people.remote("user")]
    say(people.console, "clear session all")
    assert [other.wants for other in others] == [CLOSED, CLOSED]
    assert not people.console.at_login
    own = people.remote()
    say(own, "clear session all")
    assert own.wants == CLOSED


def test_a_cleared_session_leaves_its_command_undone(people: People) -> None:
    """At a question nothing has been done, and nothing is."""
    other = people.remote()
    say(other, "create vlan x", "reboot")
    assert other.wants == KEY
    say(people.console, f"clear session {other.id}")
    people.machine.advance(10.0)
    assert people.machine.nodes["MSM-A"].is_master
    assert other.take() == "\n\nThis session was ended by another.\n"
    assert say(other, "y") == ""


def test_no_such_session(people: People) -> None:
    """A number that nobody has is refused."""
    assert "Error: Session 77 does not exist." in say(people.console, "clear session 77")


def test_the_console_of_the_other_msm_is_another_list(people: People) -> None:
    """Sessions belong to the MSM at which they are."""
    assert len(say(people.consoles["MSM-B"], "show session").splitlines()) == 5


# -- how many --------------------------------------------------------------------------------------------------------


def test_there_are_eight_sessions_from_the_network(people: People) -> None:
    """The ninth is told so and closed; consoles do not count.  evidence: capture 11.2 (the number)"""
    others = [people.remote(kind=kind) for kind in ("telnet", "ssh") * 4]
    ninth = Session(people.machine, "MSM-A", "telnet", "10.0.0.9")
    assert "Error: No more than 8 sessions are allowed." in say(ninth, "admin", "")
    assert ninth.wants == CLOSED
    others[0].close()
    assert people.remote().prompt.endswith("# ")


def test_a_lower_limit_sends_nobody_away(people: People) -> None:
    """It holds for those who come.  evidence: later EXOS"""
    others = [people.remote() for _ in range(3)]
    say(people.console, "configure cli max-sessions 2")
    assert [say(other, "show node")[-2:] for other in others] == ["# "] * 3
    assert people.remote().wants == CLOSED


# -- idle time -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["console", "telnet", "ssh"])
def test_an_idle_session_ends(people: People, kind: str) -> None:
    """After 20 minutes in which nothing is typed, and not before; it says so."""
    session = people.console if kind == "console" else people.remote(kind=kind)
    people.machine.advance(1199.0)
    assert say(session, "show node").endswith(".2 # ")
    people.machine.advance(1199.0)
    assert not session.at_login
    people.machine.advance(2.0)
    assert "\nSession was idle for 20 minutes: logging out.\n" in session.take()
    assert session.wants == CLOSED if kind != "console" else session.at_login
    assert people.machine.nodes["MSM-A"].log.entries[-1].text.startswith("User admin logout from ")


def test_idle_time_counts_at_questions_and_pages(people: People) -> None:
    """A session that left a question or a page standing is idle as well."""
    other = people.remote()
    people.console.height = 10
    say(people.console, "show switch")
    say(other, "reboot")
    people.machine.advance(1201.0)
    assert people.console.at_login
    assert other.wants == CLOSED


def test_the_time_out_can_be_turned_off(people: People) -> None:
    """Then consoles and telnet stay, and SSH ends after 61 minutes.  evidence: later 16.1"""
    ssh, telnet = people.remote(kind="ssh"), people.remote()
    people.machine.nodes["MSM-A"].put([IdleTimeout(20, 0)])
    people.machine.advance(60 * 60.0)
    assert [session.wants for session in (ssh, telnet)] == ["line", "line"]
    people.machine.advance(61.0)
    assert (ssh.wants, telnet.wants) == (CLOSED, "line")
    assert not people.console.at_login


def test_a_new_limit_holds_for_those_who_are_there(people: People) -> None:
    """A session looks at the limit every minute."""
    people.machine.advance(180.0)
    other = people.remote()
    people.machine.nodes["MSM-A"].put([IdleTimeout(3, 1)])
    people.machine.advance(61.0)
    assert people.console.at_login
    assert other.wants == "line"


def test_waiting_is_not_idleness(people: People) -> None:
    """A command at work keeps its session."""
    node = people.machine.nodes["MSM-A"]
    node.put([IdleTimeout(1, 1)])
    people.machine.backplane.cut()
    say(people.console, "show node", "save", "y")
    assert people.console.wants == TIME
    people.machine.advance(59.0)
    assert not people.console.at_login


def test_nobody_is_logged_out_twice(people: People) -> None:
    """Whoever has left and come back begins a new 20 minutes."""
    people.machine.advance(1100.0)
    say(people.console, "exit", "admin", "")
    people.machine.advance(1100.0)
    assert people.console.prompt.endswith(".1 # ")


# -- with the MSM ----------------------------------------------------------------------------------------------------


def test_a_reboot_cuts_every_session(people: People) -> None:
    """Network sessions are closed without a word; the consoles show the boot and a new login."""
    other = people.remote()
    say(people.console, "reboot", "y")
    people.machine.advance(2.0)
    assert other.wants == CLOSED
    assert other.take() == ""
    people.machine.settle()
    for console in people.consoles.values():
        assert "Starting ExtremeWare XOS 11.3" in console.take()
        assert console.at_login


def test_a_failover_cuts_the_old_masters_sessions_only(people: People) -> None:
    """The other MSM's console goes on where it was, as the master's."""
    other = people.remote()
    backup = people.consoles["MSM-B"]
    assert say(backup, "show node").endswith("BD-10808.2 > ")
    say(people.console, "run msm-failover", "y")
    people.machine.advance(5.0)
    assert other.wants == CLOSED
    assert people.console.wants == TIME
    assert say(backup, "create vlan sales").endswith("* BD-10808.3 # ")


def test_a_removed_msm_is_silent(people: People) -> None:
    """Its console shows nothing until it is put back; the other's notices."""
    people.machine.remove("msm-b")
    assert say(people.consoles["MSM-B"], "show node") == ""
    people.machine.insert("msm-b")
    people.machine.settle()
    assert "Press and hold the <spacebar>" in people.consoles["MSM-B"].take()


def test_a_restored_snapshot_keeps_the_time_out(switch: Callable[..., Any]) -> None:
    """A session that goes on from a snapshot is idle from then on."""
    typist = switch()
    typist.type("show node", ":snapshot s", "show node", ":restore s")
    typist.machine.advance(1201.0)
    assert typist.lab.session.at_login
