"""Set a terminal's mode, and show the first prompt before the line editor is imported.

The console shows its prompt as soon as the switch is up; only then is prompt_toolkit imported, and it takes over the
line where it stands.  Keys that are pressed meanwhile wait in the terminal's own buffer.
"""

import signal
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from xos_cli.session.session import LINE
from xos_cli.shell.operator import Operator, log_in

#: The signals that end the program.
SIGNALS = frozenset([signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
#: The first line on a terminal.
WELCOME = "[:help for lab commands, Ctrl+T for the other console, :quit to leave]\n"


def run(operator: Operator, cold: bool) -> int:
    """Sit at the console until the operator leaves; return the program's exit status."""
    with raw(sys.stdin.fileno()):
        shown = WELCOME + ("" if cold else log_in(operator.session))
        standing = operator.session.prompt if operator.session.wants == LINE else ""
        sys.stdout.write((shown + standing).replace("\n", "\r\n"))
        sys.stdout.flush()
        return _edit(operator, standing)


def _edit(operator: Operator, standing: str) -> int:
    """Run the line editor; the prompt *standing* is on the terminal already.

    Signals are held back until the editor handles them: an exception that a handler raises inside one of the import
    system's own callbacks would be lost, and the program would go on.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    from prompt_toolkit.key_binding import KeyBindings

    from xos_cli.shell.editor import Editor
    from xos_cli.shell.keys import bind

    keys = KeyBindings()
    editor = Editor(operator, standing, keys)
    bind(keys, editor)
    return editor.run(lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS))


@contextmanager
def raw(descriptor: int) -> Iterator[None]:
    """Set the terminal to pass every key at once, without echo; set it back at the end."""
    before = termios.tcgetattr(descriptor)
    try:
        tty.setraw(descriptor, termios.TCSADRAIN)
        yield
    finally:
        with suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
