"""Protocol independent multicast: the tables, the rows of a new switch, and the hooks."""

from typing import TYPE_CHECKING, Any

from xos_cli.processes.pim.rows import PimGlobal, PimInterface
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


TABLES = (PimGlobal, PimInterface)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the row of a new switch: PIM is off.  evidence: capture 11.2"""
    return [PimGlobal()]


def vlan_flags(store: Store) -> dict[str, str]:
    """Return ``p`` for the VLANs under PIM."""
    return {row.vlanName.lower(): "p" for row in store.rows(PimInterface)}
