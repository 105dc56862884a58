"""`show log`, `show log configuration`, `clear log`.

evidence: capture 12.5 (order, the last line of `show log`), guide 10.1 p.106 (the filter), recalled (the target)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Screen
from xos_cli.processes.devmgr.facts import local, utc, zone_offset
from xos_cli.processes.ems.facts import debug_mode, target
from xos_cli.processes.ems.filter import LETTERS, LEVELS, rules, the_filter
from xos_cli.processes.ems.format import DEFAULT, given_format, line, sample
from xos_cli.processes.ems.pattern import matching
from xos_cli.processes.ems.rows import ANY_SEVERITY, INITIAL, TARGETS, EmsFilter, EmsFilterItem, EmsSession, EmsTarget
from xos_cli.processes.ems.target import checked
from xos_cli.switch.log import SEVERITIES, LogEntry, text_of
from xos_cli.switch.timing import calendar

if TYPE_CHECKING:
    import datetime

    from xos_cli.switch.node import Node


#: Events of one piece of the screen.
AT_ONCE = 100


def show_log(
    call: Call,
    messages: bool = False,
    memory_buffer: bool = False,
    nvram: bool = False,
    severity: str | bool = "",
    only: bool = False,
    begin_date: "datetime.date | None" = None,
    begin_time: "datetime.time | None" = None,
    end_date: "datetime.date | None" = None,
    end_time: "datetime.time | None" = None,
    regex: str = "",
    chronological: bool = False,
    **_: Any,
) -> Screen:
    """Print the log, newest first unless *chronological*. (*severity* True: only the format has the word.)"""
    checked(regex)
    shown = _logged(call.node, nvram, regex)
    if begin_date or begin_time:
        first = _moment(call, begin_date, begin_time, False)
        shown = [entry for entry in shown if first <= entry.at + 1e-6]
    if end_date or end_time:
        last = _moment(call, end_date, end_time, True)
        shown = [entry for entry in shown if entry.at < last]
    if isinstance(severity, str) and severity:
        wanted = _asked_severities(severity, only)
        shown = [entry for entry in shown if entry.severity in wanted]
    form = _format(call, nvram)
    return Screen(_lines(call, shown if chronological else shown[::-1], form))


def _logged(node: "Node", nvram: bool, regex: str) -> list[LogEntry]:
    """Return the events in the memory or in the flash that *regex* matches."""
    entries = list(node.flash.nvram.log if nvram else node.log.entries)
    if not regex:
        return entries
    texts = map(text_of, entries) if nvram else node.log.texts
    return [entries[place] for place in matching(regex, list(texts))]


def _asked_severities(severity: str, only: bool) -> frozenset[str]:
    """Return the severities that are asked for: one *only*, or it and those more urgent."""
    level = LEVELS[severity]
    below = {name: LEVELS[name.lower()] for name in SEVERITIES}
    return frozenset([name for name, own in below.items() if own == level or (own < level and not only)])


def _lines(call: Call, shown: list[LogEntry], form: int) -> Iterator[str]:
    store = call.store
    for start in range(0, len(shown), AT_ONCE):
        part = shown[start : start + AT_ONCE]
        yield "".join([line(entry, zone_offset(store, entry.at), form) for entry in part])
    yield f"\nA total of {len(shown)} log messages were displayed.\n"


def _format(call: Call, nvram: bool) -> int:
    """Return the format that the command asks for, else that of the target."""
    if "format" not in call.words:
        return target(call.store, "nvram" if nvram else "memory-buffer").displayFormat or DEFAULT
    words = list(call.words[call.words.index("format") + 1 :])
    return given_format(words[:-1] if words[-1] == "chronological" else words)


def _moment(call: Call, date: "datetime.date | None", time: "datetime.time | None", end: bool) -> float:
    """Return a bound in UTC, of today if no date is given; an *end* takes in all of its day or of its hundredth."""
    today = calendar.moment(local(call.node))
    year, month, day = (date.year, date.month, date.day) if date else (today.year, today.month, today.day)
    at = utc(call.store, calendar.seconds(year, month, day))
    if time is None:
        return at + 86400.0 * end
    at += time.hour * 3600 + time.minute * 60 + time.second + time.microsecond / 1e6
    return at + (0.01 if time.microsecond else 1.0) * end


def clear_log(
    call: Call, error_led: bool = False, static: bool = False, messages: bool = False, nvram: bool = False, **_: bool
) -> None:
    """Clear the messages in this MSM's memory, or with *static* those in its flash as well."""
    if error_led:
        return
    if static or nvram:
        call.node.flash.change(log=())
    if static or not nvram:
        call.node.log.clear()


# -- show log configuration ------------------------------------------------------------------------------------------


