"""OSPF for IPv6: its tables, and the policies that it uses.

evidence: capture 11.2 (no module without a licence), inferred (no lines with one)
"""

from collections.abc import Iterator

from xos_cli.processes.ospfv3.rows import (
    Ospfv3,
    Ospfv3Area,
    Ospfv3Export,
    Ospfv3Interface,
    Ospfv3Member,
    Ospfv3Range,
    Ospfv3VirtualLink,
)
from xos_cli.switch.tables import Store

TABLES = (Ospfv3, Ospfv3Area, Ospfv3Range, Ospfv3VirtualLink, Ospfv3Member, Ospfv3Interface, Ospfv3Export)


def policies(store: Store) -> Iterator[str]:
    """Yield the policies in use: for imported routes, for exported routes, for areas."""
    names = [row.importPolicy for row in store.rows(Ospfv3)] + [row.policy for row in store.rows(Ospfv3Export)]
    for area in store.rows(Ospfv3Area):
        names += [area.externalFilter, area.interareaFilter]
    yield from filter(None, names)
