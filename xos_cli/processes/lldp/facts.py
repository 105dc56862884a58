"""Answer questions about the neighbours that LLDP has heard."""

from typing import TYPE_CHECKING

from xos_cli.switch.discovery import Discoverer

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


def discoverer(node: "Node") -> Discoverer | None:
    """Return the discoverer with LLDP's neighbours and counters; None on a switch that is in no network."""
    found = node.memory.get("lldp")
    return found if isinstance(found, Discoverer) else None
