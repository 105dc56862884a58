"""What a terminal at the switch is sent, to the byte."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xos_cli.serve.line_editor import LONGEST
from xos_cli.serve.terminal import Terminal
from xos_cli.serve.turns import Turn
from xos_cli.serve.typed_ahead import AHEAD
from xos_cli.session.execution import PAGER
from xos_cli.session.session import CLOSED

MORE = f"\x1b[7m{PAGER}\x1b[m"


# -- logging in ------------------------------------------------------------------------------------------------------


def test_login(newcomer: Callable[..., Any]) -> None:
    """`login:` begins a line, the password is not echoed, the first prompt has the number 1 and its blank."""
    keys = newcomer()
    keys.terminal.refresh()
    assert keys.session.prompt == "\nlogin: "
    assert keys.press("admin\r\n") == "admin\r\npassword: "
    shown = keys.press("secret\r\n")
    assert shown == "\r\n\r\nLogin incorrect\r\n\r\nlogin: "
    shown = keys.press("admin\r\0\r\0")
    assert "secret" not in shown
    assert shown.startswith("admin\r\npassword: \r\nExtremeWare XOS\r\n")
    assert shown.endswith("\r\n\r\nBD-10808.1 # ")


def test_a_question_mark_is_no_help_before_the_login(newcomer: Callable[..., Any]) -> None:
    """It can be part of a name or a password; so can a blank."""
    keys = newcomer()
    assert keys.press("a?b c\t") == "a?b c"


def test_three_failures_end_it(newcomer: Callable[..., Any]) -> None:
    """As the switch's limit says."""
    keys = newcomer()
    shown = keys.press("admin\rx\r" * 3)
    assert shown.count("Login incorrect") == 3
    assert keys.terminal.closed


# -- lines -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\r\0"])
def test_echo_answer_and_prompt(keys: Any, end: str) -> None:
    """The echo is the line and CR LF, every line ends in CR LF, and the prompt comes along, whatever ends a line."""
    shown = keys.press(f"show vlanx{end}")
    assert shown == f"show vlanx\r\n{' ' * 22}^\r\n%% Invalid input detected at '^' marker.\r\nBD-10808.2 # "


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\r\0"])
def test_an_empty_line_draws_the_same_prompt_again(keys: Any, end: str) -> None:
    """Once, and with the same number."""
    keys.press("x\b")
    assert keys.press(end) == "\r\nBD-10808.1 # "


def test_byte_by_byte_is_the_same(keys: Any, newcomer: Callable[..., Any]) -> None:
    """However the bytes of what is typed are cut up."""
    other = newcomer().log_in()
    typed = "show node\r\ncreate vlan \x1b[D\x1b[Cred\r\0save\ryes\r\n"
    assert "".join(other.press(char) for char in typed) == keys.press(typed)


def test_a_line_that_is_too_long_is_not_carried_out(keys: Any) -> None:
    """It says so; nothing of it is done, and the number stays."""
    shown = keys.press("create vlan red " + "x" * LONGEST + "\r")
    assert shown.endswith(f"\r\n%% Input line is longer than {LONGEST} characters\r\nBD-10808.1 # ")
    assert keys.press("x" * LONGEST + "\b" * 4 + "\r").endswith("BD-10808.2 # ")


def test_ctrl_c_drops_the_line(keys: Any) -> None:
    """And draws the prompt again."""
    assert keys.press("delete vlan red\x03") == "delete vlan red\r\nBD-10808.1 # "
    assert keys.press("show node\r").endswith("BD-10808.2 # ")


def test_ctrl_l_clears_the_screen(keys: Any) -> None:
    """Prompt and line stay."""
    assert keys.press("show\x1b[D\x0c") == "show\b\x1b[H\x1b[2JBD-10808.1 # show\b"


def test_history(keys: Any) -> None:
    """Up and down, and back to the line that was being typed."""
    keys.press("show node\rshow session\r")
    assert keys.press("abc\x1b[A") == "abc\b\b\b\x1b[Jshow session"
    assert keys.press("\x10") == "\b" * 12 + "\x1b[Jshow node"
    assert keys.press("\x1b[A") == ""
    assert keys.press("\x0e\x1b[B") == "\b" * 9 + "\x1b[Jshow session" + "\b" * 12 + "\x1b[Jabc"
    assert keys.press("\x1b[B") == ""


