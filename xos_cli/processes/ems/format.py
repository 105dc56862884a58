"""The format of a log line, which the saved file keeps as one number.

The number is a set of bits, as 66010 for the default format suggests: 2 (hundredths) + 3 << 3 (mm-dd-yyyy) + 1 << 6
(severity) + 3 << 7 (the whole name) + 1 << 16 (process-slot).  evidence: capture 11.2 (66010), inferred (its parts)
"""

from collections.abc import Iterable, Iterator, Sequence

from xos_cli.switch.log import SEVERITIES, LogEntry
from xos_cli.switch.timing.calendar import MONTHS, Moment, moment

TIMESTAMPS = ("none", "seconds", "hundredths")
#: In the order of the command, where ``none`` stands last.
DATES = ("none", "dd-mm-yyyy", "dd-Mmm-yyyy", "mm-dd-yyyy", "Mmm-dd", "yyyy-mm-dd")
NAMES = ("none", "component", "subcomponent", "condition")
#: Parts that are there or not, in the order of `show configuration`.
FLAGS = {"priority": 10, "process-name": 15, "process-slot": 16, "severity": 6, "source-line": 17}

DEFAULT = 66010
#: evidence: reference 10.1 p.254 (seconds, Mmm-dd, severity, no event name, priority)
SYSLOG = 1 | 4 << 3 | 1 << 6 | 1 << 10

#: The processes whose events do not bear their name.
PROCESSES = {
    "dm": "devmgr",
    "nm": "nodemgr",
    "cm": "cfgmgr",
    "log": "ems",
    "nl": "netLogin",
    "snmp": "snmpMaster",
    "dosprot": "dosprotect",
}


def parts(number: int) -> tuple[str, str, str]:
    """Return the words for timestamp, date and event name."""
    return (
        TIMESTAMPS[min(number & 7, len(TIMESTAMPS) - 1)],
        DATES[min(number >> 3 & 7, len(DATES) - 1)],
        NAMES[number >> 7 & 3],
    )


def has(number: int, flag: str) -> bool:
    """Return whether a format has this part."""
    return bool(number >> FLAGS[flag] & 1)


def words(number: int) -> str:
    """Return a format as `show configuration` writes it."""
    timestamp, date, name = parts(number)
    flags = "".join(f"{flag} " for flag in FLAGS if has(number, flag))
    return f"timestamp {timestamp} date {date} event-name {name} {flags}"


def changed(number: int, given: Sequence[str]) -> int:
    """Return a format with what the words of a command change in it; the rest stays."""
    rest = iter(given)
    for word in rest:
        if word in FLAGS:
            number |= 1 << FLAGS[word]
        elif word == "timestamp":
            number = number & ~7 | TIMESTAMPS.index(next(rest))
        elif word == "date":
            number = number & ~(7 << 3) | DATES.index(next(rest)) << 3
        elif word == "event-name":
            number = number & ~(3 << 7) | NAMES.index(next(rest)) << 7
    return number


def given_format(given: Sequence[str]) -> int:
    """Return the format that the words of a command make; what they leave out is not shown.

    evidence: guide 11.0 p.140 (its two examples print no more than they name)
    """
    return changed(0, given)


def sample(number: int) -> str:
    """Return a format as `show log configuration` shows it: ``MM/DD/YYYY HH:MM:SS.hh <Severity:Component.Condition>``.

    evidence: recalled
    """
    timestamp, date, name = parts(number)
    dates = ("", "DD/MM/YYYY", "DD-Mmm-YYYY", "MM/DD/YYYY", "Mmm DD", "YYYY-MM-DD")
    names = {"component": "Component", "subcomponent": "Component.SubComponent"}
    event = names.get(name, "Component.SubComponent.Condition") if name != "none" else ""
    where = [text for text in ("Severity" * has(number, "severity"), event) if text]
    pieces = [dates[DATES.index(date)], {"none": "", "seconds": "HH:MM:SS"}.get(timestamp, "HH:MM:SS.hh")]
    return " ".join([piece for piece in (*pieces, f"<{':'.join(where)}>" * bool(where)) if piece])


def line(entry: LogEntry, offset: float, number: int = DEFAULT) -> str:
    """Return one event as a line, the clock *offset* seconds ahead of UTC.  evidence: guide 11.0 p.140"""
    return " ".join(_pieces(entry, moment(entry.at + offset), number)) + "\n"


def _pieces(entry: LogEntry, at: Moment, number: int) -> Iterable[str]:
    timestamp, date, name = parts(number)
    if date != "none":
        yield _date(at, date)
    if timestamp != "none":
        yield f"{at.hour:02}:{at.minute:02}:{at.second:02}" + f".{at.hundredths:02}" * (timestamp == "hundredths")
    where = ":".join(_where(entry, name, number))
    if where:
        yield f"<{where}>"
    if has(number, "process-slot") and entry.node:
        yield f"{entry.node}:"
    if has(number, "process-name"):
        yield f"{process(entry)}:"
    yield entry.text


def _where(entry: LogEntry, name: str, number: int) -> Iterator[str]:
    if has(number, "severity"):
        yield SEVERITIES[entry.severity]
    depth = {"component": 1, "subcomponent": 2}.get(name)
    if name != "none":
        yield entry.name if depth is None else ".".join(entry.name.split(".")[:-1][:depth])


def _date(at: Moment, form: str) -> str:
    """Return a date as the format writes it.  evidence: guide 11.0 p.140 (mm-dd-yyyy, Mmm-dd), inferred (the others)"""
    month = MONTHS[at.month - 1]
    return {
        "dd-mm-yyyy": f"{at.day:02}/{at.month:02}/{at.year}",
        "dd-Mmm-yyyy": f"{at.day:02}-{month}-{at.year}",
        "mm-dd-yyyy": f"{at.month:02}/{at.day:02}/{at.year}",
        "Mmm-dd": f"{month} {at.day:02}",
        "yyyy-mm-dd": f"{at.year}-{at.month:02}-{at.day:02}",
    }[form]


def process(entry: LogEntry) -> str:
    """Return the process that an event comes from, by its component."""
    component = entry.name.partition(".")[0]
    return PROCESSES.get(component.lower(), component.lower())
