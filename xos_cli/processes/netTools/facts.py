"""Questions about the network tools, answered from a store."""

from xos_cli.processes.netTools.rows import CnaCount, CnaTestplug, MissedHost
from xos_cli.switch.tables import Store


def is_missed(store: Store, vr_name: str, address: str, frequency: int, miss: int) -> bool:
    """Return whether a watched host has left so many pings in a row unanswered."""
    return store.get(MissedHost, vr_name, address, frequency, miss) is not None


def cna_settings(store: Store) -> CnaTestplug:
    """Return the settings of the CNA agent, which has a row once anything was set."""
    return next(iter(store.rows(CnaTestplug)), CnaTestplug())


def cna_counts(store: Store, test: str) -> CnaCount:
    """Return what the CNA agent counts of one test."""
    return store.get(CnaCount, test) or CnaCount(test)