def test_wide_and_narrow(keys: Any) -> None:
    """A line longer than the terminal is wide is edited on several rows."""
    keys.terminal.resize(20, 24)
    assert keys.press("show node") == "show node"
    assert keys.press("\x01") == "\x1b[1A\r\x1b[13C"


# -- help ------------------------------------------------------------------------------------------------------------


def test_tab_completes(keys: Any) -> None:
    """The rest of the only word there is, and a blank; the same bytes as if they had been typed."""
    assert keys.press("sh\t") == "show "
    assert keys.press("swi\t\r").startswith("switch \r\n\r\n\r\nSysName:")


def test_question_mark_lists_and_draws_the_line_again(keys: Any) -> None:
    """Without Enter, at once; it is echoed, and the cursor is where it was."""
    shown = keys.press("show vlan\x1b[D?")
    assert shown.startswith("show vlan\bn?\r\n  vlan ")
    assert shown.endswith("\r\nBD-10808.1 # show vlan\b")


def test_help_says_nothing_false_on_an_invalid_line(keys: Any) -> None:
    """It shows the caret error, and the line again."""
    shown = keys.press("show vlanx foo\t")
    assert shown == (
        f"show vlanx foo\r\n{' ' * 22}^\r\n%% Invalid input detected at '^' marker.\r\nBD-10808.1 # show vlanx foo"
    )


def test_a_question_mark_in_a_quoted_text_is_a_character(keys: Any) -> None:
    """Lines that are pasted stay as they are."""
    shown = keys.press('configure snmp sysContact "who?"\r')
    assert shown == 'configure snmp sysContact "who?"\r\n* BD-10808.2 # '


# -- questions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["y", "Y", "yes", "y\r", "y\r\n", "yes\r\0", "Yes\n", "YES\r\n"])
def test_yes(keys: Any, answer: str) -> None:
    """A key, a word, with or without Enter: one answer, and nothing left over for what comes after it."""
    assert keys.press("save\r\n").endswith("? (y/n) ")
    assert keys.press(answer).startswith("Yes\r\nSaving configuration")
    shown = keys.wait(10.0)
    assert shown.endswith("successfully.\r\nBD-10808.2 # ")
    assert shown.count("#") == 1


@pytest.mark.parametrize("answer", ["n", "no", "N\r\n", "no\r\0", "\r\n", "\r", "x\n", " "])
def test_no(keys: Any, answer: str) -> None:
    """So is everything that is not yes."""
    keys.press("save\r\n")
    assert keys.press(answer) == "No\r\nSave configuration cancelled.\r\nBD-10808.2 # "


def test_enter_after_an_answer_that_came_alone_is_an_enter(keys: Any) -> None:
    """Clients that answer with a key and then ask for a prompt get one."""
    keys.press("save\r")
    assert keys.press("n").endswith("BD-10808.2 # ")
    assert keys.press("\r\n") == "\r\nBD-10808.2 # "


def test_enter_while_the_answer_is_carried_out_belongs_to_it(keys: Any) -> None:
    """It came too soon to mean anything else."""
    keys.press("save\r")
    keys.press("y")
    keys.press("\r\n")
    assert keys.wait(10.0).count("BD-10808.2 # ") == 1


def test_a_line_after_an_answer_in_the_same_piece(keys: Any) -> None:
    """Scripts that type ahead: question, answer and the next command at once."""
    keys.press("save\r\ny\r\nshow node\r\n")
    shown = keys.wait(10.0)
    assert "BD-10808.2 # show node\r\n" in shown
    assert shown.endswith("BD-10808.3 # ")


def test_sequences_are_no_answers(keys: Any) -> None:
    """An arrow, a sequence nobody knows, Escape."""
    keys.press("save\r")
    assert keys.press("\x1b[A\x1b[200~\x1b") == ""
    assert keys.press("[Dy").startswith("Yes")


def test_ctrl_c_declines(keys: Any) -> None:
    """At a question."""
    keys.press("save\r")
    assert keys.press("\x03").startswith("No\r\n")


