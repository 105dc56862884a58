"""The log of `xos-cli serve`: logins, refusals and faults, one line each, with the host's date and time in UTC."""

import sys
import time
import traceback
from typing import TextIO

#: Characters of one line; what is longer is cut.
LONGEST = 500


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
