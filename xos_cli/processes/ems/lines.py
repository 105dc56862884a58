"""Return the lines of filters and log targets in `show configuration`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.ems.filter import item_words, rules
from xos_cli.processes.ems.format import words
from xos_cli.processes.ems.rows import EmsFilter, EmsGlobal, EmsTarget
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Return the lines of debug mode, syslog, filters and targets.

    evidence: capture 11.2, recalled (syslog servers)
    """
    common = store.one(EmsGlobal)
    yield f"{'enable' if common.enableDebug else 'disable'} log debug-mode"
    if common.syslogEnabled:
        yield "enable syslog"
    for name in store.rows(EmsFilter):
        yield f"create log filter {name.name}"
        for item in rules(store, name.name):
            yield item_words(item)
    for target in store.rows(EmsTarget):
        yield from _target(target)


def _target(target: EmsTarget) -> Iterator[str]:
    """Return the lines of one target."""
    if target.type.startswith("syslog "):
        yield f"configure syslog add {target.type.removeprefix('syslog ')}"
    only = " only" if target.only else ""
    yield f"{'enable' if target.enable else 'disable'} log target {target.type}"
    yield f"configure log target {target.type} filter {target.filter} severity {target.severity}{only}"
    yield f"configure log target {target.type} match {_quoted(target.regex)}"
    yield f"configure log target {target.type} format {words(target.displayFormat)}"
    if target.targetSize is not None:
        yield f"configure log target {target.type} number-of-messages {target.targetSize}"


def _quoted(text: str) -> str:
    """Return a text as a command takes it: in quotes if it has blanks."""
    return f'"{text}"' if " " in text else text
