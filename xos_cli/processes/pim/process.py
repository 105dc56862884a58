"""Protocol independent multicast: the tables, the rows of a new switch, and the hooks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.processes.pim.rows import PimCandidateRp, PimGlobal, PimInterface, PimStaticRp, PimVlan
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


TABLES = (PimGlobal, PimInterface, PimVlan, PimStaticRp, PimCandidateRp)


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the row of a new switch: PIM is off.  evidence: capture 11.2"""
    return [PimGlobal()]


def vlan_flags(store: Store) -> dict[str, str]:
    """Return ``p`` for the VLANs under PIM."""
    return {row.vlanName.lower(): "p" for row in store.rows(PimInterface)}


def policies(store: Store) -> Iterator[str]:
    """Yield the policies in use: the groups of rendezvous points, and the neighbors that are trusted."""
    points: list[PimStaticRp | PimCandidateRp] = [*store.rows(PimStaticRp), *store.rows(PimCandidateRp)]
    names = [row.policy for row in points] + [row.trusted for row in store.rows(PimVlan)]
    yield from (name for name in names if name not in ("", "none"))