def test_text_that_a_command_asks_for(keys: Any) -> None:
    """Lines of a banner are text: no help, no completion, no history, but edited."""
    keys.press("show node\rconfigure banner\r")
    assert keys.press("what?\t\x1b[A!!\b\r\r").startswith("what?!!\b \b\r\n")
    assert "what?!\r\n" in keys.press("show banner\r")


# -- pages -----------------------------------------------------------------------------------------------------------


def test_pages(keys: Any) -> None:
    """The pager in reverse video is wiped by a key: SPACE goes on, Q ends it, others do nothing."""
    first = keys.press("show configuration\r")
    assert first.endswith("\r\n" + MORE)
    assert first.count("\r\n") == 24
    assert keys.press("x") == ""
    second = keys.press(" ")
    assert second.startswith("\r\x1b[K")
    assert second.endswith(MORE)
    assert second.count("\r\n") == 23
    assert keys.press("\r\n").startswith("\r\x1b[K")
    assert keys.press("q") == "\r\x1b[KBD-10808.2 # "


@pytest.mark.parametrize("key", ["Q", "\x1b", "\x03"])
def test_leaving_the_pager(keys: Any, key: str) -> None:
    """By Escape and Ctrl+C as well."""
    keys.press("show configuration\r")
    assert keys.press(key) == "\r\x1b[KBD-10808.2 # "


def test_the_terminals_height_counts(keys: Any) -> None:
    """As the client says."""
    keys.terminal.resize(80, 10)
    assert keys.press("show configuration\r").count("\r\n") == 10
    keys.press("q")
    keys.terminal.resize(80, 0)
    assert keys.press("show configuration\r").count("\r\n") == 24


def test_a_screen_that_refreshes(keys: Any) -> None:
    """It is drawn again by itself, and left by Escape."""
    assert "ESC->exit" in keys.press("show ports statistics\r")
    assert keys.wait(2.0).startswith("\r\x1b[")
    assert keys.press("\x1b") == "\r\x1b[KBD-10808.2 # "


# -- while a command is at work --------------------------------------------------------------------------------------


def test_what_is_typed_meanwhile_waits(keys: Any) -> None:
    """Nothing is echoed before its time, nothing is lost."""
    keys.press("save\ry")
    assert keys.press("show node\rshow ses") == ""
    shown = keys.wait(10.0)
    assert "BD-10808.2 # show node\r\n" in shown
    assert shown.endswith("BD-10808.3 # show ses")
    assert keys.press("sion\r").startswith("sion\r\n")


def test_ctrl_c_forgets_what_was_typed_ahead(keys: Any) -> None:
    """While a command is at work."""
    keys.press("save\ry")
    keys.press("show node\r\x03")
    assert keys.wait(10.0).endswith("successfully.\r\nBD-10808.2 # ")


