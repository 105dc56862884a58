"""Keys and signals that are seldom used: overwriting, an option that is withdrawn, a break over SSH, a slow goodbye."""

from types import SimpleNamespace
from typing import Any

import pytest

from xos_cli.serve.connection import LINGER, Connection
from xos_cli.serve.ssh_channel import SshChannel
from xos_cli.serve.telnet import DO, DONT, ECHO, IAC, SGA, WILL, WONT, Telnet


def test_the_insert_key_overwrites_and_inserts_again(keys: Any) -> None:
    """What is typed in the middle of a line replaces characters, until the key is pressed again."""
    keys.press("show abc\x1b[D\x1b[D\x1b[D\x1b[2~")
    keys.press("XY")
    assert keys.terminal.screen.line.text == "show XYc"
    keys.press("\x1b[2~Z")
    assert keys.terminal.screen.line.text == "show XYZc"
    keys.press("\x1b[2~1234")
    assert keys.terminal.screen.line.text == "show XYZ1234"


@pytest.mark.parametrize(("on", "off", "yes", "no"), [(DO, DONT, WILL, WONT), (WILL, WONT, DO, DONT)])
def test_an_option_that_is_withdrawn_is_given_up(on: int, off: int, yes: int, no: int) -> None:
    """The first word about it after it was agreed is answered, a repeated one is not; it can be agreed on again."""
    telnet = Telnet()
    telnet.replies()
    option = ECHO if on == DO else SGA
    telnet.receive(bytes([IAC, on, option]))
    telnet.replies()
    telnet.receive(bytes([IAC, off, option]))
    assert telnet.replies() == bytes([IAC, no, option])
    telnet.receive(bytes([IAC, off, option]))
    assert telnet.replies() == b""
    telnet.receive(bytes([IAC, on, option]))
    assert telnet.replies() == bytes([IAC, yes, option])


def test_a_break_and_an_interrupt_over_ssh_are_the_key() -> None:
    """Both are Ctrl+C; any other signal is nothing."""
    typed: list[bytes] = []
    channel: Any = object.__new__(SshChannel)
    channel.typed = typed.append
    assert channel.break_received(500) is True
    channel.signal_received("INT")
    channel.signal_received("TERM")
    assert typed == [b"\x03", b"\x03"]


@pytest.mark.parametrize("left", [0, 5])
def test_a_session_that_ends_waits_for_the_client_a_while(left: int) -> None:
    """With something unread the connection is aborted later; without, it is only closed; a second end is none."""
    later: list[tuple[float, Any]] = []
    done: list[str] = []
    connection: Any = object.__new__(Connection)
    connection.ended = False
    connection.server = SimpleNamespace(loop=SimpleNamespace(call_later=lambda *call: later.append(call)))
    connection.finish, connection.unread = lambda: done.append("finish"), lambda: left
    connection.abort = lambda: done.append("abort")
    connection.end()
    connection.end()
    assert (done, [seconds for seconds, _ in later]) == (["finish"], [LINGER] if left else [])
    for _, action in later:
        action()
    assert done == ["finish", "abort"][: 1 + bool(left)]


def test_a_connection_without_a_terminal_has_nothing_to_do() -> None:
    """Before the terminal is there nothing is read or shown."""
    connection: Any = object.__new__(Connection)
    connection.terminal, connection.ended, connection.paused, connection.waiting = None, False, False, False
    connection.typed(b"x")
    connection.refresh()
    connection.flow()
    assert not connection.waiting
