"""Commands that come with the connection."""

from collections.abc import Callable
from itertools import count
from typing import Any

from conftest import booted

from xos_cli.serve.exec_commands import ExecCommands
from xos_cli.serve.turns import Turn
from xos_cli.session.session import Session
from xos_cli.switch.machine import Machine


def logged_in(machine: Machine) -> Session:
    """A session at its prompt."""
    session = Session(machine, "MSM-A", "ssh", "10.0.0.1")
    session.feed("admin")
    session.feed("")
    assert session.account == "admin"
    return session


def carry_out(commands: str, given: bytes = b"", machine: Machine | None = None, end: bool = True) -> ExecCommands:
    """Have commands carried out, with this input."""
    machine = machine or booted("bd10808")
    task = ExecCommands(logged_in(machine), commands)
    task.receive(given)
    if end:
        task.end_of_input()
    task.refresh()
    machine.advance(20.0)
    task.refresh()
    return task


def test_output_and_nothing_else() -> None:
    """No banner, no prompt, no echo; the session is over."""
    task = carry_out("show session")
    assert task.take().decode().startswith(" " * 61 + "CLI\n")
    assert (task.closed, task.status) == (True, 0)
    assert not task.session.node.sessions


def test_a_refusal_is_the_status() -> None:
    """1, and the switch's words."""
    task = carry_out("show vlanx")
    assert task.take().endswith(b"%% Invalid input detected at '^' marker.\n")
    assert (task.closed, task.status) == (True, 1)


def test_several_lines() -> None:
    """One after the other."""
    task = carry_out("create vlan red\nshow red\r\nfoo")
    assert b"VLAN Interface" in task.take()
    assert task.status == 1


def test_questions_are_answered_by_the_input() -> None:
    """With a key, a word, or a line."""
    for given in (b"y", b"y\n", b"yes\r\n"):
        task = carry_out("save", given)
        assert task.take().endswith(b"Configuration saved to primary.cfg successfully.\n")
        assert task.closed


def test_no_input_declines() -> None:
    """At the end of the input a question is answered by Enter, a text is empty."""
    task = carry_out("save")
    assert task.take().endswith(b"(y/n) No\nSave configuration cancelled.\n")
    assert task.status == 1, "a question that nobody answered is a failure"
    assert carry_out("configure banner").closed


def test_without_an_end_of_input_a_question_waits() -> None:
    """For a key that may still come."""
    task = carry_out("save", end=False)
    assert not task.closed
    task.receive(b"n")
    task.refresh()
    assert task.closed
    assert task.status == 0


def test_a_reboot_ends_it(newcomer: Callable[..., Any]) -> None:
    """The MSM goes while the command is at work."""
    task = carry_out("reboot", b"y\n")
    assert task.closed


def test_line_ends_on_a_terminal() -> None:
    """CR LF."""
    task = ExecCommands(logged_in(booted("bd10808")), "show session", "\r\n")
    task.refresh()
    assert b"CLI\r\n" in task.take()


def test_many_commands_have_turns() -> None:
    """They are carried out in several turns, each command once."""
    task = ExecCommands(logged_in(booted("bd10808")), "show node\n" * 50, turn=Turn(5.0, map(float, count()).__next__))
    turns = 0
    task._turn.begin()
    while not task.closed:
        task.refresh()
        assert task.more is not task.closed
        turns += 1
    assert turns > 20
    assert task.take().count(b"MSM-A  MASTER") == 50


def test_input_that_was_used_makes_room_for_more() -> None:
    """With much input waiting no more is read; once the questions have taken it there is room again."""
    task = ExecCommands(logged_in(booted("bd10808")), "reboot\nreboot")
    task.receive(b"n" + b"x" * 70000 + b"\nn\n")
    assert task.full
    task.refresh()
    assert not task.full
    for _ in range(3):
        task.receive(b"y" * 30000 + b"\n")
    assert task.full
