"""Answer questions about the name of the switch and its local time."""

from typing import TYPE_CHECKING

from xos_cli.processes.devmgr.rows import DmSystem, TimeInfo

if TYPE_CHECKING:
    from xos_cli.switch.node import Node
    from xos_cli.switch.tables import Store


def zone_offset(store: "Store") -> float:
    """Return the seconds that the local time is ahead of UTC."""
    rows = store.rows(TimeInfo)
    return 60.0 * (rows[0].gmt_offset or 0) if rows else 0.0


def local(node: "Node", at: float | None = None) -> float:
    """Return a moment (now if none is given) in the local time that the switch shows."""
    return (node.time() if at is None else at) + zone_offset(node.store)


def sysname(store: "Store") -> str:
    """Return the system name, which stands in the prompt."""
    rows = store.rows(DmSystem)
    return rows[0].sysName if rows else ""
