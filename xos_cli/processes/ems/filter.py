"""Decide which events a filter passes; `create`, `configure` and `delete log filter`.

A rule that was added later is looked at first, and the first one that an event fits decides.
evidence: reference 10.1 p.246 (what a rule says), recalled (the order)
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.command.name_rules import check_name
from xos_cli.errors import Refusal
from xos_cli.processes.ems.catalog import COMPONENTS
from xos_cli.processes.ems.rows import ANY_SEVERITY, DEFAULT_FILTER, EmsFilter, EmsFilterItem, EmsTarget
from xos_cli.switch.log import SEVERITIES, LogEntry
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

LEVELS = {name.lower(): place for place, name in enumerate(SEVERITIES)}
#: The letters of the severities, most urgent first.  evidence: guide 10.1 p.106
LETTERS = "CEWNISVD"


def rules(store: Store, name: str) -> list[EmsFilterItem]:
    """Return the rules of a filter; the one that is looked at first stands last."""
    return sorted([row for row in store.rows(EmsFilterItem) if row.name.lower() == name.lower()])


def lets_through(store: Store, name: str, entry: LogEntry) -> bool:
    """Return whether a filter lets an event through; one without rules lets none."""
    items = rules(store, name) if store.rows(EmsFilter) else [EmsFilterItem(0, DEFAULT_FILTER, "All")]
    for item in reversed(items):
        if _fits(item, entry):
            return not item.exclude
    return False


def _fits(item: EmsFilterItem, entry: LogEntry) -> bool:
    if item.event != "All" and not f"{entry.name}.".lower().startswith(f"{item.event}.".lower()):
        return False
    if item.match and item.match.partition(" ")[2].lower() not in entry.text.lower():
        return False
    if item.event == "All" and item.severity == ANY_SEVERITY and below_threshold(entry):
        return False
    return item.severity == ANY_SEVERITY or item.severity[LEVELS[entry.severity.lower()]] != "-"


def below_threshold(entry: LogEntry) -> bool:
    """Return whether a rule for all events does not let an event pass, since its component reports only graver ones.

    That is so of the kernel's information; debug events have a switch of their own.  evidence: guide 11.3 p.264
    """
    if entry.severity.startswith("Debug"):
        return False
    owner = f"{entry.name}.".lower()
    limits = [one for one in COMPONENTS if owner.startswith(f"{one.name}.".lower())]
    limit = max(limits, key=lambda one: len(one.name), default=None)
    return limit is not None and LEVELS[entry.severity.lower()] > LEVELS[limit.threshold.lower()]


def letters(severity: str, only: bool) -> str:
    """Return the letters of a severity and, unless *only*, of all more urgent ones."""
    if not severity:
        return ANY_SEVERITY
    level = LEVELS[severity]
    return "".join(c if at == level or (at < level and not only) else "-" for at, c in enumerate(LETTERS))


def severity_words(kept: str) -> str:
    """Return the severities of a rule as the words of its command."""
    if kept == ANY_SEVERITY:
        return ""
    asked = [at for at, letter in enumerate(kept) if letter != "-"]
    return f"severity {list(SEVERITIES)[asked[-1]]} " + "only " * (len(asked) == 1 and asked[0] > 0)


def item_words(item: EmsFilterItem) -> str:
    """Return a rule as the command that adds it.  evidence: capture 11.2 (without severity and parameters)"""
    exclude = "exclude " if item.exclude else ""
    match = f"{'strict-match' if item.strict else 'match'} {item.match} " if item.match else ""
    return f"configure log filter {item.name} add {exclude}event {item.event} {severity_words(item.severity)}{match}"


# -- commands --------------------------------------------------------------------------------------------------------


def the_filter(call: Call, name: str) -> EmsFilter:
    """Return the filter of this name; refuse a name that no filter has.  evidence: inferred (the words)"""
    found = call.get(EmsFilter, name)
    if found is None:
        raise Refusal(f"Error: Log filter {name} does not exist.")
    return found


def create_log_filter(call: Call, new_filter_name: str, copy: bool = False, filter_name: str = "") -> None:
    """Create a filter; the default one may be created again, as `show configuration` does.  evidence: capture 11.2"""
    if call.get(EmsFilter, new_filter_name):
        if new_filter_name.lower() == DEFAULT_FILTER.lower() and not copy:
            return
        raise Refusal(f"Error: Log filter {new_filter_name} already exists.")
    check_name("Log filter", new_filter_name)
    call.put(EmsFilter(new_filter_name))
    if copy:
        for item in rules(call.store, the_filter(call, filter_name).name):
            call.put(item._replace(name=new_filter_name))


def valid_delete_log_filter(chassis: "Chassis", filter_name: str = "", **_: object) -> None:
    """Refuse to delete the filter that every target has at first.  evidence: inferred"""
    if filter_name.lower() == DEFAULT_FILTER.lower():
        raise Refusal(f"Error: Log filter {filter_name} is in use and cannot be deleted.")


def delete_log_filter(call: Call, filter_name: str = "", all: bool = False) -> None:
    """Delete a filter that no target uses; with *all*, every filter that can go."""
    used = {row.filter.lower() for row in call.rows(EmsTarget)} | {DEFAULT_FILTER.lower()}
    if not all and the_filter(call, filter_name).name.lower() in used:
        raise Refusal(f"Error: Log filter {filter_name} is in use and cannot be deleted.")  # evidence: inferred
    for row in call.rows(EmsFilter):
        if row.name.lower() not in used and (all or row.name.lower() == filter_name.lower()):
            call.drop(row)
            call.forget("filter", row.name)


def unconfigure_log_filter(call: Call, filter_name: str) -> None:
    """Remove all rules; the default filter lets everything through again."""
    row = the_filter(call, filter_name)
    for item in rules(call.store, row.name):
        call.drop(item)
    if row.name == DEFAULT_FILTER:
        call.put(EmsFilterItem(0, DEFAULT_FILTER, "All"))


def configure_log_filter_events(
    call: Call,
    filter_name: str,
    add: bool = False,
    delete: bool = False,
    exclude: bool = False,
    all: bool = False,
    event: str = "",
    severity: str | bool = "",
    only: bool = False,
    match: bool = False,
    strict_match: bool = False,
    type: str = "",
    match_value: str = "",
) -> None:
    """Add a rule, before those there are; or take one away."""
    row = the_filter(call, filter_name)
    wanted = EmsFilterItem(
        0,
        row.name,
        "All" if event.lower() in ("", "all") else event,
        letters("" if severity is True else str(severity), only),
        1 if exclude else None,
        f"{type} {match_value}" if match or strict_match else None,
        1 if strict_match else None,
    )
    same = [item for item in rules(call.store, row.name) if _same(item, wanted)]
    if delete:
        _delete(call, same, row.name)
    elif wanted not in [item._replace(row=0) for item in same]:
        _add(call, wanted, same)


def _same(item: EmsFilterItem, wanted: EmsFilterItem) -> bool:
    """Return whether two rules are about the same events."""
    about = (item.event.lower(), item.exclude, item.match)
    return about == (wanted.event.lower(), wanted.exclude, wanted.match)


def _add(call: Call, wanted: EmsFilterItem, same: Sequence[EmsFilterItem]) -> None:
    for item in same:
        call.drop(item)
    places = [item.row for item in rules(call.store, wanted.name)]
    call.put(wanted._replace(row=max(places, default=-1) + 1))


def _delete(call: Call, same: Sequence[EmsFilterItem], name: str) -> None:
    if not same:
        raise Refusal(f"Error: Log filter {name} has no such event.")  # evidence: inferred
    for item in same:
        call.drop(item)
