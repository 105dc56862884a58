"""The shell with lines of plain text: on a pipe, on a dumb terminal, or with ``--plain``; standard library only.

From a pipe every answer is a line, and lines are echoed as the switch does.  A terminal echoes by itself; its echo is
switched off at a password, and at a question, which one key answers.
"""

import os
import select
import sys
import termios
from contextlib import suppress

from xos_cli.command.dialogue import REST
from xos_cli.errors import LabError
from xos_cli.session.session import CLOSED, KEY, SECRET, TIME, Session
from xos_cli.shell.operator import Operator, log_in

#: Real seconds in which the rest of an answer (``es``, Enter) may follow its first letter.
AT_ONCE = 0.1
#: The first line on a terminal.
WELCOME = "[:help for lab commands, :console for the other console, :quit to leave]\n"
#: What a terminal must not do by itself, by what the session wants.
QUIET = {SECRET: termios.ECHO, KEY: termios.ECHO | termios.ICANON}


class Plain:
    """Connects an *operator* to standard input and output."""

    def __init__(self, operator: Operator) -> None:
        self.operator = operator
        self.keyboard = StandardInput(sys.stdin.fileno())
        self.printed: list[str] = []
        self.shown = ("", TIME, "")

    @property
    def session(self) -> Session:
        """Return the session at the console where the operator sits."""
        return self.operator.session

    def run(self, cold: bool) -> int:
        """Read until the operator leaves or the input ends; return the program's exit status."""
        try:
            self.printed.append(WELCOME if self.keyboard.tty else "")
            self._print("" if cold else log_in(self.session))
            while self._go_on():
                pass
            self._flush()
        finally:
            with suppress(termios.error):  # the terminal is gone
                self.keyboard.quiet("")
        return 0

    def _go_on(self) -> bool:
        """Take what was typed, or wait for it; return False at the end."""
        if self.operator.lab.left:
            return False
        self._show()
        typed = self._next()
        if typed is not None:
            self._type(typed)
        elif not self.keyboard.ended:
            self._wait()
        else:
            return self._hurry()
        return True

    # -- reading -----------------------------------------------------------------------------------------------------

    def _next(self) -> str | None:
        """Return the next line or key, None if none was typed or none is wanted now.

        Lab commands are always wanted where no command is at work.
        """
        wants, keyboard = self.session.wants, self.keyboard
        if wants == KEY and keyboard.tty:
            return keyboard.key()
        if wants in (TIME, CLOSED) and (self.session.under_way or not keyboard.typed.startswith(b":")):
            return None
        return keyboard.line()

    def _wait(self) -> None:
        """Wait until something is typed, or something may have happened."""
        self._flush()
        self.keyboard.read(self.operator.pause())
        self._print(self.operator.pass_time() + self.session.take())

    def _hurry(self) -> bool:
        """Let virtual time jump to the next prompt: nothing more will be typed.  Return False at the end."""
        session = self.session
        if not session.under_way and not self.keyboard.typed:
            self.printed.append("\n" * (self.shown[1] != TIME))
            return False
        try:
            self.operator.lab.machine.wait(lambda: session.wants != TIME, f"a prompt on {session.node_name}")
        except LabError as error:
            self._print(f"{session.take()}{error}\n")
            return False
        self._print(session.take())
        return True

    def _type(self, typed: str) -> None:
        """Take a line or a key."""
        self.printed.append(self._echo(typed))
        self.shown = ("", TIME, "")
        if typed.endswith("?") and self.operator.in_command and typed.count('"') % 2 == 0:
            from xos_cli.shell.completion import explain

            self._print(explain(self.operator.lab, typed[:-1]).printed)
        else:
            self._print(self.operator.enter(typed, self._height()))

    def _echo(self, typed: str) -> str:
        """Return the echo that the terminal does not print by itself."""
        if self.session.wiped:
            return "\r" + " " * len(self.session.prompt) + "\r"
        if self.session.wants == KEY:
            return ""
        if self.session.wants == SECRET:
            return "\n"
        return "" if self.keyboard.tty else typed + "\n"

    def _height(self) -> int | None:
        """Return the lines of the terminal, None on a pipe."""
        return (os.get_terminal_size(sys.stdout.fileno()).lines or None) if sys.stdout.isatty() else None

    # -- printing ----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Show the prompt or question, unless it is on the screen already."""
        wanted = (self.operator.lab.at, self.session.wants, self.session.prompt)
        if wanted != self.shown:
            self._print("")
            self.printed.append(wanted[2])
            self.shown = wanted
            self.keyboard.quiet(wanted[1])

    def _print(self, text: str) -> None:
        """Print what the switch says, on a line of its own below a prompt."""
        if text and self.shown[1] != TIME:
            self.printed.append("\n")
            self.shown = ("", TIME, "")
        self.printed.append(text)

    def _flush(self) -> None:
        """Send what was printed, all at once."""
        if text := "".join(self.printed):
            sys.stdout.write(text)
            sys.stdout.flush()
            self.printed.clear()


class StandardInput:
    """Standard input, and the mode of its terminal."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor, self.tty = descriptor, os.isatty(descriptor)
        self.found = termios.tcgetattr(descriptor) if self.tty else None
        self.typed, self.ended = b"", False

    def quiet(self, wants: str) -> None:
        """Switch off what the terminal must not do by itself for what the session *wants*."""
        if self.found is not None:
            mode = list(self.found)
            mode[3] &= ~QUIET.get(wants, 0)
            termios.tcsetattr(self.descriptor, termios.TCSANOW, mode)

    def read(self, seconds: float) -> bool:
        """Wait for input, *seconds* at most; return whether there was any."""
        if self.ended or not select.select([self.descriptor], [], [], seconds)[0]:
            return False
        data = os.read(self.descriptor, 65536)
        self.typed += data
        self.ended = not data
        return bool(data)

    def line(self) -> str | None:
        """Return the next line without its end, None if it is not complete; the last line may have no end."""
        if b"\n" not in self.typed and not (self.ended and self.typed):
            return None
        line, _, self.typed = self.typed.partition(b"\n")
        return line.removesuffix(b"\r").decode(errors="replace")

    def key(self) -> str | None:
        """Return the next key; the rest of an answer that follows at once belongs to it."""
        if not self.typed:
            return None
        while self.read(AT_ONCE):
            pass
        key, self.typed = self.typed[:1].decode(errors="replace"), self.typed[1:]
        for rest in (REST.get(key.lower(), "").encode(), b"\r", b"\n"):
            if rest and self.typed.lower().startswith(rest):
                self.typed = self.typed[len(rest) :]
        return key
