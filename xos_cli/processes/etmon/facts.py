"""Answer whether RMON is on."""

from xos_cli.processes.etmon.rows import RmonCfg
from xos_cli.switch.tables import Store


def rmon_enabled(store: Store) -> bool:
    """Return whether RMON is on."""
    return any(row.enabled == 1 for row in store.rows(RmonCfg))
