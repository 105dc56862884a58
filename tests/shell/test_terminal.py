"""The shell on a person's terminal, key by key."""

import os
import re
import signal
import termios
from collections.abc import Callable
from typing import Any

import pexpect
import pytest

from xos_cli.shell.terminal import WELCOME

Start = Callable[..., Any]
NODES = (
    "Node   State      Priority  SwHealth HwHealth\r\n-----------------------------------------------\r\n"
    "MSM-A  MASTER     0         49       7\r\nMSM-B  BACKUP     0         49       7\r\n"
)


# -- bytes -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("term", ["xterm", "xterm-256color", "vt100"])
def test_expect_script(terminal: Start, term: str) -> None:
    """A script that waits for the bytes of the prompt gets the echo, the answer and the prompt, and nothing else."""
    at = terminal(term=term)
    login = "\r\nlogin: admin\r\npassword: \r\nExtremeWare XOS\r\n"
    assert at.wait("BD-10808.1 # ").startswith(WELCOME.replace("\n", "\r\n") + login)
    for number in range(2, 6):
        assert at.do("show node\r", f"BD-10808.{number} # ") == "show node\r\n" + NODES
    assert "\x1b" not in at.bytes


def test_a_line_longer_than_the_screen(somebody: Any) -> None:
    """Its prompt is sent once: a script that waits for the next one does not take it for that."""
    for number, count in enumerate((39, 40, 41, 200), start=2):
        typed = f"configure snmp sysContact {'x' * count}"
        echo = somebody.do(f"{typed}\r", f"BD-10808.{number} # ")
        assert echo.replace("\r\n", "").removesuffix("* ") == typed


def test_line_ends(somebody: Any) -> None:
    """CR, LF, CR LF and CR NUL are each one end of a line; an empty line keeps the number."""
    somebody.do("show node\r\n", "BD-10808.2 # ")
    somebody.do("show node\n", "BD-10808.3 # ")
    somebody.do("show node\r\0", "BD-10808.4 # ")
    assert somebody.do("\r", "BD-10808.4 # ") == "\r\n"
    assert somebody.do("history\r", "BD-10808.5 # ").count("show node") == 3


def test_typed_before_the_editor_is_there(terminal: Start) -> None:
    """What is typed while the program starts is neither lost nor echoed twice."""
    at = terminal()
    at.wait("login: ")
    at.type("show node\rhistory\r")
    at.wait("BD-10808.3 # ")
    assert at.bytes.count("BD-10808.1 # show node\r\n") == 1
    assert "    1 show node\r\n    2 history\r\n" in at.bytes


@pytest.mark.parametrize("answer", ["n", "no\r", "NO\n", "n\r\n"])
def test_one_prompt_after_an_answer(somebody: Any, answer: str) -> None:
    """The rest of a word and an Enter that follow the key of an answer belong to it."""
    somebody.do("save\r", "(y/n) ")
    assert somebody.do(answer, "BD-10808.2 # ") == "No\r\nSave configuration cancelled.\r\n"
    assert somebody.do("history\r", "BD-10808.3 # ").startswith("history\r\n")


def test_enter_after_an_answer(somebody: Any) -> None:
    """So does one that comes while the command is at work; one at the prompt is an empty line."""
    somebody.do("save\r", "(y/n) ")
    somebody.do("y", "Yes\r\n")
    somebody.do("\r", "BD-10808.2 # ")
    assert somebody.do("show node\r", "BD-10808.3 # ").startswith("show node\r\n")
    somebody.do("save\r", "(y/n) ")
    somebody.do("n", "BD-10808.4 # ")
    assert somebody.do("\r", "BD-10808.4 # ") == "\r\n"


# -- Tab and ? ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("sh\t", "show "),
        ("show sw\t", "show switch "),
        ("show vlan Def\t", "show vlan Default "),
        ('show vlan "Def\t', 'show vlan "Default" '),
        (":con\t", ":console "),
        (":fail msm-a\t", ":fail msm-a "),
        (":fail process vl\t\t", ":fail process vlan on "),
        ('create account admin "a?', 'create account admin "a?'),
    ],
)
def test_one_word(keyboard: Any, typed: str, line: str) -> None:
    """Tab types the rest of the only word there can be, and a blank; in a quoted string ``?`` is a character."""
    keyboard.type(typed)
    keyboard.look(f"BD-10808.1 # {re.escape(line.rstrip())}$")
    assert keyboard.screen.cursor.x == len("BD-10808.1 # " + line)


