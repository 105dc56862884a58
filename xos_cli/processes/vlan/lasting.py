"""Which rows of VLANs last: a client that is logged in has its port in another VLAN only for a time.

evidence: guide 11.3 p.348 (the port comes back), inferred (that such a move is no unsaved change)
"""

from typing import Any

from xos_cli.processes.vlan.facts import without_visits
from xos_cli.processes.vlan.rows import PLACED, VisitingPort, VlanPort


def lasting_rows(rows: list[tuple[Any, ...]], modular: bool) -> list[tuple[Any, ...]]:
    """Return the rows of a configuration as they are when no client of network login is logged in."""
    visits = [row for row in rows if isinstance(row, VisitingPort) and row.why != PLACED]
    if not visits:
        return rows
    gone = set(map(id, visits))
    ports = without_visits([row for row in rows if isinstance(row, VlanPort)], visits, modular)
    return [*[row for row in rows if id(row) not in gone and not isinstance(row, VlanPort)], *ports.values()]