def test_too_much_typed_ahead_is_not_read(keys: Any) -> None:
    """The terminal says that it is full until it has used what it has."""
    keys.press("save\ry")
    keys.press("show node\r" * (AHEAD // 8))
    assert keys.terminal.full
    keys.machine.advance(10.0)
    turns = 0
    while keys.terminal.more or not turns:
        keys.take()
        turns += 1
    assert not keys.terminal.full
    assert keys.session.number == AHEAD // 8 + 2
    assert turns > 10, "much output is not one turn"


def in_turns(keys: Any, pieces: int) -> Terminal:
    """A terminal at the session of *keys* whose turns are over after so many pieces of work, not after a time."""
    turn = Turn(float(pieces), clock=map(float, count()).__next__)
    keys.session._begin()
    terminal = Terminal(keys.session, turn=turn)
    turn.begin()
    terminal.receive(b"admin\r\r")
    while terminal.more or not keys.session.account:
        turn.begin()
        terminal.refresh()
    terminal.take()
    turn.begin()
    return terminal


def test_others_have_their_turn(keys: Any) -> None:
    """However much is pasted at once, a turn ends, and the rest is carried out in the following ones, in order."""
    terminal = in_turns(keys, 40)
    terminal.receive(b"show node\r" * 100)
    terminal.refresh()
    done = terminal.take().count(b"BD-10808.")
    assert 0 < done < 40
    assert terminal.more
    terminal.refresh()
    assert done <= keys.session.number < 50, "one piece of work in a turn that is over"
    while terminal.more:
        terminal.refresh()
    assert keys.session.number == 101


def test_a_long_screen_has_turns(keys: Any) -> None:
    """A screen that comes in pieces is interrupted, goes on where it was, and what is typed meanwhile waits."""
    terminal = in_turns(keys, 4)
    keys.session.aside(f"piece {number}\n" for number in range(50))
    terminal.receive(b"show vlan\r")
    seen, rounds = b"", 0
    while terminal.more:
        terminal.refresh()
        seen += terminal.take()
        rounds += 1
    assert rounds > 20
    assert seen.startswith(b"\r\npiece 0\r\npiece 1\r\n")
    assert seen.count(b"piece") == 50
    assert b"piece 49\r\nBD-10808.1 # show vlan\r\n" in seen


def test_keys_at_a_booting_console_are_lost(newcomer: Callable[..., Any]) -> None:
    """Nobody is there to take them."""
    keys = newcomer("console").log_in()
    keys.press("reboot\ry")
    keys.wait(5.0)
    assert keys.press("\r\r\radmin\r\r") == ""
    assert keys.wait(300.0).endswith("\r\nlogin: ")


# -- what comes by itself --------------------------------------------------------------------------------------------


def test_a_message_on_the_console_and_the_line_again(newcomer: Callable[..., Any]) -> None:
    """What was typed so far is still there."""
    keys = newcomer("console").log_in()
    keys.press("show no")
    keys.session.node.say("\nSomething happened.\n")
    assert keys.take() == "\r\nSomething happened.\r\nBD-10808.1 # show no"
    keys.session.node.say("Again.\n")
    assert keys.take() == "\r\nAgain.\r\nBD-10808.1 # show no"
    assert keys.press("de\r").startswith("de\r\n")


def test_a_session_that_is_ended_says_why(keys: Any, newcomer: Callable[..., Any]) -> None:
    """`clear session` by another; the prompt does not come back."""
    other = newcomer("telnet", keys.machine).log_in()
    keys.press("show no")
    other.press("clear session 1\r")
    assert keys.take() == "\r\n\r\nThis session was ended by another.\r\n"
    assert keys.terminal.closed


def test_the_idle_time_out(keys: Any) -> None:
    """After 20 minutes."""
    assert keys.wait(1199.0) == ""
    assert keys.press("\r") == "\r\nBD-10808.1 # "
    assert "Session was idle for 20 minutes" in keys.wait(1201.0)
    assert keys.terminal.closed


def test_a_failover_ends_it(keys: Any) -> None:
    """The MSM goes, and the session at it."""
    keys.machine.remove("msm-a")
    keys.take()
    assert keys.terminal.closed


# -- anything --------------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(st.binary(max_size=30), st.sampled_from([b"\r", b"?", b"\t", b"y", b" ", b"\x1b[A"])), max_size=12
    )
)
def test_after_any_bytes_a_prompt_returns(keys: Any, pieces: list[bytes]) -> None:
    """Garbage upsets nothing: once pagers and questions are left, there is the prompt."""
    for piece in pieces:
        keys.press(piece)
    keys.wait(10.0)
    if keys.session.wants == CLOSED:
        return
    assert keys.press("\x03\x03n\x03").endswith(("# ", "login: "))


def test_a_screen_of_one_line(keys: Any) -> None:
    """A page is a line at least."""
    keys.terminal.resize(80, 1)
    assert keys.press("show node\r").startswith(f"show node\r\nNode   State      Priority  SwHealth HwHealth\r\n{MORE}")


def test_an_empty_line_is_not_too_long(keys: Any) -> None:
    """Once what did not fit was deleted, the line is as good as any."""
    keys.press("a" * LONGEST + "a\x15")
    assert "MSM-B  BACKUP" in keys.press("show node\r")


def test_a_command_that_is_broken_off(keys: Any) -> None:
    """Ctrl+C ends a ping, with what it found so far; a command that must not stop half-way goes on."""
    keys.press("ping count 500 10.0.0.9\rshow nothing")
    keys.wait(2.5)
    assert keys.press("\x03").endswith("3 packets transmitted, 0 packets received, 100% loss\r\nBD-10808.2 # ")
    keys.machine.backplane.cut()
    keys.press("save\ry")
    assert keys.press("\x03") == ""
    assert keys.wait(60.0).endswith(" # ")
