"""The rows of the event management system: filters, their rules, and the targets that events go to.

evidence: capture 11.2 (elements, fields, what a new switch has); fields with a default of None are inferred
"""

from typing import Annotated

from xos_cli.processes.ems.format import DEFAULT
from xos_cli.processes.ems.pattern import ANY_TEXT, is_pattern
from xos_cli.record import NamedTuple
from xos_cli.switch.log import SEVERITIES
from xos_cli.switch.tables import Scope, table

DEFAULT_FILTER = "DefaultFilter"
#: A rule that asks for no severity: each event counts with the severity it was given.
ANY_SEVERITY = "--------"


def is_letters(text: str) -> bool:
    """Return whether a text has a letter or a dash for each severity."""
    return len(text) == len(ANY_SEVERITY)


@table("emsGlobalConfig")
class EmsGlobal(NamedTuple):
    """`enable log debug-mode`, `enable syslog`."""

    enableDebug: int = 0
    syslogEnabled: int | None = None


@table("emsFilterConfig", key=("name",))
class EmsFilter(NamedTuple):
    """A filter of events."""

    name: str
    type: str = "filter"


@table("emsFilterItem", key=("name", "row"), refs={"name": "filter"})
class EmsFilterItem(NamedTuple):
    """A rule of a filter: *event* is ``All`` or how the event's name begins, *severity* one letter for each.

    *match*: the parameter that must (*strict*) or may be in the event, as ``vlan sales``.
    """

    row: int
    name: str
    event: str
    severity: Annotated[str, is_letters] = ANY_SEVERITY
    exclude: int | None = None
    match: str | None = None
    strict: int | None = None


@table("emsTargetConfig", key=("type",))
class EmsTarget(NamedTuple):
    """A log target; *only* 1 takes exactly this severity.  Each syslog server is a target of its own."""

    type: str
    displayFormat: int = DEFAULT
    regex: Annotated[str, is_pattern] = ANY_TEXT
    targetSize: Annotated[int, range(1_000_000)] | None = None
    only: int = 0
    severity: Annotated[str, SEVERITIES] = "Debug-Data"
    filter: str = DEFAULT_FILTER
    enable: int = 1


@table("emsSessionTarget", key=("session",), scope=Scope.LOCAL)
class EmsSession(NamedTuple):
    """The target of one login (`log target session`): it ends with the login."""

    session: int
    target: EmsTarget


#: The targets by the words that name them, as they are while nobody has configured them.
#: evidence: capture 11.2 (the first three), recalled (the others)
TARGETS = {
    "memory-buffer": EmsTarget("memory-buffer", targetSize=1000),
    "nvram": EmsTarget("nvram", severity="Warning"),
    "console": EmsTarget("console", severity="Info", enable=0),
    "primary-msm": EmsTarget("primary-msm", severity="Warning", enable=0),
    "backup-msm": EmsTarget("backup-msm", severity="Warning", enable=0),
    "session": EmsTarget("session", severity="Info", enable=0),
}
#: Those that a new switch has rows of.
INITIAL = ("memory-buffer", "nvram", "console")
