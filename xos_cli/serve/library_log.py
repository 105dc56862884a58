"""Take what asyncio and asyncssh log, and write it to the server's log: a line each, and no traceback."""

import logging

from xos_cli.serve.server_log import ServerLog


class LibraryLog(logging.Handler):
    """Write warnings and errors of a library to *log*."""

    def __init__(self, log: ServerLog) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record; of an exception its type and text."""
        error = record.exc_info[1] if record.exc_info else None
        cause = f": {type(error).__name__}: {error}" if error is not None else ""
        self._log.note(record.name, record.getMessage() + cause)
