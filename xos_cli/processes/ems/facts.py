"""Answer how the log targets are configured, and whether debugging events are processed."""

from xos_cli.processes.ems.format import SYSLOG
from xos_cli.processes.ems.rows import TARGETS, EmsGlobal, EmsTarget
from xos_cli.switch.tables import Store


def target(store: Store, name: str) -> EmsTarget:
    """Return how a target is configured."""
    return store.get(EmsTarget, name) or TARGETS.get(name) or EmsTarget(name, SYSLOG)


def debug_mode(store: Store) -> bool:
    """Return whether events for debugging are processed at all."""
    return any(row.enableDebug for row in store.rows(EmsGlobal))
