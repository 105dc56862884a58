"""A person's terminal: what it is set to, and what is on it before the line editor has been loaded.

The console shows its prompt as soon as the switch is up; only then is prompt_toolkit imported, and it takes over the
line where it stands.  What is typed meanwhile waits in the terminal's own buffer.
"""

import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from xos_cli.session.session import LINE
from xos_cli.shell.desk import Desk, log_in


def run(desk: Desk, cold: bool) -> int:
    """Sit at the console until one leaves; the program's exit status."""
    with raw(sys.stdin.fileno()):
        shown = "" if cold else log_in(desk.session)
        standing = desk.session.prompt if desk.session.wants == LINE else ""
        sys.stdout.write((shown + standing).replace("\n", "\r\n"))
        sys.stdout.flush()
        from xos_cli.shell.editor import Editor

        return Editor(desk, standing).run()


@contextmanager
def raw(descriptor: int) -> Iterator[None]:
    """Every key at once, none echoed, and line ends as the switch sends them, until the end."""
    before = termios.tcgetattr(descriptor)
    try:
        tty.setraw(descriptor, termios.TCSADRAIN)
        yield
    finally:
        with suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
