"""Lines of plain text: for a pipe, a dumb terminal, or whoever asks for it.  Nothing but the standard library.

From a pipe every answer is a line, and lines are echoed as the switch would.  A terminal echoes by itself; it is told
when not to: at a password, and at a question, which one key answers.
"""

import os
import select
import sys
import termios
from contextlib import suppress

from xos_cli.command.dialogue import REST
from xos_cli.errors import LabError
from xos_cli.session.session import CLOSED, KEY, SECRET, TIME, Session
from xos_cli.shell.desk import Desk, log_in

#: Real seconds in which the rest of an answer (``es``, Enter) may follow its first letter.
AT_ONCE = 0.1
#: What a terminal is not to do by itself, by what is wanted.
QUIET = {SECRET: termios.ECHO, KEY: termios.ECHO | termios.ICANON}


class Plain:
    """Somebody at a *desk* who reads the standard output and writes to the standard input."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.keyboard = Keyboard(sys.stdin.fileno())
        self.printed: list[str] = []
        self.shown = ("", TIME, "")

    @property
    def session(self) -> Session:
        """The session at the console one sits at."""
        return self.desk.session

    def run(self, cold: bool) -> int:
        """Sit there until one leaves or there is nothing more to read; the program's exit status."""
        try:
            self._print("" if cold else log_in(self.session))
            while self._go_on():
                pass
            self._flush()
        finally:
            with suppress(termios.error):  # the terminal is gone
                self.keyboard.quiet("")
        return 0

    def _go_on(self) -> bool:
        """Take what was typed, or wait for it; False at the end."""
        if self.desk.lab.left:
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
        """The line or key that was typed and is wanted.  While none is wanted they wait; but lines for the lab are
        always wanted where no command is at work."""
        wants, keyboard = self.session.wants, self.keyboard
        if wants == KEY and keyboard.tty:
            return keyboard.key()
        if wants in (TIME, CLOSED) and (self.session.under_way or not keyboard.typed.startswith(b":")):
            return None
        return keyboard.line()

    def _wait(self) -> None:
        """Until something is typed, or something may have happened."""
        self._flush()
        self.keyboard.read(self.desk.pause())
        self._print(self.desk.pass_time() + self.session.take())

    def _hurry(self) -> bool:
        """Nothing more will be typed: what is still to come need not wait for the wall's clock."""
        session = self.session
        if not session.under_way and not self.keyboard.typed:
            self.printed.append("\n" * (self.shown[1] != TIME))
            return False
        try:
            self.desk.lab.machine.wait(lambda: session.wants != TIME, f"a prompt on {session.node_name}")
        except LabError as error:
            self._print(f"{session.take()}{error}\n")
            return False
        self._print(session.take())
        return True

    def _type(self, typed: str) -> None:
        """A line or a key."""
        self.printed.append(self._echo(typed))
        self.shown = ("", TIME, "")
        if typed.endswith("?") and self.desk.in_command and typed.count('"') % 2 == 0:
            from xos_cli.shell.completion import explain

            self._print(explain(self.desk.lab, typed[:-1]).printed)
        else:
            self._print(self.desk.enter(typed, self._height()))

    def _echo(self, typed: str) -> str:
        """What the terminal does not do by itself."""
        if self.session.wiped:
            return "\r" + " " * len(self.session.prompt) + "\r"
        if self.session.wants == KEY:
            return ""
        if self.session.wants == SECRET:
            return "\n"
        return "" if self.keyboard.tty else typed + "\n"

    def _height(self) -> int | None:
        """Lines of the terminal, if it is one."""
        return (os.get_terminal_size(sys.stdout.fileno()).lines or None) if sys.stdout.isatty() else None

    # -- printing ----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Show what is wanted, unless it stands there."""
        wanted = (self.desk.lab.at, self.session.wants, self.session.prompt)
        if wanted != self.shown:
            self._print("")
            self.printed.append(wanted[2])
            self.shown = wanted
            self.keyboard.quiet(wanted[1])

    def _print(self, text: str) -> None:
        """Print what the switch says; below a prompt, if one stands there."""
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


class Keyboard:
    """What is typed, and what a terminal does with it by itself."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor, self.tty = descriptor, os.isatty(descriptor)
        self.found = termios.tcgetattr(descriptor) if self.tty else None
        self.typed, self.ended = b"", False

    def quiet(self, wants: str) -> None:
        """Have the terminal do no more by itself than is fit for what is wanted."""
        if self.found is not None:
            mode = list(self.found)
            mode[3] &= ~QUIET.get(wants, 0)
            termios.tcsetattr(self.descriptor, termios.TCSANOW, mode)

    def read(self, seconds: float) -> bool:
        """Wait so long for something to be typed; whether something was."""
        if self.ended or not select.select([self.descriptor], [], [], seconds)[0]:
            return False
        data = os.read(self.descriptor, 65536)
        self.typed += data
        self.ended = not data
        return bool(data)

    def line(self) -> str | None:
        """The next line, without its end; the last one may have none."""
        if b"\n" not in self.typed and not (self.ended and self.typed):
            return None
        line, _, self.typed = self.typed.partition(b"\n")
        return line.removesuffix(b"\r").decode(errors="replace")

    def key(self) -> str | None:
        """The next key; the rest of an answer belongs to it if it follows at once."""
        if not self.typed:
            return None
        while self.read(AT_ONCE):
            pass
        key, self.typed = self.typed[:1].decode(errors="replace"), self.typed[1:]
        for rest in (REST.get(key.lower(), "").encode(), b"\r", b"\n"):
            if rest and self.typed.lower().startswith(rest):
                self.typed = self.typed[len(rest) :]
        return key
