"""The event log of one node: what happened there, newest last.  It is never copied to the other node."""

from collections import deque
from typing import Any

from xos_cli.record import NamedTuple

#: Severities, most urgent first, and the four letters a log line shows.  evidence: guide 11.x
SEVERITIES = {
    "Critical": "Crit",
    "Error": "Erro",
    "Warning": "Warn",
    "Notice": "Noti",
    "Info": "Info",
    "Debug-Summary": "Summ",
    "Debug-Verbose": "Verb",
    "Debug-Data": "Data",
}


class LogEntry(NamedTuple):
    """One event: *at* in seconds UTC, *name* as ``Component.Condition``, *node* the MSM whose process raised it."""

    at: float
    severity: str
    name: str
    node: str
    text: str


class Log:
    """The memory buffer (lost at a reboot) of at most *size* events.

    *counts*: by the name of an event, how often it happened, and how often some target was to be told.
    """

    def __init__(self, size: int = 1000) -> None:
        self.entries: deque[LogEntry] = deque(maxlen=size)
        self.counts: dict[str, tuple[int, int]] = {}

    def add(self, entry: LogEntry) -> None:
        self.entries.append(entry)

    def resize(self, size: int) -> None:
        """Keep the newest *size* events, 200 to 20,000."""
        self.entries = deque(self.entries, maxlen=size)

    def clear(self) -> None:
        self.entries.clear()

    def __deepcopy__(self, memo: dict[int, Any]) -> "Log":
        copy = Log()
        copy.entries = self.entries.copy()
        copy.counts = dict(self.counts)
        return copy
