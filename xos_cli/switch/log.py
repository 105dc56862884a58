"""The event log of one node: what happened there, newest last.  It is never copied to the other node."""

from collections import deque
from collections.abc import Iterable
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


#: The events from which on their texts are kept ready to be searched.
LARGE = 256


def text_of(entry: LogEntry) -> str:
    """Return what match expressions are compared with: the event's name and its text."""
    return f"{entry.name} {entry.text}"


class Log:
    """The memory buffer (lost at a reboot) of at most *size* events.

    *counts*: by the name of an event, how often it happened, and how often some target was to be told.
    """

    def __init__(self, size: int = 1000) -> None:
        self.entries: deque[LogEntry] = deque(maxlen=size)
        self.counts: dict[str, tuple[int, int]] = {}
        self._texts: deque[str] | None = None  # of a large log only

    def add(self, entry: LogEntry) -> None:
        self.entries.append(entry)
        if self._texts is not None:
            self._texts.append(text_of(entry))
        elif len(self.entries) >= LARGE:
            self._texts = deque(map(text_of, self.entries), self.entries.maxlen)

    @property
    def texts(self) -> Iterable[str]:
        """Return what match expressions are compared with, of each event."""
        return map(text_of, self.entries) if self._texts is None else self._texts

    def resize(self, size: int) -> None:
        """Keep the newest *size* events, 200 to 20,000."""
        self.entries = deque(self.entries, maxlen=size)
        self._texts = None

    def clear(self) -> None:
        self.entries.clear()
        self._texts = None

    def __deepcopy__(self, memo: dict[int, Any]) -> "Log":
        copy = Log()
        copy.entries = self.entries.copy()
        copy.counts = dict(self.counts)
        return copy