def show_log_configuration(
    call: Call, target: bool = False, filter: bool = False, filter_name: str = "", **where: Any
) -> str:
    """Print the configuration of targets, of filters, or of both."""
    if filter or filter_name:
        return _filters(call, filter_name)
    if target:
        return "\n".join(_target(call, row) for row in _asked(call, where))
    mode = f"Debug-Mode: {'Enabled' if debug_mode(call.store) else 'Disabled'}\n\n"
    targets = "\n".join(_target(call, row) for row in _asked(call, {}))
    return f"{mode}{targets}\n{_filters(call, '')}"


def _asked(call: Call, where: dict[str, Any]) -> list[EmsTarget]:
    names = [name for name in TARGETS if where.get(name.replace("-", "_"))]
    login = call.get(EmsSession, call.session.id)
    if names == ["session"] and login:
        return [login.target]
    if names:
        return [target(call.store, name) for name in names]
    servers = [row for row in call.rows(EmsTarget) if row.type.startswith("syslog ")]
    if where.get("syslog"):
        wanted = str(where.get("ip_port") or where.get("ipaddress") or "")
        facility = next((word for word in where if word.startswith("local")), "")
        found = [row for row in servers if wanted in ("", row.type.split()[1])]
        return [row for row in found if not facility or facility in row.type.split()]
    own = [*INITIAL, *(("primary-msm", "backup-msm") if call.chassis.modular else ())]
    return [*[target(call.store, name) for name in own], *servers]


def _target(call: Call, row: EmsTarget) -> str:
    severity = f"{row.severity} (only)" if row.only else f"{row.severity} (through Critical)"
    fields = {
        "Enabled ?": "yes" if row.enable else "no",
        "Filter Name": row.filter,
        "Match regex": row.regex,
        "Severity": severity,
        "Format": sample(row.displayFormat),
    }
    if row.targetSize is not None:
        fields["Buffer size"] = f"{row.targetSize} messages"
    return f"Log Target      : {row.type}\n" + "".join(f"    {label:<12}: {text}\n" for label, text in fields.items())


LEGEND = """Include/Exclude: (I) Include, (E) Exclude
Severity Values: (C) Critical, (E) Error, (W) Warning, (N) Notice, (I) Info
                 (*) Pre-assigned severities in effect for each subcomponent
Debug Severity : (S) Debug-Summary, (V) Debug-Verbose, (D) Debug-Data
                 (+) Debug Severity requested, but log debug-mode not enabled
If Match parameters present:
Parameter Flags: (S) Source, (D) Destination (as applicable)
                 (I) Ingress, (E) Egress,
Parameter Types: Port - Physical Port list, Slot - Physical Slot #
                 MAC  - MAC address, IP - IP Address/netmask, Mask - Netmask
                 VID  - Virtual LAN ID (tag), VLAN - Virtual LAN name
                 L4   - Layer-4 Port #, Num  - Number, Str - String
                 Nbr  - Neighbor, Rtr - Routerid, EAPS - EAPS Domain
                 Proc - Process Name
Strict Match   : Y - every match parameter entered must be present in the event
                 N - match parameters need not be present in the event
"""
HEAD = (
    f"{'I/':<46}Severity\n{'E Comp    SubComp     Condition':<46}CEWNISVD\n"
    f"- {'-' * 7} {'-' * 11} {'-' * 23} {'-' * 8}\n"
)


def _filters(call: Call, name: str) -> str:
    """Return the rules of one filter or of all; the one that is looked at first stands on top."""
    rows = [the_filter(call, name)] if name else call.rows(EmsFilter)
    blocks = [f"Log Filter Name : {row.name}\n{HEAD}" + "".join(_rules(call, row)) for row in rows]
    return "\n".join(blocks) + "\n" + LEGEND


def _rules(call: Call, row: EmsFilter) -> Iterator[str]:
    debug = debug_mode(call.store)
    for item in reversed(rules(call.store, row.name)):
        component, sub, condition = _names(item)
        letter = "E" if item.exclude else "I"
        match = f" {item.match} {'Y' if item.strict else 'N'}" if item.match else ""
        yield f"{letter} {component:<7} {sub:<11} {condition:<23} {_severities(item, debug)}{match}\n"


def _names(item: EmsFilterItem) -> tuple[str, str, str]:
    """Return component, subcomponent and condition of a rule; ``*`` stands for any."""
    if item.event == "All":
        return "All", "", ""
    parts = item.event.split(".")
    if len(parts) == 2 and parts[1][:1].islower():  # a condition of a component that has no subcomponents
        return parts[0], "", parts[1]
    return parts[0], parts[1] if len(parts) > 1 else "*", parts[2] if len(parts) > 2 else "*"


def _severities(item: EmsFilterItem, debug: bool) -> str:
    if item.severity == ANY_SEVERITY:
        return "*" * len(LETTERS)
    return "".join("+" if c in "SVD" and not debug else c for c in item.severity)
