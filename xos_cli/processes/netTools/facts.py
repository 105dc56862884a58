"""Questions about the network tools, answered from a store."""

from xos_cli.processes.netTools.rows import MissedHost
from xos_cli.switch.tables import Store


def is_missed(store: Store, vr_name: str, address: str, frequency: int, miss: int) -> bool:
    """Return whether a watched host has left so many pings in a row unanswered."""
    return store.get(MissedHost, vr_name, address, frequency, miss) is not None