def test_several_words(keyboard: Any) -> None:
    """Tab lists the words there are, with their help, and the line again."""
    out = keyboard.do("s\t", "BD-10808.1 # s")
    assert re.search(r"\n  save {12}\w.*\r\n  show {12}\w", out, re.DOTALL)


def test_question_mark(keyboard: Any) -> None:
    """``?`` lists at once what can follow, existing names below their value, and leaves the line as it was."""
    keyboard.do("show vlan ", "show vlan ")
    out = keyboard.do("?", "BD-10808.1 # show vlan ")
    assert out.startswith("?\r\n")
    assert "  <vlan_name>     " in out
    assert re.search(r'\n {18}("Mgmt" +)?"Default"', out)
    assert "  <cr>            Execute the command\r\n" in out


def test_question_mark_inside_a_line(keyboard: Any) -> None:
    """``?`` explains the place of the cursor, and the cursor stays there."""
    keyboard.type("show sxx\x1b[D\x1b[D?")
    keyboard.look("^BD-10808.1 # show sxx$")
    assert "  switch  " in keyboard.text
    assert keyboard.screen.cursor.x == len("BD-10808.1 # show s")


@pytest.mark.parametrize("key", ["\t", "?"])
def test_invalid_line(keyboard: Any, key: str) -> None:
    """Where nothing can be typed, a caret stands under the character that is too much."""
    out = keyboard.do(f"show vx{key}", "BD-10808.1 # show vx")
    assert out.endswith("\r\n" + " " * 19 + "^\r\n%% Invalid input detected at '^' marker.\r\n")


def test_long_list(keyboard: Any) -> None:
    """A list longer than the screen stops after each page."""
    keyboard.do("show ?", "to quit:\x1b[m")
    keyboard.do("q", "BD-10808.1 # show ")
    assert "Press <SPACE>" not in keyboard.text


# -- editing -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "line", "column"),
    [
        ("bc\x01a\x05d", "abcd", 4),
        ("abd\x02c", "abcd", 3),
        ("abd\x1b[Dc", "abcd", 3),
        ("acd\x01\x06b", "abcd", 2),
        ("acd\x01\x1b[Cb", "abcd", 2),
        ("abxcd\x02\x02\x08", "abcd", 2),
        ("abxcd\x02\x02\x7f", "abcd", 2),
        ("abxcd\x02\x02\x02\x04", "abcd", 2),
        ("abxcd\x02\x02\x02\x1b[3~", "abcd", 2),
        ("abcdxx\x02\x02\x0b", "abcd", 4),
        ("xxabcd\x02\x02\x02\x02\x15", "abcd", 0),
        ("abcd xx\x17", "abcd", 5),
        ("axcd\x01\x06\x1b[2~b\x1b[2~", "abcd", 2),
        ("abcd\x12\x18\x07\x1f\x1bOP\x00\x1b\x1b", "abcd", 4),
    ],
)
def test_editing_key(keyboard: Any, typed: str, line: str, column: int) -> None:
    """The editing keys of the switch; those that it does not have do nothing."""
    keyboard.type(typed)
    keyboard.look(f"^BD-10808.1 # {line}$")
    assert keyboard.screen.cursor.x == len("BD-10808.1 # ") + column


def test_clear_screen(keyboard: Any) -> None:
    """Ctrl+L leaves the line alone on the screen."""
    keyboard.do("show\x0c", "BD-10808.1 # show")
    assert keyboard.text == "BD-10808.1 # show"


@pytest.mark.parametrize("first", ["", "quit\r"])
def test_end_of_file_key(somebody: Any, first: str) -> None:
    """Ctrl+D leaves at an empty prompt and at an empty ``login:``; where a character is, it deletes that."""
    if first:
        somebody.do(first, "login: ")
    somebody.type("x\x01\x04\x04")
    assert somebody.end() == 0


def test_end_of_file_key_elsewhere(somebody: Any) -> None:
    """At a password, at a text that a command asks for and behind a colon without a prompt it deletes nothing."""
    somebody.do("create account user joe\r", "password: ")
    somebody.do("\x04a\r", "password: ")
    somebody.do("a\r", "# ")
    somebody.do(":power off\r", "begins a lab command]\r\n")
    somebody.type(":\x04\x7f\x04:power on")
    somebody.look(":power on$")


def test_the_first_line_says_how_to_leave(terminal: Start) -> None:
    """Once, on a plain terminal as well; it names what no switch has."""
    for options in ((), ("--plain",), ("--cold",)):
        at = terminal(*options)
        first = at.wait("leave]\r\n")
        assert first.startswith("[:help for lab commands")
        assert ":quit" in first
        assert ("Ctrl+T" in first) is ("--plain" not in options)


