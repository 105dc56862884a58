"""The log of `xos-cli serve`: logins, refusals and faults, one line each, with the host's date and time in UTC."""

import sys
import time
import traceback
from collections.abc import Callable
from typing import TextIO

from xos_cli.switch.log import LogEntry
from xos_cli.switch.machine import Machine

#: Characters of one line; what is longer is cut.
LONGEST = 500
#: The events that are told: somebody came in, failed to, left, or was locked out.
EVENTS = ("AAA.authPass", "AAA.authFail", "AAA.logout", "AAA.accountLockout")


class ServerLog:
    """Write lines to *stream* (standard error if None), or to nothing with ``ServerLog.silent()``."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream
        self._silent = False

    @classmethod
    def silent(cls) -> "ServerLog":
        """Return a log that keeps faults only: for a server inside another program."""
        log = cls()
        log._silent = True
        return log

    def note(self, switch: str, text: str) -> None:
        """Write what happened at *switch*."""
        if not self._silent:
            self._write(f"{switch}: {text}")

    def fault(self, switch: str, error: BaseException) -> None:
        """Write that the emulator has a fault, and where."""
        frames = traceback.extract_tb(error.__traceback__)
        where = f" ({frames[-1].filename}:{frames[-1].lineno} in {frames[-1].name})" if frames else ""
        self._write(f"{switch}: fault of the emulator: {type(error).__name__}: {error}{where}")

    def _write(self, text: str) -> None:
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        print(f"{stamp} {escaped(text)}", file=self._stream or sys.stderr, flush=True)


def escaped(text: str) -> str:
    r"""Return *text* on one line, in ASCII, with ``\x1b`` in place of what is not printable."""
    shown = text if text.isascii() and text.isprintable() else text.encode("unicode_escape").decode("ascii")
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 3] + "..."


class LoginJournal:
    """Call *note* with the text of each event about a login."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note

    def watch(self, machine: Machine) -> None:
        """Watch every MSM of *machine*; again after a snapshot was restored, whose nodes are others."""
        for node in machine.nodes.values():
            if self._happened not in node.console.journals:
                node.console.journals.append(self._happened)

    def _happened(self, node: str, entry: LogEntry) -> None:
        if entry.name in EVENTS:
            self._note(f"{node}: {entry.text}")
