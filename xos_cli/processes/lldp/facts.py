"""Answer what LLDP has heard."""

from typing import TYPE_CHECKING

from xos_cli.switch.discovery import Discoverer

if TYPE_CHECKING:
    from xos_cli.switch.node import Node


def discoverer(node: "Node") -> Discoverer | None:
    """Return the messages that this MSM has heard and counted; None on a switch that is in no network."""
    found = node.memory.get("lldp")
    return found if isinstance(found, Discoverer) else None