def test_long_line(keyboard: Any) -> None:
    """A line longer than the terminal goes on below, and can be edited above."""
    keyboard.type("a" * 100 + "\x01b")
    keyboard.look("^BD-10808.1 # ba+$")
    assert keyboard.text.endswith("BD-10808.1 # b" + "a" * 66 + "\n" + "a" * 34)


def test_history(somebody: Any) -> None:
    """Up and down go through the lines of this session, and back to the one that is being typed."""
    somebody.do("show node\r", "BD-10808.2 # ")
    somebody.do("history\r", "BD-10808.3 # ")
    for key, line in [
        ("sh", "sh"),
        ("\x1b[A", "history"),
        ("\x10", "show node"),
        ("\x10", "show node"),
        ("\x0e", "history"),
        ("\x1b[B", "sh"),
        ("\x1b[B", "sh"),
    ]:
        somebody.type(key)
        somebody.look(f"^BD-10808.3 # {line}$")


def test_history_ends_with_the_session(somebody: Any) -> None:
    """Whoever logs in next finds no lines of somebody else."""
    somebody.do("quit\r", "login: ")
    somebody.do("\x10admin\r\r", "BD-10808.1 # ")
    somebody.type("\x10x")
    somebody.look("^BD-10808.1 # x$")


# -- the pager, secrets ------------------------------------------------------------------------------------------------


def test_pager(somebody: Any) -> None:
    """A page ends with a line in reverse video, which goes when a key is pressed; other keys do nothing."""
    somebody.do("show switch\r", "\x1b[7mPress <SPACE> to continue or <Q> to quit:\x1b[m")
    assert somebody.screen.cursor.y == 23
    assert somebody.screen.buffer[23][0].reverse
    somebody.type("x")
    assert somebody.do(" ", "BD-10808.2 # ").endswith("Factory Default         \r\n")
    assert "Press" not in somebody.text


@pytest.mark.parametrize("key", ["q", "Q", "\x1b", "\x03"])
def test_pager_quit(somebody: Any, key: str) -> None:
    """Q ends the output, and so do Escape and Ctrl+C."""
    somebody.do("show switch\r", "quit:\x1b[m")
    assert somebody.do(key, "BD-10808.2 # ") == "\r\x1b[K"


def test_question_declined(somebody: Any) -> None:
    """Ctrl+C declines; keys that are no characters do nothing."""
    somebody.do("save\r", "(y/n) ")
    assert somebody.do("\x1b[A\x1bOP\x03", "BD-10808.2 # ").startswith("No\r\n")


def test_resize(somebody: Any) -> None:
    """A page is as long as the window is now."""
    somebody.child.setwinsize(40, 80)
    assert "Press" not in somebody.do("show switch\r", "BD-10808.2 # ")
    somebody.child.setwinsize(10, 80)
    somebody.type("show switch\r")
    assert somebody.wait("quit:\x1b[m").count("\r\n") == 10


def test_secret(somebody: Any) -> None:
    """A password is not shown, nor can ``?`` or the line before be used in it."""
    somebody.do("quit\r", "login: ")
    somebody.do("admin\r", "password: ")
    assert somebody.do("se?cret\x10\r", "login: ") == "\r\n\r\nLogin incorrect\r\n\r\n"


# -- time --------------------------------------------------------------------------------------------------------------


def test_output_above_the_line(terminal: Start) -> None:
    """What the switch prints while somebody types stands above the prompt, and the line is drawn again."""
    at = terminal(first="machine.clock.after(300, machine.master.say, 'Something\\nhappened.\\n')")
    at.wait("BD-10808.1 # ")
    at.type("show nde\x1b[D\x1b[D")
    at.wait("happened.\r\n")
    at.type("o")
    at.look("^BD-10808.1 # show node$")
    assert at.text.endswith("\n\nSomething\nhappened.\nBD-10808.1 # show node")


def test_typed_ahead(somebody: Any) -> None:
    """What is typed while a command is at work waits for it: lines, their questions and answers, and keys."""
    somebody.type("save\ryshow node\rhistory\x02\x02")
    somebody.look("^BD-10808.3 # history$")
    assert "Configuration saved to primary.cfg successfully.\nBD-10808.2 # show node\nNode " in somebody.text
    assert somebody.screen.cursor.x == len("BD-10808.3 # histo")


def test_output_as_it_comes(somebody: Any) -> None:
    """A command that takes its time shows how far it is, on one line."""
    somebody.do("save\r", "(y/n) ")
    somebody.do("y", "BD-10808.2 # ")
    assert re.search(r"^Saving configuration on primary MSM \.+ done!$", somebody.text, re.MULTILINE)


SCREENS = """
from xos_cli.command.dialogue import KeyPress
def screens():
    number = 0
    while (yield KeyPress("Press a key", 50)) is None:
        number += 1
        yield f"Screen {number}\\n"
operator.session.aside(screens())
"""


def test_refreshing_screen(terminal: Start) -> None:
    """A screen that asks for a key goes on by itself when none is pressed."""
    at = terminal(first=SCREENS)
    at.wait("Screen 2\r\n")
    at.do(" ", "login: ")
    assert "Press a key" not in at.text


def test_reset(somebody: Any) -> None:
    """After a reset the boot is seen, and then the login prompt, at which nobody logs in by himself."""
    somebody.do("reboot\r", "(y/n) ")
    assert "Starting ExtremeWare XOS" in somebody.do("yes\r", "\r\nlogin: ")
    somebody.do("admin\r\r", "BD-10808.1 # ")


def test_cold(terminal: Start) -> None:
    """With --cold the boot is the first thing to be seen."""
    at = terminal("--cold")
    assert "Running POST" in at.wait("\r\nlogin: ")


# -- consoles and the lab ----------------------------------------------------------------------------------------------


def test_other_console(somebody: Any) -> None:
    """Ctrl+T changes between the consoles and says so; a line waits where it was typed."""
    somebody.do("show n", "show n")
    assert somebody.do("\x14", "login: ") == "\r\n[console of MSM-B]\r\n\r\n"
    somebody.do("admin\r\r", "BD-10808.1 > ")
    somebody.do("\x14", "[console of MSM-A]\r\nBD-10808.1 # show n")
    somebody.do("ode\r:console b\r", "[console of MSM-B]\r\nBD-10808.1 > ")


def test_console_without_a_prompt(somebody: Any) -> None:
    """Where there is no prompt a colon begins a lab command; what the console prints meanwhile stands above it."""
    somebody.do(":power off\r", "a colon begins a lab command]\r\n")
    somebody.do("x:power on\r", ":power on\r\n")
    somebody.do(":wait boo", "Running Image ...\r\n")
    somebody.do("ted\r", "login: ")


def test_quit(somebody: Any) -> None:
    """``:quit`` ends the program, with nothing left behind on the terminal."""
    somebody.type("show node\x15:quit\r")
    assert somebody.end() == 0
    assert somebody.bytes.endswith(":quit\r\n")


def test_lab_refuses(somebody: Any) -> None:
    """A lab command that cannot be done says why, and is in the history."""
    somebody.do(":repair msm-a\r", "BD-10808.1 # ")
    assert "MSM-A has not failed" in somebody.text
    somebody.type("\x10")
    somebody.look("# :repair msm-a$")


# -- the end -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
@pytest.mark.parametrize("early", [True, False])
def test_signal(terminal: Start, number: int, status: int, early: bool) -> None:
    """A signal ends the program, while the editor is still imported as well, and the terminal is as it was."""
    ours, theirs = os.openpty()
    before = termios.tcgetattr(theirs)
    os.close(ours)
    os.close(theirs)
    at = terminal()
    at.wait("BD-10808.1 # ")
    if not early:
        at.do("show", "show")
    os.kill(at.child.pid, number)
    at.child.expect(pexpect.EOF)
    assert termios.tcgetattr(at.child.child_fd) == before
    assert at.end() == status


def test_fault(terminal: Start) -> None:
    """A fault of the emulator's own is one line, and the program goes on."""
    at = terminal(first="machine.clock.after(300, {}.pop, 'nothing')")
    at.wait("BD-10808.1 # ")
    at.wait("KeyError")
    assert "Traceback" not in at.do("\r", "BD-10808.1 # ")


def test_a_signal_ends_a_long_command(terminal: Start) -> None:
    """A command that would work on for minutes does not keep the program, and the terminal is as it was."""
    ours, theirs = os.openpty()
    before = termios.tcgetattr(theirs)
    os.close(ours)
    os.close(theirs)
    at = terminal()
    at.wait("BD-10808.1 # ")
    at.do("show node\r", "BD-10808.2 # ")
    at.type(":wait 900000000\r")
    at.wait("900000000\r\n")
    os.kill(at.child.pid, signal.SIGTERM)
    at.child.expect(pexpect.EOF)
    assert termios.tcgetattr(at.child.child_fd) == before
    assert at.end() == 143
